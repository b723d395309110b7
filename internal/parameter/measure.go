package parameter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/period"
)

// ops are the comparisons as they may be written, and the sense that each has.
var ops = map[string]struct {
	op    string
	sense Sense
}{
	"=":  {"==", Exactly},
	"==": {"==", Exactly},
	">=": {">=", AtLeast},
	"<=": {"<=", AtMost},
	">":  {">", ""},
	"<":  {"<", ""},
}

// readOp sets the op of v and of its mapping from a written one.
func readOp(v *Value, m map[string]any) error {
	raw, ok := m["op"]
	if !ok {
		return nil
	}
	allowed := []string{">=", "<=", "==", ">", "<"}
	text, ok := raw.(string)
	if !ok {
		return fmt.Errorf("has the key op, which %w", unexpected(alternatives(allowed), raw))
	}
	o, ok := ops[text]
	if !ok {
		return &WordError{Part: "op", Got: text, Allowed: allowed}
	}
	v.Op, v.Sense = o.op, o.sense
	v.Raw.(map[string]any)["op"] = o.op
	return nil
}

// readCount reads {op, value}: how many there are.
func readCount(raw any) (Value, error) {
	const form = `a mapping such as {op: ">=", value: 2}`
	m, ok := raw.(map[string]any)
	if !ok {
		return Value{}, unexpected(form, raw)
	}
	if err := checkKeys(m, "op", "value"); err != nil {
		return Value{}, err
	}
	if _, ok := m["op"]; !ok {
		return Value{}, fmt.Errorf("lacks its comparison: write %s", form)
	}
	n, ok := whole(m["value"])
	if !ok || n < 0 {
		return Value{}, fmt.Errorf("has the key value, which %w", unexpected("a whole number, 0 or more", m["value"]))
	}
	v := Value{Raw: map[string]any{"value": n}, Number: float64(n)}
	return v, readOp(&v, m)
}

// readCountOrAll reads a count or the word all.
func readCountOrAll(raw any) (Value, error) {
	text, ok := raw.(string)
	switch {
	case text == All:
		return Value{Raw: All, Word: All}, nil
	case ok:
		err := fmt.Errorf(`must be a mapping such as {op: ">=", value: 2}, or all, not %s`, describe(raw))
		return Value{}, &WordError{Got: text, Allowed: Words(CountOrAll), Cause: err}
	}
	return readCount(raw)
}

// readQuantity reads {op, value, unit}: a measured value. The op may be left
// out, the unit may not.
func readQuantity(raw any) (Value, error) {
	const form = `{op: "<=", value: 60, unit: s}`
	m, ok := raw.(map[string]any)
	if !ok {
		if isNumeric(raw) {
			return Value{}, fmt.Errorf("%w: write %s", ErrUnit, form)
		}
		return Value{}, unexpected("a mapping such as "+form, raw)
	}
	if err := checkKeys(m, "op", "value", "unit"); err != nil {
		return Value{}, err
	}
	n, ok := plainNumber(m["value"])
	f, _ := number(m["value"])
	if !ok || f < 0 {
		return Value{}, fmt.Errorf("has the key value, which %w", unexpected("a number, 0 or more, without its unit", m["value"]))
	}
	units := Units()
	if m["unit"] == nil {
		return Value{}, fmt.Errorf("%w: write unit: %s", ErrUnit, alternatives(units))
	}
	unit, ok := m["unit"].(string)
	if !ok {
		return Value{}, fmt.Errorf("has the key unit, which %w", unexpected(alternatives(units), m["unit"]))
	}
	if !slices.Contains(units, unit) {
		return Value{}, &WordError{Part: "unit", Got: unit, Allowed: units}
	}
	v := Value{Raw: map[string]any{"value": n, "unit": unit}, Number: f, Unit: unit}
	return v, readOp(&v, m)
}

// isNumeric reports whether raw is a number, or text that is only a number.
func isNumeric(raw any) bool {
	if text, ok := raw.(string); ok {
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	}
	_, ok := number(raw)
	return ok
}

// readUptime reads a share of the time: "99.9%", or {op, value, window} with a
// number or such a text as value. Only value must be there.
func readUptime(raw any) (Value, error) {
	const form = `"99.9%", or {op: ">=", value: 99.9, window: P1M}`
	m, ok := raw.(map[string]any)
	if !ok {
		if isNumeric(raw) {
			return Value{}, fmt.Errorf("%w: write %s", ErrUnit, form)
		}
		share, err := percentage(raw)
		if err != nil {
			return Value{}, unexpected(form+", or unstated", raw)
		}
		return Value{Raw: map[string]any{"value": share}, Number: share, Unit: "percent"}, nil
	}
	if err := checkKeys(m, "op", "value", "window"); err != nil {
		return Value{}, err
	}
	share, err := percentage(m["value"])
	if err != nil {
		return Value{}, fmt.Errorf("has the key value, which %w", err)
	}
	v := Value{Raw: map[string]any{"value": share}, Number: share, Unit: "percent"}
	if window, ok := m["window"]; ok {
		text, ok := window.(string)
		if !ok {
			return Value{}, fmt.Errorf("has the key window, which %w", unexpected("a duration such as P1M", window))
		}
		if v.Period, err = period.Parse(text); err != nil {
			return Value{}, fmt.Errorf("has the key window, which must be a duration: %w", err)
		}
		v.Raw.(map[string]any)["window"] = text
	}
	return v, readOp(&v, m)
}

// percentage reads 99.9 or "99.9%", from 0 to 100.
func percentage(raw any) (float64, error) {
	n, ok := number(raw)
	if text, isText := raw.(string); isText {
		digits, percent := strings.CutSuffix(text, "%")
		f, err := strconv.ParseFloat(digits, 64)
		plain := strings.Trim(digits, "0123456789.") == ""
		n, ok = f, percent && plain && err == nil
	}
	if !ok || n < 0 || n > 100 {
		return 0, unexpected(`a percentage from 0 to 100`, raw)
	}
	return n, nil
}
