package claims

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// FuzzText writes any text as a value and reads the same text back.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"plain", "a: b #c", strings.Repeat("- ? : ", 40) + "x", "\u0085\ufeff\u2029", "'\"\\", strings.Repeat("é ", 80) + "ü"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) || text == "" || len(text) > 4096 {
			t.Skip("no text of an inventory")
		}
		w := &writer{}
		w.text(4, "key", text)
		w.printf("    after: 1\n")
		node, list := decode.YAML(source.NewFile("x.yaml", w.bytes()), decode.Config)
		if len(list) > 0 {
			t.Fatalf("%q: %v in\n%s", text, list, w.bytes())
		}
		if got := node.Get("key").Plain(); got != text || node.Get("after") == nil {
			t.Fatalf("got %q, want %q", got, text)
		}
	})
}
