package wording_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/wording"
)

// found returns the words that a lint reports in a text of a catalog.
func found(lint func([]prose.Sentence) diag.List, text string) []string {
	f := source.NewFile("c.yaml", []byte(text))
	var out []string
	for _, d := range lint(prose.Plain(source.Text{Value: text, Span: f.Span(0, len(text))})) {
		out = append(out, d.Span.Text())
	}
	return out
}

func TestVague(t *testing.T) {
	for text, want := range map[string][]string{
		"Plans are regularly reviewed.":                                {"regularly"},
		"Plans are reviewed regularly, at least once a year.":          nil,
		"Plans are reviewed regularly, every six months.":              nil,
		"Plans are reviewed regularly: {{ .frequency }}.":              nil,
		"Once a relationship is made, it is periodically reviewed.":    {"periodically"},
		"Logs are checked from time to time.":                          {"from time to time"},
		"From time to time we use other vendors.":                      nil,
		"Access is not regularly reviewed.":                            nil,
		`We do not write "regularly".`:                                 nil,
		"Regular third-party penetration tests are done.":              {"Regular third-party penetration tests"},
		"Regular expressions are used.":                                nil,
		"You should rotate keys regularly.":                            nil,
		"Rotate keys regularly.":                                       nil,
		"If a key leaks, rotate it promptly.":                          nil,
		"Are logs reviewed regularly?":                                 nil,
		"We notify customers promptly.":                                {"promptly"},
		"We notify customers promptly, within 72 hours.":               nil,
		"We notify customers without undue delay.":                     {"without undue delay"},
		"The team is paged within a few minutes.":                      {"within a few minutes"},
		"Results are constantly monitored and patched quickly.":        {"constantly monitored", "quickly"},
		"The copy is just a few seconds behind.":                       {"just a few seconds behind"},
		"There are sufficient retries.":                                {"sufficient retries"},
		"Data is encrypted wherever possible.":                         {"wherever possible"},
		"The colour changes where possible.":                           nil,
		"Logs are retained as needed.":                                 {"as needed"},
		"Pods are added and removed as needed.":                        nil,
		"Passwords follow industry best practices.":                    {"industry best practices"},
		"Passwords follow industry best practices such as NIST 800-63": nil,
		"We meet stringent security requirements.":                     {"stringent security requirements"},
		"Appropriate technical and organisational measures are taken.": {"Appropriate technical and organisational measures"},
		"An appropriate control is chosen.":                            nil,
	} {
		if got := found(wording.Vague, text); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestAmbiguous(t *testing.T) {
	for text, want := range map[string]string{
		"It is tested bi-annually.":                     `"bi-annually" can mean twice a year (P6M), or every two years (P2Y)`,
		"A biweekly scan runs.":                         `"biweekly" can mean twice a week, or every two weeks (P14D)`,
		"Bi-monthly reviews are held.":                  `"Bi-monthly" can mean twice a month, or every two months (P2M)`,
		"It is tested semi-annually.":                   "",
		"It is tested biennially.":                      "",
		"It is tested bi-annually, every six months.":   "",
		"It is tested bi-annually (twice a year) here.": "",
		"We say \"bi-annually\" no more.":               "",
	} {
		got := ""
		for _, d := range wording.Ambiguous(prose.At(text, source.Span{})) {
			got += d.Message
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestUndated(t *testing.T) {
	for text, want := range map[string]string{
		"It is currently public.": `"currently" says what holds now, and`,
		"It is currently public, and private once VPN support is ready.":                  `"currently" and "once VPN support is ready" say what holds now`,
		"It was public as of March 2026, and is at the moment.":                           "",
		"We will update this as soon as it becomes GA.":                                   `"as soon as it becomes GA" says what is to come`,
		"The page opens as soon as it is loaded.":                                         "",
		"Once entries are added, they stay.":                                              "",
		"Coming soon!":                                                                    `"Coming soon" says what is to come`,
		"The feature is still in beta.":                                                   `"still in beta" says`,
		"The file that you currently have open is used.":                                  "",
		"This is currently open for {{ control.gap.resource }}.":                          "",
		"This is currently open for {{ control.other.resource }}, and not for all of us.": `"currently" says`,
	} {
		got := ""
		for _, d := range wording.Undated(prose.At(text, source.Span{}), func(id string) bool { return id == "gap" }) {
			got += d.Message
		}
		if want == "" && got != "" || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
