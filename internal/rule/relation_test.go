package rule

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestComparisons(t *testing.T) {
	tests := []struct {
		name, expression string
		want             []string // left op right: left value, right value, holds, parameter
	}{
		{"the failing item", `ev.log_groups.logGroups.all(g, !has(g.retentionInDays) || g.retentionInDays >= days(p.retention))`, []string{
			`g.retentionInDays >= days(p.retention): 30, 90, false, retention`,
		}},
		{"selection comes last", `ev.log_groups.logGroups.filter(g, g.name == '/ops/b').all(g, g.retentionInDays >= days(p.retention))`, []string{
			`g.retentionInDays >= days(p.retention): 30, 90, false, retention`,
			`g.name == "/ops/b": /ops/c, /ops/b, false, `,
		}},
		{"failing first", `ev.scan.count == 3 && ev.scan.score > p.limit`, []string{
			`ev.scan.score > p.limit: 9.5, 9.5, false, limit`,
			`ev.scan.count == 3: 3, 3, true, `,
		}},
		{"under a negation what holds fails", `!(ev.scan.count == 3 && ev.scan.grade != 'B')`, []string{
			`ev.scan.count == 3: 3, 3, true, `,
			`ev.scan.grade != "B": A, B, true, `,
		}},
		{"loop variables over a parameter", `p.groups.all(k, ev.log_groups.logGroups.exists(g, g.name == k))`, []string{
			`g.name == k: /ops/c, a, false, groups`,
		}},
		{"loop variables over constants", `['A', 'B'].all(s, ev.scan.grade == s)`, []string{
			`ev.scan.grade == s: A, B, false, `,
		}},
		{"instants and durations", `at.scan > now - iso('P1D') && now - at.scan < iso(p.retention)`, []string{
			`at.scan > now - iso("P1D"): 2026-11-20T00:00:00Z, 2026-11-20T12:00:00Z, false, `,
		}},
		{"in a list", `ev.ports.all(x, x in p.ports)`, []string{`x in p.ports: 8443, [443], false, ports`}},
		{"counting", `ev.ports.exists_one(x, x > p.score) && true`, []string{`x > p.score: 8443, 9, true, score`}},
		{"what is not evaluated is not listed", `ev.scan.count > 5 && ev.scan.score > 1`, []string{`ev.scan.count > 5: 3, 5, false, `}},
		{"neither parameter nor constant", `ev.scan.count == ev.ports.size() || ev.scan.grade == ev.scan.grade`, nil},
		{"presence", `'scan' in ev`, nil},
		{"sizes", `size(ev.log_groups.logGroups.filter(g, has(g.retentionInDays))) > 2`, []string{
			`size(ev.log_groups.logGroups.filter(g, has(g.retentionInDays))) > 2: 2, 2, false, `,
		}},
		{"objects of a parameter", `ev.scan.count >= p.zones.value`, []string{`ev.scan.count >= p.zones.value: 3, 4, false, zones`}},
		{"an error leaves those that have values", `ev.scan.count == 3 && ev.scan.nothing == 1`, []string{`ev.scan.count == 3: 3, 3, true, `}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := sample()
			in.P["zones"] = object{"op": ">=", "value": int64(4)}
			var got []string
			for _, c := range mustCompile(t, tt.expression).Eval(in).Comparisons {
				got = append(got, fmt.Sprintf("%s %s %s: %s, %s, %v, %s", c.Left, c.Op, c.Right, show(c.LeftValue), show(c.RightValue), c.Holds, c.Parameter))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

func show(v any) string {
	if at, ok := v.(time.Time); ok {
		return at.Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}

// TestComparisonTypes checks the Go types that callers switch on.
func TestComparisonTypes(t *testing.T) {
	got := mustCompile(t, `now - at.scan < iso('P1D') || at.scan > now || ev.scan.count > 5 || ev.scan.score > 10.0 || ev.ports == p.ports || ev.scan.grade == 'B' || has(ev.scan.nothing) == true`).Eval(sample())
	want := []any{time.Duration(0), time.Time{}, int64(0), float64(0), list{}, "", false}
	if len(got.Comparisons) != len(want) {
		t.Fatalf("%d comparisons, want %d: %+v", len(got.Comparisons), len(want), got.Comparisons)
	}
	for i, c := range got.Comparisons {
		if have := fmt.Sprintf("%T", c.LeftValue); have != fmt.Sprintf("%T", want[i]) {
			t.Errorf("%s is a %s, want %T", c.Left, have, want[i])
		}
	}
}
