package build

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/scaffold"
)

// browser returns the path of a Chromium, or skips the test.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("there is no Chromium: what runs in a browser is not tested")
	return ""
}

// show serves files on loopback, under the policy of the build, until the test
// ends, and returns the address.
func show(t *testing.T, m *made) string {
	t.Helper()
	_, rest, _ := strings.Cut(string(m.file(t, "_headers")), "Content-Security-Policy: ")
	policy, _, found := strings.Cut(rest, "\n")
	if !found {
		t.Fatal("_headers holds no Content-Security-Policy")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, m.view.Site.BasePath)
		if strings.HasSuffix(r.URL.Path, "/") {
			name += "index.html"
		}
		for _, f := range m.files {
			if f.Path == name {
				w.Header().Set("Content-Type", f.Media)
				w.Header().Set("Content-Security-Policy", policy)
				_, _ = w.Write(f.Data)
				return
			}
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + m.view.Site.BasePath
}

// dom returns the page after its scripts ran, and what the browser logged.
func dom(t *testing.T, url string) (page, log string) {
	t.Helper()
	return domAfter(t, url, 3*time.Second)
}

// domAfter is dom for scripts that need more of the browser's own time, which
// passes as fast as it can.
func domAfter(t *testing.T, url string, budget time.Duration) (page, log string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute+budget)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser(t), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+t.TempDir(),
		"--enable-logging=stderr", "--virtual-time-budget="+strconv.FormatInt(budget.Milliseconds(), 10), "--dump-dom", url)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	return out.String(), errs.String()
}

// TestThePortalAgesByItself opens a portal that was built just now and one
// that nobody rebuilt for two months.
func TestThePortalAgesByItself(t *testing.T) {
	browser(t)
	for _, tt := range []struct {
		name string
		at   time.Time
		aged bool
	}{
		{"built now", time.Now().UTC().Truncate(time.Second), false},
		{"built two months ago", time.Now().UTC().Truncate(time.Second).AddDate(0, -2, 0), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if _, err := scaffold.Site(dir, tt.at); err != nil {
				t.Fatal(err)
			}
			m := buildAt(t, dir, "public", 2, tt.at)
			url := show(t, m)
			page, log := dom(t, url+"controls/log-retention/")
			if got := strings.Contains(page, "May have changed since"); got != tt.aged {
				t.Errorf("the page says that its state may have changed: %t, want %t", got, tt.aged)
			}
			if !tt.aged && !strings.Contains(page, "Satisfied") {
				t.Error("the page does not say that the control is satisfied")
			}
			for _, word := range []string{"Content Security Policy", "Refused to", "Uncaught"} {
				for line := range strings.Lines(log) {
					if strings.Contains(line, word) {
						t.Errorf("the browser says: %s", line)
					}
				}
			}
		})
	}
}
