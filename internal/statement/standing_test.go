package statement

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
)

// standing is how every control of the tests stands that has a name.
func standing(id string) (Standing, bool) {
	return Standing{
		Status: "in effect", State: "satisfied", Collected: "20 November 2026", Valid: "",
		Scope: map[string][]string{"cloud": {"aws", "gcp"}, "plan": {"enterprise"}},
	}, id == "backup"
}

func TestAnswer(t *testing.T) {
	own := Values{"retention": value(t, parameter.Retention, "P90D")}
	none := func(string) (Values, bool) { return nil, false }
	for text, want := range map[string]string{
		`Kept {{ .retention }} in {{ scope "backup" "cloud" | list "or" }}.`:            "Kept 90 days in aws or gcp.",
		`It is {{ status "backup" }} and {{ state "backup" }}.`:                         "It is in effect and satisfied.",
		`As of {{ collected "backup" }}{{ with valid "backup" }}, to {{ . }}{{ end }}.`: "As of 20 November 2026.",
		`{{ if eq (status "backup") "planned" }}No{{ else }}Done{{ end }}.`:             "Done.",
		`{{ valid "backup" | default "further notice" }}`:                               "further notice",
	} {
		tmpl, list := Parse(source.Text{Value: text})
		if len(list) > 0 {
			t.Errorf("%s: %v", text, list)
			continue
		}
		got, err := tmpl.Answer(own, none, standing)
		if err != nil || got != want {
			t.Errorf("%s\ngot  %q (%v)\nwant %q", text, got, err, want)
		}
		if _, err := tmpl.Expand(own, none); err == nil {
			t.Errorf("%s expands as the claim of a control", text)
		}
		if tmpl.Asks()[0].Control != "backup" || tmpl.Far()[0].Control != "backup" {
			t.Errorf("%s asks %v and reads %v", text, tmpl.Asks(), tmpl.Far())
		}
	}
	for _, text := range []string{`{{ status "gone" }}`, `{{ scope "backup" "clod" }}`} {
		tmpl, list := Parse(source.Text{Value: text})
		if got, err := tmpl.Answer(own, none, standing); err == nil || len(list) > 0 {
			t.Errorf("%s gives %q", text, got)
		}
	}
}

func TestArgumentsAreWrittenOut(t *testing.T) {
	for _, tt := range []struct{ text, column, message string }{
		{`a: Is {{ status .x }}`, "10", "status takes the id of a control, written out in quotes"},
		{`a: Is {{ "x" | state }}`, "16", "state takes the id of a control"},
		{`a: Is {{ scope "x" }}`, "10", "scope takes the id of a control and an axis of scope"},
		{`a: Is {{ control "x" .name }}`, "10", "control takes the id of a control and the name of a parameter"},
	} {
		f := source.NewFile("a.yaml", []byte(tt.text))
		_, list := Parse(source.Text{Value: tt.text[3:], Span: f.Span(3, len(tt.text))})
		if len(list) != 1 || !strings.Contains(list[0].Message, tt.message) || list[0].Span.Position().String() != "a.yaml:1:"+tt.column {
			t.Errorf("%s: %v", tt.text, list)
		}
	}
}

func TestCheck(t *testing.T) {
	own := Values{
		"retention": value(t, parameter.Retention, "P90D"), "key_bits": value(t, parameter.Int, 256), "tools": value(t, parameter.IDs, []any{"a"}),
		"empty": value(t, parameter.IDs, []any{}),
	}
	others := func(id string) (Values, bool) { return own, id == "backup" }
	for _, tt := range []struct{ text, want string }{
		{`a: {{ .retention | every }} and {{ .tools | count }}`, ""},
		{`a: {{ .key_bits | every }}`, `a.yaml:1:19: error: every: a frequency or a duration is expected, not "256" of type int [template-invalid]`},
		{`a: {{ if false }}{{ control "backup" "tools" | period }}{{ end }}`, `a.yaml:1:48: error: period: a duration is expected, not "a" of type ids [template-invalid]`},
		{`a: {{ if .empty }}{{ index .empty 0 }}{{ else }}{{ .retention | count }}{{ end }}`, `a.yaml:1:22: error: can't index`},
		{`a: {{ with .retention }}{{ . | count }}{{ end }}`, `a.yaml:1:32: error: count: a list or a count is expected, not "90 days" of type retention [template-invalid]`},
		{`a: {{ .gone }}`, `a.yaml:1:7: error: the parameter "gone" has no value outside overrides [template-invalid]`},
		{`a: {{ if false }}{{ index (scope "backup" "cloud") 9 }}{{ end }}`, ""},
	} {
		f := source.NewFile("a.yaml", []byte(tt.text))
		tmpl, list := Parse(source.Text{Value: tt.text[3:], Span: f.Span(3, len(tt.text))})
		if len(list) > 0 {
			t.Fatal(list)
		}
		got := ""
		if list := tmpl.Check(own, others, standing); len(list) > 0 {
			got = list[0].Error()
		}
		if got != tt.want && (tt.want == "" || !strings.HasPrefix(got, tt.want)) {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}
