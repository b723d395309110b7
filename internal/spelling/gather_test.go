package spelling

import "testing"

// plainNextWord is nextWord by its definition.
func plainNextWord(text string, at int) (from, to int) {
	for at < len(text) {
		if !letter(text[at]) || text[at] <= '9' || text[at] == '_' {
			at++
			continue
		}
		end := at + 1
		for end < len(text) && letter(text[end]) && text[end] != '_' {
			end++
		}
		if !inside(text, at-1, -1) && !inside(text, end, 1) {
			return at, end
		}
		at = end
	}
	return -1, -1
}

func FuzzNextWord(f *testing.F) {
	f.Add("The words, of a_b c.d e/f 9lives x9 (y) [Z].")
	f.Add("http://a.example/b?c=d #e <f> g@h i-j é_k ")
	f.Add("_a a_ 0b b0 ..c c.. /d d/ e")
	f.Fuzz(func(t *testing.T, text string) {
		for at := 0; at >= 0; {
			from, to := nextWord(text, at)
			if a, b := plainNextWord(text, at); a != from || b != to {
				t.Fatalf("%q from %d: [%d, %d), want [%d, %d)", text, at, from, to, a, b)
			}
			at = to
		}
	})
}
