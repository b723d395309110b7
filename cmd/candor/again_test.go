package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/cli"
)

// texts are the files of a small site, each with the texts that it takes by
// turns; "" is a file that is not there. The first text is how the site begins.
var texts = []struct {
	path  string
	texts []string
}{
	{"candor.yaml", []string{"site: {title: T, base_url: https://t.example.com/}\n", "site: {title: Other, base_url: https://t.example.com/}\n", "site: {titel: T}\n", "site: {title: T, base_url: https://t.example.com/p/}\n"}},
	{"content/index.md", []string{"# Home\n\nSee [a](a.md).\n", "# Home\n\nSee [b](sub/b.mdx) and [gone](gone.md).\n", "# Home\n\nSome [words](sub/b.mdx#b).\n"}},
	{"content/a.md", []string{"# A\n\nKept for {control.logs.retention}.\n", "# A\n\nOther text, and TLS 1.0.\n", "", "---\ntitle: A\nslug: moved\naliases: [/a/]\n---\ntext\n"}},
	{"content/sub/b.mdx", []string{"import Part from './_part.md'\n\n# B\n\n<Part/>\n", "# B {#b}\n\n![x](x.svg)\n", "---\ndraft: true\n---\n# B\n"}},
	{"content/sub/_part.md", []string{"A part of {control.logs.retention}.\n", "Another part.\n", ""}},
	{"content/sub/x.svg", []string{`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"/>`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"/>`, ""}},
	{"content/policy.pdf", []string{"%PDF-1.7 one", "%PDF-1.7 two", ""}},
	{"controls/logs.yaml", []string{
		"controls:\n  - {id: logs, title: Logs, kind: retention, statement: \"Logs are kept for {{ .retention }}.\", parameters: {data: logs, retention: P90D, comparator: at-least}, evidence: [{id: groups, shows: it}], assert: \"ev.groups.all(g, g.days >= 90)\"}\n",
		"controls:\n  - {id: logs, title: Logs, kind: retention, statement: \"Logs are kept for {{ .retention }}.\", parameters: {data: logs, retention: P60D, comparator: at-least}, evidence: [{id: groups, shows: it}], assert: \"ev.groups.all(g, g.days >= 60)\"}\n",
	}},
	{"evidence/groups.json", []string{`[{"days": 90}]`, `[{"days": 30}]`, `[{"days": 99}]`}},
	{"components/Box.html", []string{"", "<div>{{ .Inner }}</div>\n", "<p>{{ .Inner }}</p>\n"}},
	{"content/boxed.md", []string{"# Boxed\n", "# Boxed\n\n<Box>text</Box>\n"}},
	{"layouts/page.html", []string{"", "<!doctype html><html lang=\"en\"><head><title>{{ .Page.Title }}</title></head><body><main><h1>{{ .Page.Heading }}</h1>{{ .Page.Body }}</main></body></html>\n"}},
	{"i18n/en.yaml", []string{"", "word:\n  home: Start\n"}},
}

// built is what a build came to.
type built struct {
	code  int
	same  bool              // it only said again what an earlier one said
	said  string            // without times, and without whether anything changed
	files map[string]string // of the output
}

var (
	times = regexp.MustCompile(`(?m)^[0-9.]+ s: .*\n`)
	first = regexp.MustCompile(`(?m)^(built|unchanged:) (\d+ files in )\S+`)
)

// buildAt builds a site.
func buildAt(t *testing.T, dir, out string, flags ...string) built {
	t.Helper()
	var said bytes.Buffer
	env := func(name string) string { return map[string]string{"SOURCE_DATE_EPOCH": noon}[name] }
	code := cli.Run(context.Background(), cli.Process{
		Args: append([]string{"build", "--dir", dir, "--out", out}, flags...), Stdout: &said, Stderr: &said, Getenv: env, Now: time.Now,
	})
	b := built{same: code == 0 && !bytes.Contains(said.Bytes(), []byte("reading ")), code: code, said: first.ReplaceAllString(times.ReplaceAllString(said.String(), ""), "$2")}
	b.files = filesAt(t, out)
	return b
}

// filesAt reads the files below a directory.
func filesAt(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		name, _ := filepath.Rel(dir, p)
		files[name] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return files
}

// set makes a file have a text; "" removes it.
func set(t *testing.T, file, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if text == "" {
		if err = os.Remove(file); os.IsNotExist(err) {
			err = nil
		}
	} else if err == nil {
		err = os.WriteFile(file, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestWarmEqualsCold edits a site in random ways, and what was published by hand,
// and holds each build that remembers earlier ones to one that does not: the same
// files, the same words, the same exit code.
func TestWarmEqualsCold(t *testing.T) {
	steps := 14
	if testing.Short() {
		steps = 4
	}
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 5))
			base := t.TempDir()
			dir, out := filepath.Join(base, "site"), filepath.Join(base, "out")
			for _, f := range texts {
				set(t, filepath.Join(dir, f.path), f.texts[0])
			}
			order, repeated := random.Perm(len(texts)), 0
			for step := range steps {
				f := texts[order[step%len(order)]]
				file := filepath.Join(dir, f.path)
				edit := f.path
				switch now, _ := os.ReadFile(file); random.IntN(6) {
				case 0:
					edit = "nothing"
				case 1:
					edit = "a published file, by hand"
					set(t, filepath.Join(out, "index.html"), []string{"", "by hand"}[random.IntN(2)])
				default:
					others := slices.DeleteFunc(slices.Clone(f.texts), func(text string) bool { return text == string(now) })
					set(t, file, others[random.IntN(len(others))])
				}
				cold := buildAt(t, dir, filepath.Join(base, fmt.Sprint("cold", step)), "--no-cache")
				for _, again := range []string{"", " and once more", " and again"} {
					want := cold.files
					if cold.code != 0 {
						want = filesAt(t, out) // the last good portal stays
					}
					warm := buildAt(t, dir, out)
					if warm.code != cold.code || warm.said != cold.said {
						t.Fatalf("step %d, %s%s: exit %d, want %d\ngot  %s\nwant %s", step, edit, again, warm.code, cold.code, warm.said, cold.said)
					}
					if warm.same {
						repeated++
					}
					if !maps.Equal(warm.files, want) {
						t.Fatalf("step %d, %s%s: other files than those of a build from nothing", step, edit, again)
					}
					if again == "" && cold.code == 0 {
						time.Sleep(2100 * time.Millisecond) // so that files are at rest, and the outcome is kept
					}
				}
				if cold.code != 0 {
					set(t, file, f.texts[0]) // a mistake would hide what the next edits do
				}
			}
			if runtime.GOOS == "linux" && repeated < steps/4 { // others do not tell enough of files
				t.Errorf("only %d builds of %d steps did nothing", repeated, steps)
			}
		})
	}
}
