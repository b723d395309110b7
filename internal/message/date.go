package message

import (
	"strconv"
	"strings"
	"time"
)

// Date writes a time as a day: "21 November 2026", in UTC.
func (w *Words) Date(t time.Time) string {
	if t.IsZero() {
		return w.plain("date.unknown")
	}
	t = t.UTC()
	since := t.Unix() / secondsOfDay
	if since <= 0 {
		return w.date(t)
	}
	slot := &w.days[since%int64(len(w.days))]
	if d := slot.Load(); d != nil && d.since == since {
		return d.said
	}
	said := w.date(t)
	slot.Store(&day{since, said})
	return said
}

// day is a day that was written: how many days after that of the Unix epoch it is,
// and how it reads. A portal says few days, and those often.
type day struct {
	since int64
	said  string
}

const secondsOfDay = 24 * 60 * 60

func (w *Words) date(t time.Time) string {
	year, month, day := t.Date()
	return w.Text("date.day", "Day", strconv.Itoa(day), "Month", w.months[month-1], "Year", strconv.Itoa(year))
}

// DateTime writes a time to the minute: "21 November 2026, 12:34 UTC".
func (w *Words) DateTime(t time.Time) string {
	if t.IsZero() {
		return w.plain("date.unknown")
	}
	return w.Text("date.minute", "Date", w.Date(t), "Time", t.UTC().Format("15:04"))
}

// Month writes a month: "November 2026", in UTC.
func (w *Words) Month(t time.Time) string {
	if t.IsZero() {
		return w.plain("date.unknown")
	}
	t = t.UTC()
	return w.Text("date.month", "Month", w.months[t.Month()-1], "Year", t.Year())
}

// Age says how long one time lies before or behind another, in whole minutes,
// hours, days, months or years: "3 days". It is for people; nothing is decided by
// it.
func (w *Words) Age(from, to time.Time) string {
	if from.IsZero() || to.IsZero() {
		return w.plain("date.unknown")
	}
	d := to.Sub(from).Abs()
	n, unit := int(d.Hours()/24), "days"
	switch {
	case n >= 730:
		n, unit = n/365, "years"
	case n >= 60:
		n, unit = n/30, "months"
	case n < 2 && d >= time.Hour:
		n, unit = int(d.Hours()), "hours"
	case d < time.Hour:
		n, unit = int(d.Minutes()), "minutes"
	}
	of := age{unit, n}
	if said, ok := w.ages.Load(of); ok {
		return said.(string)
	}
	said := w.Text("date."+unit, "Count", n)
	w.ages.Store(of, said)
	return said
}

// age is how long something lasts, in whole units, of which there are a few
// hundred: a time.Duration holds 292 years at the most.
type age struct {
	unit string
	n    int
}

// Number writes a number with the decimal sign of the language, with as many
// digits behind it as given.
func (w *Words) Number(x float64, digits int) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', digits, 64), ".", w.decimal, 1)
}

// Bytes writes a number of bytes, in powers of 1000.
func (w *Words) Bytes(n int64) string {
	for _, unit := range []struct {
		size float64
		key  string
	}{{1e9, "number.gigabytes"}, {1e6, "number.megabytes"}, {1e3, "number.kilobytes"}} {
		if float64(n) >= unit.size {
			return w.Text(unit.key, "Number", w.Number(float64(n)/unit.size, 1))
		}
	}
	return w.Text("number.bytes", "Count", int(n))
}
