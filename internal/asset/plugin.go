package asset

import (
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/candor-site/candor/internal/diag"
)

// namespace keeps esbuild's own file system out: every path lives in it.
const namespace = "theme"

// plugin resolves and loads among the files of the bundler and nowhere else.
func (b *bundler) plugin() api.Plugin {
	return api.Plugin{Name: "theme", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			name, ok := b.resolve(a.Importer, a.Path)
			if !ok {
				return api.OnResolveResult{Errors: []api.Message{{Text: "no file of the theme answers to " + quote(a.Path)}}}, nil
			}
			return api.OnResolveResult{Path: name, Namespace: namespace}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := b.text(a.Path)
			loader, ok := loaders[path.Ext(a.Path)]
			if !ok {
				loader = api.LoaderText
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}

// resolve finds the file that an import means. Imports are relative to the
// importing file, or to the root of the assets; .ts may be left out.
func (b *bundler) resolve(importer, spec string) (string, bool) {
	name := path.Clean(spec)
	if strings.HasPrefix(spec, ".") {
		name = path.Join(path.Dir(importer), spec)
	}
	for _, try := range []string{name, name + ".ts", name + ".css", name + "/index.ts"} {
		if _, ok := b.files[try]; ok || (try == main && importer == "") {
			return try, true
		}
	}
	return "", false
}

// text returns the content of a file, with the extra CSS behind site.css.
func (b *bundler) text(name string) string {
	var text string
	if f := b.files[name]; f != nil {
		text = string(f.Data)
	}
	if name == main && b.extra != "" {
		text += "\n" + b.extra
	}
	return text
}

// diagnose turns esbuild's messages into diagnostics at the places they name.
func (b *bundler) diagnose(r api.BuildResult) diag.List {
	var list diag.List
	for _, m := range r.Errors {
		list.Add(b.diagnostic(diag.Error, m))
	}
	for _, m := range r.Warnings {
		list.Add(b.diagnostic(diag.Warning, m))
	}
	return list
}

// diagnostic turns one message into a diagnostic. esbuild counts lines from 1
// and columns in bytes from 0.
func (b *bundler) diagnostic(s diag.Severity, m api.Message) diag.Diagnostic {
	d := diag.Diagnostic{Severity: s, Code: diag.ThemeInvalid, Message: lower(m.Text)}
	if m.Location == nil {
		return d
	}
	d.Hint = m.Location.Suggestion
	name := strings.TrimPrefix(m.Location.File, namespace+":")
	f := b.files[name]
	if f == nil {
		return d
	}
	_, start := f.Line(m.Location.Line)
	if start < 0 || start+m.Location.Column > len(f.Data) {
		d.Span = f.Whole()
		d.Message += ", in a style that a page compiled to"
		return d
	}
	at := start + m.Location.Column
	d.Span = f.Span(at, at+m.Location.Length)
	return d
}

// lower makes a message of esbuild one of ours: no capital, no full stop.
func lower(text string) string {
	text = strings.TrimSuffix(text, ".")
	if text == "" {
		return text
	}
	first, rest := text[:1], text[1:]
	if rest != "" && strings.ToUpper(rest[:1]) == rest[:1] && strings.ToLower(rest[:1]) != rest[:1] {
		return text // an abbreviation
	}
	return strings.ToLower(first) + rest
}

// quote puts double quotes around a path.
func quote(s string) string { return `"` + s + `"` }
