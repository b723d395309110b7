// Package material rewrites what MkDocs and its theme Material read: indented
// admonitions and tabs, attribute lists, snippets, keys, icons and
// abbreviations. The attribute lists of kramdown are the same.
//
// It reads no other file: a snippet becomes a component that shows it.
package material

import (
	"bytes"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

// block is an admonition, a collapsible block or a tab of MkDocs. What
// it holds is indented by four.
type block struct {
	from, to    int // of the line that starts it
	end         int // behind the last line that it holds
	indent      int // of the line that starts it
	marker      string
	kind, title string
	inside      []*block
	depth       int
}

var (
	startLine   = onuse.Regexp(`^[ \t]*(!!!|\?\?\?\+?|===[!+]?)[ \t]+(.*?)[ \t]*$`)
	startWords  = onuse.Regexp(`^([A-Za-z][\w-]*(?:[ \t]+[A-Za-z][\w-]*)*)?[ \t]*(?:"(.*)")?$`)
	tabTitle    = onuse.Regexp(`^(?:"(.*)"|'(.*)')$`)
	snippetLine = onuse.Regexp(`^[ \t]*-{1,2}8<-{1,2}[ \t]+"([^"]+)"[ \t]*$`)
)

// maxBlocks bounds how deeply the blocks of MkDocs nest.
const maxBlocks = 16

// page is a page that is being rewritten.
type page struct{ *draft.Page }

// Blocks rewrites the blocks of MkDocs, and takes their indentation from what
// they hold.
func Blocks(p *draft.Page) {
	d := &page{p}

	hidden := draft.Mask(d.Buf, false)
	var roots, open []*block
	last, gap := 0, 0 // behind the last line that is not blank; the blank lines since
	shut := func(n int) {
		for _, b := range open[n:] {
			b.end = last
		}
		open = open[:n]
	}
	for at := 0; at < len(d.Buf); {
		_, end := draft.LineAt(d.Buf, at)
		line, seen := d.Buf[at:end], hidden[at:end]
		next := min(end+1, len(d.Buf))
		if len(bytes.TrimSpace(line)) == 0 {
			at = end + 1
			gap++
			continue
		}
		inFence := seen[len(seen)-1] == draft.Masked && seen[indentBytes(line)] == draft.Masked && !draft.FenceStart.Match(line)
		n := len(open)
		for n > 0 && draft.Indentation(line) < open[n-1].indent+4 && !(inFence && gap == 0) {
			n--
		}
		shut(n)
		if b := startBlock(line, seen); b != nil && n < maxBlocks {
			b.from, b.to, b.depth = at, end, n
			if n > 0 {
				open[n-1].inside = append(open[n-1].inside, b)
			} else {
				roots = append(roots, b)
			}
			open = append(open, b)
		} else if m := snippetLine.FindSubmatch(line); m != nil && seen[len(seen)-1] != draft.Masked {
			prefix := line[min(4*n, indentBytes(line)):indentBytes(line)]
			d.Replace(at, end, string(prefix)+d.Include(at+indentBytes(line), string(m[1])))
		} else if n > 0 {
			d.Replace(at, at+columns(line, 4*n), "")
		}
		last, gap = next, 0
		at = end + 1
	}
	shut(0)
	d.writeBlocks(roots)
	d.Flush()
}

// startBlock reads the line that starts a block, or returns nil.
func startBlock(line, seen []byte) *block {
	m := startLine.FindSubmatch(line)
	if m == nil || seen[indentBytes(line)] == draft.Masked {
		return nil
	}
	b := &block{indent: draft.Indentation(line), marker: string(m[1])}
	if m[1][0] == '=' {
		t := tabTitle.FindSubmatch(m[2])
		if t == nil {
			return nil
		}
		b.title = string(t[1]) + string(t[2])
		return b
	}
	t := startWords.FindSubmatch(m[2])
	if t == nil || len(t[1])+len(t[2]) == 0 {
		return nil
	}
	if words := strings.Fields(string(t[1])); len(words) > 0 {
		b.kind = words[0]
	} else {
		b.kind = "note"
	}
	b.title = strings.ReplaceAll(string(t[2]), `\"`, `"`)
	return b
}

func indentBytes(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " \t")) }

// columns returns how many bytes of blanks fill n columns at most.
func columns(line []byte, n int) int {
	i := 0
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') && draft.Indentation(line[:i+1]) <= n {
		i++
	}
	return i
}

// writeBlocks writes the blocks of one level. Tabs that follow one another are
// one group.
func (d *page) writeBlocks(list []*block) {
	for i, b := range list {
		margin := strings.Repeat(" ", max(b.indent-4*b.depth, 0))
		var head, tail string
		switch {
		case b.marker[0] == '=':
			head, tail = "<Tab"+draft.Props("title", draft.PlainTitle(b.title))+">", margin+"</Tab>\n"
			if i == 0 || !d.sameGroup(list[i-1], b) {
				head = "<Tabs>\n" + margin + head
			}
			if i == len(list)-1 || !d.sameGroup(b, list[i+1]) {
				tail += margin + "</Tabs>\n"
			}
		case b.marker[0] == '?':
			title := b.title
			if title == "" {
				title = strings.ToUpper(b.kind[:1]) + b.kind[1:]
			}
			open := ""
			if b.marker == "???+" {
				open = " open"
			}
			head = strings.ReplaceAll(draft.SummaryHead(open, draft.Icon.ReplaceAllString(title, "")), "\n", "\n"+margin)
			tail = margin + "</details>\n"
		default:
			fence := strings.Repeat(":", 2+height(b))
			head = fence + strings.TrimRight(b.kind+" "+draft.PlainTitle(b.title), " ")
			tail = margin + fence + "\n"
		}
		d.Change(b.from, draft.Clip(d.Buf[b.from:b.to]), strings.TrimSpace(draft.FirstLine(head)))
		d.Replace(b.from, b.to, margin+strings.TrimRight(head, " "))
		if b.end > 0 && d.Buf[b.end-1] != '\n' {
			tail = "\n" + tail
		}
		d.writeBlocks(b.inside)
		d.Replace(b.end, b.end, tail)
	}
}

// sameGroup reports whether two tabs follow one another with nothing between.
func (d *page) sameGroup(a, b *block) bool {
	return a.marker[0] == '=' && b.marker[0] == '=' && b.marker != "===!" && a.indent == b.indent &&
		a.end <= b.from && len(bytes.TrimSpace(d.Buf[a.end:b.from])) == 0
}

// height is how deeply admonitions nest from this one on.
func height(b *block) int {
	h := 0
	for _, c := range b.inside {
		h = max(h, height(c))
	}
	return h + 1
}
