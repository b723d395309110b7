// Package outline is what a page says of itself: its headings, links, images and
// ids, with their places. It writes them as a few bytes, and reads them again.
//
// It does not know where a link leads, and reads no page.
package outline

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/candor-site/candor/internal/source"
)

// Outline is what a page says of itself.
type Outline struct {
	// Headings in reading order; the first heading of level 1 may be the title.
	Headings []Heading
	// Links and Images as written, with their places.
	Links, Images []Link
	// IDs are the anchors that the page offers, each once, sorted.
	IDs []ID
}

// Heading is one heading of a page.
type Heading struct {
	Level int // 1 to 6
	ID    string
	Text  string // without markup
	Span  source.Span
}

// Link is one link or image.
type Link struct {
	Destination string // as written: path, URL or #anchor
	Text        string // link text or alternative text
	Title       string
	Span        source.Span // of the destination
	From        string      // path of the file in which it is written, if another than that of Span
}

// Home returns the path of the file from which the destination starts.
func (l Link) Home() string {
	if l.From != "" {
		return l.From
	}
	return l.Span.Path()
}

// ID is an anchor that a page offers.
type ID struct {
	Name string
	Span source.Span
}

// Place returns where the page offers an anchor.
func (o *Outline) Place(id string) (source.Span, bool) {
	i, found := slices.BinarySearchFunc(o.IDs, id, func(x ID, id string) int { return cmp.Compare(x.Name, id) })
	if !found {
		return source.Span{}, false
	}
	return o.IDs[i].Span, true
}

// Taken reports whether an anchor of the page has this id.
func (o *Outline) Taken(id string) bool {
	_, taken := o.Place(id)
	return taken
}

// Append writes an outline, all of which is of one file, behind some bytes. It reports
// false where something is of another file.
func (o *Outline) Append(code []byte, f *source.File) ([]byte, bool) {
	w := writer{code: code, file: f}
	w.number(len(o.Headings))
	for _, h := range o.Headings {
		w.number(h.Level)
		w.place(h.Span)
		w.text(h.ID)
		w.text(h.Text)
	}
	for _, links := range [...][]Link{o.Links, o.Images} {
		w.number(len(links))
		for _, l := range links {
			w.place(l.Span)
			w.text(l.Destination)
			w.text(l.Text)
			w.text(l.Title)
			w.text(l.From)
		}
	}
	w.number(len(o.IDs))
	for _, id := range o.IDs {
		w.place(id.Span)
		w.text(id.Name)
	}
	return w.code, !w.strange
}

// writer writes numbers, texts and places in a file.
type writer struct {
	code    []byte
	file    *source.File
	at      int // the end of the last place
	strange bool
}

func (w *writer) number(n int) { w.code = binary.AppendUvarint(w.code, uint64(n)) }

func (w *writer) text(s string) {
	w.number(len(s))
	w.code = append(w.code, s...)
}

func (w *writer) place(s source.Span) {
	w.strange = w.strange || s.File != w.file
	w.code = binary.AppendVarint(w.code, int64(s.Start-w.at))
	w.number(s.End - s.Start)
	w.at = s.End
}

// Read makes the outline again of which Append wrote the bytes. It keeps nothing
// of them.
func Read(code []byte, f *source.File) *Outline {
	r := reader{code: code, all: string(code), file: f}
	o := &Outline{Headings: headings(&r)}
	for _, links := range [...]*[]Link{&o.Links, &o.Images} {
		*links = room[Link](&r)
		for i := range *links {
			(*links)[i] = Link{Span: r.place(), Destination: r.text(), Text: r.text(), Title: r.text(), From: r.text()}
		}
	}
	o.IDs = room[ID](&r)
	for i := range o.IDs {
		o.IDs[i] = ID{Span: r.place(), Name: r.text()}
	}
	return o
}

// Headings makes the headings alone of which Append wrote the bytes. It keeps nothing
// of them.
func Headings(code []byte, f *source.File) []Heading {
	skip := reader{code: code, file: f}
	for range skip.number() {
		skip.number()
		skip.place()
		skip.code = skip.code[skip.number():]
		skip.code = skip.code[skip.number():]
	}
	code = code[:len(code)-len(skip.code)]
	return headings(&reader{code: code, all: string(code), file: f})
}

func headings(r *reader) []Heading {
	out := room[Heading](r)
	for i := range out {
		out[i] = Heading{Level: r.number(), Span: r.place(), ID: r.text(), Text: r.text()}
	}
	return out
}

// reader reads what a writer wrote. Its texts are parts of one.
type reader struct {
	code []byte // what is left
	all  string
	file *source.File
	at   int
}

// room makes a list of as many as the next number says.
func room[T any](r *reader) []T {
	if n := r.number(); n > 0 {
		return make([]T, n)
	}
	return nil
}

func (r *reader) number() int {
	v, n := binary.Uvarint(r.code)
	r.code = r.code[n:]
	return int(v)
}

func (r *reader) text() string {
	n := r.number()
	from := len(r.all) - len(r.code)
	r.code = r.code[n:]
	return r.all[from : from+n]
}

func (r *reader) place() source.Span {
	v, n := binary.Varint(r.code)
	r.code = r.code[n:]
	start := r.at + int(v)
	r.at = start + r.number()
	return source.Span{File: r.file, Start: start, End: r.at}
}
