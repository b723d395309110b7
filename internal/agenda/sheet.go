package agenda

import "time"

// Sheet is an agenda by month, as a page shows it.
type Sheet struct {
	Total  int
	Late   []Line  // duties whose date has passed, the oldest first
	LateN  int     // entries of those
	Months []Month // that have a line, in order
	Kinds  []Tally // of what is yet to come, without zeros
}

// Month is the lines of one month.
type Month struct {
	Begins time.Time // the first day of the month, in UTC
	N      int       // entries
	Lines  []Line
}

// Line is what happens on one day: the entries of one kind.
type Line struct {
	Day     time.Time
	Kind    Kind
	Entries []Entry
	Ends    time.Time // when the first of them is past
}

// Tally is a number of entries of one kind.
type Tally struct {
	Kind Kind
	N    int
}

// NewSheet lays entries out by month.
func NewSheet(entries []Entry) *Sheet {
	s := &Sheet{Total: len(entries)}
	n := map[Kind]int{}
	for _, e := range entries {
		if e.Past {
			s.Late, s.LateN = added(s.Late, e), s.LateN+1
			continue
		}
		n[e.Kind]++
		begins := e.Day.AddDate(0, 0, 1-e.Day.Day())
		if last := len(s.Months) - 1; last < 0 || !s.Months[last].Begins.Equal(begins) {
			s.Months = append(s.Months, Month{Begins: begins})
		}
		m := &s.Months[len(s.Months)-1]
		m.N++
		m.Lines = added(m.Lines, e)
	}
	for _, k := range Kinds {
		if n[k] > 0 {
			s.Kinds = append(s.Kinds, Tally{k, n[k]})
		}
	}
	return s
}

// added adds an entry to the line of its day and kind. Entries come in order.
func added(lines []Line, e Entry) []Line {
	if n := len(lines) - 1; n >= 0 && lines[n].Kind == e.Kind && lines[n].Day.Equal(e.Day) {
		lines[n].Entries = append(lines[n].Entries, e)
		if e.At.Before(lines[n].Ends) {
			lines[n].Ends = e.At
		}
		return lines
	}
	return append(lines, Line{Day: e.Day, Kind: e.Kind, Entries: []Entry{e}, Ends: e.At})
}
