package frontmatter

import (
	"bytes"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

// opening is a line that hardly starts a text: an entry that most front matter has.
// nearFence is a fence but for the number or kind of its dashes, or for what stands
// before them; entryLine starts an entry of a mapping, and innerLine may stand
// behind it.
var (
	opening   = onuse.Regexp(`^(title|description|layout|weight|slug|draft|tags|audience|sidebar_position):([ \t\r]|$)`)
	nearFence = onuse.Regexp(`^[ \t]*(-{2,}|[-–—]*[–—][-–—]*)[ \t\r]*$`)
	entryLine = onuse.Regexp(`^[A-Za-z_][A-Za-z0-9_.-]*:([ \t\r]|$)`)
	innerLine = onuse.Regexp(`^([A-Za-z_][A-Za-z0-9_.-]*:([ \t\r]|$)|[ \t]|- |#|\r?$)`)
)

// Mistaken finds what was meant as front matter at the start of a page and is
// not seen as that, since its first line is not "---": entries of a mapping alone
// between two lines of dashes, or before one, with blank lines before at most. It
// looks no further than front matter is long.
func Mistaken(f *source.File) diag.List {
	const most = 8 << 10
	start := len(f.Data) - len(bytes.TrimPrefix(f.Data, []byte("\uFEFF")))
	rest := f.Data[start:min(len(f.Data), start+most)]
	at := start + len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))
	at = start + bytes.LastIndexByte(f.Data[start:at], '\n') + 1
	first, next := lineAt(f.Data, at)
	if at == start && string(bytes.TrimRight(first, " \t\r")) == "---" {
		return nil // this is front matter
	}
	if opening.Match(first) {
		next = at
	} else if entry, _ := lineAt(f.Data, next); !nearFence.Match(first) || !entryLine.Match(entry) {
		return nil
	}
	for from := next; from < min(len(f.Data), start+most); {
		line, after := lineAt(f.Data, from)
		if nearFence.Match(line) {
			return misplaced(f, start, at, first, line, from)
		}
		if !innerLine.Match(line) {
			return nil
		}
		from = after
	}
	return nil
}

// misplaced says what is wrong with front matter between two lines.
func misplaced(f *source.File, start, at int, first, last []byte, end int) diag.List {
	first, last = bytes.TrimRight(first, " \t\r"), bytes.TrimRight(last, " \t\r")
	span := f.Span(at, at+len(first))
	var d diag.Diagnostic
	switch fence := bytes.TrimLeft(first, " \t"); {
	case opening.Match(first):
		d = diag.Errorf(diag.FrontmatterSyntax, span, "the front matter lacks its first line, ---").Also(f.Span(end, end+len(last)), "it ends here")
	case string(fence) != "---":
		d = diag.Errorf(diag.FrontmatterSyntax, span, "the front matter starts with %s, expected ---", fence)
		if string(last) != "---" {
			d = d.Also(f.Span(end, end+len(last)), "and ends with %s", last)
		}
	case at == start:
		d = diag.Errorf(diag.FrontmatterSyntax, span, "the front matter is indented")
	default:
		d = diag.Errorf(diag.FrontmatterSyntax, span, "the front matter does not start on the first line")
	}
	return diag.List{d.Hinted("front matter stands at the very start of the file, between two lines of three hyphens; a rule is written ***")}
}

// lineAt returns the line that starts somewhere, without its end, and where the
// next one starts.
func lineAt(data []byte, at int) (line []byte, next int) {
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		return data[at : at+i], at + i + 1
	}
	return data[at:], len(data)
}
