package browsertest

import (
	"bytes"
	"encoding/json"
	"encoding/pem"
	"flag"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheFirstPageIsLight measures what the first page transfers, compressed,
// to a visitor who was never there.
func TestTheFirstPageIsLight(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{})
	tb.visit(p.base)
	all, scripts := 0.0, 0.0
	list := tb.loaded()
	for _, r := range list {
		all += r.bytes
		if strings.Contains(r.media, "javascript") {
			scripts += r.bytes
		}
		t.Logf("%6.0f %s %s", r.bytes, r.media, strings.TrimPrefix(r.url, tb.origin))
	}
	if all > 60_000 || scripts > 12_000 || scripts == 0 || len(list) < 3 {
		t.Errorf("%d requests, %.0f bytes (60000 at most), %.0f of them script (12000 at most)", len(list), all, scripts)
	}
}

// TestTheObservatoryGradesTheHeaders lets the package of Mozilla's HTTP
// Observatory ask a server with the emitted headers, over TLS, as it asks sites.
func TestTheObservatoryGradesTheHeaders(t *testing.T) {
	t.Parallel()
	scripts := packages(t, "lighthouse")
	p := larkspur(t)
	secure := httptest.NewTLSServer(newHost(p))
	t.Cleanup(secure.Close)
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, secure.URL+r.URL.Path, http.StatusMovedPermanently)
	}))
	t.Cleanup(plain.Close)
	authority := filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	port := func(address string) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return u.Port()
	}
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(scripts, "observatory.mjs"), port(plain.URL), port(secure.URL), p.base)
	cmd.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+authority)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, problems.String())
	}
	var got struct {
		Grade string
		Score int
		Tests map[string]struct {
			Pass   bool
			Result string
			Score  int
		}
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got.Grade != "A+" || got.Score < 125 {
		t.Errorf("%s, %d: %+v", got.Grade, got.Score, got.Tests)
	}
	t.Logf("%s, %d", got.Grade, got.Score)
}

// lighthouse asks for the slow measurement (make lighthouse).
var lighthouse = flag.Bool("lighthouse", false, "measure pages with Lighthouse, which takes minutes")

// TestLighthouse measures a page of each important type on a desk and on a
// telephone, against a server with the emitted headers and compression.
func TestLighthouse(t *testing.T) {
	if !*lighthouse {
		t.Skip("make lighthouse measures")
	}
	scripts := packages(t, "lighthouse")
	needBrowser(t)
	p := larkspur(t)
	origin := serve(t, p)
	for _, address := range []string{p.base, p.base + "controls/recovery-time/", p.base + "evidence/access-reviews/", p.base + "frameworks/soc2/"} {
		for _, profile := range []string{"desktop", "mobile"} {
			t.Run(profile+address, func(t *testing.T) {
				args := []string{filepath.Join(scripts, "node_modules", "lighthouse", "cli", "index.js"), origin + address, "--quiet", "--output=json", "--output-path=stdout",
					"--only-categories=performance,accessibility,best-practices,seo", "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-background-networking"}
				if profile == "desktop" {
					args = append(args, "--preset=desktop")
				}
				out, err := exec.CommandContext(t.Context(), "node", args...).Output()
				if err != nil {
					t.Fatalf("%v\n%.600s", err, out)
				}
				judge(t, out)
			})
		}
	}
}

// judge reads what Lighthouse found on one page.
func judge(t *testing.T, data []byte) {
	t.Helper()
	var report struct {
		Categories map[string]struct {
			Score     float64
			AuditRefs []struct{ ID string }
		}
		Audits map[string]struct {
			Score               *float64
			Title, DisplayValue string
		}
	}
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	for name, least := range map[string]float64{"performance": 0.98, "accessibility": 1, "best-practices": 1, "seo": 1} {
		c := report.Categories[name]
		t.Logf("%s %.0f", name, c.Score*100)
		if c.Score >= least {
			continue
		}
		t.Errorf("%s: %.0f, want at least %.0f", name, c.Score*100, least*100)
		for _, ref := range c.AuditRefs {
			if a := report.Audits[ref.ID]; a.Score != nil && *a.Score < 1 {
				t.Logf("  %.2f %s: %s %s", *a.Score, ref.ID, a.Title, a.DisplayValue)
			}
		}
	}
}
