package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// siteFile is the smallest good site file.
const siteFile = "site: {title: T, organization: O, base_url: \"https://t.example/\"}\npolicy: {error: error}\n"

// put writes one file of a site.
func put(t testing.TB, dir, name, text string) {
	t.Helper()
	p := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// attempts reads testdata/xss.txt: texts that try to run a script.
func attempts(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/xss.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, strings.ReplaceAll(line, `\n`, "\n"))
		}
	}
	return append(out, "# <img src=x onerror=HIT>")
}

// quoted writes text as a string that both YAML and JavaScript read.
func quoted(text string) string {
	data, _ := json.Marshal(text)
	return string(data)
}

// share is how many attempts share the components among them.
const share = 6

// someProps uses every sixth component of the theme, from the nth, with one
// text in all props that hold text, addresses, markup or lists, and as content.
func someProps(components map[string]*component.Component, n int, text string) string {
	var out strings.Builder
	for i, name := range slices.Sorted(maps.Keys(components)) {
		if i%share != n%share {
			continue
		}
		c := components[name]
		var props strings.Builder
		names := false
		for _, p := range c.Props {
			switch p.Type {
			case component.PropControl, component.PropEvidence, component.PropFramework, component.PropKind, component.PropControls:
				names = true
			case component.PropString, component.PropURL, component.PropAsset, component.PropNode:
				fmt.Fprintf(&props, " %s={%s}", p.Name, quoted(text))
			case component.PropList:
				fmt.Fprintf(&props, " %s={[%s, {label: %s, title: %s, description: %s, href: %s}]}", p.Name, quoted(text), quoted(text), quoted(text), quoted(text), quoted(text))
			}
		}
		if names {
			continue // ids are no text: a wrong one is an error
		}
		if c.Children || c.Requires {
			fmt.Fprintf(&out, "<%s%s>\n\n%s\n\n</%s>\n\n", name, props.String(), text, name)
		} else {
			fmt.Fprintf(&out, "<%s%s/>\n\n", name, props.String())
		}
	}
	return out.String()
}

// trap is a page with a text in one place that an author can write to. The
// text is what try returns for a number that tells which page ran it.
type trap struct{ name, text string }

// traps lays one page for each attempt and place.
func traps(t *testing.T, dir string) []trap {
	t.Helper()
	th, _, err := theme.Load(nil, source.Text{})
	if err != nil {
		t.Fatal(err)
	}
	components := th.Components()
	var laid []trap
	lay := func(place, text string, page func(text string) string) {
		ext := ".mdx"
		if place == "md" {
			ext = ".md"
		}
		name := fmt.Sprintf("p%d", len(laid))
		put(t, dir, "content/"+name+ext, page(strings.ReplaceAll(text, "HIT", fmt.Sprintf("top.x(%d)", len(laid)))))
		laid = append(laid, trap{place, text})
	}
	for n, text := range attempts(t) {
		body := func(text string) string { return "---\ntitle: T\n---\n\nwords\n\n" + text + "\n\nwords " + text + "\n" }
		lay("md", text, body)
		lay("mdx", text, body)
		lay("front matter and a control", text, func(with string) string {
			id, q := fmt.Sprintf("c%d", len(laid)), quoted(with)
			plain := quoted(strings.NewReplacer("{{", "", "}}", "").Replace(with)) // a statement is a template
			put(t, dir, "controls/"+id+".yaml", fmt.Sprintf("controls:\n  - {id: %s, title: %s, kind: other, summary: %s, statement: %s, owner: %s, questions: [%s]}\n", id, q, q, plain, q, q))
			return fmt.Sprintf("---\ntitle: %[1]s\nlink_title: %[1]s\ndescription: %[1]s\ntags: [%[1]s]\nother: %[1]s\n---\n\n{frontMatter.title} {frontMatter.other} {page.description}\n\n"+
				"<DocCardList/>\n\n<Control id=\"%[2]s\"/>\n\nInline <Control id=\"%[2]s\" compact/> and {control.%[2]s.title}\n\n{control.%[2]s.summary}\n", q, id)
		})
		lay("props and expressions", text, func(text string) string {
			q := quoted(text)
			return "---\ntitle: T\n---\nexport const v = " + q + "\n\n{v} {`${v}`} {v || 1}\n\n" +
				"<a href={v} title={v}>click</a> <img src={v} alt={v} title={v}/>\n\n<Callout title={v}>{v}</Callout>\n\n# {v}\n\n[{v}](x){{ title: " + q + ", class: " + q + " }}\n\n" + someProps(components, n, text)
		})
	}
	return laid
}

// driver opens one page after the other in a frame, does to each element what
// a visitor may do, and notes the numbers of the attempts that ran.
const driver = `<!doctype html><title>driver</title><p id="hits"></p><p id="seen">0</p><script>
const hits = new Set(), total = %d;
window.x = (n) => { hits.add(n); document.getElementById("hits").textContent = [...hits].join(" "); };
window.onerror = () => true;
const frame = document.createElement("iframe");
document.body.append(frame);
const kinds = ["click", "mouseover", "mouseenter", "mousemove", "pointerover", "pointerenter", "focus", "focusin", "toggle", "error", "load", "animationstart", "input", "submit", "start", "begin"];
const leads = (url) => /^\s*(javascript|vbscript|data):/i.test(url);
function poke(doc, n) {
  for (const e of doc.querySelectorAll("*")) {
    for (const a of e.attributes) {
      if (/^on/i.test(a.name)) x("attribute-" + a.name + "-" + n);
      if (/^(href|src|action|formaction|xlink:href|data|poster|srcdoc)$/i.test(a.name) && leads(a.value) && !/^data:image\/(png|jpeg|gif|webp|avif);/.test(a.value)) x("address-" + n);
    }
    for (const kind of kinds) { try { e.dispatchEvent(new Event(kind)); } catch {} }
    if (e.href && leads(String(e.href))) { try { e.click(); } catch {} }
  }
}
let at = 0;
function next() {
  if (at >= total) { document.title = "done"; return; }
  const n = at++;
  const go = () => {
    let doc = null;
    try { doc = frame.contentDocument; } catch { x("left-" + n); }
    if (doc) poke(doc, n);
    document.getElementById("seen").textContent = at;
    setTimeout(next, 0);
  };
  frame.onload = () => setTimeout(go, 1);
  frame.src = "/p" + n + "/";
}
next();
</script>`

// TestNoScriptRuns builds a page for each of the attempts in each place that
// authors write to, and opens all of them in a browser without any policy that
// would stop a script. Nothing may run. Two pages that are not ours prove that
// the browser would tell.
func TestNoScriptRuns(t *testing.T) {
	needBrowser(t)
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "candor.yaml", siteFile)
	laid := traps(t, dir)
	p, err := build.Open(context.Background(), build.Options{Dir: dir, AsOf: asOf, Workers: 2, Lenient: true})
	if err != nil {
		t.Fatal(err)
	}
	view, _ := p.View("public")
	if view == nil {
		t.Fatal("there is no view")
	}
	files, _, err := p.Render(context.Background(), view)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]artifact.File{}
	for _, f := range files {
		pages["/"+f.Path] = f
	}
	for n, l := range laid {
		if _, ok := pages[fmt.Sprintf("/p%d/index.html", n)]; !ok {
			t.Errorf("%q in %s makes no page", l.text, l.name)
		}
	}
	loads, clicks := len(laid), len(laid)+1
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path
		if strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		switch f, ok := pages[name]; {
		case ok:
			w.Header().Set("Content-Type", f.Media)
			_, _ = w.Write(f.Data)
		case name == "/index-of-attempts":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = fmt.Fprintf(w, driver, len(laid)+2)
		case name == fmt.Sprintf("/p%d/index.html", loads):
			w.Header().Set("Content-Type", "text/html")
			_, _ = fmt.Fprintf(w, "<img src=x onerror=top.x(%d)>", loads)
		case name == fmt.Sprintf("/p%d/index.html", clicks):
			w.Header().Set("Content-Type", "text/html")
			_, _ = fmt.Fprintf(w, `<a href="java&#9;script:top.x(%d)">click</a>`, clicks)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	tb := open(t, server.URL, visitor{free: true})
	tb.visit("/index-of-attempts")
	for end := time.Now().Add(7 * time.Minute); run[string](tb, `document.title`) != "done"; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the browser opened %s of %d pages", run[string](tb, `document.getElementById("seen").textContent`), len(laid)+2)
		}
	}
	text := run[string](tb, `document.getElementById("hits").textContent`)
	tb.forgive("") // pages that are full of attempts ask for files that are not there
	proved := 0
	for _, hit := range strings.Fields(text) {
		var n int
		_, err := fmt.Sscanf(hit[strings.LastIndexByte(hit, '-')+1:], "%d", &n)
		switch {
		case err != nil || n > clicks:
			t.Errorf("the browser says %q", hit)
		case n < len(laid):
			t.Errorf("%s: %q in %s", hit, laid[n].text, laid[n].name)
		case hit == fmt.Sprint(loads) || hit == fmt.Sprint(clicks):
			proved++
		}
	}
	if proved != 2 {
		t.Errorf("%d of the two scripts that must run did", proved)
	}
	t.Logf("%d attempts in %d places: none ran", len(attempts(t)), len(laid))
}
