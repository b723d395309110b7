package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

// declaredCodes returns the constants of type Code in the package's source:
// name to value.
func declaredCodes(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := make(map[string]string)
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		gatherCodes(t, file, codes)
	}
	return codes
}

// gatherCodes adds the constants of one file.
func gatherCodes(t *testing.T, file *ast.File, codes map[string]string) {
	t.Helper()
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); !ok || name.Name != "Code" {
			return true
		}
		for i, value := range spec.Values {
			literal, ok := value.(*ast.BasicLit)
			if !ok {
				t.Fatalf("%s is not a literal", spec.Names[i].Name)
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			codes[spec.Names[i].Name] = text
		}
		return true
	})
}

func TestEveryCodeIsDescribedOnce(t *testing.T) {
	declared := declaredCodes(t)
	if len(declared) < 50 {
		t.Fatalf("found %d codes only", len(declared))
	}
	rows := make(map[Code]int)
	for _, info := range Codes() {
		rows[info.Code]++
	}
	values := make(map[string]string)
	for name, value := range declared {
		if first, twice := values[value]; twice {
			t.Errorf("%s and %s are both %q", first, name, value)
		}
		values[value] = name
		if rows[Code(value)] != 1 {
			t.Errorf("%s has %d rows, want 1", name, rows[Code(value)])
		}
	}
	for code := range rows {
		if values[string(code)] == "" {
			t.Errorf("a row describes %q, which no constant declares", code)
		}
	}
}

func TestCodesReadWell(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)
	infos := Codes()
	if !slices.IsSortedFunc(infos, func(a, b Info) int { return strings.Compare(string(a.Code), string(b.Code)) }) {
		t.Error("Codes is not sorted")
	}
	for _, info := range infos {
		if !form.MatchString(string(info.Code)) {
			t.Errorf("%q is not kebab-case", info.Code)
		}
		if info.Title == "" || strings.HasSuffix(info.Title, ".") || info.Why == "" {
			t.Errorf("%s: title %q, why %q", info.Code, info.Title, info.Why)
		}
		if got, ok := Lookup(info.Code); !ok || got != info {
			t.Errorf("Lookup(%s) = %v, %v", info.Code, got, ok)
		}
	}
	if _, ok := Lookup("no-such-code"); ok {
		t.Error("Lookup finds what does not exist")
	}
}

func TestSorted(t *testing.T) {
	a, b := source.NewFile("a", []byte("0123456789")), source.NewFile("b", []byte("0123456789"))
	list := List{
		Errorf("z-z", b.Span(1, 2), "six"),
		Warningf("a-a", a.Span(5, 6), "four"),
		Errorf("z-z", a.Span(5, 6), "three"),
		Errorf("b-b", a.Span(5, 9), "two"),
		Errorf("b-b", a.Span(5, 6), "two"),
		Errorf("b-b", a.Span(0, 1), "one"),
		Errorf("b-b", source.Span{}, "none"),
		Errorf("z-z", b.Span(1, 2), "seven"),
		Errorf("b-b", a.Span(0, 1), "one"),
	}
	before := slices.Clone(list)
	var got []string
	for _, d := range list.Sorted() {
		got = append(got, d.Message)
	}
	want := []string{"none", "one", "two", "three", "four", "seven", "six"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for i := range list {
		if list[i].Message != before[i].Message {
			t.Fatal("Sorted changed the list")
		}
	}
}

func TestDiagnosticAsError(t *testing.T) {
	f := source.NewFile("x.md", []byte("a\nbc"))
	d := Errorf(LinkBroken, f.Span(3, 4), "%d is gone", 7)
	if got := d.Error(); got != "x.md:2:2: error: 7 is gone [link-broken]" {
		t.Errorf("got %q", got)
	}
}

// Also must not write into the memory of the diagnostic that it came from.
func TestAlsoDoesNotShare(t *testing.T) {
	d := Errorf(LinkBroken, source.Span{}, "x").Also(source.Span{}, "one")
	first, second := d.Also(source.Span{}, "two"), d.Also(source.Span{}, "three")
	if first.Related[1].Message != "two" || second.Related[1].Message != "three" || len(d.Related) != 1 {
		t.Errorf("%v, %v", first.Related, second.Related)
	}
}

func TestListCounts(t *testing.T) {
	var list List
	list.Add(Warningf("a-b", source.Span{}, "x"))
	if list.HasErrors() || list.Count(Warning) != 1 {
		t.Errorf("%v", list)
	}
	list.Add(Errorf("a-b", source.Span{}, "x"), Errorf("a-b", source.Span{}, "y"))
	if !list.HasErrors() || list.Count(Error) != 2 || list.Count(Note) != 0 {
		t.Errorf("%v", list)
	}
}

func TestSuggest(t *testing.T) {
	words := []string{"backup", "scan", "training", "okta-mfa-policy", "title", "Evidence"}
	tests := []struct{ name, want string }{
		{"bakcup", "backup"},            // neighbours swapped
		{"backp", "backup"},             // one missing
		{"backupp", "backup"},           // one too many
		{"BACKUP", "backup"},            // case
		{"skan", "scan"},                // one wrong
		{"titel", "title"},              // swap at the end
		{"okta-mfa", "okta-mfa-policy"}, // part of a candidate
		{"evidences", "Evidence"},
		{"scan", ""}, // is itself a candidate and near no other
		{"xyz", ""},  // near nothing
		{"ti", ""},   // too short to be part of anything
		{"", ""},
	}
	for _, tt := range tests {
		if got := Suggest(tt.name, words); got != tt.want {
			t.Errorf("Suggest(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := Suggest("cat", []string{"rat", "bat", "hat"}); got != "bat" {
		t.Errorf("a tie gives %q, want the first of the alphabet", got)
	}
	if !slices.Equal(words, []string{"backup", "scan", "training", "okta-mfa-policy", "title", "Evidence"}) {
		t.Error("Suggest changed the candidates")
	}
	if got := DidYouMean("skan", words); got != `did you mean "scan"?` {
		t.Errorf("DidYouMean gives %q", got)
	}
	if got := DidYouMean("xyz", words); got != "" {
		t.Errorf("DidYouMean gives %q", got)
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b        string
		limit, want int
	}{
		{"", "", 5, 0}, {"a", "", 5, 1}, {"ab", "ba", 5, 1}, {"kitten", "sitting", 9, 3}, {"é", "e", 5, 1}, {"ca", "abc", 9, 3}, {"abc", "xyz", 2, 2},
	}
	for _, tt := range tests {
		if got := distance(tt.a, tt.b, tt.limit); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// TestSlip finds what Suggest finds, where the lengths are near.
func TestSlip(t *testing.T) {
	words := []string{"id", "idd", "di", "name", "nmae", "named", "unnamed", "title", "titel", "Title", "collected_at", "colected-at", "produced_at", "größe", "grösse", "\xff\xfe", "", "a", "b"}
	for _, key := range words {
		for _, known := range words {
			want := Suggest(key, []string{known})
			if diff := len(want) - len(key); diff < -2 || diff > 2 {
				want = ""
			}
			if got := Slip(key, []string{known}); got != want {
				t.Errorf("Slip(%q, %q) = %q, want %q", key, known, got, want)
			}
		}
	}
}

func FuzzSlip(f *testing.F) {
	f.Add("nmae", "name")
	f.Add("größe", "grosse")
	f.Fuzz(func(t *testing.T, key, known string) {
		want := Suggest(key, []string{known})
		if diff := len(want) - len(key); diff < -2 || diff > 2 {
			want = ""
		}
		if got := Slip(key, []string{known}); got != want {
			t.Errorf("Slip(%q, %q) = %q, want %q", key, known, got, want)
		}
	})
}
