// Package migrate rewrites pages that were written for other generators, HTML
// and plain text to the dialect. What it cannot decide stays visible and is
// marked with a comment for the author.
//
// It never drops text: each result is rendered and compared with what was read,
// word by word. It reads and writes no files.
package migrate

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/material"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/plaintext"
	"github.com/candor-site/candor/internal/shortcode"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/webpage"
)

// Kind is what a page was written for.
type Kind string

// The kinds of pages.
const (
	Text       Kind = "text"
	HTML       Kind = "html"
	Markdown   Kind = "markdown" // no generator shows
	Hugo       Kind = "hugo"
	MkDocs     Kind = "mkdocs"
	Jekyll     Kind = "jekyll"
	Docusaurus Kind = "docusaurus"
	Mintlify   Kind = "mintlify"
	Starlight  Kind = "starlight"
	Gatsby     Kind = "gatsby"
)

// Kinds are all kinds.
var Kinds = []Kind{Text, HTML, Markdown, Hugo, MkDocs, Jekyll, Docusaurus, Mintlify, Starlight, Gatsby}

// MaxBytes is the largest page that is read.
const MaxBytes = 2 << 20

// Options say how a page is rewritten.
type Options struct {
	// Kind is what the page was written for; "" finds out.
	Kind Kind
	// Components are the components that the site offers.
	Components map[string]*component.Component
	// Aliases are keys of front matter by the words that other generators have
	// for them.
	Aliases map[string]string
	// Headings makes headings of lines in bold.
	Headings bool
}

// Page is one page that was rewritten.
type Page struct {
	Kind     Kind
	Encoding string // what the bytes were in: UTF-8, UTF-16 or CP-1252
	MDX      bool   // belongs into a file .mdx
	Source   []byte // what was read, and
	Text     []byte // what became of it: UTF-8 with line feeds
	// Changes and Doubts are in the order of the new text.
	Changes []Change
	Doubts  []Doubt
	// Missing are the components that the page uses and the site lacks, by name,
	// with the props that the page gives them.
	Missing []*component.Component
	// Faults are what does not compile even so.
	Faults diag.List
	// Lost are words of the input that the rendered page does not show: a fault
	// of this package. Such a page is not to be used.
	Lost []string
}

// Change is one thing that was rewritten. The place counts lines and columns
// from 1, columns in code points, in the new text.
type Change struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	What    string `json:"what"`
	Becomes string `json:"becomes"`
}

// Doubt is one thing for the author to decide; a comment in the page says the
// same.
type Doubt struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// Convert rewrites one page. An error says why the bytes are no page at all.
func Convert(name string, data []byte, opt Options) (*Page, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("the file has %d bytes, more than %d", len(data), MaxBytes)
	}
	text, encoding, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	kind := opt.Kind
	if kind == "" {
		kind = detect(name, text)
	}
	d := &page{opt: opt, kind: kind, Page: &draft.Page{Name: name, Buf: text, MDX: isMDX(name, kind, text), Indented: kind != MkDocs}}
	switch kind {
	case Text:
		d.seen = wordsOf(listNumbers.ReplaceAllString(string(text), ""))
		plaintext.Rewrite(d.Page)
	case HTML:
		visible, err := webpage.Rewrite(d.Page)
		if err != nil {
			return nil, err
		}
		d.seen = wordsOf(visible)
		d.htmlLinks()
	default:
		d.seen = visibleWords(text, d.MDX)
		d.markdown()
	}
	d.compile()
	if len(d.Marks) > 0 && bytes.HasSuffix(d.Buf, []byte("\n\n")) {
		d.Buf = append(bytes.TrimRight(d.Buf, "\n"), '\n')
	}
	p := &Page{Kind: kind, Encoding: encoding, MDX: d.MDX, Source: text, Text: d.Buf, Missing: d.missing, Faults: d.faults}
	d.report(p)
	p.Lost = d.lostWords()
	return p, nil
}

// page is a page on its way.
type page struct {
	*draft.Page
	opt     Options
	kind    Kind
	seen    []string // the words that a reader of the input sees, in order
	missing []*component.Component
	faults  diag.List
}

// listNumbers stand before the items of lists in plain text.
var listNumbers = onuse.Regexp(`(?m)^[ \t]*(?:\d{1,3}[.)]|o)[ \t]+`)

// markdown runs the passes over a page of Markdown; each rewrites one
// construct, outermost first.
func (d *page) markdown() {
	d.frontMatter()
	if !d.MDX {
		shortcode.Hugo(d.Page)
		shortcode.Liquid(d.Page)
		material.Blocks(d.Page)
		material.AttributeLists(d.Page, d.kind != Markdown)
		if d.kind == MkDocs {
			material.Inline(d.Page)
		}
	}
	d.wikilinks()
	d.imageTitles()
	d.htmlLinks()
	d.slots()
	d.spacing()
	d.boldLines()
}

// report turns the marks into places of the new text.
func (d *page) report(p *Page) {
	f := source.NewFile(d.Name, d.Buf)
	slices.SortStableFunc(d.Marks, func(a, b draft.Mark) int { return cmp.Compare(a.At, b.At) })
	for _, m := range d.Marks {
		at := f.Position(m.At)
		if m.Doubt {
			p.Doubts = append(p.Doubts, Doubt{Line: at.Line, Column: at.Column, Message: m.What})
		} else {
			p.Changes = append(p.Changes, Change{Line: at.Line, Column: at.Column, What: m.What, Becomes: m.Becomes})
		}
	}
}
