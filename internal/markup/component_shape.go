package markup

import (
	"bytes"
	"strings"
)

// shapeOf judges the tag at the start of rest, which stands at place at. A tag
// is a block only if its line holds nothing else, or only further opening tags,
// or its closing tag at the end.
func (p *Page) shapeOf(rest []byte, at int, phrasing bool) shape {
	tokens := p.tagsOf(rest)
	if len(tokens) == 0 || tokens[0].from != 0 {
		return shape{}
	}
	if tokens[0].form != openTag && tokens[0].form != voidTag {
		if tokens[0].form != cutTag || phrasing {
			return shape{}
		}
		return p.longShape(at)
	}
	s := judge(rest, tokens)
	s.stop += at
	s.closeAt += at
	return s
}

// longShape judges an opening tag over several lines by looking ahead; in a
// quote the line prefixes make it fail, and the tag is read inside the
// paragraph instead.
func (p *Page) longShape(at int) shape {
	h, _ := scanHead(p.buf[at:])
	n, progress := tagExtent(!p.rules.MDX).feed(p.buf[at+h.n:])
	if progress != finished {
		p.spend(n, at)
		return shape{}
	}
	stop := at + h.n + n
	line := p.buf[stop:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	void := p.buf[stop-2] == '/' || isVoid(strings.ToLower(h.name))
	form := voidTag
	if !void {
		form = openTag
	}
	tokens := append([]lineTag{{form: form, name: h.name}}, p.tagsOf(line)...)
	s := judge(line, tokens)
	s.stop = stop
	s.closeAt += stop
	return s
}

// tagsOf finds the tags on a line, outside code spans and, in MDX, outside
// expressions. Every byte is read once.
func (p *Page) tagsOf(line []byte) []lineTag {
	var out []lineTag
	for i := 0; i < len(line); {
		switch line[i] {
		case '`':
			i += skipCode(line[i:])
			continue
		case '\\':
			i += 2
			continue
		case '{':
			if p.rules.MDX {
				if n, progress := braceExtent().feed(line[i+1:]); progress == finished {
					i += n + 1
					continue
				} else if !p.spend(n, 0) {
					return out
				}
			}
		case '<':
			if t, ok := p.token(line, i); ok {
				out = append(out, t)
				i = t.to
				continue
			}
		}
		i++
	}
	return out
}

// token reads the tag at line[i:].
func (p *Page) token(line []byte, i int) (lineTag, bool) {
	h, ok := scanHead(line[i:])
	if !ok {
		return lineTag{}, false
	}
	if k := p.kindOfTag(h.name); k == tagText || k == tagForbidden || isAutoLink(line[i+1:]) {
		return lineTag{}, false
	}
	t := lineTag{name: h.name, from: i, to: len(line)}
	e := tagExtent(!p.rules.MDX)
	n, progress := e.feed(line[i+h.n:])
	switch progress {
	case malformed:
		p.spend(n, 0)
		return lineTag{}, false
	case unfinished:
		t.form = cutTag
		return t, true
	}
	t.to = i + h.n + n
	switch {
	case h.closing:
		t.form = closeTag
	case e.void || isVoid(strings.ToLower(h.name)):
		t.form = voidTag
	}
	return t, true
}
