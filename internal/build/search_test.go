package build

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/asset"
	"github.com/candor-site/candor/internal/search"
	"github.com/candor-site/candor/internal/source"
)

// trusted is a policy under which no text becomes script or markup by itself.
const trusted = "; require-trusted-types-for 'script'; trusted-types 'none'"

// with adds a script to the theme's own scripts, and to every page of a build,
// under a policy with trusted types.
func (m *made) with(t *testing.T, script string) {
	t.Helper()
	m.files = append(m.files, artifact.New("test.js", []byte(script)))
	src := `<script src="` + m.view.Site.BasePath + `test.js" defer></script></head>`
	for i, f := range m.files {
		text := string(f.Data)
		switch {
		case strings.HasSuffix(f.Path, ".html"):
			text = strings.Replace(text, "</head>", src, 1)
		case f.Path == "_headers":
			text = strings.Replace(text, "; frame-ancestors", trusted+"; frame-ancestors", 1)
		default:
			continue
		}
		m.files[i].Data = []byte(text)
	}
}

// quiet fails the test when the browser blocked or threw something.
func quiet(t *testing.T, log string) {
	t.Helper()
	for line := range strings.Lines(log) {
		for _, word := range []string{"Content Security Policy", "Refused to", "Uncaught", "Trusted", "violates"} {
			if strings.Contains(line, word) {
				t.Errorf("the browser says: %s", line)
			}
		}
	}
}

// journey presses keys and waits for what they bring, as a visitor does. Steps
// are the body of an async function; the page says at its end what it did.
func journey(steps string) string {
	return `
const press = (on, key, more = {}) => on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
const until = async (what) => { for (let i = 0; i < 200; i++) { const it = what(); if (it) return it; await new Promise((r) => setTimeout(r, 25)); } throw new Error("never: " + what); };
const type = (field, text) => { field.value = text; field.dispatchEvent(new InputEvent("input", { bubbles: true })); };
const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const shows = (n) => $$("#controls .control-row:not([hidden])").length === n;
const say = (text) => document.body.setAttribute("data-journey", text);
addEventListener("load", async () => { try { ` + steps + ` } catch (error) { say("failed: " + error.message); } });`
}

// TestASearchFindsTheRecoveryTime is the journey of a prospect: "/", two words,
// one of them misspelt, Enter. Where the browser then goes is noted and not
// followed: it prints the page that it started on only.
func TestASearchFindsTheRecoveryTime(t *testing.T) {
	browser(t)
	m := build(t, repository, "public", 2)
	m.with(t, journey(`
		navigation.addEventListener("navigate", (event) => { event.preventDefault(); say("goes to " + new URL(event.destination.url).pathname); });
		press(document.body, "/");
		const field = await until(() => $("dialog[open] [role=combobox]"));
		if (document.activeElement !== field) throw new Error("the field has no focus");
		type(field, "recovry time");
		await until(() => field.getAttribute("aria-expanded") === "true");
		const marks = $$("[role=option][aria-selected=true] mark").map((m) => m.textContent.toLowerCase());
		if (!marks.includes("recovery") || !marks.includes("time")) throw new Error("marked: " + marks);
		if (!/\d+ of \d+ results/.test($("dialog [role=status]").textContent)) throw new Error("status: " + $("dialog [role=status]").textContent);
		press(field, "Enter");`))
	page, log := domAfter(t, show(t, m), 20*time.Second)
	if !strings.Contains(page, `data-journey="goes to /controls/recovery-time/"`) {
		at := strings.Index(page, "data-journey")
		t.Errorf("the search does not lead to the control: %.300s", page[max(at, 0):])
	}
	quiet(t, log)
}

// TestTheSearchByKeyboard opens, moves through and leaves the dialog.
func TestTheSearchByKeyboard(t *testing.T) {
	browser(t)
	m := build(t, repository, "public", 2)
	m.with(t, journey(`
		press(document.body, "K", { ctrlKey: true });
		const field = await until(() => $("dialog[open] [role=combobox]"));
		type(field, "encryption");
		await until(() => field.getAttribute("aria-expanded") === "true");
		const active = () => $("#" + field.getAttribute("aria-activedescendant"));
		const first = active();
		press(field, "ArrowDown");
		const second = active();
		if (first === second || second.getAttribute("aria-selected") !== "true" || first.getAttribute("aria-selected") !== "false") throw new Error("down");
		press(field, "ArrowUp"); press(field, "ArrowUp");
		if (active() !== $("dialog [role=option]:last-child")) throw new Error("around");
		type(field, "qqqqqqqq");
		await until(() => $("dialog [role=status]").textContent === "Nothing found");
		if (field.getAttribute("aria-expanded") !== "false" || field.hasAttribute("aria-activedescendant")) throw new Error("still open");
		$("dialog .search-close").click();
		if ($("dialog[open]")) throw new Error("not closed");
		type(document.querySelector("[name=q]"), "/");
		press(document.querySelector("[name=q]"), "/");
		await new Promise((r) => setTimeout(r, 100));
		if ($("dialog[open]")) throw new Error("opened while typing in another field");
		say("done");`))
	page, log := domAfter(t, show(t, m)+"controls/", 20*time.Second)
	arrived(t, page)
	quiet(t, log)
}

// arrived checks that the script of a journey came to its end.
func arrived(t *testing.T, page string) {
	t.Helper()
	if !strings.Contains(page, `data-journey="done"`) {
		at := strings.Index(page, "data-journey")
		t.Errorf("the journey ends with %.200s", page[max(at, 0):])
	}
}

// TestPagesStayLight holds the script of every page to 12 KB; that of the search
// is loaded when it is opened.
func TestPagesStayLight(t *testing.T) {
	for _, f := range build(t, repository, "public", 2).files {
		if strings.HasPrefix(f.Path, "assets/site-") && strings.HasSuffix(f.Path, ".js") {
			if n := len(f.Data); n > 12_000 {
				t.Errorf("%s has %d bytes", f.Path, n)
			} else {
				t.Logf("%s has %d bytes", f.Path, n)
			}
			return
		}
	}
	t.Error("there is no script")
}

// TestThePageOfTheSearch answers the query of its address; without its scripts
// it lists what there is.
func TestThePageOfTheSearch(t *testing.T) {
	m := build(t, repository, "public", 2)
	plain := string(m.file(t, "search/index.html"))
	for _, want := range []string{`<form class="filter" role="search" action="/search/" method="get"`, `href="/controls/"`, `href="/frameworks/soc2/"`, `href="/security/overview/"`, `#answer.recovery-objectives"`} {
		if !strings.Contains(plain, want) {
			t.Errorf("without script there is no %s", want)
		}
	}
	browser(t)
	m.with(t, journey(`await until(() => $("[role=option]")); say("done");`))
	page, log := domAfter(t, show(t, m)+"search/?q=CC6.1", 20*time.Second)
	_, results, _ := strings.Cut(page, `role="listbox"`)
	first, _, _ := strings.Cut(results, "</a>")
	if !strings.Contains(page, `data-journey="done"`) || !strings.Contains(first, "/frameworks/soc2/#requirement.CC6.1") {
		t.Errorf("the first result is %s", first)
	}
	if strings.Contains(page, "<form") {
		t.Error("the form still stands beside the search")
	}
	quiet(t, log)
}

// TestFiltersLiveInTheAddress narrows the index of controls, and goes back.
func TestFiltersLiveInTheAddress(t *testing.T) {
	browser(t)
	m := build(t, repository, "public", 2)
	m.with(t, journey(`
		const place = $("[data-filter-for=controls]");
		await until(() => !place.hidden);
		const all = $$("#controls .control-row").length;
		const some = $$("#controls .control-row:not([hidden])").length;
		if ($("[name=state]").value !== "not-satisfied" || some === 0 || some === all) throw new Error("the address is not read: " + some + " of " + all);
		if ($$("#controls .control-row:not([hidden])").some((row) => row.dataset.filterState !== "not-satisfied")) throw new Error("another state");
		const choose = (name, value) => { $("[name=" + name + "]").value = value; $("[name=" + name + "]").dispatchEvent(new Event("input", { bubbles: true })); };
		choose("state", "");
		if (!shows(all) || location.search) throw new Error("all: " + location.search);
		choose("framework", "soc2"); choose("kind", "backup");
		if (location.search !== "?framework=soc2&kind=backup") throw new Error(location.search);
		const both = $$("#controls .control-row:not([hidden])");
		if (!both.length || both.some((r) => r.dataset.filterKind !== "backup" || !r.dataset.filterFramework.split("\n").includes("soc2"))) throw new Error("both");
		history.back();
		await until(() => location.search === "?framework=soc2" && $("[name=kind]").value === "");
		if ($$("#controls .control-row:not([hidden])").length <= both.length) throw new Error("not undone");
		history.forward();
		await until(() => $("[name=kind]").value === "backup" && shows(both.length));
		choose("kind", ""); choose("framework", "");
		const scope = [...$("[name=scope]").options].find((o) => o.value.startsWith("product="));
		choose("scope", scope.value);
		for (const row of $$("#controls .control-row")) {
			const own = row.dataset.filterScope.split("\n");
			const fits = own.includes(scope.value) || !own.some((v) => v.startsWith("product="));
			if (fits === row.hidden) throw new Error("scope: " + row.dataset.filter);
		}
		say("done");`))
	page, log := domAfter(t, show(t, m)+"controls/?state=not-satisfied", 20*time.Second)
	arrived(t, page)
	quiet(t, log)
}

// TestTheScriptSearchesAsTheIndexWasMade runs the vectors of package search in
// the browser.
func TestTheScriptSearchesAsTheIndexWasMade(t *testing.T) {
	browser(t)
	vectors, err := os.ReadFile("../search/testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ Entries []search.Entry }
	if err := json.Unmarshal(vectors, &v); err != nil {
		t.Fatal(err)
	}
	const run = `
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
	p, err := Open(t.Context(), Options{Dir: repository, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	sources := maps.Clone(p.theme.Assets())
	sources["vectors.json"] = source.NewFile("vectors.json", vectors)
	sources["run.ts"] = source.NewFile("run.ts", []byte(run))
	bundles, list := asset.Bundle(sources, "")
	for _, d := range list {
		t.Error(d)
	}
	files := map[string][]byte{"/": []byte(`<!doctype html><script src="/run.js" defer></script><body>nothing ran`), "/run.js": bundles["run.js"].Data}
	for _, f := range search.Files(v.Entries, "/") {
		files["/"+f.Path] = f.Data
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", artifact.MediaType(strings.TrimSuffix(r.URL.Path, "/")+map[bool]string{true: "index.html"}[r.URL.Path == "/"]))
		_, _ = w.Write(files[r.URL.Path])
	}))
	t.Cleanup(server.Close)
	page, log := domAfter(t, server.URL+"/", 10*time.Second)
	if _, body, _ := strings.Cut(page, "<body>"); !strings.HasPrefix(body, "all ") {
		t.Errorf("%s\n%s", body, log)
	} else {
		t.Log(body)
	}
}
