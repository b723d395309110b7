package change

import (
	"cmp"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/snapshot"
)

// bound is one value of a parameter, with the side of it that keeps the claim.
type bound struct {
	value parameter.Value
	sense parameter.Sense
	text  string
}

// boundOf reads the value of a snapshot; comparator is the sense that the
// control states beside it. ok is false for a value that is not of its type.
func boundOf(p *snapshot.Parameter, comparator parameter.Sense) (bound, bool) {
	v, err := parameter.Parse(parameter.Type(p.Type), p.Value)
	if err != nil {
		return bound{}, false
	}
	if v.Sense == "" {
		v.Sense = parameter.Sense(p.Sense)
	}
	b := bound{value: v, sense: v.Sense, text: cmp.Or(p.Text, v.String())}
	switch v.Type {
	case parameter.Retention, parameter.Duration, parameter.Int, parameter.Version, parameter.IDs, parameter.IDOrIDs:
		b.sense = parameter.Sense(cmp.Or(string(b.sense), string(comparator)))
	case parameter.Count, parameter.CountOrAll, parameter.Quantity, parameter.Uptime:
		b.sense = map[string]parameter.Sense{">=": parameter.AtLeast, ">": parameter.AtLeast, "<=": parameter.AtMost, "<": parameter.AtMost, "==": parameter.Exactly}[v.Op]
	}
	return b, true
}

// stated reports whether the claim says a value: unstated and negotiable are
// none.
func (b bound) stated() bool {
	return b.value.Word != parameter.Unstated && b.value.Word != parameter.Negotiable
}

// order is how a new value lies to an old one.
type order struct {
	equal   bool
	greater bool     // more of it; with smaller: some more and some less
	smaller bool     // less of it
	added   []string // members of a set that are new
	removed []string // members of a set that are gone
}

var (
	same    = order{equal: true}
	greater = order{greater: true}
	smaller = order{smaller: true}
	other   = order{}
)

// byNumber turns the result of a comparison of old with new into an order.
func byNumber(c int) order {
	switch {
	case c < 0:
		return greater
	case c > 0:
		return smaller
	}
	return same
}

// compare says how a value lies to an older one of the same type; both are
// stated. Two values that differ in writing alone are equal.
func compare(old, now parameter.Value) order {
	if old.Word == parameter.All || now.Word == parameter.All {
		switch {
		case old.Word == now.Word:
			return same
		case now.Word == parameter.All:
			return greater
		}
		return smaller
	}
	switch now.Type {
	case parameter.Duration, parameter.Retention:
		return byPeriod(old.Period, now.Period)
	case parameter.Frequency:
		return byFrequency(old, now)
	case parameter.Int:
		return byNumber(cmp.Compare(old.Number, now.Number))
	case parameter.Count, parameter.CountOrAll, parameter.Quantity, parameter.Uptime:
		return byMeasure(old, now)
	case parameter.IDs, parameter.IDOrIDs, parameter.Ports:
		return byMembers(members(old.Raw), members(now.Raw))
	case parameter.Standards:
		return byStandards(old.Raw, now.Raw)
	case parameter.AccessMap:
		return byMembers(grants(old.Raw), grants(now.Raw))
	case parameter.Version, parameter.Date:
		return byVersion(old.Raw, now.Raw)
	case parameter.Peer:
		return byRange(old.Raw, now.Raw)
	}
	return byRank(now.Type, old.Raw, now.Raw)
}

// byRank compares words that have a rank, and tells anything else as equal or
// not.
func byRank(t parameter.Type, old, now any) order {
	if reflect.DeepEqual(old, now) {
		return same
	}
	words := table().Ranks[t]
	a, isText := old.(string)
	b, _ := now.(string)
	if i, j := slices.Index(words, a), slices.Index(words, b); isText && i >= 0 && j >= 0 {
		return byNumber(cmp.Compare(i, j))
	}
	return other
}

// byPeriod compares two periods. A month has 28 to 31 days and a year 365 or
// 366: where neither period is longer for certain, they are neither equal nor
// ordered.
func byPeriod(old, now period.Period) order {
	oldMonths, newMonths := 12*old.Years+old.Months, 12*now.Years+now.Months
	oldRest, newRest := rest(old), rest(now)
	if oldMonths == newMonths {
		return byNumber(cmp.Compare(oldRest, newRest))
	}
	oldShort, oldLong := extremes(oldMonths)
	newShort, newLong := extremes(newMonths)
	switch {
	case oldLong+oldRest < newShort+newRest:
		return greater
	case newLong+newRest < oldShort+oldRest:
		return smaller
	}
	return other
}

// rest is what a period holds beside months, as a time.
func rest(p period.Period) time.Duration {
	return time.Duration(p.Weeks*7+p.Days)*24*time.Hour + p.Clock
}

// The least and the greatest number of days of 0 to 11 months in a row.
var (
	leastDays    = [...]int{0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334}
	greatestDays = [...]int{0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337}
)

// extremes returns the least and the greatest length of some months.
func extremes(months int) (least, greatest time.Duration) {
	const day = 24 * time.Hour
	years, left := months/12, months%12
	return time.Duration(years*365+leastDays[left]) * day, time.Duration(years*365+(years+3)/4+greatestDays[left]) * day
}

// byFrequency compares how often something is done: as a period between two
// times. Continuous is more often than any period; what waits for an event is
// not to be compared with what does not.
func byFrequency(old, now parameter.Value) order {
	if old.Schedule == nil || now.Schedule == nil {
		return other
	}
	a, b := old.Schedule.Basis, now.Schedule.Basis
	switch {
	case a == period.Every && b == period.Every:
		return byPeriod(old.Period, now.Period)
	case a == period.Continuous && b == period.Every:
		return greater
	case a == period.Every && b == period.Continuous:
		return smaller
	case old.Schedule.String() == now.Schedule.String():
		return same
	}
	return other
}

// byMeasure compares numbers with their comparison and unit.
func byMeasure(old, now parameter.Value) order {
	a, ok := inUnit(old, now.Unit)
	if !ok || old.Period.IsZero() != now.Period.IsZero() || !byPeriod(old.Period, now.Period).equal {
		return other
	}
	if a != now.Number {
		return byNumber(cmp.Compare(a, now.Number))
	}
	switch one, two := cmp.Or(old.Op, "=="), cmp.Or(now.Op, "=="); {
	case one == two:
		return same
	case one == ">=" && two == ">", one == "<" && two == "<=":
		return greater
	case one == ">" && two == ">=", one == "<=" && two == "<":
		return smaller
	}
	return other
}

// inUnit returns the number of a value in another unit.
func inUnit(v parameter.Value, unit string) (float64, bool) {
	switch {
	case v.Unit == unit:
		return v.Number, true
	case v.Unit == "s" && unit == "ms":
		return v.Number * 1000, true
	case v.Unit == "ms" && unit == "s":
		return v.Number / 1000, true
	}
	return 0, false
}

// members returns the members of a list, or of one value, as text.
func members(raw any) []string {
	list, ok := raw.([]any)
	if !ok {
		return []string{parameter.FormatRaw(parameter.Text, raw)}
	}
	out := make([]string, 0, len(list))
	for _, item := range list {
		out = append(out, parameter.FormatRaw(parameter.Text, item))
	}
	return out
}

// byStandards compares sets of standards by their names: another version of one
// is neither more nor less.
func byStandards(old, now any) order {
	names := func(raw any) (names, whole []string) {
		list, _ := raw.([]any)
		for _, item := range list {
			m, _ := item.(map[string]any)
			names = append(names, parameter.FormatRaw(parameter.Text, m["name"]))
			whole = append(whole, parameter.FormatRaw(parameter.Standard, item))
		}
		return names, whole
	}
	a, wholeA := names(old)
	b, wholeB := names(now)
	if o := byMembers(a, b); !o.equal {
		return o
	}
	if !byMembers(wholeA, wholeB).equal {
		return other
	}
	return same
}

// grants returns what an access map grants, one right of one system each.
func grants(raw any) []string {
	var out []string
	m, _ := raw.(map[string]any)
	for system, right := range m {
		for _, word := range []string{"read", "write"} {
			if text, _ := right.(string); strings.Contains(text, word) {
				out = append(out, word+" "+system)
			}
		}
	}
	slices.Sort(out)
	return out
}

// byMembers compares two sets.
func byMembers(old, now []string) order {
	var o order
	for _, m := range now {
		if !slices.Contains(old, m) {
			o.added = append(o.added, m)
		}
	}
	for _, m := range old {
		if !slices.Contains(now, m) {
			o.removed = append(o.removed, m)
		}
	}
	slices.Sort(o.added)
	slices.Sort(o.removed)
	o.greater, o.smaller = len(o.added) > 0, len(o.removed) > 0
	o.equal = !o.greater && !o.smaller
	return o
}

// byVersion compares versions and dates number by number. What stands before
// and between the numbers must be the same.
func byVersion(old, now any) order {
	a, _ := old.(string)
	b, _ := now.(string)
	if a == b {
		return same
	}
	names, numbers := split(a)
	others, against := split(b)
	least := min(len(names), len(others))
	if len(numbers) == 0 || len(against) == 0 || !slices.Equal(names[:least], others[:least]) {
		return other
	}
	for len(numbers) < len(against) {
		numbers = append(numbers, 0)
	}
	for len(against) < len(numbers) {
		against = append(against, 0)
	}
	return byNumber(slices.Compare(numbers, against))
}

// split takes a version apart: the texts before each number, and the numbers.
// A version that ends in text, or has a number beyond 64 bits, has none.
func split(text string) (names []string, numbers []uint64) {
	const digits = "0123456789"
	for text != "" {
		at := strings.IndexAny(text, digits)
		if at < 0 {
			return nil, nil
		}
		names = append(names, text[:at])
		text = text[at:]
		rest := strings.TrimLeft(text, digits)
		n, err := strconv.ParseUint(text[:len(text)-len(rest)], 10, 64)
		if err != nil {
			return nil, nil
		}
		numbers, text = append(numbers, n), rest
	}
	return names, numbers
}

// byRange compares ranges of addresses: one that holds the other is greater.
func byRange(old, now any) order {
	if old == now {
		return same
	}
	a, _ := old.(string)
	b, _ := now.(string)
	one, err := netip.ParsePrefix(a)
	two, err2 := netip.ParsePrefix(b)
	if err != nil || err2 != nil {
		return other
	}
	switch {
	case two.Bits() < one.Bits() && two.Overlaps(one):
		return greater
	case one.Bits() < two.Bits() && one.Overlaps(two):
		return smaller
	}
	return other
}
