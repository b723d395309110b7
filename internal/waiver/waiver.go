// Package waiver reads the comments by which an author lets a lint pass at one
// place, with the reason for it:
//
//	<!-- candor: allow CODE: reason -->      Markdown and HTML
//	{/* candor: allow CODE, CODE: reason */} MDX
//	# candor: allow CODE: reason             YAML
//
// A comment that shares its line with text covers that line, one that has its
// lines to itself covers the line that follows. It never decides what a lint
// finds, and never silences a code that the caller does not call waivable.
package waiver

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Waiver is one comment.
type Waiver struct {
	Codes  []Code
	Reason string
	Span   source.Span // the comment
	// From and To are the first and the last line that it covers, counted from 1.
	From, To int
}

// Code is one code of a waiver, with its place.
type Code struct {
	Code diag.Code
	Span source.Span
}

// Apply takes from found what the comments of the files allow, and adds what is
// wrong with the comments: an error for one without a reason or with a code
// that is not waivable, a warning for a code that silences nothing. Files are
// told apart by their paths; those in which something was found are read
// without being named, so many at a time. What is not waivable stays.
func Apply(found diag.List, files []*source.File, workers int, waivable func(diag.Code) bool) diag.List {
	byPath := map[string]*source.File{}
	for _, f := range files {
		byPath[f.Path] = f
	}
	for _, d := range found {
		if f := d.Span.File; f != nil && byPath[f.Path] == nil {
			byPath[f.Path] = f
		}
	}
	var wrong diag.List
	waivers := map[string][]Waiver{}
	var mu sync.Mutex
	files = slices.Collect(maps.Values(byPath))
	_ = crew.Each(context.Background(), workers, len(files), func(i int) error {
		if list, bad := Read(files[i], waivable); len(list)+len(bad) > 0 {
			mu.Lock()
			defer mu.Unlock()
			waivers[files[i].Path] = list
			wrong.Add(bad...)
		}
		return nil
	})
	used := map[source.Span]bool{}
	kept := slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool {
		return d.Span.File != nil && waivable(d.Code) && covered(waivers[d.Span.Path()], d, used)
	})
	for _, list := range waivers {
		for _, w := range list {
			for _, c := range w.Codes {
				if !used[c.Span] {
					wrong.Add(diag.Warningf(diag.WaiverUnused, c.Span, "%s is allowed here, and nothing of it is found on %s", c.Code, w.lines()).
						Hinted("remove the comment, or move it to the line that it is for"))
				}
			}
		}
	}
	slices.SortStableFunc(wrong, func(a, b diag.Diagnostic) int {
		return cmp.Or(strings.Compare(a.Span.Path(), b.Span.Path()), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	return append(kept, wrong...)
}

// covered reports whether a comment allows a diagnostic, and notes which codes
// of which comments do.
func covered(list []Waiver, d diag.Diagnostic, used map[source.Span]bool) bool {
	line := d.Span.Position().Line
	found := false
	for _, w := range list {
		for _, c := range w.Codes {
			if c.Code == d.Code && w.From <= line && line <= w.To {
				used[c.Span], found = true, true
			}
		}
	}
	return found
}
