package snapshot

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// sample is a snapshot with something in every field.
func sample() *Snapshot {
	return &Snapshot{
		Schema: Schema, Audience: "public", AsOf: At(time.Date(2026, 8, 1, 10, 0, 0, 5, time.FixedZone("x", 7200))),
		Site: Site{Title: "T", Organization: "O", URL: "https://trust.example/"},
		Controls: []Control{{
			ID: "b", Title: "B", Kind: "backup", Statement: "S <x>", Origin: "00", Status: "in-effect", Responsibility: "provider",
			Scope: Scope{"cloud": {"aws"}}, Parameters: []Parameter{{Name: "retention", Type: "retention", Sense: "at-least", Text: "90 days", Value: "P90D"}},
			Overrides: []Override{{Scope: Scope{}, Parameters: []Parameter{{Name: "zones", Type: "count", Text: "2", Value: map[string]any{"op": ">=", "value": int64(2)}}}}},
			Assert:    "true", Evidence: []Need{{ID: "e", Schedule: "daily", Every: "P1D"}}, Mappings: []Mapping{{"soc2", "A1.2", "meets"}},
			State: "satisfied", Reason: "pass", Detail: "D", Grade: "measured",
		}, {ID: "a", Scope: Scope{}, Parameters: []Parameter{}, Overrides: []Override{}, Evidence: []Need{}, Mappings: []Mapping{}}},
		Exceptions:    []Exception{{ID: "x", Control: "b", Scope: Scope{}}},
		Subprocessors: []Subprocessor{{ID: "s", Data: []string{}, Places: []string{"EU"}, Scope: Scope{}}},
		Frameworks:    []Framework{{ID: "soc2", Title: "SOC 2", Withdrawn: At(time.Unix(1e9, 0))}},
	}
}

func TestRoundTrip(t *testing.T) {
	want := sample()
	want.Sort()
	got, list := Read(source.NewFile("snapshots/2026-08.json", want.Write()))
	if got == nil {
		t.Fatal(list)
	}
	if got.Name != "2026-08" || got.Title() != "2026-08" || got.AsOf.Format(time.RFC3339) != "2026-08-01T08:00:00Z" {
		t.Error(got.Name, got.AsOf)
	}
	if got.Control("a") == nil || got.Control("b").Parameter("retention") == nil || got.Control("c") != nil || got.Control("b").Parameter("x") != nil {
		t.Error("something is not found, or found without being there")
	}
	if !bytes.Equal(got.Write(), want.Write()) {
		t.Error("what was read is not what was written")
	}
	got.File, got.Name = nil, ""
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestReadRefuses(t *testing.T) {
	good := string(sample().Write())
	for _, tt := range []struct{ old, new, want string }{
		{`"schema": "candor-snapshot/1",`, "", `it has no key "schema"`},
		{"candor-snapshot/1", "candor-snapshot/2", `the schema is "candor-snapshot/2", expected "candor-snapshot/1"`},
		{`"audience": "public"`, `"audience": ""`, "does not say who could see it"},
		{`"as_of": "2026-08-01T08:00:00Z"`, `"as_of": null`, "does not say when it was taken"},
		{`"as_of": "2026-08-01T08:00:00Z"`, `"as_of": "2026-08-01T08:00:00"`, "expected a time such as"},
		{`"as_of": "2026-08-01T08:00:00Z"`, `"as_of": 5`, "expected a time such as"},
		{`"id":"a"`, `"id":"b"`, `the id "b" stands twice in controls`},
		{`"id":"a"`, `"id":""`, "an id of controls is empty"},
		{`"origin":"00",`, "", `lacks the key "origin"`},
		{`"origin":"00",`, `"origin":"00","private":1,`, `has no key "private"`},
		{`"parameters":[]`, `"parameters":null`, `has no value`},
		{`"id":"a"`, `"id":["a"]`, `"id" is a list, expected text`},
	} {
		text := strings.Replace(good, tt.old, tt.new, 1)
		if text == good {
			t.Fatalf("the sample does not hold %s", tt.old)
		}
		s, list := Read(source.NewFile("snapshots/x.json", []byte(text)))
		if s != nil || !list.HasErrors() || !strings.Contains(list[0].Message, tt.want) {
			t.Errorf("%s: %v, want %s", tt.new, list, tt.want)
		}
		for _, d := range list {
			if d.Span.IsZero() {
				t.Errorf("%s: no place: %v", tt.new, d)
			}
		}
	}
	for _, text := range []string{"", "null", "[]", `"x"`, "{", "{}", `{"schema": 5}`, `{"schema": null}`, strings.Repeat("[", 100)} {
		if s, list := Read(source.NewFile("x.json", []byte(text))); s != nil || !list.HasErrors() {
			t.Errorf("%q is read: %v", text, list)
		}
	}
}

func TestNames(t *testing.T) {
	for _, good := range []string{"2026-08", "a", "2026-08-31", "release.1", "before-audit"} {
		if why := NameFault(good); why != "" {
			t.Errorf("%s %s", good, why)
		}
	}
	for _, bad := range []string{"", "A", "a/b", "../a", ".a", "a.", "-a", "a b", strings.Repeat("a", 65), "é", "a\x00"} {
		if NameFault(bad) == "" {
			t.Errorf("%q is a name", bad)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample().Write())
	f.Add([]byte(`{"schema": "candor-snapshot/1"}`))
	f.Add([]byte(`{"schema":"candor-snapshot/1","audience":"public","as_of":"2026-08-01T08:00:00Z","site":{"title":"","organization":"","url":""},"controls":[],"exceptions":[],"subprocessors":[],"frameworks":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, list := Read(source.NewFile("snapshots/x.json", data))
		if s == nil {
			if !list.HasErrors() {
				t.Fatal("refused without a word")
			}
			return
		}
		if list.HasErrors() {
			t.Fatal("used in spite of errors")
		}
		again, list := Read(source.NewFile("snapshots/x.json", s.Write()))
		if again == nil {
			t.Fatalf("what was written is refused: %v", list.Sorted().Without(diag.Warning))
		}
		if !bytes.Equal(again.Write(), s.Write()) {
			t.Fatal("two writings differ")
		}
	})
}
