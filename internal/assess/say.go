package assess

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/trust"
)

// say formats an instant for people, in UTC, without what is not needed.
func say(t time.Time) string {
	t = t.UTC()
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02 15:04 UTC")
}

// count formats a number of things.
func count(n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// compare turns the relations of an assertion that read a parameter into
// claimed and measured values.
func compare(c *trust.Control, relations []rule.Comparison) []trust.Comparison {
	var out []trust.Comparison
	for _, r := range relations {
		if r.Parameter == "" {
			continue
		}
		claimed, measured, path := r.RightValue, r.LeftValue, r.Left
		if strings.Contains(r.Left, "p."+r.Parameter) {
			claimed, measured, path = r.LeftValue, r.RightValue, r.Right
		}
		if !strings.ContainsFunc(path, unicode.IsLetter) {
			continue // a constant beside a call: neither side was measured
		}
		text := value(claimed)
		if p, ok := c.Parameter(r.Parameter); ok {
			text = p.Value.String()
		}
		out = append(out, trust.Comparison{
			Parameter: r.Parameter,
			Claimed:   words(r.Parameter) + " " + text,
			Measured:  value(measured),
			Path:      path,
			Holds:     r.Holds,
			Textual:   textual(measured),
		})
	}
	return out
}

// textual reports whether a value is text or a tree.
func textual(v any) bool {
	switch v.(type) {
	case string, []any, map[string]any:
		return true
	}
	return false
}

// contradiction says in one sentence which values part, and once more without
// text that only the raw evidence holds. A value that a parameter claims comes
// before other values, and those before conditions that compare nothing.
func contradiction(c *trust.Control, r rule.Result) (detail, brief string) {
	const plain = "the evidence does not bear the claim out"
	decide := slices.DeleteFunc(slices.Clone(r.Comparisons), func(x rule.Comparison) bool { return !x.Decides })
	if claimed := compare(c, decide); len(claimed) > 0 {
		cmp := claimed[0]
		detail = fmt.Sprintf("claimed %s, measured %s in %s", cmp.Claimed, cmp.Measured, cmp.Path)
		if cmp.Textual {
			return detail, fmt.Sprintf("claimed %s; %s", cmp.Claimed, plain)
		}
		return detail, detail
	}
	if len(decide) > 0 {
		r := decide[0]
		must := "must be "
		if r.Holds {
			must = "must not be "
		}
		detail = fmt.Sprintf("measured %s in %s, which %s%s %s", value(r.LeftValue), r.Left, must, operator(r.Op), value(r.RightValue))
		if r.Op == "in" && strings.HasPrefix(r.Left, `"`) {
			detail = fmt.Sprintf("measured %s in %s, which %s %s", value(r.RightValue), r.Right, strings.Replace(must, "be ", "hold", 1), value(r.LeftValue))
		}
		if textual(r.LeftValue) || textual(r.RightValue) {
			return detail, plain
		}
		return detail, detail
	}
	if len(r.Facts) == 0 {
		return "the assertion does not hold", plain
	}
	// Presence often guards the condition beside it, which says more.
	i := max(0, slices.IndexFunc(r.Facts, func(f rule.Fact) bool { return f.Kind != rule.Present }))
	detail = sentence(r.Facts[i])
	return detail, detail
}

// sentence says a condition that compares nothing and speaks against a claim.
func sentence(f rule.Fact) string {
	items := count(int64(f.Size), "item")
	switch f.Kind {
	case rule.Present:
		if f.Was {
			return fmt.Sprintf("the evidence has %s, and must not", f.Text)
		}
		return "the evidence has no " + f.Text
	case rule.Some:
		return fmt.Sprintf("measured %s in %s, none with %s", items, f.List, f.Text)
	case rule.One:
		if f.Was {
			return fmt.Sprintf("measured %s in %s, just one with %s", items, f.List, f.Text)
		}
		return fmt.Sprintf("measured %s in %s, not just one with %s", items, f.List, f.Text)
	case rule.Every:
		return fmt.Sprintf("measured %s in %s, all with %s", items, f.List, f.Text)
	}
	return fmt.Sprintf("measured %s in %s, which must be %s", value(f.Was), f.Text, value(!f.Was))
}

func operator(op string) string {
	switch op {
	case "==":
		return "equal to"
	case "!=":
		return "other than"
	case "<":
		return "below"
	case "<=":
		return "at most"
	case ">":
		return "above"
	case ">=":
		return "at least"
	}
	return op
}

// value formats a plain value for a sentence.
func value(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		return strconv.Quote(v)
	case time.Time:
		return say(v)
	case time.Duration:
		return duration(v)
	case bool:
		if v {
			return "true"
		}
		return "false"
	case []any:
		parts := make([]string, 0, len(v))
		for _, it := range v {
			parts = append(parts, value(it))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		return fmt.Sprintf("a mapping of %s", count(int64(len(v)), "key"))
	}
	return fmt.Sprint(v)
}

func duration(d time.Duration) string {
	switch {
	case d != 0 && d%(24*time.Hour) == 0:
		return count(int64(d/(24*time.Hour)), "day")
	case d != 0 && d%time.Hour == 0:
		return count(int64(d/time.Hour), "hour")
	case d != 0 && d%time.Minute == 0:
		return count(int64(d/time.Minute), "minute")
	}
	return d.String()
}

// words turns a name such as min_version into words.
func words(name string) string { return strings.ReplaceAll(name, "_", " ") }
