package browsertest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// click follows the first link of the page that a selector finds and that can
// be seen, with the mouse, and waits for where it leads.
func (tb *tab) click(selector, to string) {
	tb.t.Helper()
	tb.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`[...document.querySelectorAll(%q)].find((e) => e.checkVisibility())?.setAttribute("data-clicked", "")`, selector)))
	if !run[bool](tb, `document.querySelector("[data-clicked]") !== null`) {
		tb.t.Fatalf("on %s nothing to be seen fits %s", run[string](tb, "location.pathname"), selector)
	}
	tb.do(chromedp.Click(chromedp.CSS("[data-clicked]")))
	tb.until(fmt.Sprintf(`location.pathname.startsWith(%q) && document.readyState === "complete" && !document.querySelector("[data-clicked]")`, to))
}

// TestAProspectFindsTheProofInThreeClicks goes from the first page to the time
// of recovery that is promised, and on to what proves it.
func TestAProspectFindsTheProofInThreeClicks(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{width: 390, height: 844})
	tb.visit(p.base)
	tb.click(`main a[href$="/kinds/recovery-objective/"]`, p.base+"kinds/recovery-objective/")
	tb.click(`main a[href$="/controls/recovery-time/"]`, p.base+"controls/recovery-time/")
	promise := run[string](tb, `document.querySelector("main").innerText`)
	if !strings.Contains(promise, "hour") || !strings.Contains(promise, "Satisfied") {
		t.Errorf("the control says %.400s", promise)
	}
	tb.click(`main a[href*="/evidence/"]`, p.base+"evidence/")
	proof := run[string](tb, `document.querySelector("main").innerText`)
	if !strings.Contains(proof, "SHA-256") || !strings.Contains(proof, "2026") {
		t.Errorf("the evidence says %.400s", proof)
	}
}

// TestAnAuditorVerifiesTheDigest follows a requirement of a framework to a
// control, to its evidence, and holds the digest that stands there against the
// file that the organisation hands over.
func TestAnAuditorVerifiesTheDigest(t *testing.T) {
	t.Parallel()
	handed := map[string]string{}
	err := filepath.WalkDir(filepath.Join(repository, "evidence"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		sum := sha256.Sum256(data)
		handed[hex.EncodeToString(sum[:])] = name
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{})
	tb.visit(p.base + "frameworks/")
	tb.click(`main a[href$="/frameworks/soc2/"]`, p.base+"frameworks/soc2/")
	tb.click(`main a[href*="/controls/"][href$="/"]:not([href$="/controls/"])`, p.base+"controls/")
	if !strings.Contains(run[string](tb, `document.querySelector("main").textContent`), "SOC 2") {
		t.Error("the control does not name the framework that led to it")
	}
	tb.click(`main a[href*="/evidence/"]`, p.base+"evidence/")
	stated := run[[]string](tb, `document.querySelector("main").textContent.match(/\b[0-9a-f]{64}\b/g) ?? []`)
	if len(stated) == 0 {
		t.Fatal("no digest is stated")
	}
	file, ok := handed[stated[0]]
	if !ok {
		t.Fatalf("no file below evidence/ has the stated digest %s", stated[0])
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// The browser comes to the same digest.
	computed := run[string](tb, fmt.Sprintf(`crypto.subtle.digest("SHA-256", Uint8Array.fromHex?.(%[1]q) ?? new Uint8Array(%[1]q.match(/../g).map((h) => parseInt(h, 16)))).then((d) => [...new Uint8Array(d)].map((b) => b.toString(16).padStart(2, "0")).join(""))`, hex.EncodeToString(data)))
	if computed != stated[0] {
		t.Errorf("%s has the digest %s, and %s is stated", file, computed, stated[0])
	}
}

// spoken returns the words of the content of a page that can be read when all
// that is folded is open, without what only scripts bring: fields that narrow
// lists, buttons that copy, the search in place of its form, the filling of
// questionnaires in place of words on it.
const spoken = `(() => {
	for (const d of document.querySelectorAll("main details")) d.open = true;
	for (const e of document.querySelectorAll("[data-filter-for], .copy, .tab-list, .search-panel, form, #fill\\.tool, [role=tabpanel][hidden]")) e.matches("[role=tabpanel]") ? (e.hidden = false) : e.remove();
	return document.querySelector("main").innerText.split(/\s+/).filter(Boolean);
})()`

// states returns every state and freshness of a page, in order.
const states = `[...document.querySelectorAll("main .badge, main .tag, main [data-state]")].map((e) => e.textContent.replace(/\s+/g, " ").trim())`

// TestNothingIsLostWithoutScript compares every type of page with script and
// without, at the instant when it was made: the words and the states are the
// same.
func TestNothingIsLostWithoutScript(t *testing.T) {
	needBrowser(t)
	t.Parallel()
	p := larkspur(t)
	origin := serve(t, p)
	with, without := open(t, origin, visitor{}), open(t, origin, visitor{noScript: true})
	for _, name := range p.specimens() {
		if p.layout(name) == "redirect" {
			continue
		}
		with.visit(p.address(name))
		without.visit(p.address(name))
		if a, b := run[[]string](with, states), run[[]string](without, states); strings.Join(a, "\n") != strings.Join(b, "\n") {
			t.Errorf("%s: %d states with script, and %d without, or others", name, len(a), len(b))
		}
		here, there := count(run[[]string](with, spoken)), count(run[[]string](without, spoken))
		var only []string
		for word, n := range here {
			if n > there[word] && !strings.HasPrefix(p.layout(name), "search") {
				only = append(only, word)
			}
		}
		if len(only) > 0 || len(there) < 10 {
			t.Errorf("%s: only with script stand %.300q, of %d words", name, only, len(there))
		}
	}
}

// count counts words.
func count(words []string) map[string]int {
	out := map[string]int{}
	for _, w := range words {
		out[w]++
	}
	return out
}

// some are pages of the types that people print and show most.
func (p *portal) some() []string {
	return []string{p.base, p.base + "controls/recovery-time/", p.base + "evidence/access-reviews/", p.base + "frameworks/soc2/", p.base + "security/overview/"}
}

// TestPagesPrint prints pages: without the way around, with states in words.
func TestPagesPrint(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{print: true, width: 794})
	for _, address := range p.some() {
		tb.visit(address)
		if shown := run[int](tb, `[...document.querySelectorAll("header nav, .skip, .site-search, .page-side nav, .copy")].filter((e) => e.checkVisibility()).length`); shown > 0 {
			t.Errorf("%s: %d parts of the navigation are printed", address, shown)
		}
		if mute := run[int](tb, `[...document.querySelectorAll(".badge, .mark")].filter((b) => b.checkVisibility() && !b.innerText.trim()).length`); mute > 0 {
			t.Errorf("%s: %d states without words", address, mute)
		}
		if ink := run[string](tb, `getComputedStyle(document.body).backgroundColor`); ink != "rgb(255, 255, 255)" && ink != "rgba(0, 0, 0, 0)" {
			t.Errorf("%s is printed on %s", address, ink)
		}
		pdf, err := chromedp.Run(tb.ctx, chromedp.PrintToPDF())
		if err != nil || len(pdf) < 10_000 || !strings.HasPrefix(string(pdf), "%PDF-") {
			t.Errorf("%s: a PDF of %d bytes (%v)", address, len(pdf), err)
		}
	}
}

// TestPagesInOtherColours shows pages in the dark, and in colours of the system.
func TestPagesInOtherColours(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{})
	const ground = `(() => { const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/[\d.]+/g).map(Number); const own = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number); const c = own[3] === 0 ? [r, g, b] : own; return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; })()`
	for _, address := range p.some() {
		tb.dress(visitor{})
		tb.visit(address)
		light := run[float64](tb, ground)
		tb.dress(visitor{dark: true})
		if dark := run[float64](tb, ground); light < 200 || dark > 70 {
			t.Errorf("%s: the ground has a brightness of %.0f, and of %.0f in the dark", address, light, dark)
		}
		tb.dress(visitor{forced: true})
		tb.sound(address)
		if mute := run[int](tb, `[...document.querySelectorAll(".badge, .mark, .tag")].filter((b) => b.checkVisibility() && (!b.innerText.trim() || getComputedStyle(b).color === getComputedStyle(b).backgroundColor)).length`); mute > 0 {
			t.Errorf("%s: %d states cannot be read in colours of the system", address, mute)
		}
		tb.picture("forced", "", strings.Trim(address, "/"))
	}
}

// reachable are the elements that the Tab key has to reach, in their order.
const reachable = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.closest("dialog:not([open])") === null)`

// TestTheKeyboardReachesEverything tabs through pages: each element once, in
// the order of the page, each seen to have the focus, and none keeps it.
func TestTheKeyboardReachesEverything(t *testing.T) {
	needBrowser(t)
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{reduced: true})
	for _, address := range []string{p.base, p.base + "controls/recovery-time/", p.base + "kinds/recovery-objective/", p.base + "search/"} {
		tb.visit(address)
		tb.until(`!document.querySelector("form[data-search-here]")`)
		run[any](tb, `globalThis.order = `+reachable+`; document.activeElement.blur(); null`)
		all := run[int](tb, `order.length`)
		if all < 10 {
			t.Errorf("%s: only %d elements take the focus", address, all)
		}
		for i := range min(all, 60) {
			tb.press(kb.Tab)
			got := run[[]any](tb, `(() => { const e = document.activeElement, r = e.getBoundingClientRect();
				let ring = false; // around the element, or the tile that it fills
				for (let a = e, n = 0; a && n < 4; a = a.parentElement, n++) ring ||= [null, "::after"].some((part) => getComputedStyle(a, part).outlineStyle !== "none");
				return [order.indexOf(e), ring, r.bottom > 0 && r.top < innerHeight, e.outerHTML.slice(0, 120)]; })()`)
			if got[0] != float64(i) || got[1] != true || got[2] != true {
				t.Errorf("%s: after %d tabs the focus is on element %v, seen to have it %v, in the window %v: %v", address, i+1, got[0], got[1], got[2], got[3])
				break
			}
		}
	}
}

// TestTabsByKeyboard moves through tabs with the arrows, as their pattern says.
func TestTabsByKeyboard(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{})
	for _, name := range p.pages() {
		if !strings.Contains(string(p.files[name].Data), "data-tabs") {
			continue
		}
		tb.visit(p.address(name))
		run[any](tb, `document.querySelector("[role=tab][aria-selected=true]").focus()`)
		first := run[string](tb, `document.activeElement.id`)
		tb.press(kb.ArrowRight)
		second := run[string](tb, `document.activeElement.getAttribute("aria-selected") === "true" && document.getElementById(document.activeElement.getAttribute("aria-controls")).checkVisibility() ? document.activeElement.id : ""`)
		if second == "" || second == first {
			t.Errorf("%s: the arrow leads from tab %q to %q", name, first, second)
		}
		tb.press(kb.Home)
		if back := run[string](tb, `document.activeElement.id`); back != first {
			t.Errorf("%s: Home leads to %q", name, back)
		}
		return
	}
	t.Skip("the portal shows no tabs")
}
