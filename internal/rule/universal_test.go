package rule

import (
	"strings"
	"testing"
)

func TestEmpty(t *testing.T) {
	for _, tt := range []struct {
		expression string
		verdict    Verdict
		want       string // lists, joined by |
	}{
		{`ev.none.all(x, x.ok)`, True, `ev.none`},
		{`ev.some.all(x, x.n > 0)`, True, ``},
		{`ev.some.all(x, x.n > 0) && ev.none.all(x, x.ok) && ev.table.all(k, false)`, True, `ev.none|ev.table`},
		{`ev.none.all(x, x.ok) && ev.none.all(y, y.ok)`, True, `ev.none`},
		{`ev.some.filter(x, x.n > 9).all(x, x.ok)`, True, `ev.some.filter(x, x.n > 9)`},
		{`size(ev.none) == 0 || ev.none.all(x, x.ok)`, True, ``},
		{`ev.some.all(x, x.parts.all(q, q.ok))`, True, ``},
		{`ev.some.all(x, ev.none.filter(n, n.id == x.n).all(n, n.ok))`, True, ``},
		{`['a'].all(s, ev.none.all(x, x.ok))`, True, `ev.none`},
		{`ev.some.exists(x, ev.none.filter(x, x.ok).all(x, x.ok))`, True, `ev.none.filter(x, x.ok)`},
		{`!ev.none.all(x, x.ok) || ev.some.size() == 1`, True, ``},
		{`ev.none.all(x, x.ok) == true`, True, ``},
		{`ev.none.exists(x, x.ok)`, False, ``},
		{`ev.none.all(x, x.ok) && ev.some.all(x, x.n > 5)`, False, `ev.none`},
	} {
		in := Inputs{Ev: object{"none": list{}, "table": object{}, "some": list{object{"n": int64(1), "parts": list{}}}}}
		got := mustCompile(t, tt.expression).Eval(in)
		if lists := strings.Join(got.Empty, "|"); got.Verdict != tt.verdict || lists != tt.want {
			t.Errorf("%s is %v (%s) and empty are %q, want %v and %q", tt.expression, got.Verdict, got.Message, lists, tt.verdict, tt.want)
		}
	}
}
