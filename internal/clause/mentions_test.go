package clause

import (
	"strings"
	"testing"
)

func TestMentions(t *testing.T) {
	for _, c := range []struct {
		text  string
		ids   string
		exact bool
	}{
		{`ev["trivy"].Results.all(r, r.x == "ev")`, "trivy", true},
		{`ev['a-b'].x > 1 && ev.c_d.y == 2`, "a-b c_d", true},
		{`ev . c . y == 2`, "c", true},
		{`ev[?"a"].?x.orValue(1) == 1`, "a", true},
		{`has(ev.a) || ev.?b.hasValue()`, "a b", true},
		{`facts["a"].verdict == "pass" && at["b"] < now`, "", true},
		{`p.ev == 1 && some.ev.x == 2 && every.x && ev2.y`, "", true},
		{`"ev.a" == 'ev["b"]'`, "", true},
		{`ev[p.tool].x == 1 && ev["a"].y`, "a", false},
		{`ev.all(k, k != "")`, "", false},
		{`"a" in ev`, "", false},
		{`ev["a" + "b"].x`, "", false},
		{`ev[r"a"].x`, "", false},
		{`ev["a\x62"].x`, "", false},
		{`ev`, "", false},
		{"ev.a.x // ev.b", "a b", false},
		{`ev["""a"""].x`, "", false},
		{``, "", true},
	} {
		ids, exact := Mentions(c.text)
		if exact != c.exact || c.exact && strings.Join(ids, " ") != c.ids {
			t.Errorf("Mentions(%s) = %q, %v; want %q, %v", c.text, ids, exact, c.ids, c.exact)
		}
	}
}
