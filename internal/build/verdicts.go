package build

import (
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/assess"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// verdicts are what was found of controls the last time. What is found of one
// depends on the control, the site file, the evidence with its log, the instant,
// and the parameters of other controls where its assertion speaks of them.
type verdicts struct {
	asOf     time.Time
	config   *site.Config
	evidence []*trust.Evidence
	lacking  map[string]string
	log      []trust.LogEntry
	found    map[string]verdict // by control id
}

// mostVerdicts is of how many instants verdicts are kept.
const mostVerdicts = 4

// verdict is what was found of a control that was read once.
type verdict struct {
	control *trust.Control
	finding trust.Finding
}

// others finds what may speak of other controls in an assertion.
var others = onuse.Regexp(`\bc\b`)

// judge judges the controls of a site. read holds them as they were read: those
// of a file that did not change are the same.
func (r *recall) judge(s *site.Site, read *trust.Catalog, asOf time.Time) *trust.Assessment {
	if r == nil || read == nil {
		return assess.Controls(s, asOf)
	}
	r.verdicts = slices.DeleteFunc(r.verdicts, func(v verdicts) bool { return !v.under(s) })
	var last verdicts
	if at := slices.IndexFunc(r.verdicts, func(v verdicts) bool { return v.asOf.Equal(asOf) }); at >= 0 {
		last = r.verdicts[at]
		r.verdicts = slices.Delete(r.verdicts, at, at+1)
	}
	var mu sync.Mutex
	now := verdicts{asOf, s.Config, s.Evidence, s.Lacking, s.Log, make(map[string]verdict, len(s.Catalog.Controls))}
	a := assess.Recalling(s, asOf, func(c *trust.Control, judge func(*trust.Control) *trust.Finding) *trust.Finding {
		of := read.Control(c.ID)
		known, ok := last.found[c.ID]
		if !ok || known.control != of {
			known = verdict{of, *judge(c)}
		}
		if !others.MatchString(c.Assert.Value) && !others.MatchString(c.Population.Path.Value) && !others.MatchString(c.Population.Where.Value) {
			mu.Lock()
			now.found[c.ID] = known
			mu.Unlock()
		}
		return &known.finding
	})
	r.verdicts = slices.Insert(r.verdicts, 0, now)
	r.verdicts = r.verdicts[:min(len(r.verdicts), mostVerdicts)]
	return a
}

// under reports whether a site has the site file and the evidence under which
// the verdicts were found.
func (v *verdicts) under(s *site.Site) bool {
	return v.config == s.Config && slices.Equal(v.evidence, s.Evidence) && maps.Equal(v.lacking, s.Lacking) && sameList(v.log, s.Log)
}

// sameList reports whether two lists are one in memory.
func sameList[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
