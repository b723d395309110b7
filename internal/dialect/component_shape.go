package dialect

import (
	"bytes"

	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// shapeOf judges the tag at the start of rest, which stands at place at. A tag
// is a block only if its line holds nothing else, or only further opening tags,
// or its closing tag at the end.
func (p *Page) shapeOf(rest []byte, at int, phrasing bool) tag.Shape {
	tokens := p.tagsOf(rest)
	if len(tokens) == 0 || tokens[0].From != 0 {
		return tag.Shape{}
	}
	if tokens[0].Form != tag.Open && tokens[0].Form != tag.Void {
		if tokens[0].Form != tag.Cut || phrasing {
			return tag.Shape{}
		}
		return p.longShape(at)
	}
	s := tag.Judge(rest, tokens)
	s.Stop += at
	s.CloseAt += at
	return s
}

// longShape judges an opening tag over several lines by looking ahead; in a
// quote the line prefixes make it fail, and the tag is read inside the
// paragraph instead.
func (p *Page) longShape(at int) tag.Shape {
	h, _ := tag.ScanHead(p.Buf[at:])
	n, progress := excerpt.TagExtent(!p.rules.MDX).Feed(p.Buf[at+h.N:])
	if progress != excerpt.Finished {
		p.spend(n, at)
		return tag.Shape{}
	}
	stop := at + h.N + n
	line := p.Buf[stop:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	void := p.Buf[stop-2] == '/' || tag.IsVoid(h.Name)
	form := tag.Void
	if !void {
		form = tag.Open
	}
	tokens := append([]tag.OnLine{{Form: form, Name: h.Name}}, p.tagsOf(line)...)
	s := tag.Judge(line, tokens)
	s.Stop = stop
	s.CloseAt += stop
	return s
}

// tagsOf finds the tags on a line, outside code spans and, in MDX, outside
// expressions. Every byte is read once.
func (p *Page) tagsOf(line []byte) []tag.OnLine {
	var out []tag.OnLine
	for i := 0; i < len(line); {
		switch line[i] {
		case '`':
			i += tag.SkipCode(line[i:])
			continue
		case '\\':
			i += 2
			continue
		case '{':
			if p.rules.MDX {
				if n, progress := excerpt.BraceExtent().Feed(line[i+1:]); progress == excerpt.Finished {
					i += n + 1
					continue
				} else if !p.spend(n, 0) {
					return out
				}
			}
		case '<':
			if t, ok := p.token(line, i); ok {
				out = append(out, t)
				i = t.To
				continue
			}
		}
		i++
	}
	return out
}

// token reads the tag at line[i:].
func (p *Page) token(line []byte, i int) (tag.OnLine, bool) {
	h, ok := tag.ScanHead(line[i:])
	if !ok {
		return tag.OnLine{}, false
	}
	if k := p.roleOf(h.Name); k == tree.RoleText || k == tree.RoleForbidden || isAutoLink(line[i+1:]) {
		return tag.OnLine{}, false
	}
	t := tag.OnLine{Name: h.Name, From: i, To: len(line)}
	e := excerpt.TagExtent(!p.rules.MDX)
	n, progress := e.Feed(line[i+h.N:])
	switch progress {
	case excerpt.Malformed:
		p.spend(n, 0)
		return tag.OnLine{}, false
	case excerpt.Unfinished:
		t.Form = tag.Cut
		return t, true
	}
	t.To = i + h.N + n
	switch {
	case h.Closing && !excerpt.IsBlank(line[i+h.N:t.To-1]):
		return tag.OnLine{}, false
	case h.Closing:
		t.Form = tag.Close
	case e.Void || tag.IsVoid(h.Name):
		t.Form = tag.Void
	}
	return t, true
}
