package slip

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// parse reads an envelope.
func parse(t testing.TB, text string) *decode.Node {
	t.Helper()
	n, list := decode.JSON(source.NewFile("e.json", []byte(text)), decode.Config)
	if n == nil || len(list) > 0 {
		t.Fatalf("%s: %v", text, list)
	}
	return n
}

// TestFind says which keys are taken for misspelt, and which belong to others.
func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{}`, ""}, {`[]`, ""}, {`7`, ""}, {`{"subject": 7, "predicate": [1, "a"]}`, ""},
		{`{"_type": 1, "subject": [], "predicateType": 2, "predicate": {"id": "a"}}`, ""},
		{`{"type": 1, "subjekt": [], "predicate_type": 2, "predicat": {"idd": "a"}}`, "type: _type, subjekt: subject, predicate_type: predicateType, predicat: predicate"},
		{`{"predicate": {"idd": "a"}}`, "predicate.idd: id"},
		{`{"predicate": {"idd": "a", "id": "b"}}`, ""}, // the right one stands beside it
		{`{"predicate": {"colector": {"rn": 1}, "tool": {"nmae": "x"}}}`, "predicate.colector: collector, predicate.tool.nmae: name"},
		{`{"predicate": {"Verdict": "pass", "valid-until": 1}}`, "predicate.Verdict: verdict, predicate.valid-until: valid_until"},
		{`{"predicate": {"schedule": 1, "someone": 2, "owner": 3, "tier": 4, "market": 5, "created_at": 6, "ticket_url": 7}}`, ""}, // of other programs
		{`{"predicate": {"scope": {"taget": 1}, "params": {"idd": 1, "nmae": {"verison": 2}}}}`, ""},                               // free
		{`{"subject": [{"name": "a", "digest": {"sha512": "b", "gitCommit": "c"}, "uri": "d"}]}`, ""},                              // of in-toto
		{`{"subject": [{"name": "a", "digest": {"sha256": "b"}}, {"nam": "a", "digest": {"sha265": "b"}}]}`, "subject.nam: name, subject.digest.sha265: sha256"},
		{`{"predicate": {"derived_from": [{"name": "a", "colected_at": 1}], "allowed_secrets": [{"rule": 1, "whyy": 2}]}}`, "predicate.derived_from.colected_at: collected_at, predicate.allowed_secrets.whyy: why"},
		{`{"predicate": {"coverage": {"exmined": 1, "erors": 2}, "command": {"args": []}, "observed": {"form": 1}}}`, "predicate.coverage.exmined: examined, predicate.coverage.erors: errors, predicate.command.args: argv, predicate.observed.form: from"},
	} {
		var got []string
		for _, s := range Find(parse(t, c.text)) {
			if text := strings.Trim(s.Span.Text(), `"`); !strings.HasSuffix(s.path, text) {
				t.Errorf("%s: %s stands at %q", c.text, s.path, text)
			}
			got = append(got, s.path+": "+s.Want)
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, text, c.want)
		}
	}
}

// TestEveryKey misspells each key of the table.
func TestEveryKey(t *testing.T) {
	keys := 0
	var try func(o object, before, after string)
	try = func(o object, before, after string) {
		for _, k := range o {
			if k.in != nil {
				try(k.in, before+fmt.Sprintf("{%q: ", k.name), "}"+after)
			}
			if k.foreign {
				continue
			}
			for _, wrong := range []string{k.name + k.name[len(k.name)-1:], strings.ToUpper(k.name)} {
				if slips := Find(parse(t, fmt.Sprintf("%s{%q: 1}%s", before, wrong, after))); len(slips) != 1 || slips[0].Want != k.name {
					t.Errorf("%s%s: %+v", before, wrong, slips)
				}
			}
			if slips := Find(parse(t, fmt.Sprintf("%s{%q: 1}%s", before, k.name, after))); slips != nil {
				t.Errorf("%s%s: %+v", before, k.name, slips)
			}
			keys++
		}
	}
	try(statement, "", "")
	if keys < 40 {
		t.Errorf("%d keys", keys)
	}
}

// TestReport says each slip once.
func TestReport(t *testing.T) {
	n := parse(t, `{"subjekt": 1, "predicat": 2}`)
	slips := Find(n)
	s := Of(slips, n, "subject")
	if s == nil || Of(slips, n, "_type") != nil || Of(slips, n.Get("subjekt"), "subject") != nil {
		t.Fatalf("%+v", slips)
	}
	list := diag.List{diag.Errorf(diag.EnvelopeInvalid, s.Span, "subject is missing")}
	Report(slips, &list)
	if len(list) != 2 || list[1].Message != `the envelope has the unknown key "predicat"` || list[1].Hint != `did you mean "predicate"?` || list[1].Severity != diag.Warning {
		t.Errorf("%v", list)
	}
}

// sound is an envelope as Candor writes it.
const sound = `{"_type": 1, "subject": [{"name": "a", "digest": {"sha256": "b"}}], "predicateType": 2, "predicate": {"id": "a", "kind": "automated",
	"collector": {"id": "c", "run": "d"}, "tool": {"name": "e", "version": "f"}, "command": {"argv": [], "exit_code": 0}, "scope": {"account": "1", "target": "x"},
	"collected_at": 1, "recorded_at": 2, "verdict": "pass", "coverage": {"examined": 1, "errors": 0}, "schedule": {"period": "P1D"}}}`

// TestSound takes no memory for what is spelt right.
func TestSound(t *testing.T) {
	n := parse(t, strings.Replace(sound, `, "schedule": {"period": "P1D"}`, "", 1))
	if allocs := testing.AllocsPerRun(100, func() {
		if Find(n) != nil {
			t.Fatal("slips")
		}
	}); allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func BenchmarkSound(b *testing.B) {
	n := parse(b, strings.Replace(sound, `, "schedule": {"period": "P1D"}`, "", 1))
	b.ReportAllocs()
	for b.Loop() {
		Find(n)
	}
}

func BenchmarkForeign(b *testing.B) {
	n := parse(b, sound)
	b.ReportAllocs()
	for b.Loop() {
		Find(n)
	}
}
