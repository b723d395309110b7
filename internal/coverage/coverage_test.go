package coverage

import (
	"slices"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/industry"
	"github.com/candor-site/candor/internal/reply"
)

func day(d int) time.Time { return time.Date(2026, time.November, d, 0, 0, 0, 0, time.UTC) }

// answer makes an answer with a control and a piece of evidence of its own.
func answer(id string, truth reply.Truth, collected, until int, ids map[string][]string) *reply.Answer {
	return &reply.Answer{
		Answer: &disclose.Answer{ID: id, IDs: ids}, Truth: truth, ValidUntil: day(until),
		Behind:   []*disclose.Control{{ID: "shared"}, {ID: id}},
		Evidence: []*disclose.Evidence{{Key: id, Collected: day(collected)}},
	}
}

func TestOf(t *testing.T) {
	l := &reply.Library{Answers: []*reply.Answer{
		answer("at-rest", reply.Yes, 9, 25, map[string][]string{"mvsp-3.0": {"2.8"}, "caiq-4.0": {"CEK-03.10", "CEK-03.2"}}),
		answer("in-transit", reply.Partial, 7, 28, map[string][]string{"mvsp-3.0": {"2.8", "2.2"}}),
		answer("sso", reply.Unknown, 8, 0, map[string][]string{"mvsp-3.0": {"2.1"}}),
		answer("own", reply.Open, 8, 30, map[string][]string{"acme-2026": {"7"}}),
		answer("none", reply.Yes, 8, 30, nil),
	}}
	sets := Of(l)
	var ids []string
	for _, s := range sets {
		ids = append(ids, s.ID)
	}
	if want := []string{"mvsp-3.0", "caiq-4.0", "acme-2026"}; !slices.Equal(ids, want) {
		t.Fatalf("questionnaires are %q, want %q", ids, want)
	}
	mvsp, caiq, own := sets[0], sets[1], sets[2]
	if len(mvsp.Rows) != 25 || mvsp.Answered != 2 || mvsp.Held != 1 || mvsp.Share() != 8 || !mvsp.ValidUntil.Equal(day(0)) {
		t.Errorf("MVSP: %d rows, %d answered, %d held, %d %%, until %v", len(mvsp.Rows), mvsp.Answered, mvsp.Held, mvsp.Share(), mvsp.ValidUntil)
	}
	row := mvsp.Rows[15]
	if row.ID != "2.8" || row.Control.Title != "Encryption" || row.Truth != reply.Partial || len(row.Answers) != 2 || !row.Collected.Equal(day(7)) || !row.ValidUntil.Equal(day(25)) {
		t.Errorf("2.8 is %+v", row)
	}
	if len(row.Controls) != 3 || row.Controls[0].ID != "shared" || row.Evidence[0].Key != "in-transit" {
		t.Errorf("behind 2.8 are %d controls, and first %s", len(row.Controls), row.Evidence[0].Key)
	}
	if mvsp.Rows[0].Truth != "" || mvsp.Rows[0].Answered() || mvsp.Rows[8].Answered() {
		t.Error("what no answer names, or what is not known, counts as answered")
	}
	if len(caiq.Rows) != 2 || caiq.Rows[0].ID != "CEK-03.2" || caiq.Rows[0].Control != nil || caiq.Share() != 0 || caiq.Answered != 2 {
		t.Errorf("CAIQ: %d rows, first %s, %d answered", len(caiq.Rows), caiq.Rows[0].ID, caiq.Answered)
	}
	if own.Answered != 1 || own.Share() != 0 || own.Title != "acme-2026" {
		t.Errorf("a questionnaire of the site's own: %+v", own)
	}
}

func TestTogether(t *testing.T) {
	for _, c := range []struct {
		want reply.Truth
		of   []reply.Truth
	}{
		{"", nil},
		{reply.Yes, []reply.Truth{reply.Yes, reply.NotApplicable, reply.Open}},
		{reply.Qualified, []reply.Truth{reply.Yes, reply.Qualified}},
		{reply.Partial, []reply.Truth{reply.Yes, reply.No}},
		{reply.Partial, []reply.Truth{reply.Qualified, reply.No}},
		{reply.Partial, []reply.Truth{reply.Partial, reply.No}},
		{reply.No, []reply.Truth{reply.No, reply.NotApplicable, reply.Open}},
		{reply.Unknown, []reply.Truth{reply.Yes, reply.No, reply.Unknown}},
		{reply.NotApplicable, []reply.Truth{reply.NotApplicable, reply.Open}},
		{reply.Open, []reply.Truth{reply.Open, reply.Open}},
	} {
		var answers []*reply.Answer
		for _, truth := range c.of {
			answers = append(answers, &reply.Answer{Truth: truth})
		}
		slices.Reverse(answers)
		if got := together(answers); got != c.want {
			t.Errorf("%q together are %q, want %q", c.of, got, c.want)
		}
	}
}

func TestEveryTruthIsCounted(t *testing.T) {
	for _, truth := range reply.Truths {
		l := &reply.Library{Answers: []*reply.Answer{answer("a", truth, 1, 2, map[string][]string{industry.MVSP: {"1.1"}})}}
		if counts := Of(l)[0].Counts; len(counts) != 1 || counts[0] != (disclose.Count{Name: string(truth), N: 1}) {
			t.Errorf("%s counts as %v", truth, counts)
		}
	}
}
