package browsertest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/asset"
	"github.com/candor-site/candor/internal/search"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// Where the search stands in the page.
const (
	field  = `document.querySelector("dialog[open] [role=combobox]")`
	status = `document.querySelector("dialog [role=status]").textContent`
	active = `document.getElementById(` + field + `.getAttribute("aria-activedescendant"))`
)

// search opens the dialog by the keyboard.
func (tb *tab) search(keys string, with ...chromedp.KeyOption) {
	tb.t.Helper()
	tb.press(keys, with...)
	tb.until(`document.activeElement === ` + field)
}

// TestASearchFindsTheRecoveryTime is the journey of a prospect who never
// touches the mouse: "/", two words, one of them misspelt, Enter.
func TestASearchFindsTheRecoveryTime(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{})
	tb.visit(p.base)
	tb.search("/")
	tb.press("recovry time")
	tb.until(field + `.getAttribute("aria-expanded") === "true" && ` + field + `.value === "recovry time"`)
	tb.until(`/\d+ \S+ \d+ /.test(` + status + `)`)
	marks := run[string](tb, `[...`+active+`.querySelectorAll("mark")].map((m) => m.textContent.toLowerCase()).join(" ")`)
	if !strings.Contains(marks, "recovery") || !strings.Contains(marks, "time") {
		t.Errorf("marked are %q", marks)
	}
	tb.press(kb.Enter)
	tb.until(`location.pathname === "` + p.base + `controls/recovery-time/" && document.readyState === "complete"`)
}

// TestTheSearchByKeyboard opens, moves through and leaves the dialog.
func TestTheSearchByKeyboard(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{})
	tb.visit(p.base + "controls/")
	tb.search("K", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	tb.press("encryption")
	tb.until(field + `.value === "encryption" && ` + field + `.getAttribute("aria-expanded") === "true" && ` + active + `.getAttribute("aria-selected") === "true"`)
	id := func() string { return run[string](tb, active+".id") }
	first := id()
	tb.press(kb.ArrowDown)
	if second := id(); second == first || run[string](tb, `document.getElementById("`+first+`").getAttribute("aria-selected")`) != "false" {
		t.Error("the arrow down chooses nothing else")
	}
	tb.press(kb.ArrowUp)
	tb.press(kb.ArrowUp)
	if !run[bool](tb, active+` === document.querySelector("dialog [role=option]:last-child")`) {
		t.Error("up from the first result does not lead to the last one")
	}
	tb.do(chromedp.Evaluate[chromedp.Void](field + ".select()"))
	tb.press("qqqqqqqq")
	tb.until(field + `.getAttribute("aria-expanded") === "false" && ` + status + ` !== "" && !` + field + `.hasAttribute("aria-activedescendant")`)
	tb.press(kb.Escape)
	tb.until(`!document.querySelector("dialog[open]")`)
	if !run[bool](tb, `document.activeElement !== null`) {
		t.Error("nothing has the focus after the dialog")
	}
	tb.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("main [name=q]").focus()`))
	tb.press("/")
	if got := run[string](tb, `document.querySelector("main [name=q]").value + !!document.querySelector("dialog[open]")`); got != "/false" {
		t.Errorf("a slash that is typed into another field: %s", got)
	}
}

// TestThePageOfTheSearch answers the query of its address; without its scripts
// it lists what there is.
func TestThePageOfTheSearch(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	plain := string(p.files["search/index.html"].Data)
	for _, want := range []string{`role="search" action="/search/" method="get"`, `href="/controls/"`, `href="/frameworks/soc2/"`, `href="/security/overview/"`, `#answer.recovery-objectives"`} {
		if !strings.Contains(plain, want) {
			t.Errorf("without script there is no %s", want)
		}
	}
	tb := open(t, serve(t, p), visitor{})
	tb.visit(p.base + "search/?q=CC6.1")
	tb.until(`document.querySelector("[role=option]")`)
	if got := run[string](tb, `document.querySelector("[role=option]").getAttribute("href")`); got != "/frameworks/soc2/#requirement.CC6.1" {
		t.Errorf("the first result is %s", got)
	}
	if run[bool](tb, `document.querySelector("main form") !== null`) {
		t.Error("the form still stands beside the search")
	}
}

// TestFiltersLiveInTheAddress narrows the index of controls, and goes back.
func TestFiltersLiveInTheAddress(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{scripts: []string{`
const $ = (selector) => document.querySelector(selector);
const rows = () => [...document.querySelectorAll("#controls [data-filter]")];
const shown = () => rows().filter((row) => !row.hidden);
const choose = (name, value) => { $("[name=" + name + "]").value = value; $("[name=" + name + "]").dispatchEvent(new Event("input", { bubbles: true })); };
`}})
	tb.visit(p.base + "controls/?state=not-satisfied")
	tb.until(`!$("[data-filter-for=controls]").hidden`)
	all := run[int](tb, `rows().length`)
	holds := func(what, expression string) {
		t.Helper()
		if !run[bool](tb, expression) {
			t.Errorf("%s: not %s; shown are %d of %d, the address is %s", what, expression, run[int](tb, `shown().length`), all, run[string](tb, `location.search`))
		}
	}
	holds("the address is read", `$("[name=state]").value === "not-satisfied" && shown().length > 0 && shown().length < rows().length`)
	holds("only that state", `shown().every((row) => row.dataset.filterState === "not-satisfied")`)
	holds("all", `choose("state", ""), shown().length === rows().length && !location.search`)
	holds("two fields", `choose("framework", "soc2"), choose("kind", "backup"), location.search === "?framework=soc2&kind=backup"`)
	holds("both hold", `shown().length > 0 && shown().every((r) => r.dataset.filterKind === "backup" && (r.dataset.filterFramework ?? "").split("\n").includes("soc2"))`)
	both := run[int](tb, `shown().length`)
	tb.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
	tb.until(`location.search === "?framework=soc2" && $("[name=kind]").value === ""`)
	if n := run[int](tb, `shown().length`); n <= both {
		t.Errorf("back shows %d, and %d before it", n, both)
	}
	tb.do(chromedp.Evaluate[chromedp.Void](`history.forward()`))
	tb.until(`$("[name=kind]").value === "backup"`)
	if n := run[int](tb, `shown().length`); n != both {
		t.Errorf("forward shows %d, want %d", n, both)
	}
	holds("scope", `choose("kind", ""), choose("framework", ""), (() => {
		const scope = [...$("[name=scope]").options].find((o) => o.value.startsWith("product=")).value;
		choose("scope", scope);
		return rows().every((row) => {
			const own = (row.dataset.filterScope ?? "").split("\n");
			return (own.includes(scope) || !own.some((v) => v.startsWith("product="))) !== row.hidden;
		});
	})()`)
}

// TestTheScriptSearchesAsTheIndexWasMade runs the vectors of package search in
// the browser.
func TestTheScriptSearchesAsTheIndexWasMade(t *testing.T) {
	t.Parallel()
	vectors, err := os.ReadFile("../search/testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ Entries []search.Entry }
	if err := json.Unmarshal(vectors, &v); err != nil {
		t.Fatal(err)
	}
	const script = `
import { Index } from "./ts/search/index";
import { near, words } from "./ts/search/words";
import vectors from "./vectors.json";
const wrong: string[] = [];
const expect = (what: string, got: unknown, want: unknown) => JSON.stringify(got) === JSON.stringify(want) || wrong.push(what + ": got " + JSON.stringify(got) + ", want " + JSON.stringify(want));
for (const { text, words: want } of vectors.words) expect(text, words(text), want);
for (const { typed, word, slips } of vectors.near) expect(typed + " for " + word, near(typed, word), slips);
const index = new Index("/search/", async (address) => (await fetch(address)).json());
(async () => {
  for (const { query, routes } of vectors.queries) expect(query, (await index.find(query)).results.map((r) => r.url), routes);
  document.body.textContent = wrong.length ? wrong.join("\n") : "all " + [vectors.words, vectors.near, vectors.queries].map((l) => l.length) + " hold";
})();`
	standard, _, err := theme.Load(nil, source.Text{})
	if err != nil {
		t.Fatal(err)
	}
	sources := maps.Clone(standard.Assets())
	sources["vectors.json"] = source.NewFile("vectors.json", vectors)
	sources["run.ts"] = source.NewFile("run.ts", []byte(script))
	bundles, list := asset.Bundle(sources, "")
	for _, d := range list {
		t.Error(d)
	}
	files := map[string][]byte{
		"/":       []byte(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>t</title><script src="/run.js" defer></script><body>nothing ran`),
		"/run.js": bundles["run.js"].Data,
	}
	made, err := search.Files(v.Entries, "/")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range made {
		files["/"+f.Path] = f.Data
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", artifact.MediaType(strings.TrimSuffix(r.URL.Path, "/")+map[bool]string{true: "index.html"}[r.URL.Path == "/"]))
		_, _ = w.Write(files[r.URL.Path])
	}))
	t.Cleanup(server.Close)
	tb := open(t, server.URL, visitor{})
	tb.visit("/")
	tb.until(`!document.body.textContent.startsWith("nothing ran")`)
	if said := run[string](tb, `document.body.textContent`); !strings.HasPrefix(said, "all ") {
		t.Error(said)
	} else {
		t.Log(said)
	}
}
