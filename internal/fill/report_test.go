package fill

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
)

var noon = time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)

// reported fills a table with an answer that has evidence, and reports it.
func reported(t *testing.T) *Report {
	t.Helper()
	proven := respond.Response{
		Fill: true, Word: choice.Yes, Text: "Yes. Volumes are encrypted.", Citation: cited,
		Reading: match.Reading{Candidates: []match.Candidate{{Topic: "encryption-at-rest", Score: 9.12345}, {Topic: "backups", Score: 3}}, Margin: 0.67123},
		Answer: &reply.Answer{
			Answer: &disclose.Answer{ID: "at-rest"}, Truth: reply.Yes, Behind: []*disclose.Control{{ID: "volumes"}, {ID: "buckets"}},
			Evidence: []*disclose.Evidence{{Key: "ebs", Collected: noon.AddDate(0, 0, -9), StaleAt: noon.AddDate(0, 1, 0)}, {Key: "notes"}},
		},
	}
	answers := fake{"encrypted": proven, "sold": catalog["sold"]}
	q, err := questionnaire.Open([]byte("TLP:AMBER\nID,Question,Answer\n1,Is it encrypted?,\n2,=Is smoking | allowed?,\n3,Is data sold?,Yes\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return Fill(q, answers, Never).Report(noon, "public", Never)
}

func TestReport(t *testing.T) {
	r := reported(t)
	if want := (Counts{Questions: 3, Answered: 1, Kept: 1, Person: 1, Differs: 1, Cells: 1}); r.Counts != want {
		t.Errorf("%+v, want %+v", r.Counts, want)
	}
	x := r.Rows[0]
	if x.Library != "at-rest" || strings.Join(x.Controls, " ") != "volumes buckets" || x.Topic != "encryption-at-rest" || x.Score != 9.123 || x.Second != "backups" || x.Margin != 0.671 || x.oldest() != 9 {
		t.Errorf("%+v", x)
	}
	if len(r.Remarks) != 1 || !strings.Contains(r.Remarks[0], "TLP:AMBER") || len(r.Reasons) != 1 || r.Reasons[0] != (ReasonCount{"no-topic", 1}) {
		t.Errorf("%q, %+v", r.Remarks, r.Reasons)
	}
	if l := r.Sheets[0]; l.Questions != 3 || strings.Join(l.Blocks, "") != "rows 3 to 5: A id, B question, C answer" {
		t.Errorf("%+v", l)
	}
}

func TestReportForms(t *testing.T) {
	r := reported(t)
	var b bytes.Buffer
	if err := r.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# Filled questionnaire", "## Needs a person", "## Answers at odds with the catalog", "=Is smoking \\| allowed?", "volumes, buckets", "ebs of 2026-11-11, valid to 2026-12-20; notes", "9 days", "encryption-at-rest (9.123), then backups",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := r.CSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 4 || rows[2][4] != "'=Is smoking | allowed?" {
		t.Errorf("%q, %v", rows, err)
	}
	b.Reset()
	if err := r.JSON(&b); err != nil {
		t.Fatal(err)
	}
	var again Report
	if err := json.Unmarshal(b.Bytes(), &again); err != nil || again.Counts != r.Counts || len(again.Rows) != 3 {
		t.Errorf("%v, %+v", err, again)
	}
}
