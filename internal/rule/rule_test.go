package rule

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/source"
)

// written returns an expression as it stands in a file.
func written(expression string) source.Text {
	const before = "assert: "
	f := source.NewFile("controls/a.yaml", []byte(before+expression+"\n"))
	return source.Text{Value: expression, Span: f.Span(len(before), len(before)+len(expression))}
}

func mustCompile(t testing.TB, expression string) *Program {
	t.Helper()
	p, problems := Compile(written(expression))
	if p == nil || len(problems) > 0 {
		t.Fatalf("%s does not compile: %v", expression, problems)
	}
	return p
}

type object = map[string]any
type list = []any

var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func sample() Inputs {
	return Inputs{
		Ev: object{
			"log_groups": object{"logGroups": list{
				object{"name": "/ops/a", "retentionInDays": int64(400)},
				object{"name": "/ops/b", "retentionInDays": int64(30)},
				object{"name": "/ops/c"},
			}},
			"aws-ebs-volumes": object{"Volumes": list{}},
			"scan":            object{"Results": nil, "score": 9.5, "grade": "A", "count": int64(3)},
			"helm":            object{"version": "v3.12.0"},
			"ports":           list{int64(443), int64(8443)},
		},
		Facts: object{"scan": object{"verdict": "pass"}},
		At:    map[string]time.Time{"scan": now.Add(-36 * time.Hour)},
		P: object{
			"retention": "P90D", "ports": list{int64(443)}, "score": int64(9), "limit": 9.5, "groups": list{"a", "b"},
		},
		C:   object{"mfa": object{"factors": int64(2)}},
		Now: now,
	}
}

func TestVerdict(t *testing.T) {
	tests := []struct {
		expression string
		want       Verdict
	}{
		{`ev.scan.score >= p.score`, True},
		{`ev.scan.score == p.limit`, True},
		{`ev.scan.count == 3.0 && 3.0 == ev.scan.count && ev.scan.count < 3.5 && 2.5 < ev.scan.count`, True},
		{`ev.scan.count < p.limit && p.limit > ev.scan.count`, True},
		{`p.ports[0] in ev.ports`, True},
		{`ev.ports.all(x, x in p.ports)`, False},
		{`sets.contains(ev.ports, p.ports) && !sets.equivalent(ev.ports, p.ports) && sets.intersects(p.ports, ev.ports)`, True},
		{`sets.equivalent(['a', 'b', 'b'], p.groups)`, True},
		{`ev["aws-ebs-volumes"].Volumes.all(v, v.Encrypted)`, True}, // over nothing; the population is judged elsewhere
		{`at.scan > now - iso('P2D')`, True},
		{`at["scan"] > now - iso('P1D')`, False},
		{`facts.scan.verdict == 'pass' && c.mfa.factors == 2`, True},
		{`iso('P1Y') == duration('8760h') && iso('P1M') == duration('720h')`, True},
		{`days(p.retention) == 90 && hours('P1DT12H') == 36 && days('P1Y') == 365`, True},
		{`semver.compare(ev.helm.version, '3.9') == 1`, True},
		{`ev.scan.?missing.orValue(0) == 0 && !ev.?nothing.hasValue()`, True},
		{`ev.helm.version.substring(1).split('.')[0] == '3'`, True},
		{`math.greatest(ev.ports) == 8443`, True},
		{`ev.scan.Results == null`, True},
		{`has(ev.scan.nothing)`, False},
		{`ev.log_groups.logGroups.all(g, g.retentionInDays >= days(p.retention))`, False},
		{`ev.log_groups.logGroups.exists(g, g.nothing == 1)`, Error},
		{`ev.nothing.x == 1`, Error},
		{`ev.scan.grade`, Error},
		{`days('PT36H') == 1`, Error},
		{`semver.compare(ev.scan.grade, '1') == 0`, Error},
		{`1 / (ev.scan.count - 3) == 0`, Error},
	}
	for _, tt := range tests {
		if got := mustCompile(t, tt.expression).Eval(sample()); got.Verdict != tt.want {
			t.Errorf("%s is %v (%s), want %v", tt.expression, got.Verdict, got.Message, tt.want)
		}
	}
}

func TestEvalOfNothing(t *testing.T) {
	r := mustCompile(t, `ev.scan.score > 3 && at.scan < now && p.x == c.y && facts.z`).Eval(Inputs{})
	if r.Verdict != Error || r.Missing == "" {
		t.Errorf("without inputs the result is %+v", r)
	}
}

func TestCount(t *testing.T) {
	const groups = `ev.log_groups.logGroups`
	tests := []struct {
		path, where string
		want        int
		fault       string // part of the error
	}{
		{path: groups, want: 3},
		{path: groups, where: `has(it.retentionInDays)`, want: 2},
		{path: groups, where: `has(it.retentionInDays) && it.retentionInDays >= days(p.retention)`, want: 1},
		{path: `ev["aws-ebs-volumes"].Volumes`, want: 0},
		{path: groups + `.filter(g, g.name.endsWith('a'))`, want: 1},
		{path: `ev.nothing.items`, fault: `there is no evidence "nothing"`},
		{path: `ev.scan`, fault: "yields an object, expected a list"},
		{path: `ev.scan.Results`, fault: "yields null, expected a list"},
		{path: groups, where: `it.retentionInDays > 1`, fault: `it has no "retentionInDays"`},
		{path: groups, where: `it.name`, fault: `yields the text "/ops/a", expected true or false`},
	}
	for _, tt := range tests {
		p, problems := CompileList(written(tt.path), written(tt.where))
		if p == nil || len(problems) > 0 {
			t.Errorf("%s where %s does not compile: %v", tt.path, tt.where, problems)
			continue
		}
		got, err := p.Count(sample())
		switch {
		case tt.fault == "" && (err != nil || got != tt.want):
			t.Errorf("%s where %q counts %d (%v), want %d", tt.path, tt.where, got, err, tt.want)
		case tt.fault != "" && (err == nil || !strings.Contains(err.Error(), tt.fault)):
			t.Errorf("%s where %q: error %v, want %q", tt.path, tt.where, err, tt.fault)
		}
	}
}

func TestCountReadsBoth(t *testing.T) {
	p, problems := CompileList(written(`ev.users.users`), written(`it.team in ev.teams.list && it.role == p.role`))
	if p == nil {
		t.Fatal(problems)
	}
	if got, want := p.Reads(), []string{"teams", "users"}; !reflect.DeepEqual(got, want) {
		t.Errorf("reads %v, want %v", got, want)
	}
	if got, want := p.ReadsParameters(), []string{"role"}; !reflect.DeepEqual(got, want) {
		t.Errorf("reads parameters %v, want %v", got, want)
	}
}

func TestValue(t *testing.T) {
	doc := object{"n": int64(3), "f": 1.5, "s": "2026-11-21T12:00:00+01:00", "items": list{object{"v": int64(1)}, object{"v": int64(2)}}, "none": nil}
	tests := []struct {
		expression string
		want       any
	}{
		{`doc.n`, int64(3)},
		{`doc.f`, 1.5},
		{`doc.none`, nil},
		{`doc.items.map(i, i.v)`, list{int64(1), int64(2)}},
		{`doc.items`, doc["items"]},
		{`{'a': doc.n, 'b': [doc.f]}`, object{"a": int64(3), "b": list{1.5}}},
		{`timestamp(doc.s)`, time.Date(2026, 11, 21, 11, 0, 0, 0, time.UTC)},
		{`iso('P1D')`, 24 * time.Hour},
		{`doc.?missing`, nil},
		{`doc.?n`, int64(3)},
		{`uint(3)`, int64(3)},
		{`doc.n > 2 ? 'pass' : 'fail'`, "pass"},
		{`b'ab'`, "ab"},
	}
	for _, tt := range tests {
		p, problems := CompileValue(written(tt.expression))
		if p == nil {
			t.Errorf("%s does not compile: %v", tt.expression, problems)
			continue
		}
		if got, _, err := p.Value(doc); err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s = %#v (%v), want %#v", tt.expression, got, err, tt.want)
		}
	}
	p, _ := CompileValue(written(`doc.nothing`))
	if _, _, err := p.Value(doc); err == nil || err.Error() != `doc has no "nothing"` {
		t.Errorf("doc.nothing: %v", err)
	}
	if p, _ := CompileValue(written(`ev.x`)); p != nil {
		t.Error("a value reads doc only")
	}
}

func TestReads(t *testing.T) {
	tests := []struct {
		expression               string
		reads, parameters, other []string
	}{
		{`ev.b.x == 1 && ev["a-b"].y == 2 && facts.c.verdict == 'pass' && at.d < now`, []string{"a-b", "b", "c", "d"}, nil, nil},
		{`'x' in ev && ev.?y.hasValue() && ev[?"z"].hasValue() && has(ev.w)`, []string{"w", "x", "y", "z"}, nil, nil},
		{`ev.l.all(p, p.hidden == 1) && ev.l.exists(c, c.hidden == p.seen)`, []string{"l"}, []string{"seen"}, nil},
		{`ev.l.map(ev, ev.hidden).size() > 0`, []string{"l"}, nil, nil},
		{`c["mfa"].factors >= c.sso.factors && p["a-b"] == p.c`, nil, []string{"a-b", "c"}, []string{"mfa", "sso"}},
		{`ev.a.all(x, ev.b.all(y, x == y && p.z))`, []string{"a", "b"}, []string{"z"}, nil},
	}
	for _, tt := range tests {
		p := mustCompile(t, tt.expression)
		for _, got := range [][2][]string{{p.Reads(), tt.reads}, {p.ReadsParameters(), tt.parameters}, {p.ReadsControls(), tt.other}} {
			if strings.Join(got[0], " ") != strings.Join(got[1], " ") {
				t.Errorf("%s reads %v, want %v", tt.expression, got[0], got[1])
			}
		}
	}
}

// TestSameEveryTime evaluates over a map, whose order Go leaves open, from
// several goroutines at once.
func TestSameEveryTime(t *testing.T) {
	users := object{}
	for _, name := range strings.Fields("zoe amy bob eve ian liz max pam ron sue tim uma") {
		users[name] = object{"factors": int64(len(name) % 2)}
	}
	in := Inputs{Ev: object{"users": users}, P: object{"factors": int64(3)}, Now: now}
	p := mustCompile(t, `ev.users.all(name, name < 'm' && ev.users[name].factors >= p.factors)`)
	want := p.Eval(in)
	if want.Verdict != False || len(want.Comparisons) != 2 || want.Comparisons[1].LeftValue != "amy" {
		t.Fatalf("the first key decides, got %+v", want)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 20 {
				if got := p.Eval(in); !reflect.DeepEqual(got, want) {
					t.Errorf("got %+v, want %+v", got, want)
				}
			}
		})
	}
	group.Wait()
}
