// Package resolve binds every reference of a site: page to control, control to
// evidence, framework, event and question, exception to control, and back. It
// compiles assertions and checks the templates of sentences.
//
// All dangling names of a site come back in one run, each with its near miss.
// Nothing is judged here, and nothing is read from a disk.
package resolve

import (
	"slices"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/topic"
	"github.com/candor-site/candor/internal/trust"
)

// Parts are what the readers found, each checked by itself.
type Parts struct {
	Config     *site.Config
	Pages      []*site.Page
	Assets     []*site.Asset
	Documents  []*site.Document
	Absent     []*site.Absent
	Catalog    *trust.Catalog
	Topics     []*topic.Topic // nil when they could not be read: names are not judged then
	Evidence   []*trust.Evidence
	Lacking    map[string]string // why no piece of a join could be made, by its id
	Log        []trust.LogEntry
	Components map[string]*component.Component
	Snapshots  []*snapshot.Snapshot
	Kept       *Kept // of earlier times; may be nil
	Workers    int   // assertions compiled at a time; 0 is 1
}

// Site binds the parts. The site is usable even when some names dangle.
func Site(p Parts) (*site.Site, diag.List) {
	p.Kept.turn()
	b := &binder{
		Parts: p,
		site: &site.Site{
			Config: p.Config, Pages: p.Pages, Assets: p.Assets, Documents: p.Documents, Absent: p.Absent, Catalog: p.Catalog, Topics: p.Topics, Evidence: p.Evidence, Lacking: p.Lacking, Log: p.Log, Snapshots: p.Snapshots,
			Rules: map[string]*site.Rules{}, Gaps: map[string]*rule.Program{}, Sentences: p.Kept.parsed(),
		},
		controls:   map[string]*trust.Control{},
		evidence:   make(map[string]*trust.Evidence, len(p.Evidence)),
		frameworks: map[string]*trust.Framework{},
	}
	b.ahead = compileAhead(p.Catalog.Controls, p.Kept, p.Workers)
	b.index()
	b.bindConfig()
	b.each(len(p.Catalog.Controls), func(b *binder, i int) { b.bindControl(p.Catalog.Controls[i]) })
	for _, x := range p.Catalog.Exceptions {
		b.bindException(x)
	}
	b.bindSubprocessors()
	b.bindAnswers()
	b.each(len(p.Pages), func(b *binder, i int) { b.bindPage(p.Pages[i]) })
	b.site.Links = b.links()
	return b.site, b.list
}

// binder gathers ties and diagnostics while the parts are bound.
type binder struct {
	Parts
	site       *site.Site
	list       diag.List
	controls   map[string]*trust.Control
	evidence   map[string]*trust.Evidence // the first piece of each id; nil when only the log knows it
	frameworks map[string]*trust.Framework
	ties       [relations][]tie
	rules      []ruled                     // of the controls that were bound aside
	ahead      map[*trust.Control]compiled // assertions that were compiled already
}

// tie is one pair of a many-to-many relation.
type tie struct{ left, right string }

// join ties left to right.
func (b *binder) join(of relation, left, right string) {
	ties := b.ties[of]
	if t := (tie{left, right}); len(ties) == 0 || ties[len(ties)-1] != t {
		b.ties[of] = append(ties, t)
	}
}

// sorted returns a relation with sorted lists.
func (b *binder) sorted(of relation) map[string][]string {
	out := map[string][]string{}
	for _, t := range b.ties[of] {
		out[t.left] = append(out[t.left], t.right)
	}
	for left, rights := range out {
		if len(rights) > 1 {
			slices.Sort(rights)
			out[left] = slices.Compact(rights)
		}
	}
	return out
}

// relation is a many-to-many relation: of left names to right names, some of them
// twice.
type relation int

// The relations that are gathered.
const (
	pagesOfControl relation = iota
	controlsOfPage
	controlsOfEvidence
	controlsOfRequirement
	relatedTo
	exceptionsOfControl
	answersOfControl
	relations // how many there are
)

func (b *binder) links() site.Links {
	return site.Links{
		PagesOfControl:        b.sorted(pagesOfControl),
		ControlsOfPage:        b.sorted(controlsOfPage),
		ControlsOfEvidence:    b.sorted(controlsOfEvidence),
		ControlsOfRequirement: b.sorted(controlsOfRequirement),
		RelatedTo:             b.sorted(relatedTo),
		ExceptionsOfControl:   b.sorted(exceptionsOfControl),
		AnswersOfControl:      b.sorted(answersOfControl),
	}
}

func (b *binder) index() {
	for _, c := range b.Catalog.Controls {
		b.controls[c.ID] = c
	}
	for _, f := range b.Catalog.Frameworks {
		b.frameworks[f.ID] = f
	}
	for _, l := range b.Log {
		b.evidence[l.ID] = nil
	}
	for id := range b.Lacking {
		b.evidence[id] = nil
	}
	for _, e := range b.Evidence {
		if b.evidence[e.ID] == nil {
			b.evidence[e.ID] = e
		}
	}
}
