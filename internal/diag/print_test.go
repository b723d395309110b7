package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

// example is one diagnostic of each kind, out of order and one of them twice.
func example() List {
	access := source.NewFile("controls/access.yaml", []byte("controls:\n  - id: cc-mfa\n    evidence:\n\t - id: okta-mfä # x\n"))
	other := source.NewFile("a,b:c%.md", []byte("é <Foo>\n"))
	at := bytes.Index(access.Data, []byte("okta"))
	unknown := Errorf(EvidenceUnknown, access.Span(at, at+len("okta-mfä")), "control cc-mfa needs evidence %q, which does not exist", "okta-mfä").
		Hinted(`did you mean "okta-mfa-policy" (evidence/okta-mfa-policy.json)?`).
		Also(access.Span(18, 24), "needed by this control")
	return List{
		unknown,
		Warningf(ComponentUnknown, other.Span(3, 8), "there is no component <Foo>, 100%% sure\nreally"),
		unknown,
		{Severity: Note, Code: "made-up", Message: "no place at all"},
		Errorf(FileUnexpected, access.Whole(), "the file has no meaning here"),
	}
}

func printed(t *testing.T, print func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := print(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func text(t *testing.T, list List, opt TextOptions) string {
	t.Helper()
	return printed(t, func(b *bytes.Buffer) error { return Text(b, list, opt) })
}

func compare(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestText(t *testing.T) {
	compare(t, text(t, example(), TextOptions{}), `note: no place at all [made-up]
a,b:c%.md:1:3: warning: there is no component <Foo>, 100% sure\x0areally [component-unknown]
    1 | é <Foo>
      |   ^~~~~
controls/access.yaml:1:1: error: the file has no meaning here [file-unexpected]
controls/access.yaml:4:9: error: control cc-mfa needs evidence "okta-mfä", which does not exist [evidence-unknown]
    4 | 	 - id: okta-mfä # x
      | 	       ^~~~~~~~
  note: controls/access.yaml:2:9: needed by this control
  hint: did you mean "okta-mfa-policy" (evidence/okta-mfa-policy.json)?
`)
}

func TestTextDirAndColor(t *testing.T) {
	f := source.NewFile("x.md", []byte("one two\n"))
	list := List{Errorf(LinkBroken, f.Span(4, 7), "gone").Hinted("mend")}
	compare(t, text(t, list, TextOptions{Dir: "../site", Color: true}),
		"\x1b[1m../site/x.md:1:5: \x1b[0m\x1b[1;31merror:\x1b[0m gone \x1b[2m[link-broken]\x1b[0m\n"+
			"\x1b[2m    1 | \x1b[0mone two\n\x1b[2m      | \x1b[0m    \x1b[1;31m^~~\x1b[0m\n"+
			"  \x1b[32mhint:\x1b[0m mend\n")
}

func TestTextSnippets(t *testing.T) {
	long := strings.Repeat("a", 300) + "HERE" + strings.Repeat("b", 300)
	tests := []struct {
		name, data string
		start, end int
		want       string
	}{
		{"over lines", "one\ntwo\n", 1, 6, "    1 | one\n      |  ^~\n"},
		{"end of line", "one\ntwo\n", 3, 3, "    1 | one\n      |    ^\n"},
		{"end of file", "one", 3, 3, "    1 | one\n      |    ^\n"},
		{"crlf", "one\r\ntwo\r\n", 5, 8, "    2 | two\n      | ^~~\n"},
		{"blank line", "one\n\ntwo", 4, 4, ""},
		{"escapes", "a\x1b[31mb\x07 c\u202ed\u200b\xff \u009b e", 9, 10, `    1 | a\x1b[31mb\x07 c\u202ed\u200b\xff \u009b e` + "\n      | " + strings.Repeat(" ", 15) + "^\n"},
		{"escape itself", "a\x1bb", 1, 2, "    1 | a\\x1bb\n      |  ^~~~\n"},
		{"long line", long, 300, 304, "    1 | ..." + strings.Repeat("a", 60) + "HERE" + strings.Repeat("b", 96) + "...\n      | " + strings.Repeat(" ", 63) + "^~~~\n"},
		{"long line, start", long, 0, 2, "    1 | " + strings.Repeat("a", 160) + "...\n      | ^~\n"},
		{"long line, end", long, 604, 604, "    1 | ..." + strings.Repeat("b", 160) + "\n      | " + strings.Repeat(" ", 163) + "^\n"},
		{"long place", long, 300, 604, "    1 | ..." + strings.Repeat("a", 60) + "HERE" + strings.Repeat("b", 96) + "...\n      | " + strings.Repeat(" ", 63) + "^" + strings.Repeat("~", 99) + "\n"},
	}
	for _, tt := range tests {
		f := source.NewFile("x", []byte(tt.data))
		got := text(t, List{Errorf(FileSyntax, f.Span(tt.start, tt.end), "m")}, TextOptions{})
		_, got, _ = strings.Cut(got, "\n")
		if got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// No byte of a path, message, hint or line reaches a terminal as a control
// character.
func TestTextIsTame(t *testing.T) {
	wild := "\x1b]0;x\x07\x9b\r\u202e\u2066\u200f\xff"
	f := source.NewFile("p"+wild, []byte(wild+"x\n"))
	d := Errorf(Code(FileSyntax), f.Span(1, 4), "%s", wild).Hinted("%s", wild).Also(f.Span(1, 2), "%s", wild)
	got := text(t, List{d}, TextOptions{})
	got += printed(t, func(b *bytes.Buffer) error { return GitHub(b, List{d}) })
	for i, r := range got {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0xfffd || r >= 0x200b && r <= 0x202e || r >= 0x2060 && r <= 0x206f {
			t.Errorf("%U at %d of %q", r, i, got)
		}
	}
}

func TestJSONPrinter(t *testing.T) {
	compare(t, printed(t, func(b *bytes.Buffer) error { return JSON(b, example()[:2]) }), `[
  {
    "path": "a,b:c%.md",
    "line": 1,
    "column": 3,
    "end_line": 1,
    "end_column": 8,
    "severity": "warning",
    "code": "component-unknown",
    "message": "there is no component <Foo>, 100% sure\nreally",
    "hint": "",
    "related": []
  },
  {
    "path": "controls/access.yaml",
    "line": 4,
    "column": 9,
    "end_line": 4,
    "end_column": 17,
    "severity": "error",
    "code": "evidence-unknown",
    "message": "control cc-mfa needs evidence \"okta-mfä\", which does not exist",
    "hint": "did you mean \"okta-mfa-policy\" (evidence/okta-mfa-policy.json)?",
    "related": [
      {
        "path": "controls/access.yaml",
        "line": 2,
        "column": 9,
        "end_line": 2,
        "end_column": 15,
        "message": "needed by this control"
      }
    ]
  }
]
`)
	compare(t, printed(t, func(b *bytes.Buffer) error { return JSON(b, nil) }), "[]\n")
}

func TestGitHub(t *testing.T) {
	f := source.NewFile("x.md", []byte("one\ntwo\n"))
	list := append(example(), Errorf(FileSyntax, f.Span(1, 6), "over\r\nlines"))
	compare(t, printed(t, func(b *bytes.Buffer) error { return GitHub(b, list) }),
		`::notice title=made-up::no place at all
::warning file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=3,endColumn=8,title=component-unknown::there is no component <Foo>, 100%25 sure\x0areally
::error file=controls/access.yaml,line=1,endLine=1,col=1,endColumn=1,title=file-unexpected::the file has no meaning here
::error file=controls/access.yaml,line=4,endLine=4,col=9,endColumn=17,title=evidence-unknown::control cc-mfa needs evidence "okta-mfä", which does not exist%0Ahint: did you mean "okta-mfa-policy" (evidence/okta-mfa-policy.json)?
::error file=x.md,line=1,endLine=2,title=file-syntax::over\x0d\x0alines
`)
}

func TestSARIF(t *testing.T) {
	got := printed(t, func(b *bytes.Buffer) error { return SARIF(b, example()) })
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct {
						ID               string
						ShortDescription struct{ Text string }
						FullDescription  struct{ Text string }
					}
				}
			}
			ColumnKind string
			Results    []json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(got), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || log.Schema == "" || len(log.Runs) != 1 || run.Tool.Driver.Name != "Candor" || run.ColumnKind != "unicodeCodePoints" {
		t.Errorf("the log is %+v", log)
	}
	rules := run.Tool.Driver.Rules
	if len(rules) != len(Codes()) {
		t.Errorf("%d rules for %d codes", len(rules), len(Codes()))
	}
	for i, info := range Codes() {
		if r := rules[i]; r.ID != string(info.Code) || r.ShortDescription.Text != info.Title || r.FullDescription.Text != info.Why {
			t.Errorf("rule %d is %+v", i, r)
		}
	}
	if len(run.Results) != 4 {
		t.Fatalf("%d results", len(run.Results))
	}
	var last struct {
		RuleID    string
		RuleIndex int
		Level     string
	}
	if err := json.Unmarshal(run.Results[3], &last); err != nil || rules[last.RuleIndex].ID != "evidence-unknown" || last.RuleID != "evidence-unknown" || last.Level != "error" {
		t.Errorf("the last result is %s, %v", run.Results[3], err)
	}
	wants := map[int][]string{
		0: {`"ruleIndex": -1`, `"level": "note"`, `"locations": []`},
		1: {`"uri": "./a,b:c%25.md"`, `"uriBaseId": "%SRCROOT%"`, `"level": "warning"`},
		3: {`"startLine": 4`, `"startColumn": 9`, `"endColumn": 17`, `"relatedLocations"`, `"id": 1`, `; hint: did you mean`},
	}
	for i, list := range wants {
		for _, want := range list {
			if !strings.Contains(string(run.Results[i]), want) {
				t.Errorf("result %d lacks %s: %s", i, want, run.Results[i])
			}
		}
	}
}

func TestSummary(t *testing.T) {
	tests := []struct {
		list List
		want string
	}{
		{nil, "no problems"},
		{List{Errorf(FileSyntax, source.Span{}, "a")}, "1 error"},
		{example(), "2 errors, 1 warning, 1 note"}, // one of them stands twice
		{List{Warningf(FileSyntax, source.Span{}, "a"), Warningf(FileSyntax, source.Span{}, "b")}, "2 warnings"},
	}
	for _, tt := range tests {
		if got := Summary(tt.list); got != tt.want {
			t.Errorf("Summary gives %q, want %q", got, tt.want)
		}
	}
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestPrintersReportWriteErrors(t *testing.T) {
	for name, err := range map[string]error{
		"text":   Text(brokenPipe{}, example(), TextOptions{}),
		"json":   JSON(brokenPipe{}, example()),
		"github": GitHub(brokenPipe{}, example()),
		"sarif":  SARIF(brokenPipe{}, example()),
	} {
		if !errors.Is(err, errPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
