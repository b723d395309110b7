package relation

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/trust"
)

// sentence says of two values what is so: "the backup interval of 1 day is
// longer than the recovery point of 2 hours".
func (m meeting) sentence() string {
	l, r := named(m.left.name, m.leftValue.Value), named(m.right.name, bare(m.rightVal.Value))
	switch {
	case m.why != "":
		return fmt.Sprintf("the %s and the %s cannot be compared: %s%s", l, r, m.why, m.where)
	case m.op == "==":
		if m.holds {
			return fmt.Sprintf("%s: %s in both%s", m.left.name, m.leftValue.Value, m.where)
		}
		return fmt.Sprintf("%s: %s in %s, %s in %s%s", m.left.name, m.leftValue.Value, m.leftOf.ID, m.rightVal.Value, m.rightOf.ID, m.where)
	case m.op == "in":
		return m.among(l, r)
	case m.op == "contains":
		return m.among(r, l)
	}
	return fmt.Sprintf("the %s %s the %s%s", l, m.verb(), r, m.where)
}

// among says whether what one list names is among what another does.
func (m meeting) among(few, many string) string {
	if m.holds {
		return fmt.Sprintf("the %s are among the %s%s", few, many, m.where)
	}
	return fmt.Sprintf("the %s are not all among the %s%s", few, many, m.where)
}

// verb says how the two values stand to each other.
func (m meeting) verb() string {
	words := map[string][2]string{ // operator to what holds and what does not
		"<=": {"is within", "is more than"},
		">=": {"is no less than", "is less than"},
		"<":  {"is less than", "is not less than"},
		">":  {"is more than", "is not more than"},
	}[m.op]
	word := words[1]
	if m.holds {
		word = words[0]
	}
	if isLength(m.leftValue.Value) {
		word = strings.NewReplacer("more than", "longer than", "no less than", "no shorter than", "less than", "shorter than").Replace(word)
	}
	return word
}

// isLength reports whether a value is a length of time.
func isLength(v parameter.Value) bool {
	switch v.Type {
	case parameter.Duration, parameter.Retention, parameter.Frequency:
		return true
	case parameter.Quantity:
		return v.Unit != "percent"
	}
	return false
}

// named says a value with its name: "recovery point of 2 hours", or "recovery
// point (not stated)" where it is no plain length.
func named(name string, v parameter.Value) string {
	if v.Word == "" && isLength(v) && (!v.Period.IsZero() || v.Type == parameter.Quantity) {
		return name + " of " + v.Length()
	}
	return name + " (" + v.Length() + ")"
}

// bare returns a value without its sense: what sets a bound is the number.
func bare(v parameter.Value) parameter.Value {
	v.Sense, v.Op = "", ""
	return v
}

// details joins what is said of several values, for those who may see all of
// them and for readers of published claims.
func details(list []meeting) (detail, brief string) {
	var all, published []string
	for _, m := range list {
		all = append(all, m.sentence())
		if !m.inferred() {
			published = append(published, m.sentence())
		}
	}
	detail = strings.Join(all, "; ")
	if len(published) == len(all) {
		return detail, ""
	}
	if len(published) == 0 {
		return detail, "values that are not published were compared"
	}
	return detail, strings.Join(published, "; ")
}

// quoted is the title of a control as a claim.
func quoted(c *trust.Control) string { return `"` + strings.TrimSuffix(c.Title, ".") + `"` }
