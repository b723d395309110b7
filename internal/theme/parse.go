package theme

import (
	"errors"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/source"
)

// parse parses every template: partials into one set that all others share,
// then each layout and each component into a copy of it. A template is called
// by its file name without extension.
func (t *Theme) parse(set *fileSet, d *declarations, w *message.Words) diag.List {
	var list diag.List
	root := template.New("").Funcs(functions(w)).Option("missingkey=error")
	names, files := set.templates("partials/")
	for _, name := range names {
		t.files[name] = files[name]
		if _, err := root.New(name).Parse(string(files[name].Data)); err != nil {
			list.Add(t.diagnose(err))
		}
	}
	names, files = set.templates("layouts/")
	for _, name := range names {
		tmpl, err := t.one(root, "layouts/"+name, files[name])
		if err != nil {
			list.Add(t.diagnose(err))
			continue
		}
		t.layouts[name] = tmpl
	}
	names, files = set.templates("components/")
	for _, name := range names {
		tmpl, err := t.one(root, "components/"+name, files[name])
		if err != nil {
			list.Add(t.diagnose(err))
			continue
		}
		t.templates[name] = tmpl
	}
	for name := range d.components {
		from := d.template[name]
		if files[from] == nil {
			list.Add(diag.Errorf(diag.ThemeInvalid, d.span[name], "component %s has no template components/%s.html", name, from).
				Hinted("%s", diag.DidYouMean(from, names)))
			delete(d.components, name)
			continue
		}
		if tmpl := t.templates[from]; tmpl != nil {
			t.templates[name] = tmpl
		}
	}
	return slices.Clip(list)
}

// one parses one template into a copy of the partials, and lets html/template
// work out its contexts now, so that a mistake does not wait for the first page.
func (t *Theme) one(root *template.Template, name string, f *source.File) (*template.Template, error) {
	t.files[name] = f
	set, err := root.Clone()
	if err != nil {
		return nil, err
	}
	tmpl, err := set.New(name).Parse(string(f.Data))
	if err != nil {
		return nil, err
	}
	var bad *template.Error
	if err := tmpl.Execute(&capped{w: io.Discard}, nil); errors.As(err, &bad) {
		return nil, err
	}
	return tmpl, nil
}

// explain turns an error of execution into a diagnostic where it can.
func (t *Theme) explain(err error) error {
	var inner diag.Diagnostic
	if errors.As(err, &inner) {
		return inner
	}
	return t.diagnose(err)
}

// diagnose turns an error of html/template into a diagnostic at its place.
// text/template gives places in its message only, as NAME:LINE or
// NAME:LINE:COLUMN with columns in bytes from 0.
func (t *Theme) diagnose(err error) diag.Diagnostic {
	var bad *template.Error
	if errors.As(err, &bad) {
		if f := t.files[bad.Name]; f != nil {
			return diag.Errorf(diag.ThemeInvalid, lineOf(f, bad.Line, 0), "%s", lowerFirst(bad.Description))
		}
		return diag.Errorf(diag.ThemeInvalid, source.Span{}, "%s", lowerFirst(bad.Error()))
	}
	text := err.Error()
	for _, prefix := range []string{"template: ", "html/template:"} {
		text = strings.TrimPrefix(text, prefix)
	}
	name, rest, _ := strings.Cut(text, ":")
	f := t.files[name]
	if f == nil {
		return diag.Errorf(diag.ThemeInvalid, source.Span{}, "%s", lowerFirst(text))
	}
	line, rest := number(rest)
	column, rest := number(rest)
	return diag.Errorf(diag.ThemeInvalid, lineOf(f, line, column), "%s", lowerFirst(strings.TrimSpace(rest)))
}

// number cuts a number and the colon behind it from the front of a text.
func number(text string) (int, string) {
	head, rest, ok := strings.Cut(text, ":")
	n, err := strconv.Atoi(strings.TrimSpace(head))
	if !ok || err != nil {
		return 0, text
	}
	return n, rest
}

// lineOf returns the span of a line from a column, counted in bytes from 0, to
// its end.
func lineOf(f *source.File, line, column int) source.Span {
	text, start := f.Line(line)
	if start < 0 {
		return f.Whole()
	}
	if column == 0 {
		column = len(text) - len(strings.TrimLeft(text, " \t"))
	}
	return f.Span(start+min(column, len(text)), start+len(text))
}

// lowerFirst makes a message begin in lower case and end without a full stop.
func lowerFirst(text string) string {
	text = strings.TrimSuffix(text, ".")
	if text == "" || strings.HasPrefix(text, "{{") {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
