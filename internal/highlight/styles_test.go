package highlight

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/styles"
)

// TestStylesAreThoseOfChroma holds styles.css to the styles of chroma that it was made of. It is a
// file because a program that names those styles reads all of them at its start.
func TestStylesAreThoseOfChroma(t *testing.T) {
	if want := ofChroma(); Styles() != want {
		t.Errorf("styles.css is not what the styles of chroma give; write to it:\n%s", want)
	}
}

// ofChroma makes the stylesheet.
func ofChroma() string {
	light, dark := looks("github"), looks("github-dark")
	for class := range light {
		if dark[class] == "" {
			dark[class] = "color:inherit"
		}
	}
	for class, look := range dark {
		if light[class] != "" && strings.Contains(light[class], "font-weight") && !strings.Contains(look, "font-weight") {
			dark[class] = look + ";font-weight:inherit"
		}
	}
	return sheet(light) + "@media (prefers-color-scheme: dark) {\n" + sheet(dark) + "}\n"
}

// looks returns the declarations of a style by class.
func looks(name string) map[string]string {
	style := styles.Get(name)
	text, mark := style.Get(chroma.Text), style.Get(chroma.Punctuation)
	out := map[string]string{}
	for kind, class := range chroma.StandardTypes {
		if class == "" || kind <= 0 || kind >= chroma.Text || kind == chroma.Error {
			continue
		}
		look := style.Get(kind)
		if look.Bold != chroma.Yes && (look.Colour == text.Colour || look.Colour == mark.Colour) || !look.Colour.IsSet() {
			continue
		}
		out[class] = "color:" + strings.Replace(look.Colour.String(), "#6a737d", "#57606a", 1) // too pale on grey
		if look.Bold == chroma.Yes {
			out[class] += ";font-weight:600"
		}
	}
	return out
}

// sheet writes one rule for all classes that look the same.
func sheet(looks map[string]string) string {
	groups := map[string][]string{}
	for _, class := range slices.Sorted(maps.Keys(looks)) {
		groups[looks[class]] = append(groups[looks[class]], ".chroma ."+class)
	}
	var out strings.Builder
	for _, look := range slices.Sorted(maps.Keys(groups)) {
		out.WriteString(strings.Join(groups[look], ",") + "{" + look + "}\n")
	}
	return out.String()
}
