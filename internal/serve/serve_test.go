package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
)

// fixed is a server of files that a test gives it.
type fixed struct {
	*Server
	mu    sync.Mutex
	shown Showing
}

func newFixed(base string) *fixed {
	f := &fixed{}
	f.Server = New(base, func(View) *Showing {
		f.mu.Lock()
		defer f.mu.Unlock()
		shown := f.shown
		return &shown
	})
	return f
}

// Show replaces the files.
func (f *fixed) Show(files []artifact.File) {
	f.show(Showing{File: func(path string) (artifact.File, bool) {
		i := slices.IndexFunc(files, func(f artifact.File) bool { return f.Path == path })
		if i < 0 {
			return artifact.File{}, false
		}
		return files[i], true
	}})
}

// Fail shows an error over the files.
func (f *fixed) Fail(text string) {
	f.mu.Lock()
	shown := f.shown
	f.mu.Unlock()
	shown.Faults = []Fault{{Place: "controls/a.yaml:1:2", Severity: "error", Text: text}}
	f.show(shown)
}

func (f *fixed) show(shown Showing) {
	f.mu.Lock()
	f.shown = shown
	f.mu.Unlock()
	f.Changed()
}

// home is the name of the first page of a site.
func home(version string) string { return nameOf(site(version)[0].Data, "") }

// running starts a server on a real listener and returns its address.
func running(t *testing.T, s interface {
	Serve(context.Context, net.Listener) error
}) string {
	t.Helper()
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Serve ended with %v", err)
		}
	})
	return l.Addr().String()
}

// site is a small build.
func site(version string) []artifact.File {
	return []artifact.File{
		artifact.New("index.html", []byte("<!doctype html><html><body><h1>Home "+version+"</h1></body></html>")),
		artifact.New("controls/backup/index.html", []byte("<html><BODY>Backup</BODY></html>")),
		artifact.New("bare/index.html", []byte("<p>no end tag, which HTML allows")),
		artifact.New("letters/index.html", []byte("<body>\u0130\u0130\u0130\xff</body>")),
		artifact.New("app.js", []byte("let a = '</body>';")),
		artifact.New("style.css", []byte("a{}")),
		artifact.New("film.mp4", []byte("0123456789")),
		artifact.New("50% off.txt", []byte("percent")),
		artifact.New(".well-known/security.txt", []byte("Contact: mailto:a@site.example")),
		artifact.New("404.html", []byte("<body>Nothing here</body>")),
		artifact.New("_headers", []byte(hostHeaders)),
	}
}

const hostHeaders = `# made by the build
/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'; upgrade-insecure-requests
  Strict-Transport-Security: max-age=63072000
  X-Frame-Options: DENY
  cross-origin-opener-policy: same-origin
/gated/*
  X-Frame-Options: SAMEORIGIN
`

// ask sends one request as written, without the cleaning of a client.
func ask(t *testing.T, addr, method, path string, headers ...string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	host := "Host: " + addr
	for i, h := range headers {
		if strings.HasPrefix(h, "Host:") {
			host = h
			headers = append(headers[:i:i], headers[i+1:]...)
			break
		}
	}
	lines := append([]string{method + " " + path + " HTTP/1.1", host}, headers...)
	if _, err := io.WriteString(conn, strings.Join(lines, "\r\n")+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func body(t *testing.T, res *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFiles(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	addr := running(t, s)
	for _, c := range []struct {
		path, media, location, body string
		status                      int
	}{
		{path: "/", status: 200, media: "text/html; charset=utf-8", body: "Home 1"},
		{path: "/index.html", status: 200, media: "text/html; charset=utf-8", body: "Home 1"},
		{path: "/?q=1", status: 200, media: "text/html; charset=utf-8", body: "Home 1"},
		{path: "/controls/backup/", status: 200, media: "text/html; charset=utf-8", body: "Backup"},
		{path: "/controls/backup", status: 302, location: "/controls/backup/"},
		{path: "/controls/backup?a=b%20c", status: 302, location: "/controls/backup/?a=b%20c"},
		{path: "/app.js", status: 200, media: "text/javascript; charset=utf-8", body: "let a = '</body>';"},
		{path: "/style.css", status: 200, media: "text/css; charset=utf-8", body: "a{}"},
		{path: "/film.mp4", status: 200, media: "video/mp4", body: "0123456789"},
		{path: "/50%25%20off.txt", status: 200, media: "text/plain; charset=utf-8", body: "percent"},
		{path: "/.well-known/security.txt", status: 200, media: "text/plain; charset=utf-8", body: "Contact"},
		{path: "/controls/", status: 404, media: "text/html; charset=utf-8", body: "Nothing here"},
		{path: "/app.js/", status: 404, media: "text/html; charset=utf-8", body: "Nothing here"},
		{path: "/missing", status: 404, media: "text/html; charset=utf-8", body: "Nothing here"},
		{path: "/_candor/", status: 404, media: "text/plain; charset=utf-8"},
		{path: "/_candor/reload.js", status: 200, media: "text/javascript; charset=utf-8", body: "EventSource"},
		{path: "/_candor/reload.css", status: 200, media: "text/css; charset=utf-8", body: ".overlay"},
	} {
		t.Run(c.path, func(t *testing.T) {
			res := ask(t, addr, "GET", c.path)
			got := body(t, res)
			if res.StatusCode != c.status || res.Header.Get("Content-Type") != c.media || res.Header.Get("Location") != c.location {
				t.Errorf("got %d %q to %q, want %d %q to %q", res.StatusCode, res.Header.Get("Content-Type"), res.Header.Get("Location"), c.status, c.media, c.location)
			}
			if !strings.Contains(got, c.body) {
				t.Errorf("body is %q, want %q in it", got, c.body)
			}
			if res.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("Cache-Control is %q", res.Header.Get("Cache-Control"))
			}
			if res.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Error("other origins are let in")
			}
			if head := ask(t, addr, "HEAD", c.path); head.StatusCode != c.status || body(t, head) != "" {
				t.Errorf("HEAD gives %d", head.StatusCode)
			}
		})
	}
}

func TestRanges(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	res := ask(t, running(t, s), "GET", "/film.mp4", "Range: bytes=2-4")
	if got := body(t, res); res.StatusCode != 206 || got != "234" {
		t.Errorf("got %d %q", res.StatusCode, got)
	}
}

func TestBasePath(t *testing.T) {
	for _, base := range []string{"/portal/", "portal", "/portal"} {
		s := newFixed(base)
		s.Show(site("1"))
		addr := running(t, s)
		for _, c := range []struct {
			path, location string
			status         int
		}{
			{"/portal/", "", 200},
			{"/portal/controls/backup", "/portal/controls/backup/", 302},
			{"/", "/portal/", 302},
			{"/portal", "/portal/", 302},
			{"/index.html", "", 404},
			{"/portals/", "", 404},
		} {
			res := ask(t, addr, "GET", c.path)
			if res.StatusCode != c.status || res.Header.Get("Location") != c.location {
				t.Errorf("%s: %s gives %d to %q", base, c.path, res.StatusCode, res.Header.Get("Location"))
			}
		}
		if got := body(t, ask(t, addr, "GET", "/portal/")); !strings.Contains(got, `src="/portal/_candor/reload.js" defer`) {
			t.Errorf("the page is %q", got)
		}
	}
}

func TestReloadTag(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	addr := running(t, s)
	tag := fmt.Sprintf("<script src=\"/_candor/reload.js\" defer data-build=%q></script>\n", "%")
	for path, c := range map[string]struct{ file, want string }{
		"/":                 {"index.html", "<h1>Home 1</h1>" + tag + "</body></html>"},
		"/controls/backup/": {"controls/backup/index.html", "Backup" + tag + "</BODY></html>"},
		"/bare/":            {"bare/index.html", "no end tag, which HTML allows" + tag},
		"/letters/":         {"letters/index.html", "<body>\u0130\u0130\u0130\xff" + tag + "</body>"},
		"/missing":          {"404.html", "Nothing here" + tag + "</body>"},
	} {
		i := slices.IndexFunc(site("1"), func(f artifact.File) bool { return f.Path == c.file })
		want := strings.ReplaceAll(c.want, "%", nameOf(site("1")[i].Data, ""))
		if got := body(t, ask(t, addr, "GET", path)); !strings.HasSuffix(got, want) {
			t.Errorf("%s ends with %q, want %q", path, got, want)
		}
	}
	for _, path := range []string{"/app.js", "/style.css", "/.well-known/security.txt"} {
		if got := body(t, ask(t, addr, "GET", path)); strings.Contains(got, "_candor") {
			t.Errorf("%s was changed: %q", path, got)
		}
	}
	if strings.Contains(string(site("1")[0].Data), "_candor") {
		t.Error("the build itself was changed")
	}
}

func TestHostHeaders(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	res := ask(t, running(t, s), "GET", "/")
	for name, want := range map[string]string{
		"Content-Security-Policy":      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
		"Strict-Transport-Security":    "",
		"X-Frame-Options":              "DENY",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"X-Content-Type-Options":       "nosniff",
		"Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestRefusedRequests(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	addr := running(t, s)
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, method, path string
		headers            []string
		want               int
	}{
		{"plain", "GET", "/", nil, 200},
		{"localhost", "GET", "/", []string{"Host: localhost:" + port}, 200},
		{"localhost, other port, as through a tunnel", "GET", "/", []string{"Host: localhost:9999"}, 200},
		{"loopback 6", "GET", "/", []string{"Host: [::1]:" + port}, 200},
		{"loopback 6 without port", "GET", "/", []string{"Host: [::1]"}, 200},
		{"same origin", "GET", "/app.js", []string{"Origin: http://" + addr}, 200},
		{"navigation from another site", "GET", "/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, 200},

		{"foreign host", "GET", "/", []string{"Host: attacker.example"}, 403},
		{"foreign host with our port", "GET", "/", []string{"Host: attacker.example:" + port}, 403},
		{"host that starts like ours", "GET", "/", []string{"Host: localhost.attacker.example"}, 403},
		{"host that starts like our address", "GET", "/", []string{"Host: 127.0.0.1.attacker.example"}, 403},
		{"every address", "GET", "/", []string{"Host: 0.0.0.0:" + port}, 403},
		{"another machine", "GET", "/", []string{"Host: 192.168.1.7:" + port}, 403},
		{"empty host", "GET", "/", []string{"Host: "}, 403},
		{"foreign host for events", "GET", "/_candor/events", []string{"Host: attacker.example"}, 403},
		{"foreign origin", "GET", "/app.js", []string{"Origin: https://attacker.example"}, 403},
		{"foreign origin for events", "GET", "/_candor/events", []string{"Origin: https://attacker.example"}, 403},
		{"opaque origin", "GET", "/app.js", []string{"Origin: null"}, 403},
		{"other port", "GET", "/app.js", []string{"Origin: http://127.0.0.1:1"}, 403},
		{"two origins", "GET", "/app.js", []string{"Origin: http://" + addr, "Origin: https://attacker.example"}, 403},
		{"other scheme", "GET", "/app.js", []string{"Origin: chrome-extension://" + addr}, 403},
		{"script of another site", "GET", "/app.js", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, 403},
		{"choice of the toolbar", "POST", "/_candor/view", []string{"Origin: http://" + addr, "Content-Length: 0"}, 204},
		{"choice without origin", "POST", "/_candor/view", []string{"Content-Length: 0"}, 403},
		{"choice of another site", "POST", "/_candor/view", []string{"Origin: https://attacker.example", "Content-Length: 0"}, 403},
		{"choice of another port", "POST", "/_candor/view", []string{"Origin: http://127.0.0.1:1", "Content-Length: 0"}, 403},
		{"choice of an opaque origin", "POST", "/_candor/view", []string{"Origin: null", "Content-Length: 0"}, 403},
		{"choice by a foreign host", "POST", "/_candor/view", []string{"Host: attacker.example", "Origin: http://attacker.example", "Content-Length: 0"}, 403},
		{"choice by another method", "PUT", "/_candor/view", []string{"Origin: http://" + addr, "Content-Length: 0"}, 405},
		{"choice that is asked for", "GET", "/_candor/view", nil, 404},
		{"POST", "POST", "/", []string{"Content-Length: 0"}, 405},
		{"PUT", "PUT", "/index.html", []string{"Content-Length: 0"}, 405},
		{"DELETE", "DELETE", "/index.html", nil, 405},
		{"OPTIONS", "OPTIONS", "/", nil, 405},
		{"parent", "GET", "/../index.html", nil, 400},
		{"parent inside", "GET", "/controls/../index.html", nil, 400},
		{"many parents", "GET", "/../../../../../../etc/passwd", nil, 400},
		{"dot", "GET", "/./index.html", nil, 400},
		{"encoded dots", "GET", "/%2e%2e/index.html", nil, 400},
		{"one encoded dot", "GET", "/.%2E/index.html", nil, 400},
		{"encoded slash", "GET", "/..%2findex.html", nil, 400},
		{"encoded slash inside", "GET", "/controls%2Fbackup/", nil, 400},
		{"encoded backslash", "GET", "/..%5cindex.html", nil, 400},
		{"backslash", "GET", `/..\index.html`, nil, 400},
		{"NUL", "GET", "/index.html%00.png", nil, 400},
		{"line feed", "GET", "/index%0d%0aX: y", nil, 400},
		{"encoded line feed", "GET", "/index%0d%0aX-Y:1", nil, 400},
		{"double slash", "GET", "//attacker.example/controls", nil, 400},
		{"double slash inside", "GET", "/controls//backup/", nil, 400},
		{"encoded twice", "GET", "/%252e%252e/index.html", nil, 404},
		{"a dot more", "GET", "/.../index.html", nil, 404},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := ask(t, addr, c.method, c.path, c.headers...)
			got := body(t, res)
			if res.StatusCode != c.want {
				t.Errorf("got %d, want %d", res.StatusCode, c.want)
			}
			if c.want >= 400 && strings.Contains(got, "Home") {
				t.Errorf("the refusal holds the page: %q", got)
			}
		})
	}
}

// stream reads server-sent events: "event" and "data" joined by a space.
type stream struct {
	t    *testing.T
	scan *bufio.Scanner
}

func listen(t *testing.T, addr string) *stream {
	t.Helper()
	res := ask(t, addr, "GET", "/_candor/events?path=/", "Accept: text/event-stream")
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("events give %d %q", res.StatusCode, res.Header.Get("Content-Type"))
	}
	return &stream{t, bufio.NewScanner(res.Body)}
}

func (s *stream) next() (event, data string) {
	s.t.Helper()
	for s.scan.Scan() {
		if s.scan.Text() == "" && event == "bar" {
			event, data = "", ""
			continue
		}
		switch name, value, _ := strings.Cut(s.scan.Text(), ": "); name {
		case "event":
			event = value
		case "data":
			data = value
		case "":
			return event, data
		}
	}
	s.t.Fatalf("the stream ended: %v", s.scan.Err())
	return "", ""
}

func (s *stream) want(event, data string) {
	s.t.Helper()
	if e, d := s.next(); e != event || d != data {
		s.t.Fatalf("got %s %q, want %s %q", e, d, event, data)
	}
}

func TestEvents(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	addr := running(t, s)
	one, two := home("1"), home("2")
	if one == two {
		t.Fatal("two builds have one name")
	}
	early := listen(t, addr)
	early.want("show", one)
	s.Show(site("2"))
	early.want("show", two)

	text := "controls/a.yaml:1:2: error: \"x\"\n\r\n  </script> \u2028 done"
	s.Fail(text)
	early.want("show", two)
	event, data := early.next()
	var got []Fault
	if err := json.Unmarshal([]byte(data), &got); err != nil || event != "fail" || len(got) != 1 || got[0].Text != text {
		t.Errorf("got %s %q, %v", event, got, err)
	}
	// The last good site stays while the build fails.
	if res := ask(t, addr, "GET", "/"); res.StatusCode != 200 || !strings.Contains(body(t, res), "Home 2") {
		t.Errorf("the failed build changed the page: %d", res.StatusCode)
	}
	// Who comes later hears the state, too.
	late := listen(t, addr)
	late.want("show", two)
	if event, _ := late.next(); event != "fail" {
		t.Errorf("a late listener gets %s", event)
	}
	s.Show(site("2"))
	early.want("show", two)
	late.want("show", two)
}

func TestBeforeTheFirstBuild(t *testing.T) {
	s := newFixed("/")
	addr := running(t, s)
	res := ask(t, addr, "GET", "/any/page/")
	if got := body(t, res); res.StatusCode != 503 || !strings.Contains(got, "under way") || !strings.Contains(got, " data-build>") {
		t.Errorf("got %d %q", res.StatusCode, got)
	}
	s.Fail("a.yaml:1:1: error: <b>bad</b> & \"worse\"")
	res = ask(t, addr, "GET", "/")
	got := body(t, res)
	if res.StatusCode != 503 || !strings.Contains(got, "a.yaml:1:1: error: &lt;b&gt;bad&lt;/b&gt; &amp;") || strings.Contains(got, "<b>") {
		t.Errorf("got %d %q", res.StatusCode, got)
	}
	if res := ask(t, addr, "GET", "/_candor/reload.js"); res.StatusCode != 200 {
		t.Errorf("the script gives %d", res.StatusCode)
	}
	s.Show(site("1"))
	if res := ask(t, addr, "GET", "/"); res.StatusCode != 200 {
		t.Errorf("the page gives %d after the first build", res.StatusCode)
	}
}

func TestScriptKeepsThePolicy(t *testing.T) {
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", ".style", "<style", "setAttribute(\"style\""} {
		if strings.Contains(string(script), bad) { // all three files
			t.Errorf("the script uses %s, which a strict policy forbids", bad)
		}
	}
	if !strings.Contains(string(script), "textContent = text") {
		t.Error("the script does not write diagnostics as text")
	}
}

func TestServeStopsAtOnce(t *testing.T) {
	s := newFixed("/")
	s.Show(site("1"))
	l, err := Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	stream := listen(t, l.Addr().String())
	stream.next()
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("Serve ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("an open event stream keeps the server alive")
	}
	for stream.scan.Scan() { // what was told before it ended
		if text := stream.scan.Text(); text != "" && text != "event: bar" && !strings.HasPrefix(text, "data: {") {
			t.Errorf("the stream goes on: %q", text)
		}
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("the listener is still open")
	}
}

func TestListenRefuses(t *testing.T) {
	for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0", "192.168.1.7:0", "example.com:0", "127.0.0.1.example.com:0", "localhost", "", "127.0.0.1"} {
		l, err := Listen(addr)
		if err == nil {
			l.Close()
			t.Errorf("listens on %q", addr)
			continue
		}
		if !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("the error for %q names no address that works: %v", addr, err)
		}
	}
	for _, addr := range []string{"127.0.0.1:0", "localhost:0", "127.0.0.2:0"} {
		l, err := Listen(addr)
		if err != nil {
			if addr == "127.0.0.2:0" {
				continue // some systems have only one address on loopback
			}
			t.Errorf("does not listen on %s: %v", addr, err)
			continue
		}
		if !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("%s became %s", addr, l.Addr())
		}
		l.Close()
	}
}

func TestServeRefusesAnOpenListener(t *testing.T) {
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Skipf("cannot listen on every address: %v", err)
	}
	if err := newFixed("/").Serve(context.Background(), l); err == nil || !strings.Contains(err.Error(), "not on loopback") {
		t.Errorf("Serve gives %v", err)
	}
	if _, err := l.Accept(); err == nil {
		t.Error("the listener is still open")
	}
}
