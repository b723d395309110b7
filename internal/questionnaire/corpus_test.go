package questionnaire

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

const corpus = "../../../shared/corpus/questionnaires/"

// real reads a questionnaire of the corpus, or skips.
func real(t *testing.T, name string) *Questionnaire {
	t.Helper()
	data, err := os.ReadFile(corpus + name)
	if err != nil {
		t.Skipf("../shared/corpus/questionnaires/%s is not there", name)
	}
	q, err := Open(data, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return q
}

// tally counts what was found.
type tally struct {
	rows    int // questions
	free    int // cells for answers that may be written
	lists   int // of those, how many offer a list
	held    int // of those, how many hold something
	formula int // cells for answers that a formula computes
	comment int // rows with a cell for a comment that may be written
}

func count(s *Sheet) tally {
	c := tally{rows: len(s.Rows)}
	for _, r := range s.Rows {
		for _, a := range r.Answers {
			switch {
			case a.Fault == "":
				c.free++
				if a.Choices != nil {
					c.lists++
				}
				if a.Holds != "" {
					c.held++
				}
			case strings.Contains(a.Fault, "formula"):
				c.formula++
			}
		}
		if r.Comment != nil && r.Comment.Fault == "" {
			c.comment++
		}
	}
	return c
}

// TestCorpus holds what is found in real questionnaires, sheet by sheet; sheets
// that are not named must hold no question.
func TestCorpus(t *testing.T) {
	for name, want := range map[string]map[string]tally{
		"hecvat-4.14/HECVAT414.xlsx": { // 331 answers to give, the other 45 are copied by formulas
			"START HERE":       {rows: 22, free: 22, lists: 11, comment: 22},
			"Organization":     {rows: 51, free: 43, lists: 43, formula: 8, comment: 43},
			"Product":          {rows: 46, free: 41, lists: 40, formula: 5, comment: 41},
			"Infrastructure":   {rows: 56, free: 51, lists: 50, formula: 5, comment: 51},
			"IT Accessibility": {rows: 23, free: 18, lists: 13, formula: 5, comment: 18},
			"Case-Specific":    {rows: 68, free: 60, lists: 54, formula: 8, comment: 64},
			"AI":               {rows: 36, free: 31, lists: 29, formula: 5, comment: 35},
			"Privacy":          {rows: 74, free: 65, lists: 63, formula: 9, comment: 65},
		},
		"cyfun-2025/CyFun2025_Self-Assessment_tool_ESSENTIAL_v3.1.xlsx": { // 218 statements, each with two scores
			"GOVERN":   {rows: 40, free: 80, lists: 80, held: 80, comment: 39},
			"IDENTIFY": {rows: 55, free: 110, lists: 110, held: 110, comment: 54},
			"PROTECT":  {rows: 79, free: 158, lists: 158, held: 158, comment: 79},
			"DETECT":   {rows: 22, free: 44, lists: 44, held: 44, comment: 22},
			"RESPOND":  {rows: 14, free: 28, lists: 28, held: 28, comment: 14},
			"RECOVER":  {rows: 8, free: 16, lists: 16, held: 16, comment: 8},
		},
		"azure-review-checklists/security_checklist.en.xlsx":                       {"Checklist": {rows: 157, free: 157, lists: 157, held: 157, comment: 157}},
		"ciso-assistant/Cuestionario_Gestion_del_Riesgo_Cadena_de_Suministro.xlsx": {"preguntas": {rows: 75, free: 75, held: 75}},
		"ciso-assistant/example_questionnaire.xlsx":                                {"fwk_content": {rows: 15, free: 15, held: 15}},
		"derived-csv/flat-utf8bom-comma.csv":                                       {"": {rows: 83, free: 83, lists: 83, comment: 83}},
		"derived-csv/sections-cp1252-semicolon.csv":                                {"": {rows: 83, free: 83, held: 1, comment: 83}},
		"ciso-assistant/vendor-due-diligence.xlsx":                                 {}, // statements, and no column for answers
	} {
		q := real(t, name)
		for _, s := range q.Sheets {
			got := count(s)
			if got != want[s.Name] {
				t.Errorf("%s, sheet %q: %+v, want %+v", filepath.Base(name), s.Name, got, want[s.Name])
			}
		}
	}
}

// TestHECVAT looks into single rows of a large questionnaire.
func TestHECVAT(t *testing.T) {
	q := real(t, "hecvat-4.14/HECVAT414.xlsx")
	byID := map[string]*Row{}
	for _, s := range q.Sheets {
		for _, r := range s.Rows {
			if byID[r.ID] == nil {
				byID[r.ID] = r
			}
		}
		if strings.Contains(s.Name, "Evaluation") && (s.Left == "" || len(s.Blocks) > 0) {
			t.Errorf("the sheet %q is for the one who asks, but it was taken for questions", s.Name)
		}
	}
	for id, want := range map[string]struct {
		cell, comment, section string
		choices                []string
	}{
		"GNRL-01": {"C13", "D13", "General Information", nil},
		"GNRL-09": {"C21", "D21", "General Information", nil},
		"COMP-01": {"C23", "D23", "Company Information", []string{"Yes", "No"}},
		"COMP-02": {"C24", "D24", "Company Information", nil},
		"DOCU-01": {"C22", "D22", "Documentation", []string{"Yes", "No"}},
	} {
		r := byID[id]
		if r == nil {
			t.Errorf("%s was not found", id)
			continue
		}
		if a := r.Answers[0]; a.Cell != want.cell || r.Comment.Cell != want.comment || r.Section != want.section || !slices.Equal(a.Choices, want.choices) {
			t.Errorf("%s: %s and %s below %q take %q, want %+v", id, a.Cell, r.Comment.Cell, r.Section, a.Choices, want)
		}
	}
}

// TestCyFun looks at scores, marks of confidentiality and merged cells.
func TestCyFun(t *testing.T) {
	q := real(t, "cyfun-2025/CyFun2025_Self-Assessment_tool_ESSENTIAL_v3.1.xlsx")
	if len(q.Notices) == 0 || q.Notices[0].Text != "TLP: AMBER" {
		t.Errorf("notices: %+v", q.Notices)
	}
	for _, s := range q.Sheets {
		for _, r := range s.Rows {
			for _, a := range r.Answers {
				if !a.Score || a.Holds != "1" || !slices.Contains(a.Choices, "5") || strings.Contains(a.Heading, "Maturity") {
					t.Fatalf("%s!%s: %+v", s.Name, a.Cell, a)
				}
			}
			if !strings.HasPrefix(r.Section, strings.ToUpper(r.Section[:1])) || !strings.Contains(r.Section, "(") {
				t.Errorf("%s!%d stands below %q, want the category of its merged cells", s.Name, r.Number, r.Section)
			}
		}
	}
}

// TestStandard finds which standard questionnaire a file is by its headings, so
// that ids can be looked up.
func TestStandard(t *testing.T) {
	for name, want := range map[string]string{
		"hecvat-4.14/HECVAT414.xlsx":                                    "hecvat-4.14",
		"cyfun-2025/CyFun2025_Self-Assessment_tool_ESSENTIAL_v3.1.xlsx": "cyfun-2025",
		"derived-csv/flat-utf8bom-comma.csv":                            "",
	} {
		q := real(t, name)
		if q.Standard != want {
			t.Errorf("%s is %q, want %q", name, q.Standard, want)
		}
		profiles, list := ReadProfiles(source.NewFile("map.yaml", []byte(q.Profile())))
		if len(list) > 0 || len(profiles) != 1 || profiles[0].Questionnaire != want {
			t.Errorf("%s: the profile says %+v (%v)", name, profiles, list)
		}
	}
}
