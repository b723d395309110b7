package match

import "slices"

// Stems returns the words of a text that carry weight, reduced to what their
// forms share, sorted and each once: two questions with equal stems ask about the
// same.
func Stems(text string) []string {
	out := prepared().stems(text)
	slices.Sort(out)
	return slices.Compact(out)
}

// Denies reports whether a text holds a word that turns what it asks: not,
// never, without.
func Denies(text string) bool {
	list := words(text)
	return hasNot(list) || slices.ContainsFunc(list, func(w string) bool { return denials[w] })
}

// denials are the words that turn a question beside not, never and no.
var denials = set("none without lack lacks except exempt")
