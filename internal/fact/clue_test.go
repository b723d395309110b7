package fact

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/prefilter"
)

// plainly finds the facts of a text with all finders, whatever the signs say.
func plainly(text string) []Fact {
	all := make(prefilter.Hits, 16)
	for i := range all {
		all[i] = ^uint64(0)
	}
	c := &clues{text: text, low: lowered(text), hits: all, signs: theSigns()}
	var out []Fact
	for _, one := range finders {
		for _, f := range one.find(c) {
			if !slices.ContainsFunc(out, func(g Fact) bool { return f.From < g.To && g.From < f.To }) {
				out = append(out, f)
			}
		}
	}
	slices.SortFunc(out, func(a, b Fact) int { return cmp.Compare(a.From, b.From) })
	return out
}

// Signs leave out no fact.
func FuzzSigns(f *testing.F) {
	f.Add("AES-256 for 90 days, ports 80 and 443, TLS 1.2 or 1.3, nine regions")
	f.Add("thirty (30)days, 5\u00a0min, 2h, ten d, often days, tend, a ten-day 7-day 24 x 7")
	f.Add("once a quarter, 3 times per year, each pull request, every release, annually, half-yearly")
	f.Add("SOX, BSI C5, C5:2020, AWS Inspector, Wiz and 99.9% or 12 per cent of 80/tcp")
	f.Add("two nodes, twenty-four read replicas, étwo nodes")
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := Find(text), plainly(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q\n got %+v\nwant %+v", text, got, want)
		}
	})
}

// The same, on each line of real pages.
func TestSignsOnPages(t *testing.T) {
	root := filepath.FromSlash("../../../shared/corpus/pages")
	lines := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		for line := range strings.Lines(string(data)) {
			lines++
			if got, want := Find(line), plainly(line); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %q\n got %+v\nwant %+v", name, line, got, want)
			}
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the corpus is not here: real input is kept beside the repository")
	}
	if err != nil || lines < 1000 {
		t.Errorf("%d lines: %v", lines, err)
	}
}

// TestFirstDigit puts each byte at each place among others.
func TestFirstDigit(t *testing.T) {
	for c := range 256 {
		for at := range 19 {
			text := []byte("a/:\xb0\x80\xff\x00 b/:\xb9c defg9")
			text[at] = byte(c)
			want := slices.IndexFunc(text, func(c byte) bool { return '0' <= c && c <= '9' })
			if got := firstDigit(string(text)); got != want {
				t.Fatalf("%q: %d, want %d", text, got, want)
			}
		}
	}
}
