package inspect

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Section is what stands on a page below one heading, up to the next.
type Section struct {
	ID      string // of the heading; "" before the first one, and without one
	Level   int    // 1 to 6; 0 before the first heading
	Heading string
	Text    string // words with single spaces between them
}

// Sections returns the text of a page, or of a part of one, by heading. What is
// before the first heading comes first; sections without any word are left out.
// Their texts are parts of one: whoever keeps a little of it makes a copy.
func Sections(data []byte) []Section {
	if out, plain := sections(data); plain {
		return out
	}
	return tokeniseSections(data)
}

// tokeniseSections reads a page as a browser does, whatever stands on it.
func tokeniseSections(data []byte) []Section {
	r := &reading{}
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			r.flush()
			return r.out
		case html.StartTagToken:
			name, more := z.TagName()
			r.open(name, z, more)
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			r.gap(name)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.close(name)
		case html.TextToken:
			r.text(z.Text())
		}
	}
}

// reading is how far a page was read.
type reading struct {
	out     []Section
	now     Section
	body    strings.Builder
	heading strings.Builder
	within  string // the heading that is open, such as h2
	skip    string // the unread element that is open
	depth   int    // how many of its name are
}

// open reads a start tag.
func (r *reading) open(name []byte, z *html.Tokenizer, attributes bool) {
	if r.skip != "" {
		if string(name) == r.skip {
			r.depth++
		}
		return
	}
	if meaningOf(name)&unread != 0 {
		r.skip, r.depth = string(name), 1
		return
	}
	r.gap(name)
	if level := levelOf(name); level > 0 {
		r.flush()
		r.now, r.within = Section{Level: level}, string(name)
		for attributes {
			var key, value []byte
			if key, value, attributes = z.TagAttr(); string(key) == "id" {
				r.now.ID = string(value)
			}
		}
	}
}

// close reads an end tag.
func (r *reading) close(name []byte) {
	switch {
	case r.skip == string(name):
		if r.depth--; r.depth == 0 {
			r.skip = ""
		}
	case r.skip == "" && string(name) == r.within:
		r.within = ""
	}
	r.gap(name)
}

// gap ends a word where an element of its own starts or ends.
func (r *reading) gap(name []byte) {
	if meaningOf(name)&inline == 0 {
		r.text(space)
	}
}

var space = []byte(" ")

// text reads words.
func (r *reading) text(text []byte) {
	switch {
	case r.skip != "":
	case r.within != "":
		r.heading.Write(text)
	default:
		r.body.Write(text)
	}
}

// flush ends a section.
func (r *reading) flush() {
	r.now.Heading = strings.Join(strings.Fields(r.heading.String()), " ")
	r.now.Text = strings.Join(strings.Fields(r.body.String()), " ")
	if r.now.Heading != "" || r.now.Text != "" {
		r.out = append(r.out, r.now)
	}
	r.heading.Reset()
	r.body.Reset()
	r.now, r.within = Section{}, ""
}

// levelOf returns the level of a heading by the name of its element, or 0.
func levelOf(name []byte) int {
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}
