package spelling

import (
	"regexp"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/prose"
)

var (
	token = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]*`)
	// coined finds a name by its capitals: SaaS, IOpipe, DataDog.
	coined = regexp.MustCompile(`^[A-Z][A-Za-z]*[a-z][A-Za-z]*[A-Z]|^[A-Z]{2,}[a-z]{2,}`)
	// humps finds a name of a program's text, which two words are not: linkTitle,
	// ApiKey.
	humps = regexp.MustCompile(`[a-z][A-Z]`)
	// acronym finds an acronym with its number, or two acronyms: SOC 2, AES-256,
	// SHA256, PCI DSS.
	acronym = regexp.MustCompile(`\b[A-Z]{2,6}(?:[ -]?[0-9]{1,6}|[ -][A-Z]{2,6})\b`)
)

// leading and trailing are words that make no name of two words that are also
// written as one: "every day", "log in".
var (
	leading = []string{"a", "all", "an", "and", "any", "can", "down", "every", "for", "here", "how", "in", "it", "may", "no", "not", "of", "on", "or", "out", "over", "so",
		"some", "the", "there", "to", "under", "up", "what", "when", "where", "with"}
	trailing = []string{"as", "away", "back", "be", "body", "by", "day", "down", "ever", "for", "how", "in", "into", "less", "like", "not", "of", "off", "on", "one", "out",
		"over", "self", "thing", "through", "time", "to", "up", "where", "wise", "with"}
)

// word is one word of a sentence.
type word struct {
	text     string
	from, to int
}

// page counts the words and names of one page.
func (g *gatherer) page(said []prose.Sentence) {
	g.said = append(g.said, said...)
	for _, s := range said {
		words := wordsOf(s.Text)
		for i, w := range words {
			if !lowerOnly(w.text) || !joined(s.Text, w) {
				g.word(s, w)
			}
			if i+1 < len(words) && s.Text[w.to:words[i+1].from] == " " {
				g.pair(s, w, words[i+1])
			}
		}
		for _, m := range acronym.FindAllStringIndex(s.Text, -1) {
			if rest := s.Text[m[1]:]; !strings.HasPrefix(rest, "-") && !(len(rest) > 1 && rest[0] == '.' && letter(rest[1])) {
				g.group("acronym "+fold(s.Text[m[0]:m[1]])).named(s.Text[m[0]:m[1]], s.Span(m[0], m[1]))
			}
		}
		if s.Kind == prose.Cell && strings.Contains(s.Text, " ") && len(s.Text) <= maxCell {
			g.group("cell "+strings.ToLower(s.Text)).named(s.Text, s.Whole())
		}
	}
}

// maxCell is how long a cell of a table may be that holds a name.
const maxCell = 40

// word counts a word that may be a name. Words in small letters count as well:
// they may be a spelling of one.
func (g *gatherer) word(s prose.Sentence, w word) {
	if strings.ContainsAny(w.text, "0123456789") || lowerOnly(w.text[:1]) && !lowerOnly(w.text) {
		return // with a number it is an acronym, and linkTitle is no name of prose
	}
	if s.Kind == prose.Cell && s.Text == w.text && humps.MatchString(w.text) {
		return // a field or a setting
	}
	group := g.group(fold(w.text))
	group.name = group.name || coined.MatchString(w.text)
	group.add(w.text, s.Span(w.from, w.to))
}

// pair counts two words that may be one name with a blank in it.
func (g *gatherer) pair(s prose.Sentence, a, b word) {
	low, next := strings.ToLower(a.text), strings.ToLower(b.text)
	if len(low) < 3 || len(next) < 3 || slices.Contains(leading, low) || slices.Contains(trailing, next) || strings.ContainsAny(a.text+b.text, "0123456789") {
		return
	}
	key := strings.TrimSuffix(low+next, "s")
	if _, ok := g.pairs[key]; !ok {
		g.pairs[key] = &group{}
		g.pairOrder = append(g.pairOrder, key)
	}
	g.pairs[key].add(low+" "+strings.TrimSuffix(next, "s"), s.Span(a.from, b.to))
}

// split reports names that are written in one word and in two.
func (g *gatherer) split(done map[string]bool) diag.List {
	var list diag.List
	for _, key := range g.pairOrder {
		one := &group{}
		for _, k := range []string{key, key + "s"} {
			if w, ok := g.groups[k]; ok {
				for _, f := range w.forms {
					if !humps.MatchString(f.text) {
						one.count(f.text, f.count, f.first)
					}
				}
			}
		}
		if len(one.forms) == 0 || done[key] {
			continue
		}
		joined, apart := one.most(), g.pairs[key].most()
		if apart.count >= one.total() {
			list.Add(report(joined, apart.text, g.pairs[key].total()))
		} else {
			list.Add(report(apart, joined.text, one.total()))
		}
	}
	return list
}

// wordsOf splits a sentence into words. Parts of addresses, paths and
// identifiers are none.
func wordsOf(text string) []word {
	var out []word
	for _, m := range token.FindAllStringIndex(text, -1) {
		if inside(text, m[0]-1, -1) || inside(text, m[1], 1) {
			continue
		}
		out = append(out, word{text[m[0]:m[1]], m[0], m[1]})
	}
	return out
}

// inside reports whether what stands beside a word at i makes it a part of an
// address, a path or an identifier.
func inside(text string, i, step int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	switch text[i] {
	case '_', '@', '\\', '=', '$', '<', '>', '#':
		return true
	case '/', '.', ':':
		return wordAt(text, i+step)
	}
	return letter(text[i])
}

// joined reports whether a hyphen ties a word to another.
func joined(text string, w word) bool {
	return w.from > 0 && text[w.from-1] == '-' || w.to < len(text) && text[w.to] == '-'
}

func lowerOnly(text string) bool { return text == strings.ToLower(text) }
