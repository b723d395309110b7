package fill

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
)

// fake answers questions by a word in them.
type fake map[string]respond.Response

func (f fake) Answer(q match.Question) respond.Response {
	var words []string
	for w := range f {
		words = append(words, w)
	}
	slices.Sort(words)
	for _, w := range words {
		if strings.Contains(q.Text, w) && f[w].Reason != "needs-section" {
			return f[w]
		}
		if strings.Contains(q.Text, w) && q.Section != "" {
			r := f[w]
			r.Text += " " + q.Section
			return r
		}
	}
	return respond.Response{Reason: "no-topic", Because: "it is about nothing known"}
}

const cited = "Control x; evidence y of 2026-11-01"

// truth is an answer of a truth.
func truth(t reply.Truth) *reply.Answer { return &reply.Answer{Answer: &disclose.Answer{}, Truth: t} }

var catalog = fake{
	"encrypted": {Fill: true, Word: choice.Yes, Text: "Yes. Volumes are encrypted.", Long: "All volumes use AES-256.", Citation: cited},
	"sold":      {Fill: true, Word: choice.No, Text: "No. Data is never sold.", Citation: cited},
	"MFA":       {Fill: true, Word: choice.Partial, Text: "In part: for administrators.", Citation: cited},
	"premises":  {Fill: true, Word: choice.NotApplicable, Text: "Not applicable: there are none."},
	"SSO":       {Fill: true, Word: choice.Yes, Text: "Yes, on the enterprise plan.", Citation: cited, Answer: truth(reply.Qualified)},
	"long":      {Fill: true, Text: "Logs are kept for 90 days.", Citation: cited},
	"expired":   {Word: choice.Yes, Text: "Yes, as of last year.", Reason: "stale", Because: "its evidence has expired"},
	"retained":  {Fill: true, Word: choice.No, Text: "Mail is deleted.", Long: "Mail is deleted.", Citation: cited},
	"formula":   {Fill: true, Text: "=1+1 is no formula", Citation: "@cited"},
	"control":   {Fill: true, Text: "a\x07b"},
	"huge":      {Fill: true, Text: strings.Repeat("x", 40_000)},
}

// filled fills a table and returns it with what became of its rows.
func filled(t *testing.T, table string, o Overwrite) (string, *Filling) {
	t.Helper()
	q, err := questionnaire.Open([]byte(table), nil)
	if err != nil {
		t.Fatal(err)
	}
	f := Fill(q, catalog, o)
	var b bytes.Buffer
	if err := f.Write(&b, []byte(table)); err != nil {
		t.Fatal(err)
	}
	return b.String(), f
}

func TestFill(t *testing.T) {
	const head = "Question,Answer,Comment\n"
	const list = "Question,Response (Yes/No/N/A),Comment\n"
	for _, c := range []struct {
		name      string
		overwrite Overwrite
		was, want string
		status    Status
		because   string
	}{
		{"text and comment", Never, head + "Is it encrypted?,,\n", head + "Is it encrypted?,Yes. Volumes are encrypted.,\"All volumes use AES-256.\n" + cited + "\"\n", Answered, ""},
		{"yes or no goes in front", Never, head + "Is mail retained?,,\n", head + "Is mail retained?,No. Mail is deleted.,\"" + cited + "\"\n", Answered, ""},
		{"no column for comments", Never, "Question,Answer\nIs it encrypted?,\n", "Question,Answer\nIs it encrypted?,Yes. Volumes are encrypted.\n", Answered, ""},
		{"a word of the list", Never, list + "Is it encrypted?,,\n", list + "Is it encrypted?,Yes,\"All volumes use AES-256.\n" + cited + "\"\n", Answered, ""},
		{"no", Never, list + "Is data sold?,,\n", list + "Is data sold?,No,\"No. Data is never sold.\n" + cited + "\"\n", Answered, ""},
		{"the list has no word for it", Never, list + "Is MFA used?,,\n", list + "Is MFA used?,,\n", Person, "offers no word for that: Yes, No, N/A"},
		{"not applicable", Never, list + "Are premises locked?,,\n", list + "Are premises locked?,N/A,Not applicable: there are none.\n", Answered, ""},
		{"text where a word is asked", Never, list + "How long are logs kept?,,\n", list + "How long are logs kept?,,\"Logs are kept for 90 days.\n" + cited + "\"\n", Answered, ""},
		{"text where a word is asked, and no room", Never, "Question,Response (Yes/No)\nHow long are logs kept?,\n", "Question,Response (Yes/No)\nHow long are logs kept?,\n", Person, "asks for more"},
		{"a condition", Never, list + "Is there SSO?,,\n", list + "Is there SSO?,Yes,\"Yes, on the enterprise plan.\n" + cited + "\"\n", Answered, ""},
		{"a condition, and no room", Never, "Question,Response (Yes/No)\nIs there SSO?,\n", "Question,Response (Yes/No)\nIs there SSO?,\n", Person, "condition"},
		{"a condition beside a comment", Never, list + "Is there SSO?,,see below\n", list + "Is there SSO?,,see below\n", Person, "already says something"},
		{"expired", Never, head + "Is it expired?,,\n", head + "Is it expired?,,\n", Person, "its evidence has expired"},
		{"unknown", Never, head + "Is smoking allowed?,,\n", head + "Is smoking allowed?,,\n", Person, "nothing known"},
		{"a question without end", Never, head + strings.Repeat("Is it encrypted? ", 500) + ",,\n", head + strings.Repeat("Is it encrypted? ", 500) + ",,\n", Person, "more than 8000 characters"},
		{"answered before", Never, head + "Is it encrypted?,Yes,\n", head + "Is it encrypted?,Yes,\n", Kept, "as the catalog says"},
		{"a comment before", Never, head + "Is it encrypted?,,mine\n", head + "Is it encrypted?,Yes. Volumes are encrypted.,mine\n", Answered, ""},
		{"a placeholder", Never, head + "Is it encrypted?,tbd,\n", head + "Is it encrypted?,tbd,\n", Person, "looks like a placeholder"},
		{"a placeholder to be replaced", Placeholders, head + "Is data sold?,tbd,TBD\n", head + "Is data sold?,No. Data is never sold.,\"" + cited + "\"\n", Answered, ""},
		{"an answer is no placeholder", Placeholders, head + "Is data sold?,Yes,\n", head + "Is data sold?,Yes,\n", Kept, "answered before"},
		{"all", All, head + "Is data sold?,Yes,x\n", head + "Is data sold?,No. Data is never sold.,\"" + cited + "\"\n", Answered, ""},
		{"all, but nothing better", All, head + "Is it expired?,Yes,x\n", head + "Is it expired?,Yes,x\n", Kept, "answered before"},
		{"formulas are text", Never, head + "What is the formula?,,\n", head + "What is the formula?,'=1+1 is no formula,'@cited\n", Answered, ""},
		{"what no cell holds", Never, head + "What is in control?,,\n", head + "What is in control?,,\n", Person, "U+0007"},
	} {
		got, f := filled(t, c.was, c.overwrite)
		if got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
		if r := f.Rows[0]; r.Status != c.status || !strings.Contains(r.Because, c.because) {
			t.Errorf("%s: %s because %q, want %s because %q", c.name, r.Status, r.Because, c.status, c.because)
		}
		if again, _ := filled(t, got, c.overwrite); again != got {
			t.Errorf("%s: a second run changes it to\n%q", c.name, again)
		}
	}
}

// TestDiffers checks that answers at odds with the catalog are listed, whoever
// wins.
func TestDiffers(t *testing.T) {
	const table = "Question,Answer\nIs data sold?,Yes\nIs it encrypted?,No\nIs MFA used?,Partially\nIs it encrypted today?,Yes\nIs smoking allowed?,No\nHow long are logs kept?,For 30 days.\n"
	_, f := filled(t, table, Never)
	for i, want := range []bool{true, true, false, false, false, true} {
		if r := f.Rows[i]; (r.Differs != "") != want || r.Status != Kept {
			t.Errorf("%s: %s, differs %q", r.Question, r.Status, r.Differs)
		}
	}
	_, f = filled(t, table, All)
	if r := f.Rows[0]; r.Status != Answered || !strings.Contains(r.Differs, `it said "Yes" before`) {
		t.Errorf("%+v", r)
	}
}

// TestSameTwice asks one question in two sections.
func TestSameTwice(t *testing.T) {
	answers := fake{"encrypted": {Fill: true, Text: "Yes."}, "tested": {Fill: true, Reason: "needs-section", Text: "Yes, in"}}
	q, err := questionnaire.Open([]byte("Domain,Question,Answer\nBackup,Is it encrypted?,\nMail,Is it encrypted?,\nBackup,Is it tested?,\nPlans,Is it tested?,\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range Fill(q, answers, Never).Rows {
		got = append(got, r.Answer)
	}
	if want := []string{"Yes.", "Yes.", "Yes, in Backup", "Yes, in Plans"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestDefaults checks what counts as filled in before anyone answered.
func TestDefaults(t *testing.T) {
	table := "Question,Status\n"
	for i := range 12 {
		table += fmt.Sprintf("Is volume %d encrypted?,Level 0\n", i)
	}
	if _, f := filled(t, table, Placeholders); f.Rows[0].Status != Answered {
		t.Errorf("a value that every row has: %s, %s", f.Rows[0].Status, f.Rows[0].Because)
	}
	if _, f := filled(t, strings.ReplaceAll(table, "Level 0", "Yes"), Placeholders); f.Rows[0].Status != Kept {
		t.Error("yes throughout was taken for a placeholder")
	}
}

func TestComposeSeveral(t *testing.T) {
	words := choice.Builtin()
	text, list := questionnaire.Target{Cell: "C2"}, questionnaire.Target{Cell: "D2", Choices: []string{"Y", "N"}}
	form := Compose(catalog["encrypted"], []questionnaire.Target{text, list, text}, nil, words)
	if want := []string{"Yes. Volumes are encrypted.", "Y", ""}; !slices.Equal(form.Answers, want) || len(form.Notes) != 1 || form.Comment != "" {
		t.Errorf("%+v", form)
	}
	if form := Compose(respond.Response{Fill: true}, []questionnaire.Target{text}, nil, words); form.Because == "" {
		t.Errorf("a response without text fills %+v", form)
	}
}
