package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestTheHarnessSees opens pages on which something is wrong: what no fault is
// found on means nothing otherwise.
func TestTheHarnessSees(t *testing.T) {
	pages := map[string]string{
		"/throws":  `<script>throw new Error("thrown here")</script>`,
		"/logs":    `<script>console.error("logged here")</script>`,
		"/inline":  `<p style="color: red">inline</p>`,
		"/trusted": `<p id="p"></p><script src="/sink.js"></script>`,
		"/asks":    `<img alt="" src="http://127.0.0.1:9/pixel.gif">`,
		"/good":    `<p>good</p>`,
		"/sink.js": `document.getElementById("p").innerHTML = "sunk";`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/inline", "/trusted":
			w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'")
		case "/sink.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write([]byte(pages[r.URL.Path]))
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>t</title>` + pages[r.URL.Path]))
	}))
	t.Cleanup(server.Close)
	for path, want := range map[string]string{
		"/throws": "thrown here", "/logs": "logged here", "/inline": "against the policy: style-src-attr",
		"/trusted": "against the policy: require-trusted-types-for", "/asks": "asks another host: http://127.0.0.1:9/pixel.gif", "/good": "",
	} {
		tb := open(t, server.URL, visitor{clock: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)})
		tb.visit(path)
		if got := run[string](tb, `new Date().toISOString().slice(0, 10) + " " + (new Date(0).getTime() + Date.parse("1970-01-01"))`); got != "2030-01-02 0" {
			t.Errorf("the clock says %s", got)
		}
		tb.mu.Lock()
		faults := strings.Join(tb.faults, "\n")
		tb.faults = nil
		tb.mu.Unlock()
		if !strings.Contains(faults, want) || (want == "") != (faults == "") {
			t.Errorf("%s: found %q, want %q", path, faults, want)
		}
	}
}
