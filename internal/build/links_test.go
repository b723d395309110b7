package build

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/scaffold"
)

// whole is an output of which every address is followed.
type whole struct {
	t     *testing.T
	base  *url.URL
	files map[string]artifact.File
	ids   map[string]map[string]bool // of pages, made when needed
	seen  int
}

// TestEveryAddressOfTheOutput follows every address of every file of our own
// portal and of a new site, at the root of a host and below a path. It reads
// pages as a browser parses them, and shares no code with the build.
func TestEveryAddressOfTheOutput(t *testing.T) {
	demo := t.TempDir()
	if _, err := scaffold.Site(demo, time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]string{"larkspur": copyRepository(t), "demo": demo} {
		for _, base := range []string{"https://trust.acme.org/", "https://acme.org/about/tr%C3%BCst/"} {
			t.Run(name+" at "+base, func(t *testing.T) {
				at(t, dir, base)
				m := build(t, dir, "public", 2)
				u, err := url.Parse(base)
				if err != nil {
					t.Fatal(err)
				}
				w := &whole{t: t, base: u, files: map[string]artifact.File{}, ids: map[string]map[string]bool{}}
				for _, f := range m.files {
					w.files[f.Path] = f
				}
				w.files["manifest.json"] = artifact.File{} // made of all others when they are published
				for _, f := range m.files {
					if f.Path != "api/v1/openapi.json" { // names the folder that the documents lie in
						w.follow(f)
					}
				}
				if w.seen < 200 {
					t.Errorf("only %d addresses were found", w.seen)
				}
			})
		}
	}
}

// at moves a site to a URL.
func at(t *testing.T, dir, base string) {
	t.Helper()
	name := filepath.Join(dir, "candor.yaml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	moved := regexp.MustCompile(`(?m)^(\s*base_url:\s*).*$`).ReplaceAll(data, []byte("${1}"+base))
	if !bytes.Contains(moved, []byte("base_url: "+base)) {
		t.Fatal("candor.yaml has no line base_url")
	}
	put(t, dir, "candor.yaml", string(moved))
}

var (
	cssAddress = regexp.MustCompile(`url\(\s*["']?([^"')]*)|@import\s+["']([^"']+)`)
	txtAddress = regexp.MustCompile(`(?m)^(?:Sitemap|Canonical|Policy|Encryption|Acknowledgments|Contact): (\S+)$`)
)

// follow checks every address of one file.
func (w *whole) follow(f artifact.File) {
	switch {
	case strings.HasSuffix(f.Path, ".html"):
		w.page(f)
	case strings.HasSuffix(f.Path, ".css"):
		for _, m := range cssAddress.FindAllSubmatch(f.Data, -1) {
			w.check(f.Path, "url()", string(m[1])+string(m[2]))
		}
	case strings.HasSuffix(f.Path, ".xml"), strings.HasSuffix(f.Path, ".atom"), strings.HasSuffix(f.Path, ".rss"), strings.HasSuffix(f.Path, ".svg"):
		w.tree(f)
	case strings.HasSuffix(f.Path, ".json"), strings.HasSuffix(f.Path, ".webmanifest"):
		var v any
		if err := json.Unmarshal(f.Data, &v); err != nil {
			w.t.Errorf("%s is not JSON: %v", f.Path, err)
		}
		w.values(f.Path, "", v)
	case strings.HasSuffix(f.Path, "robots.txt"), strings.HasSuffix(f.Path, "security.txt"):
		for _, m := range txtAddress.FindAllSubmatch(f.Data, -1) {
			w.check(f.Path, "line", string(m[1]))
		}
	}
}

func (w *whole) page(f artifact.File) {
	root, err := html.Parse(bytes.NewReader(f.Data))
	if err != nil {
		w.t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			what := n.Data + " " + a.Key
			switch a.Key {
			case "id":
				if ids[a.Val] {
					w.t.Errorf("%s has the id %s twice", f.Path, a.Val)
				}
				ids[a.Val] = true
			case "href", "src", "poster", "action", "formaction", "data", "cite", "xlink:href":
				w.check(f.Path, what, a.Val)
			case "srcset", "imagesrcset":
				for _, part := range strings.Split(a.Val, ",") {
					w.check(f.Path, what, strings.Fields(part)[0])
				}
			case "content":
				if _, address, ok := strings.Cut(a.Val, "url="); ok {
					w.check(f.Path, what, address)
				}
			}
		}
	}
}

// tree follows the addresses of an XML file: href, src, and the text of loc,
// link, id and guid.
func (w *whole) tree(f artifact.File) {
	d := xml.NewDecoder(bytes.NewReader(f.Data))
	within := ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			w.t.Errorf("%s is not XML: %v", f.Path, err)
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			within = token.Name.Local
			for _, a := range token.Attr {
				if a.Name.Local == "href" || a.Name.Local == "src" {
					w.check(f.Path, within+" "+a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			within = ""
		case xml.CharData:
			if text := string(token); strings.Contains(" loc link guid id icon logo ", " "+within+" ") && strings.Contains(text, "://") {
				w.check(f.Path, within, text)
			}
		}
	}
}

// values follows the addresses in JSON: those of the portal itself, and what
// stands under url, href, route, src, or start_url.
func (w *whole) values(file, key string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			w.values(file, k, inner)
		}
	case []any:
		for _, inner := range v {
			w.values(file, key, inner)
		}
	case string:
		named := strings.Contains(" url href src start_url ", " "+key+" ") && v != ""
		if named || strings.HasPrefix(v, w.base.String()) {
			w.check(file, key, v)
		}
	}
}

// check resolves an address as a browser does on the file's URL, and demands
// what it names.
func (w *whole) check(file, what, address string) {
	w.seen++
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		w.t.Errorf("%s: %s=%q: %v", file, what, address, err)
		return
	}
	from, err := w.base.Parse((&url.URL{Path: "./" + strings.TrimSuffix(file, "index.html")}).String())
	if err != nil {
		w.t.Fatal(err)
	}
	to := from.ResolveReference(u)
	if to.Host != w.base.Host || to.Scheme != w.base.Scheme {
		return
	}
	if !strings.HasPrefix(to.Path, w.base.Path) {
		w.t.Errorf("%s: %s=%q leaves the portal", file, what, address)
		return
	}
	name := strings.TrimPrefix(to.Path, w.base.Path)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	f, ok := w.files[name]
	if !ok {
		w.t.Errorf("%s: %s=%q leads to no file of the output", file, what, address)
		return
	}
	if to.Fragment == "" || strings.HasPrefix(to.Fragment, ":~:") || !strings.HasSuffix(name, ".html") {
		return
	}
	if w.ids[name] == nil {
		w.ids[name] = idsOf(w.t, f)
	}
	if !w.ids[name][to.Fragment] {
		w.t.Errorf("%s: %s=%q: %s has no id %q", file, what, address, name, to.Fragment)
	}
}

// idsOf returns the ids of a page.
func idsOf(t *testing.T, f artifact.File) map[string]bool {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "id" || a.Key == "name" && n.Data == "a" {
				out[a.Val] = true
			}
		}
	}
	return out
}

// BenchmarkLinks builds a site of 1,000 pages with 50 links each, half of them
// to an anchor of another page.
func BenchmarkLinks(b *testing.B) {
	dir := b.TempDir()
	put(b, dir, "candor.yaml", siteFile)
	for i := range 1000 {
		var page strings.Builder
		fmt.Fprintf(&page, "# Page %d\n\n", i)
		for j := range 50 {
			k := (i*7 + j*13) % 1000
			if j%2 == 0 {
				fmt.Fprintf(&page, "## Part %d\n\nSee [page %d](../s%d/p%d.md#part-%d).\n\n", j, k, k%20, k, j)
			} else {
				fmt.Fprintf(&page, "See [page %d](../s%d/p%d.md).\n\n", k, k%20, k)
			}
		}
		put(b, dir, fmt.Sprintf("content/s%d/p%d.md", i%20, i), page.String())
	}
	b.ReportAllocs()
	for b.Loop() {
		p, err := Open(b.Context(), Options{Dir: dir, AsOf: asOf, Workers: 2})
		if err != nil {
			b.Fatal(err)
		}
		v, _ := p.View("public")
		if _, list, err := p.Render(b.Context(), v); err != nil || list.HasErrors() || p.Diagnostics.HasErrors() {
			b.Fatal(err, list, p.Diagnostics)
		}
	}
}
