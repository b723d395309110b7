package answerkey

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/topic"
)

func TestFile(t *testing.T) {
	bits, err := parameter.Parse(parameter.Int, int64(256))
	if err != nil {
		t.Fatal(err)
	}
	keep, err := parameter.Parse(parameter.Retention, map[string]any{"value": "P90D", "sense": "at-least"})
	if err != nil {
		t.Fatal(err)
	}
	until := time.Date(2026, 12, 3, 0, 0, 0, 0, time.UTC)
	v := &disclose.View{
		AsOf: until.AddDate(0, -1, 0), Topics: topic.Builtin(), Site: disclose.Site{BasePath: "/trust/"},
		Controls: []*disclose.Control{
			{ID: "rest", Title: "At rest", Status: "in-effect", State: "satisfied", FreshUntil: until, Parameters: []disclose.Parameter{
				{Name: "key_bits", Text: "256", Value: bits}, {Name: "retention", Text: "90 days", Value: keep},
			}},
			{ID: "scan", Title: "Scans", Status: "in-effect", State: "undetermined"},
		},
		Answers: []*disclose.Answer{
			{ID: "rest", Topic: "encryption-at-rest", Question: "Is data encrypted at rest?", Short: "With 256 bits.", Long: "All of it.", Controls: []string{"rest"}},
			{ID: "scan", Topic: "vulnerability-scanning", Question: "Are systems scanned?", Short: "Nobody proves this.", Controls: []string{"scan"}},
		},
	}
	f := File(reply.New(v))
	text := string(f.Data)
	if f.Path != "questionnaires/fill/key.json" || f.Media != "application/json" {
		t.Errorf("%s, %s", f.Path, f.Media)
	}
	for _, want := range []string{
		`"id":"rest","topic":"encryption-at-rest","asked":["is data encrypted at rest"]`, `"truth":"yes","short":"With 256 bits.","long":"All of it."`, `"until":"2026-12-03T00:00:00Z","behind":["rest"]`,
		`"kind":"bits","words":["bit","key"],"own":true,"said":true,"amount":256`, `"period":"P90D","side":"up"`, `"rest":{"title":"At rest","url":"/trust/controls/rest/"}`, `"id":"scan"`, `"truth":"unknown","short":""`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %s in %s", want, text[max(0, len(text)-2500):])
		}
	}
	if strings.Contains(text, "Nobody proves this") {
		t.Error("what nothing proves is said")
	}
	if again := File(reply.New(v)); string(again.Data) != text {
		t.Error("the document differs between two runs")
	}
}
