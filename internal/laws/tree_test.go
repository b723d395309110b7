package laws

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// root is the root of the repository, seen from this package.
var root = filepath.Join("..", "..")

// goFile is one parsed file of the repository.
type goFile struct {
	path   string // slash-separated, from the root
	dir    string // its folder: internal/rule, cmd/candor, themes
	test   bool
	lines  int
	tree   *ast.File
	places *token.FileSet
}

// at formats the place of a node as path:line.
func (f *goFile) at(pos token.Pos) string {
	return fmt.Sprintf("%s:%d", f.path, f.places.Position(pos).Line)
}

// apart reports whether the file is of the module in bench/, which measures
// programs from outside and ends up in none.
func (f *goFile) apart() bool { return f.dir == "bench" || strings.HasPrefix(f.dir, "bench/") }

// room returns the name in the table of floors: rule for internal/rule.
func (f *goFile) room() (string, bool) { return strings.CutPrefix(f.dir, "internal/") }

// imports yields the import paths of the file.
func (f *goFile) imports(visit func(spec *ast.ImportSpec, importPath string)) {
	for _, spec := range f.tree.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			visit(spec, p)
		}
	}
}

// uses calls visit for each name that the file takes from an imported package,
// such as Now from time.
func (f *goFile) uses(importPath string, visit func(pos token.Pos, name string)) {
	local := ""
	f.imports(func(spec *ast.ImportSpec, p string) {
		if p != importPath {
			return
		}
		if local = path.Base(p); spec.Name != nil {
			local = spec.Name.Name
		}
	})
	if local == "" || local == "_" {
		return
	}
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			// Obj is nil where no declaration in the file shadows the package.
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == local && x.Obj == nil {
				visit(sel.Pos(), sel.Sel.Name)
			}
		}
		return true
	})
}

// walk visits the files of the repository, slash-separated paths from the
// root. Folders that hold no source of ours are left out: those with a dot,
// except .ci, those that a build writes, and packages of npm.
func walk(visit func(name string) error) error {
	return filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // somebody else's temporary file
			}
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil || rel == "." {
			return err
		}
		name := filepath.ToSlash(rel)
		if d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") && name != ".ci" || name == "public" || name == "dist" || name == "screenshots" || d.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || name == ".git" { // a file in a worktree
			return nil
		}
		return visit(name)
	})
}

var parsed = sync.OnceValues(func() ([]*goFile, error) {
	var files []*goFile
	err := walk(func(name string) error {
		if path.Ext(name) != ".go" || strings.Contains("/"+name, "/testdata/") {
			return nil
		}
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		places := token.NewFileSet()
		tree, err := parser.ParseFile(places, name, data, parser.ParseComments)
		if err != nil {
			return err
		}
		files = append(files, &goFile{
			path: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"),
			lines: strings.Count(string(data), "\n"), tree: tree, places: places,
		})
		return nil
	})
	if err == nil && len(files) < 10 {
		err = fmt.Errorf("only %d Go files found: the laws judge nothing", len(files))
	}
	return files, err
})

// files returns every Go file, or fails the test.
func files(t *testing.T) []*goFile {
	t.Helper()
	list, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// programs returns the files that end up in the program: those that are no
// tests.
func programs(t *testing.T) []*goFile {
	t.Helper()
	return slices.DeleteFunc(slices.Clone(files(t)), func(f *goFile) bool { return f.test || f.apart() })
}

// houses returns the folders below internal that hold a package, sorted.
func houses(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, f := range programs(t) {
		if name, ok := f.room(); ok && name != "laws" {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// below reports whether an import path is a path or lies below it. A major
// version behind it, as in /v3, counts.
func below(importPath, parent string) bool {
	return importPath == parent || strings.HasPrefix(importPath, parent+"/")
}
