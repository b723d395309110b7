package assess

import (
	"testing"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// TestFailedRuns: the newest run counts, not the file that an earlier one left.
func TestFailedRuns(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	at := func(day int) time.Time { return time.Date(2026, 11, day, 2, 0, 0, 0, time.UTC) }
	failed := func(day int, scope trust.Scope, target string) trust.LogEntry {
		return trust.LogEntry{ID: "scan", RecordedAt: at(day), Verdict: trust.VerdictError, Scope: scope, Target: target, Failed: "exit code 2"}
	}
	aws, gcp := trust.Scope{"cloud": {"aws"}}, trust.Scope{"cloud": {"gcp"}}
	for _, tt := range []struct {
		name string
		log  []trust.LogEntry
		want trust.Freshness
		why  string
	}{
		{"no log", nil, trust.Fresh, ""},
		{"failed since", []trust.LogEntry{failed(19, aws, "")}, trust.Incomplete, "the newest run, of 2026-11-19 02:00 UTC, failed: exit code 2"},
		{"failed before", []trust.LogEntry{failed(17, aws, "")}, trust.Fresh, ""},
		{"recorded again since", []trust.LogEntry{failed(19, aws, ""), {ID: "scan", RecordedAt: at(20), CollectedAt: at(20), Scope: aws}}, trust.Fresh, ""},
		{"recorded again in the same second", []trust.LogEntry{failed(19, aws, ""), {ID: "scan", RecordedAt: at(19), CollectedAt: at(19), Scope: aws}}, trust.Fresh, ""},
		{"failed in the second of a recording", []trust.LogEntry{{ID: "scan", RecordedAt: at(18), CollectedAt: at(18), Scope: aws}, failed(18, aws, "")}, trust.Incomplete, "the newest run, of 2026-11-18 02:00 UTC, failed: exit code 2"},
		{"of another scope", []trust.LogEntry{failed(19, gcp, "")}, trust.Fresh, ""},
		{"of another target", []trust.LogEntry{failed(19, aws, "other")}, trust.Fresh, ""},
		{"of this target", []trust.LogEntry{failed(19, aws, "api")}, trust.Incomplete, "the newest run, of 2026-11-19 02:00 UTC, failed: exit code 2"},
		{"in the future", []trust.LogEntry{failed(25, aws, "")}, trust.Fresh, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := &trust.Evidence{ID: "scan", Scope: aws, Target: "api", Verdict: trust.VerdictPass, Clocks: trust.Clocks{CollectedAt: at(18), RecordedAt: at(18)}}
			cfg := &site.Config{
				Location: time.UTC, Scope: map[string][]string{"cloud": {"aws", "gcp"}},
				Freshness: site.Freshness{Snapshot: period.Period{Days: 7}, Grace: period.Grace{Percent: 25}, MaxAge: 2},
			}
			c := &trust.Control{ID: "c", Needs: []trust.Need{{ID: "scan"}, {ID: "never"}}}
			s := &site.Site{Config: cfg, Catalog: &trust.Catalog{Controls: []*trust.Control{c}}, Evidence: []*trust.Evidence{e}, Log: tt.log}
			for _, l := range tt.log {
				l.ID = "never"
				s.Log = append(s.Log, l)
			}
			f := Controls(s, now).Finding("c")
			if o := f.Observations[0]; o.Freshness != tt.want || o.Detail != tt.why {
				t.Errorf("%s (%s), want %s (%s)", o.Freshness, o.Detail, tt.want, tt.why)
			}
			missing := f.Observations[1]
			want := `no evidence "never" was collected`
			for _, l := range tt.log {
				if l.Failed != "" && !l.RecordedAt.After(now) {
					want += ": the newest run, of " + say(l.RecordedAt) + ", failed: exit code 2"
				}
			}
			if missing.Freshness != trust.Missing || missing.Detail != want {
				t.Errorf("%s (%s), want missing (%s)", missing.Freshness, missing.Detail, want)
			}
		})
	}
}
