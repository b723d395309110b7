package rule

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"cel.dev/cel-go/cel"

	"github.com/candor-site/candor/internal/source"
)

// shared are expressions whose forms stand for more than one of them, but for
// those that have none.
var shared = []string{
	`ev["a"].groups.all(g, g.days >= days(p.retention))`,
	`ev['b'].groups.all(g, g.days >= days(p.retention))`,
	`ev["c"].groups.all(g, g.days >= days(p.retention))`,
	`ev["no"].groups.all(g, g.days >= days(p.retention))`,
	`ev["a"].groups == ev["b"].groups`,
	`ev["b"].groups == ev["a"].groups`,
	`ev["a"].groups == ev["a"].groups`,
	`facts["a"].verdict == "pass" && now - at["a"] < days("P9D")`,
	`facts["a"].verdict == "pass" && now - at["a"] < duration("36h")`,
	`facts["b"].verdict == "pass" && now - at["c"] < duration("36h")`,
	`at["a"] < now || at["no"] < now`,
	`ev[?"no"].groups.orValue([]).size() == 0`,
	`ev[?"a"].groups.orValue([]).size() == 0`,
	`has(ev["a"].other) && !has(ev["b"].groups[0].days)`,
	`!ev["a"].groups.exists(g, g.days > 80)`,
	`!ev["c"].groups.exists(g, g.days > 80)`,
	`ev["c"].groups.exists_one(ev, ev.days == 30)`,
	`ev["c"].groups.all(ev, ev["days"] == 30)`,
	`ev.a.groups.size() == ev["b"].groups.size()`,
	`ev.a.groups.size() == ev["c"].groups.size()`,
	`.ev["a"].groups.size() == 1`, `[.ev["a"].groups.size()] == [1]`, `1 in .ev[?"a"].groups.orValue([])`,
	`"a" in ev`, `ev.size() == 4`, `ev.exists(k, k == "a")`, `ev.all(k, k != "@0")`, `ev["a"] == {"@0": 1}`, `{"ev": ev["a"]}.ev.groups.size() == 1`,
	`ev["a"].groups[0].ev["a"] == 1`, `ev["a"].name == r"\"`, `ev["a"].name == "ev[\"b\"]"`, `ev["a"].name == 'ev["b"]' // ev["c"]`, `ev["a"].name.matches('^ev')`,
	`ev["a"].groups.map(g, g.days)[0] / ev["b"].zero == 1`, `ev["a"].name`, `ev["a"].name && true`, `ev["a"`, `ev["a"].x ==`, `nothing["a"].x`, `days("x") == 1 && ev["a"].x`,
	`c["a"].x == 1 && p.retention == "P90D" && ev["a"].name != ""`, `ev["a"].groups.filter(g, g.days > 80).all(g, g.days == 81)`,
}

var sharedInputs = []Inputs{
	{},
	{
		Ev: map[string]any{
			"a": map[string]any{"groups": []any{map[string]any{"days": int64(90), "ev": map[string]any{"a": int64(1)}}}, "name": `ev["b"]`},
			"b": map[string]any{"groups": []any{map[string]any{"days": nil}}, "zero": int64(0), "name": "@0"},
			"c": map[string]any{"groups": []any{map[string]any{"days": int64(30)}, map[string]any{"days": int64(90)}}}, "@0": int64(1),
		},
		Facts: map[string]any{"a": map[string]any{"verdict": "pass"}, "b": map[string]any{"verdict": "fail"}},
		At:    map[string]time.Time{"a": time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), "c": time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)},
		P:     map[string]any{"retention": "P90D"}, C: map[string]any{"a": map[string]any{"x": int64(1)}},
		Now: time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC),
	},
}

// compare holds what the form of a text says to what the text does.
func compare(t *testing.T, value string) {
	t.Helper()
	text := written(value)
	p, problems := Compile(text)
	b, want := (*body)(nil), problems
	if d, bad := unreadable(text); !bad {
		b, want = bodyOf(text, assertions, cel.BoolType)
	} else if p != nil || len(problems) != 1 || problems[0].Message != d.Message {
		t.Fatalf("%q cannot be read: %v", value, problems)
	}
	if (p == nil) != (b == nil) || !reflect.DeepEqual(problems, want) {
		t.Fatalf("%q: %v, want %v", value, problems, want)
	}
	if got, want := read(Parse(value)), read(parse(value)); got != want {
		t.Errorf("%q is read as %s, want %s", value, got, want)
	}
	if p == nil {
		return
	}
	plainly := &Program{text: text, body: b}
	if got, want := fmt.Sprint(p.Reads(), p.ReadsParameters(), p.ReadsControls()), fmt.Sprint(plainly.Reads(), plainly.ReadsParameters(), plainly.ReadsControls()); got != want {
		t.Errorf("%q reads %s, want %s", value, got, want)
	}
	for i, in := range sharedInputs {
		if got, want := p.Eval(in), plainly.Eval(in); !reflect.DeepEqual(got, want) {
			t.Errorf("%q over inputs %d: %+v, want %+v", value, i, got, want)
		}
		moved := source.Text{Value: value, Span: source.NewFile("other.yaml", []byte(value)).Span(0, len(value))}
		if got, want := p.At(moved, source.Text{}).Eval(in), plainly.At(moved, source.Text{}).Eval(in); !reflect.DeepEqual(got, want) {
			t.Errorf("%q elsewhere over inputs %d: %+v, want %+v", value, i, got, want)
		}
	}
}

func read(s *Syntax) string {
	if s == nil {
		return "none"
	}
	return s.Source(s.Root)
}

func TestForms(t *testing.T) {
	for range 2 { // the second time all forms are known
		for _, text := range shared {
			compare(t, text)
		}
	}
	a, _ := Compile(written(shared[0]))
	b, _ := Compile(written(shared[1]))
	if a.body != b.body {
		t.Error("two expressions of one form are compiled twice")
	}
	r := b.Eval(sharedInputs[1])
	if r.Verdict != Error || r.Missing != "ev.b.groups[].days" {
		t.Errorf("a failure is told of another expression: %+v", r)
	}
}

// TestFormsOfLists counts populations over the evidence of other ids.
func TestFormsOfLists(t *testing.T) {
	for _, where := range []string{"", `it.days > 80`, `it in ev["a"].groups`, `it.days in ev["no"].groups`} {
		for _, path := range []string{`ev["a"].groups`, `ev["b"].groups`, `ev["c"].groups`, `ev["no"].groups`, `ev["a"].name`} {
			p, problems := CompileList(written(path), written(where))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			for i, in := range sharedInputs {
				n, err := p.Count(in)
				b, _ := bodyOf(written(path), assertions, cel.ListType(cel.DynType))
				plainly := &Program{text: written(path), body: b}
				if where != "" {
					w, _ := bodyOf(written(where), filters, cel.BoolType)
					plainly.where = &Program{text: written(where), body: w}
				}
				want, wantErr := plainly.Count(in)
				if n != want || !reflect.DeepEqual(err, wantErr) {
					t.Errorf("%s where %s over inputs %d: %d, %v; want %d, %v", path, where, i, n, err, want, wantErr)
				}
			}
		}
	}
}

func FuzzForms(f *testing.F) {
	for _, text := range shared {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 500 {
			compare(t, text)
		}
	})
}
