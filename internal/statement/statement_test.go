package statement

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
)

func value(t *testing.T, typ parameter.Type, raw any) parameter.Value {
	t.Helper()
	v, err := parameter.Parse(typ, raw)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestExpand(t *testing.T) {
	own := Values{
		"retention": value(t, parameter.Retention, "P90D"),
		"frequency": value(t, parameter.Frequency, "P6M"),
		"rto":       value(t, parameter.Duration, "PT8H"),
		"unknown":   value(t, parameter.Retention, "unstated"),
		"standard":  value(t, parameter.Standard, map[string]any{"value": map[string]any{"name": "TLS", "version": "1.2"}, "sense": "at-least"}),
	}
	others := func(id string) (Values, bool) {
		if id != "backup" {
			return nil, false
		}
		return Values{"frequency": value(t, parameter.Frequency, "P1D")}, true
	}
	for text, want := range map[string]string{
		"Logs are kept for {{ .retention }}.":                          "Logs are kept for 90 days.",
		"Tested {{ .frequency | every }}.":                             "Tested every 6 months.",
		"Back within {{ .rto }}.":                                      "Back within 8 hours.",
		"We use {{ .standard }}.":                                      "We use TLS 1.2 or later.",
		"Kept: {{ .unknown }}.":                                        "Kept: not stated.",
		"Backups {{ control \"backup\" \"frequency\" | every }}.":      "Backups daily.",
		"{{ if .retention }}Kept.{{ else }}Not kept.{{ end }}":         "Kept.",
		"{{ with .retention }}Kept {{ . }}.{{ end }}\n  And   more.\n": "Kept 90 days. And more.",
	} {
		tmpl, list := Parse(source.Text{Value: text})
		if len(list) > 0 {
			t.Errorf("%s: %v", text, list)
			continue
		}
		got, err := tmpl.Expand(own, others)
		if err != nil || got != want {
			t.Errorf("%s\ngot  %q (%v)\nwant %q", text, got, err, want)
		}
	}
}

func TestExpandFails(t *testing.T) {
	none := func(string) (Values, bool) { return nil, false }
	for _, text := range []string{"{{ .missing }}", `{{ control "gone" "x" }}`} {
		tmpl, list := Parse(source.Text{Value: text})
		if len(list) > 0 {
			t.Fatal(list)
		}
		if got, err := tmpl.Expand(Values{}, none); err == nil {
			t.Errorf("%s gave %q, want an error", text, got)
		}
	}
}

func TestMistakesAreReportedAtTheirPlace(t *testing.T) {
	for _, tt := range []struct{ text, column, message string }{
		{"statement: Kept for {{ .retention | evry }}.", "37", `templates have no function "evry"`},
		{"statement: Kept for {{ .retention ", "21", "{{ is not closed"},
		{"statement: Kept for {{ .a }} and {{ .b }.", "34", "{{ is not closed"},
		{"statement: Kept for {{ .a and {{ .b }}", "21", "{{ is not closed"},
		{"statement: Kept {{ if .a }}long", "17", "an {{ if }} or {{ with }} is not closed"},
		{"statement: Kept {{ }}", "17", "nothing stands between {{ and }}"},
		{"statement: Kept {{ range . }}x{{ end }}", "17", "cannot use"},
		{"statement: Kept {{ define \"x\" }}{{ end }}{{ template \"x\" }}", "", "cannot use"},
	} {
		f := source.NewFile("a.yaml", []byte(tt.text))
		from := len("statement: ")
		_, list := Parse(source.Text{Value: tt.text[from:], Span: f.Span(from, len(tt.text))})
		if len(list) != 1 || list[0].Code != diag.TemplateInvalid || !strings.Contains(list[0].Message, tt.message) {
			t.Errorf("%s: %v, want one template-invalid with %q", tt.text, list, tt.message)
			continue
		}
		if got := list[0].Span.Position().String(); tt.column != "" && got != "a.yaml:1:"+tt.column {
			t.Errorf("%s: at %s, want column %s", tt.text, got, tt.column)
		}
	}
}

func TestReadsHaveTheirPlace(t *testing.T) {
	text := `statement: Kept {{ .retention }} and {{ control "backup" "frequency" }}`
	f := source.NewFile("a.yaml", []byte(text))
	from := len("statement: ")
	tmpl, list := Parse(source.Text{Value: text[from:], Span: f.Span(from, len(text))})
	if len(list) > 0 {
		t.Fatal(list)
	}
	if own := tmpl.Own(); len(own) != 1 || own[0].Parameter != "retention" || own[0].Span.Text() != "retention" {
		t.Errorf("own reads are %v (%q)", own, own[0].Span.Text())
	}
	if far := tmpl.Far(); len(far) != 1 || far[0].Control != "backup" || far[0].Parameter != "frequency" || far[0].Span.Text() != `"backup"` {
		t.Errorf("far reads are %v (%q)", far, far[0].Span.Text())
	}
}

// TestTable asks for one sentence where it stands in several places, by turns.
func TestTable(t *testing.T) {
	table := &Table{}
	text := "Kept {{ .retention }} and {{ range . }}"
	for turn := range 3 {
		for _, words := range []string{"Kept {{ .retention }}.", text + "{{ end }}"} {
			for _, before := range []string{"a: ", "longer: ", "a: "} {
				f := source.NewFile("a.yaml", []byte(before+words))
				at := source.Text{Value: words, Span: f.Span(len(before), len(before+words))}
				for range 2 {
					want, wantList := Parse(at)
					got, list := table.Parse(at)
					if len(list) != len(wantList) || len(got.Own()) != 1 || got.Own()[0] != want.Own()[0] {
						t.Errorf("turn %d, %s%s: %v, %v; want %v, %v", turn, before, words, got.Own(), list, want.Own(), wantList)
					}
				}
			}
		}
		for _, before := range []string{"a: ", "longer: ", "a: "} {
			f := source.NewFile("a.yaml", []byte(before+text))
			at := source.Text{Value: text, Span: f.Span(len(before), len(before+text))}
			_, want := Parse(at)
			if got, list := table.Parse(at); got != nil || len(list) != 1 || list[0].Message != want[0].Message || list[0].Span != want[0].Span {
				t.Errorf("turn %d, %s%s: %v, %v; want %v", turn, before, text, got, list, want)
			}
		}
		table.Turn()
	}
}

// TestPlainly compares what sentences say with what text/template makes of them.
func TestPlainly(t *testing.T) {
	own := Values{
		"retention": value(t, parameter.Retention, "P90D"),
		"unknown":   value(t, parameter.Retention, "unstated"),
		"standard":  value(t, parameter.Standard, map[string]any{"value": map[string]any{"name": "TLS", "version": "1.2"}, "sense": "at-least"}),
		"nothing":   {},
		"odd":       value(t, parameter.Text, "a <b> & {{ c }}\n  d"),
	}
	short := 0
	for _, text := range []string{
		"", "Words  alone.\n", "{{ .retention }}", "Kept {{ .retention }}, or {{- .unknown -}} , by {{ .standard }}{{ .odd }}.", "{{ .nothing }}x", "{{/* said to nobody */}}{{ .odd }}",
		"{{ .missing }}", "{{ .retention | every }}", "{{ .retention.Type }}", "{{ $x := .retention }}{{ $x }}", "{{ if .retention }}{{ .odd }}{{ end }}", "{{ \"text\" }}", "{{ . }}", "{{ (.odd) }}", strings.Repeat("word ", maxLength/5) + "{{ .odd }}",
	} {
		p, err := read(text)
		if err != nil {
			t.Fatal(err)
		}
		var b limited
		var want string
		if wrong := p.tmpl.Execute(&b, map[string]parameter.Value(own)); wrong != nil {
			want = wrong.Error()
		} else {
			want = strings.Join(strings.Fields(b.String()), " ")
		}
		got, err := said(p.tmpl, own)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%.60s\ngot  %q\nwant %q", text, got, want)
		}
		if plainly(&limited{}, p.tmpl.Root.Nodes, own) {
			short++
		}
	}
	if short < 5 {
		t.Errorf("%d sentences are said plainly", short)
	}
}
