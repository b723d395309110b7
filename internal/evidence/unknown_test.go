package evidence

import (
	"testing"
	"time"
)

// TestUnknown takes a file that no format knows for evidence through its
// envelope: what that says counts, and nothing is made of the content.
func TestUnknown(t *testing.T) {
	for name, content := range map[string]string{
		"text": "all is well\n", "no bytes": "", "a list": "[]", "another JSON": `{"verdict": "pass", "time": "2020-01-01T00:00:00Z"}`, "binary": "\x00\x01\x02",
	} {
		e, r, list := inspect("scan.out", content, wrap("scan.out", content, `{"collected_at": "2026-07-31T10:00:00Z", "collector": {"run": "7"}, "verdict": "warn",
			"tool": {"name": "acme", "version": "3"}, "coverage": {"examined": 12, "errors": 1}, "params": {"open_ports": 2}, "scope": {"target": "www.acme.example"}}`))
		if list.HasErrors() {
			t.Fatalf("%s: %v", name, list)
		}
		check(t, name+": format", r.Format, "")
		check(t, name+": tool", e.Tool.Name+" "+e.Tool.Version, "acme 3")
		check(t, name+": verdict", string(e.Verdict), "warn")
		check(t, name+": target", e.Target, "www.acme.example")
		if c := e.Coverage; !c.Known || c.Examined != 12 || c.Errors != 1 {
			t.Errorf("%s: coverage %+v", name, c)
		}
		if c := e.Clocks; !c.CollectedAt.Equal(time.Date(2026, 7, 31, 10, 0, 0, 0, time.UTC)) || c.Conflict != "" {
			t.Errorf("%s: clocks %+v", name, c)
		}
		if len(e.Params) != 1 {
			t.Errorf("%s: parameters %v", name, e.Params)
		}
	}
}
