package parameter

import (
	"fmt"
	"maps"
	"slices"
)

// readStandard reads {name, version}; the version may be left out.
func readStandard(raw any) (Value, error) {
	const form = `a mapping such as {name: PCI DSS, version: "4.0"}`
	m, ok := raw.(map[string]any)
	if !ok {
		return Value{}, unexpected(form, raw)
	}
	if err := checkKeys(m, "name", "version"); err != nil {
		return Value{}, err
	}
	if m["name"] == nil {
		return Value{}, fmt.Errorf("lacks its name: write %s", form)
	}
	title, err := name(m["name"])
	if err != nil {
		return Value{}, fmt.Errorf("has the key name, which %w", err)
	}
	out := map[string]any{"name": title}
	if raw, ok := m["version"]; ok {
		text, isText := raw.(string)
		if !isText {
			return Value{}, fmt.Errorf("has the key version, which %w", versionError(raw))
		}
		if _, err := name(text); err != nil {
			return Value{}, fmt.Errorf("has the key version, which %w", err)
		}
		out["version"] = text
	}
	return Value{Raw: out}, nil
}

func readStandards(raw any) (Value, error) {
	list, ok := raw.([]any)
	if !ok {
		return Value{}, unexpected(`a list of standards such as [{name: SOC 2}, {name: PCI DSS, version: "4.0"}]`, raw)
	}
	out := make([]any, 0, len(list))
	for i, item := range list {
		v, err := readStandard(item)
		if err != nil {
			return Value{}, fmt.Errorf("has an item, number %d, which %w", i+1, err)
		}
		if slices.ContainsFunc(out, func(other any) bool { return maps.Equal(other.(map[string]any), v.Raw.(map[string]any)) }) {
			return Value{}, fmt.Errorf("lists %s twice", formatStandard(v.Raw))
		}
		out = append(out, v.Raw)
	}
	return Value{Raw: out}, nil
}

// noAccess stands for an access map without systems: none to any of them.
const noAccess = "none"

// readAccess reads a mapping of systems to the access to each, or the word
// none where there is no access to any.
func readAccess(raw any) (Value, error) {
	const form = "a mapping such as {metrics: read}, or none"
	words := embedded().Access
	if text, ok := raw.(string); ok {
		if text != noAccess {
			return Value{}, &WordError{Got: text, Allowed: []string{noAccess}, Cause: unexpected(form, raw)}
		}
		return Value{Raw: noAccess}, nil
	}
	m, ok := raw.(map[string]any)
	if !ok || len(m) == 0 {
		return Value{}, unexpected(form, raw)
	}
	out := make(map[string]any, len(m))
	for _, system := range slices.Sorted(maps.Keys(m)) {
		if _, err := name(system); err != nil {
			return Value{}, fmt.Errorf("has a key which %w", err)
		}
		word, ok := m[system].(string)
		if !ok {
			return Value{}, fmt.Errorf("has access to %s, which %w", system, unexpected(alternatives(words), m[system]))
		}
		if !slices.Contains(words, word) {
			return Value{}, &WordError{Part: "access to " + system, Got: word, Allowed: slices.Clone(words)}
		}
		out[system] = word
	}
	return Value{Raw: out}, nil
}

// readTransfer reads {from, to}: where data goes.
func readTransfer(raw any) (Value, error) {
	const form = "a mapping such as {from: EU, to: US}"
	m, ok := raw.(map[string]any)
	if !ok {
		return Value{}, unexpected(form, raw)
	}
	if err := checkKeys(m, "from", "to"); err != nil {
		return Value{}, err
	}
	out := map[string]any{}
	for _, end := range []string{"from", "to"} {
		if m[end] == nil {
			return Value{}, fmt.Errorf("lacks the key %s: write %s", end, form)
		}
		text, err := name(m[end])
		if err != nil {
			return Value{}, fmt.Errorf("has the key %s, which %w", end, err)
		}
		out[end] = text
	}
	return Value{Raw: out}, nil
}
