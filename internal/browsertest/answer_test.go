package browsertest

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/answerkey"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
	"github.com/candor-site/candor/internal/scaffold"
)

// viewOf returns what the public may see of the site in dir.
func viewOf(t testing.TB, dir string) *disclose.View {
	t.Helper()
	p, err := build.Open(context.Background(), build.Options{Dir: dir, AsOf: asOf, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	v, list := p.View("public")
	if v == nil {
		t.Fatal(list)
	}
	return v
}

// asked reads questions of a file of JSON lines, if it is there.
func asked(t testing.TB, path string) []match.Question {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Logf("%s is not there", path)
		return nil
	}
	defer f.Close()
	var out []match.Question
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q struct{ Question, Section, Previous string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, match.Question{Text: q.Question, Section: q.Section, Previous: q.Previous})
	}
	return out
}

// valued are questions that name values, products, and several things.
var valued = []string{
	"Are logs retained for at least 6 months?", "Are logs retained for at least five years?", "Are backups taken at least daily?", "Are backups taken every hour?", "Are backups kept for at least 30 days?",
	"Is data in transit encrypted with TLS 1.2 or later?", "Is data in transit encrypted with TLS 1.3 or later?", "Is stored data encrypted at rest with AES 256?", "Is stored data encrypted at rest with AES 512 bits?",
	"Do passwords need at least 12 characters by your password policy?", "Do passwords need at least 64 characters by your password policy?", "Is an uptime of 99.9% guaranteed by an SLA?", "Is an uptime of 99.999% guaranteed by an SLA?",
	"Are customers notified of a data breach within 72 hours?", "Are customers notified of a data breach within 2 hours?", "Are penetration tests performed at least annually by a third party?", "Are penetration tests performed every month?",
	"Has a penetration test been performed in the last 12 months?", "Have you had a data breach in the last three years?", "Have you had a data breach in the last 40 years?", "Are critical patches applied within 14 days?", "Are critical patches applied within one day?",
	"Is customer data encrypted at rest, and is it encrypted in transit?", "Is stored customer data encrypted at rest? Are backups encrypted and tested?", "Do you back up data, and how often?", "Are access rights reviewed quarterly?",
	"Is your security policy reviewed at least annually?", "Is security training given annually to all employees?", "Please attach your SOC 2 report.", "List your subprocessors.", "Where is customer data stored?",
}

// TestTheScriptAnswersAsTheProgram gives both the same library and the same
// questions: the library that newcomers start with, and that of this site.
func TestTheScriptAnswersAsTheProgram(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := scaffold.Site(dir, asOf); err != nil {
		t.Fatal(err)
	}
	type answered struct {
		Question map[string]string `json:"question"`
		Fill     bool              `json:"fill"`
		Reason   match.Reason      `json:"reason"`
		Answer   string            `json:"answer"`
		Word     choice.Word       `json:"word"`
		Text     string            `json:"text"`
		Long     string            `json:"long"`
		Citation string            `json:"citation"`
	}
	for _, dir := range []string{dir, repository} {
		v := viewOf(t, dir)
		lib := reply.New(v)
		r := respond.New(lib, v.Site.Organization, v.Site.Title)
		questions := append(asked(t, filepath.Join("..", "match", "testdata", "questions.jsonl")), asked(t, filepath.Join(repository, "..", "shared", "corpus", "questionnaires", "match-dev.jsonl"))...)
		for _, text := range valued {
			questions = append(questions, match.Question{Text: text})
		}
		for _, a := range lib.Answers {
			questions = append(questions, match.Question{Text: a.Question}, match.Question{Text: "Does " + v.Site.Organization + " say: " + a.Question})
		}
		var list []answered
		for _, q := range questions {
			got := r.Answer(q)
			out := answered{Question: map[string]string{"text": q.Text, "section": q.Section, "previous": q.Previous}, Fill: got.Fill, Reason: got.Reason, Word: got.Word, Text: got.Text, Citation: got.Citation}
			if got.Answer != nil {
				out.Answer = got.Answer.ID
				if got.Answer.Truth == reply.Unknown {
					out.Text = "" // what nothing proves is not said to the public, not even as a suggestion
				}
			}
			if got.Fill {
				out.Long = got.Long
			}
			list = append(list, out)
		}
		ran(t, "answers.ts", map[string]any{"/key.json": answerkey.Of(v, r), "/answers.json": list}, "all ")
	}
}
