package prose

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// addEach adds text as add does, character by character.
func (b *block) addEach(text []byte, from int) {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		switch k := len(b.text); {
		case !blank(r):
			b.put(text[i:i+n], from+i, from+i+n)
		case k > 0 && b.text[k-1] != ' ':
			b.put(oneBlank, from+i, from+i+n)
		}
		i += n
	}
}

// FuzzAdd holds the text of a block, and where it stands, to what comes of it
// character by character.
func FuzzAdd(f *testing.F) {
	for _, s := range [][2]string{
		{"two words", " and  more "}, {" a", "b"}, {"a ", " b"}, {"\ta\n b\u00a0c", "\u200b d é f"}, {"", " "}, {"é a  \xff b \xc2", "c\x00 d"}, {"ends ", ""}, {"a b\u00a0 c d", "\u00a0"},
	} {
		f.Add(s[0], s[1], 0)
		f.Add(s[0], s[1], 7)
	}
	f.Fuzz(func(t *testing.T, first, second string, apart int) {
		if apart < 0 || apart > 1000 {
			return
		}
		var got, want block
		next := len(first) + apart
		got.add([]byte(first), 0, len(first))
		got.add([]byte(second), next, next+len(second))
		want.addEach([]byte(first), 0)
		want.addEach([]byte(second), next)
		if string(got.text) != string(want.text) || !slices.Equal(got.runs, want.runs) {
			t.Errorf("%q, %q: got %q %v, want %q %v", first, second, got.text, got.runs, want.text, want.runs)
		}
	})
}

// TestLower puts each byte at each place of a word.
func TestLower(t *testing.T) {
	for c := range 256 {
		for at := range 19 {
			text := []byte("Each BYTE\xc3\x89Z@[`{ ab")
			text[at] = byte(c)
			want := slices.Clone(text)
			for i, c := range want {
				if 'A' <= c && c <= 'Z' {
					want[i] = c + 'a' - 'A'
				}
			}
			if lower(text); string(text) != string(want) {
				t.Fatalf("%q, want %q", text, want)
			}
		}
	}
}
