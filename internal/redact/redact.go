// Package redact removes configured fields from the output of tools before it
// is kept: values at JSON pointers, columns of CSV, matches of expressions. Each
// is replaced by a marker; every other byte stays as it was.
//
// It removes what it was told to and nothing else; it guesses no secrets, reads
// no files and keeps nothing of what it removed.
package redact

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// Marker stands in the place of what was removed.
const Marker = "[redacted]"

// Rule says what is removed. One of its fields is set.
type Rule struct {
	Pointer string // JSON Pointer (RFC 6901); * stands for every item or key. In JSON Lines it applies to each line
	Column  string // name in the header of CSV
	Match   string // RE2; the first group is removed, or the whole match where there is none
}

// String says the rule as it is recorded.
func (r Rule) String() string {
	switch {
	case r.Pointer != "":
		return "pointer " + r.Pointer
	case r.Column != "":
		return "column " + r.Column
	}
	return "match " + r.Match
}

// Check says what is wrong with a rule.
func (r Rule) Check() error {
	set := 0
	for _, text := range []string{r.Pointer, r.Column, r.Match} {
		if text != "" {
			set++
		}
	}
	switch {
	case set != 1:
		return fmt.Errorf("expected one of pointer, column and match, found %d of them", set)
	case r.Pointer != "" && (r.Pointer[0] != '/' || r.Pointer == "/"):
		return fmt.Errorf("%q is not a pointer: expected one such as /users/*/email", r.Pointer)
	case r.Match != "":
		e, err := regexp.Compile(r.Match)
		if err != nil {
			return fmt.Errorf("%q is no expression: %w", r.Match, err)
		}
		if e.MatchString("") {
			return fmt.Errorf("%q matches the empty text", r.Match)
		}
	}
	return nil
}

// limits are those of collected evidence.
var limits = decode.Limits{Bytes: 64 << 20, Nodes: 1_500_000, Depth: 256, Keys: 1_000_000}

// piece is a range of bytes and what takes its place.
type piece struct {
	start, end int
	marker     string
}

// Apply returns the bytes without what the rules remove, and how often each of
// them removed something. An error means that a rule cannot be followed, since
// the bytes are no JSON or CSV: then nothing may be kept.
func Apply(data []byte, rules []Rule) (out []byte, removed []int, err error) {
	removed = make([]int, len(rules))
	var all []piece
	var nodes []*decode.Node
	for i, r := range rules {
		var found []piece
		switch {
		case r.Pointer != "":
			if nodes == nil {
				if nodes, err = documents(data); err != nil {
					return nil, nil, fmt.Errorf("%s: %w", r, err)
				}
			}
			found = pointed(nodes, r.Pointer)
		case r.Column != "":
			if found, err = column(data, r.Column); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", r, err)
			}
		default:
			e, err := regexp.Compile(r.Match)
			if err != nil {
				return nil, nil, err
			}
			found = matched(data, e)
		}
		removed[i] = len(found)
		all = append(all, found...)
	}
	return replace(data, all), removed, nil
}

// Text is Apply for a message: only expressions apply to it.
func Text(text string, rules []Rule) string {
	for _, r := range rules {
		if e, err := regexp.Compile(r.Match); r.Match != "" && err == nil {
			text = string(replace([]byte(text), matched([]byte(text), e)))
		}
	}
	return text
}

// replace puts the markers in the place of the pieces. Of two that overlap, the
// wider counts.
func replace(data []byte, all []piece) []byte {
	slices.SortFunc(all, func(a, b piece) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	var b bytes.Buffer
	at := 0
	for _, p := range all {
		if p.end <= at {
			continue
		}
		if p.start < at { // what is left of a piece whose start is gone
			at = p.end
			continue
		}
		b.Write(data[at:p.start])
		b.WriteString(p.marker)
		at = p.end
	}
	b.Write(data[at:])
	return b.Bytes()
}

func matched(data []byte, e *regexp.Regexp) []piece {
	var out []piece
	for _, m := range e.FindAllSubmatchIndex(data, -1) {
		start, end := m[0], m[1]
		if len(m) > 2 && m[2] >= 0 {
			start, end = m[2], m[3]
		}
		if start < end {
			out = append(out, piece{start, end, Marker})
		}
	}
	return out
}

// documents reads JSON, or JSON Lines.
func documents(data []byte) ([]*decode.Node, error) {
	f := source.NewFile("output", data)
	node, list := decode.JSON(f, limits)
	if node != nil && !list.HasErrors() {
		return []*decode.Node{node}, nil
	}
	nodes, more := decode.JSONLines(f, limits)
	if more.HasErrors() || len(nodes) < 2 {
		return nil, fmt.Errorf("the output is no JSON: %s", list[0].Message)
	}
	return nodes, nil
}

// pointed returns the values at a pointer.
func pointed(nodes []*decode.Node, pointer string) []piece {
	var found []piece
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	for _, key := range strings.Split(pointer, "/")[1:] {
		var next []*decode.Node
		for _, n := range nodes {
			if n == nil {
				continue
			}
			if key == "*" {
				next = append(next, n.Items...)
			}
			for _, f := range n.Fields {
				if key == "*" || f.Key == unescape.Replace(key) {
					next = append(next, f.Value)
				}
			}
			if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(n.Items) {
				next = append(next, n.Items[i])
			}
		}
		nodes = next
	}
	for _, n := range nodes {
		if n != nil {
			found = append(found, piece{n.Span.Start, n.Span.End, `"` + Marker + `"`})
		}
	}
	return found
}
