package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
)

func at(day int) time.Time { return time.Date(2026, time.November, day, 6, 30, 0, 0, time.UTC) }

// view is a small portal with one control of each sort.
func view() *disclose.View {
	return &disclose.View{
		Audience: "public", AsOf: at(21),
		Site:    disclose.Site{Title: "Larkspur Trust Center", Organization: "Larkspur Systems", BaseURL: "https://trust.larkspur.example/portal/", BasePath: "/portal/"},
		Summary: disclose.Summary{Total: 3, FreshUntil: at(23)},
		Controls: []*disclose.Control{
			{
				ID: "registry-backup", Title: "Registry volumes are snapshotted daily", Kind: "backup", KindTitle: "Backup and recovery",
				Statement: "Every volume of the \"registry\" is snapshotted daily, at 02:00 | UTC.", Summary: "Snapshots stay for 90 days.",
				Status: "in-effect", Responsibility: "provider", State: "satisfied", Reason: "pass", Detail: "12 of 12 volumes", Grade: "measured",
				FreshUntil: at(23),
				Scope:      []disclose.Axis{{Name: "cloud", Values: []string{"aws", "gcp"}}, {Name: "environment", Values: []string{"production"}}},
				Parameters: []disclose.Parameter{{Name: "frequency", Text: "every day", Raw: "P1D"}, {Name: "retention", Text: "90 days", Raw: 90}},
				Mappings:   []disclose.Mapping{{Framework: "soc2", Requirement: "A1.2", Degree: "supports"}, {Framework: "soc2", Requirement: "A1.3"}, {Framework: "iso27001", Requirement: "A.8.13", Degree: "meets"}},
				Evidence: []disclose.Observation{
					{ID: "aws-ebs-snapshots", Tool: "aws", Format: "aws-ebs", Freshness: "fresh", Outcome: "pass", Collected: at(20), Expires: at(27)},
					{ID: "gcp-snapshots", Freshness: "due", Outcome: "pass", Collected: at(18)},
					{ID: "restore-drill", Freshness: "missing", Outcome: "none"},
				},
				Questions: []string{"How often are registry volumes backed up?", "Are backups tested?"},
				Pages:     []disclose.Link{{Title: "Backups", URL: "/backups/"}, {Title: "Elsewhere", URL: "https://docs.larkspur.example/x"}},
			},
			{ID: "hsm", Title: "Keys in an HSM", Kind: "key-management", Statement: "Keys are kept in an HSM.", Summary: "Keys are kept in an HSM.",
				Status: "planned", State: "planned", Reason: "declared", Grade: "asserted", Questions: []string{"Do you use an HSM?"}},
			{ID: "silent", Title: "No questions", Statement: "=HYPERLINK(\"http://attacker.example\")", State: "undetermined", Reason: "missing", Grade: "asserted"},
		},
		Answers: []*disclose.Answer{
			{
				ID: "backup", Topic: "Backup", Question: "Do you have backups?", Short: "Volumes are copied", Long: "Daily.\n\nSee *the* page.", List: "volumes; registries",
				Controls: []string{"registry-backup"}, State: "satisfied", FreshUntil: at(23), Reviewed: at(2), IDs: map[string][]string{"mvsp-3.0": {"4.4"}},
			},
			{
				ID: "keys", Topic: "Keys", Question: "Are backups encrypted with keys in an HSM?", Short: "Keys never leave it.", Long: "They never do.", List: "keys", Compensating: "Keys are in a vault.",
				Controls: []string{"hsm"}, State: "planned",
			},
			{ID: "lost", Topic: "Keys", Question: "Does anybody know?", Short: "Everybody knows.", Controls: []string{"silent"}, State: "undetermined"},
			{ID: "plain", Topic: "Keys", Question: "Are keys kept in plain text?", Negative: true, Short: "Keys are never readable.", Controls: []string{"registry-backup"}, State: "satisfied"},
		},
	}
}

// text runs an export.
func text(t *testing.T, write func(io.Writer, *disclose.View, Format) error, v *disclose.View, f Format) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, v, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// records reads CSV with the reader of the standard library.
func records(t *testing.T, data string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, title := range rows[0] {
			m[title] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func TestControlsCSV(t *testing.T) {
	data := text(t, Controls, view(), CSV)
	header, _, _ := strings.Cut(data, "\r\n")
	const want = `"id","title","kind","status","responsibility","state","reason","detail","grade","statement","parameters","scope","frameworks","evidence","fresh_until","pages","questions","url"`
	if header != want {
		t.Errorf("the header is\n%s, want\n%s", header, want)
	}
	rows := records(t, data)
	if len(rows) != 3 {
		t.Fatalf("%d rows, want 3", len(rows))
	}
	for column, want := range map[string]string{
		"id":             "registry-backup",
		"title":          "Registry volumes are snapshotted daily",
		"kind":           "backup",
		"status":         "in-effect",
		"responsibility": "provider",
		"state":          "satisfied",
		"reason":         "pass",
		"detail":         "12 of 12 volumes",
		"grade":          "measured",
		"statement":      `Every volume of the "registry" is snapshotted daily, at 02:00 | UTC.`,
		"parameters":     "frequency=every day; retention=90 days",
		"scope":          "cloud=aws,gcp; environment=production",
		"frameworks":     "soc2 A1.2 (supports); soc2 A1.3; iso27001 A.8.13 (meets)",
		"evidence":       "aws-ebs-snapshots fresh collected 2026-11-20; gcp-snapshots due collected 2026-11-18; restore-drill missing",
		"fresh_until":    "2026-11-23T06:30:00Z",
		"pages":          "https://trust.larkspur.example/portal/backups/ https://docs.larkspur.example/x",
		"url":            "https://trust.larkspur.example/portal/controls/registry-backup/",
		"questions":      "How often are registry volumes backed up?; Are backups tested?",
	} {
		if got := rows[0][column]; got != want {
			t.Errorf("%s is %q, want %q", column, got, want)
		}
	}
	if got := rows[2]["statement"]; got != `'=HYPERLINK("http://attacker.example")` {
		t.Errorf("the formula became %q", got)
	}
	if got := rows[2]["fresh_until"]; got != "" {
		t.Errorf("an unknown time became %q", got)
	}
}

func TestAnswersCSV(t *testing.T) {
	rows := records(t, text(t, Answers, view(), CSV))
	want := []map[string]string{
		{"id": "backup", "topic": "Backup", "question": "Do you have backups?", "word": "Yes", "answer": "Yes. Volumes are copied", "long": "Daily.\n\nSee *the* page.", "list": "volumes; registries",
			"state": "satisfied", "grade": "", "scope": "", "controls": "registry-backup", "evidence_age": "collected 2026-11-18", "reviewed": "2026-11-02",
			"url": "https://trust.larkspur.example/portal/answers/Backup/#answer.backup"},
		{"id": "keys", "word": "No", "answer": "No. “Keys in an HSM” is planned and not in effect. Keys are in a vault.", "long": "", "list": "", "state": "planned"},
		{"id": "lost", "word": "Not confirmed now", "answer": "Not confirmed now. “No questions” is not proved.", "long": "", "list": ""},
		{"id": "plain", "word": "No", "answer": "No. Keys are never readable.", "state": "satisfied"},
		{"id": "registry-backup", "word": "", "url": "https://trust.larkspur.example/portal/controls/registry-backup/",
			"topic": "Backup and recovery", "question": "How often are registry volumes backed up?", "answer": view().Controls[0].Statement, "long": "Snapshots stay for 90 days.",
			"state": "satisfied", "grade": "measured", "scope": "cloud=aws,gcp; environment=production", "controls": "registry-backup", "evidence_age": "collected 2026-11-18", "fresh_until": "2026-11-23T06:30:00Z"},
		{"topic": "Backup and recovery", "question": "Are backups tested?", "answer": view().Controls[0].Statement, "state": "satisfied"},
		{"topic": "key-management", "question": "Do you use an HSM?", "answer": "Planned, not in effect: Keys are kept in an HSM.", "long": "", "state": "planned",
			"controls": "hsm", "evidence_age": "", "fresh_until": ""},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, w := range want {
		w["as_of"] = "2026-11-21T06:30:00Z"
		for column, text := range w {
			if got, ok := rows[i][column]; !ok || got != text {
				t.Errorf("row %d: %s is %q, want %q", i, column, got, text)
			}
		}
	}
}

func TestNotApplicableIsMarked(t *testing.T) {
	got := qualified(&disclose.Control{Status: "not-applicable", Statement: "No cards are taken."})
	if got != "Not applicable: No cards are taken." {
		t.Errorf("got %q", got)
	}
}

func TestControlsJSON(t *testing.T) {
	data := text(t, Controls, view(), JSON)
	var doc struct {
		Schema   string                       `json:"schema"`
		AsOf     string                       `json:"as_of"`
		Audience string                       `json:"audience"`
		Controls []map[string]json.RawMessage `json:"controls"`
	}
	if err := json.Unmarshal([]byte(data), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != "candor-export-controls/1" || doc.AsOf != "2026-11-21T06:30:00Z" || doc.Audience != "public" || len(doc.Controls) != 3 {
		t.Errorf("the head is %q %q %q with %d controls", doc.Schema, doc.AsOf, doc.Audience, len(doc.Controls))
	}
	for key, want := range map[string]string{
		"id":              `"registry-backup"`,
		"parameters":      `{"frequency":"P1D","retention":90}`,
		"parameter_texts": `{"frequency":"every day","retention":"90 days"}`,
		"scope":           `{"cloud":["aws","gcp"],"environment":["production"]}`,
		"frameworks":      `{"iso27001":[{"id":"A.8.13","degree":"meets"}],"soc2":[{"id":"A1.2","degree":"supports"},{"id":"A1.3","degree":""}]}`,
		"fresh_until":     `"2026-11-23T06:30:00Z"`,
		"pages":           `[{"title":"Backups","url":"https://trust.larkspur.example/portal/backups/"},{"title":"Elsewhere","url":"https://docs.larkspur.example/x"}]`,
	} {
		var b bytes.Buffer
		if err := json.Compact(&b, doc.Controls[0][key]); err != nil || b.String() != want {
			t.Errorf("%s is %s, %v; want %s", key, b.String(), err, want)
		}
	}
	for _, key := range []string{"evidence", "pages", "questions"} {
		if got := string(doc.Controls[2][key]); got != "[]" {
			t.Errorf("an empty %s is %s", key, got)
		}
	}
	if got := string(doc.Controls[2]["fresh_until"]); got != "null" {
		t.Errorf("an unknown time is %s", got)
	}
	// Nothing is neutralised where nothing runs formulas.
	if !strings.Contains(data, `"=HYPERLINK(\"http://attacker.example\")"`) {
		t.Error("JSON does not hold the statement as it is")
	}
}

func TestAnswersJSON(t *testing.T) {
	var doc struct {
		Schema  string       `json:"schema"`
		Answers []answerJSON `json:"answers"`
	}
	if err := json.Unmarshal([]byte(text(t, Answers, view(), JSON)), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != "candor-export-answers/1" || len(doc.Answers) != 7 {
		t.Fatalf("%q with %d answers", doc.Schema, len(doc.Answers))
	}
	if a := doc.Answers[1]; a.Word != "no" || a.Truth != "no" || a.Short != "Keys never leave it." || a.Long != "They never do." || a.List != "keys" || a.Compensating != "Keys are in a vault." || !strings.HasPrefix(a.Answer, "No. ") {
		t.Errorf("the answer without loss is %+v", a)
	}
	if a := doc.Answers[0]; len(a.IDs["mvsp-3.0"]) != 1 || *a.Reviewed != "2026-11-02T06:30:00Z" {
		t.Errorf("the first answer is %+v", a)
	}
	if a := doc.Answers[4]; a.Grade != "measured" || a.EvidenceAge != "collected 2026-11-18" || *a.FreshUntil != "2026-11-23T06:30:00Z" || len(a.Scope) != 2 {
		t.Errorf("the statement is %+v", a)
	}
	empty := text(t, Answers, &disclose.View{}, JSON)
	if !strings.Contains(empty, `"answers": []`) {
		t.Errorf("no answers give %s", empty)
	}
}

func TestMarkdown(t *testing.T) {
	got := text(t, Controls, view(), Markdown)
	for _, want := range []string{
		"# Controls\n",
		"- as of: 2026-11-21T06:30:00Z\n",
		"- organization: Larkspur Systems\n",
		"\n## Registry volumes are snapshotted daily\n",
		"- statement: Every volume of the \"registry\" is snapshotted daily, at 02:00 \\| UTC.\n",
		"- parameters: frequency=every day; retention=90 days\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "- fresh until: \n") {
		t.Error("an empty cell is listed")
	}
	answers := text(t, Answers, view(), Markdown)
	if !strings.Contains(answers, "\n## Do you have backups?\n") || !strings.Contains(answers, `- long: Daily.<br><br>See \*the\* page.`) {
		t.Errorf("the answers are\n%s", answers)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"plain text, 90 days (max)": "plain text, 90 days (max)",
		"a|b":                       `a\|b`,
		`a\|b`:                      `a\\\|b`,
		"<script>x</script>":        `\<script\>x\</script\>`,
		"[x](javascript:y)":         `\[x\](javascript:y)`,
		"`code` *b* _i_ ~~s~~":      "\\`code\\` \\*b\\* \\_i\\_ \\~\\~s\\~\\~",
		"&lt; #1":                   `\&lt; \#1`,
		"a\r\nb\rc\nd":              "a<br>b<br>c<br>d",
		"\n a \n":                   "a",
	} {
		if got := markdown(in); got != want {
			t.Errorf("markdown(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHeadingsAreOneLine(t *testing.T) {
	v := &disclose.View{Controls: []*disclose.Control{{ID: "x", Title: "one\n\n# two\n- three"}}}
	if got := text(t, Controls, v, Markdown); !strings.Contains(got, "\n## one \\# two - three\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestXLSX(t *testing.T) {
	for _, write := range []func(io.Writer, *disclose.View, Format) error{Controls, Answers} {
		first := text(t, write, view(), XLSX)
		if !strings.HasPrefix(first, "PK\x03\x04") {
			t.Errorf("a workbook starts with %q", first[:4])
		}
		if first != text(t, write, view(), XLSX) {
			t.Error("the same view gives different workbooks")
		}
	}
	long := view()
	long.Controls[1].Statement = strings.Repeat("x", 40_000)
	err := Controls(io.Discard, long, XLSX)
	if err == nil || !strings.Contains(err.Error(), `sheet "Controls": cell J3 holds 40000 characters`) {
		t.Errorf("error is %v", err)
	}
}

func TestParseFormat(t *testing.T) {
	for _, f := range Formats {
		for _, name := range []string{string(f), strings.ToUpper(string(f))} {
			if got, err := ParseFormat(name); err != nil || got != f {
				t.Errorf("ParseFormat(%q) = %q, %v", name, got, err)
			}
		}
	}
	for _, name := range []string{"", "xls", "html", "csv "} {
		_, err := ParseFormat(name)
		if err == nil {
			t.Errorf("ParseFormat takes %q", name)
			continue
		}
		for _, f := range Formats {
			if !strings.Contains(err.Error(), string(f)) {
				t.Errorf("the error %q does not name %s", err, f)
			}
		}
	}
	if err := Controls(io.Discard, view(), "html"); err == nil {
		t.Error("an unknown format is written")
	}
}

// broken is a writer that fails.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteErrors(t *testing.T) {
	for _, f := range Formats {
		if err := Answers(broken{}, view(), f); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s gives %v", f, err)
		}
	}
}

func TestRowsAreFull(t *testing.T) {
	for _, table := range []table{controlsTable(view()), answersTable(view())} {
		for _, row := range table.rows {
			if len(row) != len(table.columns) {
				t.Errorf("%s: a row has %d cells for %d columns", table.title, len(row), len(table.columns))
			}
		}
		var titles []string
		for _, c := range table.columns {
			titles = append(titles, c.Title)
		}
		if !slices.Contains(titles, table.item) {
			t.Errorf("%s: there is no column %s", table.title, table.item)
		}
	}
}

// TestWorkbookOfAnswers reads the workbook with another implementation: what
// people see of it, and that nothing that is empty takes a column.
func TestWorkbookOfAnswers(t *testing.T) {
	v := view()
	v.Answers[0].Short = "=1+1"
	book, err := excelize.OpenReader(strings.NewReader(text(t, Answers, v, XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); !slices.Equal(got, []string{"Answers", "By control", "About"}) {
		t.Fatalf("sheets are %q", got)
	}
	rows, err := book.GetRows("Answers")
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if want := []string{"Topic", "Question", "Answer", "Yes or no", "Long", "List", "State", "Controls", "Evidence age", "Fresh until", "Reviewed", "As of", "ID", "Address"}; !slices.Equal(rows[0], want) {
		t.Errorf("columns are %q, want %q", rows[0], want)
	}
	if rows[1][2] != "Yes. =1+1" || rows[1][3] != "Yes" {
		t.Errorf("the first answer is %q", rows[1])
	}
	has, address, err := book.GetCellHyperLink("Answers", "N2")
	if err != nil || !has || address != "https://trust.larkspur.example/portal/answers/Backup/#answer.backup" {
		t.Errorf("the first answer opens %v %q, %v", has, address, err)
	}
	if statements, err := book.GetRows("By control"); err != nil || len(statements) != 4 {
		t.Errorf("%d statements, %v", len(statements), err)
	}
}

func TestFiles(t *testing.T) {
	v := view()
	v.Answers[0].Long = strings.Repeat("ä", 40_000)
	var paths []string
	for _, f := range Files(v) {
		paths = append(paths, f.Path)
		if i := slices.IndexFunc(Files(v), func(g artifact.File) bool { return g.Path == f.Path && bytes.Equal(g.Data, f.Data) }); i < 0 {
			t.Errorf("%s has other bytes when it is made again", f.Path)
		}
		if f.Path == "answers/answers.json" && !bytes.Contains(f.Data, []byte(v.Answers[0].Long)) {
			t.Error("the JSON lost a part of a long text")
		}
	}
	if want := []string{"answers/answers.csv", "answers/answers.json", "answers/answers.md", "answers/answers.xlsx", "questionnaires/mvsp-3.0/mvsp-3.0.xlsx"}; !slices.Equal(paths, want) {
		t.Errorf("files are %q, want %q", paths, want)
	}
	if v.Answers = nil; len(Files(v)) != 0 {
		t.Error("there are files without answers")
	}
}
