package frontpage

import (
	"slices"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

func on(day int) time.Time { return time.Date(2027, 1, day, 0, 0, 0, 0, time.UTC) }

var grades = []disclose.Count{{Name: "witnessed"}, {Name: "measured"}, {Name: "attested"}}

func TestCertifications(t *testing.T) {
	v := &disclose.View{
		Controls: []*disclose.Control{
			{ID: "report", Kind: "certification", State: "planned"},
			{ID: "cloud", Kind: "certification", State: "satisfied", Evidence: []disclose.Observation{
				{ID: "iso", Linked: true}, {ID: "iso", Linked: true}, {ID: "soc", Linked: true}, {ID: "list", Linked: true}, {ID: "closed"},
			}},
			{ID: "logs", Kind: "retention", State: "satisfied"},
		},
		Evidence: []*disclose.Evidence{
			{ID: "closed", Key: "closed", ValidUntil: on(1)}, {ID: "iso", Key: "iso", ValidUntil: on(20)}, {ID: "list", Key: "list"}, {ID: "soc", Key: "soc", ValidUntil: on(5)},
		},
	}
	got := Of(v).Certifications
	if len(got) != 2 || got[0].ID != "cloud" || got[1].ID != "report" {
		t.Fatalf("%v", got)
	}
	if c := got[0]; c.Papers != 2 || !c.First.Equal(on(5)) || !c.Last.Equal(on(20)) {
		t.Errorf("%d papers, the first ends %v, the last %v", c.Papers, c.First, c.Last)
	}
	if c := got[1]; c.Papers != 0 || !c.First.IsZero() {
		t.Errorf("without evidence: %v", c)
	}
}

// The example is the strongest claim that holds, and a file that everybody may
// read comes before one of equal strength that nobody may.
func TestExample(t *testing.T) {
	claim := func(id, state, grade, evidence, outcome string) *disclose.Control {
		return &disclose.Control{ID: id, State: state, Grade: grade, Evidence: []disclose.Observation{{ID: evidence, Linked: true, Outcome: outcome}}}
	}
	file := func(id, raw string) *disclose.Evidence {
		return &disclose.Evidence{ID: id, Key: id, Digest: "d", Raw: raw}
	}
	v := &disclose.View{
		Summary:  disclose.Summary{Grades: grades},
		Evidence: []*disclose.Evidence{file("a", ""), file("b", ""), file("c", "/evidence/c.json")},
		Controls: []*disclose.Control{
			claim("1-attested", "satisfied", "attested", "c", "pass"), claim("2-measured", "satisfied", "measured", "a", "pass"),
			claim("3-failing", "not-satisfied", "witnessed", "b", "fail"), claim("4-raw", "satisfied", "measured", "c", "pass"),
			claim("5-none", "satisfied", "measured", "c", "none"),
		},
	}
	if x := Of(v).Example; x == nil || x.Control.ID != "4-raw" || x.Evidence.ID != "c" {
		t.Errorf("%+v", x)
	}
	v.Controls = v.Controls[4:]
	if x := Of(v).Example; x == nil || x.Control.ID != "5-none" {
		t.Errorf("without a tool that judges: %+v", x)
	}
	if x := Of(&disclose.View{}).Example; x != nil {
		t.Errorf("an empty view has %+v", x)
	}
}

func TestLists(t *testing.T) {
	v := &disclose.View{}
	for i, topic := range []string{"a", "a", "a", "a", "b", "a", "c", "b"} {
		v.Answers = append(v.Answers, &disclose.Answer{ID: string(rune('0' + i)), Topic: topic})
	}
	for i := range 8 {
		v.Documents = append(v.Documents, &disclose.Document{Title: string(rune('0' + i)), ValidEnds: on(1 + i%4)})
	}
	p := Of(v)
	var ids, titles []string
	for _, a := range p.Questions {
		ids = append(ids, a.ID)
	}
	for _, d := range p.Documents {
		titles = append(titles, d.Title)
	}
	if !slices.Equal(ids, []string{"0", "4", "6", "1", "2", "3"}) || p.MoreQuestions != 2 {
		t.Errorf("questions %v, and %d more", ids, p.MoreQuestions)
	}
	if !slices.Equal(titles, []string{"3", "7", "2", "6", "1", "5"}) || p.MoreDocuments != 2 {
		t.Errorf("documents %v, and %d more", titles, p.MoreDocuments)
	}
}
