package concord

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/topic"
	"github.com/candor-site/candor/internal/trust"
)

func refs(ids string) []trust.Reference {
	var out []trust.Reference
	for _, id := range strings.Fields(ids) {
		out = append(out, trust.Reference{ID: id})
	}
	return out
}

func bits(t *testing.T, bound trust.Bound, n int64) trust.Condition {
	t.Helper()
	v, err := parameter.Parse(parameter.Int, n)
	if err != nil {
		t.Fatal(err)
	}
	return trust.Condition{Control: trust.Reference{ID: "holds"}, Parameter: trust.Reference{ID: "key_bits"}, Bound: bound, Value: v}
}

// found runs the lints over answers beside a control that holds, one that is
// planned and one whose evidence is old, and returns codes with the answers that
// they name.
func found(t *testing.T, policy site.StaleAnswers, answers ...*trust.Answer) string {
	t.Helper()
	cfg := &site.Config{
		File: source.NewFile("candor.yaml", nil), Location: time.UTC, Ladder: []string{"public", "nda"}, StaleAnswers: policy,
		Scope: map[string][]string{"product": {"fleet", "trace"}},
	}
	value, _ := parameter.Parse(parameter.Int, int64(256))
	s := &site.Site{Config: cfg, Catalog: &trust.Catalog{
		Controls: []*trust.Control{
			{ID: "holds", Audience: "public", Status: trust.InEffect, Parameters: []trust.Parameter{{Name: "key_bits", Value: value}}},
			{ID: "old", Audience: "public", Status: trust.InEffect}, {ID: "planned", Audience: "public", Status: trust.Planned},
		},
		Exceptions: []*trust.Exception{{ID: "gap", Waives: "planned", Audience: "nda"}, {ID: "gone", Waives: "holds", Audience: "nda"}},
		Answers:    answers,
	}}
	a := &trust.Assessment{
		Findings: []*trust.Finding{
			{Control: "holds", State: trust.Satisfied, Reason: trust.ReasonPass}, {Control: "old", State: trust.Undetermined, Reason: trust.Reason(trust.Stale)},
			{Control: "planned", State: trust.StatePlanned, Reason: trust.ReasonDeclared},
		},
		Exceptions: []trust.ExceptionState{{ID: "gap", State: "open"}, {ID: "gone", State: "obsolete"}},
	}
	for _, x := range answers {
		if x.Audience == "" {
			x.Audience = "nda"
		}
	}
	var out []string
	for _, d := range Answers(s, a, reply.New(disclose.Now(s, a, "nda"))) {
		named := ""
		for _, x := range answers {
			if strings.Contains(" "+strings.NewReplacer(":", " ", ",", " ").Replace(d.Message)+" ", " "+x.ID+" ") {
				named += " " + x.ID
			}
		}
		out = append(out, string(d.Code)+named)
	}
	return strings.Join(out, "; ")
}

func TestPairs(t *testing.T) {
	answer := func(id, controls, question string) *trust.Answer {
		return &trust.Answer{ID: id, Topic: "backups", Controls: refs(controls), Question: question}
	}
	with := func(a *trust.Answer, change func(*trust.Answer)) *trust.Answer {
		change(a)
		return a
	}
	for _, tt := range []struct {
		name string
		a, b *trust.Answer
		want string
	}{
		{"different questions", answer("first", "holds", "Are backups made?"), answer("second", "holds", "Are backups encrypted on tapes?"), ""},
		{"another sort of question", answer("first", "holds", "Which backups are encrypted?"), answer("second", "planned", "Are backups encrypted?"), ""},
		{"one question, two truths", answer("first", "holds", "Are backups encrypted?"), answer("second", "planned", "Is each backup encrypted?"), "answer-contradicts first second"},
		{"nearly one question", answer("first", "holds", "Are nightly backups of all databases encrypted offsite?"), answer("second", "planned", "Are nightly backups of databases encrypted offsite, securely?"), "answer-similar first second"},
		{"two polarities", answer("first", "holds", "Are passwords stored in plain text?"), with(answer("second", "holds", "Do you store passwords in plain text?"), func(a *trust.Answer) { a.Negative = true }), "answer-contradicts first second"},
		{"a turned question", answer("first", "holds", "Are backups encrypted?"), answer("second", "planned", "Are backups never encrypted?"), ""},
		{"other products", with(answer("first", "holds", "Are backups encrypted?"), func(a *trust.Answer) { a.Products = refs("fleet") }), with(answer("second", "planned", "Are backups encrypted?"), func(a *trust.Answer) { a.Products = refs("trace") }), ""},
		{"a product of all", answer("first", "holds", "Are backups encrypted?"), with(answer("second", "holds", "Are backups encrypted?"), func(a *trust.Answer) { a.Products = refs("trace") }), ""},
		{"another wording", answer("first", "holds", "Are backups encrypted?"), with(answer("second", "planned", "Are copies safe?"), func(a *trust.Answer) { a.Asks = []source.Text{{Value: "Is the backup encrypted?"}} }), "answer-contradicts first second"},
		{"never found", answer("first", "holds", "Are backups encrypted?"), answer("second", "holds", "Is every backup encrypted?"), "answer-unreachable first second"},
		{"found by fewer", with(answer("first", "holds", "Are backups encrypted?"), func(a *trust.Answer) { a.Audience = "nda" }), with(answer("second", "holds", "Are backups encrypted?"), func(a *trust.Answer) { a.Audience = "public" }), "answer-similar first second"},
		{"found by more", with(answer("first", "holds", "Are backups encrypted?"), func(a *trust.Answer) { a.Audience = "public" }), answer("second", "holds", "Are backups encrypted?"), "answer-unreachable first second"},
		{"other topics", answer("first", "holds", "Are backups encrypted?"), with(answer("second", "holds", "Are backups encrypted?"), func(a *trust.Answer) { a.Topic = "key-management" }), ""},
		{"one text", with(answer("first", "holds", "Which keys?"), func(a *trust.Answer) { a.Short.Value = "Backups of databases are encrypted with keys in vaults" }),
			with(answer("second", "holds", "Which vaults?"), func(a *trust.Answer) { a.Short.Value = "Backups of databases are encrypted with keys in a vault" }), "answer-similar first second"},
		{"one text of two claims", with(answer("first", "holds", "Which keys?"), func(a *trust.Answer) { a.Short.Value = "Backups of databases are encrypted with keys in vaults" }),
			with(answer("second", "holds", "Which vaults?"), func(a *trust.Answer) {
				a.Short.Value, a.Negative = "Backups of databases are encrypted with keys in vaults", true
			}), ""},
		{"comparisons", with(answer("first", "holds", "Long keys?"), func(a *trust.Answer) { a.Where = []trust.Condition{bits(t, trust.AtLeast, 256)} }),
			with(answer("second", "holds", "Short keys?"), func(a *trust.Answer) { a.Where = []trust.Condition{bits(t, trust.AtMost, 128)} }), "answer-contradicts first second"},
		{"comparisons that fit", with(answer("first", "holds", "Long keys?"), func(a *trust.Answer) { a.Where = []trust.Condition{bits(t, trust.AtLeast, 128)} }),
			with(answer("second", "holds", "Short keys?"), func(a *trust.Answer) { a.Where = []trust.Condition{bits(t, trust.AtMost, 256)} }), ""},
		{"one that excludes itself", with(answer("first", "holds", "Keys?"), func(a *trust.Answer) {
			a.Where = []trust.Condition{bits(t, trust.Equals, 256), bits(t, trust.AtMost, 128)}
		}), answer("second", "holds", "Else?"), "answer-contradicts first"},
	} {
		if got := found(t, site.HoldStale, tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestVerdicts(t *testing.T) {
	for text, want := range map[string]bool{
		"Yes. We do.": true, "yes we do": true, "No.": true, "No, never": true, "Nein: nie": true, "Sí, siempre.": true, "Partially, for some.": true, "N/A": true,
		"No customer data leaves the region.": false, "Yesterday it was so.": false, "Notes are kept.": false, "Customers say yes.": false, "Si vous voulez": false,
	} {
		got := found(t, site.HoldStale, &trust.Answer{ID: "first", Controls: refs("holds"), List: source.Text{Value: text}})
		if (got == "answer-verdict first") != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestWithheldAndStale(t *testing.T) {
	public := func(controls string) *trust.Answer {
		return &trust.Answer{ID: "first", Audience: "public", Controls: refs(controls)}
	}
	for _, tt := range []struct {
		controls string
		policy   site.StaleAnswers
		want     string
	}{
		{"holds", site.FailStale, ""}, {"planned", site.HoldStale, "answer-withheld first"}, {"old", site.HoldStale, ""}, {"old", site.MarkStale, ""},
		{"old", site.FailStale, "answer-stale first"},
	} {
		if got := found(t, tt.policy, public(tt.controls)); got != tt.want {
			t.Errorf("%s with %s: %q, want %q", tt.controls, tt.policy, got, tt.want)
		}
	}
}

func TestUnanswered(t *testing.T) {
	s := &site.Site{Config: &site.Config{}, Catalog: &trust.Catalog{}, Topics: topic.Builtin()}
	if list := unanswered(s); len(list) > 0 {
		t.Errorf("a site without answers: %v", list)
	}
	s.Catalog.Answers = []*trust.Answer{{Topic: s.Topics[0].ID}}
	list := unanswered(s)
	if len(list) != 1 || list[0].Severity != diag.Note || !strings.Contains(list[0].Message, "49 of 50 topics") || !strings.HasSuffix(list[0].Message, "and 39 more") {
		t.Errorf("%v", list)
	}
	for _, t := range s.Topics {
		s.Catalog.Answers = append(s.Catalog.Answers, &trust.Answer{Topic: t.ID})
	}
	if list := unanswered(s); len(list) > 0 {
		t.Errorf("all are answered: %v", list)
	}
}
