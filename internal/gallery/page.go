package gallery

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/picture"
)

// column is the width, in CSS pixels, of the column that pages are read in: no
// picture in it is shown wider.
const column = 768

// The first picture of a page is loaded at once if it has at least so many
// pixels, and stands before so many bytes of text: others are out of sight.
const (
	firstPixels = 64 * 64
	firstText   = 3000
)

// Page returns a page of HTML with its pictures made ready, the files that it is
// the first page to show, and the routes of the pictures that it shows in sizes.
func (g *Gallery) Page(page []byte) (ready []byte, files []artifact.File, shown []string) {
	if g == nil || !pictured(page) {
		return page, nil, nil
	}
	d := dresser{gallery: g}
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(0)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return append(d.out, z.Raw()...), d.files, d.routes
		}
		d.token(kind, z)
	}
}

// pictured reports whether a page has "<img". It goes by the last of the letters:
// one stands seldom in a page, and "<" everywhere.
func pictured(page []byte) bool {
	for at := 0; ; at++ {
		i := bytes.IndexByte(page[at:], 'g')
		if i < 0 {
			return false
		}
		if at += i; bytes.HasSuffix(page[:at], []byte("<im")) {
			return true
		}
	}
}

// dresser is one page that is being rewritten.
type dresser struct {
	gallery *Gallery
	out     []byte
	picture bool // inside a picture element
	main    bool // behind the start of the main element
	text    int  // bytes of text in it so far
	shown   bool // a picture was loaded at once
	files   []artifact.File
	routes  []string // of pictures whose versions were asked for
}

// Show returns the files that a page is the first to show that was made ready
// before, and showed these pictures.
func (g *Gallery) Show(routes []string) []artifact.File {
	var files []artifact.File
	for _, route := range routes {
		if w := g.pictures[route]; w != nil {
			_, more := g.versions(w)
			files = append(files, more...)
		}
	}
	return files
}

// versions returns the versions of a picture, and keeps the files that were made.
func (d *dresser) versions(w *work) []version {
	list, files := d.gallery.versions(w)
	d.files = append(d.files, files...)
	if !slices.Contains(d.routes, w.asset.Route) {
		d.routes = append(d.routes, w.asset.Route)
	}
	return list
}

func (d *dresser) token(kind html.TokenType, z *html.Tokenizer) {
	raw := z.Raw()
	switch kind {
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		if name := nameOf(raw); name == "img" || name == "picture" || name == "source" || name == "main" {
			d.tag(kind, name, bytes.Clone(raw), z)
			return
		}
	case html.TextToken:
		if d.main {
			d.text += len(bytes.TrimSpace(raw))
		}
	}
	d.out = append(d.out, raw...)
}

// nameOf returns the name of a tag as it is written, in lower case.
func nameOf(raw []byte) string {
	name := bytes.TrimLeft(raw, "</")
	if i := bytes.IndexAny(name, " \t\r\n\f/>"); i >= 0 {
		name = name[:i]
	}
	return strings.ToLower(string(name))
}

func (d *dresser) tag(kind html.TokenType, name string, raw []byte, z *html.Tokenizer) {
	switch {
	case name == "main":
		d.main = kind == html.StartTagToken
	case name == "picture":
		d.picture = kind == html.StartTagToken
	case kind == html.EndTagToken:
	case name == "img":
		d.image(attributes(z.Token().Attr))
		return
	case d.picture:
		d.source(attributes(z.Token().Attr), raw)
		return
	}
	d.out = append(d.out, raw...)
}

// source offers what a source of a picture element names in smaller files.
func (d *dresser) source(a attributes, raw []byte) {
	w := d.gallery.find(a.get("srcset"))
	if w == nil || a.has("type") || a.has("sizes") {
		d.out = append(d.out, raw...)
		return
	}
	files := d.versions(w)
	shown := min(w.Width, column)
	if w.Format == picture.PNG && len(files) > 0 {
		webp := append(a.without("srcset"), d.offer(files, shown, "type", "image/webp")...)
		webp.add("width", strconv.Itoa(w.Width))
		webp.add("height", strconv.Itoa(w.Height))
		d.write("source", webp)
	}
	if w.Format != picture.PNG && len(files) > 0 {
		a = append(a.without("srcset"), d.offer(withOwn(files, w), shown)...)
	}
	a.add("width", strconv.Itoa(w.Width))
	a.add("height", strconv.Itoa(w.Height))
	d.write("source", a)
}

// image writes an img.
func (d *dresser) image(a attributes) {
	w := d.gallery.find(a.get("src"))
	width := 0
	if w != nil {
		width = w.size(&a)
	}
	if d.main && !d.shown && d.text < firstText && (w == nil || w.Width*w.Height >= firstPixels) {
		a = a.without("loading")
		a.add("fetchpriority", "high")
		d.shown = true
	} else if d.main {
		a.add("loading", "lazy")
	}
	a.add("decoding", "async")
	if w == nil || a.has("srcset") {
		d.write("img", a)
		return
	}
	files := d.versions(w)
	if len(files) == 0 {
		d.write("img", a)
		return
	}
	shown := min(width, column)
	if w.Format != picture.PNG {
		d.write("img", append(a, d.offer(withOwn(files, w), shown)...))
		return
	}
	if !d.picture {
		d.out = append(d.out, "<picture>"...)
	}
	d.write("source", d.offer(files, shown, "type", "image/webp"))
	d.write("img", a)
	if !d.picture {
		d.out = append(d.out, "</picture>"...)
	}
}

// size sets width and height of an img and returns its width. What the author
// gave counts; of one side the other follows.
func (w *work) size(a *attributes) int {
	if w.Width == 0 {
		return column
	}
	width, height := a.get("width"), a.get("height")
	wide, errWide := strconv.Atoi(width)
	high, errHigh := strconv.Atoi(height)
	switch {
	case width == "" && height == "":
		wide = w.Width
		a.add("width", strconv.Itoa(wide))
		a.add("height", strconv.Itoa(w.Height))
	case height == "" && errWide == nil:
		a.add("height", strconv.Itoa(max(1, (w.Height*wide+w.Width/2)/w.Width)))
	case width == "" && errHigh == nil:
		wide = max(1, (w.Width*high+w.Height/2)/w.Height)
		a.add("width", strconv.Itoa(wide))
	}
	if wide <= 0 {
		return column
	}
	return wide
}

// withOwn lists files and, last, the picture itself.
func withOwn(files []version, w *work) []version {
	own := version{w.Width, strings.TrimPrefix(w.asset.Route, "/")}
	return append(files[:len(files):len(files)], own)
}

// offer returns the attributes that let a browser choose among files for a
// picture that is shown in a width, behind further ones.
func (d *dresser) offer(files []version, shown int, further ...string) attributes {
	var out attributes
	for i := 0; i+1 < len(further); i += 2 {
		out.add(further[i], further[i+1])
	}
	var set []string
	for _, f := range files {
		address := escaped(d.gallery.base + f.path)
		if len(files) > 1 {
			address += " " + strconv.Itoa(f.Width) + "w"
		}
		set = append(set, address)
	}
	out.add("srcset", strings.Join(set, ", "))
	if len(files) > 1 {
		px := strconv.Itoa(shown) + "px"
		out.add("sizes", "(max-width: "+px+") 100vw, "+px)
	}
	return out
}

// escaped writes a path so that no space or comma in it ends it.
func escaped(p string) string {
	return strings.ReplaceAll((&url.URL{Path: p}).EscapedPath(), ",", "%2C")
}

func unescaped(address string) string {
	if p, err := url.PathUnescape(address); err == nil {
		return p
	}
	return address
}

// attributes are those of one tag, in their order.
type attributes []html.Attribute

func (a attributes) get(name string) string {
	for _, x := range a {
		if x.Key == name {
			return x.Val
		}
	}
	return ""
}

func (a attributes) has(name string) bool {
	for _, x := range a {
		if x.Key == name {
			return true
		}
	}
	return false
}

// add adds an attribute that is not there.
func (a *attributes) add(name, value string) {
	if !a.has(name) {
		*a = append(*a, html.Attribute{Key: name, Val: value})
	}
}

func (a attributes) without(name string) attributes {
	var out attributes
	for _, x := range a {
		if x.Key != name {
			out = append(out, x)
		}
	}
	return out
}

// write writes a tag.
func (d *dresser) write(name string, a attributes) {
	d.out = append(append(d.out, '<'), name...)
	for _, x := range a {
		d.out = append(append(d.out, ' '), x.Key...)
		d.out = append(append(append(d.out, `="`...), html.EscapeString(x.Val)...), '"')
	}
	d.out = append(d.out, '>')
}
