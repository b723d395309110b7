package laws

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// TestFloors checks that each package imports lower floors only.
func TestFloors(t *testing.T) {
	rooms, err := plan()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range houses(t) {
		if _, ok := rooms[name]; !ok {
			t.Errorf("internal/%s: the package has no floor; add it to the table in internal/laws/table_test.go and in ARCHITECTURE.md", name)
		}
	}
	for _, f := range programs(t) {
		f.imports(func(spec *ast.ImportSpec, p string) {
			if p != module && !strings.HasPrefix(p, module+"/") {
				return
			}
			if wrong := stair(rooms, f.dir, strings.TrimPrefix(p, module+"/")); wrong != "" {
				t.Errorf("%s: %s; pass the value in, or move what both need to a lower floor", f.at(spec.Pos()), wrong)
			}
		})
	}
}

// mains names the programs, and the one package that each may import.
var mains = map[string]string{"cmd/candor": "internal/cli", apart: "internal/bucket", "cmd/larkspur": "internal/specimen"}

// apart is the program whose libraries must not weigh on candor.
const apart = "cmd/candor-storage"

// stair says what is wrong with an import from one folder of another, or "".
func stair(rooms map[string]room, from, to string) string {
	if to == "themes" {
		if from == "internal/theme" || from == "internal/asset" {
			return ""
		}
		return "themes is for internal/theme and internal/asset only"
	}
	if main, ok := mains[from]; ok {
		if to == main {
			return ""
		}
		return from + " imports " + to + ", and may import " + main + " only"
	}
	if to == mains[apart] {
		return from + " imports " + to + ", which is for " + apart + " only"
	}
	target, inside := strings.CutPrefix(to, "internal/")
	if !inside {
		return "nothing imports " + to
	}
	name, inside := strings.CutPrefix(from, "internal/")
	if !inside {
		return from + " imports nothing of internal/"
	}
	here, known := rooms[name]
	there, listed := rooms[target]
	if !known || !listed || here.floor > there.floor {
		return "" // a package without a floor is reported once, by its own name
	}
	if here.floor == there.floor {
		return name + " imports " + target + " on its own floor"
	}
	return name + " imports " + target + " from a higher floor"
}

func TestStair(t *testing.T) {
	rooms := map[string]room{"low": {floor: 1}, "side": {floor: 1}, "high": {floor: 2}}
	for _, tt := range []struct {
		from, to string
		ok       bool
	}{
		{"internal/high", "internal/low", true},
		{"internal/low", "internal/side", false},
		{"internal/low", "internal/high", false},
		{"cmd/candor", "internal/cli", true},
		{"cmd/candor", "internal/low", false},
		{"cmd/candor", "internal/bucket", false},
		{"internal/cli", "internal/bucket", false},
		{"cmd/candor-storage", "internal/bucket", true},
		{"cmd/candor-storage", "internal/cli", false},
		{"internal/theme", "themes", true},
		{"internal/low", "themes", false},
		{"themes", "internal/low", false},
		{"internal/high", "cmd/candor", false},
	} {
		if wrong := stair(rooms, tt.from, tt.to); (wrong == "") != tt.ok {
			t.Errorf("%s importing %s: %q", tt.from, tt.to, wrong)
		}
	}
}

// TestTable checks that the table lists what exists, and that no door stands
// open without being used, were it in tests.
func TestTable(t *testing.T) {
	rooms, err := plan()
	if err != nil {
		t.Fatal(err)
	}
	exist := houses(t)
	used := map[string][]string{}
	for _, f := range files(t) {
		name, _ := f.room()
		f.imports(func(_ *ast.ImportSpec, p string) { used[name] = append(used[name], doorOf(p)) })
	}
	owner := map[string]string{}
	for name, r := range rooms {
		if !slices.Contains(exist, name) {
			t.Errorf("internal/laws/table_test.go: package %s does not exist; remove its line here and in ARCHITECTURE.md", name)
			continue
		}
		for _, door := range r.doors {
			if _, ok := doors[door]; !ok {
				t.Errorf("internal/laws/table_test.go: %s has the door %s, which no library is behind; add it to doors", name, door)
			} else if !slices.Contains(used[name], door) {
				t.Errorf("internal/laws/table_test.go: %s does not use its door %s; remove it here and in ARCHITECTURE.md", name, door)
			}
			if other, ok := owner[door]; ok && shared[door] == "" {
				t.Errorf("internal/laws/table_test.go: %s is a door of %s and of %s; one of them must ask the other", door, name, other)
			}
			owner[door] = name
		}
	}
}

// TestNames checks the names of packages.
func TestNames(t *testing.T) {
	for _, f := range files(t) {
		last := f.dir[strings.LastIndex(f.dir, "/")+1:]
		declared := strings.TrimSuffix(f.tree.Name.Name, "_test")
		for _, name := range slices.Compact([]string{last, declared}) {
			if slices.Contains(forbiddenNames, name) {
				t.Errorf("%s: a package named %s says nothing about what it is for; name it after what it does", f.at(f.tree.Name.Pos()), name)
			}
		}
		if strings.HasPrefix(f.dir, "internal/") && declared != last {
			t.Errorf("%s: package %s in the folder %s; give both one name", f.at(f.tree.Name.Pos()), declared, last)
		}
	}
}
