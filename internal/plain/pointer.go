package plain

import (
	"fmt"
	"path"
	"strconv"
	"strings"
)

// Pointer addresses values of a plain tree: a JSON Pointer (RFC 6901) with
// four additions.
//
//	/a/b        the key b of the key a
//	/a/0        an item by its index
//	/a/*        every item of a list, every value of a mapping
//	/a/run-*    every key that fits (the pattern of package path)
//	/a/**       a itself and everything below it, but for lists, which count by their items
//	/a[k=v]     those of a, or of its items, whose key k (or child in XML) reads v
//
// A key applied to a list applies to each of its items, so that
// /testsuites/testsuite/testcase works over XML, where children are lists. In
// tokens ~1 stands for a slash and ~0 for a tilde. The zero value is the empty
// pointer, which addresses the whole tree.
type Pointer struct {
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

// Parse compiles a pointer. An error says what is wrong with it.
func Parse(text string) (Pointer, error) {
	p := Pointer{text: text}
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

var (
	unescaper = strings.NewReplacer("~1", "/", "~0", "~")
	escaper   = strings.NewReplacer("~", "~0", "/", "~1")
)

func unescape(s string) string {
	if !strings.Contains(s, "~") {
		return s
	}
	return unescaper.Replace(s)
}

// String returns the pointer as it was written.
func (p Pointer) String() string { return p.text }

// IsRoot reports whether the pointer addresses the whole tree.
func (p Pointer) IsRoot() bool { return len(p.tokens) == 0 }

// Wide reports whether the pointer visits everything below some value.
func (p Pointer) Wide() bool {
	for _, t := range p.tokens {
		if t.kind == below {
			return true
		}
	}
	return false
}
