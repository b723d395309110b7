package review

import (
	"strings"

	"github.com/candor-site/candor/internal/asset"
	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// page makes a page of a comparison, in the embedded theme, that needs no portal.
func page(c *change.Comparison) ([]byte, error) {
	t, list, err := theme.Load(nil, source.Text{})
	if err != nil {
		return nil, err
	}
	files, found := asset.Bundle(t.Assets(), "")
	if list = append(list, found...); list.HasErrors() {
		return nil, list.Sorted().Without(diag.Warning)[0] // a fault of the program: the theme is built in
	}
	style := string(files["site.css"].Data)
	return render.Comparison(c, t, strings.ReplaceAll(style, "</", `<\/`))
}
