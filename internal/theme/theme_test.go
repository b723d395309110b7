package theme

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// siteTree writes files into a directory and opens it.
func siteTree(t *testing.T, files map[string]string) *source.Tree {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}

// load loads a theme and fails on a broken machine.
func load(t *testing.T, tree *source.Tree, dir string) (*Theme, diag.List) {
	t.Helper()
	th, list, err := Load(tree, source.Text{Value: dir})
	if err != nil {
		t.Fatal(err)
	}
	return th, list
}

func TestDefaultLoadsClean(t *testing.T) {
	th, list := load(t, nil, "")
	for _, d := range list {
		t.Error(d)
	}
	for _, want := range []string{"home", "page", "control", "controls", "evidence", "evidence-item", "framework", "frameworks", "kind", "kinds", "exceptions", "subprocessors", "404", "redirect"} {
		if !slices.Contains(th.Layouts(), want) {
			t.Errorf("no layout %s", want)
		}
	}
	for _, want := range []string{"Control", "Controls", "Value", "Status", "Evidence", "Framework", "Scans", "RecoveryObjectives", "Exceptions", "Subprocessors", "Tabs", "Tabs.TabPane", "TabItem", "Tab", "Callout", "Note", "Tip", "Info", "Warning", "Caution", "Danger", "WarningBox", "InfoBox", "Tooltip", "PointsOfInterest", "Details", "Figure", "Include", "Download"} {
		c := th.Declared(want)
		if c == nil {
			t.Errorf("no component %s", want)
			continue
		}
		if c.Doc == "" {
			t.Errorf("component %s has no doc", want)
		}
		for _, p := range c.Props {
			if p.Doc == "" {
				t.Errorf("prop %s of %s has no doc", p.Name, want)
			}
		}
	}
	for _, want := range []string{"site.ts", "site.css"} {
		if th.Assets()[want] == nil {
			t.Errorf("no asset %s", want)
		}
	}
}

func TestLikeTakesTemplateAndDefaults(t *testing.T) {
	th, _ := load(t, nil, "")
	warning := th.Declared("WarningBox")
	for _, p := range warning.Props {
		if p.Name == "type" && p.Default != "warning" {
			t.Errorf("type of WarningBox defaults to %v", p.Default)
		}
	}
	props := map[string]any{"type": "warning", "title": ""}
	out, err := th.Component("WarningBox", map[string]any{"Props": props, "Children": "", "Inline": false, "ID": "warningbox-1"}, nil)
	if err != nil || !strings.Contains(string(out), "callout-warning") {
		t.Errorf("%s, %v", out, err)
	}
}

func TestOverlay(t *testing.T) {
	tree := siteTree(t, map[string]string{
		"themes/acme/layouts/404.html":      `acme {{template "time" .}}`,
		"themes/acme/partials/time.html":    `partial of acme`,
		"themes/acme/components/Badge.html": `<b>{{.Props.name}}</b>`,
		"themes/acme/components/Badge.yaml": "doc: a badge\nprops:\n  - {name: name, required: true}\n",
		"themes/acme/theme.yaml":            "name: acme\ncomponents:\n  Note: {like: Badge, doc: a note}\n",
		"themes/acme/static/logo.svg":       `<svg/>`,
		"themes/acme/assets/site.css":       `a{}`,
		"layouts/404.html":                  `own {{template "time" .}}`,
		"components/Bare.html":              `bare`,
	})
	th, list := load(t, tree, "themes/acme")
	if len(list) != 0 {
		t.Fatal(list)
	}
	var b strings.Builder
	if err := th.Execute(&b, "404", nil, nil, nil); err != nil || b.String() != "own partial of acme" {
		t.Errorf("%q, %v", b.String(), err)
	}
	out, err := th.Component("Note", map[string]any{"Props": map[string]any{"name": "<i>"}}, nil)
	if err != nil || out != "<b>&lt;i&gt;</b>" {
		t.Errorf("%q, %v", out, err)
	}
	if c := th.Declared("Badge"); c == nil || len(c.Props) != 1 || !c.Props[0].Required || c.Children {
		t.Errorf("Badge: %+v", c)
	}
	if c := th.Declared("Bare"); c == nil || !c.Children || len(c.Props) != 0 {
		t.Errorf("Bare: %+v", c)
	}
	if th.Static()["logo.svg"] == nil || th.Static()["favicon.svg"] == nil {
		t.Error("static files of both layers are not there")
	}
	if string(th.Assets()["site.css"].Data) != "a{}" {
		t.Error("the site's stylesheet does not replace the default's")
	}
	if th.Declared("Control") == nil || !slices.Contains(th.Layouts(), "home") {
		t.Error("what the site does not replace is gone")
	}
}

func TestMistakesHavePlaces(t *testing.T) {
	tests := []struct {
		name, file, text, at, message string
	}{
		{"syntax", "layouts/home.html", "ok\n{{if}}", "layouts/home.html:2:1", "missing value for if"},
		{"function", "layouts/home.html", "{{env \"HOME\"}}", "layouts/home.html:1:3", `function "env" not defined`},
		{"partial", "layouts/home.html", "a\nb {{template \"nowhere\"}}", "layouts/home.html:2:14", `no partial "nowhere"`},
		{"context", "layouts/home.html", "x\n<a href='{{.}}", "layouts/home.html", "ends in a non-text context"},
		{"called", "layouts/home.html", "{{template \"tim\" .}}", "layouts/home.html:1:12", `no partial "tim"`},
		{"component", "components/X.html", "{{.Props.a | nope}}", "components/X.html:1:14", `function "nope" not defined`},
		{"sidecar", "components/X.yaml", "docs: x", "", ""},
		{"type", "themes/t/theme.yaml", "components:\n  Callout: {props: [{name: a, type: nmber}]}", "themes/t/theme.yaml:2:37", ""},
		{"like", "themes/t/theme.yaml", "components:\n  N: {like: Calout}", "themes/t/theme.yaml:2:6", `like "Calout"`},
		{"enum", "themes/t/theme.yaml", "components:\n  Callout: {props: [{name: a, allowed: [b]}]}", "themes/t/theme.yaml:2:21", "only an enum"},
		{"template", "themes/t/theme.yaml", "components:\n  Nope: {doc: x}", "themes/t/theme.yaml:2:9", "no template components/Nope.html"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"themes/t/static/a.txt": "a", tt.file: tt.text}
			if tt.name == "sidecar" {
				files["components/X.html"] = "x"
			}
			_, list := load(t, siteTree(t, files), "themes/t")
			if !list.HasErrors() {
				t.Fatal("no error")
			}
			if got := list[0].Span.Position().String(); !strings.HasPrefix(got, tt.at) || !strings.Contains(list[0].Message, tt.message) {
				t.Errorf("got %s: %s", got, list[0].Message)
			}
		})
	}
}

func TestThemeThatDoesNotExist(t *testing.T) {
	_, list := load(t, siteTree(t, nil), "themes/nope")
	if len(list) != 1 || list[0].Code != diag.ThemeUnknown {
		t.Errorf("got %v", list)
	}
}

func TestRuntimeMistakes(t *testing.T) {
	tree := siteTree(t, map[string]string{
		"layouts/missing.html": "line one\n{{.Props.nope}}",
		"layouts/endless.html": `{{range .Many}}{{range $.Many}}{{range $.Many}}0123456789012345678901234567890123456789{{end}}{{end}}{{end}}`,
	})
	th, list := load(t, tree, "")
	if len(list) != 0 {
		t.Fatal(list)
	}
	err := th.Execute(new(strings.Builder), "missing", map[string]any{"Props": map[string]any{"a": 1}}, nil, nil)
	d, ok := err.(diag.Diagnostic)
	if !ok || d.Span.Position().String() != "layouts/missing.html:2:9" && d.Span.Position().Line != 2 {
		t.Errorf("got %v", err)
	}
	err = th.Execute(new(strings.Builder), "endless", map[string]any{"Many": make([]struct{}, 100)}, nil, nil)
	d, ok = err.(diag.Diagnostic)
	if !ok || d.Code != diag.FileLimit {
		t.Errorf("got %v", err)
	}
}

func TestNothingImpureIsCallable(t *testing.T) {
	all := functions(English())
	for _, name := range []string{"env", "expandenv", "getHostByName", "now", "ago", "randAlpha", "randInt", "shuffle", "genPrivateKey", "uuidv4", "bcrypt", "htpasswd", "keys", "values", "fail", "date_modify", "osBase", "safeHTML", "html"} {
		if all[name] != nil {
			t.Errorf("templates may call %s", name)
		}
	}
	for _, name := range fromSprig {
		if all[name] == nil {
			t.Errorf("sprig has no %s", name)
		}
	}
}
