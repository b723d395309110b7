package rule

import (
	"fmt"
	"strings"
	"testing"
)

func TestFacts(t *testing.T) {
	tests := []struct {
		name, expression string
		want             []string // kind text list size was
	}{
		{"a value", `ev.flags.on && ev.flags.off`, []string{`0 ev.flags.off  0 false`}},
		{"a value under a negation", `!ev.flags.on`, []string{`0 ev.flags.on  0 true`}},
		{"of the failing item", `ev.log_groups.logGroups.all(g, g.name.startsWith('/ops'))`, nil},
		{"a call", `ev.log_groups.logGroups.all(g, g.name.endsWith('c') || g.name.endsWith('a'))`, []string{`0 g.name.endsWith("c")  0 false`, `0 g.name.endsWith("a")  0 false`}},
		{"between two values", `ev.log_groups.logGroups.all(g, g.name == ev.scan.grade)`, []string{`0 g.name == ev.scan.grade  0 false`}},
		{"not twice", `ev.scan.count == 4`, nil},
		{"presence", `ev.log_groups.logGroups.all(g, has(g.retentionInDays))`, []string{`1 g.retentionInDays  0 false`}},
		{"none of a list", `ev.log_groups.logGroups.exists(g, g.name == 'x' && g.on)`, []string{`2 g.name == "x" && g.on ev.log_groups.logGroups 3 false`}},
		{"one that must not be", `!ev.log_groups.logGroups.exists(g, g.name.startsWith('/ops'))`, []string{`0 g.name.startsWith("/ops")  0 true`}},
		{"not exactly one", `ev.ports.exists_one(x, x > 1)`, []string{`3 x > 1 ev.ports 2 false`}},
		{"every, and one must not", `!ev.ports.all(x, x > 1)`, []string{`4 x > 1 ev.ports 2 true`}},
		{"not what selects", `ev.log_groups.logGroups.filter(g, g.name.endsWith('z')).size() > 0`, nil},
		{"not of an assertion that holds", `ev.flags.on || ev.flags.off`, nil},
		{"inside of a list of alternatives", `ev.ports.all(x, ev.log_groups.logGroups.exists(g, g.name == 'x'))`, []string{`2 g.name == "x" ev.log_groups.logGroups 3 false`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := sample()
			in.Ev["flags"] = object{"on": true, "off": false}
			var got []string
			for _, f := range mustCompile(t, tt.expression).Eval(in).Facts {
				got = append(got, fmt.Sprintf("%d %s %s %d %v", f.Kind, f.Text, f.List, f.Size, f.Was))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

func TestDecides(t *testing.T) {
	for expression, want := range map[string]bool{
		`ev.scan.count == 4`:                                            true,
		`ev.ports.all(x, x == 443)`:                                     true,
		`ev.ports.exists(x, x == 1)`:                                    false,
		`ev.ports.all(y, ev.ports.exists(x, x == 1))`:                   false,
		`!(ev.scan.count == 3 && ev.scan.grade == 'B') && ev.flags.off`: false,
		`ev.ports.filter(x, x == 1).size() == p.nothing`:                false,
	} {
		in := sample()
		in.Ev["flags"] = object{"on": true, "off": false}
		r := mustCompile(t, expression).Eval(in)
		if len(r.Comparisons) == 0 && want || len(r.Comparisons) > 0 && r.Comparisons[0].Decides != want {
			t.Errorf("%s: %+v", expression, r.Comparisons)
		}
	}
}
