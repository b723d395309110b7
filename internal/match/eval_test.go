package match

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/topic"
)

type row struct {
	ID, Question, Source, Section, Previous, Topic string
	Expected                                       *string  `json:"expected_control_topic"`
	AlsoOK                                         []string `json:"also_ok"`
	Polarity                                       string
}

func labelled(t *testing.T) []row {
	f, err := os.Open("../../../shared/corpus/questionnaires/match-dev.jsonl")
	if err != nil {
		t.Skip("../shared/corpus/questionnaires is not there")
	}
	defer f.Close()
	var out []row
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var r row
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func TestRank(t *testing.T) {
	m := New(topic.Builtin())
	n, top, mrr := 0, 0, 0.0
	for _, r := range labelled(t) {
		if r.Expected == nil {
			continue
		}
		n++
		ranked := m.Rank(Question{r.Question, r.Section, r.Previous})
		ok := func(c Candidate) bool { return c.Topic == *r.Expected || slices.Contains(r.AlsoOK, c.Topic) }
		at := slices.IndexFunc(ranked, ok)
		if at == 0 {
			top++
		} else if testing.Verbose() {
			if len(ranked) > 3 {
				ranked = ranked[:3]
			}
			t.Logf("%s want %s at %d, got %v | %s | %s", r.ID, *r.Expected, at, ranked, r.Section, r.Question)
		}
		if at >= 0 {
			mrr += 1 / float64(at+1)
		}
	}
	t.Logf("%d rows, top-1 %.3f, MRR %.3f", n, float64(top)/float64(n), mrr/float64(n))
}
