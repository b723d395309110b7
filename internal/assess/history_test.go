package assess

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// TestHistory lays a log behind one piece of evidence: which of its lines are
// of the piece, and how long each counted.
func TestHistory(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	line := func(day, hour int, verdict trust.Verdict, digest string, scope trust.Scope) trust.LogEntry {
		return trust.LogEntry{ID: "scan", CollectedAt: at(day, hour), Verdict: verdict, Digest: source.Digest(digest), Scope: scope}
	}
	production := trust.Scope{"environment": {"production", "staging"}}
	other := line(9, 12, trust.VerdictFail, "o", production)
	other.ID = "other"
	grace, err := period.ParseGrace("50%")
	if err != nil {
		t.Fatal(err)
	}
	j := &judge{now: now, site: &site.Site{Config: &site.Config{
		Location: time.UTC, Scope: map[string][]string{"environment": {"production", "staging"}, "cloud": {"aws"}},
		Freshness: site.Freshness{MaxAge: 2, Conflict: time.Hour, Grace: grace},
	}}, logOf: map[string][]trust.LogEntry{"other": {other}, "scan": {
		line(12, 12, trust.VerdictFail, "c", trust.Scope{"environment": {"staging", "production"}}),
		line(10, 12, trust.VerdictPass, "b", production),
		line(11, 12, trust.VerdictFail, "x", trust.Scope{"environment": {"production"}}),
		line(11, 13, trust.VerdictFail, "x", trust.Scope{"environment": {"production", "staging"}, "cloud": {"aws"}}),
		line(11, 14, trust.VerdictFail, "x", nil),
		line(11, 15, trust.VerdictFail, "x", trust.Scope{"environment": {"production", "staging"}, "account": {"1111"}}),
		line(18, 12, trust.VerdictPass, "same", production), // the present piece, as it was recorded half an hour after
		line(14, 12, trust.VerdictPass, "same", production), // the same bytes on another day
		line(25, 12, trust.VerdictPass, "later", production),
	}}}
	piece := &trust.Evidence{
		ID: "scan", Digest: "same", Verdict: trust.VerdictWarn, Scope: trust.Scope{"environment": {"production", "staging"}, "node": {"a"}},
		Clocks: trust.Clocks{CollectedAt: at(18, 12).Add(-30 * time.Minute), ValidUntil: at(19, 0)},
	}
	say := func(history []trust.Recording) string {
		var out []string
		for _, r := range history {
			until := "-"
			if !r.FreshUntil.IsZero() {
				until = r.FreshUntil.Format("02T15:04")
			}
			out = append(out, fmt.Sprintf("%s %s %s", r.Collected.Format("02T15:04"), r.Verdict, until))
		}
		return strings.Join(out, ", ")
	}
	daily := period.Schedule{Basis: period.Every, Period: period.Period{Days: 2}}
	if got, want := say(j.history(piece, daily)), "10T12:00 pass 13T12:00, 12T12:00 fail 15T12:00, 14T12:00 pass 17T12:00, 18T11:30 warn 19T00:00"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	released := period.Schedule{Basis: period.PerEvent, Event: "release"}
	if got, want := say(j.history(piece, released)), "10T12:00 pass -, 12T12:00 fail -, 14T12:00 pass -, 18T11:30 warn 19T00:00"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
