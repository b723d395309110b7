package decode

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

// TestPlainMappings holds what is read line by line to what the parser of YAML
// makes of it.
func TestPlainMappings(t *testing.T) {
	keys := strings.Split("title description weight yes null True on a1 a_b aB1 title: -a 1a äb", " ")
	values := strings.Split("|A title|The firewall, of 2 (or 3) hosts|it's here/there|false|falsely|No more|null value|1 day|a: b|a #b|a#b|- a|'q'|\"q\"|x ..|a b |  two|2026-01-02|tilde ~|a\tb|Ünder|yes, yes|.inf stuff|NaNaNaN|Infinity|e10000|x - y|[a]|a]|&a bcdef|*abcdef|!abcdef", "|")
	random := rand.New(rand.NewPCG(4, 4))
	plain := 0
	for range 20_000 {
		var text strings.Builder
		for range 1 + random.IntN(4) {
			text.WriteString(keys[random.IntN(len(keys))])
			text.WriteString([]string{": ", ": ", ": ", ": ", ":", ":  "}[random.IntN(6)])
			text.WriteString(values[random.IntN(len(values))])
			text.WriteString([]string{"\n", "\n", "\n", "\n", "\n", "\r\n", "\n\n", "\n  more\n", ""}[random.IntN(9)])
		}
		f := source.NewFile("p.md", []byte("---\n"+text.String()+"---\n"))
		end := len(f.Data) - len("---\n")
		got := plainMapping(f, len("---\n"), end, Front)
		if got == nil {
			continue
		}
		plain++
		if want, list := yamlMapping(f, len("---\n"), end, Front); len(list) > 0 || !reflect.DeepEqual(got, want) {
			t.Fatalf("%q is %+v, want %+v, %v", text.String(), got, want, list)
		}
	}
	if plain < 200 {
		t.Errorf("%d of the mappings are plain", plain)
	}
}
