package parameter

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/period"
)

// Funcs returns the functions that statement and answer templates may call
// beside those of the template language. Each takes a Value or a plain value:
//
//	every X           frequency or duration as a rhythm: "daily", "every 6 months"
//	period X          frequency or duration as a length: "1 day", "6 months"
//	list [WORD] X     items as "a, b and c", or with another word than and
//	join SEP X        items with SEP between them
//	count X           number of items, or the number of a count
//	upper, lower, title X
//	default D X       D where X is missing, empty or unstated
func Funcs() map[string]any {
	return map[string]any{
		"every":   every,
		"period":  length,
		"list":    list,
		"join":    join,
		"count":   count,
		"upper":   func(x any) string { return strings.ToUpper(say(x)) },
		"lower":   func(x any) string { return strings.ToLower(say(x)) },
		"title":   func(x any) string { return title(say(x)) },
		"default": fallback,
	}
}

// say formats a Value or a plain value for people.
func say(x any) string {
	switch x := x.(type) {
	case Value:
		return x.String()
	case []string:
		return Enumerate(x, "and")
	}
	return formatPlain(x)
}

// every formats how often: a frequency, a duration, or the text of either.
func every(x any) (string, error) {
	switch x := x.(type) {
	case Value:
		if x.Word == "" && x.Schedule == nil && !x.Period.IsZero() {
			return x.Period.Every(), nil
		}
		if x.Word != "" || x.Schedule != nil {
			return x.String(), nil
		}
	case string:
		s, err := period.ParseSchedule(x)
		if err != nil {
			return "", fmt.Errorf("every: %w", err)
		}
		return s.Human(), nil
	}
	return "", fmt.Errorf("every: a frequency or a duration is expected, not %s", found(x))
}

// length formats how long: a duration, the period of a frequency, or the text
// of either.
func length(x any) (string, error) {
	switch x := x.(type) {
	case Value:
		switch {
		case x.Word != "" || x.Type == Duration || x.Type == Retention:
			return x.String(), nil
		case !x.Period.IsZero():
			return x.Period.Human(), nil
		}
	case string:
		p, err := period.Parse(x)
		if err != nil {
			return "", fmt.Errorf("period: %w", err)
		}
		return p.Human(), nil
	}
	return "", fmt.Errorf("period: a duration is expected, not %s", found(x))
}

// found describes what a function was given, for a message.
func found(x any) string {
	v, ok := x.(Value)
	switch {
	case !ok:
		return describe(x)
	case v.IsZero():
		return "nothing"
	}
	return fmt.Sprintf("%s of type %s", quote(v.String()), v.Type)
}

// items returns the items of a Value or of a plain value, each formatted.
func items(x any) []string {
	switch x := x.(type) {
	case nil:
		return nil
	case Value:
		if x.IsZero() {
			return nil
		}
		return x.items()
	case []string:
		return x
	case []any:
		out := make([]string, len(x))
		for i, item := range x {
			out[i] = say(item)
		}
		return out
	}
	return []string{say(x)}
}

// list formats items; the value is the last argument, as a pipe gives it.
func list(args ...any) (string, error) {
	conjunction := "and"
	if len(args) == 2 {
		conjunction = say(args[0])
	}
	if len(args) == 1 || len(args) == 2 {
		all := items(args[len(args)-1])
		if len(all) == 0 {
			return "none", nil
		}
		return Enumerate(all, conjunction), nil
	}
	return "", fmt.Errorf("list: one value is expected, and a word such as \"or\" before it if wanted")
}

func join(separator string, x any) string { return strings.Join(items(x), separator) }

// count returns how many items there are, or the number that a count holds.
func count(x any) (int, error) {
	switch y := x.(type) {
	case Value:
		if all, ok := y.Raw.([]any); ok {
			return len(all), nil
		}
		if m, ok := y.Raw.(map[string]any); ok && y.Type == AccessMap {
			return len(m), nil
		}
		if y.Word == "" && (y.Type == Count || y.Type == CountOrAll || y.Type == Int) {
			return int(y.Number), nil
		}
	case []any:
		return len(y), nil
	case []string:
		return len(y), nil
	case map[string]any:
		return len(y), nil
	}
	return 0, fmt.Errorf("count: a list or a count is expected, not %s", found(x))
}

// title puts the first letter of each word in capitals and leaves the rest, so
// that TLS stays TLS.
func title(text string) string {
	start := true
	return strings.Map(func(r rune) rune {
		was := start
		start = unicode.IsSpace(r)
		if was {
			return unicode.ToTitle(r)
		}
		return r
	}, text)
}

// fallback returns x, or d where x is missing, empty or unstated.
func fallback(d, x any) any {
	switch y := x.(type) {
	case nil:
		return d
	case string:
		if y == "" {
			return d
		}
	case []any:
		if len(y) == 0 {
			return d
		}
	case Value:
		if all, ok := y.Raw.([]any); y.IsZero() || y.IsUnstated() || ok && len(all) == 0 {
			return d
		}
	}
	return x
}
