package surface

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

var update = flag.Bool("update", false, "rewrite comments.json and docs/theme-reference.md")

// comments reads the comments of the exported types of a package, of their
// fields and of their methods. A method without a comment is there too, empty,
// which tells the methods of a type from those of what it embeds.
func comments(t *testing.T, name string, into map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", name, e.Name()), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil && d.Name.IsExported() {
					into[name+"."+receiver(d)+"."+d.Name.Name] = flat(d.Doc.Text())
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.TypeSpec); ok && s.Name.IsExported() {
						typeComments(name, d, s, into)
					}
				}
			}
		}
	}
}

// receiver returns the name of the type that a method belongs to.
func receiver(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func typeComments(name string, d *ast.GenDecl, s *ast.TypeSpec, into map[string]string) {
	doc := d.Doc.Text()
	if s.Doc.Text() != "" {
		doc = s.Doc.Text()
	}
	if doc != "" {
		into[name+"."+s.Name.Name] = flat(doc)
	}
	fields, ok := s.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range fields.Fields.List {
		text := flat(f.Doc.Text())
		if text == "" {
			text = flat(f.Comment.Text())
		}
		for _, n := range f.Names {
			if n.IsExported() && text != "" {
				into[name+"."+s.Name.Name+"."+n.Name] = text
			}
		}
	}
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// needed returns the comments of the types that templates reach, and of their
// methods.
func needed(t *testing.T) map[string]string {
	t.Helper()
	texts := texts()
	before := maps.Clone(texts)
	defer func() {
		clear(texts)
		maps.Copy(texts, before)
	}()
	out := make(map[string]string)
	done := make(map[string]bool)
	// Methods lead to further types, and are known by their comments: until
	// nothing new comes.
	for had := -1; had != len(out); {
		had = len(out)
		w := &walker{seen: make(map[reflect.Type]bool)}
		for _, r := range roots {
			w.visit(r)
		}
		for _, l := range layouts {
			w.visit(l.item)
		}
		all := make(map[string]string)
		for _, ty := range w.types {
			if name := strings.TrimPrefix(ty.PkgPath(), module); !done[name] {
				done[name] = true
				comments(t, name, all)
			}
		}
		for key, text := range all {
			out[key] = text
			if _, ok := texts[key]; !ok {
				texts[key] = text
			}
		}
	}
	keep := make(map[string]string)
	w := &walker{seen: make(map[reflect.Type]bool)}
	for _, r := range roots {
		w.visit(r)
	}
	for _, l := range layouts {
		w.visit(l.item)
	}
	for _, ty := range w.types {
		if text := out[key(ty)]; text != "" {
			keep[key(ty)] = text
		}
		for k, text := range out {
			if strings.HasPrefix(k, key(ty)+".") {
				keep[k] = text
			}
		}
	}
	return keep
}

// TestComments holds comments.json to the comments in the code.
func TestComments(t *testing.T) {
	raw, err := json.MarshalIndent(needed(t), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "comments.json", append(bytes.ReplaceAll(raw, []byte(`\u003c`), []byte("<")), '\n'))
}

// golden compares a file with what it must hold, or writes it.
func golden(t *testing.T, file string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(file)
	if err == nil && bytes.Equal(got, want) {
		return
	}
	if !*update {
		t.Fatalf("%s is not what the code says: run the tests of this package twice with -update", file)
	}
	if err := os.WriteFile(file, want, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Everything that templates may read says what it is, and nothing has a meaning
// that is not there.
func TestMeanings(t *testing.T) {
	r := Of()
	used := make(map[string]bool)
	for _, ty := range r.Types {
		if ty.Doc == "" {
			t.Errorf("the type %s has no comment", ty.Name)
		}
		for _, m := range ty.Members {
			used[m.key], used["*."+m.Name] = true, true
			if m.Doc == "" {
				t.Errorf("%s means nothing: write a comment beside it, or a meaning into meanings.json", m.key)
			}
		}
	}
	for _, f := range r.Functions {
		used["func."+f.Name] = true
		if f.Doc == "" {
			t.Errorf("func.%s means nothing: write it into meanings.json", f.Name)
		}
	}
	var said map[string]string
	if err := json.Unmarshal(meaningsJSON, &said); err != nil {
		t.Fatal(err)
	}
	for key := range said {
		if !used[key] {
			t.Errorf("meanings.json speaks of %s, which templates do not see", key)
		}
	}
	for _, l := range r.Layouts {
		if l.Doc == "" {
			t.Errorf("the layout %s has no description", l.Name)
		}
	}
}

// TestReference holds docs/theme-reference.md to the types.
func TestReference(t *testing.T) {
	text, err := Of().Write("md")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("..", "..", "docs", "theme-reference.md"), text)
}

// TestLayouts holds the table of layouts to the portal of this repository: each
// page prints its layout and the type of its item in place of what it shows.
func TestLayouts(t *testing.T) {
	project, err := build.Open(t.Context(), build.Options{Dir: filepath.Join("..", ".."), AsOf: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Workers: 2})
	if err != nil || project.Diagnostics.HasErrors() {
		t.Fatal(err, project.Diagnostics)
	}
	view, _ := project.View("public")
	standard, _, err := theme.Load(nil, source.Text{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "layouts"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range standard.Layouts() {
		if err := os.WriteFile(filepath.Join(dir, "layouts", name+".html"), []byte("layout "+name+` {{printf "%T" .Item}}`), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	printing, _, err := theme.Load(tree, source.Text{})
	if err != nil {
		t.Fatal(err)
	}
	files, _, _ := render.Prepare(view, printing, render.Options{Workers: 2, Faulty: true}).Files(t.Context())
	found := make(map[string]string)
	for _, f := range files {
		if words := strings.Fields(string(f.Data)); strings.HasSuffix(f.Path, ".html") && len(words) > 2 && words[0] == "layout" {
			found[words[1]] = html.UnescapeString(strings.Join(words[2:], " "))
		}
	}
	found["since"] = "*disclose.Review" // diff --format html asks for it
	known := make(map[string]string)
	for _, l := range layouts {
		known[l.name] = "<nil>"
		if l.item != nil {
			known[l.name] = l.item.String()
		}
	}
	for name, is := range found {
		if known[name] == "" {
			t.Errorf("the layout %q (%s) is not in the table", name, is)
		} else if is != known[name] {
			t.Errorf("the item of the layout %q is %s, and the table says %s", name, is, known[name])
		}
	}
	for name := range known {
		if found[name] == "" && name != "documents" { // whose address has a page that somebody wrote
			t.Errorf("the table has a layout %q, which the portal of this repository does not ask for", name)
		}
		if !slices.Contains(standard.Layouts(), name) {
			t.Errorf("the default theme has no layout %q", name)
		}
	}
}

// No type of the machinery is shown.
func TestNoMachinery(t *testing.T) {
	for _, ty := range Of().Types {
		for _, m := range ty.Members {
			for _, name := range append(slices.Clone(m.Args), m.Type) {
				for _, part := range inner {
					if strings.Contains(name, part+".") {
						t.Errorf("%s.%s shows %s", ty.Name, m.Name, name)
					}
				}
			}
		}
	}
}
