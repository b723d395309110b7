package parameter

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/period"
)

// readText reads free text, of one line or several.
func readText(raw any) (Value, error) {
	text, ok := raw.(string)
	if !ok || strings.TrimSpace(text) == "" {
		return Value{}, unexpected("text"+quoteIt(raw), raw)
	}
	return Value{Raw: text}, nil
}

// readID reads a name: one line of text without spaces around it.
func readID(raw any) (Value, error) {
	if list, ok := raw.([]any); ok && len(list) == 1 {
		return Value{}, fmt.Errorf("must be one name, not a list: leave out the brackets")
	}
	text, err := name(raw)
	return Value{Raw: text}, err
}

// name checks that raw is one line of text without spaces around it.
func name(raw any) (string, error) {
	text, ok := raw.(string)
	if !ok {
		return "", unexpected("a name"+quoteIt(raw), raw)
	}
	if text == "" || strings.TrimSpace(text) != text || strings.ContainsFunc(text, unicode.IsControl) {
		return "", unexpected("a name on one line without spaces around it", raw)
	}
	return text, nil
}

// quoteIt advises to quote what YAML took for a number or a truth value.
func quoteIt(raw any) string {
	if _, isBool := raw.(bool); isBool {
		return " (quote it)"
	}
	if _, isNumber := number(raw); isNumber {
		return " (quote it)"
	}
	return ""
}

// readIDs reads a list of names, each once.
func readIDs(raw any) (Value, error) {
	list, ok := raw.([]any)
	if !ok {
		return Value{}, unexpected("a list of names such as [a, b]", raw)
	}
	out := make([]any, 0, len(list))
	for i, item := range list {
		text, err := name(item)
		if err != nil {
			return Value{}, fmt.Errorf("has an item, number %d, which %w", i+1, err)
		}
		if slices.Contains(out, any(text)) {
			return Value{}, fmt.Errorf("lists %s twice", quote(text))
		}
		out = append(out, text)
	}
	return Value{Raw: out}, nil
}

func readIDOrIDs(raw any) (Value, error) {
	if _, ok := raw.([]any); ok {
		return readIDs(raw)
	}
	return readID(raw)
}

func readBool(raw any) (Value, error) {
	b, ok := raw.(bool)
	if !ok {
		return Value{}, unexpected("true or false, without quotes", raw)
	}
	return Value{Raw: b}, nil
}

// readInt reads a whole number; 3.0 is one.
func readInt(raw any) (Value, error) {
	n, ok := whole(raw)
	if !ok {
		return Value{}, unexpected("a whole number", raw)
	}
	return Value{Raw: n, Number: float64(n)}, nil
}

// readVersion reads a version as text with a digit in it.
func readVersion(raw any) (Value, error) {
	text, ok := raw.(string)
	if !ok {
		return Value{}, versionError(raw)
	}
	if _, err := name(text); err != nil || !strings.ContainsAny(text, "0123456789") {
		return Value{}, unexpected(`a version such as "1.18"`, raw)
	}
	return Value{Raw: text}, nil
}

// versionError says what a version must be in place of raw, which is no text.
func versionError(raw any) error {
	n, ok := number(raw)
	if !ok {
		return unexpected(`a version as text, such as "1.18"`, raw)
	}
	return fmt.Errorf("must be text, not the number %s: quote it, because 1.20 without quotes is the number 1.2", formatNumber(n))
}

// readDate reads a calendar date as text.
func readDate(raw any) (Value, error) {
	text, ok := raw.(string)
	if !ok {
		return Value{}, unexpected(`a date in quotes such as "2026-07-31"`, raw)
	}
	if _, err := period.ParseDate(text, nil); err != nil {
		return Value{}, fmt.Errorf("must be a date: %w", err)
	}
	return Value{Raw: text}, nil
}

// readSetting reads what a setting is set to, as the setting has it.
func readSetting(raw any) (Value, error) {
	switch r := raw.(type) {
	case bool:
		return Value{Raw: r}, nil
	case string:
		if strings.TrimSpace(r) != "" {
			return Value{Raw: r}, nil
		}
	}
	if n, ok := plainNumber(raw); ok {
		f, _ := number(raw)
		return Value{Raw: n, Number: f}, nil
	}
	return Value{}, unexpected("true, false, a number or text", raw)
}

// enumReader returns the reader of an enum.
func enumReader(t Type) reader {
	return func(raw any) (Value, error) {
		words := Words(t)
		text, ok := raw.(string)
		if !ok {
			return Value{}, unexpected(alternatives(words), raw)
		}
		if !slices.Contains(words, text) {
			return Value{}, &WordError{Got: text, Allowed: words}
		}
		return Value{Raw: text}, nil
	}
}

// number returns a finite number as float64.
func number(raw any) (float64, bool) {
	switch n := raw.(type) {
	case int:
		return float64(n), true
	case int64:
		return float64(n), true
	case uint64:
		return float64(n), true
	case float64:
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	return 0, false
}

// whole returns a number that has no fraction as int64.
func whole(raw any) (int64, bool) {
	switch n := raw.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case uint64:
		return int64(n), n <= math.MaxInt64
	case float64:
		const exact = 1 << 53 // beyond it a float64 skips whole numbers
		return int64(n), n == math.Trunc(n) && math.Abs(n) <= exact
	}
	return 0, false
}

// plainNumber returns a number as a plain value: int64 where it was written
// without a fraction, else float64.
func plainNumber(raw any) (any, bool) {
	if f, ok := raw.(float64); ok {
		_, finite := number(raw)
		return f, finite
	}
	n, ok := whole(raw)
	return n, ok
}
