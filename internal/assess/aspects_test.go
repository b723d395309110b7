package assess

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/selection"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// selects reads a selection as candor.yaml or a catalog writes it.
func selects(t *testing.T, text string) *selection.Selection {
	t.Helper()
	n, list := decode.YAML(source.NewFile("a.yaml", []byte(text)), decode.Config)
	var s selection.Selection
	if list.Add(decode.Into(n, &s)...); len(list) > 0 {
		t.Fatal(list)
	}
	return &s
}

// body reads a body as evidence holds it.
func body(t *testing.T, text string) any {
	t.Helper()
	n, list := decode.YAML(source.NewFile("b.yaml", []byte(text)), decode.Config)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return n.Plain()
}

// piece is evidence of an id, collected at an instant, or on a day.
func piece(t *testing.T, id, at string) *trust.Evidence {
	t.Helper()
	e := &trust.Evidence{ID: id, Verdict: trust.VerdictPass, Clocks: trust.Clocks{Precision: "second"}}
	if len(at) == len("2026-01-01") {
		e.Clocks.Precision = "day"
		at += "T00:00:00Z"
	}
	e.Clocks.CollectedAt = instant(t, at)
	return e
}

// met judges one control with one need over some evidence.
func met(t *testing.T, now string, n trust.Need, events map[string]site.EventFeed, log []trust.LogEntry, evidence ...*trust.Evidence) (*trust.Finding, *trust.Observation) {
	t.Helper()
	s := siteFor(t, row{now: now, missing: true, noFeed: true})
	s.Config.Events = events
	s.Evidence, s.Log = evidence, log
	s.Catalog.Controls[0].Needs = []trust.Need{n}
	f := Controls(s, instant(t, now)).Finding("control")
	return f, f.Observations[0]
}

func scheduled(t *testing.T, text string) *period.Schedule {
	t.Helper()
	s, err := period.ParseSchedule(text)
	if err != nil {
		t.Fatal(err)
	}
	return &s
}

const asOf = "2026-11-20T12:00:00Z"

// TestForEach joins people with their trainings.
func TestForEach(t *testing.T) {
	const people = `people:
  - {email: Ada@x.example, start_date: 2026-06-01}
  - {email: ben@x.example, start_date: 2026-06-01}
  - {email: cyd@x.example, start_date: 2026-06-01}
  - {email: dot@x.example, start_date: 2026-11-10}
  - {email: eve@x.example, start_date: 2026-12-10}
`
	for _, tt := range []struct {
		name, records, people, within, since, window string
		state                                        trust.State
		freshness                                    trust.Freshness
		detail, brief                                string
	}{
		{
			name:    "one is missing, one late, one still has time, one has not started",
			records: "records: [{email: ada@x.example, completed_at: 2026-06-30}, {email: cyd@x.example, completed_at: 2026-08-01}]",
			state:   trust.NotSatisfied, freshness: trust.Fresh,
			detail: "1 of 4 hires have a record in time; 1 without one (ben@x.example); 1 late (cyd@x.example); 1 still to come (dot@x.example)",
			brief:  "1 of 4 hires have a record in time; 1 without one; 1 late; 1 still to come",
		},
		{
			name:    "the last day counts, to its end",
			records: "records: [{email: ada@x.example, completed_at: 2026-07-01}, {email: ben@x.example, completed_at: '2026-07-01T23:59:00Z'}, {email: cyd@x.example, completed_at: 2026-06-01}]",
			state:   trust.Satisfied, freshness: trust.Fresh,
			detail: "3 of 4 hires have a record in time; 1 still to come (dot@x.example)",
		},
		{
			name:    "a day more is late",
			records: "records: [{email: ada@x.example, completed_at: 2026-07-02}, {email: ben@x.example, completed_at: 2026-07-01}, {email: cyd@x.example, completed_at: 2026-06-01}]",
			state:   trust.NotSatisfied, freshness: trust.Fresh, detail: "1 late (Ada@x.example)",
		},
		{
			name: "long ago, late is forgiven and missing is not", window: "P30D",
			records: "records: [{email: ada@x.example, completed_at: 2026-07-20}, {email: cyd@x.example, completed_at: 2026-06-02}]",
			state:   trust.NotSatisfied, freshness: trust.Fresh, detail: "2 of 4 hires have a record in time; 1 without one (ben@x.example); 1 still to come",
		},
		{name: "hires before a date ask for nothing", since: "2026-11-01", records: "records: []", state: trust.Satisfied, freshness: trust.Fresh, detail: "0 of 1 hire have a record in time; 1 still to come (dot@x.example)"},
		{name: "a record in the future is none", since: "2026-11-01", within: "P5D", records: "records: [{email: dot@x.example, completed_at: 2026-11-21}]", state: trust.NotSatisfied, freshness: trust.Fresh, detail: "1 without one (dot@x.example)"},
		{name: "no list", records: "records: none", state: trust.Undetermined, freshness: trust.Incomplete, detail: "its records cannot be found: it holds no list"},
		{name: "several lists", records: "{a: [], b: []}", state: trust.Undetermined, freshness: trust.Incomplete, detail: "it holds several lists (a, b)"},
		{name: "a record without a name", records: "records: [{completed_at: 2026-11-01}]", state: trust.Undetermined, freshness: trust.Incomplete, detail: "1 record in it have no key"},
		{name: "a hire without a date", people: "people: [{email: a, start_date: soon}, {email: b, start_date: 2026-11-19}]", records: "records: []", state: trust.Undetermined, freshness: trust.Incomplete, detail: `1 of the feed "hires" lack a key or a time`},
		{name: "no hires", people: "people: []", records: "records: []", state: trust.Undetermined, freshness: trust.UndatedEvent, detail: `the feed "hires" names no hire`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			need := trust.Need{ID: "training", Schedule: scheduled(t, "for-each-hire"), Each: selects(t, "{key: /email, at: /completed_at}")}
			need.Schedule.Within = duration8601(t, "P30D")
			if tt.within != "" {
				need.Schedule.Within = duration8601(t, tt.within)
			}
			need.Schedule.Window = duration8601(t, tt.window)
			if tt.since != "" {
				need.Schedule.Since = instant(t, tt.since+"T00:00:00Z")
			}
			training, hires := piece(t, "training", "2026-11-20T10:00:00Z"), piece(t, "hires", "2026-11-19T10:00:00Z")
			training.Body, hires.Body = body(t, tt.records), body(t, people)
			if tt.people != "" {
				hires.Body = body(t, tt.people)
			}
			events := map[string]site.EventFeed{"hire": {Evidence: "hires", Records: selects(t, "{each: /people/*, key: /email, at: /start_date}")}}
			f, o := met(t, asOf, need, events, nil, training, hires)
			if f.State != tt.state || o.Freshness != tt.freshness || !strings.Contains(o.Detail, tt.detail) {
				t.Errorf("%s, %s: %s", f.State, o.Freshness, o.Detail)
			}
			if tt.brief != "" && o.Brief != tt.brief {
				t.Errorf("brief: %s", o.Brief)
			}
			if strings.Contains(o.Brief, "@") || strings.Contains(f.Brief, "@") {
				t.Errorf("names are told: %s; %s", o.Brief, f.Brief)
			}
			if len(o.Sources) != 1 || o.Sources[0] != hires {
				t.Errorf("sources are %v", o.Sources)
			}
		})
	}
}

// TestForEachPiece joins releases with reports of their own versions: each piece
// is a record, and so is each line of the log.
func TestForEachPiece(t *testing.T) {
	feed := piece(t, "releases", "2026-11-20T10:00:00Z")
	for _, ev := range []string{"v3 2026-11-10T00:00:00Z", "v2 2026-10-10T00:00:00Z", "v1 2026-09-10T00:00:00Z"} {
		feed.Events = append(feed.Events, trust.Event{Type: "release", Key: ev[:2], At: instant(t, ev[3:])})
	}
	need := trust.Need{ID: "pentest", Schedule: scheduled(t, "for-each-release")}
	need.Schedule.Within = duration8601(t, "P20D")
	of := func(version, at string) *trust.Evidence {
		e := piece(t, "pentest", at)
		e.Version = version
		return e
	}
	events := map[string]site.EventFeed{"release": {Evidence: "releases"}}
	log := []trust.LogEntry{{ID: "pentest", Version: "v1", CollectedAt: instant(t, "2026-09-12T00:00:00Z")}}
	f, o := met(t, asOf, need, events, log, feed, of("3", "2026-11-15T00:00:00Z"), of("v2", "2026-10-12T00:00:00Z"))
	if f.State != trust.Satisfied || !strings.HasPrefix(o.Detail, "3 of 3 releases have a record in time") {
		t.Errorf("%s: %s", f.State, o.Detail)
	}
	f, o = met(t, asOf, need, events, nil, feed, of("3", "2026-11-15T00:00:00Z"))
	if f.State != trust.NotSatisfied || !strings.Contains(o.Detail, "2 without one (v1, v2)") {
		t.Errorf("%s: %s", f.State, o.Detail)
	}
}

// TestVersionMatch asks for the very version of the newest release.
func TestVersionMatch(t *testing.T) {
	feed := piece(t, "releases", "2026-11-20T10:00:00Z")
	feed.Events = []trust.Event{{Key: "v2", At: instant(t, "2026-11-18T12:00:00Z")}, {Key: "v1", At: instant(t, "2026-10-01T12:00:00Z")}}
	events := map[string]site.EventFeed{"release": {Evidence: "releases"}}
	for _, tt := range []struct {
		schedule, version, at string
		want                  trust.Freshness
		detail                string
	}{
		{"per-release", "2", "2026-11-19T12:00:00Z", trust.Fresh, "it is of the release v2 of 2026-11-18 12:00 UTC"},
		{"per-release", "v1", "2026-11-19T12:00:00Z", trust.Stale, "the release v2 of 2026-11-18 12:00 UTC has none: it is of the release v1 of 2026-10-01 12:00 UTC"},
		{"per-release", "v9", "2026-11-19T12:00:00Z", trust.Stale, "it is of v9"},
		{"per-release", "", "2026-11-19T12:00:00Z", trust.Stale, "it is of no version that it states"},
		{"on-release", "v2", "2026-11-19T12:00:00Z", trust.Fresh, "it is of the release v2"},
		{"before-release", "v2", "2026-11-17T12:00:00Z", trust.Fresh, "it was collected on 2026-11-17 12:00 UTC, before the release v2 of 2026-11-18 12:00 UTC and after v1 of 2026-10-01 12:00 UTC"},
		{"before-release", "v1", "2026-11-17T12:00:00Z", trust.Stale, "none was collected in time"},
	} {
		n := trust.Need{ID: "scan", Schedule: scheduled(t, tt.schedule)}
		n.Schedule.ByVersion = true
		e := piece(t, "scan", tt.at)
		e.Version = tt.version
		_, o := met(t, asOf, n, events, nil, feed, e)
		if o.Freshness != tt.want && !(tt.want == trust.Stale && o.Freshness == trust.Expired) || !strings.Contains(o.Detail, tt.detail) {
			t.Errorf("%s of %q: %s: %s", tt.schedule, tt.version, o.Freshness, o.Detail)
		}
	}
}

// TestDays compares days where no more is known, and bounds by within.
func TestDays(t *testing.T) {
	for _, tt := range []struct {
		name, schedule, within, event, collected, now string
		want                                          trust.Freshness
	}{
		{"the same day, after", "on-upgrade", "", "2026-11-18", "2026-11-18T01:00:00Z", asOf, trust.Fresh},
		{"a day known by its day, after", "on-upgrade", "", "2026-11-18T20:00:00Z", "2026-11-18", asOf, trust.Fresh},
		{"the day before", "on-upgrade", "", "2026-11-18", "2026-11-17T23:59:00Z", asOf, trust.Stale},
		{"an instant is exact", "on-upgrade", "", "2026-11-18T20:00:00Z", "2026-11-18T19:00:00Z", asOf, trust.Stale},
		{"the lag of a day runs to its end", "on-upgrade", "P1D", "2026-11-18", "2026-11-17T00:00:00Z", "2026-11-19T23:59:00Z", trust.Due},
		{"and no longer", "on-upgrade", "P1D", "2026-11-18", "2026-11-17T00:00:00Z", "2026-11-20T00:00:00Z", trust.Stale},
		{"a month of lag", "on-upgrade", "P1M", "2026-10-31T00:00:00Z", "2026-10-01T00:00:00Z", "2026-11-29T23:59:00Z", trust.Due},
		{"the month ends on 30 November", "on-upgrade", "P1M", "2026-10-31T00:00:00Z", "2026-10-01T00:00:00Z", "2026-11-30T00:00:00Z", trust.Stale},
		{"before, the same day", "before-upgrade", "", "2026-11-18", "2026-11-18T09:00:00Z", asOf, trust.Fresh},
		{"before, long before", "before-upgrade", "P7D", "2026-11-18T00:00:00Z", "2026-11-10T00:00:00Z", asOf, trust.Stale},
		{"before, within a week", "before-upgrade", "P7D", "2026-11-18T00:00:00Z", "2026-11-11T00:00:00Z", asOf, trust.Fresh},
	} {
		feed := piece(t, "upgrades", "2026-11-15T00:00:00Z")
		at := piece(t, "", tt.event)
		feed.Events = []trust.Event{{Key: "1.34", At: at.Clocks.CollectedAt, Day: at.Clocks.Precision == "day"}}
		n := trust.Need{ID: "bench", Schedule: scheduled(t, tt.schedule)}
		n.Schedule.Within = duration8601(t, tt.within)
		_, o := met(t, tt.now, n, map[string]site.EventFeed{"upgrade": {Evidence: "upgrades", Every: period.Period{Days: 60}}}, nil, feed, piece(t, "bench", tt.collected))
		if o.Freshness != tt.want {
			t.Errorf("%s: %s: %s", tt.name, o.Freshness, o.Detail)
		}
	}
}

// TestChanges makes upgrades of changes in a version.
func TestChanges(t *testing.T) {
	at := func(version, when string) *trust.Evidence {
		e := piece(t, "cluster", when)
		e.Version, e.Params = version, map[string]any{"kubernetes_version": version}
		e.Body = map[string]any{"serverVersion": map[string]any{"gitVersion": version}}
		return e
	}
	line := func(version, when string) trust.LogEntry {
		return trust.LogEntry{ID: "cluster", Version: version, Params: map[string]any{"kubernetes_version": version}, CollectedAt: instant(t, when)}
	}
	pointer := &selection.Pointer{}
	if list := pointer.DecodeNode(&decode.Node{Kind: decode.String, Scalar: "/serverVersion/gitVersion"}); len(list) > 0 {
		t.Fatal(list)
	}
	files := []*trust.Evidence{at("v1.33.2", "2026-05-01T00:00:00Z"), at("v1.33.2", "2026-08-01T00:00:00Z"), at("v1.34.0", "2026-11-17T00:00:00Z")}
	log := []trust.LogEntry{line("v1.32.9", "2026-01-01T00:00:00Z"), line("v1.33.2", "2026-05-01T00:00:00Z"), line("v1.34.0", "2026-11-16T00:00:00Z")}
	for _, tt := range []struct {
		name      string
		feed      site.EventFeed
		files     []*trust.Evidence
		log       []trust.LogEntry
		collected string
		want      trust.Freshness
		detail    string
	}{
		{"several files, after", site.EventFeed{Changes: "version"}, files, nil, "2026-11-18T00:00:00Z", trust.Fresh, "after the Kubernetes upgrade v1.34.0 of 2026-11-17"},
		{"several files, between", site.EventFeed{Changes: "version"}, files, nil, "2026-11-01T00:00:00Z", trust.Stale, "the Kubernetes upgrade v1.34.0 of 2026-11-17 has none: it was collected on 2026-11-01, after the Kubernetes upgrade v1.33.2 of 2026-05-01"},
		{"a pointer into the body", site.EventFeed{Changes: "/", ChangesAt: pointer}, files, nil, "2026-11-18T00:00:00Z", trust.Fresh, "v1.34.0 of 2026-11-17"},
		{"the log saw it a day before", site.EventFeed{Changes: "kubernetes_version"}, files[2:], log, "2026-11-16T12:00:00Z", trust.Fresh, "v1.34.0 of 2026-11-16"},
		{"no change at all: the first sighting counts", site.EventFeed{Changes: "version"}, []*trust.Evidence{at("v1.33.2", "2024-05-01T00:00:00Z"), at("v1.33.2", "2026-11-17T00:00:00Z")}, nil, "2024-06-01T00:00:00Z", trust.Fresh, "v1.33.2 of 2024-05-01"},
		{"two years old, and then one upgrade", site.EventFeed{Changes: "version"}, []*trust.Evidence{at("v1.33.2", "2024-05-01T00:00:00Z"), at("v1.34.0", "2026-11-17T00:00:00Z")}, nil, "2024-06-01T00:00:00Z", trust.Stale, "v1.34.0 of 2026-11-17 has none"},
		{"nothing states a version", site.EventFeed{Changes: "version"}, []*trust.Evidence{at("", "2026-11-17T00:00:00Z")}, nil, "2026-11-18T00:00:00Z", trust.UndatedEvent, "names no Kubernetes upgrade"},
		{"the newest recording is old", site.EventFeed{Changes: "version"}, files[:2], nil, "2026-11-18T00:00:00Z", trust.UndatedEvent, `the feed "cluster" is stale: it was collected on 2026-08-01`},
	} {
		tt.feed.Evidence = "cluster"
		n := trust.Need{ID: "bench", Schedule: scheduled(t, "on-kubernetes-upgrade")}
		_, o := met(t, asOf, n, map[string]site.EventFeed{"kubernetes-upgrade": tt.feed}, tt.log, append([]*trust.Evidence{piece(t, "bench", tt.collected)}, tt.files...)...)
		if o.Freshness != tt.want || !strings.Contains(o.Detail, tt.detail) {
			t.Errorf("%s: %s: %s", tt.name, o.Freshness, o.Detail)
		}
	}
}

// TestFeedScopes keeps the events of one cluster from the evidence of another.
func TestFeedScopes(t *testing.T) {
	at := func(id, cloud, when string) *trust.Evidence {
		e := piece(t, id, when)
		e.Scope = trust.Scope{"cloud": {cloud}}
		return e
	}
	aws, gcp := at("feed", "aws", "2026-11-20T00:00:00Z"), at("feed", "gcp", "2026-11-20T00:00:00Z")
	aws.Events = []trust.Event{{Key: "1", At: instant(t, "2026-11-15T00:00:00Z")}}
	gcp.Events = []trust.Event{{Key: "2", At: instant(t, "2026-11-01T00:00:00Z")}}
	n := trust.Need{ID: "bench", Schedule: scheduled(t, "on-upgrade")}
	f, _ := met(t, asOf, n, map[string]site.EventFeed{"upgrade": {Evidence: "feed"}}, nil, aws, gcp, at("bench", "aws", "2026-11-10T00:00:00Z"), at("bench", "gcp", "2026-11-10T00:00:00Z"))
	if len(f.PerScope) != 2 || f.PerScope[0].Reason != trust.Reason(trust.Stale) || f.PerScope[1].State != trust.Satisfied {
		t.Errorf("%+v", f.PerScope)
	}
}

// TestRecords holds old entries against a fresh export.
func TestRecords(t *testing.T) {
	for _, tt := range []struct {
		name, records, collected string
		rule                     trust.RecordRule
		grace                    string
		want                     trust.Freshness
		detail                   string
	}{
		{name: "every record in time", records: "[{id: a, at: 2026-10-01}, {id: b, at: 2026-11-01}]", want: trust.Fresh, detail: "the oldest of 2 records, a, is of 2026-10-01, and may be 90 days old"},
		{name: "one record is too old", records: "[{id: a, at: 2026-08-01}, {id: b, at: 2026-11-01}]", want: trust.Stale, detail: "1 of 2 records are older than 90 days (a)"},
		{name: "the last day counts to its end", records: "[{id: a, at: 2026-08-22}]", want: trust.Fresh, detail: "of 2026-08-22"},
		{name: "the day before does not", records: "[{id: a, at: 2026-08-21}]", want: trust.Stale, detail: "1 of 1 record"},
		{name: "the newest decides", rule: trust.NewestRecord, records: "[{id: a, at: 2020-01-01}, {id: b, at: 2026-11-01}]", want: trust.Fresh, detail: "the newest of 2 records, b, is of 2026-11-01"},
		{name: "the newest is old", rule: trust.NewestRecord, records: "[{id: a, at: 2020-01-01}, {id: b, at: 2026-01-01}]", want: trust.Stale, detail: "the newest of 2 records, b, is of 2026-01-01"},
		{name: "the oldest decides", rule: trust.OldestRecord, records: "[{id: a, at: 2026-01-01}, {id: b, at: 2026-11-01}]", want: trust.Stale, detail: "the oldest of 2 records, a, is of 2026-01-01, and may be 90 days old"},
		{name: "in its grace", grace: "P7D", records: "[{id: a, at: 2026-08-20}]", want: trust.Due, detail: "of 2026-08-20"},
		{name: "no records", records: "[]", want: trust.Incomplete, detail: "it holds no record"},
		{name: "an entry without a time", records: "[{id: a, at: never}, {id: b, at: 2026-11-01}]", want: trust.Incomplete, detail: "1 of its 2 records have no time"},
		{name: "which does not hide the newest", rule: trust.NewestRecord, records: "[{id: a, at: never}, {id: b, at: 2026-11-01}]", want: trust.Fresh, detail: "b, is of"},
		{name: "no time at all", rule: trust.NewestRecord, records: "[{id: a, at: never}]", want: trust.Incomplete, detail: "1 of its 1 record have no time"},
		{name: "a record of tomorrow", records: "[{id: a, at: '2026-11-21T00:00:00Z'}]", want: trust.Future, detail: "later than the time of the build"},
		{name: "the file is stale, the records are not", collected: "2026-11-10T00:00:00Z", records: "[{id: a, at: 2026-11-01}]", want: trust.Stale, detail: "the next one was due on 2026-11-17"},
		{name: "both are", collected: "2026-11-10T00:00:00Z", records: "[{id: a, at: 2026-01-01}]", want: trust.Stale, detail: "the next one was due on 2026-11-17; 1 of 1 record are older"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			limit := &trust.RecordLimit{Records: selects(t, "{key: /id, at: /at}"), MaxAge: period.Period{Days: 90}, Rule: trust.EveryRecord}
			if tt.rule != "" {
				limit.Rule = tt.rule
			}
			if tt.grace != "" {
				g, err := period.ParseGrace(tt.grace)
				if err != nil {
					t.Fatal(err)
				}
				limit.Grace = &g
			}
			if tt.collected == "" {
				tt.collected = "2026-11-20T00:00:00Z"
			}
			e := piece(t, "export", tt.collected)
			e.Body = body(t, tt.records)
			f, o := met(t, asOf, trust.Need{ID: "export", Records: limit}, nil, nil, e)
			if o.Freshness != tt.want || !strings.Contains(o.Detail, tt.detail) {
				t.Errorf("%s: %s", o.Freshness, o.Detail)
			}
			if len(o.Aspects) != 2 {
				t.Errorf("aspects are %+v", o.Aspects)
			}
			if tt.want == trust.Fresh && f.FreshUntil.After(instant(t, "2026-12-01T00:00:00Z")) {
				t.Errorf("it stays fresh until %s", f.FreshUntil)
			}
		})
	}
}

// TestCoverage lets nothing pass that was not looked at.
func TestCoverage(t *testing.T) {
	known := func(c trust.Coverage) trust.Coverage { c.Known = true; return c }
	limit := func(min, errors, skipped int64, share int) *trust.CoverageLimit {
		return &trust.CoverageLimit{MinExamined: min, MaxErrors: errors, MaxSkipped: skipped, SkippedShare: share}
	}
	for _, tt := range []struct {
		name     string
		coverage trust.Coverage
		verdict  trust.Verdict
		limit    *trust.CoverageLimit
		warn     trust.Outcome
		want     trust.Freshness
		state    trust.State
		detail   string
	}{
		{name: "no findings over no work", coverage: known(trust.Coverage{}), want: trust.Incomplete, detail: "the tool examined nothing"},
		{name: "truncated", coverage: known(trust.Coverage{Examined: 9, Truncated: true}), want: trust.Incomplete, detail: "the output is truncated"},
		{name: "truncated, whatever the limit", limit: limit(1, 9, 9, 90), coverage: known(trust.Coverage{Examined: 9, Truncated: true}), want: trust.Incomplete, detail: "the output is truncated"},
		{name: "one error", coverage: known(trust.Coverage{Examined: 9, Errors: 1}), want: trust.Incomplete, detail: "the tool met 1 error"},
		{name: "an error that is allowed", limit: limit(1, 1, -1, -1), coverage: known(trust.Coverage{Examined: 9, Errors: 1}), want: trust.Fresh, state: trust.Satisfied},
		{name: "one more", limit: limit(1, 1, -1, -1), coverage: known(trust.Coverage{Examined: 9, Errors: 2}), want: trust.Incomplete, detail: "the tool met 2 errors, more than 1"},
		{name: "too few", limit: limit(10, 0, -1, -1), coverage: known(trust.Coverage{Examined: 9}), want: trust.Incomplete, detail: "the tool examined 9, fewer than 10"},
		{name: "enough", limit: limit(9, 0, -1, -1), coverage: known(trust.Coverage{Examined: 9}), want: trust.Fresh, state: trust.Satisfied, detail: ""},
		{name: "nothing is enough where that is said", limit: limit(0, 0, -1, -1), coverage: known(trust.Coverage{}), want: trust.Fresh, state: trust.Satisfied},
		{name: "skipped, no limit", coverage: known(trust.Coverage{Examined: 1, Skipped: 99}), want: trust.Fresh, state: trust.Satisfied},
		{name: "a tenth may be skipped", limit: limit(1, 0, -1, 10), coverage: known(trust.Coverage{Examined: 90, Skipped: 10}), want: trust.Fresh, state: trust.Satisfied},
		{name: "more than a tenth", limit: limit(1, 0, -1, 10), coverage: known(trust.Coverage{Examined: 89, Skipped: 10}), want: trust.Incomplete, detail: "the tool skipped 10 of 99, more than 10%"},
		{name: "a number may be skipped", limit: limit(1, 0, 3, -1), coverage: known(trust.Coverage{Examined: 1, Skipped: 4}), want: trust.Incomplete, detail: "the tool skipped 4, more than 3"},
		{name: "unknown coverage, no limit", want: trust.Fresh, state: trust.Satisfied},
		{name: "unknown coverage, and a limit", limit: limit(1, 0, -1, -1), want: trust.Incomplete, detail: "nothing says how much was examined"},
		{name: "a fatal error", verdict: trust.VerdictError, want: trust.Incomplete, detail: "the tool failed"},
		{name: "no conclusion", verdict: trust.VerdictInconclusive, want: trust.Incomplete, detail: "the tool came to no conclusion"},
		{name: "a warning decides nothing", verdict: trust.VerdictWarn, want: trust.Fresh, state: trust.Undetermined},
		{name: "a warning that counts as a pass", verdict: trust.VerdictWarn, warn: trust.Pass, want: trust.Fresh, state: trust.Satisfied},
		{name: "a warning that counts as a failure", verdict: trust.VerdictWarn, warn: trust.Fail, want: trust.Fresh, state: trust.NotSatisfied},
		{name: "not applicable decides nothing", verdict: trust.VerdictNA, want: trust.Fresh, state: trust.Undetermined},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := piece(t, "scan", "2026-11-20T00:00:00Z")
			e.Coverage = tt.coverage
			if tt.verdict != "" {
				e.Verdict = tt.verdict
			}
			f, o := met(t, asOf, trust.Need{ID: "scan", Coverage: tt.limit, Warn: tt.warn}, nil, nil, e)
			if o.Freshness != tt.want || !strings.Contains(o.Detail, tt.detail) {
				t.Errorf("%s: %s", o.Freshness, o.Detail)
			}
			if tt.state == "" {
				tt.state = trust.Undetermined
			}
			if f.State != tt.state {
				t.Errorf("the state is %s (%s)", f.State, f.Reason)
			}
		})
	}
}

// TestEmptyProof lets nothing be a proof only where a control says so.
func TestEmptyProof(t *testing.T) {
	for _, tt := range []struct {
		pass     bool
		coverage trust.Coverage
		verdict  trust.Verdict
		want     trust.Freshness
	}{
		{true, trust.Coverage{Known: true}, trust.VerdictNone, trust.Fresh},
		{true, trust.Coverage{Known: true}, trust.VerdictInconclusive, trust.Incomplete},
		{true, trust.Coverage{Known: true, Examined: 1}, trust.VerdictInconclusive, trust.Incomplete},
		{true, trust.Coverage{Known: true, Errors: 1}, trust.VerdictNone, trust.Incomplete},
		{true, trust.Coverage{Known: true, Truncated: true}, trust.VerdictNone, trust.Incomplete},
		{true, trust.Coverage{}, trust.VerdictInconclusive, trust.Incomplete},
		{false, trust.Coverage{Known: true}, trust.VerdictNone, trust.Incomplete},
	} {
		c := &trust.Control{Assert: source.Text{Value: "true"}, Population: trust.Population{EmptyPass: tt.pass}}
		e := piece(t, "a", "2026-11-20T00:00:00Z")
		e.Coverage, e.Verdict = tt.coverage, tt.verdict
		if state, _ := incomplete(e, trust.Need{}, provesByNothing(c)); state != tt.want && !(state == "" && tt.want == trust.Fresh) {
			t.Errorf("%+v: %s", tt, state)
		}
	}
	if provesByNothing(&trust.Control{Population: trust.Population{EmptyPass: true}}) {
		t.Error("nothing proves a control without an assertion")
	}
}

// TestCadence holds the log to a schedule.
func TestCadence(t *testing.T) {
	log := func(instants ...string) (out []trust.LogEntry) {
		for _, at := range instants {
			out = append(out, trust.LogEntry{ID: "scan", CollectedAt: instant(t, at), Verdict: trust.VerdictPass})
		}
		return out
	}
	var daily []string
	for at := instant(t, "2026-09-01T00:00:00Z"); at.Before(instant(t, "2026-11-20T00:00:00Z")); at = at.AddDate(0, 0, 1) {
		daily = append(daily, at.Format(time.RFC3339))
	}
	for _, tt := range []struct {
		name, schedule, window string
		log                    []trust.LogEntry
		state                  trust.State
		want                   trust.Freshness
		detail                 string
	}{
		{"no gap", "daily", "P30D", log(daily...), trust.Satisfied, trust.Fresh, "no gap in the 30 days before 2026-11-20 12:00 UTC, over 30 recordings"},
		{"a gap of three days", "daily", "P30D", log(append(daily[:60:60], daily[63:]...)...), trust.NotSatisfied, trust.Fresh, "1 gap without fresh evidence in the 30 days before 2026-11-20 12:00 UTC: from 2026-10-31 06:00 UTC to 2026-11-03"},
		{"a gap before the window", "daily", "P10D", log(append(daily[:60:60], daily[63:]...)...), trust.Satisfied, trust.Fresh, "no gap"},
		{"the log is shorter than the window", "daily", "P1Y", log(daily...), trust.Satisfied, trust.Fresh, "the recordings begin on 2026-09-01, so nothing is known of the time from 2025-11-20 12:00 UTC"},
		{"no log", "daily", "P30D", nil, trust.Satisfied, trust.Fresh, "over 1 recording; the recordings begin on 2026-11-20"},
		{"no period", "as-needed", "P30D", nil, trust.Undetermined, trust.Incomplete, "a cadence needs a period"},
	} {
		n := trust.Need{ID: "scan", Schedule: scheduled(t, tt.schedule), Cadence: duration8601(t, tt.window)}
		s := siteFor(t, row{now: asOf, missing: true, noFeed: true})
		s.Evidence, s.Log = []*trust.Evidence{piece(t, "scan", "2026-11-20T00:00:00Z")}, tt.log
		s.Catalog.Controls[0].Needs = []trust.Need{n}
		s.Catalog.Controls[0].Freshness = trust.Limit{Basis: trust.BasisNone}
		f := Controls(s, instant(t, asOf)).Finding("control")
		o := f.Observations[0]
		if f.State != tt.state || o.Freshness != tt.want || !strings.Contains(o.Detail, tt.detail) {
			t.Errorf("%s: %s, %s: %s", tt.name, f.State, o.Freshness, o.Detail)
		}
	}
}
