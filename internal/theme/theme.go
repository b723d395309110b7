// Package theme loads layouts, partials, components and static files: a theme
// of the program with a site's own theme laid over it, file by file, and its
// words in the languages that a site speaks.
//
// Templates are html/template with an allow-listed set of pure functions; they
// see only what they are given. The package renders no page by itself.
package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/slate"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/themes"
)

// MaxOutput is the most bytes that one layout or component may write; a
// template that wants more has run away.
const MaxOutput = 16 << 20

// Theme is a loaded theme; it is immutable and safe for concurrent use.
type Theme struct {
	layouts    map[string]*press // by name; nil for one with a mistake
	templates  map[string]*press // of components, by name
	components map[string]*component.Component
	static     map[string]*source.File
	assets     map[string]*source.File
	files      map[string]*source.File // of templates, by the name they were parsed under
	words      *message.Words
	family     *family
}

// family is one theme in several languages.
type family struct {
	set      *fileSet
	declared *declarations
	catalog  func() *message.Catalog // the messages of all languages
	known    bool                    // all files are the program's own, and right

	mu sync.Mutex
	in map[string]*Theme
}

// Load returns the theme that candor.yaml names: one that is built in, "" being
// the default, or a folder below themes/ with the built-in one that it extends
// under it. A site's own components/, layouts/ and i18n/ at its root come last
// and win. tree may be nil when there is no site.
//
// A template that does not parse, and a declaration that is wrong, comes back
// as a diagnostic at its place; the theme then holds what is right.
func Load(tree *source.Tree, name source.Text) (*Theme, diag.List, error) {
	set, list, err := gather(tree, name)
	if err != nil {
		return nil, nil, err
	}
	declared, ds := declare(set)
	list.Add(ds...)
	all := &family{set: set, declared: declared, in: make(map[string]*Theme)}
	all.known = !slices.ContainsFunc(set.layers, func(l *Layer) bool { return l.Dir != "" })
	if all.known { // a test holds these themes to the checks below
		all.catalog = sync.OnceValue(func() *message.Catalog { c, _ := message.Read(set.messages); return c })
		t, _ := all.speak(message.Fallback)
		return t, list.Sorted(), nil
	}
	t, ds := all.check()
	return t, append(list, ds...).Sorted(), nil
}

// check makes the theme in English, and reports what is wrong in its templates
// and messages.
func (f *family) check() (*Theme, diag.List) {
	catalog, list := message.Read(f.set.messages)
	f.catalog = func() *message.Catalog { return catalog }
	t, ds := f.speak(message.Fallback)
	list.Add(ds...)
	uses := t.spoken()
	list.Add(checkSpoken(uses, catalog)...)
	said := make([]string, len(uses))
	for i, u := range uses {
		said[i] = u.key
	}
	list.Add(catalog.Strangers(said)...)
	return t, list
}

// speak makes the theme of one language: the templates with its words.
func (f *family) speak(lang string) (*Theme, diag.List) {
	t := &Theme{
		layouts:    make(map[string]*press),
		templates:  make(map[string]*press),
		static:     f.set.below("static/"),
		assets:     f.set.below("assets/"),
		files:      f.set.named(),
		components: f.declared.components,
		words:      f.words(lang),
		family:     f,
	}
	f.in[lang] = t
	if f.known {
		t.prepare(f.set, f.declared)
		return t, nil
	}
	return t, t.parse(f.set, f.declared)
}

// words returns the words of a language. Where all are the program's own, those
// of other languages are not read for English.
func (f *family) words(lang string) *message.Words {
	if f.known && lang == message.Fallback {
		if f.set.layers[len(f.set.layers)-1].Name == themes.Default {
			return english()
		}
		return inEnglish(f.set.messages)
	}
	return f.catalog().In(lang)
}

// inEnglish reads the English messages alone.
func inEnglish(layers []map[string]*source.File) *message.Words {
	var own []map[string]*source.File
	for _, l := range layers {
		english := maps.Clone(l)
		maps.DeleteFunc(english, func(name string, _ *source.File) bool { return !strings.HasPrefix(name, message.Fallback+"/") })
		own = append(own, english)
	}
	catalog, _ := message.Read(own)
	return catalog.In(message.Fallback)
}

// In returns the theme in a language, a BCP 47 tag such as "de"; an empty one is
// English. Its templates are parsed once for each language that is asked for.
func (t *Theme) In(lang string) *Theme {
	if lang == "" {
		lang = message.Fallback
	}
	t.family.mu.Lock()
	defer t.family.mu.Unlock()
	if other := t.family.in[lang]; other != nil {
		return other
	}
	other, _ := t.family.speak(lang) // what is wrong was reported when the theme was loaded
	return other
}

// Ready makes a layout ready to be executed, which its first page would wait for.
func (t *Theme) Ready(layout string) {
	if p := t.layouts[layout]; p != nil {
		p.program()
	}
}

// Words returns the words of the theme in its language.
func (t *Theme) Words() *message.Words { return t.words }

// Messages returns the messages of the theme in all languages.
func (t *Theme) Messages() *message.Catalog { return t.family.catalog() }

// English returns the English words of the default theme, for outputs that
// belong to no portal.
func English() *message.Words { return english() }

var english = sync.OnceValue(func() *message.Words { return inEnglish(merge(builtin(themes.Default)).messages) })

// Components returns the declared components by name, as pages may use them.
func (t *Theme) Components() map[string]*component.Component { return maps.Clone(t.components) }

// Declared returns the declaration of a component, or nil.
func (t *Theme) Declared(name string) *component.Component { return t.components[name] }

// Layers returns the themes that this one is made of, those that others build on
// first; the site's own layouts/, components/ and i18n/ come last.
func (t *Theme) Layers() []*Layer { return slices.Clone(t.family.set.layers) }

// Layouts returns the names of the layouts, sorted.
func (t *Theme) Layouts() []string { return slices.Sorted(maps.Keys(t.layouts)) }

// Execute runs a layout, such as "page" or "control", over data. An error that
// lies in the template is a diag.Diagnostic at its place in the theme. A layout
// with a mistake that Load reported writes nothing. undo takes back what a run
// that was given up has changed in data, before another begins; nil where
// templates change nothing. same is equal for all data of one portal, of which
// the members of OfPortal are the same; nil where nothing is known.
func (t *Theme) Execute(w io.Writer, layout string, data any, undo func(), same any) error {
	tmpl, ok := t.layouts[layout]
	if !ok {
		return fmt.Errorf("the theme has no layout %q", layout)
	}
	if tmpl == nil {
		return nil
	}
	if err := tmpl.run(w, data, undo, same); err != nil {
		return t.explain(err, data)
	}
	return nil
}

// Component runs the template of a component over data. White space around the
// result is cut, so that a component can stand in the middle of a sentence. An
// error that lies in the template is a diag.Diagnostic at its place in the
// theme; one that a method of data returned as diag.Diagnostic comes back as it
// was. undo is as for Execute.
func (t *Theme) Component(name string, data any, undo func()) (template.HTML, error) {
	tmpl, ok := t.templates[name]
	if !ok {
		return "", fmt.Errorf("the theme has no component %q", name)
	}
	buf := slate.Take()
	defer slate.Back(buf)
	if err := tmpl.run(buf, data, undo, nil); err != nil {
		return "", t.explain(err, data)
	}
	return template.HTML(bytes.TrimSpace(buf.Bytes())), nil
}

// Written finds a text in the templates, in the order of their names. It
// reports false for one that none holds literally.
func (t *Theme) Written(text string) (source.Span, bool) {
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		f := t.files[name]
		if at := bytes.Index(f.Data, []byte(text)); at >= 0 && text != "" {
			return f.Span(at, at+len(text)), true
		}
	}
	return source.Span{}, false
}

// Static returns the theme's static files by path below the theme's static/
// folder. They are published at that path.
func (t *Theme) Static() map[string]*source.File { return maps.Clone(t.static) }

// Assets returns the theme's TypeScript and CSS sources by path below the
// theme's assets/ folder.
func (t *Theme) Assets() map[string]*source.File { return maps.Clone(t.assets) }

// capped passes on at most left bytes and then fails.
type capped struct {
	w    io.Writer
	left int
}

// errRunaway ends a template that writes without end.
var errRunaway = diag.Errorf(diag.FileLimit, source.Span{}, "one page is larger than the limit of %d MiB", MaxOutput>>20).
	Hinted("look for a loop in the template, or split the page")

// Write implements io.Writer.
func (c *capped) Write(p []byte) (int, error) {
	if c.left -= len(p); c.left < 0 {
		return 0, errRunaway
	}
	return c.w.Write(p)
}
