package explain

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// sample is a view of two controls and three pieces of evidence.
func sample() *disclose.View {
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	return &disclose.View{
		AsOf: at.Add(24 * time.Hour),
		Controls: []*disclose.Control{
			{ID: "bare", Title: "Bare", Statement: "Nothing is known.", State: "undetermined", Reason: "no-evidence", Grade: "asserted"},
			{
				ID: "mfa", Title: "Second factor", Statement: "Staff sign in with a second factor.", State: "not-satisfied", Reason: "fail", Grade: "measured", Detail: "1 of 9 does not.",
				FreshUntil: at, Comparisons: []disclose.Comparison{{Claimed: "9", Measured: "8", Path: "/users"}}, Exceptions: []string{"old-kiosk"},
				PerScope: []disclose.ScopedState{{Scope: []disclose.Axis{{Name: "cloud", Values: []string{"b", "a"}}}, State: "satisfied", Reason: "pass"}},
				Evidence: []disclose.Observation{{ID: "idp", Freshness: "fresh", Outcome: "fail", Schedule: "daily", Collected: at, Detail: "kiosk-1 has none"}},
				Assert:   "all", Relates: []disclose.Relation{
					{How: "constrains", ID: "bare", Verdict: "holds", Detail: "the lag of 60 seconds is shorter than the recovery point of 2 hours"}, {How: "in-tension", ID: "bare", Turned: true}}, Questions: []string{"Is MFA used?"},
			},
		},
		Evidence: []*disclose.Evidence{
			{Key: "idp", ID: "idp", Tool: "okta", ToolVersion: "1", Format: "okta", Collected: at, CollectedBy: "envelope", Precision: "second", Zone: "stated", Observed: at.Add(-time.Minute), ObservedTo: at, Recorded: at.Add(time.Second), Vouched: "signed by a program", Assurance: "signed-by-ci", Signers: []string{"ci"}, Freshness: "fresh", Verdict: "fail", Digest: "ab", Coverage: &disclose.Coverage{Examined: 9}, Controls: []string{"mfa"}},
			{Key: "idp-2", ID: "idp", Undated: "no commit holds these bytes", Vouched: "unsigned", Scope: []disclose.Axis{{Name: "cloud", Values: []string{"a"}}}, Verdict: "none", Digest: "cd"},
			{Key: "mfa", ID: "mfa", Verdict: "none", Digest: "ef"},
		},
	}
}

func TestText(t *testing.T) {
	for id, want := range map[string]string{
		"bare": `bare: Bare

  claim      Nothing is known.
  state      undetermined (no evidence)
  grade      asserted
`,
		"mfa": `mfa: Second factor

  claim      Staff sign in with a second factor.
  state      not satisfied (fail)
  because    1 of 9 does not.
  grade      measured
  holds till 2026-11-21 12:00 UTC, if nothing changes
  differs    claimed 9, measured 8 (/users)
  in cloud=a,b: satisfied (pass)
  exception  old-kiosk

evidence
  idp: fresh, collected 2026-11-21 12:00 UTC; expected daily
    kiosk-1 has none

assertion
  all

ties
  relates    constrains bare (holds): the lag of 60 seconds is shorter than the recovery point of 2 hours
  relates    bare in-tension this
  question   Is MFA used?
`,
		"idp": `idp

  tool       okta 1
  format     okta
  observed   2026-11-21 11:59:00 UTC to 2026-11-21 12:00:00 UTC
  collected  2026-11-21 12:00:00 UTC (read from envelope, to the second)
  recorded   2026-11-21 12:00:01 UTC
  evaluated  2026-11-22 12:00:00 UTC
  assurance  signed by a program: ci
  freshness  fresh
  verdict    fail
  coverage   9 examined, 0 skipped, 0 errors
  digest     sha256:ab
  serves     mfa

idp (cloud=a)

  tool       
  format     none
  collected  no commit holds these bytes
  evaluated  2026-11-22 12:00:00 UTC
  assurance  unsigned
  verdict    none
  digest     sha256:cd
  serves     none
`,
	} {
		said, ok := Of(sample(), id)
		if got := said.Text(); !ok || got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", id, got, want)
		}
	}
}

// A control is an object and evidence an array; neither holds null where a list
// or a mapping is promised.
func TestJSON(t *testing.T) {
	for id, want := range map[string][]string{
		"bare": {`{"id":"bare"`, `"fresh_until":null`, `"comparisons":[]`, `"per_scope":[]`, `"exceptions":[]`, `"evidence":[]`, `"pages":[]`, `"frameworks":[]`, `"relates":[]`, `"questions":[]`},
		"mfa":  {`{"id":"mfa"`, `"fresh_until":"2026-11-21T12:00:00Z"`, `"outcome":"fail"`, `"scope":{"cloud":["b","a"]}`, `"relates":[{"how":"constrains","id":"bare","turned":false,"verdict":"holds","detail":"the lag of 60 seconds is shorter than the recovery point of 2 hours"},{"how":"in-tension",`},
		"idp":  {`[{"id":"idp"`, `"collected_at":"2026-11-21T12:00:00Z"`, `"collected_at":null`, `"recorded_at":"2026-11-21T12:00:01Z"`, `"evaluated_at":"2026-11-22T12:00:00Z"`, `"assurance":"signed-by-ci","signers":["ci"]`, `"params":{}`, `"problems":[]`, `"controls":[]`, `"scope":{}`},
	} {
		said, _ := Of(sample(), id)
		data, err := json.Marshal(said.JSON())
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(string(data), part) {
				t.Errorf("%s: no %s in %s", id, part, data)
			}
		}
	}
}

func TestUnknown(t *testing.T) {
	if said, ok := Of(sample(), "idp-2"); ok {
		t.Errorf("a key is taken for an id: %s", said.Text())
	}
}

// TestHistory tells recordings and failures apart, and measures them.
func TestHistory(t *testing.T) {
	v := sample()
	at := v.AsOf
	e := v.EvidenceOf("idp")[0]
	daily := period.Period{Days: 1}
	e.Rhythm = cadence.Rhythm{Period: daily, Grace: period.Grace{Fixed: daily}}
	for _, day := range []int{-100, -9, -8, -5, -4, -3, -2, -1} {
		when := at.AddDate(0, 0, day)
		e.History = append(e.History, disclose.Recording{Collected: when, Verdict: "pass", Examined: 9, FreshUntil: e.Rhythm.Until(when)})
	}
	e.History[4].Examined = -1
	e.Failures = []time.Time{at.AddDate(0, 0, -7)}
	past, ok := History(v, "idp", 10)
	want := `idp: 10 days to 2026-11-22 12:00 UTC

  COLLECTED             VERDICT         EXAMINED  FRESH UNTIL
  2026-11-21 12:00 UTC  pass            9         2026-11-23 12:00 UTC
  2026-11-20 12:00 UTC  pass            9         2026-11-22 12:00 UTC
  2026-11-19 12:00 UTC  pass            9         2026-11-21 12:00 UTC
  2026-11-18 12:00 UTC  pass            -         2026-11-20 12:00 UTC
  2026-11-17 12:00 UTC  pass            9         2026-11-19 12:00 UTC
  2026-11-15 12:00 UTC  the run failed  -         -
  2026-11-14 12:00 UTC  pass            9         2026-11-16 12:00 UTC
  2026-11-13 12:00 UTC  pass            9         2026-11-15 12:00 UTC

  fresh      80.00 % of the time
  longest    91d without a recording, from 2026-08-14 12:00 UTC to 2026-11-13 12:00 UTC
  missed     2
  not fresh  from 2026-11-12 12:00 UTC to 2026-11-13 12:00 UTC
  not fresh  from 2026-11-16 12:00 UTC to 2026-11-17 12:00 UTC
  next due   2026-11-22 12:00 UTC

idp (cloud=a): 10 days to 2026-11-22 12:00 UTC

  nothing was recorded

  no period says when it is due, so nothing is missed
`
	if got := past.Text(); !ok || got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	data, err := json.Marshal(past.JSON())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`{"collected_at":"2026-11-15T12:00:00Z","verdict":"none","examined":null,"fresh_until":null,"failed":true}`,
		`"slo":{"window_days":10,"fresh_share":0.8,"longest_gap":"PT2184H","missed":2,"next_due":"2026-11-22T12:00:00Z","runs":8,"failed":1,"since":"2026-08-14T12:00:00Z"}`,
		`"recordings":[],"slo":null`,
	} {
		if !strings.Contains(string(data), part) {
			t.Errorf("no %s in %s", part, data)
		}
	}
	if _, ok := History(v, "gone", 10); ok {
		t.Error("evidence that nobody has has a history")
	}
}

// TestOrder puts the attempts first that came closest, and those for files of
// another shape last.
func TestOrder(t *testing.T) {
	doc, err := shape.Read(source.NewFile("f", []byte(`{"Controls": [], "Totals": {"total_pass": 1}}`)), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	tried := order(format.Builtin().Explained().Read(doc, nil).Tried)
	first := tried[0]
	if got := first.Format + ", " + first.Variant + ": " + strings.Join(first.Faults, "; "); got != "kube-bench, controls with totals: /Totals/total_fail is missing" {
		t.Errorf("nearest is %s", got)
	}
	others := false
	for _, a := range tried {
		if others = others || a.OtherShape(); others && !a.OtherShape() {
			t.Fatalf("%s stands behind those of other shapes", a)
		}
	}
}
