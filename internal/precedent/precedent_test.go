package precedent

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
	"github.com/candor-site/candor/internal/source"
)

// library answers questions by a word in them.
type library map[string]respond.Response

func (l library) Answer(q match.Question) respond.Response {
	for _, w := range []string{"encrypted", "kept", "sold", "tested", "trained"} {
		if strings.Contains(q.Text, w) {
			return l[w]
		}
	}
	return respond.Response{Because: "it is about nothing known"}
}

func about(topic, id string, r respond.Response) respond.Response {
	r.Reading.Candidates = []match.Candidate{{Topic: topic, Score: 9}}
	if id != "" {
		r.Answer = &reply.Answer{Answer: &disclose.Answer{ID: id}}
	}
	return r
}

var known = library{
	"encrypted": about("encryption-at-rest", "at-rest", respond.Response{Fill: true, Word: choice.Yes, Text: "Yes. Volumes are encrypted with AES-256."}),
	"kept":      about("log-retention", "logs", respond.Response{Fill: true, Text: "Logs are kept for 90 days."}),
	"sold":      about("data-sale", "sale", respond.Response{Fill: true, Word: choice.No, Text: "No. It is not sold."}),
	"tested":    about("backups", "backups", respond.Response{Reason: respond.Unproved, Because: "its evidence has expired"}),
	"trained":   about("training", "", respond.Response{Because: "there is no answer"}),
}

const answered = `ID;Question;Answer;Comments
1;Is data encrypted?;Yes;AES-256 on all volumes
2;Are disks encrypted?;No;
3;How long are logs kept?;365 days;
4;How long are audit logs kept?;For 90 days.;
5;Is data sold?;No, never.;
6;Are backups tested?;Yes;every year
7;Are staff trained?;Yes - each new person reads {{ .policy }} in the first week;see "handbook"
8;Are contractors trained?;Yes;
9;Who is your contact?;Jane;
10;Is there anything else?;tbd;
`

func TestReview(t *testing.T) {
	q, err := questionnaire.Open([]byte(answered), nil)
	if err != nil {
		t.Fatal(err)
	}
	findings := Review(Answers(q), known, choice.Builtin())
	want := []struct {
		kind          Kind
		because, text string
	}{
		{Wording, "the library answers it", "AES-256 on all volumes"},
		{Contradiction, "it says no, and by the catalog it is yes", ""},
		{Contradiction, "it names the duration 365 days, and the catalog 90 days", "365 days"},
		{Wording, "the library answers it", "For 90 days."},
		{Wording, "the library answers it", ""},
		{Unproven, "its evidence has expired", "Every year"},
		{Candidate, "the library has no answer for it", "Each new person reads {{ .policy }} in the first week\nsee \"handbook\""},
		{Other, "there is no answer", ""},
		{Other, "it is about nothing known", "Jane"},
	}
	if len(findings) != len(want) {
		t.Fatalf("%d findings, want %d: %+v", len(findings), len(want), findings)
	}
	for i, w := range want {
		if f := findings[i]; f.Kind != w.kind || f.Because != w.because || f.Text != w.text {
			t.Errorf("%s: %s because %q, text %q, want %+v", f.Place, f.Kind, f.Because, f.Text, w)
		}
	}
	yaml := Snippets("old\n\x1b[31m.csv", findings)
	if strings.ContainsAny(yaml, "\x1b\r") {
		t.Errorf("control characters stay:\n%q", yaml)
	}
	node, list := decode.YAML(source.NewFile("x.yaml", []byte(yaml)), decode.Config)
	if len(list) > 0 {
		t.Fatalf("%+v\n%s", list, yaml)
	}
	answers := node.Get("answers").Items
	if len(answers) != 1 || answers[0].Get("id").Scalar != "imported-training-1" || !strings.HasPrefix(answers[0].Get("short").Scalar, `Each new person reads {{ "{{" }} .policy }} in`) {
		t.Errorf("%s", yaml)
	}
	for _, line := range []string{"# C3 contradiction: it says no", "#   at-rest\n#     - \"Is data encrypted?\"", "# C7 unproven"} {
		if !strings.Contains(yaml, line) {
			t.Errorf("%q is missing in\n%s", line, yaml)
		}
	}
	if again := Snippets("x", nil); !strings.HasSuffix(again, "answers: []\n") {
		t.Errorf("%q", again)
	}
}

func TestMarkdown(t *testing.T) {
	const text = "# Review\n\n## Access\n### A-01\n\n**Q:** Is MFA\nused?\n\n**Answer:** Yes.\n\n**Additional Information:** For all.\n\nWith keys.\n\n---\n\n### A-02\n**Question**: Who reviews?\n**Answer:**\n\n### A-03\n**Q:** Is it logged?\r\n**A:** No\n"
	got := Markdown(text)
	want := []Given{
		{Place: "A-01", ID: "A-01", Question: "Is MFA\nused?", Section: "Access", Answer: "Yes.", Comment: "For all.\nWith keys."},
		{Place: "A-03", ID: "A-03", Question: "Is it logged?", Section: "Access", Previous: "Is MFA\nused?", Answer: "No"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v\nwant\n%+v", got, want)
	}
}

// TestRealMarkdown reads a large questionnaire that somebody answered.
func TestRealMarkdown(t *testing.T) {
	data, err := os.ReadFile("../../../shared/corpus/questionnaires/bayleaf-hecvat-answered/HECVAT.md")
	if err != nil {
		t.Skip("../shared/corpus/questionnaires is not there")
	}
	got := Markdown(string(data))
	says := map[choice.Word]int{}
	for _, g := range got {
		says[choice.Builtin().Says(g.Answer)]++
	}
	t.Logf("%d answers, %v", len(got), says)
	if len(got) != 262 || says[choice.Yes] < 50 || says[choice.No] < 40 {
		t.Errorf("%d answers, %v", len(got), says)
	}
}
