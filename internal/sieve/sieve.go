// Package sieve tells by the text of a format which files cannot be of it,
// so that it need not be parsed for them: by the kinds of files, and the keys at
// their tops, that its conditions name.
//
// It never decides that a file is of a format. It reads no files.
package sieve

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Sieve is what the text of a format shows.
type Sieve struct {
	ID     string
	Shapes []string        // kinds of files
	Keys   map[string]bool // a file has at least one of them at its top; nil: any file may do
}

// Of looks through the text of a format: YAML with its variants last.
func Of(text string) Sieve {
	s := Sieve{Keys: map[string]bool{}}
	for id := range values(text, "id:") {
		s.ID = strings.TrimSpace(id)
		break
	}
	_, variants, _ := strings.Cut(text, "\nvariants:")
	for list := range values(variants, "shape:") {
		if end := strings.IndexAny(list, "]}"); end >= 0 {
			list = list[:end]
		}
		if !strings.HasPrefix(list, "[") {
			list, _, _ = strings.Cut(list, ",")
		}
		for word := range strings.SplitSeq(strings.TrimPrefix(list, "["), ",") {
			s.Shapes = append(s.Shapes, strings.TrimSpace(word))
		}
	}
	for _, key := range []string{"at:", "root:"} {
		for pointer := range values(variants, key) {
			if key := Key(unquoted(pointer)); key != "" {
				s.Keys[key] = true
			}
		}
	}
	return s
}

// MayFit reports whether a file may be of the format. tops are the keys at its
// top, nil when they say nothing.
func (s Sieve) MayFit(shape string, tops []string) bool {
	if !slices.Contains(s.Shapes, shape) {
		return false
	}
	return s.Keys == nil || tops == nil || slices.ContainsFunc(tops, func(key string) bool { return s.Keys[key] })
}

// values yields what stands behind a key of YAML, up to the end of the line.
func values(text, key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for from := 0; ; {
			i := strings.Index(text[from:], key)
			if i < 0 {
				return
			}
			at := from + i
			from = at + len(key)
			if at > 0 && !strings.ContainsRune(" {\n", rune(text[at-1])) {
				continue
			}
			line, _, _ := strings.Cut(text[from:], "\n")
			if !yield(strings.TrimLeft(line, " ")) {
				return
			}
		}
	}
}

// unquoted returns the scalar that a line starts with.
func unquoted(line string) string {
	if line != "" && (line[0] == '\'' || line[0] == '"') {
		inside, _, _ := strings.Cut(line[1:], line[:1])
		return inside
	}
	if end := strings.IndexAny(line, ",}"); end >= 0 {
		line = line[:end]
	}
	return strings.TrimSpace(line)
}

var unescaper = strings.NewReplacer("~1", "/", "~0", "~")

// Key returns the first key of a pointer, behind indexes; "" when it may be
// any.
func Key(pointer string) string {
	for token := range strings.SplitSeq(strings.TrimSpace(strings.TrimPrefix(pointer, "/")), "/") {
		token, _, _ = strings.Cut(token, "[")
		if _, err := strconv.Atoi(token); err == nil {
			continue
		}
		if strings.ContainsAny(token, "*?") {
			return ""
		}
		return unescaper.Replace(token)
	}
	return ""
}
