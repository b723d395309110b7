// Package spelling finds names that a site writes in several ways: with other
// capitals (IOPipe, IOpipe), in one word or in two (workernode, worker node),
// with or without a hyphen before a number (SOC2, SOC 2), or as an alias that
// the site or a short list of known names has.
//
// It reports the rarer spellings, each once. It knows no dictionary: a word
// that is always written in one way is right. Pages are counted one by one, each
// into a small list of numbers; what is rare is judged over all lists.
package spelling

import (
	_ "embed" // the known names are data
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

//go:embed names.yaml
var embedded []byte

// known are the names of names.yaml, with their other spellings.
var known = sync.OnceValue(func() []site.Spelling {
	node, list := decode.YAML(source.NewFile("names.yaml", embedded), decode.Config)
	if list.HasErrors() {
		panic("spelling: " + list[0].Error()) // a mistake in the program, which its test finds
	}
	var out []site.Spelling
	for _, f := range node.Fields {
		s := site.Spelling{Name: f.Key}
		for _, item := range f.Value.Items {
			s.Others = append(s.Others, item.Scalar)
		}
		out = append(out, s)
	}
	return out
})

// Judge reports the rarer spellings of the names on pages. prose reads what a
// page says once more, for the few that something is found on: several at a
// time, up to a number of workers. Nothing may be added to the table meanwhile.
func (t *Table) Judge(pages []*Page, workers int, prose func(page int) []prose.Sentence) diag.List {
	j := &judge{table: t, pages: pages, workers: workers, prose: prose, done: map[string]bool{}}
	j.total()
	for _, a := range t.aliases {
		for _, text := range a.texts {
			j.done[fold(text)] = true
		}
	}
	reports := t.aliasReports(pages)
	reports = append(reports, j.rarer()...)
	reports = append(reports, j.split()...)
	return j.placed(reports)
}

// judge holds all pages together.
type judge struct {
	table   *Table
	pages   []*Page
	workers int
	prose   func(page int) []prose.Sentence

	live  []spelling      // of each form; its count is 0 where no page has it
	order []int           // groups, as they are met
	forms [][]int         // of each group without tied words, as they are met
	done  map[string]bool // folded spellings that an alias covers
}

// total counts the forms of all pages.
func (j *judge) total() {
	t := j.table
	j.live, j.forms = make([]spelling, len(t.forms)), make([][]int, len(t.common))
	for i, p := range j.pages {
		for _, u := range p.uses {
			live := &j.live[u.form]
			if live.count > 0 {
				live.count += int(u.count)
				continue
			}
			f := &t.forms[u.form]
			*live = spelling{f.text, int(u.count), place{page: i, form: int(u.form)}}
			if f.kind != tied {
				if j.forms[f.group] == nil {
					j.order = append(j.order, f.group)
				}
				j.forms[f.group] = append(j.forms[f.group], int(u.form))
			}
		}
	}
}

// rarer reports the rarer spellings of each group.
func (j *judge) rarer() []report {
	var out []report
	for _, n := range j.order {
		if len(j.forms[n]) < 2 || j.done[j.table.common[n].key] {
			continue
		}
		g, name := &group{}, false
		for _, form := range j.forms[n] {
			g.forms = append(g.forms, &j.live[form])
			name = name || j.table.forms[form].name
		}
		if name {
			out = append(out, g.rarer()...)
		}
	}
	return out
}

// report is a diagnostic whose place is still to be found.
type report struct {
	at place
	diag.Diagnostic
}

// elsewhere says that a name is written in another way elsewhere.
func elsewhere(f *spelling, name string, count int) report {
	times := strconv.Itoa(count) + " times"
	if count == 1 {
		times = "once"
	}
	return report{f.first, diag.Diagnostic{Severity: diag.Note, Code: diag.NameSpelling,
		Message: fmt.Sprintf("%q is written %q %s elsewhere", f.text, name, times),
		Hint:    "write " + name + ", or list the right spelling under spellings in candor.yaml"}}
}

// placed finds the places of reports.
func (j *judge) placed(reports []report) diag.List {
	wanted := map[int]map[int]source.Span{} // page -> form -> where it is met first
	for _, r := range reports {
		if r.at.form < 0 {
			continue
		}
		if wanted[r.at.page] == nil {
			wanted[r.at.page] = map[int]source.Span{}
		}
		wanted[r.at.page][r.at.form] = source.Span{}
	}
	for page, forms := range wanted {
		j.table.read(j.prose(page), func(s *prose.Sentence, form, from, to int) {
			if span, ok := forms[form]; ok && span.IsZero() {
				forms[form] = s.Span(from, to)
			}
		})
	}
	out := make(diag.List, len(reports))
	for i, r := range reports {
		out[i] = r.Diagnostic
		out[i].Span = r.at.span
		if r.at.form >= 0 {
			out[i].Span = wanted[r.at.page][r.at.form]
		}
	}
	return out
}

// IDs reports ids in parameters of one name that differ in hyphens and capitals
// only.
func IDs(catalog *trust.Catalog) diag.List {
	groups := map[string]*group{}
	var order []*group
	add := func(name string, raw any, span source.Span) {
		text, ok := raw.(string)
		if !ok || strings.Contains(text, " ") {
			return
		}
		key := name + " " + fold(text)
		if groups[key] == nil {
			groups[key] = &group{}
			order = append(order, groups[key])
		}
		groups[key].add(text, 1, at(span))
	}
	for _, c := range catalog.Controls {
		for _, p := range c.Parameters {
			switch p.Value.Type {
			case parameter.ID, parameter.IDOrIDs, parameter.IDs:
				add(p.Name, p.Value.Raw, p.Span)
				list, _ := p.Value.Raw.([]any)
				for _, item := range list {
					add(p.Name, item, p.Span)
				}
			}
		}
	}
	var list diag.List
	for _, g := range order {
		for _, r := range g.rarer() {
			r.Span = r.at.span
			list.Add(r.Diagnostic)
		}
	}
	return list
}
