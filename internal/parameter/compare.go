package parameter

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/period"
)

// Ops lists the operators by which one value may be held against another: the
// four orders, the same, and for lists "in" (all of the first are among the
// second) and "contains" (the other way round).
var Ops = []string{"<=", ">=", "<", ">", "==", "in", "contains"}

// Holds reports whether two values keep to an operator of [Ops], whatever names
// they have: 60 s is less than PT2H, and a rhythm is as long as its period.
// What happens continuously leaves no time in between. Where values cannot be
// held against each other, why says so, in words that complete "cannot be
// compared: ", and holds is false.
//
// Periods are compared without a calendar, see [period.Compare].
func Holds(a Value, op string, b Value) (holds bool, why string) {
	for _, v := range []Value{a, b} {
		if v.IsUnstated() {
			return false, "the " + string(v.Type) + " of one is not stated"
		}
	}
	switch op {
	case "in":
		return within(a, b)
	case "contains":
		return within(b, a)
	case "==":
		return Same(a, b), ""
	}
	order, why := compare(a, b)
	if why != "" {
		return false, why
	}
	switch op {
	case "<=":
		holds = order <= 0
	case ">=":
		holds = order >= 0
	case "<":
		holds = order < 0
	case ">":
		holds = order > 0
	default:
		return false, "there is no operator " + quote(op)
	}
	if holds && open(a, op) {
		return false, fmt.Sprintf("%s leaves the other side open", a.String())
	}
	return holds, ""
}

// open reports whether a bound says nothing of the side that an operator asks
// about: "at least 60 seconds" may be two hours.
func open(v Value, op string) bool {
	up := v.Sense == AtLeast || v.Op == ">"
	down := v.Sense == AtMost || v.Op == "<"
	return up && strings.HasPrefix(op, "<") || down && strings.HasPrefix(op, ">")
}

// Same reports whether two values say the same: lists whatever their order,
// periods whatever their units, counts with their comparison.
func Same(a, b Value) bool {
	if a.Word != "" || b.Word != "" {
		return a.Word == b.Word
	}
	if hasOp(a.Type) && hasOp(b.Type) && said(a.Op) != said(b.Op) {
		return false
	}
	if order, why := compare(a, b); why == "" {
		return order == 0
	}
	if x, y := a.members(), b.members(); x != nil && y != nil {
		x, y = slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))
		return slices.Equal(x, y)
	}
	if a.Schedule != nil && b.Schedule != nil {
		return a.Schedule.Basis == b.Schedule.Basis && a.Schedule.Event == b.Schedule.Event
	}
	return reflect.DeepEqual(a.Raw, b.Raw)
}

// said is the comparison of a value; none is the value itself.
func said(op string) string {
	if op == "" {
		return "=="
	}
	return op
}

// Length formats a value as how long or how much it is: the period of a
// frequency ("1 day", not "daily"), all else as [Value.String] does.
func (v Value) Length() string {
	if v.Type == Frequency && v.Word == "" && !v.Period.IsZero() {
		return v.Period.Human()
	}
	return v.String()
}

// compare orders two values; why says why they have no order.
func compare(a, b Value) (order int, why string) {
	for _, v := range []Value{a, b} {
		if v.Word != "" {
			return 0, "one of them is " + v.String()
		}
	}
	if x, ok := a.Span(); ok {
		if y, ok := b.Span(); ok {
			return period.Compare(x, y), ""
		}
	}
	if x, ok := a.amount(); ok {
		if y, ok := b.amount(); ok && a.Unit == b.Unit {
			return compareFloat(x, y), ""
		}
	}
	switch {
	case a.Type == Version && b.Type == Version:
		return compareVersions(a.String(), b.String()), ""
	case a.Type == Date && b.Type == Date:
		return strings.Compare(formatPlain(a.Raw), formatPlain(b.Raw)), ""
	}
	return 0, fmt.Sprintf("%s and %s have no common measure", a.Length(), b.Length())
}

// Span is how long a value is, where it is a length of time or a rhythm with one.
func (v Value) Span() (period.Period, bool) {
	switch v.Type {
	case Duration, Retention:
		return v.Period, true
	case Frequency:
		if v.Schedule == nil || v.Schedule.Basis != period.Every && v.Schedule.Basis != period.Continuous {
			return period.Period{}, false
		}
		return v.Period, true
	case Quantity:
		switch v.Unit {
		case "s":
			return period.Period{Clock: time.Duration(v.Number * float64(time.Second))}, true
		case "ms":
			return period.Period{Clock: time.Duration(v.Number * float64(time.Millisecond))}, true
		}
	}
	return period.Period{}, false
}

// amount is the number of a value that counts or measures something else than
// time.
func (v Value) amount() (float64, bool) {
	switch v.Type {
	case Int, Count, CountOrAll, Quantity, Uptime:
		return v.Number, true
	case SettingValue:
		return number(v.Raw)
	}
	return 0, false
}

func compareFloat(x, y float64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// compareVersions compares versions part by part: numbers as numbers, others as
// text; 1.2 comes before 1.2.1.
func compareVersions(a, b string) int {
	parts := func(text string) []string {
		return strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == '-' || r == ' ' })
	}
	return slices.CompareFunc(parts(a), parts(b), func(x, y string) int {
		m, errX := strconv.Atoi(x)
		n, errY := strconv.Atoi(y)
		if errX == nil && errY == nil {
			return m - n
		}
		return strings.Compare(x, y)
	})
}

// within reports whether all that a names is among what b names.
func within(a, b Value) (holds bool, why string) {
	switch {
	case b.Word == All:
		return true, ""
	case a.Word == All:
		return false, ""
	}
	x, y := a.members(), b.members()
	if x == nil || y == nil {
		return false, fmt.Sprintf("%s and %s are not both lists", a.String(), b.String())
	}
	for _, item := range x {
		if !slices.Contains(y, item) {
			return false, ""
		}
	}
	return true, ""
}

// members are the names, ports or standards that a value lists, one for a
// single name; nil for a value that names nothing.
func (v Value) members() []string {
	switch v.Type {
	case ID, IDs, IDOrIDs, Ports, Standard, Standards, Peer:
		if list, ok := v.Raw.([]any); ok && len(list) == 0 {
			return []string{}
		}
		if v.Word == "" {
			return v.items()
		}
	}
	return nil
}
