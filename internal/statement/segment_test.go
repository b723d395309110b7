package statement

import (
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
)

func TestSegments(t *testing.T) {
	own := Values{
		"retention": value(t, parameter.Retention, "P90D"), "frequency": value(t, parameter.Frequency, "P6M"),
		"note": value(t, parameter.Text, "a\x02b"), "spaced": value(t, parameter.Text, " in  two "),
	}
	others := func(id string) (Values, bool) {
		return Values{"frequency": value(t, parameter.Frequency, "P1D")}, id == "backup"
	}
	for text, want := range map[string][]Segment{
		"Logs are kept for {{ .retention }}.":                       {{Text: "Logs are kept for "}, {Text: "90 days", Parameter: "retention"}, {Text: "."}},
		"Tested {{ .frequency | every }}":                           {{Text: "Tested "}, {Text: "every 6 months", Parameter: "frequency"}},
		"{{ .retention }}{{ .frequency | every }}":                  {{Text: "90 days", Parameter: "retention"}, {Text: "every 6 months", Parameter: "frequency"}},
		"Backups {{ control \"backup\" \"frequency\" | every }}.":   {{Text: "Backups "}, {Text: "daily", Control: "backup", Parameter: "frequency"}, {Text: "."}},
		"{{ if .retention }}Kept {{ .retention }}.{{ end }}":        {{Text: "Kept "}, {Text: "90 days", Parameter: "retention"}, {Text: "."}},
		"{{ with .retention }}Kept {{ . }}.{{ end }}\n And   more.": {{Text: "Kept "}, {Text: "90 days", Parameter: "retention"}, {Text: ". And more."}},
		"{{ with .retention }}{{ $.frequency | every }}{{ end }}":   {{Text: "every 6 months", Parameter: "frequency"}},
		"No value.":               {{Text: "No value."}},
		"It {{ .note }}":          {{Text: "It "}, {Text: "a\x02b", Parameter: "note"}},
		"It \x02 is {{ .note }}":  {{Text: "It \x02 is a\x02b"}}, // its marks cannot be told from ours
		"It is{{ .spaced }}words": {{Text: "It is "}, {Text: "in two", Parameter: "spaced"}, {Text: " words"}},
	} {
		tmpl, list := Parse(source.Text{Value: text})
		if len(list) > 0 {
			t.Errorf("%s: %v", text, list)
			continue
		}
		got, err := tmpl.Segments(own, others)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %q (%v)\nwant %q", text, got, err, want)
		}
		whole, _ := tmpl.Expand(own, others)
		if joined(got) != whole {
			t.Errorf("%s: %q is not %q", text, joined(got), whole)
		}
	}
	tmpl, _ := Parse(source.Text{Value: "{{ .missing }}"})
	if _, err := tmpl.Segments(own, others); err == nil {
		t.Error("a parameter that is missing is no error")
	}
}
