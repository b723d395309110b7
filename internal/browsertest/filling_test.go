package browsertest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/candor-site/candor/internal/questionnaire"
)

// keep holds on to what a page offers for saving.
const keep = `
globalThis.saved = [];
const make = URL.createObjectURL;
URL.createObjectURL = (blob) => (saved.push(blob), make.call(URL, blob));
const hand = (file, drop) => {
  const data = new DataTransfer();
  data.items.add(file);
  const input = document.getElementById("fill.file");
  if (drop) return input.closest("section").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  input.files = data.files;
  input.dispatchEvent(new Event("change"));
};
const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const lines = () => [...document.getElementById("fill.rows").rows].map((row) => ({ status: row.className, cells: [...row.cells].map((c) => c.innerText.trim()) }));
`

// line is one row of the preview.
type line struct {
	Status string
	Cells  []string
}

// hand gives a file to the page, on its input or by dropping it, and waits for
// the preview.
func (tb *tab) hand(name string, data []byte, drop bool) []line {
	tb.t.Helper()
	tb.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.getElementById("fill.status").textContent = "", hand(new File([bytes(%q)], %q), %t)`, base64.StdEncoding.EncodeToString(data), name, drop)))
	tb.until(`document.getElementById("fill.progress").hidden && document.getElementById("fill.status").textContent !== ""`)
	return run[[]line](tb, `lines()`)
}

// save presses the button and returns the file that the browser was given.
func (tb *tab) save() []byte {
	tb.t.Helper()
	before := run[int](tb, `saved.length`)
	tb.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("fill.save").click()`))
	tb.until(fmt.Sprintf(`saved.length > %d`, before))
	text := run[string](tb, `new Promise((done) => { const r = new FileReader(); r.onload = () => done(r.result.slice(r.result.indexOf(",") + 1)); r.readAsDataURL(saved.at(-1)); })`)
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		tb.t.Fatal(err)
	}
	return data
}

// TestAProspectFillsAQuestionnaire is the journey of someone who drops a file on
// the portal: it is answered without leaving the browser.
func TestAProspectFillsAQuestionnaire(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{scripts: []string{keep}})
	tb.visit(p.base + "questionnaires/fill/")
	tb.until(`!document.getElementById("fill.tool").hidden && document.getElementById("fill.without").hidden`)
	tb.loaded()
	const hostile = `<img src=x onerror=alert(1)>{{ .Secret }} Will you sign our contract?`
	book := simple(t, `<sheetData>`+inline(1, "ID", "Question", "Answer", "Comments")+inline(2, "1", "Is customer data encrypted at rest?")+inline(3, "2", strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(hostile))+
		inline(4, "3", "Is customer data encrypted in transit?", "kept")+inline(5, "4", "¿Se cifran los datos de los clientes en reposo?")+`</sheetData>`)
	list := tb.hand("Vendor review.xlsx", book, false)
	if len(list) != 4 {
		t.Fatalf("%d lines: %+v, %s", len(list), list, run[string](tb, `document.getElementById("fill.status").textContent`))
	}
	for i, want := range []struct{ status, says string }{{"fill-answered", "Yes."}, {"fill-person", "asks for a promise"}, {"fill-kept", "kept"}, {"fill-person", "English"}} {
		if list[i].Status != want.status || !strings.Contains(list[i].Cells[2], want.says) {
			t.Errorf("line %d: %+v, want %+v", i, list[i], want)
		}
	}
	if !strings.HasSuffix(list[1].Cells[1], hostile) || run[bool](tb, `document.querySelector("#fill\\.rows img") !== null`) {
		t.Errorf("the text of the file is not shown as it is: %q", list[1].Cells[1])
	}
	if !strings.Contains(list[0].Cells[3], "valid until") || !run[bool](tb, `document.querySelector("#fill\\.rows a").pathname.startsWith("`+p.base+`controls/")`) {
		t.Errorf("the ground of an answer: %q", list[0].Cells[3])
	}
	filled, err := questionnaire.Open(tb.save(), nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := filled.Sheets[0].Rows
	if len(rows) != 4 || !strings.HasPrefix(rows[0].Answers[0].Holds, "Yes. ") || !strings.Contains(rows[0].Comment.Holds, "Control ") || rows[1].Answers[0].Holds != "" || rows[2].Answers[0].Holds != "kept" || rows[3].Answers[0].Holds != "" {
		t.Errorf("the saved workbook says %+v", rows)
	}
	tb.do(chromedp.Evaluate[chromedp.Void](`(() => { const which = document.getElementById("fill.which"); which.value = "person"; which.dispatchEvent(new Event("change")); })()`))
	if got := run[int](tb, `[...document.getElementById("fill.rows").rows].filter((row) => row.offsetParent).length`); got != 3 {
		t.Errorf("%d lines are for people or kept, want 3", got)
	}

	const table = "Question;Answer;Comments\r\nIs customer data encrypted at rest?;;\r\n\"Is multi-factor authentication; required for staff?\";;\r\n"
	list = tb.hand("short.csv", []byte(table), true)
	out, err := questionnaire.Open(tb.save(), nil)
	if err != nil || len(list) != 2 || list[0].Status != "fill-answered" || !strings.HasPrefix(out.Sheets[0].Rows[0].Answers[0].Holds, "Yes. ") {
		t.Errorf("%v: %+v", err, list)
	}
	for name, want := range map[string]string{"a.pdf": "no workbook", "b.xls": "encrypted", "c.xlsx": "no workbook"} {
		tb.hand(name, []byte("something else that is long enough"), false)
		if said := run[string](tb, `document.getElementById("fill.status").textContent`); !strings.Contains(said, want) || !run[bool](tb, `document.getElementById("fill.result").hidden`) {
			t.Errorf("%s: %q, want %q", name, said, want)
		}
	}

	for _, r := range tb.loaded() {
		if r.method == "GET" && strings.HasSuffix(r.url, p.base+"images/logo.svg") {
			continue // of the frame, which may come late
		}
		if r.method != "GET" || !strings.HasSuffix(r.url, p.base+"questionnaires/fill/key.json") {
			t.Errorf("%s %s: nothing but the answers of the portal is asked for", r.method, r.url)
		}
	}
	if run[bool](tb, `fetch("http://127.0.0.1:9/", { method: "POST", body: "x" }).then(() => true, () => false)`) {
		t.Error("the page can reach another host")
	}
	tb.forgive("against the policy: connect-src")
	tb.forgive("Content Security Policy")
	tb.forgive("asks another host: http://127.0.0.1:9/")
}

// TestAnswersEndOnTheVisitorsDay holds back what was valid when the portal was
// made, and is so no more.
func TestAnswersEndOnTheVisitorsDay(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{scripts: []string{keep}, clock: asOf.Add(20 * 365 * 24 * time.Hour)})
	tb.visit(p.base + "questionnaires/fill/")
	list := tb.hand("a.csv", []byte("Question,Answer\nIs customer data encrypted at rest?,\nIs multi-factor authentication required for staff?,\n"), false)
	for _, l := range list {
		if l.Status != "fill-person" || !strings.Contains(l.Cells[2], "valid until") {
			t.Errorf("twenty years later: %+v", l)
		}
	}
	if len(list) != 2 {
		t.Errorf("%d lines", len(list))
	}
}

// TestTheFilledPageLooks looks at the page with a preview on it, as TestEveryTypeOfPage
// does without one.
func TestTheFilledPageLooks(t *testing.T) {
	needBrowser(t)
	axe, err := os.ReadFile(filepath.Join(packages(t, "pages"), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	p := larkspur(t)
	origin := serve(t, p)
	var data []byte
	for line := range strings.Lines(string(questions(t))) {
		var q struct{ Question, Section string }
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		if len(data) == 0 {
			data = []byte("Section,Question,Answer,Comments\n")
		}
		data = fmt.Appendf(data, "%q,\"%s\",,\n", q.Section, strings.ReplaceAll(q.Question, `"`, `""`))
		if len(data) > 2500 {
			break
		}
	}
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			with := l.visitor
			with.scripts = []string{keep}
			tb := open(t, origin, with)
			tb.visit(p.base + "questionnaires/fill/")
			if list := tb.hand("questions.csv", data, false); len(list) < 10 {
				t.Fatalf("%d lines", len(list))
			}
			tb.sound("the filled page")
			tb.accessible("the filled page", string(axe))
			tb.picture(l.name, "fill", "filled")
		})
	}
}

// questions are those of package match, a JSON object a line.
func questions(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "match", "testdata", "questions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
