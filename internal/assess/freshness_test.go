package assess

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// row is one piece of evidence under one schedule at one instant.
type row struct {
	name      string
	schedule  string // as period.ParseSchedule reads it; "" takes the control's limit
	grace     string
	limit     trust.Limit
	collected string // "" is undated
	now       string
	zone      string
	until     string // valid_until
	coverage  *trust.Coverage
	verdict   trust.Verdict
	conflict  string
	manual    bool
	missing   bool
	version   string   // version of what was examined
	releases  []string // "key instant", newest first; nil: no feed
	feedAge   string   // when the feed was collected; default an hour before now
	noFeed    bool     // the site declares no feed for the event
	log       []string // instants of earlier recordings
	lead      string
	lag       string
	want      trust.Freshness
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func duration8601(t *testing.T, text string) period.Period {
	t.Helper()
	if text == "" {
		return period.Period{}
	}
	p, err := period.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// siteFor makes the smallest site around one row.
func siteFor(t *testing.T, r row) *site.Site {
	t.Helper()
	loc := time.UTC
	if r.zone != "" {
		var err error
		if loc, err = time.LoadLocation(r.zone); err != nil {
			t.Fatal(err)
		}
	}
	cfg := &site.Config{
		Location: loc,
		Freshness: site.Freshness{
			Snapshot: period.Period{Days: 7}, Review: period.Period{Years: 1}, Grace: period.Grace{Percent: 25},
			MaxAge: 2, Future: 5 * time.Minute, Exception: period.Period{Years: 1},
		},
		Events: map[string]site.EventFeed{},
		Scope:  map[string][]string{"cloud": {"aws", "gcp"}, "environment": {"staging", "production"}},
	}
	if !r.noFeed {
		cfg.Events["release"] = site.EventFeed{Evidence: "feed", Lead: duration8601(t, r.lead), Lag: duration8601(t, r.lag)}
	}
	need := trust.Need{ID: "scan"}
	if r.schedule != "" {
		s, err := period.ParseSchedule(r.schedule)
		if err != nil {
			t.Fatal(err)
		}
		if r.grace != "" {
			g, err := period.ParseGrace(r.grace)
			if err != nil {
				t.Fatal(err)
			}
			s.Grace = &g
		}
		need.Schedule = &s
	}
	s := &site.Site{
		Config:  cfg,
		Catalog: &trust.Catalog{Controls: []*trust.Control{{ID: "control", Status: trust.InEffect, Needs: []trust.Need{need}, Freshness: r.limit}}},
		Rules:   map[string]*site.Rules{},
	}
	if !r.missing {
		e := &trust.Evidence{
			ID: "scan", Manual: r.manual, Verdict: r.verdict, Version: r.version,
			Clocks: trust.Clocks{CollectedAt: instant(t, r.collected), ValidUntil: instant(t, r.until), Conflict: r.conflict},
		}
		if e.Verdict == "" {
			e.Verdict = trust.VerdictPass
		}
		if r.coverage != nil {
			e.Coverage = *r.coverage
		}
		s.Evidence = append(s.Evidence, e)
	}
	if r.releases != nil {
		age := instant(t, r.now).Add(-time.Hour)
		if r.feedAge != "" {
			age = instant(t, r.feedAge)
		}
		feed := &trust.Evidence{ID: "feed", Clocks: trust.Clocks{CollectedAt: age}}
		for _, text := range r.releases {
			key, at := text[:2], text[3:]
			feed.Events = append(feed.Events, trust.Event{Type: "release", Key: key, At: instant(t, at)})
		}
		s.Evidence = append(s.Evidence, feed)
	}
	for _, l := range r.log {
		s.Log = append(s.Log, trust.LogEntry{ID: "scan", CollectedAt: instant(t, l)})
	}
	return s
}

var rows = []row{
	// A daily period: due after 24 hours, stale after 30, expired after 48.
	{name: "daily, just collected", schedule: "daily", collected: "2026-11-20T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "daily, a second before the period ends", schedule: "daily", collected: "2026-11-20T12:00:00Z", now: "2026-11-21T11:59:59Z", want: trust.Fresh},
	{name: "daily, at the end of the period", schedule: "daily", collected: "2026-11-20T12:00:00Z", now: "2026-11-21T12:00:00Z", want: trust.Due},
	{name: "daily, a second before the grace ends", schedule: "daily", collected: "2026-11-20T12:00:00Z", now: "2026-11-21T17:59:59Z", want: trust.Due},
	{name: "daily, at the end of the grace", schedule: "daily", collected: "2026-11-20T12:00:00Z", now: "2026-11-21T18:00:00Z", want: trust.Stale},
	{name: "daily, a second before two periods", schedule: "daily", collected: "2026-11-20T12:00:00Z", now: "2026-11-22T11:59:59Z", want: trust.Stale},
	{name: "daily, at two periods", schedule: "daily", collected: "2026-11-20T12:00:00Z", now: "2026-11-22T12:00:00Z", want: trust.Expired},
	{name: "daily, own grace", schedule: "daily", grace: "PT12H", collected: "2026-11-20T12:00:00Z", now: "2026-11-21T23:00:00Z", want: trust.Due},
	{name: "daily, no grace", schedule: "daily", grace: "0%", collected: "2026-11-20T12:00:00Z", now: "2026-11-21T12:00:00Z", want: trust.Stale},
	{name: "daily, grace beyond two periods moves the expiry", schedule: "daily", grace: "P3D", collected: "2026-11-20T12:00:00Z", now: "2026-11-23T12:00:00Z", want: trust.Due},
	{name: "daily, at the end of that grace", schedule: "daily", grace: "P3D", collected: "2026-11-20T12:00:00Z", now: "2026-11-24T12:00:00Z", want: trust.Expired},
	{name: "collected with another offset", schedule: "daily", collected: "2026-11-20T14:00:00+02:00", now: "2026-11-21T11:59:59Z", want: trust.Fresh},
	{name: "the build states another offset", schedule: "daily", collected: "2026-11-20T12:00:00Z", now: "2026-11-21T14:00:00+02:00", want: trust.Due},

	// Other periods.
	{name: "weekly, fresh", schedule: "P7D", collected: "2026-11-13T12:00:01Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "weekly, in the grace", schedule: "P7D", collected: "2026-11-12T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Due},
	{name: "weekly, past the grace", schedule: "P7D", collected: "2026-11-11T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Stale},
	{name: "weekly, expired", schedule: "P7D", collected: "2026-11-06T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Expired},
	{name: "hourly, fresh", schedule: "hourly", collected: "2026-11-20T11:30:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "hourly, expired", schedule: "hourly", collected: "2026-11-20T09:59:00Z", now: "2026-11-20T12:00:00Z", want: trust.Expired},
	{name: "the grace of a year is a week at most", schedule: "P1Y", collected: "2025-11-10T00:00:00Z", now: "2026-11-16T23:00:00Z", want: trust.Due},
	{name: "the grace of a year ends after a week", schedule: "P1Y", collected: "2025-11-10T00:00:00Z", now: "2026-11-17T00:00:00Z", want: trust.Stale},
	{name: "continuous takes the site's snapshot", schedule: "continuous", collected: "2026-11-14T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "as needed never ages", schedule: "as-needed", limit: trust.Limit{Basis: trust.BasisNone}, collected: "2020-01-01T00:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},

	// Month ends and leap days: a day that the month lacks becomes its last.
	{name: "31 January and a month, the last day of February", schedule: "P1M", collected: "2026-01-31T12:00:00Z", now: "2026-02-28T11:59:59Z", want: trust.Fresh},
	{name: "31 January and a month is due on 28 February", schedule: "P1M", collected: "2026-01-31T12:00:00Z", now: "2026-02-28T12:00:00Z", want: trust.Due},
	{name: "31 January and a month in a leap year", schedule: "P1M", collected: "2028-01-31T12:00:00Z", now: "2028-02-29T11:59:59Z", want: trust.Fresh},
	{name: "31 January and a month is due on the leap day", schedule: "P1M", collected: "2028-01-31T12:00:00Z", now: "2028-02-29T12:00:00Z", want: trust.Due},
	{name: "31 May and a month is due on 30 June", schedule: "P1M", collected: "2026-05-31T00:00:00Z", now: "2026-06-30T00:00:00Z", want: trust.Due},
	{name: "31 August and six months", schedule: "P6M", collected: "2026-08-31T00:00:00Z", now: "2027-02-27T23:59:59Z", want: trust.Fresh},
	{name: "31 August and six months is due on 28 February", schedule: "P6M", collected: "2026-08-31T00:00:00Z", now: "2027-02-28T00:00:00Z", want: trust.Due},
	{name: "a leap day and a year is due on 28 February", schedule: "P1Y", collected: "2024-02-29T00:00:00Z", now: "2025-02-28T00:00:00Z", want: trust.Due},
	{name: "a leap day and a year, the second before", schedule: "P1Y", collected: "2024-02-29T00:00:00Z", now: "2025-02-27T23:59:59Z", want: trust.Fresh},
	{name: "a leap day and two years expire on 28 February", schedule: "P1Y", collected: "2024-02-29T00:00:00Z", now: "2026-02-28T00:00:00Z", want: trust.Expired},
	{name: "over the end of a year", schedule: "P1M", collected: "2026-12-15T00:00:00Z", now: "2027-01-15T00:00:00Z", want: trust.Due},
	{name: "two months expire from 31 December on 28 February", schedule: "P1M", collected: "2026-12-31T00:00:00Z", now: "2027-02-28T00:00:00Z", want: trust.Expired},

	// Zones: a calendar day has 23 or 25 hours where clocks change.
	{name: "Berlin, spring: a day is 23 hours", schedule: "daily", zone: "Europe/Berlin", collected: "2026-03-28T12:00:00+01:00", now: "2026-03-29T12:00:00+02:00", want: trust.Due},
	{name: "Berlin, spring: a second before", schedule: "daily", zone: "Europe/Berlin", collected: "2026-03-28T12:00:00+01:00", now: "2026-03-29T11:59:59+02:00", want: trust.Fresh},
	{name: "UTC, the same instants: still fresh", schedule: "daily", collected: "2026-03-28T12:00:00+01:00", now: "2026-03-29T12:00:00+02:00", want: trust.Fresh},
	{name: "Berlin, autumn: a day is 25 hours", schedule: "daily", zone: "Europe/Berlin", collected: "2026-10-24T12:00:00+02:00", now: "2026-10-25T11:59:59+01:00", want: trust.Fresh},
	{name: "Berlin, autumn: due by the wall clock", schedule: "daily", zone: "Europe/Berlin", collected: "2026-10-24T12:00:00+02:00", now: "2026-10-25T12:00:00+01:00", want: trust.Due},
	{name: "UTC, the same instants: due an hour earlier", schedule: "daily", collected: "2026-10-24T12:00:00+02:00", now: "2026-10-25T11:30:00+01:00", want: trust.Due},
	{name: "hours are exact over a change of clocks", schedule: "PT24H", zone: "Europe/Berlin", collected: "2026-03-28T12:00:00+01:00", now: "2026-03-29T12:30:00+02:00", want: trust.Fresh},
	{name: "New York, a month over the change", schedule: "P1M", zone: "America/New_York", collected: "2026-02-28T08:00:00-05:00", now: "2026-03-28T07:59:59-04:00", want: trust.Fresh},
	{name: "New York, due by the wall clock", schedule: "P1M", zone: "America/New_York", collected: "2026-02-28T08:00:00-05:00", now: "2026-03-28T08:00:00-04:00", want: trust.Due},
	{name: "Kiritimati, month end is local", schedule: "P1M", zone: "Pacific/Kiritimati", collected: "2026-01-30T11:00:00Z", now: "2026-02-27T11:00:00Z", want: trust.Due},
	{name: "Honolulu, the same instant is another day", schedule: "P1M", zone: "Pacific/Honolulu", collected: "2026-01-30T11:00:00Z", now: "2026-02-27T11:00:00Z", want: trust.Fresh},

	// End dates rule over ages.
	{name: "valid until shortens", schedule: "P1Y", collected: "2026-01-01T00:00:00Z", until: "2026-11-20T12:00:01Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "valid until is reached", schedule: "P1Y", collected: "2026-01-01T00:00:00Z", until: "2026-11-20T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Expired},
	{name: "valid until never lengthens", schedule: "daily", collected: "2026-11-01T00:00:00Z", until: "2027-01-01T00:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Expired},
	{name: "valid until of what never ages", schedule: "unstated", limit: trust.Limit{Basis: trust.BasisNone}, collected: "2020-01-01T00:00:00Z", until: "2026-01-01T00:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Expired},

	// Times that cannot be relied on.
	{name: "future beyond the tolerance", schedule: "daily", collected: "2026-11-20T12:05:01Z", now: "2026-11-20T12:00:00Z", want: trust.Future},
	{name: "future at the tolerance", schedule: "daily", collected: "2026-11-20T12:05:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "future by a year", schedule: "daily", collected: "2027-11-20T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Future},
	{name: "undated", schedule: "daily", now: "2026-11-20T12:00:00Z", want: trust.Undated},
	{name: "conflict", schedule: "daily", collected: "2026-11-20T11:00:00Z", conflict: "two sources disagree", now: "2026-11-20T12:00:00Z", want: trust.Conflict},
	{name: "missing", schedule: "daily", missing: true, now: "2026-11-20T12:00:00Z", want: trust.Missing},

	// Evidence that did not look.
	{name: "examined nothing", schedule: "daily", coverage: &trust.Coverage{Known: true}, collected: "2026-11-20T11:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Incomplete},
	{name: "truncated", schedule: "daily", coverage: &trust.Coverage{Known: true, Examined: 10, Truncated: true}, collected: "2026-11-20T11:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Incomplete},
	{name: "with errors", schedule: "daily", coverage: &trust.Coverage{Known: true, Examined: 10, Errors: 1}, collected: "2026-11-20T11:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Incomplete},
	{name: "coverage not known", schedule: "daily", coverage: &trust.Coverage{}, collected: "2026-11-20T11:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "stale and incomplete is incomplete", schedule: "daily", coverage: &trust.Coverage{Known: true}, collected: "2026-11-19T00:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Incomplete},
	{name: "inconclusive", schedule: "daily", verdict: trust.VerdictInconclusive, collected: "2026-11-20T11:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Incomplete},
	{name: "the tool failed", schedule: "daily", verdict: trust.VerdictError, collected: "2026-11-20T11:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Incomplete},

	// Limits of the control instead of a schedule of the need.
	{name: "default of machine evidence", collected: "2026-11-14T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "default of machine evidence, expired", collected: "2026-11-01T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Expired},
	{name: "default of records", manual: true, collected: "2026-01-14T12:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "basis claim", limit: trust.Limit{Basis: trust.BasisClaim, MaxAge: period.Period{Clock: 2 * time.Hour}}, collected: "2026-11-20T10:30:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},
	{name: "basis claim, grace", limit: trust.Limit{Basis: trust.BasisClaim, MaxAge: period.Period{Clock: 2 * time.Hour}}, collected: "2026-11-20T09:45:00Z", now: "2026-11-20T12:00:00Z", want: trust.Due},
	{name: "basis none", limit: trust.Limit{Basis: trust.BasisNone}, collected: "2001-01-01T00:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.Fresh},

	// One for each release.
	{name: "per release, after the newest", schedule: "per-release", collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Fresh},
	{name: "per release, two years without one", schedule: "per-release", collected: "2024-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v1 2024-11-18T12:00:00Z"}, want: trust.Fresh},
	{name: "per release, a release an hour ago", schedule: "per-release", collected: "2026-11-19T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-20T11:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Due},
	{name: "per release, a day later", schedule: "per-release", collected: "2026-11-18T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-19T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Stale},
	{name: "per release, own lag", schedule: "per-release", lag: "P3D", collected: "2026-11-18T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-19T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Due},
	{name: "per release, three missed", schedule: "per-release", collected: "2026-06-01T00:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v4 2026-11-01T00:00:00Z", "v3 2026-10-01T00:00:00Z", "v2 2026-09-01T00:00:00Z", "v1 2026-05-01T00:00:00Z"}, want: trust.Expired},
	{name: "per release, the version says which", schedule: "per-release", version: "v1", collected: "2026-11-19T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Stale},
	{name: "per release, made before its release", schedule: "per-release", version: "2", collected: "2026-11-17T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Fresh},
	{name: "per release, within the lead", schedule: "per-release", lead: "P2D", collected: "2026-11-17T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z"}, want: trust.Fresh},
	{name: "a release in the future does not count", schedule: "per-release", collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v3 2026-12-01T00:00:00Z", "v2 2026-11-18T12:00:00Z"}, want: trust.Fresh},
	{name: "per release, no feed declared", schedule: "per-release", noFeed: true, collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.UndatedEvent},
	{name: "per release, the feed is missing", schedule: "per-release", collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", want: trust.UndatedEvent},
	{name: "per release, the feed names none", schedule: "per-release", collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{}, want: trust.UndatedEvent},
	{name: "per release, the feed is stale", schedule: "per-release", feedAge: "2026-11-01T00:00:00Z", collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-10-18T12:00:00Z"}, want: trust.UndatedEvent},
	{name: "per release, the feed is from the future", schedule: "per-release", feedAge: "2027-11-01T00:00:00Z", collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-10-18T12:00:00Z"}, want: trust.UndatedEvent},

	// After each event, and before it.
	{name: "on release, after it", schedule: "on-release", collected: "2026-11-18T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z"}, want: trust.Fresh},
	{name: "on release, the version does not help", schedule: "on-release", version: "v2", collected: "2026-11-17T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z", "v1 2026-01-01T00:00:00Z"}, want: trust.Stale},
	{name: "before release, in time", schedule: "before-release", collected: "2026-11-17T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Fresh},
	{name: "before release, only after it", schedule: "before-release", collected: "2026-11-19T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Stale},
	{name: "before release, the log knows an earlier one", schedule: "before-release", collected: "2026-11-19T12:00:00Z", log: []string{"2026-11-10T00:00:00Z"}, now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Fresh},
	{name: "before release, only before the one before", schedule: "before-release", collected: "2026-09-19T12:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z", "v1 2026-10-01T12:00:00Z"}, want: trust.Stale},
	{name: "event, but expired by its end date", schedule: "per-release", until: "2026-11-19T00:00:00Z", collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z"}, want: trust.Expired},
	{name: "event, but the tool examined nothing", schedule: "per-release", coverage: &trust.Coverage{Known: true}, collected: "2026-11-18T13:00:00Z", now: "2026-11-20T12:00:00Z", releases: []string{"v2 2026-11-18T12:00:00Z"}, want: trust.Incomplete},
}

func TestFreshness(t *testing.T) {
	if len(rows) < 60 {
		t.Fatalf("%d rows, want at least 60", len(rows))
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			s := siteFor(t, r)
			a := Controls(s, instant(t, r.now))
			f := a.Finding("control")
			if len(f.Observations) != 1 {
				t.Fatalf("%d observations, want 1", len(f.Observations))
			}
			o := f.Observations[0]
			if o.Freshness != r.want {
				t.Errorf("freshness is %s (%s), want %s", o.Freshness, o.Detail, r.want)
			}
			if counts := f.State == trust.Satisfied; counts != r.want.Counts() {
				t.Errorf("state is %s (%s) for evidence that is %s", f.State, f.Reason, o.Freshness)
			}
			if !r.want.Counts() && f.Reason != trust.Reason(r.want) {
				t.Errorf("reason is %s, want %s", f.Reason, r.want)
			}
		})
	}
}

// TestFreshUntil holds the promise of a state against later instants: the
// state must last until then, and change at that very second.
func TestFreshUntil(t *testing.T) {
	for _, r := range rows {
		if !r.want.Counts() {
			continue
		}
		s := siteFor(t, r)
		until := Controls(s, instant(t, r.now)).Finding("control").FreshUntil
		if until.IsZero() {
			continue
		}
		if f := Controls(s, until.Add(-time.Second)).Finding("control"); f.State != trust.Satisfied {
			t.Errorf("%s: %s a second before %s", r.name, f.State, until)
		}
		if f := Controls(s, until).Finding("control"); f.State == trust.Satisfied {
			t.Errorf("%s: still satisfied at %s", r.name, until)
		}
	}
}
