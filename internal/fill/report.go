package fill

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/period"
)

// Report says what became of a questionnaire, for the one who sends it. It holds
// what must not go to the customer.
type Report struct {
	Schema    string    `json:"schema"` // candor-fill/1
	AsOf      time.Time `json:"as_of"`
	Audience  string    `json:"audience"`
	Input     string    `json:"input"`
	Output    string    `json:"output,omitempty"`
	Overwrite Overwrite `json:"overwrite"`
	Sheets    []Layout  `json:"sheets"`
	// Fingerprint is of the headings of the file, by which a profile is found.
	Fingerprint string        `json:"fingerprint"`
	Remarks     []string      `json:"remarks"`
	Counts      Counts        `json:"counts"`
	Reasons     []ReasonCount `json:"reasons"` // why rows need a person, the most frequent first
	Rows        []ReportRow   `json:"rows"`
}

// Layout is what was found on a sheet.
type Layout struct {
	Name      string   `json:"name"`
	Questions int      `json:"questions"`
	Blocks    []string `json:"blocks,omitempty"` // rows and the roles of columns, in words
	Left      string   `json:"left,omitempty"`
}

// Counts counts rows by what became of them.
type Counts struct {
	Questions int `json:"questions"`
	Answered  int `json:"answered"`
	Kept      int `json:"kept"`
	Person    int `json:"person"`
	Shut      int `json:"shut"`
	Differs   int `json:"differs"` // answers at odds with the catalog
	Cells     int `json:"cells"`   // that were written
}

// ReasonCount is how many rows a person must answer for one reason.
type ReasonCount struct {
	Reason match.Reason `json:"reason"`
	Rows   int          `json:"rows"`
}

// ReportRow is what became of one row.
type ReportRow struct {
	Sheet      string       `json:"sheet"`
	Cell       string       `json:"cell"`
	ID         string       `json:"id,omitempty"`
	Section    string       `json:"section,omitempty"`
	Question   string       `json:"question"`
	Status     Status       `json:"status"`
	Answer     string       `json:"answer,omitempty"`
	Comment    string       `json:"comment,omitempty"`
	Library    string       `json:"library_answer,omitempty"` // id of the prepared answer
	Controls   []string     `json:"controls,omitempty"`
	Evidence   []Proof      `json:"evidence,omitempty"`
	Topic      string       `json:"topic,omitempty"`
	Score      float64      `json:"score,omitempty"`
	Second     string       `json:"second_topic,omitempty"`
	Margin     float64      `json:"margin,omitempty"`
	Reason     match.Reason `json:"reason,omitempty"`
	Because    string       `json:"because,omitempty"`
	Suggestion string       `json:"suggestion,omitempty"`
	Differs    string       `json:"differs,omitempty"`
	Notes      []string     `json:"notes,omitempty"`
}

// Proof is a piece of evidence behind an answer.
type Proof struct {
	ID        string `json:"id"`
	Collected string `json:"collected,omitempty"`   // a date
	ValidTo   string `json:"valid_until,omitempty"` // a date
	AgeDays   int    `json:"age_days"`
}

// Report says what became of the rows at an instant.
func (f *Filling) Report(at time.Time, audience string, o Overwrite) *Report {
	q := f.Questionnaire
	out := &Report{Schema: "candor-fill/1", AsOf: at, Audience: audience, Overwrite: o, Fingerprint: q.Fingerprint, Sheets: Layouts(q), Remarks: Remarks(q), Rows: []ReportRow{}, Reasons: []ReasonCount{}}
	reasons := map[match.Reason]int{}
	out.Counts.Cells = len(f.Changes)
	for _, r := range f.Rows {
		out.Counts.add(r)
		row := r.report(at)
		if r.Status == Person {
			reasons[row.Reason]++
		}
		out.Rows = append(out.Rows, row)
	}
	for reason, n := range reasons {
		out.Reasons = append(out.Reasons, ReasonCount{reason, n})
	}
	slices.SortFunc(out.Reasons, func(a, b ReasonCount) int {
		return cmp.Or(b.Rows-a.Rows, cmp.Compare(a.Reason, b.Reason))
	})
	return out
}

// add counts a row.
func (c *Counts) add(r *Row) {
	c.Questions++
	switch r.Status {
	case Answered:
		c.Answered++
	case Kept:
		c.Kept++
	case Person:
		c.Person++
	case Shut:
		c.Shut++
	}
	if r.Differs != "" {
		c.Differs++
	}
}

// OfTheFile is why rows need a person where the catalog has an answer, but the file
// has no cell that takes it.
const OfTheFile match.Reason = "cell"

// report is a row as it is reported.
func (r *Row) report(at time.Time) ReportRow {
	out := ReportRow{
		Sheet: r.Sheet, Cell: r.Cell, ID: r.ID, Section: r.Section, Question: r.Question, Status: r.Status, Answer: r.Answer, Comment: r.Comment,
		Because: r.Because, Suggestion: r.Suggestion, Differs: r.Differs, Notes: r.Notes,
	}
	if r.Status == Person {
		if out.Reason = r.Response.Reason; out.Reason == "" {
			out.Reason = OfTheFile
		}
	}
	if c := r.Response.Reading.Candidates; len(c) > 0 {
		out.Topic, out.Score, out.Margin = c[0].Topic, thousandths(c[0].Score), thousandths(r.Response.Reading.Margin)
		if len(c) > 1 {
			out.Second = c[1].Topic
		}
	}
	if a := r.Response.Answer; a != nil {
		out.Library = a.ID
		for _, c := range a.Behind {
			out.Controls = append(out.Controls, c.ID)
		}
		for _, e := range a.Evidence {
			p := Proof{ID: e.Key, Collected: date(e.Collected), ValidTo: date(valid(e))}
			if !e.Collected.IsZero() {
				p.AgeDays = int(at.Sub(e.Collected).Hours() / 24)
			}
			out.Evidence = append(out.Evidence, p)
		}
	}
	return out
}

// valid returns when a piece of evidence stops to count; zero: never.
func valid(e *disclose.Evidence) time.Time {
	return period.Sooner(period.Sooner(e.ValidUntil, e.StaleAt), e.Expires)
}

func thousandths(x float64) float64 { return math.Round(x*1000) / 1000 }

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
