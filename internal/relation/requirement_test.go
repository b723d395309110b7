package relation

import "testing"

const card = `framework: {id: card, title: Card data}
requirements:
  - {id: "10.5", title: Logs are kept, requires: [{kinds: [retention, logging-audit], parameter: retention, op: ">=", value: P12M}]}
  - {id: "11.4", title: Tests by people, requires: [{kinds: [test-exercise], called: penetration test, not: [scan]}, {kinds: [test-exercise], parameter: frequency, op: "<=", value: P1Y}]}
  - {id: "1.1", title: No number}
`

func TestRequirements(t *testing.T) {
	const short = "warning framework-shortfall: "
	for _, c := range []struct{ name, catalog, want string }{
		{"logs for half a year", `{kind: retention, parameters: {retention: P180D}, frameworks: {card: ["10.5"]}}`,
			short + "control a falls short of card 10.5: the retention of 180 days, and at least 12 months is asked for"},
		{"said to fall short", `{kind: retention, parameters: {retention: P180D}, frameworks: {card: [{id: "10.5", degree: falls-short}]}}`, ""},
		{"enough", `{kind: retention, parameters: {retention: P365D}, frameworks: {card: ["10.5"]}}`, ""},
		{"enough, and said to fall short", `{kind: retention, parameters: {retention: P2Y}, frameworks: {card: [{id: "10.5", degree: falls-short}]}}`,
			"warning framework-degree: control a is said to fall short of card 10.5, and reaches what it asks for: retention at least 12 months"},
		{"enough on one plan only", `{kind: retention, parameters: {retention: P2Y}, overrides: [{scope: {plan: standard}, parameters: {retention: P30D}}], frameworks: {card: ["10.5"]}}`,
			short + "control a falls short of card 10.5: the retention of 30 days, and at least 12 months is asked for where plan is standard"},
		{"a deadline says nothing of a floor", `{kind: retention, parameters: {retention: P2Y, comparator: at-most}, frameworks: {card: ["10.5"]}}`, ""},
		{"unstated", `{kind: retention, parameters: {retention: unstated}, frameworks: {card: ["10.5"]}}`, ""},
		{"of another kind", `{kind: backup, parameters: {retention: P30D}, frameworks: {card: ["10.5"]}}`, ""},
		{"planned", `{kind: retention, status: planned, parameters: {retention: P30D}, frameworks: {card: ["10.5"]}}`, ""},
		{"mapped to another requirement", `{kind: retention, parameters: {retention: P30D}, frameworks: {card: ["1.1"]}}`, ""},
		{"a scan for a test", `{kind: scan, parameters: {frequency: P7D}, frameworks: {card: ["11.4"]}}`,
			short + "control a falls short of card 11.4: it is of the kind scan, and what is asked for is of the kind test-exercise"},
		{"a test every two years", `{kind: test-exercise, parameters: {frequency: P2Y}, frameworks: {card: ["11.4"]}}`,
			short + "control a falls short of card 11.4: the frequency of 2 years, and at most 1 year is asked for"},
		{"a test with each release", `{kind: test-exercise, parameters: {frequency: per-release}, frameworks: {card: ["11.4"]}}`, ""},
		{"a scan that is called a test", `{kind: scan, parameters: {scan_type: Web scan (Penetration tests)}, frameworks: {card: ["1.1"]}}`,
			short + `control a speaks of "penetration test" and is of the kind scan, which does not do what card 11.4 asks for: a control of the kind test-exercise`},
		{"the same, outside the framework", `{kind: scan, parameters: {scan_type: Web scan (penetration tests)}}`, ""},
		{"the same, said to fall short", `{kind: scan, parameters: {scan_type: Web scan (penetration tests)}, frameworks: {card: [{id: "11.4", degree: falls-short}]}}`, ""},
		{"findings of a test are mended", `{kind: secure-development, summary: Findings of penetration tests are mended., frameworks: {card: ["1.1"]}}`, ""},
	} {
		_, list := judged(t, "  - {id: a, title: A, "+c.catalog[1:]+"\n")
		if got := said(list); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
