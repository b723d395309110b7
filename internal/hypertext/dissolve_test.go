package hypertext_test

import (
	"fmt"
	"html/template"
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

// A component sees the components that stand in a part as if they stood there
// themselves, also those that the part is given.
func TestComponentsInPartsArePieces(t *testing.T) {
	files := map[string]string{
		"./steps.mdx": "<Steps>\n<Step/>\n\n{props.children}\n\n</Steps>\n",
		"./two.mdx":   "<Step/>\n<Step/>\n",
	}
	text := "import S from './steps.mdx'\nimport Two from './two.mdx'\n\n<S>\n<Two/>\n<Step/>\n</S>\n"
	doc, list := markup.Parse(source.NewFile("page.mdx", []byte(text)), 0, markup.Options{
		MDX: true,
		Components: map[string]*component.Component{
			"Steps": {Name: "Steps", Children: true}, "Step": {Name: "Step"},
		},
		Open: func(_ *source.File, module string) (*markup.Part, *markup.Missing) {
			return &markup.Part{File: source.NewFile(module, []byte(files[module]))}, nil
		},
	})
	var got string
	list = append(list, doc.Render(discard{}, hypertext.Env{Component: func(c *hypertext.Call) (template.HTML, error) {
		for _, p := range c.Pieces {
			if p.Call != nil {
				got += fmt.Sprintf("%s %d ", p.Call.Name, p.Call.Index)
			}
		}
		return "<i></i>", nil
	}})...)
	if got != "Step 0 Step 1 Step 2 Step 3 " || len(list) > 0 {
		t.Errorf("%q, %v", got, list)
	}
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
