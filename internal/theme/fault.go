package theme

import (
	"errors"
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

// explain turns an error of execution into a diagnostic where it can; data is
// what the template ran over.
func (t *Theme) explain(err error, data any) error {
	var inner diag.Diagnostic
	if errors.As(err, &inner) {
		return inner
	}
	return t.diagnose(err, data)
}

// diagnose turns an error of html/template into a diagnostic at its place.
// text/template gives places in its message only, as NAME:LINE or
// NAME:LINE:COLUMN with columns in bytes from 0.
func (t *Theme) diagnose(err error, data any) diag.Diagnostic {
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
	message, hint := told(strings.TrimSpace(rest), data)
	place := lineOf(f, line, column)
	if m := noFunction.FindStringSubmatch(message); m != nil {
		if text := place.Text(); strings.Contains(text, m[1]) {
			at := place.Start + strings.Index(text, m[1])
			place = f.Span(at, at+len(m[1]))
		}
	}
	return diag.Errorf(diag.ThemeInvalid, place, "%s", lowerFirst(message)).Hinted("%s", hint)
}

// What text/template says of a mistake that people make often.
var (
	atPlace    = onuse.Regexp(`^executing "[^"]*" at <(.*?)>: `)
	noField    = onuse.Regexp(`^can't evaluate field (\S+) in type (.+)$`)
	noFunction = onuse.Regexp(`^function "([^"]*)" not defined$`)
)

// told says an error of text/template in the words of the other messages, with
// the nearest name that would have been right.
func told(text string, data any) (message, hint string) {
	where := ""
	if m := atPlace.FindStringSubmatch(text); m != nil {
		where, text = m[1], strings.TrimPrefix(text, m[0])
	}
	if m := noField.FindStringSubmatch(text); m != nil {
		kind, names := membersOf(data, where, m[1], m[2])
		return fmt.Sprintf("there is no field or method %s in %s", m[1], kind), orElse(diag.DidYouMean(m[1], names), "candor reference view lists what templates may read")
	}
	if m := noFunction.FindStringSubmatch(text); m != nil {
		return text, orElse(diag.DidYouMean(m[1], slices.Sorted(maps.Keys(functions(English())))), "candor reference view lists what templates may call")
	}
	if where != "" {
		text = "{{" + where + "}}: " + text
	}
	return text, ""
}

// membersOf returns what a type is called, and the names of its exported fields
// and methods. Where the template reads a value of any type, it is looked for
// along the path that the template writes; else the names of all types that the
// data leads to will do.
func membersOf(data any, path, field, kind string) (string, []string) {
	if v := follow(reflect.ValueOf(data), strings.TrimSuffix(path, "."+field)); v.IsValid() {
		if v.Type().String() == kind || kind == "interface {}" || kind == "any" {
			return plainName(v.Type().String()), members(v.Type())
		}
	}
	var all []string
	for _, t := range reachable(reflect.TypeOf(data)) {
		if t.String() == strings.TrimPrefix(kind, "*") {
			return plainName(kind), members(t)
		}
		all = append(all, members(t)...)
	}
	return "the value that stands here", all
}

// plainName is the name of a type without its package: Page.
func plainName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// follow walks from a value along fields, such as .Item or $.Page.Written. A
// path that is not plain, or that calls something, leads nowhere.
func follow(v reflect.Value, path string) reflect.Value {
	path, rooted := strings.CutPrefix(path, "$")
	if !rooted && !strings.HasPrefix(path, ".") {
		return reflect.Value{}
	}
	for _, name := range strings.Split(strings.Trim(path, "."), ".") {
		for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
			v = v.Elem()
		}
		if name == "" {
			continue
		}
		if !v.IsValid() || v.Kind() != reflect.Struct {
			return reflect.Value{}
		}
		v = v.FieldByName(name)
	}
	for v.IsValid() && v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return v
}

// members returns the names of the exported fields and methods of a type, with
// those of what it embeds.
func members(t reflect.Type) []string {
	var out []string
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	for m := range reflect.PointerTo(t).NumMethod() {
		out = append(out, reflect.PointerTo(t).Method(m).Name)
	}
	if t.Kind() != reflect.Struct {
		return out
	}
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() {
			out = append(out, f.Name)
		}
	}
	return out
}

// reachable returns the structs that a type leads to through fields and the
// results of methods, each once.
func reachable(start reflect.Type) []reflect.Type {
	seen := make(map[reflect.Type]bool)
	var out []reflect.Type
	var visit func(reflect.Type)
	visit = func(t reflect.Type) {
		for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map || t.Kind() == reflect.Array) {
			t = t.Elem()
		}
		if t == nil || t.Kind() != reflect.Struct || seen[t] {
			return
		}
		seen[t] = true
		out = append(out, t)
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() {
				visit(f.Type)
			}
		}
		for m := range reflect.PointerTo(t).NumMethod() {
			if f := reflect.PointerTo(t).Method(m).Type; f.NumOut() > 0 {
				visit(f.Out(0))
			}
		}
	}
	visit(start)
	return out
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

// word is a name with the dot before it.
var word = onuse.Regexp(`^\.?[\p{L}_][\p{L}\p{N}_]*`)

// lineOf returns the span of the name at a column of a line, counted in bytes
// from 0; without a column, or where no name stands there, that of the rest of
// the line.
func lineOf(f *source.File, line, column int) source.Span {
	text, start := f.Line(line)
	if start < 0 {
		return f.Whole()
	}
	if column == 0 {
		column = len(text) - len(strings.TrimLeft(text, " \t"))
		return f.Span(start+min(column, len(text)), start+len(text))
	}
	column = min(column, len(text))
	if name := word.FindString(text[column:]); name != "" {
		return f.Span(start+column, start+column+len(name))
	}
	return f.Span(start+column, start+len(text))
}

// lowerFirst makes a message begin in lower case and end without a full stop.
func lowerFirst(text string) string {
	text = strings.TrimSuffix(text, ".")
	if text == "" || strings.HasPrefix(text, "{{") {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
