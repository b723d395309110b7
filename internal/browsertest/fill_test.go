package browsertest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/asset"
	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/fill"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// Namespaces of workbooks.
const (
	mainSpace     = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relationSpace = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
)

// packed makes a workbook of parts, which come as names and contents in turn.
func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// simple makes a workbook of one sheet out of what stands in it.
func simple(t testing.TB, sheet string) []byte {
	return packed(t, "[Content_Types].xml", contentTypes,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="`+relationSpace+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook `+mainSpace+` xmlns:r="`+relationSpace+`"><sheets><sheet name="Questions" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="`+relationSpace+`/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet `+mainSpace+`>`+sheet+`</worksheet>`)
}

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
	`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`

// inline makes a row of cells of text.
func inline(row int, texts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, row)
	for i, text := range texts {
		if text != "" {
			fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, row, text)
		}
	}
	return b.String() + `</row>`
}

// everything is a workbook with each thing that matters of cells: texts that are
// shared, inline, rich and spoken, numbers in formats, formulas, lists in quotes,
// ranges, names and the extension x14, merged, hidden, locked cells, rows that
// are missing or empty, and headings between questions.
func everything(t testing.TB) []byte {
	list := func(kind, formula, cells string) string {
		return `<dataValidation type="` + kind + `" sqref="` + cells + `"><formula1>` + formula + `</formula1></dataValidation>`
	}
	one := `<sheetPr/><dimension ref="A1:H20"/><cols><col min="7" max="7" hidden="1"/><col min="4" max="4" style="1"/></cols><sheetData>` +
		`<row r="1"><c r="A1" t="s"><v>0</v></c></row>` +
		`<row r="3" spans="1:6"><c r="A3" t="inlineStr"><is><t>ID</t></is></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="D3" t="s"><v>3</v></c><c r="E3" t="inlineStr"><is><t>Analyst Notes</t></is></c></row>` +
		`<row r="4"><c r="A4" t="s"><v>4</v></c></row>` +
		`<row r="5"><c r="A5" s="2"><v>1.1</v></c><c r="B5" t="str"><f>VLOOKUP("a",Lists!A1:B2,2)</f><v>Do you &amp; your vendors encrypt data at rest_x000D_?</v></c><c r="C5" s="1"/><c r="D5" s="1"><v></v></c></row>` +
		`<row r="6"><c r="A6"><v>2</v></c><c r="B6" t="s"><v>5</v></c><c r="C6" s="1" cm="1" ph="1"/></row>` +
		`<row r="7"/>` +
		`<row r="8" hidden="1"><c r="A8"><v>3</v></c><c r="B8" t="s"><v>5</v></c></row>` +
		`<row r="9"><c r="A9"><v>4.50</v></c><c r="B9" t="s"><v>6</v></c><c r="C9"><f>C5</f><v>Yes</v></c></row>` +
		`<row r="11"><c r="A11" t="s"><v>7</v></c><c r="B11" t="s"><v>1</v></c><c r="C11" t="inlineStr"><is><t>Response</t></is></c></row>` +
		`<row r="12"><c t="inlineStr"><is><t>AC-01</t></is></c><c t="s"><v>8</v></c><c s="1" t="b"><v>1</v></c></row>` +
		`<row r="13"><c r="A13" t="inlineStr"><is><t>AC-02</t></is></c><c r="B13" t="inlineStr"><is><r><t>Is multi-factor </t></r><r><rPr><b/></rPr><t>authentication enforced?</t></r></is></c><!-- none --><c r="C13" s="1"/></row>` +
		`<row r="14"><c r="A14" t="inlineStr"><is><t>AC-03</t></is></c><c r="B14" t="s"><v>8</v></c><c r="C14" s="1"/><c r="D14" s="9"><v>3</v></c></row>` +
		`<row r="1048576"><c r="A1048576" s="1"/></row>` +
		`</sheetData><sheetProtection sheet="1"/><mergeCells count="2"><mergeCell ref="C13:D13"/><mergeCell ref="A1:D1"/></mergeCells>` +
		`<dataValidations count="3">` + list("list", `"Yes, No ,N/A,Yes"`, "C5 C6") + list("list", "Lists!$A$1:$A$3", "C12") + list("list", "answers", "C14") + list("whole", "1", "D5") + `</dataValidations>` +
		`<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">` +
		`<x14:dataValidation type="list"><x14:formula1><xm:f>'Lists'!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>C13</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>`
	two := `<x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>1</x:v></x:c><x:c r="B1" t="s"><x:v>2</x:v></x:c></x:row><x:row r="2"><x:c r="A2" t="s"><x:v>8</x:v></x:c></x:row><x:row r="3"><x:c r="A3" t="s"><x:v>6</x:v></x:c><x:c r="C3"/></x:row></x:sheetData>`
	sheetType := func(n int) string {
		return fmt.Sprintf(`<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
	}
	relations := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for n := 1; n <= 3; n++ {
		relations += fmt.Sprintf(`<Relationship Id="r%d" Type="%s/worksheet" Target="/xl/worksheets/sheet%d.xml"/>`, n, relationSpace, n)
	}
	return packed(t, "[Content_Types].xml", strings.Replace(contentTypes, `</Types>`, sheetType(2)+sheetType(3)+
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`, 1),
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="`+relationSpace+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook `+mainSpace+` xmlns:r="`+relationSpace+`"><sheets><sheet name="Cloud &amp; more" sheetId="1" r:id="r1"/><sheet name="Lists" sheetId="2" state="hidden" r:id="r2"/><sheet name="Two" sheetId="3" r:id="r3"/></sheets>`+
			`<definedNames><definedName name="answers">Lists!$A$1:$A$3</definedName></definedNames><calcPr calcId="191029" fullCalcOnLoad="0"/></workbook>`,
		"xl/_rels/workbook.xml.rels", relations+`<Relationship Id="r4" Type="`+relationSpace+`/styles" Target="styles.xml"/><Relationship Id="r5" Type="`+relationSpace+`/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet `+mainSpace+`>`+one+`</worksheet>`,
		"xl/worksheets/sheet2.xml", `<worksheet `+mainSpace+`><sheetData>`+inline(1, "Compliant", "a")+inline(2, "Partially", "b")+inline(3, "Not compliant")+`</sheetData></worksheet>`,
		"xl/worksheets/sheet3.xml", `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+two+`</x:worksheet>`,
		"xl/styles.xml", `<styleSheet `+mainSpace+`><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts><cellStyleXfs count="1"><xf numFmtId="0"><protection locked="0"/></xf></cellStyleXfs>`+
			`<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="0" applyProtection="1"><protection locked="0"/></xf><xf numFmtId="164"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst `+mainSpace+`><si><t>Questionnaire of a customer</t></si><si><t xml:space="preserve"> Question </t></si><si><t>Answer</t></si><si><t>Comments</t></si>`+
			`<si><r><t>Data </t></r><r><t>protection</t></r></si><si><t>Are backups tested at least once a year?</t><rPh sb="0" eb="1"><t>spoken</t></rPh></si><si><t>How long are logs kept? Please state &lt;days&gt;.</t></si><si><t>Access control</t></si><si><t>Do you review access rights every quarter?</t></si></sst>`)
}

// sample is a questionnaire that both programs read and fill.
type sample struct {
	Name      string                    `json:"name"`
	Rows      []sampleRow               `json:"rows"`
	Responses map[string]sampleResponse `json:"responses"` // to a question with what stands around it
	In        []byte                    `json:"in"`
	Out       []byte                    `json:"out"`
	written   int                       // cells
}

type sampleRow struct {
	Sheet    string         `json:"sheet"`
	Number   int            `json:"number"`
	ID       string         `json:"id"`
	Section  string         `json:"section"`
	Question string         `json:"question"`
	Previous string         `json:"previous"`
	Hidden   bool           `json:"hidden"`
	Answers  []sampleTarget `json:"answers"`
	Comment  *sampleTarget  `json:"comment,omitempty"`
	Status   fill.Status    `json:"status"`
	Cell     string         `json:"cell"`
	Answer   string         `json:"answer"`
	Said     string         `json:"said"` // in the cell for comments
}

type sampleTarget struct {
	Cell    string   `json:"cell"`
	Heading string   `json:"heading"`
	Holds   string   `json:"holds"`
	Choices []string `json:"choices,omitempty"`
	Longest int      `json:"longest"`
	Score   bool     `json:"score"`
	Faulty  bool     `json:"faulty"`
}

type sampleResponse struct {
	Fill     bool        `json:"fill"`
	Truth    reply.Truth `json:"truth"`
	Word     choice.Word `json:"word"`
	Text     string      `json:"text"`
	Long     string      `json:"long"`
	Citation string      `json:"citation"`
}

// Answer responds to questions in many ways, by nothing but their length.
func (s *sample) Answer(q match.Question) respond.Response {
	n := len(q.Text) + len(q.Section)
	r := sampleResponse{
		Fill: n%7 != 0, Truth: []reply.Truth{reply.Yes, reply.No, reply.Qualified}[n%3], Word: []choice.Word{choice.Yes, choice.No, choice.NotApplicable, choice.Partial, ""}[n%5],
		Text: []string{"=1+<\"é\">&'\n\t", "\r\nTwo; three, =4\r\n ", "Up to 😀", "Plain.", "", "- @x"}[n%6] + q.Text[:min(len(q.Text), 3)],
		Long: []string{"", "Explained; \"=so\"", "Up to 😀"}[n%3], Citation: []string{"", "Control a; evidence b"}[n%2],
	}
	if !utf8.ValidString(r.Text) || n%11 == 0 {
		r.Text = ""
	}
	s.Responses[q.Text+"\n"+q.Section+"\n"+q.Previous] = r
	return respond.Response{Fill: r.Fill, Answer: &reply.Answer{Truth: r.Truth}, Word: r.Word, Text: r.Text, Long: r.Long, Citation: r.Citation, Because: "because"}
}

// read reads and fills a questionnaire as the program does.
func (s *sample) read(t testing.TB) {
	t.Helper()
	q, err := questionnaire.Open(s.In, nil)
	if err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	targeted := func(x questionnaire.Target) sampleTarget {
		return sampleTarget{x.Cell, x.Heading, x.Holds, x.Choices, x.Longest, x.Score, x.Fault != ""}
	}
	s.Rows, s.Responses = []sampleRow{}, map[string]sampleResponse{}
	filling := fill.Fill(q, s, fill.Never)
	for _, r := range filling.Rows {
		row := sampleRow{r.Sheet, r.Number, r.ID, r.Section, r.Question, r.Previous, r.Hidden, []sampleTarget{}, nil, r.Status, r.Cell, r.Answer, r.Comment}
		for _, a := range r.Answers {
			row.Answers = append(row.Answers, targeted(a))
		}
		if r.Row.Comment != nil {
			c := targeted(*r.Row.Comment)
			row.Comment = &c
		}
		s.Rows = append(s.Rows, row)
	}
	var out bytes.Buffer
	if err := filling.Write(&out, s.In); err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	s.Out = out.Bytes()
	s.written = len(filling.Changes)
}

// tables are questionnaires of delimited text as programs write them.
func tables() []*sample {
	const asked = "Is customer data encrypted at rest?"
	wide := func(text string, mark bool, order binary.ByteOrder) []byte {
		if mark {
			text = "\ufeff" + text
		}
		var out []byte
		for _, u := range utf16.Encode([]rune(text)) {
			out = append(out, 0, 0)
			order.PutUint16(out[len(out)-2:], u)
		}
		return out
	}
	lines := "ID,Question,Answer (Yes/No/N/A),Comments\r\n1," + asked + ",,\r\n2,\"Are backups, and copies,\r\ntested \"\"yearly\"\"?\",\r\nAccess\r\n3,Who reviews access rights?,to be completed,x\r\n4,Is MFA enforced for staff?,\"No\",\r\n"
	return []*sample{
		{Name: "comma.csv", In: []byte(lines)},
		{Name: "marked.csv", In: []byte("\ufeff" + strings.ReplaceAll(lines, "\r\n", "\n"))},
		{Name: "semicolon.csv", In: []byte("sep=;\nFragen und Antworten;;\nNr;Question;Response;Comments\n1;Caf\xe9 data: " + asked + ";;\n2;\"Do you test; restore?\";;" + strings.Repeat("\n3;"+asked+";Not verified;", 12))},
		{Name: "tab.csv", In: []byte("Question\tAnswer\tNotes\r" + asked + "\r\"Is there a\ttab?\" x\t\t\r\tnobody\r")},
		{Name: "little.csv", In: wide(lines, true, binary.LittleEndian)},
		{Name: "big.csv", In: wide(lines, false, binary.BigEndian)},
		{Name: "bars.csv", In: []byte("Ref|Requirement|Supplier response\nA-1|" + asked + "|\nA-2|Is =data kept?|\n")},
	}
}

// TestTheScriptFillsQuestionnairesAsTheProgram gives both the same questionnaires:
// they find the same rows, lists and cells, write the same answers, and leave the
// same files.
func TestTheScriptFillsQuestionnairesAsTheProgram(t *testing.T) {
	t.Parallel()
	samples := append(tables(), &sample{Name: "everything.xlsx", In: everything(t)}, &sample{Name: "bare.xlsx", In: simple(t, `<sheetData>`+inline(1, "A-1", "Is there a security policy?")+inline(2, "A-2", "Who reviews the security policy?")+
		inline(3, "A-3", "Is the policy published to all staff?")+`</sheetData>`)})
	real, err := filepath.Glob(filepath.Join(repository, "..", "shared", "corpus", "questionnaires", "*", "*.[cx][sl]*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(real) == 0 {
		t.Log("../shared/corpus/questionnaires is not there: only the questionnaires of the test are read")
	}
	for _, path := range real {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		samples = append(samples, &sample{Name: "corpus/" + filepath.Base(path), In: data})
	}
	rows, written := 0, 0
	for _, s := range samples {
		s.read(t)
		if !strings.HasPrefix(s.Name, "corpus/") {
			rows, written = rows+len(s.Rows), written+s.written
		}
	}
	if rows < 40 || written < 15 {
		t.Errorf("of the questionnaires of the test, %d rows and %d cells: too few to tell", rows, written)
	}
	ran(t, "questionnaires.ts", map[string]any{"/samples.json": samples, "/roles.json": questionnaire.Columns(), "/words.json": choice.Builtin()}, "all ")
}

// ran runs a script of the test in the browser, bundled with those of the theme.
// It asks for the documents that are served, and says how it went in the text of
// the page.
func ran(t *testing.T, name string, served map[string]any, want string) {
	t.Helper()
	script, err := os.ReadFile(filepath.Join("testdata", "fill", name))
	if err != nil {
		t.Fatal(err)
	}
	standard, _, err := theme.Load(nil, source.Text{})
	if err != nil {
		t.Fatal(err)
	}
	sources := maps.Clone(standard.Assets())
	sources["run.ts"] = source.NewFile("run.ts", script)
	bundles, list := asset.Bundle(sources, "")
	for _, d := range list {
		t.Error(d)
	}
	files := map[string][]byte{
		"/":       []byte(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>t</title><script src="/run.js" defer></script><body>nothing ran`),
		"/run.js": bundles["run.js"].Data,
	}
	for path, v := range served {
		if files[path], err = json.Marshal(v); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", artifact.MediaType(strings.TrimSuffix(r.URL.Path, "/")+map[bool]string{true: "index.html"}[r.URL.Path == "/"]))
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'")
		_, _ = w.Write(files[r.URL.Path])
	}))
	t.Cleanup(server.Close)
	tb := open(t, server.URL, visitor{})
	tb.visit("/")
	tb.until(`!document.body.textContent.startsWith("nothing ran")`)
	if said := run[string](tb, `document.body.textContent`); !strings.HasPrefix(said, want) {
		t.Errorf("%.4000s", said)
	} else {
		t.Log(said)
	}
}
