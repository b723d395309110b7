package evidence

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/slip"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// TestSeal reads back what is written.
func TestSeal(t *testing.T) {
	at := time.Date(2026, 11, 20, 10, 0, 0, 0, time.FixedZone("", 3600))
	f := source.NewFile("evidence/scan.bin", []byte("anything & <more>"))
	data, err := Seal(f.Path, f.Digest(), Predicate{
		ID: "scan", Kind: "automated", Control: []string{"LOG-1"}, Collector: &Collector{ID: "evidence/collectors.yaml#scan", Run: "https://ci.example/1", By: "ci"},
		Tool: &Program{Name: "scanner", Version: "1.2"}, Command: &Command{Argv: []string{"scanner", "<all>"}, ExitCode: 1, Env: []string{"TOKEN"}},
		Scope:    map[string]any{"cloud": []string{"aws"}, "target": "api", "version": "v4"},
		Observed: &Window{Stamp(at.Add(-time.Minute)), Stamp(at)}, CollectedAt: Stamp(at), CollectedSource: "run", RecordedAt: Stamp(at.Add(time.Second)),
		ValidUntil: Stamp(at.AddDate(0, 0, 7)), Event: &Occurrence{"release", "v4"}, Verdict: trust.VerdictWarn, Coverage: &Extent{Examined: 3, Errors: 1},
		MediaType: "text/plain", Redaction: &Redaction{[]string{"column x"}, []int{2}, string(f.Digest())}, Allowed: []Allowance{{"jwt", "public"}}, Publish: "raw",
	})
	if err != nil {
		t.Fatal(err)
	}
	e, _, list := Inspect(f, source.NewFile(f.Path+EnvelopeSuffix, data), nil, format.Builtin())
	if len(list) > 0 || e == nil {
		t.Fatalf("%v\n%s", list, data)
	}
	if e.ID != "scan" || e.Run != "https://ci.example/1" || e.Tool != (trust.Tool{Name: "scanner", Version: "1.2"}) || !slices.Equal(e.Command, []string{"scanner", "<all>"}) ||
		*e.ExitCode != 1 || e.Scope.String() != "cloud aws" && len(e.Scope) != 1 || e.Target != "api" || e.Version != "v4" || e.Verdict != trust.VerdictWarn ||
		e.Coverage != (trust.Coverage{Known: true, Examined: 3, Errors: 1}) || e.Media != "text/plain" || !e.Publish || *e.Event != (trust.Event{Type: "release", Key: "v4"}) {
		t.Errorf("%+v", e)
	}
	c := e.Clocks
	if !c.CollectedAt.Equal(at) || !c.ObservedFrom.Equal(at.Add(-time.Minute)) || !c.ObservedTo.Equal(at) || !c.RecordedAt.Equal(at.Add(time.Second)) || !c.ValidUntil.Equal(at.AddDate(0, 0, 7)) || c.Conflict != "" {
		t.Errorf("%+v", c)
	}
}

// TestMisspelt says that an envelope holds a key that nothing reads, and that what is
// missing was misspelt.
func TestMisspelt(t *testing.T) {
	for _, c := range []struct{ was, is, want string }{
		{`"_type"`, `"type"`, `1:2 envelope-invalid: _type is missing (did you mean "_type"?)`},
		{`"subject"`, `"subjekt"`, `1:46 envelope-invalid: subject is missing (did you mean "subject"?)`},
		{`"sha256"`, `"sha265"`, `1:91 envelope-invalid: subject[0].digest.sha256 is missing (did you mean "sha256"?)`},
		{`"predicate"`, `"predicat"`, `1:228 envelope-invalid: predicate is missing (did you mean "predicate"?)`},
		{`"id"`, `"idd"`, `2:3 key-unknown: the envelope has the unknown key "predicate.idd" (did you mean "id"?)`},
		{`"collector"`, `"colector"`, `2:50 key-unknown: the envelope has the unknown key "predicate.colector" (did you mean "collector"?)`},
		{`"run"`, `"rum"`, `2:92 key-unknown: the envelope has the unknown key "predicate.collector.rum" (did you mean "run"?)`},
		{`"someone"`, `"somebody"`, ``},
	} {
		_, _, list := inspect("scan.json", failing, strings.Replace(strings.ReplaceAll(wrapped(t), "+02:00", "Z"), c.was, c.is, 1))
		var got []string
		for _, d := range list {
			got = append(got, fmt.Sprintf("%d:%d %s: %s (%s)", d.Span.Position().Line, d.Span.Position().Column, d.Code, d.Message, d.Hint))
		}
		if text := strings.Join(got, "\n"); text != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.is, text, c.want)
		}
	}
}

// TestKnown knows every key that is written.
func TestKnown(t *testing.T) {
	keys := 0
	var try func(of reflect.Type, before, after string)
	try = func(of reflect.Type, before, after string) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct {
			return
		}
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			n, _ := decode.JSON(source.NewFile("e.json", fmt.Appendf(nil, "%s{%q: 1}%s", before, name+name[len(name)-1:], after)), decode.Config)
			if slips := slip.Find(n); len(slips) != 1 || slips[0].Want != name {
				t.Errorf("%s%s: %+v", before, name, slips)
			}
			keys++
			try(of.Field(i).Type, fmt.Sprintf("%s{%q: ", before, name), "}"+after)
		}
	}
	try(reflect.TypeFor[Statement](), "", "")
	if keys < 40 {
		t.Errorf("%d keys", keys)
	}
}

// TestLine reads back what is added to the log, recordings and failures.
func TestLine(t *testing.T) {
	code := 2
	var all []byte
	for _, l := range []Line{
		{ID: "scan", SHA256: source.DigestOf(nil), CollectedAt: "2026-11-20T09:00:00Z", RecordedAt: "2026-11-20T09:00:01Z", Verdict: "pass", Coverage: &Extent{Examined: 3}, Tool: &Program{Name: "t", Version: "1"}, Scope: map[string][]string{"cloud": {"aws"}}, Target: "api"},
		{ID: "scan", RecordedAt: "2026-11-20T10:00:00Z", Verdict: "error", Failed: &Failure{Reason: "exit code 2", Argv: []string{"t"}, ExitCode: &code, Stderr: []string{"no network"}}},
	} {
		data, err := l.Append()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	got, list := parseLog(source.NewFile(LogFile, all))
	if len(list) > 0 || len(got) != 2 {
		t.Fatalf("%v\n%s", list, all)
	}
	if g := got[0]; g.ID != "scan" || g.Digest != source.DigestOf(nil) || g.Verdict != "pass" || g.Coverage.Examined != 3 || g.Tool.Name != "t" || g.Target != "api" || g.Failed != "" || g.CollectedAt.IsZero() {
		t.Errorf("%+v", g)
	}
	if g := got[1]; g.Failed != "exit code 2" || g.Verdict != "error" || g.Digest != "" || !g.CollectedAt.IsZero() {
		t.Errorf("%+v", g)
	}
}
