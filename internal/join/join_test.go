package join

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/schematest"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// plan reads the two files out of a folder.
func plan(t *testing.T, labels, joins string) (*Plan, diag.List) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{site.LabelsFile: labels, site.JoinsFile: joins} {
		if text == "" {
			continue
		}
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	p, list, err := Load(tree, config.Default())
	if err != nil {
		t.Fatal(err)
	}
	return p, list
}

// piece is evidence with a body, collected a number of hours ago.
func piece(t *testing.T, id, body string, hours int, scope trust.Scope) *trust.Evidence {
	t.Helper()
	n, list := decode.YAML(source.NewFile(id, []byte(body)), decode.Config)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return &trust.Evidence{
		ID: id, Path: "evidence/" + id + ".json", Body: n.Plain(), Digest: source.DigestOf([]byte(body)), Scope: scope, Audience: "internal",
		Clocks: trust.Clocks{CollectedAt: now.Add(-time.Duration(hours) * time.Hour), Precision: "second"},
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), `"`, "")
}

func made(r Result, id string) (out []*trust.Evidence) {
	for _, e := range r.Evidence {
		if e.ID == id {
			out = append(out, e)
		}
	}
	return out
}

func TestBodies(t *testing.T) {
	a, b := "{list: [{n: 1, k: x}, {n: 2, k: y}, {n: 3, k: x}], at: '2026-01-01T00:00:00Z'}", "[{id: x, v: 10}, {id: y, v: 20}, {id: y, v: 21}]"
	for _, tt := range []struct{ name, join, want, problem string }{
		{"an expression", "value: 'ev.a.list.map(i, i.n)'", "[1,2,3]", ""},
		{"keys", "body: {n: 'size(ev.a.list)', first: 'ev.b[0].id'}", "{first:x,n:3}", ""},
		{"an instant becomes text", "body: {at: timestamp(ev.a.at), now: now, age: now - timestamp(ev.a.at)}", "{age:27950400,at:2026-01-01T00:00:00Z,now:2026-11-20T12:00:00Z}", ""},
		{"at and facts", "body: {at: 'at[\"b\"]', examined: facts.a.coverage.examined}", "{at:2026-11-20T10:00:00Z,examined:3}", ""},
		{"filtered", "items: {each: ev.a.list, where: it.k == 'x'}", "[{k:x,n:1},{k:x,n:3}]", ""},
		{"joined by key, many", "items: {each: ev.a.list, key: it.k, with: [{each: ev.b, key: it.id, take: it.v, as: v, many: true}]}", "[{k:x,n:1,v:[10]},{k:y,n:2,v:[20,21]},{k:x,n:3,v:[10]}]", ""},
		{"joined by key, one", "items: {each: ev.a.list, where: it.k == 'x', key: it.k, with: [{each: ev.b, key: it.id, as: b}]}", "[{b:{id:x,v:10},k:x,n:1},{b:{id:x,v:10},k:x,n:3}]", ""},
		{"several where one is wanted", "items: {each: ev.a.list, key: it.k, with: [{each: ev.b, key: it.id, as: b}]}", "", "2 records have the key y, and one is to be joined as b"},
		{"no record", "items: {each: ev.a.list, key: string(it.n), with: [{each: ev.b, key: it.id, as: b}]}", "[{k:x,n:1},{k:y,n:2},{k:x,n:3}]", ""},
		{"a record is asked for", "items: {each: ev.a.list, key: it.n, with: [{each: ev.b, key: it.id, as: b, missing: error}]}", "", "nothing is to be joined as b to the item 1"},
		{"computed keys see what was joined", "items: {each: ev.a.list, where: it.n == 1, key: it.k, with: [{each: ev.b, key: it.id, take: it.v, as: v}], set: {twice: it.v * 2, big: it.v > 5}}", "[{big:true,k:x,n:1,twice:20,v:10}]", ""},
		{"no list", "items: {each: ev.a}", "", "the expression of a list yields no list"},
		{"no object", "items: {each: 'ev.a.list.map(i, i.n)', set: {x: '1'}}", "", "an item of a list that is joined is no object"},
		{"a missing key is no false", "items: {each: ev.a.list, where: it.gone}", "", `it has no "gone"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, list := plan(t, "", "joins:\n  - id: out\n    from: [a, b]\n    "+tt.join+"\n")
			if list.HasErrors() {
				t.Fatal(list)
			}
			one, two := piece(t, "a", a, 1, nil), piece(t, "b", b, 2, nil)
			one.Coverage = trust.Coverage{Known: true, Examined: 3}
			r, list := p.Apply([]*trust.Evidence{one, two}, now)
			e := made(r, "out")[0]
			if tt.problem == "" {
				if got := text(t, e.Body); got != tt.want || len(list) > 0 {
					t.Errorf("%s; %v", got, list)
				}
				return
			}
			if e.Body != nil || e.Verdict != trust.VerdictError || len(list) != 1 || !strings.Contains(list[0].Message, tt.problem) || !strings.Contains(e.Problems[0].Message, tt.problem) {
				t.Errorf("%v, %v, %v", e.Body, e.Problems, list)
			}
		})
	}
}

// TestInheritance holds a join to the worst of what it is made of.
func TestInheritance(t *testing.T) {
	p, list := plan(t, "", "joins: [{id: out, title: Out, from: [a, b], body: {n: ev.a.n + ev.b.n}}, {id: further, from: [out], value: ev.out.n}]")
	if len(list) > 0 {
		t.Fatal(list)
	}
	prod := trust.Scope{"environment": {"production"}}
	a, b := piece(t, "a", "{n: 1}", 5, prod), piece(t, "b", "{n: 2}", 50, trust.Scope{"region": {"eu"}})
	a.Coverage, b.Coverage = trust.Coverage{Known: true, Examined: 3, Skipped: 1}, trust.Coverage{Known: true, Examined: 4, Errors: 2, Truncated: true}
	a.Clocks.ValidUntil, b.Clocks.KnowledgeAt = now.Add(time.Hour), now.Add(-100*time.Hour)
	a.Audience, a.Manual, b.Manual = "public", true, true
	r, list := p.Apply([]*trust.Evidence{a, b}, now)
	if len(list) > 0 || len(r.Evidence) != 4 || len(r.Lacking) > 0 {
		t.Fatal(list, r)
	}
	for _, id := range []string{"out", "further"} {
		e := made(r, id)[0]
		if !e.Clocks.CollectedAt.Equal(b.Clocks.CollectedAt) || !e.Clocks.ValidUntil.Equal(a.Clocks.ValidUntil) || !e.Clocks.KnowledgeAt.Equal(b.Clocks.KnowledgeAt) {
			t.Errorf("%s: clocks %+v", id, e.Clocks)
		}
		if e.Coverage != (trust.Coverage{Known: true, Examined: 7, Skipped: 1, Errors: 2, Truncated: true}) {
			t.Errorf("%s: coverage %+v", id, e.Coverage)
		}
		if e.Audience != "internal" || !e.Manual || e.Publish || e.Format != Format || e.Scope.String() != "environment=production region=eu" {
			t.Errorf("%s: %+v", id, e)
		}
	}
	if out := made(r, "out")[0]; len(out.Sources) != 2 || len(out.Parents) != 2 || out.Digest == a.Digest || text(t, out.Body) != "{n:3}" {
		t.Errorf("%+v", out)
	}
	changed := piece(t, "b", "{n: 3}", 50, nil)
	again, _ := p.Apply([]*trust.Evidence{a, changed}, now)
	if made(again, "out")[0].Digest == made(r, "out")[0].Digest {
		t.Error("another source gives the same digest")
	}
	undated := piece(t, "b", "{n: 3}", 50, nil)
	undated.Clocks = trust.Clocks{}
	again, _ = p.Apply([]*trust.Evidence{a, undated}, now)
	if e := made(again, "further")[0]; !e.Clocks.CollectedAt.IsZero() {
		t.Errorf("an undated source gives %s", e.Clocks.CollectedAt)
	}
}

// TestScopes makes a piece for each scope of the first source, and one of all
// that are merged.
func TestScopes(t *testing.T) {
	in := func(region string) trust.Scope { return trust.Scope{"region": {region}} }
	pieces := []*trust.Evidence{piece(t, "a", "{n: 1}", 1, in("eu")), piece(t, "a", "{n: 2}", 2, in("us")), piece(t, "a", "{n: 9}", 3, in("us")), piece(t, "b", "{n: 10}", 4, nil)}
	for _, tt := range []struct{ join, want, lacking string }{
		{"{id: out, from: [a, b], value: ev.a.n + ev.b.n}", "region=eu 11 -4; region=us 12 -4", ""},
		{"{id: out, from: [a], merge: [a], body: {all: 'ev.a.map(p, p.body.n)', regions: 'ev.a.map(p, p.scope.region)'}}", " {all:[1,2],regions:[eu,us]} -2", ""},
		{"{id: out, from: [b, a], value: ev.b.n}", " null -4 failed", ""},
		{"{id: out, from: [b, a], merge: [a], value: size(ev.a) + ev.b.n}", " 12 -4", ""},
		{"{id: out, from: [a, gone], value: ev.a.n}", "", `it is joined from "gone", which is missing for region=eu`},
		{"{id: out, from: [gone], value: ev.gone}", "", `it is joined from "gone", which is missing`},
	} {
		p, list := plan(t, "", "joins: ["+tt.join+"]")
		if len(list) > 0 {
			t.Fatal(tt.join, list)
		}
		r, _ := p.Apply(pieces, now)
		var got []string
		for _, e := range made(r, "out") {
			line := fmt.Sprintf("%s %s %.0f", e.Scope, text(t, e.Body), e.Clocks.CollectedAt.Sub(now).Hours())
			if len(e.Problems) > 0 {
				line += " failed"
			}
			got = append(got, line)
		}
		if strings.Join(got, "; ") != tt.want || r.Lacking["out"] != tt.lacking {
			t.Errorf("%s: %q, %q", tt.join, strings.Join(got, "; "), r.Lacking["out"])
		}
	}
}

// TestLimits stops joins that compare each with each.
func TestLimits(t *testing.T) {
	var b strings.Builder
	b.WriteString("[")
	for i := range 4000 {
		fmt.Fprintf(&b, "{n: %d},", i)
	}
	b.WriteString("]")
	for _, join := range []string{
		"{id: out, from: [a], items: {each: ev.a, set: {same: 'ev.a.filter(x, x.n == it.n).size()'}}}",
		"{id: out, from: [a], value: 'ev.a.map(x, ev.a.map(y, x.n * y.n))'}",
	} {
		p, list := plan(t, "", "joins: ["+join+"]")
		if len(list) > 0 {
			t.Fatal(list)
		}
		r, list := p.Apply([]*trust.Evidence{piece(t, "a", b.String(), 1, nil)}, now)
		if e := made(r, "out")[0]; e.Body != nil || len(list) != 1 || !strings.Contains(list[0].Message, "steps") {
			t.Errorf("%s: %v", join, list)
		}
	}
}

func TestLabels(t *testing.T) {
	const body = "{Buckets: [{Name: a-logs, Tags: [{Key: purpose, Value: audit}]}, {Name: b, Tags: [{Key: purpose, Value: backup}]}, {Name: c}]}"
	for _, tt := range []struct{ label, want, problem string }{
		{"map: {a-logs: log, b: backup, c: x}", "{Buckets:[{Name:a-logs,label:log,labels:[log]},{Name:b,label:backup,labels:[backup]},{Name:c,label:x,labels:[x]}]}", ""},
		{"as: purpose, map: {'*-logs': [log, audit], '*': none}", "{Buckets:[{Name:a-logs,purpose:[log,audit]},{Name:b,purpose:none},{Name:c,purpose:none}]}", ""},
		{"as: purpose, map: {c: scratch}, from: '/Tags[Key=purpose]/Value'", "{Buckets:[{Name:a-logs,purpose:audit},{Name:b,purpose:backup},{Name:c,purpose:scratch}]}", ""},
		{"map: {'*': {owner: ops, tier: 1}}", "{Buckets:[{Name:a-logs,owner:ops,tier:1},{Name:b,owner:ops,tier:1},{Name:c,owner:ops,tier:1}]}", ""},
		{"unlabelled: ignore, map: {b: backup}", "{Buckets:[{Name:a-logs},{Name:b,label:backup,labels:[backup]},{Name:c}]}", ""},
		{"unlabelled: warning, map: {b: backup}", "{Buckets:[{Name:a-logs},{Name:b,label:backup,labels:[backup]},{Name:c}]}", "warning: items of buckets (evidence/buckets.json) have no label: a-logs, c"},
		{"map: {b: backup}", "{Buckets:[{Name:a-logs},{Name:b,label:backup,labels:[backup]},{Name:c}]}", "error: items of buckets"},
	} {
		p, list := plan(t, "labels: [{evidence: buckets, each: /Buckets/*, key: /Name, "+tt.label+"}]", "")
		if len(list) > 0 {
			t.Fatal(list)
		}
		e := piece(t, "buckets", body, 1, nil)
		_, list = p.Apply([]*trust.Evidence{e}, now)
		got := strings.NewReplacer(",Tags:[{Key:purpose,Value:audit}]", "", ",Tags:[{Key:purpose,Value:backup}]", "").Replace(text(t, e.Body))
		said := ""
		if len(list) > 0 {
			said = fmt.Sprint(list[0].Severity, ": ", list[0].Message)
		}
		if got != tt.want || !strings.HasPrefix(said, tt.problem) || tt.problem == "" && said != "" {
			t.Errorf("%s: %s; %s", tt.label, got, said)
		}
	}
}

// TestScopeMap gives evidence and the log what an account means.
func TestScopeMap(t *testing.T) {
	cfg := config.Default()
	cfg.ScopeMap = map[string]map[string]map[string][]string{"account": {"1": {"environment": {"production"}}, "2": {"environment": {"staging"}}}}
	account := func(id string) trust.Scope { return trust.Scope{"account": {id}} }
	set := []*trust.Evidence{piece(t, "a", "{}", 1, account("1")), piece(t, "b", "{}", 1, account("3")), piece(t, "c", "{}", 1, trust.Scope{"account": {"2"}, "environment": {"production"}}), piece(t, "d", "{}", 1, nil)}
	log := []trust.LogEntry{{ID: "a"}, {ID: "a", Scope: account("2")}, {ID: "d"}}
	list := Scopes(cfg, set, log)
	var got []string
	for _, e := range set {
		got = append(got, e.Scope.String())
	}
	for _, l := range log {
		got = append(got, l.Scope.String())
	}
	if want := "account=1 environment=production|account=3|account=2 environment=production||environment=production|account=2 environment=staging|"; strings.Join(got, "|") != want {
		t.Errorf("%q", strings.Join(got, "|"))
	}
	if len(list) != 1 || list[0].Code != diag.ScopeConflict || !strings.Contains(list[0].Message, "account 2") {
		t.Error(list)
	}
}

// TestSchemas holds the committed schemas to the types.
func TestSchemas(t *testing.T) {
	for name, of := range map[string]struct {
		schema func() ([]byte, error)
		good   []string
		bad    []string
	}{
		"labels": {LabelsSchema, []string{"labels: [{evidence: a, each: /a/*, key: /n, map: {x: y, z: [a, b], q: {r: s}}}]"}, []string{"labels: [{evidence: a, each: /a/*}]", "labels: [{evidence: a, each: /a, key: /n, unlabeled: error}]"}},
		"joins":  {JoinsSchema, []string{"joins: [{id: a, from: [b], body: {x: ev.b, y: {each: ev.b, key: it.n, with: [{each: ev.b, key: it.m, as: q}]}}}]"}, []string{"joins: [{id: a}]", "joins: [{id: a, from: b, body: {x: {where: 'true'}}}]"}},
	} {
		raw, err := of.schema()
		if err != nil {
			t.Fatal(err)
		}
		schematest.Golden(t, name+".schema.json", raw)
		for _, texts := range [][]string{of.good, of.bad} {
			for _, text := range texts {
				n, _ := decode.YAML(source.NewFile("a.yaml", []byte(text)), decode.Config)
				if err := schema.Check(raw, n.Plain()); (err == nil) != (&texts[0] == &of.good[0]) {
					t.Errorf("%s: %v", text, err)
				}
			}
		}
	}
}
