package inspect

import (
	"bytes"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// sections reads the text of a page that is written plainly. It reports false for
// any other page, which the tokenizer of HTML has to read.
func sections(data []byte) ([]Section, bool) {
	if bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data) {
		return nil, false
	}
	s, r := scanner{data: data}, plainReadings.Get().(*plainReading)
	defer plainReadings.Put(r)
	*r = plainReading{said: r.said[:0], parts: r.parts[:0]}
	r.start(0, nil)
	for {
		i := bytes.IndexByte(data[s.at:], '<')
		if i < 0 {
			r.text(data[s.at:])
			return r.sections(), true
		}
		r.text(data[s.at : s.at+i])
		s.at += i + 1
		plain := false
		switch {
		case s.at >= len(data):
		case is(data[s.at], isLower|isUpper):
			if plain = data[s.at] == 's' && r.skip == nil && s.span(); !plain {
				plain = r.open(&s)
			}
		case data[s.at] == '/':
			var name []byte
			if name, plain = s.end(); plain {
				r.close(name)
			}
		case data[s.at] == '!':
			plain = s.declaration()
		}
		if !plain {
			return nil, false
		}
	}
}

// plainReading is how far a page was read that is written plainly.
type plainReading struct {
	said   []byte   // all that is kept: of each section the id, the heading, the text
	parts  []extent // the last is that which is read
	within bool     // the heading of the last
	gap    bool     // space before what comes next
	skip   []byte   // name of the unread element that is open
	depth  int      // how many of its name are
}

// extent is a section, by where its parts lie.
type extent struct{ level, id, heading, text int }

// plainReadings are those that are not in use. What one keeps is room.
var plainReadings = sync.Pool{New: func() any { return &plainReading{} }}

// start starts a section.
func (r *plainReading) start(level int, id []byte) {
	at := len(r.said)
	if r.within { // a heading that is not closed
		r.parts[len(r.parts)-1].text = at
	}
	r.said = append(r.said, id...)
	r.parts = append(r.parts, extent{level, at, len(r.said), len(r.said)})
	r.within, r.gap = level > 0, false
}

// open reads a start tag.
func (r *plainReading) open(s *scanner) bool {
	name := s.element()
	means := meaningOf(name)
	want := uint(0)
	if means&heading != 0 {
		want = 1 << slotID
	}
	closed, plain := s.attributes(want)
	switch {
	case !plain || means&raw != 0 && (r.skip == nil && means&unread == 0 || closed || !s.content(name)):
		return false
	case r.skip != nil:
		if !closed && bytes.Equal(name, r.skip) {
			r.depth++
		}
		return true
	case !closed && means&unread != 0:
		r.skip, r.depth = bytes.Clone(name), 1
		return true
	}
	r.gap = r.gap || means&inline == 0
	if !closed && means&heading != 0 {
		var id []byte
		if len(s.attrs) > 0 {
			id = decoded(s.attrs[0].value)
		}
		r.start(levelOf(name), id)
	}
	return true
}

// close reads an end tag.
func (r *plainReading) close(name []byte) {
	now := &r.parts[len(r.parts)-1]
	switch {
	case r.skip != nil && bytes.Equal(name, r.skip):
		if r.depth--; r.depth == 0 {
			r.skip = nil
		}
	case r.skip == nil && r.within && levelOf(name) == now.level:
		r.within, now.text = false, len(r.said)
	}
	r.gap = r.gap || meaningOf(name)&inline == 0
}

// text reads the text between two tags.
func (r *plainReading) text(text []byte) {
	if r.skip != nil {
		return
	}
	for len(text) > 0 {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			r.words(text)
			return
		}
		r.words(text[:i])
		text = text[i:]
		c, n := reference(text)
		if n == 0 {
			r.words([]byte(html.UnescapeString(string(text))))
			return
		}
		r.words([]byte{c})
		text = text[n:]
	}
}

// isWord reports whether a byte is one of a word, whatever stands around it.
func isWord(c byte) bool { return c-'!' <= '~'-'!' }

// words adds words, with one space where there is any between them.
func (r *plainReading) words(text []byte) {
	now := r.parts[len(r.parts)-1]
	from := now.text
	if r.within {
		from = now.heading
	}
	for i := 0; i < len(text); {
		begin := i
		for i < len(text) {
			if isWord(text[i]) {
				i++
				continue
			}
			if text[i] == ' ' && i > begin && i+1 < len(text) && isWord(text[i+1]) {
				i += 2 // what stands between words already
				continue
			}
			c, n := utf8.DecodeRune(text[i:])
			if unicode.IsSpace(c) {
				break
			}
			i += n
		}
		if i > begin {
			if r.gap && len(r.said) > from {
				r.said = append(r.said, ' ')
			}
			r.said = append(r.said, text[begin:i]...)
			r.gap = false
		}
		if i < len(text) {
			_, n := utf8.DecodeRune(text[i:])
			i += n
			r.gap = true
		}
	}
}

// sections returns what was read.
func (r *plainReading) sections() []Section {
	all := string(r.said)
	out := make([]Section, 0, len(r.parts))
	for i, p := range r.parts {
		end := len(all)
		if i+1 < len(r.parts) {
			end = r.parts[i+1].id
		}
		if r.within && i == len(r.parts)-1 {
			p.text = end // a heading that is never closed
		}
		if p.heading < end {
			out = append(out, Section{all[p.id:p.heading], p.level, all[p.heading:p.text], all[p.text:end]})
		}
	}
	return out
}
