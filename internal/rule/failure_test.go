package rule

import (
	"strings"
	"testing"
)

func TestFailure(t *testing.T) {
	tests := []struct {
		expression, message, missing, token, hint string
	}{
		{`ev.log_groups.groups.all(g, true)`, `ev.log_groups has no "groups"`, `ev.log_groups.groups`, `groups`, `did you mean "logGroups"?`},
		{`ev["log-groups"].x == 1`, `there is no evidence "log-groups"`, `ev["log-groups"]`, `"log-groups"`, `did you mean "log_groups"?`},
		{`ev.scan.grade.letter == 'A'`, `ev.scan.grade is the text "A" and has no "letter"`, `ev.scan.grade.letter`, `letter`, ``},
		{`ev.scan.Results.items.size() > 0`, `ev.scan.Results is null and has no "items"`, `ev.scan.Results.items`, `items`, `if it may be null, test ev.scan.Results != null first`},
		{`ev.scan.Results.all(r, r.ok)`, `ev.scan.Results is null, expected a list`, `ev.scan.Results`, `Results`, `if null means none, test ev.scan.Results == null first`},
		{`has(ev.scan.meta.date)`, `ev.scan has no "meta"`, `ev.scan.meta`, `meta`, `if it may be absent, test has(ev.scan.meta) first`},
		{`ev.log_groups.logGroups.all(g, g.retentionInDays > 1)`, `ev.log_groups.logGroups[] has no "retentionInDays"`, `ev.log_groups.logGroups[].retentionInDays`, `retentionInDays`, `if it may be absent, test has(g.retentionInDays) first`},
		{`ev.log_groups.logGroups.filter(g, has(g.name)).all(c, c.p == 1)`, `ev.log_groups.logGroups[] has no "p"`, `ev.log_groups.logGroups[].p`, `p`, `if it may be absent, test has(c.p) first`},
		{`ev.ports[5] == 1`, `ev.ports has 2 items and none at [5]`, `ev.ports[5]`, `5`, `test the size of the list first, or run over its items with all or exists`},
		{`ev.ports.all(x, ev[string(x)].ok)`, `there is no evidence "443"`, `ev[443]`, `string`, ``},
		{`days(p.retentoin) == 1`, `the control has no parameter "retentoin"`, `p.retentoin`, `retentoin`, `did you mean "retention"?`},
		{`at.ports > now`, `no time of collection is known for "ports"`, `at.ports`, `ports`, `if it may be absent, test has(at.ports) first`},
		{`c.sso.x == 1`, `there is no control "sso"`, `c.sso`, `sso`, `if it may be absent, test has(c.sso) first`},
		{`ev.scan.grade > 3`, `">" cannot be applied to ev.scan.grade, which is the text "A", and 3`, ``, `>`, ``},
		{`ev.scan.Results > 3`, `">" cannot be applied to ev.scan.Results, which is null, and 3`, `ev.scan.Results`, `>`, ``},
		{`ev.scan.count == 3 && ev.scan.grade`, `ev.scan.grade is the text "A", expected true or false`, ``, `grade`, ``},
		{`ev.ports.all(x, x)`, `ev.ports[] cannot`, ``, ``, ``},
		{`timestamp(ev.scan.grade) < now`, `timestamp(ev.scan.grade): invalid RFC 3339 timestamp "A"`, ``, `timestamp`, ``},
		{`iso(ev.scan.grade) < iso('P1D')`, `iso(ev.scan.grade): "A" is not an ISO 8601 duration, such as P90D`, ``, `iso`, ``},
		{`days(ev.scan.count) == 3`, `days cannot be applied to ev.scan.count, which is 3`, ``, `days`, ``},
		{`ev.scan.grade`, `the expression yields the text "A", expected true or false`, ``, `ev.scan.grade`, ``},
	}
	for _, tt := range tests {
		got := mustCompile(t, tt.expression).Eval(sample())
		if tt.token == "" { // only that it is an error, with a message
			if got.Verdict != Error || got.Message == "" {
				t.Errorf("%s is %v %q", tt.expression, got.Verdict, got.Message)
			}
			continue
		}
		if got.Verdict != Error || got.Message != tt.message {
			t.Errorf("%s is %v %q, want %q", tt.expression, got.Verdict, got.Message, tt.message)
		}
		if got.Missing != tt.missing {
			t.Errorf("%s misses %q, want %q", tt.expression, got.Missing, tt.missing)
		}
		if got.Span.Text() != tt.token {
			t.Errorf("%s points at %q, want %q", tt.expression, got.Span.Text(), tt.token)
		}
		if got.Hint != tt.hint {
			t.Errorf("%s hints %q, want %q", tt.expression, got.Hint, tt.hint)
		}
	}
}

// TestFailureBehindGoodItems has a later item that is in order: the failed
// read must be named from the error, not from the last values.
func TestFailureBehindGoodItems(t *testing.T) {
	in := Inputs{Ev: object{"x": list{object{"b": object{}}, object{"b": object{"c": true}}}}}
	got := mustCompile(t, `ev.x.all(v, v.b.c)`).Eval(in)
	if want := "ev.x[].b.c"; got.Missing != want || got.Span.Text() != "c" {
		t.Errorf("misses %q at %q, want %q", got.Missing, got.Span.Text(), want)
	}
}

// TestFailureOfRepeatedName has one name twice in a path.
func TestFailureOfRepeatedName(t *testing.T) {
	in := Inputs{Ev: object{"groups": object{"logGroups": list{}}, "x": list{object{}, object{"b": object{}}}}}
	for expression, want := range map[string]string{
		`ev.groups.groups.all(g, g.days > 3)`: "ev.groups.groups",
		`ev.groups.groups.groups == 1`:        "ev.groups.groups",
		`ev.x.all(v, v.b.c)`:                  "ev.x[].b", // and the item after it lacks c
	} {
		if got := mustCompile(t, expression).Eval(in); got.Missing != want {
			t.Errorf("%s misses %q, want %q", expression, got.Missing, want)
		}
	}
}

func TestCostIsLimited(t *testing.T) {
	items := make(list, 2000)
	for i := range items {
		items[i] = object{"n": int64(i), "s": strings.Repeat("x", 100)}
	}
	in := Inputs{Ev: object{"l": items, "text": strings.Repeat("a", 1<<20)}}
	for _, expression := range []string{
		`ev.l.all(a, ev.l.all(b, ev.l.all(c, a.n + b.n + c.n >= 0)))`,
		`ev.l.map(a, ev.l.map(b, ev.l.map(c, [a, b, c]))).size() == 0`,
		`ev.l.all(a, ev.l.all(b, ev.l == ev.l))`,
		`ev.l.all(a, (ev.text + ev.text).size() > 0)`,
		`ev.l.all(a, !ev.text.matches('(a+)+b'))`,
		`ev.l.all(a, !('' in ev.text.split('')))`,
		`ev.l.all(a, ev.text.replace('a', 'bbbbbbbbbbbbbbbb').size() > 0)`,
		`ev.l.all(a, '%s%s'.format([ev.text, ev.text]).size() > 0)`,
		`sets.equivalent(ev.l + ev.l, ev.l + ev.l)`,
		`ev.l.map(a, a.n).all(a, ev.l.map(b, b.s + string(b.n)).exists(c, c == string(a)) || true)`,
	} {
		got := mustCompile(t, expression).Eval(in)
		if got.Verdict != Error || got.Message != "the expression takes more than 5000000 steps" || got.Hint == "" {
			t.Errorf("%s is %v %q", expression, got.Verdict, got.Message)
		}
	}
	p, _ := CompileList(written(`ev.l`), written(`ev.l.all(x, ev.l.all(y, x.n <= y.n || true))`))
	if _, err := p.Count(in); err == nil || !strings.Contains(err.Error(), "steps") {
		t.Errorf("a population costs without limit: %v", err)
	}
	p, _ = CompileList(written(`ev.l`), written(`ev.l.all(x, x.n >= 0)`))
	if _, err := p.Count(in); err == nil || !strings.Contains(err.Error(), "steps") {
		t.Errorf("the cost of a filter does not add up over items: %v", err)
	}
}
