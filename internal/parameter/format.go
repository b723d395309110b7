package parameter

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/period"
)

// String formats the value for people, with its sense where it has one: "90
// days", "every 6 months", "TLS 1.2 or later", "at least 2", "500 ms". A sense
// of exactly is silent. The zero Value is "".
func (v Value) String() string {
	if v.Speaker != nil {
		return v.Speaker.Value(v)
	}
	switch v.Word {
	case Unstated:
		return "not stated"
	case Negotiable:
		return "negotiable"
	case All:
		if v.Type == Ports {
			return "all ports"
		}
		return "all"
	}
	switch v.Type {
	case Count, CountOrAll:
		return formatOp(v.Op, "fewer than", formatNumber(v.Number))
	case Quantity:
		return formatOp(v.Op, "less than", formatQuantity(v.Number, v.Unit))
	case Uptime:
		text := formatOp(v.Op, "less than", formatQuantity(v.Number, v.Unit))
		if !v.Period.IsZero() {
			text += " over " + v.Period.Human()
		}
		return text
	case Version, Standard, Standards, Date:
		return v.plain() + map[Sense]string{AtLeast: " or later", AtMost: " or earlier"}[v.Sense]
	}
	return map[Sense]string{AtLeast: "at least ", AtMost: "at most "}[v.Sense] + v.plain()
}

// FormatRaw formats a plain value of a type for people, as [Value.String]
// does; a value that is not of the type is formatted as it stands.
func FormatRaw(t Type, raw any) string {
	v, err := Parse(t, raw)
	if err != nil {
		return formatPlain(raw)
	}
	return v.String()
}

// Format formats another plain value of the same type, in the same language.
func (v Value) Format(raw any) string {
	other, err := Parse(v.Type, raw)
	if err != nil {
		return formatPlain(raw)
	}
	other.Speaker = v.Speaker
	return other.String()
}

// plain formats the value without its sense.
func (v Value) plain() string {
	switch v.Type {
	case Bool:
		if v.Raw == true {
			return "yes"
		}
		return "no"
	case Duration, Retention:
		return v.Period.Human()
	case Frequency:
		if v.Schedule != nil {
			return v.Schedule.Human()
		}
	case Date:
		return formatDate(v.Raw)
	case Ports:
		if list, ok := v.Raw.([]any); ok && len(list) == 0 {
			return "no ports"
		}
	case Standard:
		return formatStandard(v.Raw)
	case Standards:
		return Enumerate(v.items(), "and")
	case AccessMap:
		return formatAccess(v.Raw)
	case Transfer:
		if m, ok := v.Raw.(map[string]any); ok {
			return fmt.Sprintf("%v to %v", m["from"], m["to"])
		}
	}
	return formatPlain(v.Raw)
}

// items returns the items of a list, each formatted for people, and one item
// for any other value.
func (v Value) items() []string {
	list, ok := v.Raw.([]any)
	if !ok {
		return []string{v.String()}
	}
	out := make([]string, len(list))
	for i, item := range list {
		if v.Type == Standards {
			out[i] = formatStandard(item)
		} else {
			out[i] = formatPlain(item)
		}
	}
	return out
}

// formatPlain formats a plain value without knowing its type.
func formatPlain(raw any) string {
	switch r := raw.(type) {
	case nil:
		return ""
	case string:
		return r
	case bool:
		return strconv.FormatBool(r)
	case []any:
		items := make([]string, len(r))
		for i, item := range r {
			items[i] = formatPlain(item)
		}
		if len(items) == 0 {
			return "none"
		}
		return Enumerate(items, "and")
	case map[string]any:
		return formatAccess(r)
	}
	if n, ok := number(raw); ok {
		return formatNumber(n)
	}
	return fmt.Sprint(raw)
}

// formatAccess formats a mapping as "metrics: read, orchestration: write", by
// key.
func formatAccess(raw any) string {
	m, ok := raw.(map[string]any)
	if !ok {
		return formatPlain(raw)
	}
	items := make([]string, 0, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		items = append(items, key+": "+formatPlain(m[key]))
	}
	return strings.Join(items, ", ")
}

// formatStandard formats {name, version} as "PCI DSS 4.0".
func formatStandard(raw any) string {
	m, ok := raw.(map[string]any)
	if !ok {
		return formatPlain(raw)
	}
	return strings.TrimSpace(formatPlain(m["name"]) + " " + formatPlain(m["version"]))
}

// formatDate formats YYYY-MM-DD as "5 August 2022".
func formatDate(raw any) string {
	text := formatPlain(raw)
	t, err := period.ParseDate(text, nil)
	if err != nil {
		return text
	}
	return t.Format("2 January 2006")
}

// formatOp puts a comparison in words.
func formatOp(op, below, text string) string {
	switch op {
	case ">=":
		return "at least " + text
	case "<=":
		return "at most " + text
	case ">":
		return "more than " + text
	case "<":
		return below + " " + text
	}
	return text
}

// formatQuantity formats a number with its unit: "500 ms", "60 seconds",
// "100%".
func formatQuantity(n float64, unit string) string {
	number := formatNumber(n)
	switch said := embedded().Units[unit]; {
	case said == "%":
		return number + said
	case said == "seconds" && n == 1:
		return number + " second"
	case said != "":
		return number + " " + said
	}
	return strings.TrimSpace(number + " " + unit)
}

func formatNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
