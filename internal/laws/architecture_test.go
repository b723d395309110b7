package laws

import (
	"fmt"
	"go/doc"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// line is one line of the table in ARCHITECTURE.md.
type line struct {
	room
	number int
}

// TestArchitecture holds the table in ARCHITECTURE.md against the one here.
func TestArchitecture(t *testing.T) {
	const name = "ARCHITECTURE.md"
	rooms, err := plan()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatalf("%s: the map of the house is missing (%v); it holds the table | floor | package | one line | door to | between <!-- floors --> and <!-- /floors -->", name, err)
	}
	drawn, problems := architecture(string(data))
	for _, p := range problems {
		t.Errorf("%s:%s", name, p)
	}
	if len(drawn) == 0 {
		t.Errorf("%s: the table, as far as the code can tell:\n%s", name, proposal(t, rooms))
		return
	}
	for _, pkg := range slices.Sorted(maps.Keys(rooms)) {
		want, have := rooms[pkg], drawn[pkg]
		switch {
		case have.number == 0:
			t.Errorf("%s: package %s is missing; add | %d | `%s` | what it does | %s |", name, pkg, want.floor, pkg, strings.Join(want.doors, ", "))
		case have.floor != want.floor:
			t.Errorf("%s:%d: package %s is on floor %d, and on floor %d in internal/laws/table_test.go; correct one", name, have.number, pkg, have.floor, want.floor)
		case !slices.Equal(slices.Sorted(slices.Values(have.doors)), slices.Sorted(slices.Values(want.doors))):
			t.Errorf("%s:%d: package %s is the door to %q, and to %q in internal/laws/table_test.go; correct one", name, have.number, pkg, have.doors, want.doors)
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(drawn)) {
		if _, ok := rooms[pkg]; !ok {
			t.Errorf("%s:%d: package %s is not in internal/laws/table_test.go; remove it, or add it there", name, drawn[pkg].number, pkg)
		}
	}
}

// proposal writes the table that would pass, with the first sentence of each
// package comment.
func proposal(t *testing.T, rooms map[string]room) string {
	t.Helper()
	says := map[string]string{}
	for _, f := range programs(t) {
		name, ok := f.room()
		if sentence := new(doc.Package).Synopsis(f.tree.Doc.Text()); ok && sentence != "" {
			_, rest, _ := strings.Cut(sentence, "Package "+name+" ")
			says[name] = strings.TrimSuffix(rest, ".")
		}
	}
	names := slices.Sorted(maps.Keys(rooms))
	slices.SortStableFunc(names, func(a, b string) int { return rooms[a].floor - rooms[b].floor })
	var out strings.Builder
	out.WriteString("| floor | package | one line | door to |\n|---|---|---|---|\n")
	for _, name := range names {
		fmt.Fprintf(&out, "| %d | `%s` | %s | %s |\n", rooms[name].floor, name, says[name], strings.Join(rooms[name].doors, ", "))
	}
	return out.String()
}

// architecture reads the table between the markers. A row may name several
// packages; backquotes are not needed. Problems start with a line number.
func architecture(text string) (map[string]line, []string) {
	const begin, end = "<!-- floors -->", "<!-- /floors -->"
	drawn := map[string]line{}
	var problems []string
	number, inside, closed := 0, false, false
	for row := range strings.Lines(text) {
		number++
		row = strings.TrimSpace(row)
		switch {
		case row == begin:
			inside = true
			continue
		case row == end:
			inside, closed = false, true
			continue
		case !inside || row == "":
			continue
		}
		cells := strings.Split(strings.Trim(row, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(strings.ReplaceAll(cells[i], "`", ""))
		}
		if cells[0] == "floor" || strings.Trim(cells[0], ":-") == "" {
			continue
		}
		problems = append(problems, readRow(drawn, number, cells)...)
	}
	if !closed || len(drawn) == 0 {
		problems = append(problems, fmt.Sprintf("%d: there is no table of floors between %s and %s; add it", number, begin, end))
	}
	return drawn, problems
}

func readRow(drawn map[string]line, number int, cells []string) (problems []string) {
	floor, err := strconv.Atoi(cells[0])
	if err != nil || len(cells) != 4 {
		return []string{fmt.Sprintf("%d: the row is not | floor | package | one line | door to |", number)}
	}
	if cells[2] == "" {
		problems = append(problems, fmt.Sprintf("%d: package %s has no line that says what it does", number, cells[1]))
	}
	for _, pkg := range list(cells[1]) {
		if drawn[pkg].number != 0 {
			problems = append(problems, fmt.Sprintf("%d: package %s is listed twice, first in line %d", number, pkg, drawn[pkg].number))
		}
		drawn[pkg] = line{room{floor, list(cells[3])}, number}
	}
	return problems
}

func list(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ' ' })
}

func TestArchitectureTable(t *testing.T) {
	drawn, problems := architecture("x\n<!-- floors -->\n| floor | package | one line | door to |\n|---|---|---|---|\n| 0 | `a`, `b` | does | |\n| 1 | c | does | x/text, yaml |\n<!-- /floors -->\n| 9 | d | | |\n")
	if len(problems) > 0 || len(drawn) != 3 || drawn["b"].number != 5 || drawn["c"].floor != 1 || len(drawn["c"].doors) != 2 {
		t.Errorf("read %+v, problems %v", drawn, problems)
	}
	for text, want := range map[string]string{
		"nothing":                             "1: there is no table",
		"<!-- floors -->\n| 0 | a | does | |": "2: there is no table",
		"<!-- floors -->\n| x | a | does | |\n| 0 | a | does | |\n<!-- /floors -->":                  "2: the row is not",
		"<!-- floors -->\n| 0 | a | | |\n<!-- /floors -->":                                           "2: package a has no line",
		"<!-- floors -->\n| 0 | a | does | |\n| 1 | a | does | |\n| 2 | b | x | |\n<!-- /floors -->": "3: package a is listed twice",
	} {
		if _, problems := architecture(text); len(problems) != 1 || !strings.HasPrefix(problems[0], want) {
			t.Errorf("%q: problems %q, want one that starts with %q", text, problems, want)
		}
	}
}
