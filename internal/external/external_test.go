package external

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// clock is a time that only sleeping moves.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// longest returns the longest sleep.
func (c *clock) longest() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Max(append(c.slept, 0))
}

func (c *clock) options() Options {
	return Options{Agent: "candor/test", Private: true, Now: c.Now, Sleep: c.Sleep, Timeout: 10 * time.Second}
}

// web is a host with a page for each case.
type web struct {
	*httptest.Server
	mu   sync.Mutex
	seen []string // "METHOD path"
	sent atomic.Int64
}

func (w *web) count(what string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, s := range w.seen {
		if s == what {
			n++
		}
	}
	return n
}

func newWeb(t *testing.T) *web {
	t.Helper()
	w := &web{}
	w.Server = httptest.NewUnstartedServer(http.HandlerFunc(w.serve))
	w.Config.ErrorLog = log.New(io.Discard, "", 0)
	w.Start()
	t.Cleanup(w.Close)
	return w
}

func (w *web) serve(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.seen = append(w.seen, r.Method+" "+r.URL.Path)
	n := 0
	for _, s := range w.seen {
		if strings.HasSuffix(s, " "+r.URL.Path) {
			n++
		}
	}
	w.mu.Unlock()
	code := func(c int) { out.WriteHeader(c) }
	to := func(c int, where string) { out.Header().Set("Location", where); out.WriteHeader(c) }
	switch path := r.URL.Path; path {
	case "/ok", "/":
	case "/gone":
		code(http.StatusGone)
	case "/missing":
		code(http.StatusNotFound)
	case "/no-head":
		if r.Method == http.MethodHead {
			code(http.StatusMethodNotAllowed)
		}
	case "/lying-head":
		if r.Method == http.MethodHead {
			code(http.StatusNotFound)
		}
	case "/login":
		code(http.StatusForbidden)
	case "/empty-range":
		if r.Header.Get("Range") != "" {
			code(http.StatusRequestedRangeNotSatisfiable)
		} else {
			code(http.StatusNotImplemented)
		}
	case "/ill":
		code(http.StatusInternalServerError)
	case "/busy":
		if n < 3 {
			out.Header().Set("Retry-After", "7")
			code(http.StatusTooManyRequests)
		}
	case "/busy-until":
		if n < 2 {
			out.Header().Set("Retry-After", "Sat, 21 Nov 2026 12:00:30 GMT")
			code(http.StatusServiceUnavailable)
		} else if r.Method == http.MethodHead {
			code(http.StatusServiceUnavailable)
		}
	case "/busy-for-long":
		out.Header().Set("Retry-After", "3600")
		code(http.StatusTooManyRequests)
	case "/moved":
		to(http.StatusMovedPermanently, "/ok")
	case "/moved-twice":
		to(http.StatusPermanentRedirect, "/moved")
	case "/moved-then-elsewhere":
		to(http.StatusMovedPermanently, "/elsewhere")
	case "/elsewhere":
		to(http.StatusFound, "/ok")
	case "/moved-to-nothing":
		to(http.StatusMovedPermanently, "/missing")
	case "/round":
		to(http.StatusFound, "/round")
	case "/to-program":
		to(http.StatusFound, "mailto:a@example.com")
	case "/to-metadata":
		to(http.StatusFound, "http://169.254.169.254/latest/")
	case "/cookie":
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(out, &http.Cookie{Name: "seen", Value: "1"})
			to(http.StatusFound, "/cookie")
		}
	case "/agent":
		if r.UserAgent() != "candor/test" {
			code(http.StatusNotFound)
		}
	case "/cut":
		panic(http.ErrAbortHandler)
	case "/huge":
		if r.Method == http.MethodHead {
			code(http.StatusMethodNotAllowed)
			return
		}
		block := make([]byte, 1<<20)
		for range 1 << 10 {
			n, err := out.Write(block)
			w.sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	default:
		code(http.StatusTeapot)
	}
}

func TestOutcomes(t *testing.T) {
	w := newWeb(t)
	for _, tt := range []struct {
		path    string
		outcome Outcome
		status  int
		to, why string
	}{
		{"/ok", Reached, 200, "", ""},
		{"/no-head", Reached, 200, "", ""},
		{"/lying-head", Reached, 200, "", ""},
		{"/empty-range", Reached, 416, "", ""},
		{"/agent", Reached, 200, "", ""},
		{"/cookie", Reached, 200, "", ""},
		{"/elsewhere", Reached, 200, "", ""},
		{"/to-program", Reached, 302, "", ""},
		{"/huge", Reached, 200, "", ""},
		{"/gone", Broken, 410, "", "the host answers 410 Gone"},
		{"/missing", Broken, 404, "", "the host answers 404 Not Found"},
		{"/moved-to-nothing", Broken, 404, "", "the host answers 404 Not Found"},
		{"/round", Broken, 302, "", "it redirects more than 10 times"},
		{"/moved", Moved, 200, "/ok", ""},
		{"/moved-twice", Moved, 200, "/ok", ""},
		{"/moved-then-elsewhere", Moved, 200, "/elsewhere", ""},
		{"/login", Unreached, 403, "", "the host refuses to show it to a check: 403 Forbidden"},
		{"/ill", Unreached, 500, "", "the host answers 500 Internal Server Error"},
		{"/busy-for-long", Unreached, 429, "", "the host answers 429 Too Many Requests, and asks to come back in 1h0m0s"},
		{"/cut", Unreached, 0, "", "the connection breaks: EOF"},
		{"/to-metadata", Unreached, 0, "", "the address is link-local or reserved, and no check goes there"},
	} {
		t.Run(strings.Trim(tt.path, "/"), func(t *testing.T) {
			answers, err := Check(t.Context(), []string{w.URL + tt.path}, newClock().options())
			if err != nil || len(answers) != 1 {
				t.Fatal(answers, err)
			}
			if tt.to != "" {
				tt.to = w.URL + tt.to
			}
			if got, want := answers[0], (Answer{URL: w.URL + tt.path, Outcome: tt.outcome, Status: tt.status, Location: tt.to, Why: tt.why}); got != want {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
	if sent := w.sent.Load(); sent > 64<<20 {
		t.Errorf("%d bytes of a huge page were taken", sent)
	}
}

// A host that is busy says when to come back, and is left alone until then.
func TestRetryAfter(t *testing.T) {
	w := newWeb(t)
	for _, tt := range []struct {
		path  string
		waits time.Duration
	}{{"/busy", 7 * time.Second}, {"/busy-until", 0}, {"/ill", 2 * time.Second}} {
		c := newClock()
		answers, err := Check(t.Context(), []string{w.URL + tt.path}, c.options())
		if err != nil {
			t.Fatal(err)
		}
		if tt.path != "/ill" && answers[0].Outcome != Reached {
			t.Errorf("%s: %+v", tt.path, answers[0])
		}
		if got := c.longest(); tt.waits > 0 && got != tt.waits {
			t.Errorf("%s: waited %s at most, want %s", tt.path, got, tt.waits)
		}
	}
}

// A date in Retry-After counts from now.
func TestRetryAfterDate(t *testing.T) {
	ch := &chase{checker: newChecker(newClock().options())}
	resp := &http.Response{Header: http.Header{"Retry-After": {"Sat, 21 Nov 2026 12:00:30 GMT"}}}
	if got, asked := ch.wait(resp); got != 30*time.Second || !asked {
		t.Errorf("waits %s, asked %t", got, asked)
	}
	resp.Header.Set("Retry-After", "Sat, 21 Nov 2026 11:00:30 GMT")
	if got, _ := ch.wait(resp); got != 0 {
		t.Errorf("waits %s for a time that has passed", got)
	}
	resp.Header.Set("Retry-After", "soon")
	if got, asked := ch.wait(resp); got != time.Second || asked {
		t.Errorf("waits %s, asked %t", got, asked)
	}
}

// Requests to one host start one after another, with a pause, two at a time.
func TestManners(t *testing.T) {
	var now, most atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(2 * time.Millisecond)
		now.Add(-1)
	}))
	defer server.Close()
	c := newClock()
	var keys []string
	for i := range 30 {
		keys = append(keys, fmt.Sprintf("%s/%d", server.URL, i))
	}
	answers, err := Check(t.Context(), keys, c.options())
	if err != nil || len(answers) != 30 {
		t.Fatal(len(answers), err)
	}
	if most.Load() > perHost {
		t.Errorf("%d requests at a time, want at most %d", most.Load(), perHost)
	}
	if passed := c.Now().Sub(newClock().now); passed < 29*250*time.Millisecond {
		t.Errorf("30 requests took %s, want 250 ms between two", passed)
	}
}

func TestHostThatHangs(t *testing.T) {
	stop := make(chan struct{})
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	}))
	defer server.Close()
	defer close(stop)
	opt := newClock().options()
	opt.Timeout = 30 * time.Millisecond
	var keys []string
	for i := range 20 {
		keys = append(keys, fmt.Sprintf("%s/%d", server.URL, i))
	}
	answers, err := Check(t.Context(), keys, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		if a.Outcome != Unreached || a.Why != "the host does not answer in time" {
			t.Errorf("%+v", a)
		}
	}
	if asked.Load() > 6 {
		t.Errorf("a host that hangs was asked %d times", asked.Load())
	}
}

func TestHostsThatFail(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for address, want := range map[string]string{
		secure.URL + "/a": "TLS: the certificate of the host comes from an unknown authority",
		closed.URL + "/a": "the host refuses the connection",
	} {
		second := strings.TrimSuffix(address, "a") + "b"
		answers, err := Check(t.Context(), []string{address, second}, newClock().options())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range answers {
			if a.Outcome != Unreached || a.Why != want || a.Host != hostOf(address) {
				t.Errorf("%s: %+v, want %s", address, a, want)
			}
		}
		uses := []Use{{address, place("a.md", 3)}, {second, place("a.md", 9)}, {second, place("b.md", 2)}}
		if list := Report(uses, answers); len(list) != 1 || list[0].Code != diag.ExternalUnreached || list[0].Span.Start != 3 || list.HasErrors() {
			t.Errorf("a host that is not reached gives %v", list)
		}
	}
}

// A name that does not exist is a broken link where there is a network, and
// nothing more than a warning where nobody answers.
func TestNamesThatDoNotExist(t *testing.T) {
	gone := func() []Answer {
		return []Answer{{URL: "https://gone.org/", Outcome: Unreached, Host: "gone.org", unnamed: true, Why: "the host gone.org does not exist"}}
	}
	if got := settle(gone(), nil)[0]; got.Outcome != Unreached || got.Host == "" {
		t.Errorf("without a network: %+v", got)
	}
	if got := settle(gone(), []Answer{{Status: 200, Cached: true}})[0]; got.Outcome != Broken || got.Host != "" {
		t.Errorf("with a network: %+v", got)
	}
}

func TestPrivateAddresses(t *testing.T) {
	for text, want := range map[string][2]bool{ // forbidden; forbidden though private ones are wanted
		"93.184.216.34": {false, false}, "2606:2800:220:1::1": {false, false}, "127.0.0.1": {true, false}, "10.1.2.3": {true, false},
		"172.31.0.1": {true, false}, "192.168.1.1": {true, false}, "100.64.0.1": {true, false}, "::1": {true, false}, "fd12::1": {true, false},
		"169.254.169.254": {true, true}, "fe80::1": {true, true}, "fd00:ec2::254": {true, true}, "0.0.0.0": {true, true}, "::": {true, true},
		"::ffff:169.254.169.254": {true, true}, "::ffff:127.0.0.1": {true, false}, "64:ff9b::a9fe:a9fe": {true, true}, "2002:a9fe:a9fe::1": {true, true},
		"224.0.0.1": {true, true}, "192.0.0.192": {true, true}, "fe80::1%eth0": {true, true},
	} {
		addr := netip.MustParseAddr(text)
		if got := [2]bool{forbidden(addr, false) != "", forbidden(addr, true) != ""}; got != want {
			t.Errorf("%s: forbidden %v, want %v", text, got, want)
		}
	}
}

// Loopback is not asked unless it is wanted, by whatever name it goes.
func TestGuard(t *testing.T) {
	w := newWeb(t)
	opt := newClock().options()
	opt.Private = false
	port := w.URL[strings.LastIndexByte(w.URL, ':'):]
	answers, err := Check(t.Context(), []string{w.URL + "/ok", "http://localhost" + port + "/ok", "http://[::1]" + port + "/ok", "http://x.localhost" + port + "/ok"}, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		if a.Outcome != Unreached || !strings.Contains(a.Why, "private") {
			t.Errorf("%+v", a)
		}
	}
	if len(w.seen) > 0 {
		t.Errorf("the host was asked: %v", w.seen)
	}
	// What the name resolves to is checked when the connection is made.
	client := http.Client{Transport: transport(opt)}
	if resp, err := client.Get(w.URL); err == nil {
		_ = resp.Body.Close()
		t.Error("the connection was opened")
	} else if f := explain(err, &url.URL{}); !strings.Contains(f.why, "private") {
		t.Errorf("%+v", f)
	}
}

func TestReservedNames(t *testing.T) {
	answers, err := Check(t.Context(), []string{"https://trust.acme.example/", "https://a.test/", "https://a.invalid/"}, newClock().options())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		if a.Outcome != Skipped || a.Why == "" {
			t.Errorf("%+v", a)
		}
	}
	if n := CountOf(answers); n != (Count{Skipped: 3, Hosts: 3}) {
		t.Errorf("%+v", n)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	started := make(chan struct{}, 8)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/first" {
			return
		}
		started <- struct{}{}
		<-r.Context().Done()
	}))
	defer server.Close()
	go func() { <-started; cancel() }()
	opt := newClock().options()
	opt.Cache, _ = OpenCache(t.TempDir() + "/none")
	answers, err := Check(ctx, []string{server.URL + "/first", server.URL + "/second", server.URL + "/third"}, opt)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	for _, a := range answers {
		if a.Outcome != Reached {
			t.Errorf("an interrupted request counts: %+v", a)
		}
	}
	if _, ok := opt.Cache.find(server.URL+"/second", opt.Now()); ok {
		t.Error("the cache knows an address that did not answer")
	}
}

func TestKey(t *testing.T) {
	for written, want := range map[string]string{
		"https://Example.ORG":             "https://example.org/",
		"https://example.org/a?b=1#c":     "https://example.org/a?b=1",
		"HTTPS://example.org/A%20b":       "https://example.org/A%20b",
		"//example.org/x":                 "https://example.org/x",
		"https://user:pass@example.org/":  "https://example.org/",
		"mailto:a@example.org":            "",
		"/security/":                      "",
		"#here":                           "",
		"https:///nothing":                "",
		"https://example.org/\x00":        "",
		"tel:+49":                         "",
		"ftp://example.org/":              "",
		"https://example.org:8443/a#b":    "https://example.org:8443/a",
		"  https://example.org/trimmed  ": "https://example.org/trimmed",
	} {
		if got, ok := Key(written); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}

// place is a span at an offset of a file of 20 letters.
func place(name string, at int) source.Span {
	return source.NewFile(name, []byte(strings.Repeat("x", 20))).Span(at, at+1)
}

func TestReport(t *testing.T) {
	uses := []Use{
		{"https://a.org/gone#x", place("b.md", 4)}, {"https://a.org/gone", place("a.md", 7)},
		{"https://a.org/old#part", place("a.md", 1)}, {"https://a.org/fine", place("a.md", 2)}, {"https://a.org/shy", place("a.md", 3)},
	}
	answers := []Answer{
		{URL: "https://a.org/gone", Outcome: Broken, Why: "the host answers 410 Gone"}, {URL: "https://a.org/old", Outcome: Moved, Location: "https://b.org/new"},
		{URL: "https://a.org/fine", Outcome: Reached}, {URL: "https://a.org/shy", Outcome: Unreached, Why: "shy"},
	}
	var got []string
	for _, d := range Report(uses, answers) {
		got = append(got, d.Error()+" "+d.Hint)
	}
	want := []string{
		`a.md:1:2: note: the address "https://a.org/old#part" has moved for good [external-moved] write https://b.org/new#part`,
		`a.md:1:4: warning: the link "https://a.org/shy" is not checked: shy [external-unreached] open the address in a browser, or check again later`,
		`a.md:1:8: error: the link "https://a.org/gone" is broken: the host answers 410 Gone [external-broken] correct the address, or remove the link`,
		`b.md:1:5: error: the link "https://a.org/gone#x" is broken: the host answers 410 Gone [external-broken] correct the address, or remove the link`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if keys := Keys(uses); len(keys) != 4 || keys[1] != "https://a.org/gone" {
		t.Errorf("keys %q", keys)
	}
}
