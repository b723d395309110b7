package reach

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/source"
)

const body = `{"groups": [{"name": "a", "days": 90, "tags": {"k": "v"}, "zones": ["x", "y"]}, {"name": "b", "days": 30, "tags": null, "zones": []}, {"name": "c", "days": 400, "tags": {"k": "w"}, "zones": ["x"]}],
 "total": 3, "next": null, "owner": {"name": "ops", "mail": {"to": "x"}}, "grid": [[1, 2], [3]]}`

func tree(t testing.TB, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestOf says what is left of a piece for an expression.
func TestOf(t *testing.T) {
	for text, want := range map[string]string{
		`ev.a.groups.all(g, g.days >= 30)`:              `{"groups":[{"days":90},{"days":30},{"days":400}]}`,
		`ev.a.groups.all(g, has(g.none) || g.days > 1)`: `{"groups":[{"days":90,"name":null,"tags":null,"zones":null},{"days":30,"name":null,"tags":null,"zones":null},{"days":400,"name":null,"tags":null,"zones":null}]}`,
		`size(ev["a"].groups) > 2`:                      `{"groups":[null,null,null]}`,
		`size(ev.a.owner) > 1`:                          `{"owner":{"mail":null,"name":null}}`,
		`ev.a.owner.size() > 1 && ev.a.total > 1`:       `{"owner":{"mail":null,"name":null},"total":3}`,
		`ev.a.total == 3`:                               `{"total":3}`,
		`has(ev.a.owner.mail)`:                          `{"owner":{"mail":{}}}`,
		`has(ev.a.none.mail)`:                           `{"grid":null,"groups":null,"next":null,"owner":null,"total":null}`,
		`ev.a.owner.mail == {"to": "x"}`:                `{"owner":{"mail":{"to":"x"}}}`,
		`ev.a.grid[0][1] == 2`:                          `{"grid":[[1,2],[3]]}`,
		`ev.a.grid.exists(r, r.exists(n, n == 3))`:      `{"grid":[[1,2],[3]]}`,
		`ev.a.groups.map(g, g.name).exists(n, n=="a")`:  `{"groups":[{"name":"a"},{"name":"b"},{"name":"c"}]}`,
	} {
		parts := map[string]*Part{}
		if !Of(text, parts) || parts["a"] == nil {
			t.Errorf("%s may read anything", text)
			continue
		}
		got, err := json.Marshal(parts["a"].Pack(tree(t, body)).Plain())
		if err != nil || string(got) != want {
			t.Errorf("%s leaves\n%s, want\n%s", text, got, want)
		}
	}
	for _, text := range []string{``, `ev[p.id].x`, `ev.all(k, k != "")`, `size(ev) > 0`, `(`, `["a"].all(x, ev[x].total > 1)`, `ev == {}`} {
		if Of(text, map[string]*Part{}) {
			t.Errorf("%q is said to read no more than what it names", text)
		}
	}
}

// expressions are evaluated over the whole of a piece and over what is said to
// be read of it.
var expressions = []string{
	`ev.a.groups.all(g, g.days >= 30)`, `ev.a.groups.all(g, g.days >= days(p.retention))`, `ev.a.groups.exists(g, g.tags.k == "v")`, `ev.a.groups.all(g, g.tags == null || g.tags.k != "")`,
	`ev.a.groups.filter(g, g.days > 50).all(g, g.name != "b")`, `ev.a.groups.filter(g, g.days > 50).size() == 2`, `ev.a.groups.map(g, g.days).all(d, d > 50)`, `ev.a.groups.map(g, g.days > 50, g.name) == ["a", "c"]`,
	`ev.a.groups.exists_one(g, "y" in g.zones)`, `ev.a.groups[1].name == "b" && ev.a.groups[5].name == ""`, `ev.a["groups"].all(g, has(g.none) || g.days > 0)`, `ev.a.groups.all(g, g.nome == "a")`, `ev.a.groups.all(g, g.dayz > 3)`,
	`ev.a.total > 2 ? ev.a.owner.name == "ops" : ev.a.owner.mail.to == "y"`, `ev.a.owner.all(k, k != "none")`, `ev.a.owner == ev.b.owner`, `ev.a.owner.mail == ev.b.owner.mail`, `ev.a.grid.all(r, r.all(n, n < 3))`,
	`"ops" in ev.a.owner`, `"name" in ev.a.owner`, `ev.a.owner["na" + "me"] == "ops"`, `ev.a.next == null`, `ev.a.next.x == 1`, `ev.a.?next.orValue("x") == "x"`, `ev.a[?"owner"].?name.orValue("") == "ops"`, `ev.a.groups == []`,
	`ev.a.total.all(x, x)`, `ev.a.groups.name == "a"`, `ev.a.groups.all(ev, ev.days > 0)`, `ev.a.groups.all(a, ev.b.groups.exists(b, b.name == a.name && b.days == a.days))`, `ev.a.groups.all(g, g)`, `size(ev.a.owner) == 2 && size(ev.a.groups) == 3`,
	`ev.a.groups.all(g, g.zones.all(z, z in ["x", "y"]))`, `[ev.a.total, ev.b.total] == [3.0, 3.0]`, `{"k": ev.a.owner}.k.mail.to == "x"`, `ev.a.owner.mail.to.startsWith("x") && !ev.a.owner.mail.none.startsWith("y")`, `ev.c.x == 1`, `ev.a.groups.all(i, g, g.days > 0)`,
	`ev.a.groups.all(g, size(g) == 4 && g.days > 0)`, `ev.a.owner.size() == 2 && ev.a.owner.name == "x"`, `ev.a.owner.nam == "ops" || size(ev.a.owner) == 1`, `has(ev.a.owner.mail.to) && ev.a.owner.mial.to == "x"`, `ev.a.groups.all(g, has(g.tags.k) || g.zones == [])`,
	`type(ev.a.owner) == map`, `facts.a.params.x == 1 || ev.a.total == 3`, `ev.a.groups.all(g, ev.a.owner.name == "ops" && g.days > 80)`,
}

// TestSame evaluates expressions over the whole of a piece and over what is said
// to be read of it: verdict, messages, hints and comparisons are the same.
func TestSame(t *testing.T) {
	decided := map[rule.Verdict]int{}
	for _, text := range expressions {
		same(t, text, body, decided)
	}
	if decided[rule.True] < 5 || decided[rule.False] < 5 || decided[rule.Error] < 5 {
		t.Errorf("the expressions decide too little: %v", decided)
	}
}

func same(t *testing.T, text, doc string, decided map[rule.Verdict]int) {
	t.Helper()
	program, list := rule.Compile(source.Text{Value: text})
	if program == nil || list.HasErrors() {
		return
	}
	parts := map[string]*Part{}
	if !Of(text, parts) {
		return
	}
	whole, cut := map[string]any{}, map[string]any{}
	for _, id := range []string{"a", "b"} {
		whole[id], cut[id] = tree(t, doc), tree(t, doc)
		if part := parts[id]; part != nil {
			cut[id] = part.Pack(cut[id]).Plain()
		} else {
			cut[id] = nil // nobody may see
		}
	}
	in := rule.Inputs{Ev: whole, P: map[string]any{"retention": "P30D"}, Facts: map[string]any{}}
	want := program.Eval(in)
	in.Ev = cut
	got := program.Eval(in)
	decided[want.Verdict]++
	if a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); a != b || !reflect.DeepEqual(got, want) {
		t.Errorf("%s\n over what it reads: %s\n over the whole:      %s", text, a, b)
	}
}

func FuzzSame(f *testing.F) {
	for _, text := range expressions {
		f.Add(text, body)
	}
	f.Fuzz(func(t *testing.T, text, doc string) {
		var v any
		if len(doc) < 10_000 && len(text) < 500 && json.Unmarshal([]byte(doc), &v) == nil {
			same(t, text, doc, map[rule.Verdict]int{})
		}
	})
}
