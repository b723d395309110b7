package migrate

import (
	"bytes"
	"slices"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/tag"
)

// form is the form of a construct.
type form int

const (
	tagForm form = iota
	braceForm
	statement
	formula
)

// construct is a tag, an expression, a statement of a module or a formula.
type construct struct {
	form     form
	from, to int
	name     string // of a tag, or what a statement exports
}

var (
	formulaBlock  = onuse.Regexp(`(?ms)^([ \t]*)\$\$.*?\$\$[ \t]*$`)
	statementLine = onuse.Regexp(`^(?:import|export)\b`)
	exportedName  = onuse.Regexp(`^export\s+(?:default\s+)?(?:async\s+)?(?:const|let|var|function|class)\s+(\w+)`)
)

// maxScan bounds the bytes that are read to find where constructs end.
const maxScan = 64 << 20

// constructs returns the constructs outside code, in order; those inside others
// are not listed.
func constructs(buf, hidden []byte, mdx bool) (out []construct) {
	if mdx {
		out = statements(buf, hidden)
	}
	for _, m := range formulaBlock.FindAllSubmatchIndex(hidden, -1) {
		out = append(out, construct{form: formula, from: m[3], to: m[1]})
	}
	slices.SortFunc(out, func(a, b construct) int { return a.from - b.from })
	whole, next, budget := out, 0, maxScan
	out = nil
	for i := 0; i < len(hidden); i++ {
		for next < len(whole) && whole[next].to <= i {
			next++
		}
		if next < len(whole) && whole[next].from <= i {
			out = append(out, whole[next])
			i = whole[next].to - 1
			next++
			continue
		}
		switch c := hidden[i]; {
		case c == '\\':
			i++
		case c == '<' && budget > 0:
			h, ok := tag.ScanHead(hidden[i:])
			if !ok {
				continue
			}
			n, progress := excerpt.TagExtent(!mdx).Feed(buf[i+h.N : min(len(buf), i+h.N+64<<10)])
			budget -= n
			if progress == excerpt.Finished {
				out = append(out, construct{tagForm, i, i + h.N + n, h.Name})
				i += h.N + n - 1
			}
		case c == '{' && mdx && budget > 0:
			n, progress := excerpt.BraceExtent().Feed(buf[i+1 : min(len(buf), i+1+64<<10)])
			budget -= n
			if progress == excerpt.Finished {
				out = append(out, construct{form: braceForm, from: i, to: i + 1 + n})
				i += n
			}
		}
	}
	return out
}

// statements returns the import and export statements: each ends before the
// next one, or at a blank line behind which its brackets are closed.
func statements(buf, hidden []byte) (out []construct) {
	var extent *excerpt.Extent
	for at := 0; at < len(buf); {
		_, end := draft.LineAt(buf, at)
		line := buf[at:end]
		starts := statementLine.Match(hidden[at:end])
		if extent != nil && extent.Balanced() && (starts || len(bytes.TrimSpace(line)) == 0) {
			extent = nil
		}
		if starts && extent == nil {
			s := construct{form: statement, from: at, to: end}
			if m := exportedName.FindSubmatch(line); m != nil {
				s.name = string(m[1])
			}
			out = append(out, s)
			extent = excerpt.StatementExtent()
		}
		if extent != nil {
			out[len(out)-1].to = end
			if _, progress := extent.Feed(buf[at:min(end+1, len(buf))]); progress == excerpt.Malformed {
				extent = nil
			}
		}
		at = end + 1
	}
	return out
}

// around returns the construct that holds a place.
func around(list []construct, at int) (construct, bool) {
	i, found := slices.BinarySearchFunc(list, at, func(c construct, at int) int {
		switch {
		case c.to <= at:
			return -1
		case c.from > at:
			return 1
		}
		return 0
	})
	if !found {
		return construct{}, false
	}
	return list[i], true
}

// attributeAt returns the attribute of a tag that holds a place, or nil.
func attributeAt(buf []byte, c construct, at int) *tag.Attr {
	t, fault := tag.Parse(excerpt.Cut(buf, c.from, c.to))
	if t == nil || fault != nil {
		return nil
	}
	for i := range t.Attrs {
		if a := &t.Attrs[i]; a.At <= at && at < a.Stop {
			return a
		}
	}
	return nil
}
