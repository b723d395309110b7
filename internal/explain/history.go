package explain

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
)

// Past is the history of the pieces of evidence of one id over some days.
type Past struct {
	view   *disclose.View
	pieces []*disclose.Evidence
	days   int64
}

// History returns the history of the evidence of an id over some days up to the
// instant of the view. It reports false where the view holds none.
func History(v *disclose.View, id string, days int64) (Past, bool) {
	pieces := v.EvidenceOf(id)
	return Past{view: v, pieces: pieces, days: days}, len(pieces) > 0
}

// Text returns the history for people: the recordings, newest first, and how
// steadily they came.
func (p Past) Text() string {
	var b strings.Builder
	for i, e := range p.pieces {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s%s: %s days to %s\n\n", e.ID, inScope(e.Scope), fmt.Sprint(p.days), minute(p.view.AsOf))
		p.runsText(&b, e)
		p.serviceText(&b, e)
	}
	return b.String()
}

func (p Past) runsText(b *strings.Builder, e *disclose.Evidence) {
	attempts := p.view.Attempts(e, p.days)
	if len(attempts) == 0 {
		b.WriteString("  nothing was recorded\n")
		return
	}
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "  COLLECTED\tVERDICT\tEXAMINED\tFRESH UNTIL")
	for _, a := range attempts {
		verdict, examined, until := "the run failed", "-", "-"
		if r := a.Recording; r != nil {
			verdict, until = r.Verdict, minute(r.FreshUntil)
			if r.Examined >= 0 {
				examined = fmt.Sprint(r.Examined)
			}
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", minute(a.At), verdict, examined, until)
	}
	_ = w.Flush() // the builder takes everything
}

func (p Past) serviceText(b *strings.Builder, e *disclose.Evidence) {
	s, ok := p.view.Service(e, p.days)
	if !ok {
		fmt.Fprintf(b, "\n  no period says when it is due, so nothing is missed\n")
		return
	}
	fmt.Fprintf(b, "\n  fresh      %s of the time\n", percent(s.Share()))
	if s.First.After(s.Window.From) {
		fmt.Fprintf(b, "  since      %s, before which nothing was recorded\n", minute(s.First))
	}
	fmt.Fprintf(b, "  longest    %s without a recording, from %s to %s\n", span(s.Longest.Length()), minute(s.Longest.From), minute(s.Longest.To))
	fmt.Fprintf(b, "  missed     %d\n", s.Missed)
	for _, l := range s.Lapses {
		fmt.Fprintf(b, "  not fresh  from %s to %s\n", minute(l.From), minute(l.To))
	}
	fmt.Fprintf(b, "  next due   %s\n", minute(s.NextDue))
}

// past is the history of one piece of evidence as `candor evidence history
// --json` prints it.
type past struct {
	ID         string              `json:"id"`
	Scope      map[string][]string `json:"scope"`
	Recordings []recording         `json:"recordings"` // newest first, runs that failed among them
	Service    *service            `json:"slo"`        // null where no period says when it is due
}

type recording struct {
	CollectedAt *time.Time `json:"collected_at"` // when it was tried, of a run that failed
	Verdict     string     `json:"verdict"`
	Examined    *int64     `json:"examined"`
	FreshUntil  *time.Time `json:"fresh_until"`
	Failed      bool       `json:"failed"`
}

// service is how steadily evidence was collected.
type service struct {
	WindowDays int64      `json:"window_days"`
	FreshShare float64    `json:"fresh_share"`
	LongestGap string     `json:"longest_gap"` // ISO 8601 duration
	Missed     int        `json:"missed"`
	NextDue    *time.Time `json:"next_due"`
	Runs       int        `json:"runs"`
	Failed     int        `json:"failed"`
	Since      *time.Time `json:"since"` // the first recording of all
}

// JSON returns the history as a plain value to encode.
func (p Past) JSON() any {
	out := make([]past, 0, len(p.pieces))
	for _, e := range p.pieces {
		one := past{ID: e.ID, Scope: axes(e.Scope), Recordings: []recording{}}
		for _, a := range p.view.Attempts(e, p.days) {
			r := recording{CollectedAt: known(a.At), Verdict: "none", Failed: a.Recording == nil}
			if a.Recording != nil {
				r.Verdict, r.FreshUntil = a.Recording.Verdict, known(a.Recording.FreshUntil)
				if a.Recording.Examined >= 0 {
					r.Examined = &a.Recording.Examined
				}
			}
			one.Recordings = append(one.Recordings, r)
		}
		if s, ok := p.view.Service(e, p.days); ok {
			one.Service = serviceJSON(s, p.days)
		}
		out = append(out, one)
	}
	return out
}

func serviceJSON(s cadence.Record, days int64) *service {
	return &service{
		WindowDays: days, FreshShare: s.Share(), LongestGap: period.Period{Clock: s.Longest.Length()}.String(), Missed: s.Missed,
		NextDue: known(s.NextDue), Runs: s.Runs, Failed: s.Failed, Since: known(s.First),
	}
}

// minute formats an instant for people.
func minute(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// percent formats a share, rounded down: only all is 100 %.
func percent(share float64) string { return fmt.Sprintf("%.2f %%", share*100) }

// span formats a length of time in days and hours.
func span(d time.Duration) string {
	days, rest := d/(24*time.Hour), d%(24*time.Hour)
	switch {
	case days == 0:
		return rest.Round(time.Minute).String()
	case rest < time.Hour:
		return fmt.Sprintf("%dd", days)
	}
	return fmt.Sprintf("%dd %dh", days, rest/time.Hour)
}
