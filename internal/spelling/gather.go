package spelling

import (
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/prose"
)

// Page is what one page has of names: how often each spelling stands on it, in
// the order in which they are met.
type Page struct {
	uses    []use
	aliases []aliasUse
}

// use counts one spelling of the table.
type use struct{ form, count int32 }

// acronymAt finds an acronym with its number, or two acronyms, where a word
// starts: SOC 2, AES-256, SHA256, PCI DSS.
var acronymAt = onuse.Regexp(`^[A-Z]{2,6}(?:[ -]?[0-9]{1,6}|[ -][A-Z]{2,6})\b`)

// maxCell is how long a cell of a table may be that holds a name.
const maxCell = 40

// Page counts the names of a page, which says this.
func (t *Table) Page(said []prose.Sentence) *Page {
	c := counters.Get().(*counter)
	defer counters.Put(c)
	t.read(said, func(_ *prose.Sentence, form, _, _ int) { c.count(form) })
	return &Page{c.uses(), t.aliasesOf(said)}
}

// counter counts forms. What it keeps between pages is room.
type counter struct {
	seen  []use
	index []int32 // form -> where it is in seen, from 1
}

var counters = sync.Pool{New: func() any { return &counter{} }}

func (c *counter) count(form int) {
	if form >= len(c.index) {
		c.index = append(c.index, make([]int32, form+64-len(c.index))...)
	}
	if c.index[form] == 0 {
		c.seen = append(c.seen, use{form: int32(form)})
		c.index[form] = int32(len(c.seen))
	}
	c.seen[c.index[form]-1].count++
}

// uses returns what was counted, and leaves the counter empty.
func (c *counter) uses() []use {
	out := append([]use(nil), c.seen...)
	for _, u := range out {
		c.index[u.form] = 0
	}
	c.seen = c.seen[:0]
	return out
}

// read goes through the words, acronyms and cells of a page in order. see is
// told of each the number of its spelling and where it stands.
func (t *Table) read(said []prose.Sentence, see func(s *prose.Sentence, form, from, to int)) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	for i := range said {
		s := &said[i]
		for from, to := nextWord(s.Text, 0); from >= 0; from, to = nextWord(s.Text, to) {
			see(s, t.word(s, from, to), from, to)
		}
		if shouts(s.Text) {
			t.acronyms(s, see)
		}
		if s.Kind == prose.Cell && len(s.Text) <= maxCell && strings.IndexByte(s.Text, ' ') >= 0 {
			see(s, t.number(cell, s.Text), 0, len(s.Text))
		}
	}
}

// number returns the number of a text. The table is open for reading, and is so
// again when it returns.
func (t *Table) number(k kind, text string) int {
	if n, ok := t.of[k][text]; ok {
		return n
	}
	t.mu.RUnlock()
	defer t.mu.RLock()
	return t.add(k, text)
}

// wordAlone returns the number of a word. Most are on every page, so that one need
// not be looked up which is that of its place in recent.
func (t *Table) wordAlone(text string) int {
	place := &t.recent[placeOf(text)]
	if n := int(place.Load()) - 1; n >= 0 && t.forms[n].text == text {
		return n
	}
	n := t.number(word, text)
	place.Store(int32(n) + 1)
	return n
}

// placeOf returns the place of a word in recent: by its length and its letters at
// both ends.
func placeOf(text string) uint32 {
	sum := uint32(len(text))
	if n := len(text); n >= 4 {
		sum = (sum ^ four(text)) * 16777619
		sum = (sum ^ sum>>13 ^ four(text[n-4:])) * 16777619
	} else {
		for i := range n {
			sum = (sum ^ uint32(text[i])) * 16777619
		}
	}
	return (sum ^ sum>>15) % recents
}

// four are the first four bytes of a text.
func four(text string) uint32 {
	_ = text[3]
	return uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | uint32(text[3])<<24
}

// word returns the number of a word: as a spelling of what may be a name, or as
// a word alone. Words in small letters count as well: they may be a spelling of
// a name.
func (t *Table) word(s *prose.Sentence, from, to int) int {
	n := t.wordAlone(s.Text[from:to])
	f := &t.forms[n]
	field := f.humped && s.Kind == prose.Cell && to-from == len(s.Text) // or a setting
	if !f.counts || field || f.low && joined(s.Text, from, to) {
		return t.number(tied, s.Text[from:to])
	}
	return n
}

// acronyms finds the acronyms of a sentence.
func (t *Table) acronyms(s *prose.Sentence, see func(s *prose.Sentence, form, from, to int)) {
	text := s.Text
	for i := 0; i+1 < len(text); i++ {
		if !upper(text[i]) || !upper(text[i+1]) || i > 0 && letter(text[i-1]) {
			continue
		}
		m := acronymAt.FindStringIndex(text[i:])
		if m == nil {
			continue
		}
		to := i + m[1]
		if rest := text[to:]; !strings.HasPrefix(rest, "-") && !(len(rest) > 1 && rest[0] == '.' && letter(rest[1])) {
			see(s, t.number(acronym, text[i:to]), i, to)
		}
		i = to - 1
	}
}

// nextWord returns the next word of a sentence from an offset on, or -1. Parts
// of addresses, paths and identifiers are none.
func nextWord(text string, at int) (from, to int) {
	for at < len(text) {
		if !heads[text[at]] {
			at++
			continue
		}
		end := at + 1
		for end < len(text) && parts[text[end]] {
			end++
		}
		if (at == 0 || text[at-1] == ' ' || !inside(text, at-1, -1)) && (end == len(text) || text[end] == ' ' || !inside(text, end, 1)) {
			return at, end
		}
		at = end
	}
	return -1, -1
}

// heads are the bytes that a word starts with, and parts those that it goes on with.
var heads, parts = func() (heads, parts [256]bool) {
	for c := range letters {
		heads[c] = letters[c] && c > '9' && c != '_'
		parts[c] = letters[c] && c != '_'
	}
	return heads, parts
}()

// inside reports whether what stands beside a word at i makes it a part of an
// address, a path or an identifier.
func inside(text string, i, step int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	switch text[i] {
	case ' ':
		return false
	case '_', '@', '\\', '=', '$', '<', '>', '#':
		return true
	case '/', '.', ':':
		return wordAt(text, i+step)
	}
	return letter(text[i])
}

// joined reports whether a hyphen ties a word to another.
func joined(text string, from, to int) bool {
	return from > 0 && text[from-1] == '-' || to < len(text) && text[to] == '-'
}

func wordAt(text string, i int) bool {
	return i >= 0 && i < len(text) && letter(text[i])
}

// shouts reports whether two capitals stand side by side.
func shouts(text string) bool {
	for i := 1; i < len(text); i += 2 {
		if upper(text[i]) && (upper(text[i-1]) || i+1 < len(text) && upper(text[i+1])) {
			return true
		}
	}
	return false
}

func upper(c byte) bool { return 'A' <= c && c <= 'Z' }

// letter reports a letter, a digit or a low line.
func letter(c byte) bool { return letters[c] }

var letters = func() (set [256]bool) {
	for c := range set {
		b := byte(c)
		set[c] = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_'
	}
	return set
}()
