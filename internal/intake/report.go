package intake

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/migrate"
)

// missing are the components that the pages use and the site lacks, by name.
func missing(pages []*Page) map[string]*component.Component {
	list := map[string]*component.Component{}
	for _, p := range pages {
		for _, c := range p.Missing {
			if known := list[c.Name]; known != nil {
				for _, prop := range c.Props {
					if known.Find(prop.Name) == nil {
						known.Props = append(known.Props, prop)
					}
				}
				continue
			}
			list[c.Name] = c
		}
	}
	return list
}

// Missing names the components that the pages use and the site lacks, sorted.
func (r *Result) Missing() []string { return slices.Sorted(maps.Keys(missing(r.Pages))) }

// report writes what became of a page: what was rewritten, and what is for the
// author to decide, each with its place in the new file.
func (p *Page) report(w io.Writer, written bool) error {
	var b strings.Builder
	verb := "made"
	if !written {
		verb = "would make"
	}
	fmt.Fprintf(&b, "%s %s from %s (%s", verb, p.Path, p.File, kindWords(p.Kind))
	if p.Encoding != "UTF-8" {
		fmt.Fprintf(&b, ", read as %s", p.Encoding)
	}
	fmt.Fprintf(&b, "): %s, %s\n", draft.Plural(len(p.Changes), "change", "changes"), draft.Plural(len(p.Doubts), "doubt", "doubts"))
	for _, c := range p.Changes {
		fmt.Fprintf(&b, "  %d:%d: %s -> %s\n", c.Line, c.Column, c.What, c.Becomes)
	}
	for _, d := range p.Doubts {
		fmt.Fprintf(&b, "  %d:%d: doubt: %s\n", d.Line, d.Column, d.Message)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// kindWords names a kind as people do.
func kindWords(k migrate.Kind) string {
	switch k {
	case migrate.Text:
		return "plain text"
	case migrate.HTML:
		return "HTML"
	case migrate.MkDocs:
		return "MkDocs"
	}
	return strings.ToUpper(string(k[:1])) + string(k[1:])
}

// entry is the report on one page for programs.
type entry struct {
	Source   string           `json:"source"`
	Path     string           `json:"path"`
	Kind     migrate.Kind     `json:"kind"`
	Encoding string           `json:"encoding"`
	Written  bool             `json:"written"`
	Changes  []migrate.Change `json:"changes"`
	Doubts   []migrate.Doubt  `json:"doubts"`
	Missing  []string         `json:"missing_components"`
	Faults   []string         `json:"faults"`
	Lost     []string         `json:"lost_words"`
}

// Plain returns the report as a plain tree, to be encoded as JSON.
func (r *Result) Plain() any {
	list := []entry{}
	for _, p := range r.Pages {
		e := entry{
			Source: p.File, Path: p.Path, Kind: p.Kind, Encoding: p.Encoding, Written: r.written && len(p.Lost) == 0,
			Changes: append([]migrate.Change{}, p.Changes...), Doubts: append([]migrate.Doubt{}, p.Doubts...),
			Missing: []string{}, Faults: []string{}, Lost: append([]string{}, p.Lost...),
		}
		for _, c := range p.Missing {
			e.Missing = append(e.Missing, c.Name)
		}
		for _, x := range p.Faults {
			e.Faults = append(e.Faults, x.Error())
		}
		list = append(list, e)
	}
	return map[string]any{"pages": list}
}

// Report writes what became of each page, with the difference line by line
// where that is asked for. Pages that lost words are left out.
func (r *Result) Report(w io.Writer, difference, color bool) error {
	for _, p := range r.Pages {
		if len(p.Lost) > 0 {
			continue
		}
		if difference {
			if _, err := io.WriteString(w, draft.Difference(p.File, p.Path, p.Source, p.Text)); err != nil {
				return err
			}
		}
		if err := errors.Join(p.report(w, r.written), diag.Text(w, p.Faults, diag.TextOptions{Color: color})); err != nil {
			return err
		}
	}
	return nil
}
