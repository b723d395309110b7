package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	stayed = regexp.MustCompile(`(?m)^(\d+) files? stayed as an earlier build made them\n`)
	steps  = regexp.MustCompile(`(?m)^candor: .*\n`)
)

// lasting builds a site and holds that to a build that remembers nothing: the same
// files, words and exit code. It returns the build, and how many files it took from an
// earlier one.
func lasting(t *testing.T, what, dir, out string, flags ...string) (built, int) {
	t.Helper()
	flags = append(slices.Clip(flags), "--verbose")
	cold := buildAt(t, dir, filepath.Join(t.TempDir(), "cold"), append(flags, "--no-cache")...)
	warm := buildAt(t, dir, out, flags...)
	n := 0
	if found := stayed.FindStringSubmatch(warm.said); found != nil {
		n, _ = strconv.Atoi(found[1])
	}
	warm.said, cold.said = steps.ReplaceAllString(stayed.ReplaceAllString(warm.said, ""), ""), steps.ReplaceAllString(cold.said, "")
	if warm.code != cold.code || warm.said != cold.said {
		t.Fatalf("%s: exit %d, want %d\ngot  %s\nwant %s", what, warm.code, cold.code, warm.said, cold.said)
	}
	if cold.code == 0 && !maps.Equal(warm.files, cold.files) {
		for name := range cold.files {
			if warm.files[name] != cold.files[name] {
				t.Errorf("%s: %s differs", what, name)
			}
		}
		t.Fatalf("%s: other files than those of a build from nothing", what)
	}
	return warm, n
}

// wordsSite writes a site of some pages that link to one another, cite a control and
// show pictures.
func wordsSite(t *testing.T) (dir, out string) {
	t.Helper()
	base := t.TempDir()
	dir, out = filepath.Join(base, "site"), filepath.Join(base, "out")
	for _, f := range texts {
		set(t, filepath.Join(dir, f.path), f.texts[0])
	}
	for n := range 6 {
		set(t, filepath.Join(dir, "content", fmt.Sprintf("p%d.md", n)), wordsPage(n, "as they were"))
	}
	return dir, out
}

func wordsPage(n int, words string) string {
	return fmt.Sprintf("---\ntitle: Page %d\n---\n\n## Logs\n\nKept for {control.logs.retention}, see [the next](p%d.md#logs) and [one more](p%d.md#sums).\n\n## Sums {#sums}\n\nWords %s. ![x](sub/x.svg)\n", n, (n+1)%6, (n+2)%6, words)
}

// TestWordsAlone edits the words of pages, each once and then several: their own files
// are made anew, all others stay; and nothing stays after an edit of what several pages
// show.
func TestWordsAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the test edits files that the system holds open")
	}
	t.Parallel()
	dir, out := wordsSite(t)
	page := func(n int) string { return filepath.Join(dir, "content", fmt.Sprintf("p%d.md", n)) }
	first, n := lasting(t, "the first build", dir, out)
	if first.code != 0 || n != 0 {
		t.Fatalf("exit %d, %d files stayed\n%s", first.code, n, first.said)
	}
	all := 0
	for _, edited := range [][]int{{1}, {1}, {2, 3}, {0, 4, 5}} {
		for _, p := range edited {
			set(t, page(p), wordsPage(p, fmt.Sprint("edited as one of ", edited, all)))
		}
		_, n := lasting(t, fmt.Sprint("words of ", edited), dir, out)
		if all == 0 {
			all = n + 2 // the page and its Markdown
		}
		if want := all - 2*len(edited); n != want {
			t.Errorf("after an edit of the words of pages %v, %d files stayed, want %d of %d", edited, n, want, len(first.files))
		}
	}
	if all < len(first.files)/2 {
		t.Errorf("%d of %d files may stay", all, len(first.files))
	}
	set(t, filepath.Join(dir, "content/sub/_part.md"), "Another part, of {control.logs.retention}.\n")
	if _, n := lasting(t, "a part", dir, out); n != all-2 {
		t.Errorf("after an edit of a part, %d files stayed, want %d", n, all-2)
	}
	for _, edit := range [][2]string{
		{"controls/logs.yaml", strings.Replace(texts[7].texts[0], "title: Logs", "title: Journals", 1)},
		{"evidence/groups.json", `[{"days": 95}]`},
		{"content/p2.md", strings.Replace(wordsPage(2, "moved"), "Page 2", "Side 2", 1)},
		{"content/p2.md", strings.Replace(wordsPage(2, "moved"), "## Logs", "## Journals {#logs}", 1)}, // the page of the control leads there
		{"content/p3.md", strings.Replace(wordsPage(3, "free"), "{control.logs.retention}", "long", 1)},
		{"content/p6.md", wordsPage(6, "of a new page")},
		{"content/p6.md", ""},
		{"content/sub/x.svg", texts[5].texts[1]},
		{"content/p4.md", wordsPage(4, "in colour <span style=\"color: #123456\">here</span>")}, // the styles are those of all pages
		{"components/Box.html", "<p>{{ .Inner }}</p>\n"},
		{"layouts/page.html", texts[11].texts[1]},
		{"i18n/en/word.yaml", "home: Start\n"},
		{"candor.yaml", texts[0].texts[1]},
	} {
		set(t, filepath.Join(dir, edit[0]), edit[1])
		if b, n := lasting(t, edit[0], dir, out); n != 0 || b.code != 0 {
			t.Errorf("after an edit of %s, %d files stayed, exit %d\n%s", edit[0], n, b.code, b.said)
		}
	}
}

// TestWordsElsewhere harms what a build left in all ways: what stays and what does
// not, the files are right.
func TestWordsElsewhere(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the test edits files that the system holds open")
	}
	t.Parallel()
	dir, out := wordsSite(t)
	_, _ = lasting(t, "the first build", dir, out)
	edits := 0
	edit := func() {
		edits++
		set(t, filepath.Join(dir, "content/p1.md"), wordsPage(1, fmt.Sprint(edits)))
	}
	edit()
	_, all := lasting(t, "words", dir, out)
	stores, err := filepath.Glob(filepath.Join(dir, ".candor/cache/pages/*"))
	if err != nil || len(stores) != 1 {
		t.Fatalf("the stores are %v: %v", stores, err)
	}
	harm := func(name string, how func([]byte) []byte) {
		data, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(name, how(data), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		what  string
		do    func()
		stays int
	}{
		{"a store that was cut off", func() { harm(stores[0], func(b []byte) []byte { return b[:len(b)/2] }) }, 0},
		{"a store with one byte changed", func() { harm(stores[0], func(b []byte) []byte { b[len(b)/2] ^= 1; return b }) }, -1},
		{"no store", func() { _ = os.Remove(stores[0]) }, 0},
		{"a folder for a store", func() { _ = os.Remove(stores[0]); _ = os.Mkdir(stores[0], 0o755) }, 0},
		{"the folder gone", func() { _ = os.Remove(stores[0]) }, 0},
		{"a published file, by hand", func() {
			harm(filepath.Join(out, "p2/index.html"), func(b []byte) []byte { return append(b, "by hand"...) })
		}, all - 1},
		{"a published file with other bytes of the same size", func() { harm(filepath.Join(out, "p3/index.html"), func(b []byte) []byte { b[len(b)/2]++; return b }) }, all - 1},
		{"a published file gone", func() { _ = os.Remove(filepath.Join(out, "p2/index.html")) }, all - 1},
		{"the portal gone", func() { _ = os.RemoveAll(out) }, 0},
		{"nothing", func() {}, all},
	} {
		edit()
		step.do()
		switch _, n := lasting(t, step.what, dir, out); {
		case step.stays < 0 && (n == 0 || n >= all):
			t.Errorf("%s: %d of %d files stayed", step.what, n, all)
		case step.stays >= 0 && n != step.stays:
			t.Errorf("%s: %d files stayed, want %d", step.what, n, step.stays)
		}
	}
	other := out + "2"
	for range 2 {
		edit()
		_, here := lasting(t, "here", dir, out)
		_, there := lasting(t, "there", dir, other, "--drafts")
		if edits > 12 && (here != all || there == 0) {
			t.Errorf("of two portals in turn, %d and %d files stayed", here, there)
		}
	}
	if _, n := lasting(t, "another instant", dir, out, "--as-of", "2026-11-21"); n != 0 {
		t.Errorf("%d files stayed at another instant", n)
	}
}

// TestWordsAtRandom edits words and more in random ways.
func TestWordsAtRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 8))
			dir, out := wordsSite(t)
			_, _ = lasting(t, "the first build", dir, out)
			total := 0
			for step := range 24 {
				var what string
				var again func()
				if random.IntN(4) == 0 {
					f := texts[random.IntN(len(texts))]
					now, _ := os.ReadFile(filepath.Join(dir, f.path))
					others := slices.DeleteFunc(slices.Clone(f.texts), func(text string) bool { return text == string(now) })
					what, again = f.path, func() { set(t, filepath.Join(dir, f.path), f.texts[0]) }
					set(t, filepath.Join(dir, f.path), others[random.IntN(len(others))])
				} else {
					p := random.IntN(6)
					name := filepath.Join(dir, fmt.Sprintf("content/p%d.md", p))
					what, again = fmt.Sprint("page ", p), func() { set(t, name, wordsPage(p, "as they were")) }
					set(t, name, wordsPage(p, []string{"a", "b", "no [link](gone.md)", "an [anchor](p1.md#none)", "c {#two}\n\n### Head\n\ntext"}[random.IntN(5)]))
				}
				b, n := lasting(t, fmt.Sprintf("step %d, %s", step, what), dir, out)
				if total += n; b.code != 0 {
					again() // a mistake would hide what the next edits do
				}
			}
			if total == 0 && runtime.GOOS == "linux" {
				t.Error("no file ever stayed")
			}
		})
	}
}
