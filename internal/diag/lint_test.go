package diag

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of lints into docs/lints.md instead of comparing it")

// TestLintsInTheDocs holds the table of docs/lints.md to the code.
func TestLintsInTheDocs(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "lints.md")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const open, end = "<!-- lints -->\n| Lint | Weight | What it finds |\n|---|---|---|\n", "<!-- /lints -->\n"
	before, rest, ok := strings.Cut(string(raw), open)
	table, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no table between %q and %q", path, open, end)
	}
	var want strings.Builder
	for _, code := range Lints() {
		info, _ := Lookup(code)
		s, _ := code.Lint()
		fmt.Fprintf(&want, "| `%s` | %s | %s |\n", code, s, info.Title)
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+open+want.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if table != want.String() {
		t.Errorf("the table of %s is\n%s\nwant\n%s\nrun this test with -update", path, table, want.String())
	}
}

func TestLints(t *testing.T) {
	list := Lints()
	if len(list) < 11 {
		t.Fatalf("there are %d lints only", len(list))
	}
	heavy := map[Code]bool{ // what cannot be true as it stands
		AnswerContradicts: true, ClaimContradicts: true, FactContradicted: true, RelationBroken: true, RelationCycle: true,
	}
	for _, code := range list {
		info, ok := Lookup(code)
		if !ok || !info.Lint() {
			t.Errorf("the lint %s has no row, or one that is none", code)
		}
		if s, ok := code.Lint(); !ok || (s == Error) != heavy[code] {
			t.Errorf("%s weighs %s by default; but for what cannot be true, only a site makes an error of a lint", code, s)
		}
	}
	if info, _ := Lookup(LinkBroken); info.Lint() {
		t.Error("a broken link is taken for a lint")
	}
}
