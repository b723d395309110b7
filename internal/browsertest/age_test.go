package browsertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/theme"
)

// script returns a bundle by the beginning of its name.
func (p *portal) script(t *testing.T, stem string) []byte {
	t.Helper()
	for name, f := range p.files {
		if strings.HasPrefix(name, "assets/"+stem+"-") && strings.HasSuffix(name, ".js") {
			return f.Data
		}
	}
	t.Fatalf("there is no script %s", stem)
	return nil
}

// TestScriptsStaySmall holds the script that judges again to 3 kB, and what
// every page loads to 12 kB. That of the search is loaded when it is opened.
func TestScriptsStaySmall(t *testing.T) {
	p := larkspur(t)
	age, site := len(p.script(t, "age")), len(p.script(t, "site"))
	if age > 3_000 || age+site > 12_000 {
		t.Errorf("age.js has %d bytes (3000 at most), with site.js %d (12000 at most)", age, age+site)
	}
	t.Logf("age.js %d, site.js %d, search.js %d bytes", age, site, len(p.script(t, "search")))
	for _, name := range p.pages() {
		if data := p.files[name].Data; p.layout(name) != "redirect" && !bytes.Contains(data, []byte("/age-")) {
			t.Errorf("%s is not judged again", name)
		}
	}
}

// attribute returns an attribute of an element, and whether it has it.
func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// ageing are the attributes by which a state or a freshness ends, or says that
// no age ends it.
var ageing = []string{"data-fresh-until", "data-due", "data-stale", "data-expires", "data-timeless"}

// ages reports whether an element carries the date of its end, or says that it
// has none.
func ages(n *html.Node) bool {
	return slices.ContainsFunc(ageing, func(name string) bool { _, ok := attribute(n, name); return ok })
}

// TestNothingIsGreenByDefault walks all pages: whatever says that something is
// satisfied, fresh or due carries the date on which that ends, or says that age
// does not end it; lists, filters and legends, which say what states there are,
// excepted.
func TestNothingIsGreenByDefault(t *testing.T) {
	p := larkspur(t)
	labels := map[string]bool{}
	for _, name := range []string{"satisfied"} {
		labels[theme.English().State(name)] = true
	}
	for _, name := range []string{"fresh", "due"} {
		labels[theme.English().Freshness(name)] = true
	}
	said := 0
	for _, name := range p.pages() {
		tree, err := html.Parse(bytes.NewReader(p.files[name].Data))
		if err != nil {
			t.Fatal(err)
		}
		faults := 0
		for n := range tree.Descendants() {
			if n.Type != html.TextNode || !labels[strings.TrimSpace(n.Data)] {
				continue
			}
			said++
			excused := false
			for a := n.Parent; a != nil && !excused; a = a.Parent {
				class, _ := attribute(a, "class")
				_, historic := attribute(a, "data-then")
				excused = ages(a) || historic || slices.Contains([]string{"option", "title", "h1", "summary"}, a.Data) || strings.Contains(class, "legend") || strings.Contains(class, "diagram")
			}
			if !excused && faults < 2 {
				faults++
				t.Errorf("%s says %q in <%s> without the date of its end", name, n.Data, trail(n.Parent))
			}
		}
	}
	if said < 1000 {
		t.Errorf("only %d states are said", said)
	}
	t.Logf("%d states and freshnesses on %d pages", said, len(p.pages()))
}

// trail names an element and those around it.
func trail(n *html.Node) string {
	var parts []string
	for ; n != nil && n.Type == html.ElementNode && len(parts) < 4; n = n.Parent {
		class, _ := attribute(n, "class")
		parts = append(parts, strings.TrimSuffix(n.Data+"."+strings.ReplaceAll(class, " ", "."), "."))
	}
	slices.Reverse(parts)
	return strings.Join(parts, " > ")
}

// TestControlsAgeAsTheirTwinsSay compares the date on the page of each control
// with that of its JSON twin.
func TestControlsAgeAsTheirTwinsSay(t *testing.T) {
	p := larkspur(t)
	n := 0
	for name, f := range p.files {
		if !strings.HasPrefix(name, "api/v1/controls/") || strings.Count(name, "/") != 3 {
			continue
		}
		var twin struct {
			ID         string  `json:"id"`
			State      string  `json:"state"`
			FreshUntil *string `json:"fresh_until"`
		}
		if err := json.Unmarshal(f.Data, &twin); err != nil {
			t.Fatal(err)
		}
		want := `data-timeless`
		if twin.FreshUntil != nil {
			want = `data-fresh-until="` + *twin.FreshUntil + `"`
		}
		page := string(p.files["controls/"+twin.ID+"/index.html"].Data)
		_, rest, _ := strings.Cut(page, `class="verdict-state"`)
		badge, _, _ := strings.Cut(rest, `class="badge-text"`)
		if !strings.Contains(badge, `data-state="`+twin.State+`"`) || !strings.Contains(badge, want) {
			t.Errorf("%s is %s, %s; its page has %.300s", twin.ID, twin.State, want, badge)
		}
		n++
	}
	if n < 300 {
		t.Errorf("%d controls", n)
	}
}

// TestBadgesStateTheirDates reads the pictures, which cannot age.
func TestBadgesStateTheirDates(t *testing.T) {
	p := larkspur(t)
	n := 0
	for name, f := range p.files {
		if strings.HasPrefix(name, "badges/") || name == "badge.svg" {
			n++
			if !strings.Contains(string(f.Data), "as of "+asOf.Format(time.DateOnly)) {
				t.Errorf("%s does not say as of when", name)
			}
		}
	}
	if n < 300 {
		t.Errorf("%d badges", n)
	}
}

// later is a clock after which nothing in the portal can be fresh but what no
// age ends.
var later = asOf.AddDate(12, 0, 0)

// greens counts what a page shows as good: badges, tags and parts of bars.
const greens = `(() => {
	const seen = (e) => e.checkVisibility() && !e.closest("legend, .legend, option, [data-then]");
	const list = [...document.querySelectorAll(".badge[data-state=satisfied]:not(.aged):not([data-timeless]), .mark[data-state=satisfied]:not(.aged):not([data-timeless]), .tag.fresh-fresh:not(.aged):not(.fresh-due):not([data-timeless])")].filter(seen);
	const bars = [...document.querySelectorAll(".segment-satisfied[data-fresh-times]")].filter((s) => Number(s.getAttribute("width")) > 0);
	return { badges: list.length, bars: bars.length, aged: document.querySelectorAll(".aged").length, first: list[0]?.outerHTML ?? "" };
})()`

// shades is what greens returns.
type shades struct {
	Badges, Bars, Aged int
	First              string
}

// TestEveryPageAges opens every type of page when it was made, and long after:
// then no badge and no bar is green.
func TestEveryPageAges(t *testing.T) {
	needBrowser(t)
	t.Parallel()
	p := larkspur(t)
	origin := serve(t, p)
	now, then := open(t, origin, visitor{}), open(t, origin, visitor{clock: later})
	green := 0
	for _, name := range p.specimens() {
		if p.layout(name) == "redirect" {
			continue
		}
		now.visit(p.address(name))
		fresh := run[shades](now, greens)
		green += fresh.Badges + fresh.Bars
		then.visit(p.address(name))
		old := run[shades](then, greens)
		if old.Badges > 0 {
			t.Errorf("%s: %d of %d badges are still green, as %s", name, old.Badges, fresh.Badges, old.First)
		}
		if fresh.Badges > 0 && old.Aged <= fresh.Aged {
			t.Errorf("%s: %d elements aged, and %d when it was made", name, old.Aged, fresh.Aged)
		}
		if run[bool](then, `document.querySelector("[data-fresh-notice][hidden]") !== null`) {
			t.Errorf("%s does not say that it may be out of date", name)
		}
	}
	if green < 100 {
		t.Errorf("only %d greens when the portal was made", green)
	}
}

// TestGreenTurnsAmber moves the clock by 30 days: what held until then is amber
// with its date in words, numbers and bars shrink, and what still holds stays.
func TestGreenTurnsAmber(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	origin := serve(t, p)
	month := asOf.AddDate(0, 0, 30)
	tb := open(t, origin, visitor{clock: month})
	tb.visit(p.base + "controls/")
	wrong := run[[]string](tb, fmt.Sprintf(`[...document.querySelectorAll("[data-state][data-fresh-until]")].filter((b) =>
		(Date.parse(b.dataset.freshUntil) <= %d) !== b.classList.contains("aged") || b.classList.contains("aged") === (b.textContent.trim() === "Satisfied") && b.dataset.state === "satisfied").map((b) => b.outerHTML)`, month.UnixMilli()))
	if len(wrong) > 0 {
		t.Errorf("%d badges are judged wrongly, as %s", len(wrong), wrong[0])
	}
	text := run[string](tb, `document.querySelector("main [data-state].aged")?.textContent.trim() ?? ""`)
	if !strings.HasPrefix(text, "May have changed since ") || !strings.HasSuffix(text, " 2026") {
		t.Errorf("an aged state says %q", text)
	}
	colour := func(selector string) string {
		return run[string](tb, `getComputedStyle(document.querySelector("`+selector+`")).color`)
	}
	if aged, green := colour("[data-state].aged"), colour("[data-state=satisfied][data-fresh-until]:not(.aged)"); aged == green {
		t.Errorf("aged and not, a badge has the colour %s", aged)
	}
	numbers := func(clock time.Time) (held int, words string) {
		home := open(t, origin, visitor{clock: clock})
		home.visit(p.base)
		return run[int](home, `Number(document.querySelector(".legend-item[data-state=satisfied] strong").textContent)`), run[string](home, `document.querySelector("[data-fresh-count]").textContent`)
	}
	first, before := numbers(asOf)
	second, after := numbers(month)
	if second >= first || before == after || !strings.Contains(after, fmt.Sprint(second)) {
		t.Errorf("%d hold (%s); a month later %d (%s)", first, before, second, after)
	}
	t.Logf("%d hold; a month later %d: %s", first, second, after)
}

// TestAClockBeforeThePage opens pages with a clock that is behind: they say so,
// and show states as they were found.
func TestAClockBeforeThePage(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	origin := serve(t, p)
	for _, tt := range []struct {
		clock  time.Time
		notice bool
	}{
		{asOf.AddDate(0, 0, -3), true},
		{asOf.AddDate(-56, 0, 0), true}, // an empty battery
		{asOf.Add(-5 * time.Minute), false},
		{asOf, false},
	} {
		tb := open(t, origin, visitor{clock: tt.clock})
		tb.visit(p.base + "controls/recovery-time/")
		notice := run[string](tb, `document.querySelector(".early-notice")?.textContent ?? ""`)
		if (notice != "") != tt.notice || tt.notice && !strings.Contains(notice, "20 November 2026") {
			t.Errorf("at %s the page says %q", tt.clock, notice)
		}
		if run[bool](tb, `document.querySelector(".aged, [data-fresh-notice]:not([hidden])") !== null`) {
			t.Errorf("at %s something aged", tt.clock)
		}
	}
}
