package overdue_test

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/overdue"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// TestReviews holds the last reviews to a year, on the day before it ends and
// on the day on which it does.
func TestReviews(t *testing.T) {
	last := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	s := &site.Site{Config: &site.Config{Location: time.UTC, Freshness: site.Freshness{Review: period.Period{Years: 1}}}, Catalog: &trust.Catalog{
		Answers:       []*trust.Answer{{ID: "never"}, {ID: "logs", Reviewed: last}},
		Subprocessors: []*trust.Subprocessor{{ID: "never"}, {ID: "acme", Reviewed: last}},
	}}
	if list := overdue.Reviews(s, last.AddDate(1, 0, -1)); len(list) != 0 {
		t.Errorf("reported too early: %v", list)
	}
	list := overdue.Reviews(s, last.AddDate(1, 0, 0))
	if len(list) != 2 || !strings.HasPrefix(list[0].Message, "answer logs was last reviewed on 1 March 2025") || !strings.HasPrefix(list[1].Message, "subprocessor acme was last") {
		t.Errorf("%v", list)
	}
}
