package format

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// pointer addresses values of a plain tree: a JSON Pointer (RFC 6901) with
// four additions.
//
//	/a/b        the key b of the key a
//	/a/0        an item by its index
//	/a/*        every item of a list, every value of a mapping
//	/a/run-*    every key that fits (the pattern of package path)
//	/a/**       a itself and everything below it, but for lists, which count by their items
//	/a[k=v]     those of a, or of its items, whose key k reads v
//
// A key applied to a list applies to each of its items, so that
// /testsuites/testsuite/testcase works over XML, where children are lists. In
// tokens ~1 stands for a slash and ~0 for a tilde.
type pointer struct {
	text   string
	tokens []token
}

type token struct {
	key   string
	index int // -1 when the key is no number
	kind  tokenKind
	test  string // key of the filter, "" without one
	value string
}

type tokenKind int

const (
	byKey tokenKind = iota
	byGlob
	each
	below
)

// match is one value that a pointer found, and where it stands.
type match struct {
	value any
	path  []string
}

// pointer formats the place of the match as a JSON Pointer.
func (m match) pointer() string {
	var b strings.Builder
	for _, p := range m.path {
		b.WriteByte('/')
		b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(p))
	}
	return b.String()
}

// parsePointer compiles a pointer.
func parsePointer(text string) (pointer, error) {
	p := pointer{text: text}
	if text == "" {
		return p, nil
	}
	if text[0] != '/' {
		return p, fmt.Errorf("a pointer starts with a slash")
	}
	for part := range strings.SplitSeq(text[1:], "/") {
		t, err := parseToken(part)
		if err != nil {
			return p, err
		}
		p.tokens = append(p.tokens, t)
	}
	return p, nil
}

func parseToken(part string) (token, error) {
	t := token{index: -1}
	if open := strings.IndexByte(part, '['); open > 0 && strings.HasSuffix(part, "]") {
		name, value, ok := strings.Cut(part[open+1:len(part)-1], "=")
		if !ok || name == "" {
			return t, fmt.Errorf("the filter %s is not of the form [key=value]", part[open:])
		}
		t.test, t.value, part = unescape(name), unescape(value), part[:open]
	}
	t.key = unescape(part)
	switch {
	case part == "*":
		t.kind = each
	case part == "**":
		t.kind = below
	case strings.ContainsAny(part, "*?"):
		if _, err := path.Match(t.key, ""); err != nil {
			return t, fmt.Errorf("the pattern %s is malformed", part)
		}
		t.kind = byGlob
	default:
		if n, err := strconv.Atoi(part); err == nil && n >= 0 && strconv.Itoa(n) == part {
			t.index = n
		}
	}
	return t, nil
}

func unescape(s string) string { return strings.NewReplacer("~1", "/", "~0", "~").Replace(s) }

// find calls yield with every value that the pointer addresses below root, in
// the order of the document (mappings by key), until yield returns false. It
// skips nulls: an absent value and a null are alike to a format.
func (p pointer) find(root any, yield func(match) bool) {
	walk(p.tokens, match{value: root}, yield)
}

// all returns every match.
func (p pointer) all(root any) []match {
	var out []match
	p.find(root, func(m match) bool { out = append(out, m); return true })
	return out
}

// first returns the first match.
func (p pointer) first(root any) (match, bool) {
	var out match
	found := false
	p.find(root, func(m match) bool { out, found = m, true; return false })
	return out, found
}

func walk(tokens []token, at match, yield func(match) bool) bool {
	if at.value == nil {
		return true
	}
	if len(tokens) == 0 {
		return yield(match{value: at.value, path: slices.Clone(at.path)})
	}
	t, rest := tokens[0], tokens[1:]
	into := func(key string, v any) bool {
		next := match{value: v, path: append(at.path, key)}
		if t.test == "" {
			return walk(rest, next, yield)
		}
		return filter(t, rest, next, yield)
	}
	if t.kind == below {
		return descend(rest, at, yield)
	}
	switch node := at.value.(type) {
	case map[string]any:
		return t.ofMap(node, into)
	case []any:
		return t.ofList(node, at, tokens, into, yield)
	}
	return true
}

func (t token) ofMap(node map[string]any, into func(string, any) bool) bool {
	if t.kind == byKey {
		v, ok := node[t.key]
		return !ok || into(t.key, v)
	}
	for _, key := range slices.Sorted(maps.Keys(node)) {
		if t.kind == byGlob {
			if ok, _ := path.Match(t.key, key); !ok {
				continue
			}
		}
		if !into(key, node[key]) {
			return false
		}
	}
	return true
}

func (t token) ofList(node []any, at match, tokens []token, into func(string, any) bool, yield func(match) bool) bool {
	if t.index >= 0 {
		return t.index >= len(node) || into(strconv.Itoa(t.index), node[t.index])
	}
	for i, item := range node {
		key := strconv.Itoa(i)
		if t.kind == each {
			if !into(key, item) {
				return false
			}
			continue
		}
		// A key applies to each item, but not to lists within the list.
		if _, nested := item.([]any); nested {
			continue
		}
		if !walk(tokens, match{value: item, path: append(at.path, key)}, yield) {
			return false
		}
	}
	return true
}

// filter goes on with a value, or with those items of a list, that pass the
// token's test.
func filter(t token, rest []token, at match, yield func(match) bool) bool {
	passes := func(v any) bool {
		node, ok := v.(map[string]any)
		return ok && textOf(node[t.test]) == t.value
	}
	list, ok := at.value.([]any)
	if !ok {
		return !passes(at.value) || walk(rest, at, yield)
	}
	for i, item := range list {
		if passes(item) && !walk(rest, match{value: item, path: append(at.path, strconv.Itoa(i))}, yield) {
			return false
		}
	}
	return true
}

// descend goes on with a value and everything below it.
func descend(rest []token, at match, yield func(match) bool) bool {
	// A list is not yielded itself, nor is the rest of the tokens applied to it:
	// a key applied to a list would find the items a second time.
	if _, list := at.value.([]any); !list && !walk(rest, at, yield) {
		return false
	}
	switch node := at.value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(node)) {
			if node[key] != nil && !descend(rest, match{value: node[key], path: append(at.path, key)}, yield) {
				return false
			}
		}
	case []any:
		for i, item := range node {
			if item != nil && !descend(rest, match{value: item, path: append(at.path, strconv.Itoa(i))}, yield) {
				return false
			}
		}
	}
	return true
}
