package preview

import (
	"bytes"
	"cmp"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/serve"
)

// mostFaults is how many diagnostics, and how many dates, a browser is told.
const mostFaults = 200

// faults are the diagnostics of a severity as the terminal shows them.
func faults(list diag.List, severity diag.Severity) []serve.Fault {
	var out []serve.Fault
	for _, d := range list.Sorted() {
		if d.Severity != severity || len(out) == mostFaults {
			continue
		}
		var b bytes.Buffer
		if err := diag.Text(&b, diag.List{d}, diag.TextOptions{}); err != nil {
			continue // a buffer takes everything
		}
		out = append(out, serve.Fault{Place: d.Span.Position().String(), Severity: d.Severity.String(), Text: b.String()})
	}
	return out
}

// took is how long ago the last change was, in milliseconds.
func (sh *show) took() int64 {
	s := sh.stage
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.env.Now().Sub(s.since).Milliseconds()
}

// bar is what the toolbar shows of a view, which may be nil.
func (sh *show) bar(v *disclose.View, warnings []serve.Fault) serve.Bar {
	s := sh.stage
	s.mu.Lock()
	ladder := s.ladder
	s.mu.Unlock()
	bar := serve.Bar{Audiences: ladder, Drafts: sh.wish.Drafts, Took: sh.took(), Warnings: warnings}
	today := s.env.Now()
	if opt, err := s.flags.options(""); err == nil {
		today = opt.AsOf
	}
	bar.Today, bar.AsOf = today.UTC().Format(time.DateOnly), today.UTC().Format(time.DateOnly)
	if v == nil {
		bar.Audience, bar.AsOf = sh.wish.Audience, cmp.Or(sh.wish.AsOf, bar.AsOf)
		return bar
	}
	bar.Audience, bar.AsOf, bar.States = v.Audience, v.AsOf.Format(time.DateOnly), s.env.States(v.Summary)
	year := today.AddDate(1, 0, 0)
	for _, e := range agenda.Of(v) {
		if day := e.Day.Format(time.DateOnly); day >= bar.Today && e.Day.Before(year) && len(bar.Dates) < mostFaults {
			bar.Dates = append(bar.Dates, serve.Date{Day: day, What: strings.ReplaceAll(string(e.Kind), "-", " "), Title: e.Title})
		}
	}
	return bar
}
