package laws

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
)

// doorOf returns the door that an import path lies behind, or "".
func doorOf(importPath string) string {
	found, length := "", 0
	for _, name := range slices.Sorted(maps.Keys(doors)) {
		for _, parent := range doors[name] {
			if below(importPath, parent) && len(parent) > length {
				found, length = name, len(parent)
			}
		}
	}
	return found
}

// foreign reports whether an import path belongs neither to the standard
// library nor to this module.
func foreign(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return strings.Contains(first, ".") && !below(importPath, module)
}

// TestDoors checks that a library is imported by one package, its door. Test
// files are free.
func TestDoors(t *testing.T) {
	rooms, err := plan()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range programs(t) {
		name, _ := f.room()
		f.imports(func(spec *ast.ImportSpec, p string) {
			door := doorOf(p)
			switch {
			case slices.ContainsFunc(inTestsOnly, func(parent string) bool { return below(p, parent) }):
				t.Errorf("%s: %s is for tests only; do without it", f.at(spec.Pos()), p)
			case door == "" && foreign(p):
				t.Errorf("%s: %s has no door; add one to internal/laws/table_test.go, if the library must be", f.at(spec.Pos()), p)
			case door == "" || slices.Contains(rooms[name].doors, door):
			case mayName[door][name] != nil:
				f.uses(p, func(pos token.Pos, used string) {
					if !slices.Contains(mayName[door][name], used) {
						t.Errorf("%s: %s may name %s of %s, and uses %s; ask the package whose door it is", f.at(pos), name, strings.Join(mayName[door][name], ", "), p, used)
					}
				})
			default:
				t.Errorf("%s: %s imports %s; %s; call that package instead", f.at(spec.Pos()), f.dir, p, whose(rooms, door))
			}
		})
	}
}

func whose(rooms map[string]room, door string) string {
	for _, name := range slices.Sorted(maps.Keys(rooms)) {
		if slices.Contains(rooms[name].doors, door) {
			return "its door is internal/" + name
		}
	}
	return "it has no door"
}

func TestDoorOf(t *testing.T) {
	for path, want := range map[string]string{
		"golang.org/x/text/unicode/norm":       "x/text",
		"golang.org/x/text/encoding/htmlindex": "x/text/encoding",
		"github.com/Masterminds/sprig/v3":      "sprig",
		"html/template":                        "html/template",
		"text/template":                        "",
		"golang.org/x/textual":                 "",
	} {
		if got := doorOf(path); got != want {
			t.Errorf("%s lies behind %q, want %q", path, got, want)
		}
	}
}
