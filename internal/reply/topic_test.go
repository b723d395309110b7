package reply

import (
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/topic"
)

func TestTopics(t *testing.T) {
	early, late := time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC), time.Date(2026, time.December, 1, 0, 0, 0, 0, time.UTC)
	l := &Library{View: &disclose.View{Topics: []*topic.Topic{{ID: "backups"}, {ID: "sso"}, {ID: "mfa"}}}, Answers: []*Answer{
		{Answer: &disclose.Answer{ID: "a"}, Truth: Open},
		{Answer: &disclose.Answer{ID: "b", Topic: "mfa"}, Truth: Partial, ValidUntil: late},
		{Answer: &disclose.Answer{ID: "c", Topic: "backups"}, Truth: Unknown},
		{Answer: &disclose.Answer{ID: "d", Topic: "mfa"}, Truth: Yes, ValidUntil: early},
	}}
	topics := l.Topics()
	if len(topics) != 3 || topics[0].ID != "backups" || topics[1].ID != "mfa" || topics[2].ID != "" {
		t.Fatalf("topics are %+v", topics)
	}
	mfa := topics[1]
	if len(mfa.Answers) != 2 || mfa.Answers[0].ID != "b" || !mfa.ValidUntil.Equal(early) || !l.ValidUntil().Equal(early) {
		t.Errorf("the topic is %+v", mfa)
	}
	if len(mfa.Counts) != 2 || mfa.Counts[0] != (disclose.Count{Name: "yes", N: 1}) || mfa.Counts[1] != (disclose.Count{Name: "partial", N: 1}) {
		t.Errorf("counts are %v", mfa.Counts)
	}
	if l.Answer("d") != mfa.Answers[1] || l.Answer("e") != nil {
		t.Error("answers are not found by id")
	}
}

func TestWord(t *testing.T) {
	for _, c := range []struct {
		truth              Truth
		positive, negative Word
	}{
		{Yes, "yes", "no"}, {Qualified, "yes-if", "no-if"}, {Partial, "partly", "partly"}, {No, "no", "yes"},
		{NotApplicable, "not-applicable", "not-applicable"}, {Unknown, "unknown", "unknown"}, {Open, "open", "open"},
	} {
		for negative, want := range map[bool]Word{false: c.positive, true: c.negative} {
			a := &Answer{Answer: &disclose.Answer{Negative: negative}, Truth: c.truth}
			if got := a.Word(); got != want {
				t.Errorf("%s of a question with negative %v is %s, want %s", c.truth, negative, got, want)
			}
		}
	}
}

func TestStands(t *testing.T) {
	want := map[Truth]bool{Yes: true, Qualified: true, Open: true}
	for _, truth := range Truths {
		if got := (&Answer{Truth: truth}).Stands(); got != want[truth] {
			t.Errorf("the texts of an answer that is %s stand: %v", truth, got)
		}
	}
}
