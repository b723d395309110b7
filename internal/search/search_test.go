package search

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
)

// vectors are what this package and the script of the portal are both held to.
type vectors struct {
	Words []struct {
		Text  string
		Words []string
	}
	Near []struct {
		Typed, Word string
		Slips       int
	}
	Entries []Entry
	Queries []struct {
		Query  string
		Routes []string
	}
}

func readVectors(t *testing.T) vectors {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWords(t *testing.T) {
	for _, tt := range readVectors(t).Words {
		if got := Words(tt.Text); !slices.Equal(got, tt.Words) {
			t.Errorf("%q: got %q, want %q", tt.Text, got, tt.Words)
		}
	}
}

func TestNear(t *testing.T) {
	for _, tt := range readVectors(t).Near {
		if got := near(tt.Typed, tt.Word); got != tt.Slips {
			t.Errorf("%q for %q: %d slips, want %d", tt.Typed, tt.Word, got, tt.Slips)
		}
	}
}

func TestQueries(t *testing.T) {
	v := readVectors(t)
	r := newReader(t, filesOf(t, v.Entries, "/"))
	for _, tt := range v.Queries {
		if got := r.find(tt.Query); !slices.Equal(got, tt.Routes) {
			t.Errorf("%q: got\n%q, want\n%q", tt.Query, got, tt.Routes)
		}
	}
}

func TestAddressesLieBelowTheBase(t *testing.T) {
	r := newReader(t, filesOf(t, readVectors(t).Entries, "/trust/"))
	if got := r.find("A1.2"); len(got) == 0 || got[0] != "/trust/frameworks/soc2/#requirement.A1.2" {
		t.Errorf("got %q", got)
	}
}

func TestCompareIsThatOfJavaScript(t *testing.T) {
	list := []string{"", "a", "ab", "b", "é", "数", "\uffee", "𝒜", "a𝒜", "a\uffee", "z"}
	for _, a := range list {
		for _, b := range list {
			want := slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
			if got := compare(a, b); (got < 0) != (want < 0) || (got > 0) != (want > 0) {
				t.Errorf("%q and %q: %d, want the sign of %d", a, b, got, want)
			}
		}
	}
}

func TestRarity(t *testing.T) {
	for _, all := range []int{1, 9, 40_000, 5_000_000} {
		for _, some := range []int{1, 2, 7, 1000, 39_999} {
			if some > all {
				continue
			}
			want := 16 * math.Log2(1+float64(all)/float64(some))
			if got := float64(rarityOf(all, some)); got > want+0.01 || got < want-1.1 {
				t.Errorf("%d of %d: %v sixteenths, want %v", some, all, got, want)
			}
		}
	}
}

// sample is a view with one thing of each kind.
func sample() *disclose.View {
	return &disclose.View{
		Site: disclose.Site{BasePath: "/"},
		Pages: []*disclose.Page{
			{Route: "/a/", Title: "A page", Description: "Said first.", Tags: []string{"tagged"}},
			{Route: "/hidden/", Title: "Hidden", NoIndex: true},
		},
		Controls: []*disclose.Control{{
			ID: "mfa", Title: "Staff sign in with two factors", KindTitle: "Access", State: "satisfied", Status: "in-effect", Statement: "All do.", Questions: []string{"Is MFA used?"},
			Parameters: []disclose.Parameter{{Label: "period", Text: "90 days"}, {Label: "secret", Text: "x", Unstated: true}},
			Scope:      []disclose.Axis{{Name: "cloud", Values: []string{"aws"}}}, Mappings: []disclose.Mapping{{Requirement: "CC6.1"}},
		}},
		Answers:    []*disclose.Answer{{ID: "q", Topic: "sign-in", Question: "How?", Short: "So.", Controls: []string{"mfa"}}, {ID: "nowhere", Question: "None?", Short: "Not said.", Asks: []string{"Nothing?"}}},
		Evidence:   []*disclose.Evidence{{Key: "okta-2", Tool: "okta", Controls: []string{"mfa"}}},
		Frameworks: []*disclose.Framework{{ID: "soc2", Title: "SOC 2", Requirements: []disclose.Requirement{{ID: "CC6.1", Title: "Access", Group: "Logical"}}}},
	}
}

func TestEntries(t *testing.T) {
	sections := map[string][]inspect.Section{"/a/": {
		{Text: "Before."}, {Level: 1, ID: "a-page", Heading: "The heading", Text: "Under it."}, {Level: 2, ID: "more", Heading: "More", Text: "Below."}, {Level: 1, Heading: "Again"},
	}}
	v := sample()
	x := New(v, nil, "/")
	for _, p := range slices.Backward(v.Pages) { // in whatever order pages are finished
		x.Page(p, sections[p.Route])
	}
	files, err := written(x)
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	r := newReader(t, files)
	r.find("x")
	r.file("d", 0, &got)
	want := [][]string{
		{"page", "The heading", "", "/a/", "Said first. Before. Under it. tagged"},
		{"page", "More", "A page", "/a/#more", "Below."},
		{"page", "Again", "A page", "/a/", ""},
		{"control", "Staff sign in with two factors", "Access", "/controls/mfa/", "All do. Is MFA used? period 90 days aws CC6.1 mfa"},
		{"answer", "How?", "sign in", "/answers/sign-in/#answer.q", "So. “Staff sign in with two factors” holds."},
		{"answer", "None?", "", "/answers/other/#answer.nowhere", "It rests on no control. Nothing?"},
		{"evidence", "okta-2", "okta", "/evidence/okta-2/", "okta-2 Staff sign in with two factors"},
		{"requirement", "CC6.1 Access", "SOC 2", "/frameworks/soc2/#requirement.CC6.1", "Logical"},
	}
	if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestAnEmptyPortal(t *testing.T) {
	r := newReader(t, filesOf(t, nil, "/"))
	if got := r.find("anything at all"); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}

// large is a portal of many pages of three sections, 1,000 controls and the
// requirements of some frameworks. Words are as frequent as in natural language
// (Zipf), and there are about 40,000 of them.
func large(pages int) (*disclose.View, func(*disclose.Page) []inspect.Section) {
	rnd := rand.New(rand.NewSource(1))
	zipf := rand.NewZipf(rnd, 1.07, 3, 44_999)
	sounds := []string{"ba", "con", "de", "er", "fi", "gra", "in", "lo", "men", "nu", "or", "pre", "qui", "re", "sta", "ti", "un", "ver", "wa", "ze"}
	vocabulary := make([]string, 45_000)
	for i := range vocabulary {
		var b strings.Builder
		for n := i; ; n /= len(sounds) {
			b.WriteString(sounds[(n+3*b.Len())%len(sounds)])
			if n < len(sounds) {
				break
			}
		}
		vocabulary[i] = b.String() + []string{"", "", "", "", "s", "s", "ed", "er", "ing", "ion"}[rnd.Intn(10)]
	}
	said := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = vocabulary[zipf.Uint64()]
		}
		return strings.Join(words, " ")
	}
	v := &disclose.View{}
	sections := map[string][]inspect.Section{}
	for i := range pages {
		p := &disclose.Page{Route: fmt.Sprintf("/section-%d/page-%d/", i/100, i), Title: said(4), Description: said(8)}
		v.Pages = append(v.Pages, p)
		sections[p.Route] = []inspect.Section{{Text: said(50)}, {Level: 2, ID: "one", Heading: said(3), Text: said(60)}, {Level: 2, ID: "two", Heading: said(3), Text: said(60)}}
	}
	for i := range 1000 {
		v.Controls = append(v.Controls, &disclose.Control{ID: fmt.Sprintf("control-%d", i), Title: said(6), KindTitle: said(2), Statement: said(20)})
	}
	f := &disclose.Framework{ID: "framework", Title: "Framework"}
	for i := range 500 {
		f.Requirements = append(f.Requirements, disclose.Requirement{ID: fmt.Sprintf("A.%d", i), Title: said(8)})
	}
	v.Frameworks = append(v.Frameworks, f)
	return v, func(p *disclose.Page) []inspect.Section { return sections[p.Route] }
}

// filesOf makes the index of entries.
func filesOf(t *testing.T, entries []Entry, base string) []artifact.File {
	t.Helper()
	files, err := Files(entries, base)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// written collects the files of an index, in the order of their paths.
func written(x *Index) (files []artifact.File, err error) {
	var mu sync.Mutex
	err = x.Write(2, func(f artifact.File) error {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, f)
		return nil
	})
	slices.SortFunc(files, func(a, b artifact.File) int { return strings.Compare(a.Path, b.Path) })
	return files, err
}

// indexed makes the index of a portal whose pages are finished by several workers.
func indexed(a *attic.Attic, v *disclose.View, sections func(*disclose.Page) []inspect.Section) ([]artifact.File, error) {
	x := New(v, a, "/")
	var wg sync.WaitGroup
	for part := range slices.Chunk(v.Pages, len(v.Pages)/3+1) {
		wg.Go(func() {
			for _, p := range part {
				x.Page(p, sections(p))
			}
		})
	}
	wg.Wait()
	return written(x)
}

func TestTheIndexIsDeterministic(t *testing.T) {
	made := func(a *attic.Attic) string {
		v, sections := large(200)
		files, err := indexed(a, v, sections)
		if err != nil {
			t.Fatal(err)
		}
		return digest(files)
	}
	first := made(nil)
	for range 3 {
		if made(nil) != first {
			t.Fatal("the index of the same portal has other bytes")
		}
	}
	if made(attic.New(t.TempDir())) != first {
		t.Error("the index has other bytes where it is put away meanwhile")
	}
}

func TestALostDisk(t *testing.T) {
	a := attic.New(t.TempDir())
	if a == nil {
		t.Skip("nothing is put away here")
	}
	v, sections := large(20)
	x := New(v, a, "/")
	for _, p := range v.Pages {
		x.Page(p, sections(p))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if files, err := written(x); err == nil {
		t.Errorf("there are %d files of what cannot be read", len(files))
	}
}

// TestALargePortal computes what queries fetch of the index of 10,000 pages.
func TestALargePortal(t *testing.T) {
	if testing.Short() {
		t.Skip("makes an index of 10,000 pages")
	}
	const limit = 150_000
	v, sections := large(10_000)
	files, err := indexed(attic.New(t.TempDir()), v, sections)
	if err != nil {
		t.Fatal(err)
	}
	r := newReader(t, files)
	r.find("x")
	var words []string
	for i := range r.m.Begins {
		var list []string
		r.file("b", i, &list)
		words = append(words, list...)
	}
	if len(words) < 25_000 {
		t.Errorf("the portal has %d words only", len(words))
	}
	rnd := rand.New(rand.NewSource(2))
	worst, worstQuery, sum, n := 0, "", 0, 0
	try := func(query string) {
		r.find(query)
		got := r.bytes()
		sum, n = sum+got, n+1
		if got > worst {
			worst, worstQuery = got, query
		}
		if got >= limit {
			t.Errorf("%q fetches %d bytes, want fewer than %d", query, got, limit)
		}
	}
	misspelt := func() string {
		w := []rune(words[rnd.Intn(len(words))])
		at := rnd.Intn(len(w))
		return string(w[:at]) + "x" + string(w[min(at+1, len(w)):])
	}
	for _, q := range []string{"ba", "con", "control-77", "A.12", "de re in", words[0], "zz", "nothing such as this anywhere"} {
		try(q)
	}
	for range 60 {
		w := words[rnd.Intn(len(words))]
		try(w)
		try(w[:min(3, len(w))])
		try(misspelt())
		try(misspelt() + " " + w)
		try(misspelt() + " " + misspelt() + " " + misspelt())
	}
	total := 0
	for _, f := range files {
		total += len(f.Data)
	}
	t.Logf("%d entries, %d words, %d files of %d bytes in all; a query fetches %d bytes on average, %d at worst (%q); the manifest has %d",
		r.m.Entries, len(words), len(files), total, sum/n, worst, worstQuery, r.fetched["index.json"])
}
