package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// chromium is the one browser of this test binary.
type chromium struct {
	ctx  context.Context
	stop func()
	err  error // why there is none
}

var start = sync.OnceValue(func() *chromium {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil
	}
	dir, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		return &chromium{err: err}
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"), // whom else a page asks is told, and not reached
	)
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, leave := chromedp.NewContext(allocator)
	b := &chromium{ctx: ctx, err: chromedp.Do(ctx)}
	b.stop = func() {
		leave()
		free()
		_ = os.RemoveAll(dir)
	}
	return b
})

// started is the browser that TestMain has to stop.
var started *chromium

// TestMain stops the browser.
func TestMain(m *testing.M) {
	code := m.Run()
	if started != nil && started.stop != nil {
		started.stop()
	}
	os.Exit(code)
}

var starting sync.Mutex

// needBrowser returns the browser, or skips the test.
func needBrowser(t testing.TB) *chromium {
	t.Helper()
	starting.Lock()
	defer starting.Unlock()
	if started = start(); started == nil {
		t.Skip("there is no Chromium: what runs in a browser is not tested (scripts/browser installs it)")
	}
	if started.err != nil {
		t.Fatalf("Chromium does not start: %v", started.err)
	}
	return started
}

// visitor says who looks at a page, and with what.
type visitor struct {
	clock         time.Time // of the visitor; zero: that of the build
	width, height int       // of the window; zero: 1280 by 900
	dark          bool
	noScript      bool
	print         bool
	forced        bool // colours of the system instead of the page's
	reduced       bool // as little movement as possible
	scripts       []string
	free          bool // the policy of the page does not hold for scripts of the test
}

// tab is one page of the browser. What goes wrong in it fails its test.
type tab struct {
	t      testing.TB
	ctx    context.Context
	origin string

	mu       sync.Mutex
	faults   []string
	received map[network.RequestID]*response
	order    []network.RequestID
}

// response is what one request of a page brought.
type response struct {
	url, media, method string
	bytes              float64 // transferred, with the headers
}

// watch collects what a page tries against its policy, and sets its clock.
const watch = `
document.addEventListener("securitypolicyviolation", (e) => console.error("against the policy: " + [e.effectiveDirective, e.blockedURI, e.sample, e.sourceFile, e.lineNumber].join(" ")));
(() => {
  const Real = Date, shift = %d - Real.now();
  globalThis.Date = class Date extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
})();`

// open opens an empty tab for the portal at origin. It is closed when the test
// ends.
func open(t testing.TB, origin string, v visitor) *tab {
	t.Helper()
	b := needBrowser(t)
	if v.clock.IsZero() {
		v.clock = asOf
	}
	if v.width == 0 {
		v.width = 1280
	}
	if v.height == 0 {
		v.height = 900
	}
	tb := &tab{t: t, origin: origin, received: map[network.RequestID]*response{}}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(tb.listen))
	ctx, late := context.WithTimeout(ctx, 8*time.Minute)
	tb.ctx = ctx
	t.Cleanup(func() {
		late()
		cancel()
		tb.mu.Lock()
		defer tb.mu.Unlock()
		for _, fault := range tb.faults {
			t.Error(fault)
		}
	})
	tb.do(chromedp.EmulateViewport(int64(v.width), int64(v.height)))
	call(tb, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf(watch, v.clock.UnixMilli())})
	for _, script := range v.scripts {
		call(tb, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	}
	call(tb, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	tb.dress(v)
	if v.noScript {
		call(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	}
	if v.free {
		call(tb, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
	}
	return tb
}

// dress sets the medium and the colours of what is seen.
func (tb *tab) dress(v visitor) {
	tb.t.Helper()
	choose := func(name string, on bool, yes, no string) *emulation.MediaFeature {
		if !on {
			yes = no
		}
		return &emulation.MediaFeature{Name: name, Value: yes}
	}
	media := ""
	if v.print {
		media = "print"
	}
	call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media, Features: []*emulation.MediaFeature{
		choose("prefers-color-scheme", v.dark, "dark", "light"),
		choose("forced-colors", v.forced, "active", "none"),
		choose("prefers-reduced-motion", v.reduced, "reduce", "no-preference"),
	}})
}

// listen keeps what the browser says of the tab.
func (tb *tab) listen(event any) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			var text []string
			for _, arg := range e.Args {
				text = append(text, strings.Trim(string(arg.Value), `"`)+arg.Description)
			}
			tb.fault("the console says: %s", strings.Join(text, " "))
		}
	case *runtime.EventExceptionThrown:
		tb.fault("the page throws: %v", &chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails})
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Source == cdplog.EntrySourceSecurity {
			tb.fault("the browser says: %s %s", e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if to, err := url.Parse(e.Request.URL); err == nil && (to.Scheme == "data" || to.Scheme == "blob" || to.Scheme == "about") {
			return
		}
		if !strings.HasPrefix(e.Request.URL, tb.origin+"/") {
			tb.fault("asks another host: %s", e.Request.URL)
		}
		tb.received[e.RequestID] = &response{url: e.Request.URL, method: e.Request.Method}
		tb.order = append(tb.order, e.RequestID)
	case *network.EventResponseReceived:
		if r := tb.received[e.RequestID]; r != nil {
			r.media = e.Response.MimeType
		}
	case *network.EventLoadingFinished:
		if r := tb.received[e.RequestID]; r != nil {
			r.bytes += e.EncodedDataLength
		}
	}
}

// fault keeps what went wrong, with the page on which it did. The lock is held.
func (tb *tab) fault(format string, args ...any) {
	where := ""
	if n := len(tb.order); n > 0 {
		for i := n - 1; i >= 0; i-- {
			if r := tb.received[tb.order[i]]; r.media == "text/html" || r.media == "" {
				where = strings.TrimPrefix(r.url, tb.origin) + ": "
				break
			}
		}
	}
	tb.faults = append(tb.faults, where+fmt.Sprintf(format, args...))
}

// forgive drops faults that hold a text: those that a test provokes.
func (tb *tab) forgive(text string) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	var rest []string
	for _, fault := range tb.faults {
		if !strings.Contains(fault, text) {
			rest = append(rest, fault)
		}
	}
	tb.faults = rest
}

// loaded returns what was received since the last call, in the order of asking.
func (tb *tab) loaded() []response {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	var out []response
	for _, id := range tb.order {
		out = append(out, *tb.received[id])
	}
	tb.order, tb.received = nil, map[network.RequestID]*response{}
	return out
}

// do runs actions, or ends the test.
func (tb *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	tb.t.Helper()
	if err := chromedp.Do(tb.ctx, actions...); err != nil {
		tb.t.Fatal(err)
	}
}

// visit opens an address of the portal and waits until it has loaded.
func (tb *tab) visit(address string) {
	tb.t.Helper()
	if err := chromedp.Do(tb.ctx, chromedp.Navigate(tb.origin+address)); err != nil {
		tb.t.Fatalf("%s: %v", address, err)
	}
}

// call sends one command, or ends the test.
func call[P, R any](tb *tab, command cdp.Command[P, R], params P) R {
	tb.t.Helper()
	out, err := chromedp.Call(tb.ctx, command, params)
	if err != nil {
		tb.t.Fatal(err)
	}
	return out
}

// run evaluates an expression in the page, which may be a promise, and returns
// its value.
func run[T any](tb *tab, expression string) T {
	tb.t.Helper()
	out, err := chromedp.Run(tb.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tb.t.Fatalf("%v\nin %.300s", err, expression)
	}
	return out
}

// until waits for an expression to become true, half a minute at most. The page
// may be left meanwhile.
func (tb *tab) until(expression string) {
	tb.t.Helper()
	var last error
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(25 * time.Millisecond) {
		holds, err := chromedp.Run(tb.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if holds && err == nil {
			return
		}
		last = err
	}
	tb.t.Fatalf("never: %s (%v)", expression, last)
}

// press presses a key, or types a text.
func (tb *tab) press(keys string, with ...chromedp.KeyOption) {
	tb.t.Helper()
	tb.do(chromedp.KeyEvent(keys, with...))
}
