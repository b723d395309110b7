package highlight

import (
	"reflect"
	"strings"
	"testing"
)

func TestReadMeta(t *testing.T) {
	for info, want := range map[string]Meta{
		"":                                       {},
		`title="a b.go" {1,3-5} showLineNumbers`: {Title: "a b.go", Lines: [][2]int{{1, 1}, {3, 5}}, Numbers: true},
		`filename=x hl_lines="2 4-6"`:            {Title: "x", Lines: [][2]int{{2, 2}, {4, 6}}},
		"linenums=false {x,1-y}":                 {},
		`{1`:                                     {},
		`title="never closed`:                    {Title: `"never`},
	} {
		if got := ReadMeta([]byte(info)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", info, got, want)
		}
	}
	m := ReadMeta([]byte("{1,3-4}"))
	for line, want := range map[int]bool{1: true, 2: false, 3: true, 4: true, 5: false} {
		if m.Marked(line) != want {
			t.Errorf("line %d is marked: %v", line, !want)
		}
	}
}

func TestLinesAreTheCode(t *testing.T) {
	code := "func f() {\n\treturn \"ü\" // c\n}\n\nx"
	for _, lang := range []string{"", "go", "yaml", "text", "no-such-language"} {
		var got strings.Builder
		coloured := false
		for _, line := range Lines(lang, code) {
			for _, token := range line {
				got.WriteString(token.Text)
				coloured = coloured || token.Class != ""
			}
		}
		if got.String() != code {
			t.Errorf("%s: %q", lang, got.String())
		}
		if want := lang == "go" || lang == "yaml"; coloured != want {
			t.Errorf("%s: colours %v", lang, coloured)
		}
	}
	if long := strings.Repeat("x := 1\n", maxHighlight/7+1); len(Lines("go", long)[0]) != 1 {
		t.Error("long code has colours")
	}
	if !Known("go") || !Known("text") || Known("no-such-language") {
		t.Error("the wrong languages are known")
	}
}

func TestStyles(t *testing.T) {
	css := Styles()
	light, dark, ok := strings.Cut(css, "@media (prefers-color-scheme: dark) {")
	if !ok || !strings.Contains(light, ".chroma .k {") || !strings.Contains(dark, ".chroma .k {") {
		t.Errorf("light or dark is missing: %.200s", css)
	}
	if strings.Count(css, "{") != strings.Count(css, "}") || strings.Contains(css, "url(") {
		t.Error("the stylesheet is malformed")
	}
	if css != Styles() {
		t.Error("two calls differ")
	}
}
