package format

import (
	"time"

	"github.com/candor-site/candor/internal/plain"
)

// What of the language of formats other files use as well: how one value is
// read, where records stand, a test of a record, and where a time stands.
type (
	// Value says how one value is read.
	Value = value
	// Items says where records stand.
	Items = items
	// Condition is a test of a record.
	Condition = condition
	// Clock says where a time stands, and how it is written.
	Clock = clock
)

// Reader evaluates parts of the language over the records of one body, within
// the bounds that hold for one file.
type Reader struct{ c *context }

// NewReader returns a reader of times that, without a zone, are those of zone.
func NewReader(zone *time.Location) *Reader {
	return &Reader{&context{session: newSession(false), loc: zone, item: true}} // what one record holds is not kept for the next
}

// Items returns the records of a body.
func (r *Reader) Items(i *Items, body any) []any {
	list, _ := i.eval(r.c.at(body)).([]any)
	return list
}

// Holds reports whether a record meets all conditions.
func (r *Reader) Holds(list []Condition, record any) bool { return r.c.at(record).hold(list) }

// Value returns a value of a record, nil when it has none.
func (r *Reader) Value(v *Value, record any) any { return v.eval(r.c.at(record)) }

// Time returns the time of a record, and whether only its day is known: that of
// the first clock which can be read.
func (r *Reader) Time(list []Clock, record any) (t time.Time, day, ok bool) {
	s, ok := r.c.at(record).clock(list)
	return s.Time, s.Precision == precisionDay, ok
}

// Exceeded reports whether the bounds were not enough, so that nothing that was
// read may be used.
func (r *Reader) Exceeded() bool { return r.c.work.Exceeded }

// Work returns a new bound for one file.
func Work() *plain.Work { return &plain.Work{Left: maxSteps} }

// precisionDay is the precision of a time of which only the day is known.
const precisionDay = "day"
