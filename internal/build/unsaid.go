package build

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// unsaid returns the diagnostics of a later phase that do not follow from an
// error which was reported before: one cause prints once.
//
//   - a finding about a control that has an error of its own, or rests on
//     evidence that has one: it was judged without what could not be read;
//   - evidence that is missing because its file could not be read, or because
//     its name is misspelt where it is needed, or because its bucket was not
//     copied;
//   - an item opened too wide, or a leak, when an audience is misspelt: the
//     other item was closed to be safe.
func unsaid(before, later diag.List, catalog *trust.Catalog) diag.List {
	c := causes{blocks: blocksOf(catalog), broken: map[source.Span]bool{}, files: map[string]bool{}, stems: map[string]bool{}, slips: map[source.Span]bool{}}
	for _, d := range before {
		if d.Severity == diag.Error {
			c.add(d)
		}
	}
	return slices.DeleteFunc(later, c.explain)
}

// causes are the places of errors that have consequences.
type causes struct {
	blocks    map[string][]source.Span // ids of controls by file, in order
	broken    map[source.Span]bool     // controls with an error, by the place of their id
	files     map[string]bool          // evidence with an error, by path
	stems     map[string]bool          // the names of those files, up to the first dot
	slips     map[source.Span]bool     // places of misspelt evidence
	audiences bool                     // some audience is not as meant
	bucket    bool                     // the bucket that holds evidence was not copied
}

func (c *causes) add(d diag.Diagnostic) {
	if id, ok := c.block(d.Span); ok {
		c.broken[id] = true
	}
	if name, ok := strings.CutPrefix(d.Span.Path(), evidence.Dir+"/"); ok {
		c.files[described(d.Span.Path())] = true
		stem, _, _ := strings.Cut(name[strings.LastIndexByte(name, '/')+1:], ".")
		c.stems[stem] = true
	}
	switch d.Code {
	case diag.EvidenceNotPulled:
		c.bucket = true
	case diag.EvidenceUnknown:
		c.slips[d.Span] = true
	case diag.AudienceUnknown, diag.AudienceLoosens:
		c.audiences = true
	}
}

// explain reports whether a diagnostic follows from one of the causes.
func (c *causes) explain(d diag.Diagnostic) bool {
	switch d.Code {
	case diag.AudienceLeak, diag.AudienceLoosens:
		return c.audiences
	case diag.EvidenceUnknown:
		if c.bucket {
			return true
		}
	case diag.StateMissing:
		if c.bucket || c.slips[d.Span] || c.stems[strings.Trim(d.Span.Text(), `"'`)] {
			return true
		}
	}
	for _, r := range d.Related {
		if c.files[described(r.Span.Path())] {
			return true
		}
	}
	id, ok := c.block(d.Span)
	return ok && c.broken[id]
}

// described returns the file that an envelope describes, or the file itself.
func described(path string) string { return strings.TrimSuffix(path, evidence.EnvelopeSuffix) }

// blocksOf returns where the ids of the controls stand, by file and in order.
func blocksOf(catalog *trust.Catalog) map[string][]source.Span {
	out := map[string][]source.Span{}
	for _, c := range catalog.Controls {
		out[c.Span.Path()] = append(out[c.Span.Path()], c.Span)
	}
	for _, ids := range out {
		slices.SortFunc(ids, func(a, b source.Span) int { return a.Start - b.Start })
	}
	return out
}

// block returns the control that a place belongs to: the last whose id stands
// before it in the file.
func (c *causes) block(at source.Span) (source.Span, bool) {
	ids := c.blocks[at.Path()]
	for i := len(ids) - 1; i >= 0; i-- {
		if ids[i].Start <= at.Start {
			return ids[i], true
		}
	}
	return source.Span{}, false
}
