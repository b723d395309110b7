package search

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/source"
)

// plainWords splits a text that is folded as a whole, by what Unicode says of
// each character.
func plainWords(text string) []string {
	var out []string
	all := []rune(source.FoldText(text))
	for i := 0; i < len(all); {
		from := i
		switch {
		case alone(all[i]):
			for i++; i < len(all) && unicode.Is(unicode.M, all[i]); i++ {
			}
			out = append(out, string(all[from:i]))
		case unicode.In(all[i], unicode.L, unicode.N, unicode.M):
			for ; i < len(all); i++ {
				within := unicode.In(all[i], unicode.L, unicode.N, unicode.M) && !alone(all[i])
				if !within && (all[i] != '.' && all[i] != ',' || !unicode.IsDigit(all[i-1]) || i+1 == len(all) || !unicode.IsDigit(all[i+1])) {
					break
				}
			}
			out = append(out, string(all[from:min(i, from+longest)]))
		default:
			i++
		}
	}
	return out
}

// sameAsPlain holds each shortcut to what it stands for.
func sameAsPlain(t *testing.T, text string) {
	t.Helper()
	if got, want := string(folded(nil, text)), source.FoldText(text); got != want {
		t.Errorf("%q is folded to %q, want %q", text, got, want)
	}
	eachWord(new([]byte), text, func(word []byte, sum uint32) {
		if sum != sumOf(word) {
			t.Errorf("%q of %q has the sum %d", word, text, sum)
		}
	})
	if got, want := Words(text), plainWords(text); !slices.Equal(got, want) {
		t.Errorf("%q has the words %q, want %q", text, got, want)
	}
	if got, want := spaced(text), strings.Join(strings.Fields(text), " "); got != want {
		t.Errorf("%q is spaced %q, want %q", text, got, want)
	}
	var told string
	if got := appendText(nil, text); string(got)+"\n" != string(encode(text)) || json.Unmarshal(got, &told) != nil {
		t.Errorf("%q is written %s, want %s", text, got, encode(text))
	}
	if utf8.ValidString(text) {
		want := text
		if all := []rune(text); len(all) > excerptRunes {
			want = string(all[:excerptRunes])
			if at := strings.LastIndexByte(want, ' '); at > 0 {
				want = want[:at]
			}
			want += " …"
		}
		if got := appendExcerpt(nil, text); string(got)+"\n" != string(encode(want)) {
			t.Errorf("the excerpt of %q is %s, want %s", text, got, encode(want))
		}
	}
}

var texts = []string{
	"", " ", "a", "It’s “99.95 %”, or 1,2,3. v1.2.3.", "CAFÉ Cafe\u0301 e\u0301\u0327x \u0301first ΣΑΣ ς İI ﬁn ½ a½.5 ², 1.²", "数据か\u3099な カタカナ a数b", "tab\tline\nfeed\r\v\f\u00a0\u0085\u2003\u2028\u2029end ",
	"\x00\x01\x1f\x7f\b\"\\/<>&", "bad \xff\xc3 utf\xe2\x80", "double  space", " leading", "trailing ", strings.Repeat("x", 39) + "éé", strings.Repeat("é", 41), strings.Repeat("word ", 200), strings.Repeat("ö", 600), "각 값 ㈜ \U0001d4d0",
	"a\u0300" + strings.Repeat("\u0301", 40) + "b",
}

func TestShortcuts(t *testing.T) {
	for _, text := range texts {
		sameAsPlain(t, text)
	}
}

func FuzzShortcuts(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(sameAsPlain)
}
