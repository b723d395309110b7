package theme

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

func TestBuiltinThemes(t *testing.T) {
	if got := strings.Join(Builtin(), " "); got != "default plain" {
		t.Errorf("built in are %s", got)
	}
	for _, name := range Builtin() {
		th, list := load(t, siteTree(t, nil), name)
		if len(list) != 0 {
			t.Errorf("%s: %v", name, list)
		}
		if th.Declared("Control") == nil || !slices.Contains(th.Layouts(), "control") {
			t.Errorf("%s lacks a layout or a component", name)
		}
	}
}

// A theme of a site names the theme that it builds on, and what of it.
func TestExtends(t *testing.T) {
	tree := siteTree(t, map[string]string{
		"themes/own/theme.yaml":        "api: 1\nextends: plain\n",
		"themes/own/layouts/404.html":  "own",
		"themes/bare/theme.yaml":       "inherits: [components, partials]\n",
		"themes/bare/layouts/404.html": "bare",
	})
	own, list := load(t, tree, "own")
	if len(list) != 0 {
		t.Fatal(list)
	}
	if own.Assets()["site.ts"] != nil || own.Assets()["site.css"] == nil {
		t.Error("a theme that extends plain has the assets of default")
	}
	var names []string
	for _, l := range own.Layers() {
		names = append(names, l.Name)
	}
	if got := strings.Join(names, " "); got != "default plain own" {
		t.Errorf("layers are %s", got)
	}
	bare, list := load(t, tree, "themes/bare")
	if len(list) != 0 {
		t.Fatal(list)
	}
	if got := strings.Join(bare.Layouts(), " "); got != "404" {
		t.Errorf("layouts are %s", got)
	}
	if len(bare.Assets()) != 0 || bare.Declared("Tabs") == nil {
		t.Error("parts that are not inherited are there, or those that are are not")
	}
}

func TestManifestMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		yaml, at, message, hint string
		code                    diag.Code
	}{
		"newer":   {"api: 2\n", "themes/own/theme.yaml:1:6", "written for version 2 of what templates see, and this program has version 1", "newer candor", diag.ThemeInvalid},
		"no api":  {"api: one\n", "themes/own/theme.yaml:1:6", `api is "one"`, "", diag.ThemeInvalid},
		"zero":    {"api: 0\n", "themes/own/theme.yaml:1:6", `api is "0"`, "", diag.ThemeInvalid},
		"extends": {"extends: defualt\n", "themes/own/theme.yaml:1:10", `no built-in theme "defualt"`, `did you mean "default"?`, diag.ThemeUnknown},
		"part":    {"inherits: [layout]\n", "themes/own/theme.yaml:1:12", `no part "layout"`, `did you mean "layouts"?`, diag.ThemeInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			_, list := load(t, siteTree(t, map[string]string{"themes/own/theme.yaml": c.yaml}), "own")
			if len(list) != 1 || list[0].Code != c.code || list[0].Span.Position().String() != c.at {
				t.Fatalf("got %v", list)
			}
			if !strings.Contains(list[0].Message, c.message) || !strings.Contains(list[0].Hint, c.hint) {
				t.Errorf("got %s, hint %s", list[0].Message, list[0].Hint)
			}
		})
	}
}

// The name of a built-in theme never means a folder of the same name.
func TestShadowedFolder(t *testing.T) {
	tree := siteTree(t, map[string]string{"themes/plain/layouts/404.html": "own"})
	if _, list := load(t, tree, "plain"); len(list) != 1 || !strings.Contains(list[0].Hint, "themes/plain") {
		t.Errorf("got %v", list)
	}
	th, list := load(t, tree, "themes/plain")
	var b strings.Builder
	if err := th.Execute(&b, "404", nil, nil, nil); err != nil || b.String() != "own" || len(list) != 0 {
		t.Errorf("%q, %v, %v", b.String(), err, list)
	}
}

func TestCopies(t *testing.T) {
	_, list := load(t, nil, "")
	if len(list) != 0 {
		t.Fatal(list)
	}
	def, _ := load(t, nil, "")
	model := def.Beneath()["components/Icon.html"]
	lock := Copied{
		"components/Icon.html": {Value: string(source.DigestOf(model.Data))}, // edited, up to date
		"components/If.html":   {Value: strings.Repeat("0", 64)},             // edited, fell behind
		"layouts/gone.html":    {Value: strings.Repeat("0", 64)},             // has no model
		"layouts/404.html":     {Value: strings.Repeat("0", 64)},             // is no longer there
		"components/Link.html": {Value: string(source.DigestOf([]byte("old")))},
	}
	files := map[string]string{
		"themes/own/components/Icon.html":     "icon",
		"themes/own/components/If.html":       "if",
		"themes/own/components/Link.html":     "old",
		"themes/own/layouts/gone.html":        "gone",
		"themes/own/components/Fragment.html": string(def.Beneath()["components/Fragment.html"].Data),
		"themes/own/theme.lock":               string(lock.Write()),
	}
	_, list = load(t, siteTree(t, files), "own")
	var got []string
	for _, d := range list {
		got = append(got, d.Severity.String()+" "+string(d.Code)+" "+d.Message+" / "+d.Hint)
	}
	want := []string{
		"note theme-file-same the file says the same as themes/default/components/Fragment.html of the program, which would stand here without it / delete it, so that it follows the built-in theme",
		"warning theme-file-outdated components/If.html was copied from the built-in theme, whose file has changed since / compare: candor theme eject components/If.html --stdout; then candor theme eject components/If.html --keep notes that it was done",
		"warning theme-file-outdated components/Link.html was copied from the built-in theme, whose file has changed since / delete themes/own/components/Link.html, which was never edited",
		"warning theme-file-outdated layouts/gone.html was copied from the built-in theme, which has no such file any more / see what the theme has now: candor theme ls --all",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A mistake in a name says which one was meant, where the name stands, once.
func TestNearestName(t *testing.T) {
	type page struct{ Title string }
	type item struct{ Statement string }
	type context struct {
		Page page
		Item any
		List []item
	}
	data := context{Item: &item{}, List: []item{{}}}
	for text, want := range map[string]string{
		"{{.Page.Titel}}":                         `layouts/x.html:1:8: error: there is no field or method Titel in page [theme-invalid] did you mean "Title"?`,
		"{{.Item.Statment}}":                      `layouts/x.html:1:8: error: there is no field or method Statment in item [theme-invalid] did you mean "Statement"?`,
		"{{with .Item}}{{.Statment}}{{end}}":      `layouts/x.html:1:17: error: there is no field or method Statment in item [theme-invalid] did you mean "Statement"?`,
		"{{range .List}}{{.Statment}}{{end}}":     `layouts/x.html:1:18: error: there is no field or method Statment in item [theme-invalid] did you mean "Statement"?`,
		"{{$x := .Item}}\n<p>{{$x.Statment}}</p>": `layouts/x.html:2:8: error: there is no field or method Statment in item [theme-invalid] did you mean "Statement"?`,
		"{{.Page.Nothing.Like.It}}":               `layouts/x.html:1:8: error: there is no field or method Nothing in page [theme-invalid] candor reference view lists what templates may read`,
	} {
		th, list := load(t, siteTree(t, map[string]string{"layouts/x.html": text}), "")
		if len(list) != 0 {
			t.Fatal(list)
		}
		err := th.Execute(new(strings.Builder), "x", data, nil, nil)
		d, ok := err.(diag.Diagnostic)
		if !ok || d.Error()+" "+d.Hint != want {
			t.Errorf("%s: got\n%v %s\nwant\n%s", text, err, d.Hint, want)
		}
	}
}
