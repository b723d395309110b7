package explain

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// sample is a view of two controls and three pieces of evidence.
func sample() *disclose.View {
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	return &disclose.View{
		Controls: []*disclose.Control{
			{ID: "bare", Title: "Bare", Statement: "Nothing is known.", State: "undetermined", Reason: "no-evidence", Grade: "asserted"},
			{
				ID: "mfa", Title: "Second factor", Statement: "Staff sign in with a second factor.", State: "not-satisfied", Reason: "fail", Grade: "measured", Detail: "1 of 9 does not.",
				FreshUntil: at, Comparisons: []disclose.Comparison{{Claimed: "9", Measured: "8", Path: "/users"}}, Exceptions: []string{"old-kiosk"},
				PerScope: []disclose.ScopedState{{Scope: []disclose.Axis{{Name: "cloud", Values: []string{"b", "a"}}}, State: "satisfied", Reason: "pass"}},
				Evidence: []disclose.Observation{{ID: "idp", Freshness: "fresh", Outcome: "fail", Schedule: "daily", Collected: at, Detail: "kiosk-1 has none"}},
				Assert:   "all", Relates: []disclose.Relation{{How: "constrains", ID: "bare"}}, Questions: []string{"Is MFA used?"},
			},
		},
		Evidence: []*disclose.Evidence{
			{Key: "idp", ID: "idp", Tool: "okta", ToolVersion: "1", Format: "okta", Collected: at, CollectedBy: "envelope", Freshness: "fresh", Verdict: "fail", Digest: "ab", Coverage: &disclose.Coverage{Examined: 9}, Controls: []string{"mfa"}},
			{Key: "idp-2", ID: "idp", Scope: []disclose.Axis{{Name: "cloud", Values: []string{"a"}}}, Verdict: "none", Digest: "cd"},
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
  relates    constrains bare
  question   Is MFA used?
`,
		"idp": `idp

  tool       okta 1
  format     okta
  collected  2026-11-21 12:00:00 UTC (read from envelope)
  freshness  fresh
  verdict    fail
  coverage   9 examined, 0 skipped, 0 errors
  digest     sha256:ab
  serves     mfa

idp (cloud=a)

  tool       
  format     none
  collected  nothing says when
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
		"mfa":  {`{"id":"mfa"`, `"fresh_until":"2026-11-21T12:00:00Z"`, `"outcome":"fail"`, `"scope":{"cloud":["b","a"]}`, `"relates":[{"how":"constrains","id":"bare"}]`},
		"idp":  {`[{"id":"idp"`, `"collected_at":"2026-11-21T12:00:00Z"`, `"collected_at":null`, `"params":{}`, `"problems":[]`, `"controls":[]`, `"scope":{}`},
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
