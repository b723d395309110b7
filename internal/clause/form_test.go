package clause

import (
	"fmt"
	"testing"
)

func TestForm(t *testing.T) {
	for _, c := range []struct{ text, form, slots string }{
		{`ev["trivy"].Results.all(r, r.x == "ev")`, `ev["@0"].Results.all(r, r.x == "ev")`, "[{ev @0 trivy}]"},
		{`ev [ 'a-b' ].x > 1 && ev.c_d.y == 2`, `ev [ "@0" ].x > 1 && ev.c_d.y == 2`, "[{ev @0 a-b} {ev c_d c_d}]"},
		{`facts["a"].verdict == ev["a"].x && at["b"] < now && ev["a"].y`, `facts["@0"].verdict == ev["@0"].x && at["@1"] < now && ev["@0"].y`, "[{facts @0 a} {ev @0 a} {at @1 b}]"},
		{`ev[?"a"].?x.orValue(1) == 1`, `ev[?"@0"].?x.orValue(1) == 1`, "[{ev @0 a}]"},
		{`p.ev["a"] == 1 && f(x).at["b"] == ev["c"]`, `p.ev["a"] == 1 && f(x).at["b"] == ev["@0"]`, "[{ev @0 c}]"},
		{`p.count > 1`, `p.count > 1`, "[]"},
		{`c["a"].x == ev["b"].x`, `c["a"].x == ev["@0"].x`, "[{ev @0 b}]"},
	} {
		form, slots := Form(c.text)
		if form != c.form || fmt.Sprint(slots) != c.slots {
			t.Errorf("Form(%s) = %s, %v; want %s, %s", c.text, form, slots, c.form, c.slots)
		}
	}
	for _, text := range []string{
		`ev[p.tool].x && ev["a"].y`, `ev["a"].x && ev.all(k, k != "")`, `ev["a"].x && "a" in ev`, `ev["a" + "b"].x`, `ev[r"a"].x`, `ev["a\x62"].x`,
		"ev[\"a\"].x // ev", `ev["""a"""].x`, `x.all(ev, ev["a"] == 1)`, `.ev["a"].x`, `[1, .ev["a"].x]`, `1 in .ev["a"].x`, `ev["a"].x == "@0"`, `ev["a b"].x`, `ev["é"].x`,
		`ev["a123456789b123456789c123456789de"].x`, `{ev: 1}["a"] == ev["a"]`, `ev`, ``,
	} {
		if form, slots := Form(text); form != text || len(slots) > 0 {
			t.Errorf("Form(%s) = %s, %v; want the text itself", text, form, slots)
		}
	}
}
