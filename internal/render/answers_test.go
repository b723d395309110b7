package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/theme"
	"github.com/candor-site/candor/internal/topic"
)

// answering is the portal of Larkspur with answers of every truth.
func answering(t *testing.T) *disclose.View {
	v := larkspur(t)
	v.Topics = topic.Builtin()
	for _, c := range v.Controls {
		if c.ID == "registry-backup" {
			c.Answers = append(c.Answers, "plain-text")
		}
	}
	v.Answers = append(v.Answers,
		&disclose.Answer{ID: "logs", Topic: "audit-logging", Question: "Does every bucket keep a log?", Short: "Every bucket keeps one.", Compensating: "The reader of the bucket cannot write.", Controls: []string{"bucket-logging"}, State: "not-satisfied"},
		&disclose.Answer{ID: "plain-text", Topic: "backups", Question: "Are backups kept in plain text?", Negative: true, Short: "Backups are never readable.", Controls: []string{"registry-backup"}, State: "satisfied", IDs: map[string][]string{"mvsp-3.0": {"2.8"}}},
		&disclose.Answer{ID: "who", Topic: "backups", Question: "Who makes backups?", Short: "The <platform> team.", List: "one; two", Quantifier: "none"},
		&disclose.Answer{ID: "lost", Question: "Does anybody know?", Short: "Everybody knows."},
	)
	return v
}

func TestAnswersPage(t *testing.T) {
	files, _ := rendered(t, answering(t))
	page := check(t, files, "answers/index.html")
	page.has("h1", "Answers")
	page.count("#answers [data-filter]", 5)
	page.in(`[data-filter-for="answers"] input[name="q"]`)
	page.has(`select[name="topic"] option[value="backups"]`, "Backups")
	page.in(`select[name="truth"] option[value="yes"]`)
	page.has(`[data-filter="backup-how-often"] .badge[data-truth="yes"] .badge-text`, "Yes")
	page.has(`[data-filter="plain-text"] .badge[data-truth="yes"] .badge-text`, "No")
	page.has(`[data-filter="who"] .badge[data-truth="open"]`, "In words")
	page.has(`[data-filter="lost"] .badge[data-truth="unknown"]`, "Not confirmed now")
	page.has(`[data-filter="lost"]`, "It rests on no control")
	page.has(`section[aria-labelledby="topic-other-questions"] h2`, "Other questions")
	page.attr(`[data-filter="plain-text"] a`, "href", "/answers/backups/#answer.plain-text")
	for _, f := range []string{"xlsx", "csv", "json", "md"} {
		page.in(`a[download][href="/answers/answers.` + f + `"]`)
		if files["answers/answers."+f].Data == nil {
			t.Errorf("there is no answers.%s", f)
		}
	}
	if strings.Contains(string(files["answers/index.html"].Data), "Everybody knows") {
		t.Error("what nobody confirms is said")
	}
}

func TestTopicPage(t *testing.T) {
	files, _ := rendered(t, answering(t))
	page := check(t, files, "answers/backups/index.html")
	page.has("h1", "Backups")
	page.has(".crumbs a[href='/answers/']", "Answers")
	page.count("article.reply", 3)
	one := `article[aria-labelledby="answer.backup-how-often"] `
	page.in(one + `.badge[data-truth="yes"][data-fresh-until]`)
	page.has(one+".statement", "Every day.")
	page.has(one+"p", "Every volume of the registry is snapshotted every day.")
	page.in(one + `a[href="/controls/registry-backup/"]`)
	page.in(one + `a[href^="/evidence/"]`)
	page.in(one + `a[href="#answer.backup-how-often"]`)
	page.has(one+"dd", "1 November 2026")
	page.has(one+"dd", "BCR-08.1")
	page.has(`article[aria-labelledby="answer.plain-text"] .badge`, "No")
	page.has(`article[aria-labelledby="answer.who"] p`, "The <platform> team.")
	logs := check(t, files, "answers/audit-logging/index.html")
	logs.notIn(`article p:contains("Every bucket keeps one.")`)
	logs.has("article dd", "The reader of the bucket cannot write.")
	if md := string(files["answers/backups/index.md"].Data); !strings.Contains(md, "## Are backups kept in plain text?\n\n**No** as of ") {
		t.Errorf("the Markdown is\n%s", md)
	}
}

func TestOldAnchorsOfAnswersStay(t *testing.T) {
	files, _ := rendered(t, answering(t))
	page := check(t, files, "controls/registry-backup/index.html")
	page.in(`[id="answer.backup-how-often"] a[href="/answers/backups/#answer.backup-how-often"]`)
	page.has(`[id="answer.plain-text"] .badge`, "No")
	check(t, files, "index.html").in(`a[href="/answers/"]`)
}

func TestQuestionnairePages(t *testing.T) {
	files, _ := rendered(t, answering(t))
	all := check(t, files, "questionnaires/index.html")
	all.has(`tr:has(a[href="/questionnaires/mvsp-3.0/"]) td`, "2 of 25")
	all.has(`tr:has(a[href="/questionnaires/caiq-4.0/"]) td`, "1 of 261")
	mvsp := check(t, files, "questionnaires/mvsp-3.0/index.html")
	mvsp.count("tbody tr", 25)
	mvsp.has(`[id="question.4.4"] th`, "Backup and disaster recovery")
	mvsp.has(`[id="question.4.4"] .badge[data-truth="yes"]`, "Holds")
	mvsp.has(`[id="question.4.4"] td`, "Every day.")
	mvsp.in(`[id="question.4.4"] a[href="/controls/registry-backup/"]`)
	mvsp.has(`[id="question.2.1"] th`, "Worded by us")
	mvsp.has(`[id="question.1.1"] td`, "No answer names it.")
	caiq := check(t, files, "questionnaires/caiq-4.0/index.html")
	caiq.count("tbody tr", 1)
	caiq.has("dd", "not shown here")
	book, err := excelize.OpenReader(bytes.NewReader(files["questionnaires/mvsp-3.0/mvsp-3.0.xlsx"].Data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Questions")
	if err != nil || len(rows) != 26 || rows[25][0] != "4.4" || !strings.Contains(strings.Join(rows[25], "|"), "Holds|How often are backups made? Every day.") && !strings.Contains(strings.Join(rows[25], "|"), "Yes. Every day.") {
		t.Errorf("%v: %d rows, the last is %q", err, len(rows), rows[len(rows)-1])
	}
}

func TestNoAnswersNoPages(t *testing.T) {
	v := larkspur(t)
	v.Answers = nil
	for _, c := range v.Controls {
		c.Answers = nil
	}
	v.Pages = nil
	files, _ := rendered(t, v)
	for path := range files {
		if strings.HasPrefix(path, "answers/") || strings.HasPrefix(path, "questionnaires/") {
			t.Errorf("there is %s", path)
		}
	}
}

// Every truth, every word and every topic is called something, in every language
// that has the keys of English.
func TestAnswersHaveNames(t *testing.T) {
	w := theme.English()
	named := func(vocabulary, id string) {
		if said, ok := w.Fixed("label." + vocabulary + "." + id); !ok || said == "" {
			t.Errorf("no words for the %s %q", vocabulary, id)
		}
	}
	for _, truth := range reply.Truths {
		named("truth", string(truth))
		for _, negative := range []bool{false, true} {
			named("reply", string((&reply.Answer{Answer: &disclose.Answer{Negative: negative}, Truth: truth}).Word()))
		}
	}
	for _, t := range topic.Builtin() {
		named("topic", t.ID)
	}
}
