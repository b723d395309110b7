package onuse

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestLikeRegexp holds every method to that of package regexp, and to being all of
// them that it forwards.
func TestLikeRegexp(t *testing.T) {
	const text = `(a+)(b)?`
	p, want := reflect.ValueOf(Regexp(text)), reflect.ValueOf(regexp.MustCompile(text))
	samples := map[reflect.Type]reflect.Value{
		reflect.TypeFor[string](): reflect.ValueOf("xaab ab b a"), reflect.TypeFor[[]byte](): reflect.ValueOf([]byte("xaab ab b a")), reflect.TypeFor[int](): reflect.ValueOf(-1),
		reflect.TypeFor[func(string) string](): reflect.ValueOf(strings.ToUpper),
		reflect.TypeFor[func([]byte) []byte](): reflect.ValueOf(bytes.ToUpper),
	}
	if p.NumMethod() == 0 {
		t.Fatal("there is no method")
	}
	for i := range p.NumMethod() {
		name := p.Type().Method(i).Name
		var args []reflect.Value
		for in := range p.Method(i).Type().Ins() {
			args = append(args, samples[in])
		}
		got, other := p.Method(i).Call(args)[0].Interface(), want.MethodByName(name).Call(args)[0].Interface()
		if !reflect.DeepEqual(got, other) {
			t.Errorf("%s returns %v, want %v", name, got, other)
		}
	}
}

// TestAllCompile finds the expressions of the program that are compiled on use, and
// compiles them.
func TestAllCompile(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	folders, known := map[string][]*ast.File{}, map[string]map[string]ast.Expr{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Dir(name)
		if known[dir] == nil {
			known[dir] = map[string]ast.Expr{}
		}
		folders[dir] = append(folders[dir], f)
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Names) == len(v.Values) {
				for i, name := range v.Names {
					known[dir][name.Name] = v.Values[i]
				}
			}
			return true
		})
	}
	found := 0
	for dir, list := range folders {
		for _, f := range list {
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				if fun, ok := call.Fun.(*ast.SelectorExpr); ok && fun.Sel.Name == "Regexp" && len(call.Args) == 1 {
					if x, ok := fun.X.(*ast.Ident); ok && x.Name == "onuse" {
						found++
						text, ok := said(call.Args[0], known[dir])
						if _, err := regexp.Compile(text); err != nil || !ok {
							t.Errorf("%s: %q does not compile, or is no text that stands there (%v)", dir, text, err)
						}
					}
				}
				return true
			})
		}
	}
	if found < 50 {
		t.Errorf("found %d expressions", found)
	}
}

// said is the text of literals, of names for them, and of sums of both.
func said(e ast.Expr, known map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.Ident:
		return said(known[e.Name], known)
	case *ast.BinaryExpr:
		a, first := said(e.X, known)
		b, second := said(e.Y, known)
		return a + b, first && second && e.Op == token.ADD
	}
	return "", false
}
