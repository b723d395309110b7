package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

func TestLinksAndImages(t *testing.T) {
	codes := []diag.Code{diag.LinkEmpty, diag.LinkVague, diag.LinkBare, diag.ImageAlt}
	for text, want := range map[string]diag.Code{
		"[](a.md)":                           diag.LinkEmpty,
		"[  ](a.md)":                         diag.LinkEmpty,
		`<a href="a.md"></a>`:                diag.LinkEmpty,
		`<a href="a.md" aria-label="x"></a>`: "",
		`<a id="a"></a>`:                     "",
		"[![](a.png)](a.md)":                 diag.ImageAlt, // once, and not the link too
		"[![A map](a.png)](a.md)":            "",
		"[<b>Terms</b>](a.md)":               "",
		"[{page.title}](a.md)":               "",
		"[here](a.md)":                       diag.LinkVague,
		"[Click **here**.](a.md)":            diag.LinkVague,
		"[here][r]\n\n[r]: a.md":             diag.LinkVague,
		`<a href="a.md">this link</a>`:       diag.LinkVague,
		"[here is the report](a.md)":         "",
		"[there](a.md)":                      "",
		"see www.acme.org for more":          diag.LinkBare,
		"see https://www.acme.org for more":  "",
		"`www.acme.org`":                     "",
		"![](a.png)":                         diag.ImageAlt,
		"![A map](a.png)":                    "",
		"![image9](images/image9.png)":       diag.ImageAlt,
		"![image alt text](map.png)":         diag.ImageAlt,
		"![Screenshot 2](map.png)":           diag.ImageAlt,
		"![map-2.png](map-2.png)":            diag.ImageAlt,
		"![vpc_2](vpc_2.png)":                diag.ImageAlt,
		"![Architecture](architecture.png)":  "",
		"![Image of the network](a.png)":     "",
		`<img src="a.png" alt="image 3"/>`:   diag.ImageAlt,
		`<img src="a.png"/>`:                 diag.ImageAlt,
		`<img src="a.png" alt=""/>`:          "",
		`<img src="a.png" alt="A map"/>`:     "",
	} {
		_, list := markup.Parse(source.NewFile("content/a.mdx", []byte(text+"\n")), 0, markup.Options{MDX: true, Roots: []string{"page"}})
		var got []string
		for _, d := range list {
			if slices.Contains(codes, d.Code) {
				got = append(got, string(d.Code))
			}
			if d.Severity == diag.Error {
				t.Errorf("%s: %s", text, d)
			}
		}
		if strings.Join(got, " ") != string(want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
