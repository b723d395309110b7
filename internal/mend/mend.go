// Package mend rewrites pages where a lint knows for certain what should stand
// there: the values of controls that are written out become bindings.
//
// It writes pages of the site only, each whole and in one step, and never below
// another folder. What it changed it does not find again.
package mend

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/bare"
	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/waiver"
)

// Edit replaces words of a page.
type Edit struct {
	Span    source.Span
	Written string // the words as they stand in the file
	Binding string
	Prints  string // what the binding shows today
}

// Page is a page with its edits, in reading order.
type Page struct {
	Path  string
	Edits []Edit

	file *source.File
}

// Plan returns what to change, by page. Facts of the catalog, those on which the
// binding has no certain form, and those that a comment lets stand as they are,
// are left out.
func Plan(facts []bare.Fact) []Page {
	pages := map[string]*Page{}
	for _, f := range facts {
		file := f.Span.File
		if f.Fix == nil || file == nil || !editable(file.Path) || allowed(f.Span) {
			continue
		}
		if pages[file.Path] == nil {
			pages[file.Path] = &Page{Path: file.Path, file: file}
		}
		p := pages[file.Path]
		e := Edit{Span: f.Fix.Span, Written: f.Fix.Span.Text(), Binding: f.Binding, Prints: f.Fix.Prints}
		if !slices.ContainsFunc(p.Edits, func(o Edit) bool { return e.Span.Start < o.Span.End && o.Span.Start < e.Span.End }) {
			p.Edits = append(p.Edits, e)
		}
	}
	var out []Page
	for _, p := range pages {
		slices.SortFunc(p.Edits, func(a, b Edit) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Page) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// allowed reports whether a comment lets a value stand written out.
func allowed(at source.Span) bool {
	list, _ := waiver.Read(at.File, func(c diag.Code) bool { _, lint := c.Lint(); return lint })
	line := at.Position().Line
	return slices.ContainsFunc(list, func(w waiver.Waiver) bool {
		return w.From <= line && line <= w.To && slices.ContainsFunc(w.Codes, func(c waiver.Code) bool { return c.Code == diag.FactLiteral })
	})
}

// editable reports whether a file is a page, or a part of pages.
func editable(name string) bool {
	ext := path.Ext(name)
	return strings.HasPrefix(name, content.Dir+"/") && (ext == ".md" || ext == ".mdx")
}

// Text returns the page with its edits.
func (p *Page) Text() []byte {
	var b bytes.Buffer
	at := 0
	for _, e := range p.Edits {
		b.Write(p.file.Data[at:e.Span.Start])
		b.WriteString(e.Binding)
		at = e.Span.End
	}
	b.Write(p.file.Data[at:])
	return b.Bytes()
}

// Write puts the pages into the site at dir. A page that is not what it was when
// the site was read is left alone, with an error.
func Write(dir string, pages []Page) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	for i := range pages {
		if e := write(root, &pages[i]); e != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", pages[i].Path, e))
		}
	}
	return err
}

// write replaces one page: a file beside it is written first, then renamed.
func write(root *os.Root, p *Page) error {
	name := filepath.FromSlash(p.Path)
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a regular file any more")
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, p.file.Data) {
		return errors.New("it was changed meanwhile; run the command again")
	}
	half := name + ".candor-half"
	f, err := root.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = f.Write(p.Text())
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = root.Rename(half, name)
	}
	if err != nil {
		err = errors.Join(err, root.Remove(half))
	}
	return err
}

// Report prints the edits, each with the line before and after it; words that
// the binding shows otherwise are told.
func Report(w io.Writer, pages []Page) error {
	var b strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&b, "--- %s\n+++ %s\n", p.Path, p.Path)
		for _, edits := range byLine(p.Edits) {
			was, now := edits.lines()
			fmt.Fprintf(&b, "@@ line %d @@\n-%s\n+%s\n", edits.number(), was, now)
			for _, e := range edits {
				if e.Prints != e.Written {
					fmt.Fprintf(&b, "# %q becomes %q\n", e.Written, e.Prints)
				}
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// line is the edits of one line, in order.
type line []Edit

// byLine groups edits by the line on which they stand, in order.
func byLine(edits []Edit) []line {
	var out []line
	for _, e := range edits {
		if n := len(out); n > 0 && out[n-1].number() == e.Span.Position().Line {
			out[n-1] = append(out[n-1], e)
		} else {
			out = append(out, line{e})
		}
	}
	return out
}

func (l line) number() int { return l[0].Span.Position().Line }

// lines returns the line as it is and as it becomes.
func (l line) lines() (was, now string) {
	was, start := l[0].Span.File.Line(l.number())
	var b strings.Builder
	at := 0
	for _, e := range l {
		b.WriteString(was[at : e.Span.Start-start])
		b.WriteString(e.Binding)
		at = e.Span.End - start
	}
	b.WriteString(was[at:])
	return was, b.String()
}
