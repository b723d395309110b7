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

func TestSweep(t *testing.T) {
	m := New(topic.Builtin())
	rows := labelled(t)
	type one struct {
		margin, score float64
		right, null   bool
		r             row
		c             []Candidate
	}
	var all []one
	for _, r := range rows {
		ranked := m.Rank(Question{r.Question, r.Section, r.Previous})
		o := one{r: r, null: r.Expected == nil, c: ranked}
		if len(ranked) > 0 {
			o.score = ranked[0].Score
			o.margin = 1
			if len(ranked) > 1 {
				o.margin = 1 - ranked[1].Score/ranked[0].Score
			}
			o.right = r.Expected != nil && (ranked[0].Topic == *r.Expected || slices.Contains(r.AlsoOK, ranked[0].Topic))
		}
		all = append(all, o)
	}
	for _, minScore := range []float64{4, 6, 8, 10} {
		for _, minMargin := range []float64{0.1, 0.2, 0.3, 0.4} {
			filled, right, nulls := 0, 0, 0
			for _, o := range all {
				if o.score >= minScore && o.margin >= minMargin {
					filled++
					if o.right {
						right++
					}
					if o.null {
						nulls++
					}
				}
			}
			t.Logf("score %v margin %v: filled %.2f, precision %.3f, null %d", minScore, minMargin, float64(filled)/float64(len(all)), float64(right)/float64(filled), nulls)
		}
	}
	for _, o := range all {
		if o.null && o.score > 0 {
			t.Logf("null %.1f %.2f %v | %s | %s", o.score, o.margin, o.c[0].Topic, o.r.Section, o.r.Question)
		}
	}
}
