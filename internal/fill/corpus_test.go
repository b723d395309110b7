package fill

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/amend"
	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/opc"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/respond"
	"github.com/candor-site/candor/internal/topic"
)

const corpus = "../../../shared/corpus/questionnaires/"

// every answers each question in turn in a way of its own.
type every struct{ n int }

func (e *every) Answer(q match.Question) respond.Response {
	e.n++
	word := []choice.Word{choice.Yes, choice.No, choice.NotApplicable, choice.Partial, ""}[len(q.Text)%5]
	return respond.Response{Fill: true, Word: word, Text: "Yes & <no>: " + q.Text, Long: "=1+1 \"quoted\" Ä😀", Citation: "Control a; evidence b"}
}

// real reads a file of the corpus and fills it.
func real(t *testing.T, name string, r Responder, o Overwrite) (data, out []byte, f *Filling) {
	t.Helper()
	data, err := os.ReadFile(corpus + name)
	if err != nil {
		t.Skipf("../shared/corpus/questionnaires/%s is not there", name)
	}
	q, err := questionnaire.Open(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	f = Fill(q, r, o)
	var b bytes.Buffer
	if err := f.Write(&b, data); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return data, b.Bytes(), f
}

// TestRealWorkbooks fills real workbooks: only sheets with answers and the flag
// that has formulas computed anew change, of a sheet nothing but the cells, and
// filling again changes nothing.
func TestRealWorkbooks(t *testing.T) {
	for name, want := range map[string]struct {
		sheets    int
		overwrite Overwrite
	}{
		"hecvat-4.14/HECVAT414.xlsx":                                               {8, Never},
		"azure-review-checklists/security_checklist.en.xlsx":                       {1, Placeholders},
		"cyfun-2025/CyFun2025_Self-Assessment_tool_ESSENTIAL_v3.1.xlsx":            {0, All},
		"ciso-assistant/Cuestionario_Gestion_del_Riesgo_Cadena_de_Suministro.xlsx": {0, Never},
		"ciso-assistant/example_questionnaire.xlsx":                                {0, Never},
		"ciso-assistant/vendor-due-diligence.xlsx":                                 {0, Placeholders},
	} {
		data, out, f := real(t, name, &every{}, want.overwrite)
		was, now := opened(t, data), opened(t, out)
		touched := map[string]bool{}
		for _, c := range f.Changes {
			touched[c.Sheet] = true
		}
		if len(touched) != want.sheets {
			t.Errorf("%s: answers on %d sheets, want %d", name, len(touched), want.sheets)
		}
		parts := map[string]string{}
		for _, s := range book(t, was).Sheets() {
			parts[s.Part] = s.Name
		}
		same := 0
		for _, part := range was.Names() {
			old, new := read(t, was, part), read(t, now, part)
			switch sheet, isSheet := parts[part]; {
			case isSheet && touched[sheet]:
				if a, b := without(old), without(new); a != b {
					t.Errorf("%s: more than cells changed on %q", name, sheet)
				}
				if rest(old) != rest(new) {
					t.Errorf("%s: what follows the rows of %q changed: validations, formats, protection", name, sheet)
				}
			case part == "xl/workbook.xml" && len(touched) > 0:
				if calc.ReplaceAllString(string(old), "") != calc.ReplaceAllString(string(new), "") || !strings.Contains(string(new), `fullCalcOnLoad="1"`) {
					t.Errorf("%s: more than the flag changed in %s", name, part)
				}
			case !bytes.Equal(old, new):
				t.Errorf("%s: %s changed", name, part)
			default:
				same++
			}
		}
		t.Logf("%s: %d cells written on %d sheets, %d of %d parts the same, byte for byte", filepath.Base(name), len(f.Changes), len(touched), same, len(was.Names()))
		q, err := questionnaire.Open(out, nil)
		if err != nil {
			t.Fatal(err)
		}
		if again := Fill(q, &every{}, want.overwrite); len(again.Changes) != 0 {
			t.Errorf("%s: a second run changes %d cells, the first %+v", name, len(again.Changes), again.Changes[0])
		}
		reread(t, name, q, f)
	}
}

// reread checks that each cell says what was written.
func reread(t *testing.T, name string, q *questionnaire.Questionnaire, f *Filling) {
	t.Helper()
	says := map[string]questionnaire.Target{}
	for _, s := range q.Sheets {
		for _, r := range s.Rows {
			for _, a := range r.Answers {
				says[s.Name+"!"+a.Cell] = a
			}
			if r.Comment != nil {
				says[s.Name+"!"+r.Comment.Cell] = *r.Comment
			}
		}
	}
	for _, c := range f.Changes {
		got := says[c.Sheet+"!"+c.Cell]
		if got.Holds != c.Text {
			t.Errorf("%s: %s!%s says %q, want %q", name, c.Sheet, c.Cell, got.Holds, c.Text)
		}
		if got.Choices != nil && !slices.Contains(got.Choices, c.Text) {
			t.Errorf("%s: %s!%s takes %q, and was given %q", name, c.Sheet, c.Cell, got.Choices, c.Text)
		}
	}
}

var (
	calc  = regexp.MustCompile(` fullCalcOnLoad="[^"]*"|<calcPr fullCalcOnLoad="1"/>`)
	cells = regexp.MustCompile(`<c [^>]*?/>|<c [^>]*?[^/]>.*?</c>`)
	empty = regexp.MustCompile(`<row([^>]*?)/>`)
)

// without is a sheet with its cells that hold text of their own taken out.
func without(sheet []byte) string {
	out := cells.ReplaceAllStringFunc(string(sheet), func(c string) string {
		if strings.Contains(c, "<f") || strings.Contains(c, "<v>") {
			return c
		}
		return ""
	})
	return empty.ReplaceAllString(out, "<row$1></row>")
}

// rest is what follows the rows of a sheet.
func rest(sheet []byte) string {
	_, after, _ := strings.Cut(string(sheet), "</sheetData>")
	return after
}

func opened(t *testing.T, data []byte) *opc.Package {
	t.Helper()
	p, err := opc.Open(data, opc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func book(t *testing.T, p *opc.Package) *amend.Book {
	t.Helper()
	b, err := amend.Open(p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t *testing.T, p *opc.Package, part string) []byte {
	t.Helper()
	data, err := p.Read(part)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestRealTables fills the tables of the corpus: each line is as long and ends as
// it did, and the one that holds a placeholder keeps it.
func TestRealTables(t *testing.T) {
	for name, want := range map[string]struct {
		mark string
		kept string
	}{
		"derived-csv/flat-utf8bom-comma.csv":        {"\xEF\xBB\xBFRef,Domain", ""},
		"derived-csv/sections-cp1252-semicolon.csv": {"Supplier security questionnaire;;;\r\n", "A remplir"},
	} {
		plain := fake{"": {Fill: true, Word: choice.Yes, Text: "Oui, ça va – bien"}}
		data, out, f := real(t, name, plain, Never)
		if !strings.HasPrefix(string(out), want.mark) || strings.Count(string(out), "\r\n") != strings.Count(string(data), "\r\n") || strings.Count(string(out), "\n") != strings.Count(string(data), "\n") {
			t.Errorf("%s: its start or its line ends changed", name)
		}
		answered := 0
		for _, r := range f.Rows {
			switch {
			case r.Status == Answered:
				answered++
			case r.Answer != want.kept || r.Status != Person:
				t.Errorf("%s: %s is %s: %s", name, r.Cell, r.Status, r.Because)
			}
		}
		if n := len(f.Rows); n != 83 || answered < 82 {
			t.Errorf("%s: %d of %d rows answered", name, answered, n)
		}
		if strings.Contains(name, "cp1252") && !bytes.Contains(out, []byte("Oui, \xe7a va \x96 bien")) {
			t.Errorf("%s: the answer is not in the encoding of the file", name)
		}
		if q, err := questionnaire.Open(out, nil); err != nil || len(Fill(q, plain, Never).Changes) != 0 {
			t.Errorf("%s: a second run changes it, %v", name, err)
		}
	}
}

// eager answers whatever words alone do not forbid to answer.
type eager struct {
	*match.Matcher
	reasons map[match.Reason]int
}

func (e eager) Answer(q match.Question) respond.Response {
	r := respond.Response{Reading: e.Read(q), Text: "Yes, of course.", Word: choice.Yes}
	r.Reason, r.Because = r.Reading.Abstain, r.Reading.Because
	r.Fill = r.Reason == ""
	e.reasons[r.Reason]++
	return r
}

// TestSpanish checks that a questionnaire in another language stays blank, even
// where all may be written over.
func TestSpanish(t *testing.T) {
	e := eager{match.New(topic.Builtin()), map[match.Reason]int{}}
	data, out, f := real(t, "ciso-assistant/Cuestionario_Gestion_del_Riesgo_Cadena_de_Suministro.xlsx", e, All)
	if !bytes.Equal(data, out) || len(f.Rows) != 75 || e.reasons[match.Language] < 70 {
		t.Errorf("%d cells were written; the reasons are %v", len(f.Changes), e.reasons)
	}
}
