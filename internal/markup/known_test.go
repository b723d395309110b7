package markup

import (
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
)

func TestNearMissesOfKnownWords(t *testing.T) {
	callout := map[string]*component.Component{"Callout": {Name: "Callout", Children: true, Props: []component.Prop{{Name: "type", Type: component.PropString, Known: []string{"note", "warning"}}}}}
	for text, want := range map[string]string{
		":::wraning\na\n:::\n":                    `did you mean "warning"?`,
		"> [!WARNIG]\n> a\n":                      `did you mean "warning"?`,
		"<Callout type=\"nott\">a</Callout>\n":    `did you mean "note"?`,
		":::WARNING\na\n:::\n":                    "",
		":::zebra\na\n:::\n":                      "", // another word of somebody else
		"<Callout type={page.kind}>a</Callout>\n": "",
	} {
		_, ds := parseText("page.mdx", text, Options{MDX: true, Components: callout, Roots: []string{"page"}})
		hint := ""
		for _, d := range ds {
			if d.Code != diag.PropType || d.Severity != diag.Warning {
				t.Errorf("%q: %v", text, d)
			}
			hint = d.Hint
		}
		if hint != want {
			t.Errorf("%q: hint %q, want %q", text, hint, want)
		}
	}
}
