package browsertest

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
)

// rule is one block of the file _headers.
type rule struct {
	pattern string
	headers [][2]string
}

// rules reads a file _headers as static hosts do: a line that starts in the
// first column is a path, with * for anything; those below it are its headers.
func rules(data []byte) []rule {
	var out []rule
	for line := range strings.Lines(string(data)) {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || strings.HasPrefix(text, "#"):
		case line[0] != ' ' && line[0] != '\t':
			out = append(out, rule{pattern: text})
		case len(out) > 0:
			if name, value, ok := strings.Cut(text, ":"); ok {
				last := &out[len(out)-1]
				last.headers = append(last.headers, [2]string{name, strings.TrimSpace(value)})
			}
		}
	}
	return out
}

// fits reports whether a rule is for a path.
func (r rule) fits(address string) bool {
	before, after, star := strings.Cut(r.pattern, "*")
	if !star {
		return address == r.pattern
	}
	return strings.HasPrefix(address, before) && strings.HasSuffix(address[len(before):], after)
}

// host serves a portal as a plain static host does: with the headers that it
// emits, compressed, and its own page for what is not there.
type host struct {
	portal *portal
	rules  []rule
	packed sync.Map // path of a file to its compressed content
}

func newHost(p *portal) *host { return &host{portal: p, rules: rules(p.files["_headers"].Data)} }

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, rule := range h.rules {
		if rule.fits(r.URL.Path) {
			for _, header := range rule.headers {
				w.Header().Set(header[0], header[1])
			}
		}
	}
	name, inside := strings.CutPrefix(r.URL.Path, h.portal.base)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	f, found := h.portal.files[name]
	if _, folder := h.portal.files[path.Join(name, "index.html")]; inside && !found && folder {
		w.Header().Set("Location", r.URL.Path+"/")
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	status := http.StatusOK
	if !found || !inside {
		f, status = h.portal.files["404.html"], http.StatusNotFound
	}
	media := f.Media
	if artifact.IsText(media) && !strings.Contains(media, "charset") {
		media += "; charset=utf-8"
	}
	w.Header().Set("Content-Type", media)
	data := f.Data
	if artifact.IsText(f.Media) && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Vary", "Accept-Encoding")
		data = h.pack(f)
	}
	w.WriteHeader(status)
	_, _ = w.Write(data)
}

// pack returns the content of a file, compressed.
func (h *host) pack(f artifact.File) []byte {
	if data, ok := h.packed.Load(f.Path); ok {
		return data.([]byte)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(f.Data)
	_ = z.Close()
	h.packed.Store(f.Path, b.Bytes())
	return b.Bytes()
}

// serve shows a portal on loopback until the test ends, and returns the origin.
func serve(t testing.TB, p *portal) string {
	t.Helper()
	server := httptest.NewServer(newHost(p))
	t.Cleanup(server.Close)
	return server.URL
}

// TestTheHostObeysTheHeaders checks the server that the other tests rest on.
func TestTheHostObeysTheHeaders(t *testing.T) {
	p := larkspur(t)
	origin := serve(t, p)
	for _, tt := range []struct {
		path, header, want string
		status             int
	}{
		{p.base, "Content-Security-Policy", "default-src 'none'", 200},
		{p.base, "X-Content-Type-Options", "nosniff", 200},
		{p.base + "badge.svg", "Cross-Origin-Resource-Policy", "cross-origin", 200},
		{p.base + "controls", "Location", p.base + "controls/", 301},
		{p.base + "nothing-is-here/", "Content-Type", "text/html", 404},
		{p.base + "api/v1/site.json", "Content-Type", "application/json", 200},
	} {
		client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		response, err := client.Get(origin + tt.path)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if got := response.Header.Get(tt.header); response.StatusCode != tt.status || !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %d, %s: %s; want %d, %s", tt.path, response.StatusCode, tt.header, got, tt.status, tt.want)
		}
	}
}
