package twin

import (
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/outlook"
	"github.com/candor-site/candor/internal/route"
)

// The names of the documents about time, below route.API.
const (
	calendarName  = "calendar.json"
	freshnessName = "freshness.json"
)

// calendarDocument is calendar.json.
type calendarDocument struct {
	head
	Entries []entryJSON `json:"entries" jsonschema:"what comes when, by date; what is past and not done first"`
}

// entryJSON is one date.
type entryJSON struct {
	Kind      string   `json:"kind" jsonschema:"evidence-due, evidence-end, certificate-end, validity-end, page-review, answer-review, document-end, exception-end, subprocessor, announcement, contact-end or framework-withdrawn"`
	ID        string   `json:"id" jsonschema:"unique among the entries of its kind"`
	Title     string   `json:"title" jsonschema:"for people"`
	URL       string   `json:"url" jsonschema:"absolute address of the page that says more"`
	Day       string   `json:"day" jsonschema:"ISO 8601 date"`
	At        *instant `json:"at" jsonschema:"from when on it is past"`
	Past      bool     `json:"past" jsonschema:"at the time of this document"`
	Routine   bool     `json:"routine" jsonschema:"a program sees to it at least once a month; calendar.ics leaves it out until it is late"`
	Announced *instant `json:"announced" jsonschema:"of a subprocessor: when it was announced; null: no date"`
	Controls  []string `json:"controls" jsonschema:"ids of the controls that it bears on"`
}

// calendar is calendar.json.
func (w *writer) calendar() any {
	out := calendarDocument{head: w.head(schemaCalendar), Entries: make([]entryJSON, 0, len(w.agenda))}
	for _, e := range w.agenda {
		out.Entries = append(out.Entries, entryJSON{
			string(e.Kind), e.ID, e.Title, w.absolute(e.Route), e.Day.Format(time.DateOnly), when(e.At), e.Past, e.Routine, when(e.Since), full(e.Controls),
		})
	}
	return out
}

// freshnessDocument is freshness.json.
type freshnessDocument struct {
	head
	Controls  int         `json:"controls" jsonschema:"how many there are"`
	Satisfied int         `json:"satisfied" jsonschema:"those that are satisfied now"`
	Ageless   int         `json:"ageless" jsonschema:"satisfied ones that age alone never changes"`
	Days      []dayJSON   `json:"days" jsonschema:"how many would still be satisfied on each of the 90 days to come if nothing were collected"`
	Aging     []agingJSON `json:"aging" jsonschema:"the controls: those whose evidence does not count first, then by date, those that do not age last"`
}

// dayJSON is one of the days to come.
type dayJSON struct {
	At        *instant `json:"at" jsonschema:"instant"`
	Satisfied int      `json:"satisfied" jsonschema:"controls"`
	Lost      int      `json:"lost" jsonschema:"since the day before"`
}

// agingJSON is how one control ages.
type agingJSON struct {
	ID         string     `json:"id" jsonschema:"of the control"`
	URL        string     `json:"url" jsonschema:"absolute address of its page"`
	State      string     `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
	Band       string     `json:"band" jsonschema:"lapsed, dated or ageless"`
	FreshUntil *instant   `json:"fresh_until" jsonschema:"when age alone may change the state; null: never"`
	NextDue    *instant   `json:"next_due" jsonschema:"when the first of its evidence is due; null: no date"`
	Evidence   []agesJSON `json:"evidence" jsonschema:"what it needs, in the order of the catalog"`
}

// agesJSON is how a piece of evidence ages for one control.
type agesJSON struct {
	ID        string   `json:"id" jsonschema:"of the evidence"`
	Freshness string   `json:"freshness" jsonschema:"fresh, due, stale, expired, missing, undated, undated-event, future, conflict or incomplete"`
	DueAt     *instant `json:"due_at" jsonschema:"end of its period; null: no date"`
	ExpiresAt *instant `json:"expires_at" jsonschema:"when it counts no more; null: no date"`
}

// freshness is freshness.json.
func (w *writer) freshness() any {
	o := outlook.Of(w.view)
	out := freshnessDocument{
		head: w.head(schemaFreshness), Controls: o.Total, Satisfied: o.Green, Ageless: o.Kept,
		Days: make([]dayJSON, 0, len(o.Daily)), Aging: make([]agingJSON, 0, len(o.Rows)),
	}
	for d, n := range o.Daily {
		lost := 0
		if d > 0 {
			lost = o.Daily[d-1] - n
		}
		out.Days = append(out.Days, dayJSON{when(o.AsOf.AddDate(0, 0, d)), n, lost})
	}
	for _, r := range o.Rows {
		c := r.Control
		out.Aging = append(out.Aging, agingJSON{c.ID, w.absolute(route.OfControl(c.ID)), c.State, string(r.Band), when(c.FreshUntil), when(r.Due), ages(c.Evidence)})
	}
	return out
}

// ages says how the evidence of a control ages.
func ages(list []disclose.Observation) []agesJSON {
	out := make([]agesJSON, 0, len(list))
	for _, o := range list {
		out = append(out, agesJSON{o.ID, o.Freshness, when(o.DueAt), when(o.Expires)})
	}
	return out
}
