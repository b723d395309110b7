package agenda

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
)

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func day(n int) time.Time { return time.Date(2026, 11, 20+n, 0, 0, 0, 0, time.UTC) }

// every is a rhythm of some days.
func every(days int) cadence.Rhythm { return cadence.Rhythm{Period: period.Period{Days: days}} }

// view has one of each kind of date.
func view() *disclose.View {
	return &disclose.View{
		AsOf: asOf,
		Site: disclose.Site{Contact: disclose.Contact{Expires: day(100)}},
		Evidence: []*disclose.Evidence{
			{Key: "daily", Title: "Daily", Freshness: "fresh", Collected: day(0), Rhythm: every(1), Expires: day(2), Controls: []string{"a"}},
			{Key: "late", Title: "Late", Freshness: "stale", Collected: day(-40), Rhythm: every(30), Expires: day(20)},
			{Key: "yearly", Title: "Yearly", Manual: true, Freshness: "fresh", Collected: day(-10), Rhythm: every(365), Expires: day(355)},
			{Key: "iso", Title: "ISO", Manual: true, Record: "certificate", Freshness: "fresh", Collected: day(-10), ValidUntil: day(30), Expires: day(30)},
			{Key: "statement", Manual: true, Freshness: "fresh", ValidUntil: day(40), Expires: day(35)},
			{Key: "tls", Title: "TLS", Freshness: "fresh", Params: []disclose.Param{{Name: "certificates_expire", Text: "2026-12-01T08:00:00Z"}}},
			{Key: "odd", Freshness: "conflict", Collected: day(-1), Rhythm: every(1), Params: []disclose.Param{{Name: "certificates_expire", Text: "soon"}}},
		},
		Pages:         []*disclose.Page{{Route: "/a/", Title: "A", ReviewDue: day(5), ReviewEnds: day(6)}, {Route: "/b/", Title: "B", ReviewDue: day(-1)}, {Route: "/c/", Title: "C"}},
		Documents:     []*disclose.Document{{Title: "Report", ValidUntil: day(7), ValidEnds: day(8), Request: "mailto:a@b.example"}},
		Answers:       []*disclose.Answer{{ID: "q", Question: "How?", ReviewDue: day(9), Controls: []string{"a"}}},
		Exceptions:    []*disclose.Exception{{ID: "x", Title: "Gap", Control: "a", Until: day(11), Lapses: day(12)}},
		Subprocessors: []*disclose.Subprocessor{{ID: "old", Name: "Old", Since: day(-300), Notice: day(-330)}, {ID: "new", Name: "New", Since: day(13), Notice: day(-3)}},
		Frameworks:    []*disclose.Framework{{ID: "gone", Withdrawn: day(-9)}, {ID: "going", Title: "Going", Withdrawn: day(14)}},
	}
}

func TestOf(t *testing.T) {
	var got []string
	for _, e := range Of(view()) {
		mark := ""
		if e.Past {
			mark = " past"
		}
		if e.Routine {
			mark += " routine"
		}
		got = append(got, fmt.Sprintf("%s %s %s%s", e.Day.Format(time.DateOnly), e.Kind, e.ID, mark))
	}
	want := []string{
		"2026-11-10 evidence-due late past routine",
		"2026-11-19 page-review /b/ past",
		"2026-11-21 evidence-due daily routine",
		"2026-11-22 evidence-end daily routine",
		"2026-11-25 page-review /a/",
		"2026-11-27 document-end /Report",
		"2026-11-29 answer-review q",
		"2026-12-01 certificate-end tls.tls",
		"2026-12-01 exception-end x",
		"2026-12-03 subprocessor new",
		"2026-12-04 framework-withdrawn going",
		"2026-12-10 evidence-end late routine",
		"2026-12-20 certificate-end iso",
		"2026-12-25 evidence-end statement",
		"2026-12-30 validity-end statement",
		"2027-02-28 contact-end security.txt",
		"2027-11-10 evidence-due yearly",
		"2027-11-10 evidence-end yearly",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestTheEndOfADay: a date is past when the day is over, not before.
func TestTheEndOfADay(t *testing.T) {
	v := &disclose.View{AsOf: asOf, Documents: []*disclose.Document{{Title: "Today", ValidUntil: day(0)}, {Title: "Yesterday", ValidUntil: day(-1), ValidEnds: day(0)}}}
	for _, e := range Of(v) {
		if e.Past != (e.Title == "Yesterday") {
			t.Errorf("%s is past: %t", e.Title, e.Past)
		}
	}
}

func TestSheet(t *testing.T) {
	s := NewSheet(Of(view()))
	var got []string
	for _, m := range s.Months {
		got = append(got, fmt.Sprintf("%s %d/%d", m.Begins.Format(time.DateOnly), m.N, len(m.Lines)))
	}
	if want := "2026-11-01 5/5, 2026-12-01 8/8, 2027-02-01 1/1, 2027-11-01 2/2"; strings.Join(got, ", ") != want || len(s.Late) != 2 || s.Total != 18 {
		t.Errorf("%s, %d late, %d in all", strings.Join(got, ", "), len(s.Late), s.Total)
	}
	if s.Kinds[0].Kind != EvidenceDue || s.Kinds[0].N != 2 {
		t.Errorf("%+v", s.Kinds)
	}
	same := []Entry{{Kind: EvidenceDue, ID: "a", Day: day(1), At: day(3)}, {Kind: EvidenceDue, ID: "b", Day: day(1), At: day(2)}, {Kind: EvidenceEnd, ID: "a", Day: day(1), At: day(2)}}
	if lines := NewSheet(same).Months[0].Lines; len(lines) != 2 || len(lines[0].Entries) != 2 || !lines[0].Ends.Equal(day(2)) {
		t.Errorf("%+v", lines)
	}
}

func TestNext(t *testing.T) {
	next := Next(Of(view()), 2)
	if len(next) != 2 || next[0].ID != "/a/" || next[1].ID != "/Report" {
		t.Errorf("%+v", next)
	}
}
