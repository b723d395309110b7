package message

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
)

// Value says a value of a control with its sense, as [parameter.Value.String]
// does in English: "mindestens 90 Tage". Names that the site gives, of events,
// tools, groups, stay as they are written.
func (w *Words) Value(v parameter.Value) string {
	switch v.Word {
	case parameter.Unstated, parameter.Negotiable:
		return w.plain("value." + v.Word)
	case parameter.All:
		if v.Type == parameter.Ports {
			return w.plain("value.all-ports")
		}
		return w.plain("value.all")
	}
	switch v.Type {
	case parameter.Count, parameter.CountOrAll:
		return w.compared(v.Op, "value.fewer-than", w.Number(v.Number, -1))
	case parameter.Quantity:
		return w.compared(v.Op, "value.less-than", w.quantity(v))
	case parameter.Uptime:
		said := w.compared(v.Op, "value.less-than", w.quantity(v))
		if !v.Period.IsZero() {
			said = w.Text("value.over", "Value", said, "Period", w.Period(v.Period))
		}
		return said
	case parameter.Version, parameter.Standard, parameter.Standards, parameter.Date:
		return w.sense(v, "value.or-later", "value.or-earlier")
	}
	return w.sense(v, "value.at-least", "value.at-most")
}

// sense puts the sense of a value around it.
func (w *Words) sense(v parameter.Value, least, most string) string {
	switch v.Sense {
	case parameter.AtLeast:
		return w.Text(least, "Value", w.bare(v))
	case parameter.AtMost:
		return w.Text(most, "Value", w.bare(v))
	}
	return w.bare(v)
}

// compared puts a comparison in words.
func (w *Words) compared(op, below, said string) string {
	key := map[string]string{">=": "value.at-least", "<=": "value.at-most", ">": "value.more-than", "<": below}[op]
	if key == "" {
		return said
	}
	return w.Text(key, "Value", said)
}

// quantity says a number with its unit.
func (w *Words) quantity(v parameter.Value) string {
	number := w.Number(v.Number, -1)
	switch v.Unit {
	case "percent":
		return number + "%"
	case "s":
		n := 2 // a part of a second is told as several are
		if v.Number == math.Trunc(v.Number) {
			n = int(v.Number)
		}
		return w.Text("value.seconds", "Count", n, "Number", number)
	}
	return strings.TrimSpace(number + " " + v.Unit)
}

// bare says a value without its sense.
func (w *Words) bare(v parameter.Value) string {
	switch v.Type {
	case parameter.Bool:
		if v.Raw == true {
			return w.plain("value.yes-word")
		}
		return w.plain("value.no-word")
	case parameter.Duration, parameter.Retention:
		return w.Period(v.Period)
	case parameter.Frequency:
		if v.Schedule != nil {
			return w.schedule(*v.Schedule)
		}
	case parameter.Date:
		if t, err := period.ParseDate(fmt.Sprint(v.Raw), time.UTC); err == nil {
			return w.Date(t)
		}
	case parameter.Ports:
		if list, ok := v.Raw.([]any); ok && len(list) == 0 {
			return w.plain("value.no-ports")
		}
	case parameter.Standard:
		return w.standard(v.Raw)
	case parameter.Transfer:
		if m, ok := v.Raw.(map[string]any); ok {
			return w.Text("value.transfer", "From", fmt.Sprint(m["from"]), "To", fmt.Sprint(m["to"]))
		}
	case parameter.Standards:
		if list, ok := v.Raw.([]any); ok {
			said := make([]string, len(list))
			for i, item := range list {
				said[i] = w.standard(item)
			}
			return w.List(said)
		}
	}
	return w.tree(v.Raw)
}

// standard says {name, version}.
func (w *Words) standard(raw any) string {
	m, ok := raw.(map[string]any)
	if !ok {
		return w.tree(raw)
	}
	return strings.TrimSpace(w.tree(m["name"]) + " " + w.tree(m["version"]))
}

// tree says a plain value without knowing its type.
func (w *Words) tree(raw any) string {
	switch r := raw.(type) {
	case []any:
		if len(r) == 0 {
			return w.plain("value.none")
		}
		said := make([]string, len(r))
		for i, item := range r {
			said[i] = w.tree(item)
		}
		return w.List(said)
	case map[string]any:
		var said []string
		for _, key := range slices.Sorted(maps.Keys(r)) {
			said = append(said, key+": "+w.tree(r[key]))
		}
		return strings.Join(said, ", ")
	case int64:
		return strconv.FormatInt(r, 10)
	case float64:
		return w.Number(r, -1)
	case nil:
		return ""
	}
	return fmt.Sprint(raw)
}

// List says words one after another: "a, b and c".
func (w *Words) List(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return w.Text("value.and", "List", strings.Join(words[:n-1], ", "), "Last", words[n-1])
	}
}

// Period says how long: "90 days", "1 year and 6 months".
func (w *Words) Period(p period.Period) string {
	hours, rest := int(p.Clock/time.Hour), p.Clock%time.Hour
	minutes, seconds := int(rest/time.Minute), rest%time.Minute
	var said []string
	for _, part := range []struct {
		n   int
		key string
	}{
		{p.Years, "date.years"}, {p.Months, "date.months"}, {p.Weeks, "value.weeks"}, {p.Days, "date.days"}, {hours, "date.hours"}, {minutes, "date.minutes"},
	} {
		if part.n != 0 {
			said = append(said, w.Text(part.key, "Count", part.n))
		}
	}
	if seconds != 0 {
		said = append(said, w.quantity(parameter.Value{Number: seconds.Seconds(), Unit: "s"}))
	}
	if len(said) == 0 {
		return w.plain("value.no-time")
	}
	return w.List(said)
}

// adverbs are the periods that have a word of their own.
var adverbs = map[period.Period]string{
	{Clock: time.Hour}: "value.hourly", {Days: 1}: "value.daily", {Weeks: 1}: "value.weekly", {Months: 1}: "value.monthly", {Years: 1}: "value.yearly",
}

// schedule says how often.
func (w *Words) schedule(s period.Schedule) string {
	keys := map[period.Basis]string{
		period.PerEvent: "value.event-each", period.OnEvent: "value.event-after", period.BeforeEvent: "value.event-before", period.ForEach: "value.event-one",
	}
	switch s.Basis {
	case period.Every:
		return w.every(s.Period)
	case period.Continuous:
		return w.plain("value.continuous")
	case period.Unscheduled:
		if w.Has("value." + s.Event) {
			return w.plain("value." + s.Event)
		}
		return w.plain("value.unstated")
	}
	said := w.Text(keys[s.Basis], "Event", period.EventName(s.Event))
	if !s.Within.IsZero() {
		said = w.Text("value.within", "Value", said, "Period", w.Period(s.Within))
	}
	return said
}

// every says a period as a frequency; years and months together in months.
func (w *Words) every(p period.Period) string {
	if key := adverbs[p]; key != "" {
		return w.plain(key)
	}
	if p.IsZero() {
		return w.plain("value.no-interval")
	}
	if p.Years != 0 && p.Months != 0 {
		p.Months, p.Years = p.Months+12*p.Years, 0
	}
	return w.Text("value.every", "Period", w.Period(p))
}
