package material

import (
	"bytes"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

var (
	// An attribute list with a colon is one anywhere; one without only at the
	// end of what it belongs to.
	colonList = onuse.Regexp(`[ \t]*\{:([^{}\n]*)\}`)
	plainList = onuse.Regexp(`\{[ \t]*((?:[.#][\w:.-]+|[\w-]+="[^"\n]*"|[\w-]+='[^'\n]*'|data-[\w-]+=\S+|(?:loading|width|height|align|target|rel)=[\w.%-]+)(?:[ \t]+(?:[.#][\w:.-]+|[\w-]+(?:="[^"\n]*"|='[^'\n]*'|=[^\s"'{}]+)?))*)[ \t]*\}`)
	contents  = onuse.Regexp(`(?m)^[ \t]*(?:[-*+]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:[ \t]*toc[^}\n]*\}[ \t]*$`)
	atHeading = onuse.Regexp(`^#{1,6}[ \t]`)
	listID    = onuse.Regexp(`#([\w:.-]+)`)
)

// AttributeLists takes the attribute lists of kramdown and MkDocs from the page;
// bare ones without a colon only where bare is set. The id of a heading stays;
// boxes of kramdown are marked.
func AttributeLists(p *draft.Page, bare bool) {
	d := &page{p}

	hidden := draft.Mask(d.Buf, d.Indented)
	front := len(d.Front())
	for _, m := range contents.FindAllIndex(hidden, -1) {
		if m[0] >= front {
			d.Rewrite(m[0], draft.LineEnd(d.Buf, draft.LineEnd(d.Buf, m[1])), "", "nothing, pages have a list of contents")
		}
	}
	for _, m := range colonList.FindAllSubmatchIndex(hidden, -1) {
		if m[0] >= front {
			d.attributeList(m[0], m[1], string(d.Buf[m[2]:m[3]]))
		}
	}
	if bare {
		for _, m := range plainList.FindAllSubmatchIndex(hidden, -1) {
			before := bytes.TrimRight(hidden[:m[0]], " \t")
			if m[0] < front || len(before) == 0 || bytes.HasPrefix(hidden[m[0]:], []byte("{#")) && !bytes.ContainsAny(hidden[m[2]:m[3]], " .") && d.headingAt(m[0]) {
				continue
			}
			if c := before[len(before)-1]; c == ')' || c == ']' || c == '\n' || c == '*' || c == '|' || c == draft.Masked || d.headingAt(m[0]) {
				d.attributeList(len(before), m[1], string(d.Buf[m[2]:m[3]]))
			}
		}
	}
	d.Flush()
}

func (d *page) headingAt(at int) bool {
	start, _ := draft.LineAt(d.Buf, at)
	return atHeading.Match(d.Buf[start:])
}

// boxes are the classes that make a box of a paragraph.
var boxes = map[string]bool{".note": true, ".tip": true, ".info": true, ".warning": true, ".caution": true, ".important": true, ".danger": true, ".error": true}

// attributeList takes one list away.
func (d *page) attributeList(from, to int, inner string) {
	start, end := draft.LineAt(d.Buf, from)
	alone := len(bytes.TrimSpace(d.Buf[start:from]))+len(bytes.TrimSpace(d.Buf[to:end])) == 0
	if from > 0 && d.Buf[from-1] == '\n' && !alone {
		start = from
	}
	id := listID.FindStringSubmatch(inner)
	what := draft.Clip(d.Buf[from:to])
	switch {
	case id != nil && d.headingAt(from):
		d.Change(from, what, "{#"+id[1]+"}")
		d.Replace(from, to, " {#"+id[1]+"}")
		return
	case id != nil && alone && start > 0:
		if s, e := draft.LineAt(d.Buf, start-1); atHeading.Match(d.Buf[s:e]) {
			d.Change(from, what, "{#"+id[1]+"}")
			d.Replace(start-1, end, " {#"+id[1]+"}")
			return
		}
	}
	for _, word := range strings.Fields(inner) {
		if kind := draft.BoxKind(strings.TrimPrefix(word, ".")); boxes[word] && alone {
			d.Doubt(from, "the attribute list %s made a box of the paragraph next to it; write :::%s around it", strings.Trim(what, " "), kind)
		}
	}
	d.Change(from, what, "nothing, Candor has no such lists")
	if alone {
		to = min(end, len(d.Buf))
	}
	d.Replace(from, to, "")
}
