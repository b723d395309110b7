package surface

import (
	"reflect"
	"slices"
	"strings"
)

// walker finds the types that templates can reach.
type walker struct {
	seen  map[reflect.Type]bool
	types []reflect.Type
	names map[reflect.Type]string
}

// inner are the packages whose types are machinery: places in files, parsed
// pages, the results of comparisons.
var inner = []string{"decode", "diag", "markup", "message", "source", "tree"}

// hidden are the members that the machinery needs and templates do not.
var hidden = map[string]bool{
	"disclose.View.Snapshot": true, "disclose.Asset.Data": true, "disclose.Evidence.Content": true,
	// Of a comparison, layouts show the two sides and its rows.
	"change.Comparison.Added": true, "change.Comparison.Withdrawn": true, "change.Comparison.Changed": true, "change.Comparison.Began": true, "change.Comparison.Stopped": true,
	"change.Comparison.Exceptions": true, "change.Comparison.Frameworks": true, "change.Comparison.Subprocessors": true, "change.Comparison.Document": true,
	"change.Comparison.Weakenings": true, "change.Comparison.Approve": true,
}

// visit takes in a type and those that it leads to.
func (w *walker) visit(t reflect.Type) {
	t = element(t)
	if t == nil || w.seen[t] || t.Name() == "" || !strings.HasPrefix(t.PkgPath(), module) || machinery(t) {
		return
	}
	w.seen[t] = true
	if t.Kind() == reflect.Struct || reflect.PointerTo(t).NumMethod() > 0 && t.Kind() != reflect.String {
		w.types = append(w.types, t)
	}
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			if f := t.Field(i); (f.IsExported() || f.Anonymous) && !hidden[key(t)+"."+f.Name] {
				w.visit(f.Type)
			}
		}
	}
	for _, m := range methods(t) {
		w.visit(m.Type.Out(0))
	}
}

// element returns what a pointer leads to, or a list or a table holds.
func element(t reflect.Type) reflect.Type {
	for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array || t.Kind() == reflect.Map) && t.Name() == "" {
		t = t.Elem()
	}
	return t
}

// machinery reports whether a type is none of a template's business.
func machinery(t reflect.Type) bool {
	t = element(t)
	return t != nil && slices.Contains(inner, strings.TrimPrefix(t.PkgPath(), module))
}

// methods returns the methods that a type has by itself and that templates can
// call: one result, or a result and an error.
func methods(t reflect.Type) []reflect.Method {
	var out []reflect.Method
	p := reflect.PointerTo(t)
	for i := range p.NumMethod() {
		m := p.Method(i)
		if _, own := texts()[key(t)+"."+m.Name]; !own || hidden[key(t)+"."+m.Name] {
			continue
		}
		if slices.ContainsFunc(slices.Collect(m.Type.Ins()), func(in reflect.Type) bool { return in != p && machinery(in) }) || m.Type.NumOut() > 0 && machinery(m.Type.Out(0)) {
			continue
		}
		n := m.Type.NumOut()
		if n == 1 && m.Type.Out(0) != reflect.TypeFor[error]() || n == 2 && m.Type.Out(1) == reflect.TypeFor[error]() {
			out = append(out, m)
		}
	}
	return out
}

// members lists what templates may read of a type: fields in the order in which
// they stand, then methods.
func (w *walker) members(t reflect.Type) []Member {
	out := []Member{}
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			f := t.Field(i)
			k := key(t) + "." + f.Name
			if !f.IsExported() || machinery(f.Type) || hidden[k] {
				continue
			}
			m := Member{Name: f.Name, Type: w.say(f.Type), Doc: meaning(k, f.Name), key: k}
			if f.Anonymous {
				m.Doc = "All of " + m.Type + " can be read without naming it."
			}
			out = append(out, m)
		}
	}
	for _, f := range methods(t) {
		k := key(t) + "." + f.Name
		m := Member{Name: f.Name, Type: w.say(f.Type.Out(0)), Doc: meaning(k, f.Name), key: k, Args: []string{}}
		for i := 1; i < f.Type.NumIn(); i++ {
			m.Args = append(m.Args, w.argument(f.Type, i))
		}
		out = append(out, m)
	}
	return out
}

// meaning returns what a member means: what is said of it, else what its name
// means wherever it stands.
func meaning(key, name string) string {
	if text := texts()[key]; text != "" {
		return text
	}
	return texts()["*."+name]
}

// name gives each type its name, with its package where two are called the same.
func (w *walker) name() {
	count := make(map[string]int)
	for _, t := range w.types {
		count[t.Name()]++
	}
	w.names = make(map[reflect.Type]string)
	for _, t := range w.types {
		w.names[t] = t.Name()
		if count[t.Name()] > 1 {
			w.names[t] = key(t)
		}
	}
}

// argument says the type of an argument; the last of a function that takes any
// number of them has dots before it.
func (w *walker) argument(f reflect.Type, i int) string {
	if f.IsVariadic() && i == f.NumIn()-1 {
		return "..." + w.say(f.In(i).Elem())
	}
	return w.say(f.In(i))
}

// say says a type to people who write templates: pointers are what they lead to.
func (w *walker) say(t reflect.Type) string {
	if t == nil {
		return ""
	}
	switch t.String() {
	case "time.Time":
		return "time"
	case "template.HTML":
		return "markup"
	}
	if name := w.names[t]; name != "" {
		return name
	}
	switch t.Kind() {
	case reflect.Pointer:
		return w.say(t.Elem())
	case reflect.Slice, reflect.Array:
		return "list of " + w.say(t.Elem())
	case reflect.Map:
		return "table of " + w.say(t.Elem()) + " by " + w.say(t.Key())
	case reflect.Interface:
		return "any"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Uint, reflect.Uint64, reflect.Float64:
		return "number"
	}
	return t.String()
}
