package givens

import (
	"reflect"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// TestOf evaluates expressions over what they name, and over all there is.
func TestOf(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	needs := []trust.Need{{ID: "scan"}, {ID: "format"}, {ID: "gone"}}
	pieces := []*trust.Evidence{
		{ID: "scan", Verdict: trust.VerdictPass, Body: map[string]any{"found": []any{int64(1)}}, Scope: trust.Scope{"cloud": {"aws", "gcp"}}, Tool: trust.Tool{Name: "trivy"},
			Params: map[string]any{"critical": int64(0)}, Events: []trust.Event{{Type: "release", Key: "v1", At: now}}, Clocks: trust.Clocks{CollectedAt: now.Add(-time.Hour)}},
		{ID: "format", Body: map[string]any{"data": "facts"}, Clocks: trust.Clocks{CollectedAt: now.Add(-48 * time.Hour)}},
		nil,
	}
	for expression, named := range map[string][2]bool{ // facts, at
		`ev.scan.found.all(x, x > 0)`:                                   {},
		`size(ev["format"].data) == 5`:                                  {},
		`ev.format.data == "facts"`:                                     {true, false}, // it may be one
		`facts.scan.verdict == "pass" && facts.scan.events[0].at < now`: {true, true},
		`facts["scan"].scope.cloud == ["aws", "gcp"]`:                   {true, false},
		`facts.scan.params.critical == 0 && facts.format.params == {}`:  {true, false},
		`now - at.format < duration("24h")`:                             {false, true},
		`at["scan"]>at["format"]`:                                       {false, true},
		`facts.gone.verdict == "pass"`:                                  {true, false},
		`at.gone < now`:                                                 {false, true},
		`ev.gone.x`:                                                     {},
		`ev.formats.data == ""`:                                         {},
		`size(ev) == 2`:                                                 {},
	} {
		text := source.Text{Value: expression}
		program, _ := rule.Compile(text)
		if program == nil {
			t.Fatalf("%s does not compile", expression)
		}
		some, all := Of(needs, pieces, "true", expression), Of(needs, pieces, "facts at size(ev)")
		if (some.Facts != nil) != named[0] || (some.At != nil) != named[1] || all.Facts == nil || all.At == nil {
			t.Errorf("%s has facts: %v, times: %v", expression, some.Facts != nil, some.At != nil)
		}
		some.Now, all.Now = now, now
		if got, want := program.Eval(some), program.Eval(all); !reflect.DeepEqual(got, want) {
			t.Errorf("%s over what it names is %+v, over all there is %+v", expression, got, want)
		}
	}
}

// TestOfContent evaluates expressions over the content that they read, and over all.
func TestOfContent(t *testing.T) {
	needs := []trust.Need{{ID: "scan"}, {ID: "format"}}
	pieces := []*trust.Evidence{{ID: "scan", Body: map[string]any{"found": []any{int64(1)}}}, {ID: "format", Body: map[string]any{"data": "facts"}}}
	for expression, want := range map[string]int{
		`ev.scan.found.all(x, x > 0)`:                 1,
		`ev.scan.found.all(x, x > 1)`:                 1,
		`size(ev["format"].data) == 5`:                1,
		`ev.format.dat == ""`:                         1,
		`ev.format.data == "" || "scan" in ev`:        2,
		`size(ev.format.data) > ev.scan.found[0]`:     2,
		`size(ev) == 2`:                               2,
		`ev.formats.data == ""`:                       2, // there is one of much the same name
		`has(ev.scan) && ev["scan"].found[0] == 1`:    1,
		`ev["for" + "mat"].data == "facts" && p.data`: 2,
		`1 < 2`: 0,
	} {
		program, _ := rule.Compile(source.Text{Value: expression})
		if program == nil {
			t.Fatalf("%s does not compile", expression)
		}
		some, all := Of(needs, pieces, expression), Of(needs, pieces, "size(ev)")
		if len(some.Ev) != want || len(all.Ev) != 2 {
			t.Errorf("%s has the content of %d pieces, want %d", expression, len(some.Ev), want)
		}
		if got, want := program.Eval(some), program.Eval(all); !reflect.DeepEqual(got, want) {
			t.Errorf("%s over what it reads is %+v, over all there is %+v", expression, got, want)
		}
	}
}

func TestParameters(t *testing.T) {
	c := &trust.Catalog{Controls: []*trust.Control{{ID: "a", Parameters: []trust.Parameter{{Name: "days"}}}, {ID: "b"}}}
	want := map[string]any{"a": map[string]any{"days": nil}, "b": map[string]any{}}
	if got := Parameters(c); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
