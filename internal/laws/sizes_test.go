package laws

import (
	"go/ast"
	"testing"
)

// The most that a file, a function and a package may hold, in lines. Tests do
// not count toward packages, and the tables in them not toward functions.
const (
	fileLines     = 600
	functionLines = 100
	packageLines  = 2500
)

// TestSizes checks the sizes of files, functions and packages.
func TestSizes(t *testing.T) {
	totals := map[string]int{}
	for _, f := range files(t) {
		if f.lines > fileLines {
			t.Errorf("%s:%d: the file has %d lines, more than %d; split it by concern", f.path, fileLines, f.lines, fileLines)
		}
		if !f.test {
			totals[f.dir] += f.lines
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			var body *ast.BlockStmt
			name := "a function literal"
			switch fn := n.(type) {
			case *ast.FuncDecl:
				body, name = fn.Body, fn.Name.Name
			case *ast.FuncLit:
				body = fn.Body
			}
			if body == nil {
				return true
			}
			lines := f.span(n)
			if f.test {
				lines -= f.tables(body)
			}
			if lines > functionLines {
				t.Errorf("%s: %s has %d lines, more than %d; give its steps names", f.at(n.Pos()), name, lines, functionLines)
			}
			return true
		})
	}
	for dir, lines := range totals {
		if lines > packageLines {
			t.Errorf("%s: the package has %d lines without tests, more than %d; it holds two thoughts", dir, lines, packageLines)
		}
	}
}

// span returns how many lines a node covers.
func (f *goFile) span(n ast.Node) int {
	return f.places.Position(n.End()).Line - f.places.Position(n.Pos()).Line + 1
}

// tables returns how many lines of a function are inside composite literals:
// the cases of a table test are data.
func (f *goFile) tables(body *ast.BlockStmt) int {
	lines := 0
	ast.Inspect(body, func(n ast.Node) bool {
		if table, ok := n.(*ast.CompositeLit); ok {
			lines += f.span(table) - 1
			return false
		}
		return true
	})
	return lines
}
