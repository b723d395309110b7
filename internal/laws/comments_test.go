package laws

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"
)

// TestDocComments checks that each exported name says what it is.
func TestDocComments(t *testing.T) {
	for _, f := range programs(t) {
		if f.tree.Name.Name == "main" {
			continue
		}
		for _, d := range f.tree.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && receiverExported(d) && silent(d.Doc) {
					t.Errorf("%s: %s has no doc comment; say what it does, and what it returns when it cannot", f.at(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					undocumented(t, f, d, spec)
				}
			}
		}
	}
}

func undocumented(t *testing.T, f *goFile, d *ast.GenDecl, spec ast.Spec) {
	t.Helper()
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() && silent(d.Doc) && silent(s.Doc) && silent(s.Comment) {
			t.Errorf("%s: type %s has no doc comment; say what a value of it is", f.at(s.Pos()), s.Name.Name)
		}
	case *ast.ValueSpec:
		for _, name := range s.Names {
			if name.IsExported() && silent(d.Doc) && silent(s.Doc) && silent(s.Comment) {
				t.Errorf("%s: %s %s has no doc comment; say what it means, for it or for its group", f.at(s.Pos()), kindOf(d.Tok), name.Name)
			}
		}
	}
}

func kindOf(tok token.Token) string {
	if tok == token.CONST {
		return "constant"
	}
	return "variable"
}

// silent reports whether a comment says nothing; directives say nothing.
func silent(doc *ast.CommentGroup) bool { return doc == nil || strings.TrimSpace(doc.Text()) == "" }

// receiverExported reports whether a function is no method, or one of an
// exported type.
func receiverExported(fn *ast.FuncDecl) bool {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return true
	}
	kind := fn.Recv.List[0].Type
	for {
		switch k := kind.(type) {
		case *ast.StarExpr:
			kind = k.X
		case *ast.IndexExpr:
			kind = k.X
		case *ast.IndexListExpr:
			kind = k.X
		case *ast.Ident:
			return k.IsExported()
		default:
			return false
		}
	}
}

// TestPackageComments checks that each package says what it does, in one
// place.
func TestPackageComments(t *testing.T) {
	said := map[string]string{}
	first := map[string]*goFile{}
	for _, f := range programs(t) {
		if first[f.dir] == nil {
			first[f.dir] = f
		}
		if silent(f.tree.Doc) {
			continue
		}
		want := "Package " + f.tree.Name.Name + " "
		if f.tree.Name.Name == "main" {
			want = "Command "
		}
		if !strings.HasPrefix(f.tree.Doc.Text(), want) {
			t.Errorf("%s: the package comment does not start with %q", f.at(f.tree.Doc.Pos()), want)
		}
		if other, twice := said[f.dir]; twice {
			t.Errorf("%s: a second package comment beside that of %s; keep one", f.at(f.tree.Doc.Pos()), other)
		}
		said[f.dir] = f.path
	}
	for dir, f := range first {
		if said[dir] == "" {
			t.Errorf("%s: package %s has no package comment; say what it does and what it never does", f.at(f.tree.Name.Pos()), f.tree.Name.Name)
		}
	}
}
