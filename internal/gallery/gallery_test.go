package gallery

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/source"
)

func drawn(w, h int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), uint8((x*y + 7*x) >> 3), 255})
		}
	}
	return m
}

func view(t *testing.T) *disclose.View {
	t.Helper()
	var photo, shot, broken bytes.Buffer
	if err := jpeg.Encode(&photo, drawn(1100, 600), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&shot, drawn(600, 300)); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&broken, drawn(600, 300)); err != nil {
		t.Fatal(err)
	}
	broken.Bytes()[200] ^= 0x55
	asset := func(name string, data []byte) *disclose.Asset {
		return &disclose.Asset{Route: "/" + name, Source: "content/" + name, Data: data}
	}
	return &disclose.View{Site: disclose.Site{BasePath: "/trust/"}, Assets: []*disclose.Asset{
		asset("a b/photo,1.jpg", photo.Bytes()), asset("shot.png", shot.Bytes()), asset("broken.png", broken.Bytes()),
		asset("small.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"/>`)), asset("paper.pdf", []byte("%PDF")),
	}}
}

// page returns a page as the gallery shows it.
func page(g *Gallery, in string) string {
	out, _, _ := g.Page([]byte(in))
	return string(out)
}

// hash stands for the digest in a name.
var hash = regexp.MustCompile(`-[0-9a-f]{8}\.`)

func TestPage(t *testing.T) {
	const lazy = ` loading="lazy"`
	g := New(view(t), nil)
	for _, c := range []struct{ name, in, want string }{
		{"nothing to do", `<main><p>&lt;img></p><!-- <img src="/trust/shot.png"> --></main>`, `<main><p>&lt;img></p><!-- <img src="/trust/shot.png"> --></main>`},
		{"size of an SVG", `<img src="/trust/small.svg" alt="a &amp; &quot;b&quot;">`, `<img src="/trust/small.svg" alt="a &amp; &#34;b&#34;" width="80" height="20" decoding="async">`},
		{"one side follows", `<img src="/trust/small.svg" width="40">`, `<img src="/trust/small.svg" width="40" height="10" decoding="async">`},
		{"the other side follows", `<img src="/trust/small.svg" height="5">`, `<img src="/trust/small.svg" height="5" width="20" decoding="async">`},
		{"what the author says counts", `<img src="/trust/small.svg" width="9" height="9">`, `<img src="/trust/small.svg" width="9" height="9" decoding="async">`},
		{"a fragment", `<img src="/trust/small.svg#part">`, `<img src="/trust/small.svg#part" width="80" height="20" decoding="async">`},
		{"another site", `<img src="/shot.png"><img src="https://a.example/trust/shot.png">`, `<img src="/shot.png" decoding="async"><img src="https://a.example/trust/shot.png" decoding="async">`},
		{"a PNG gains WebP", `<main><img src="/trust/shot.png" alt="x"` + lazy + `></main>`,
			`<main><picture><source type="image/webp" srcset="/trust/assets/pictures/shot-600-#.webp"><img src="/trust/shot.png" alt="x" width="600" height="300" fetchpriority="high" decoding="async"></picture></main>`},
		{"a JPEG gains sizes", `<main><img src="/trust/small.svg"><img src="/trust/shot.png"><img src="/trust/a%20b/photo,1.jpg"></main>`,
			`<main><img src="/trust/small.svg" width="80" height="20" loading="lazy" decoding="async"><picture><source type="image/webp" srcset="/trust/assets/pictures/shot-600-#.webp"><img src="/trust/shot.png" width="600" height="300" fetchpriority="high" decoding="async"></picture>` +
				`<img src="/trust/a%20b/photo,1.jpg" width="1100" height="600" loading="lazy" decoding="async" srcset="/trust/assets/pictures/photo%2C1-480-#.jpg 480w, /trust/assets/pictures/photo%2C1-960-#.jpg 960w, /trust/a%20b/photo%2C1.jpg 1100w" sizes="(max-width: 768px) 100vw, 768px"></main>`},
		{"a narrow one", `<img src="/trust/a%20b/photo,1.jpg" width="200">`, `<img src="/trust/a%20b/photo,1.jpg" width="200" height="109" decoding="async" srcset="/trust/assets/pictures/photo%2C1-480-#.jpg 480w, /trust/assets/pictures/photo%2C1-960-#.jpg 960w, /trust/a%20b/photo%2C1.jpg 1100w" sizes="(max-width: 200px) 100vw, 200px">`},
		{"the author's own srcset", `<img src="/trust/shot.png" srcset="/trust/shot.png 1x">`, `<img src="/trust/shot.png" srcset="/trust/shot.png 1x" width="600" height="300" decoding="async">`},
		{"a dark picture", `<picture><source media="(prefers-color-scheme: dark)" srcset="/trust/shot.png"><img src="/trust/small.svg"></picture><source src="x">`,
			`<picture><source media="(prefers-color-scheme: dark)" type="image/webp" srcset="/trust/assets/pictures/shot-600-#.webp" width="600" height="300"><source media="(prefers-color-scheme: dark)" srcset="/trust/shot.png" width="600" height="300"><img src="/trust/small.svg" width="80" height="20" decoding="async"></picture><source src="x">`},
		{"a picture far below waits", `<main><p>` + strings.Repeat("word ", 800) + `</p><img src="/trust/shot.png"></main>`,
			`<main><p>` + strings.Repeat("word ", 800) + `</p><picture><source type="image/webp" srcset="/trust/assets/pictures/shot-600-#.webp"><img src="/trust/shot.png" width="600" height="300" loading="lazy" decoding="async"></picture></main>`},
		{"raw text stays", `<textarea><img src="/trust/shot.png"></textarea><IMG SRC=/trust/small.svg>`, `<textarea><img src="/trust/shot.png"></textarea><img src="/trust/small.svg" width="80" height="20" decoding="async">`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := hash.ReplaceAllString(string(page(g, c.in)), "-#."); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// Every address that a page names is a file, and nothing is made that no page
// names.
func TestFiles(t *testing.T) {
	g := New(view(t), nil)
	if _, files, _ := g.Page([]byte(`<img src="/trust/small.svg">`)); len(files) != 0 {
		t.Error("files were made before a page asked for them")
	}
	shown := []byte(`<img src="/trust/a%20b/photo,1.jpg"><img src="/trust/shot.png"><img src="/trust/shot.png">`)
	data, files, _ := g.Page(shown)
	if len(files) != 3 {
		t.Fatalf("got %d files, want 3", len(files))
	}
	if again, files, _ := g.Page(shown); !bytes.Equal(again, data) || len(files) != 0 {
		t.Errorf("a second page gets %d files again", len(files))
	}
	_, _, routes := g.Page(shown)
	later := New(view(t), nil) // to a gallery that never saw the page
	if again := later.Show(append(routes, "/gone.png")); len(routes) != 2 || !slices.EqualFunc(again, files, func(a, b artifact.File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) }) {
		t.Errorf("a page of %q is the first to need %d files, want %d", routes, len(again), len(files))
	}
	if again := later.Show(routes); len(again) != 0 {
		t.Errorf("a second page gets %d files again", len(again))
	}
	for _, f := range files {
		if !strings.Contains(string(data), escaped("/trust/"+f.Path)) || len(f.Sources) != 1 || f.Media == "application/octet-stream" {
			t.Errorf("%s (%s of %v) is not what the page names", f.Path, f.Media, f.Sources)
		}
	}
	if len(g.Problems()) != 0 {
		t.Error(g.Problems())
	}
}

func TestBrokenPixels(t *testing.T) {
	g := New(view(t), nil)
	page := page(g, `<img src="/trust/broken.png">`)
	if page != `<img src="/trust/broken.png" width="600" height="300" decoding="async">` {
		t.Error(page)
	}
	if list := g.Problems(); len(list) != 1 || list[0].Span.Path() != "content/broken.png" || !strings.Contains(list[0].Message, "the pixels of the picture cannot be read") {
		t.Error(list)
	}
}

// What is remembered is what would be made, also when it is longer than one
// value of the table, and a damaged value is made again.
func TestRemembered(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	v := view(t)
	page := []byte(`<img src="/trust/a%20b/photo,1.jpg"><img src="/trust/shot.png"><img src="/trust/broken.png">`)
	run := func(table *memo.Table) (string, string) {
		g := New(v, table)
		data, files, _ := g.Page(page)
		out := string(data)
		for _, f := range files {
			out += f.Path + string(source.DigestOf(f.Data))
		}
		problems := ""
		for _, d := range g.Problems() {
			problems += d.Message
		}
		return out, problems
	}
	plain, problems := run(nil)
	for range 3 {
		table, err := memo.Open(root, "cache", "test", 64<<20)
		if err != nil {
			t.Fatal(err)
		}
		if got, said := run(table); got != plain || said != problems {
			t.Error("with a table, something else is made")
		}
		if err := table.Close(); err != nil {
			t.Fatal(err)
		}
	}
	table, err := memo.Open(root, "cache", "test", 64<<20)
	if err != nil {
		t.Fatal(err)
	}
	g := New(v, table)
	long := bytes.Repeat([]byte("0123456789"), memo.MaxValue/4)
	g.keep([]string{"long"}, long)
	if got := g.pieces([]string{"long"}); !bytes.Equal(got, long) {
		t.Errorf("%d bytes came back as %d", len(long), len(got))
	}
	if g.pieces([]string{"other"}) != nil {
		t.Error("what was never kept came back")
	}
	for _, a := range v.Assets[:2] {
		g.keep([]string{"picture", "1", string(source.DigestOf(g.pictures[a.Route].Data))}, []byte("damage"))
	}
	if got, _ := run(table); got != plain {
		t.Error("damage was taken for a picture")
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
}
