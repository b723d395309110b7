package markup

import (
	"bytes"

	"github.com/yuin/goldmark/util"
)

// form says how a tag at the start of a line stands there.
type form int

const (
	notFlow  form = iota // inside a paragraph
	standing             // <Name/> alone
	opening              // <Name>, with its content on the following lines
	inlined              // <Name>content</Name>
)

// shape is what the line says about its first tag.
type shape struct {
	form    form
	stop    int // in the page, where the tag ends
	closeAt int // in the page, where the closing tag starts, of inlined
}

// shapeOf judges the tag at the start of rest, which stands at place at. A tag
// is a block only if its line holds nothing else, or only further opening tags,
// or its closing tag at the end.
func (p *page) shapeOf(rest []byte, at int, phrasing bool) shape {
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
func (p *page) longShape(at int) shape {
	h, _ := scanHead(p.buf[at:])
	n, progress := tagExtent(!p.opt.MDX).feed(p.buf[at+h.n:])
	if progress != finished {
		p.spend(n, at)
		return shape{}
	}
	stop := at + h.n + n
	line := p.buf[stop:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	void := p.buf[stop-2] == '/' || voidElements[lower(h.name)]
	form := voidTag
	if !void {
		form = openTag
	}
	tokens := append([]token{{form: form, name: h.name}}, p.tagsOf(line)...)
	s := judge(line, tokens)
	s.stop = stop
	s.closeAt += stop
	return s
}

// tokenForm is the form of one tag on a line.
type tokenForm int

const (
	openTag tokenForm = iota
	closeTag
	voidTag
	cutTag // goes on behind the line
)

// token is one tag on a line.
type token struct {
	form     tokenForm
	name     string
	from, to int
}

// tagsOf finds the tags on a line, outside code spans and, in MDX, outside
// expressions. Every byte is read once.
func (p *page) tagsOf(line []byte) []token {
	var out []token
	for i := 0; i < len(line); {
		switch line[i] {
		case '`':
			i += skipCode(line[i:])
			continue
		case '\\':
			i += 2
			continue
		case '{':
			if p.opt.MDX {
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
func (p *page) token(line []byte, i int) (token, bool) {
	h, ok := scanHead(line[i:])
	if !ok {
		return token{}, false
	}
	if k := p.kindOfTag(h.name); k == tagText || k == tagForbidden || isAutoLink(line[i+1:]) {
		return token{}, false
	}
	t := token{name: h.name, from: i, to: len(line)}
	e := tagExtent(!p.opt.MDX)
	n, progress := e.feed(line[i+h.n:])
	switch progress {
	case malformed:
		p.spend(n, 0)
		return token{}, false
	case unfinished:
		t.form = cutTag
		return t, true
	}
	t.to = i + h.n + n
	switch {
	case h.closing:
		t.form = closeTag
	case e.void || voidElements[lower(h.name)]:
		t.form = voidTag
	}
	return t, true
}

// skipCode returns the length of the code span that starts b, or of its
// backticks when nothing closes it.
func skipCode(b []byte) int {
	run := 0
	for run < len(b) && b[run] == '`' {
		run++
	}
	for i := run; i < len(b); {
		if b[i] != '`' {
			i++
			continue
		}
		n := 0
		for i+n < len(b) && b[i+n] == '`' {
			n++
		}
		i += n
		if n == run {
			return i
		}
	}
	return run
}

// judge decides on the first of the tags of a line.
func judge(line []byte, tokens []token) shape {
	first := tokens[0]
	s := shape{stop: first.to}
	if first.form == voidTag {
		if util.IsBlank(line[first.to:]) {
			s.form = standing
		}
		return s
	}
	partners := pairTokens(tokens)
	if k := partners[0]; k >= 0 {
		if util.IsBlank(line[tokens[k].to:]) {
			s.form, s.closeAt = inlined, tokens[k].from
		}
		return s
	}
	at := first.to
	for i := 1; i < len(tokens); i++ {
		t := tokens[i]
		if !util.IsBlank(line[at:t.from]) {
			return s
		}
		at = t.to
		k := partners[i]
		switch {
		case t.form == cutTag:
			s.form = opening
			return s
		case t.form == closeTag:
			return s
		case t.form == voidTag || k >= 0:
			if k >= 0 {
				at = tokens[k].to
			}
			if util.IsBlank(line[at:]) {
				s.form = opening
			}
			return s
		}
	}
	if util.IsBlank(line[at:]) {
		s.form = opening
	}
	return s
}

// pairTokens returns, for each tag, the index of the tag that closes it, or -1.
func pairTokens(tokens []token) []int {
	partners := make([]int, len(tokens))
	open := map[string][]int{}
	for i, t := range tokens {
		partners[i] = -1
		switch stack := open[t.name]; {
		case t.form == openTag:
			open[t.name] = append(stack, i)
		case t.form == closeTag && len(stack) > 0:
			partners[stack[len(stack)-1]] = i
			open[t.name] = stack[:len(stack)-1]
		}
	}
	return partners
}
