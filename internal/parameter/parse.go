package parameter

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// reader reads a plain value in the type's own form. It sets all of the value
// but its type, and its sense only where the form holds one.
type reader func(raw any) (Value, error)

// readers are the readers of all types but the enums.
var readers = map[Type]reader{
	Text:         readText,
	ID:           readID,
	IDs:          readIDs,
	IDOrIDs:      readIDOrIDs,
	Bool:         readBool,
	Int:          readInt,
	Count:        readCount,
	CountOrAll:   readCountOrAll,
	Quantity:     readQuantity,
	Duration:     readDuration,
	Retention:    readRetention,
	Frequency:    readFrequency,
	Ports:        readPorts,
	Peer:         readPeer,
	Version:      readVersion,
	Standard:     readStandard,
	Standards:    readStandards,
	Date:         readDate,
	URL:          readURL,
	Email:        readEmail,
	SettingValue: readSetting,
	AccessMap:    readAccess,
	Transfer:     readTransfer,
	Uptime:       readUptime,
}

// Parse reads a plain value (string, bool, int64, float64, []any,
// map[string]any, nil) as a type. The word unstated stands for a value of any
// type. The error says what was expected, in words that complete "parameter
// NAME ..."; it is or wraps [ErrUnit] where a unit is missing, and a
// *[WordError] where a word is not one of those allowed.
//
// Every type also takes the long form, a mapping
//
//	{value: V, sense: at-least, inferred: true, readings: {text: PHRASE, alternatives: [V, ...]}}
//
// of which all but value may be left out; the sense is at-least, at-most or
// exactly, and only for types with an order. Counts, quantities and uptimes
// say their sense by op, and inferred and readings may stand beside it.
func Parse(t Type, raw any) (Value, error) {
	if !exists(t) {
		return Value{}, &WordError{Part: "type", Got: string(t), Allowed: typeNames()}
	}
	m, ok := raw.(map[string]any)
	if !ok || !isLong(t, m) {
		return read(t, raw)
	}
	form, err := unfold(t, m)
	if err != nil {
		return Value{}, err
	}
	v, err := read(t, form.value)
	if err != nil {
		return Value{}, err
	}
	v.Inferred, v.Readings = form.inferred, form.readings
	if form.sense != "" {
		if v.Word != "" {
			return Value{}, fmt.Errorf("is %s, so a sense does not apply", v.Word)
		}
		v.Sense = form.sense
	}
	return v, nil
}

// read reads a value in the type's own form.
func read(t Type, raw any) (Value, error) {
	if raw == Unstated {
		v := Value{Type: t, Raw: Unstated, Word: Unstated}
		if t == Frequency {
			return readAs(t, readFrequency, raw)
		}
		return v, nil
	}
	if strings.HasPrefix(string(t), enumPrefix) {
		return readAs(t, enumReader(t), raw)
	}
	return readAs(t, readers[t], raw)
}

func readAs(t Type, f reader, raw any) (Value, error) {
	v, err := f(raw)
	if err != nil {
		return Value{}, err
	}
	v.Type = t
	return v, nil
}

// longForm is the long form of a value, taken apart.
type longForm struct {
	value    any
	sense    Sense
	inferred bool
	readings *Readings
}

// hasOp reports whether values of the type say their sense by an op. Their own
// form has the key value, like the long form.
func hasOp(t Type) bool {
	return t == Count || t == CountOrAll || t == Quantity || t == Uptime
}

// isLong reports whether a mapping is the long form, or the own form of a type
// with op, which may hold some keys of the long form.
func isLong(t Type, m map[string]any) bool {
	inner, ok := m["value"]
	if t == AccessMap { // a system may be called value
		_, nested := inner.(map[string]any)
		return nested
	}
	return ok
}

// unfold takes a long form apart.
func unfold(t Type, m map[string]any) (longForm, error) {
	form := longForm{value: m["value"]}
	rest := maps.Clone(m)
	for _, key := range []string{"value", "sense", "inferred", "readings"} {
		delete(rest, key)
	}
	var err error
	if sense, ok := m["sense"]; ok {
		if form.sense, err = readSense(t, sense); err != nil {
			return form, err
		}
	}
	if _, nested := form.value.(map[string]any); hasOp(t) && !nested && !isWord(t, form.value) {
		rest["value"] = form.value
		form.value, rest = rest, nil
	}
	if inferred, ok := m["inferred"]; ok {
		if form.inferred, ok = inferred.(bool); !ok {
			return form, fmt.Errorf("has the key inferred, which %w", unexpected("true or false", inferred))
		}
	}
	if readings, ok := m["readings"]; ok {
		if form.readings, err = readReadings(t, readings); err != nil {
			return form, err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(rest)) {
		return form, &WordError{Part: "key", Got: key, Allowed: []string{"value", "sense", "inferred", "readings"}}
	}
	return form, nil
}

// isWord reports whether raw is a word that stands for a value of the type.
func isWord(t Type, raw any) bool {
	return raw == Unstated || raw == All && t == CountOrAll
}

// readSense reads the sense of a long form.
func readSense(t Type, raw any) (Sense, error) {
	switch {
	case hasOp(t):
		return "", fmt.Errorf(`has the key sense, but a %s says it by its comparison: op: ">=", op: "<=" or op: "=="`, t)
	case !isOrdered(t):
		return "", fmt.Errorf("has the key sense, but a value of type %s is neither more nor less than another", t)
	}
	senses := []string{string(AtLeast), string(AtMost), string(Exactly)}
	text, ok := raw.(string)
	if !ok {
		return "", fmt.Errorf("has the key sense, which %w", unexpected(alternatives(senses), raw))
	}
	if !slices.Contains(senses, text) {
		return "", &WordError{Part: "sense", Got: text, Allowed: senses}
	}
	return Sense(text), nil
}

// isOrdered reports whether a value of the type can be a bound: in size, in
// time, or as a set of which more or fewer members keep the claim.
func isOrdered(t Type) bool {
	switch t {
	case Int, Duration, Retention, Frequency, Version, Standard, Standards, Date, SettingValue, IDs, IDOrIDs, Ports:
		return true
	}
	return false
}

// readReadings reads the readings of a long form; each must be of the type.
func readReadings(t Type, raw any) (*Readings, error) {
	const form = "a mapping such as {text: bi-annually, alternatives: [P6M, P2Y]}"
	m, ok := raw.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("has the key readings, which %w", unexpected(form, raw))
	}
	if err := checkKeys(m, "text", "alternatives"); err != nil {
		return nil, err
	}
	text, ok := m["text"].(string)
	if !ok || strings.TrimSpace(text) == "" {
		return nil, fmt.Errorf("has the key readings, whose text must be the phrase as published")
	}
	list, ok := m["alternatives"].([]any)
	if !ok || len(list) < 2 {
		return nil, fmt.Errorf("has the key readings, whose alternatives must be a list of two values or more")
	}
	out := &Readings{Text: text}
	for i, item := range list {
		v, err := read(t, item)
		if err != nil {
			return nil, fmt.Errorf("has an alternative reading, number %d, which %w", i+1, err)
		}
		out.Alternatives = append(out.Alternatives, v.Raw)
	}
	return out, nil
}
