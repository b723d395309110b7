// Package surface is what templates of a theme may read: the layouts with what
// each is about, the fields and methods of every type that they lead to, and the
// functions.
//
// The types are those of the program, read by reflection; what each member means
// is taken from the comments beside it, which a test keeps in comments.json, and
// from meanings.json for names that say what they are. What the machinery needs
// and templates do not is left out.
package surface

import (
	_ "embed"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/theme"
)

// Reference is all that templates may read.
type Reference struct {
	API       int        `json:"api"` // version, as theme.yaml names it
	Layouts   []Layout   `json:"layouts"`
	Types     []Type     `json:"types"` // those that layouts and components start from first, then by name
	Functions []Function `json:"functions"`
}

// Layout is one kind of page.
type Layout struct {
	Name string `json:"name"`
	Item string `json:"item"` // type of .Item; "" where the page is about the portal as a whole
	Doc  string `json:"doc"`
}

// Type is a type with what templates may read of it.
type Type struct {
	Name    string   `json:"name"`
	Doc     string   `json:"doc"`
	Members []Member `json:"members"`
}

// Member is a field, or a method that templates call.
type Member struct {
	Name string   `json:"name"`
	Args []string `json:"args,omitempty"` // types of what a method is given
	Type string   `json:"type"`
	Doc  string   `json:"doc"`

	key string // names it in the tables: disclose.Control.Title
}

// Function is a function of templates.
type Function struct {
	Name string   `json:"name"`
	Args []string `json:"args"`
	Type string   `json:"type"`
	Doc  string   `json:"doc"`
}

// module is the path of the packages that types are shown of.
const module = "github.com/candor-site/candor/internal/"

//go:embed comments.json
var commentsJSON []byte

//go:embed meanings.json
var meaningsJSON []byte

// texts are the comments of types and members by package.Type.Member, and what
// single names mean by *.Name.
var texts = sync.OnceValue(func() map[string]string {
	out := make(map[string]string)
	for _, raw := range [][]byte{commentsJSON, meaningsJSON} {
		var some map[string]string
		if err := json.Unmarshal(raw, &some); err != nil {
			panic("surface: a table of the program is broken: " + err.Error())
		}
		for key, text := range some {
			if text != "" || out[key] == "" {
				out[key] = text
			}
		}
	}
	return out
})

// roots are the types that templates start from.
var roots = []reflect.Type{reflect.TypeFor[render.Context](), reflect.TypeFor[render.Use](), reflect.TypeFor[render.Portal](), reflect.TypeFor[render.Page]()}

// Of returns the reference.
func Of() Reference {
	w := &walker{seen: make(map[reflect.Type]bool)}
	for _, t := range roots {
		w.visit(t)
	}
	for _, l := range layouts {
		w.visit(l.item)
	}
	w.name()
	out := Reference{API: theme.API}
	for _, l := range layouts {
		out.Layouts = append(out.Layouts, Layout{l.name, w.say(l.item), l.doc})
	}
	types := w.types[len(roots):]
	slices.SortFunc(types, func(a, b reflect.Type) int { return strings.Compare(w.say(a), w.say(b)) })
	for _, t := range w.types {
		out.Types = append(out.Types, Type{w.say(t), texts()[key(t)], w.members(t)})
	}
	funcs := theme.Functions()
	for _, name := range slices.Sorted(maps.Keys(funcs)) {
		f := Function{Name: name, Args: []string{}, Type: w.say(funcs[name].Out(0)), Doc: texts()["func."+name]}
		for i := range funcs[name].NumIn() {
			f.Args = append(f.Args, w.argument(funcs[name], i))
		}
		out.Functions = append(out.Functions, f)
	}
	return out
}

// key names a type in the tables: disclose.Control.
func key(t reflect.Type) string {
	return t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:] + "." + t.Name()
}
