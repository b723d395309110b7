package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/serve"
)

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// put writes a file of a site, at once: half of a file is another text.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(filepath.Dir(full), ".half")
	if err := errors.Join(os.WriteFile(half, []byte(text), 0o644), os.Rename(half, full)); err != nil {
		t.Fatal(err)
	}
}

// author writes a site that is shown.
type author struct {
	t     *testing.T
	dir   string
	stage *stage
}

// shown shows a site of a few pages, and keeps it up to date until the test ends.
func shown(t *testing.T, more map[string]string) author {
	t.Helper()
	a := author{t: t, dir: t.TempDir()}
	put(t, a.dir, "candor.yaml", "site: {title: T, base_url: https://t.example.com/}\naudiences: {content/nda/: nda}\nlast_modified: front-matter\n")
	put(t, a.dir, "content/index.md", "# Home\n\nSee [b](b.md#part).\n")
	put(t, a.dir, "content/b.md", "# B\n\n## Part\n\nOld words.\n")
	put(t, a.dir, "content/nda/secret.md", "# Secret\n")
	put(t, a.dir, "content/draft.md", "---\ndraft: true\n---\n# Draft\n")
	put(t, a.dir, "controls/logs.yaml", logs("P90D"))
	for name, text := range more {
		put(t, a.dir, name, text)
	}
	quiet := true
	env := &Env{
		Dir: &a.dir, Quiet: &quiet, Stderr: io.Discard, Now: time.Now, Settle: func() {}, Complain: func(string, string) {},
		States: func(disclose.Summary) string { return "" }, Report: func(diag.List) error { return nil },
		Who: func(ladder []string, name string) (string, error) {
			if name == "" {
				return ladder[0], nil
			}
			return name, nil
		},
	}
	options := func(date string) (build.Options, error) {
		opt := build.Options{Dir: a.dir, AsOf: asOf, Workers: 2}
		if date != "" {
			at, err := time.Parse(time.DateOnly, date)
			opt.AsOf = at
			return opt, err
		}
		return opt, nil
	}
	s, err := newStage(env, flags{options: options})
	if err != nil {
		t.Fatal(err)
	}
	a.stage = s
	ctx, cancel := context.WithCancel(context.Background())
	if err := s.first(ctx); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); s.run(ctx) }()
	t.Cleanup(func() {
		cancel()
		<-ended
		_ = s.session.Close()
	})
	return a
}

func logs(retention string) string {
	return "controls:\n  - {id: logs, title: Logs, kind: retention, statement: \"Logs are kept for {{ .retention }}.\", parameters: {data: logs, retention: " + retention + ", comparator: at-least}}\n"
}

// edits writes files, and tells of it as a watch does.
func (a author) edits(files map[string]string) {
	a.t.Helper()
	var paths []string
	for name, text := range files {
		put(a.t, a.dir, name, text)
		paths = append(paths, name)
	}
	a.stage.changed(paths)
}

// sees waits until what is shown is as it should be.
func (a author) sees(v serve.View, what string, want func(*serve.Showing) bool) {
	a.t.Helper()
	for end := time.Now().Add(time.Minute); !want(a.stage.showing(v)); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			now := a.stage.showing(v)
			a.t.Fatalf("%s is never shown; faults %v, checked %t", what, now.Faults, now.Bar.Checked)
		}
	}
}

func checked(s *serve.Showing) bool { return s.Bar.Checked && len(s.Faults) == 0 }

// holds reports whether a page is shown that holds a text.
func holds(s *serve.Showing, page, text string) bool {
	if s.File == nil {
		return false
	}
	f, ok := s.File(page)
	return ok && strings.Contains(string(f.Data), text)
}

// TestWordsAreShownAtOnce has an edit of words be shown before anything is opened.
func TestWordsAreShownAtOnce(t *testing.T) {
	a := shown(t, nil)
	a.sees(serve.View{}, "the site", checked)
	a.edits(map[string]string{"content/b.md": "# B\n\n## Part\n\nNew words.\n"})
	if now := a.stage.showing(serve.View{}); !holds(now, "b/index.html", "New words.") {
		t.Error("new words wait for the site to be opened")
	}
	a.sees(serve.View{}, "the site looked through again", func(s *serve.Showing) bool { return checked(s) && holds(s, "b/index.html", "New words.") })
}

// TestALinkThatBreaksElsewhere has an edit be shown at once that breaks a link of
// another page, and that be told when all pages were looked through.
func TestALinkThatBreaksElsewhere(t *testing.T) {
	a := shown(t, nil)
	a.sees(serve.View{}, "the site", checked)
	a.edits(map[string]string{"content/b.md": "# B\n\n## Renamed\n\nNew words.\n"})
	if now := a.stage.showing(serve.View{}); !holds(now, "b/index.html", "renamed") && len(now.Faults) == 0 {
		t.Error("the edit is not shown at once")
	}
	told := func(list []serve.Fault) bool {
		return len(list) == 1 && strings.HasPrefix(list[0].Place, "content/index.md:3:") && strings.Contains(list[0].Text, "#part")
	}
	a.sees(serve.View{}, "the broken link", func(s *serve.Showing) bool { return told(s.Faults) || s.Bar.Checked && told(s.Bar.Warnings) })
	a.edits(map[string]string{"content/index.md": "# Home\n\nSee [b](b.md#renamed).\n"})
	a.sees(serve.View{}, "the mended site", func(s *serve.Showing) bool {
		return checked(s) && len(s.Bar.Warnings) == 0 && holds(s, "b/index.html", "New words.") && holds(s, "index.html", "#renamed")
	})
}

// TestAMistakeKeepsTheLastGoodPage has a mistake be told over the last good page.
func TestAMistakeKeepsTheLastGoodPage(t *testing.T) {
	a := shown(t, nil)
	a.sees(serve.View{}, "the site", checked)
	for _, c := range [][2]string{{"---\ntitle: [\n---\n", "["}, {"# B\n\n## Part\n\n[gone](gone.md)\n", "gone.md"}, {"# B\n\n## Part\n\n{control.nothing.title}\n", "control.nothing"}} {
		a.edits(map[string]string{"content/b.md": c[0]})
		a.sees(serve.View{}, c[0], func(s *serve.Showing) bool {
			return len(s.Faults) > 0 && strings.HasPrefix(s.Faults[0].Place, "content/b.md:") && strings.Contains(s.Faults[0].Text, c[1]) && holds(s, "b/index.html", "Old words.")
		})
	}
	a.edits(map[string]string{"content/b.md": "# B\n\n## Part\n\nMended.\n"})
	a.sees(serve.View{}, "the mended page", func(s *serve.Showing) bool { return checked(s) && holds(s, "b/index.html", "Mended.") })
}

// TestAControlIsShownWhereItIsNamed edits a parameter of a control.
func TestAControlIsShownWhereItIsNamed(t *testing.T) {
	a := shown(t, map[string]string{"content/c.md": "# C\n\nKept for {control.logs.retention}.\n"})
	for _, days := range []int{60, 61, 62} {
		a.edits(map[string]string{"controls/logs.yaml": logs(fmt.Sprintf("P%dD", days))})
		text := fmt.Sprintf("%d days", days)
		a.sees(serve.View{}, text, func(s *serve.Showing) bool {
			return holds(s, "c/index.html", text) && holds(s, "controls/logs/index.html", text)
		})
	}
	a.sees(serve.View{}, "the site looked through", checked)
}

// TestManyFilesAtOnce has a change of many files, among them new folders, as a
// checkout of another branch makes it.
func TestManyFilesAtOnce(t *testing.T) {
	files := map[string]string{}
	for i := range 500 {
		files[fmt.Sprintf("content/many/%d/page-%d.md", i%7, i)] = fmt.Sprintf("# Page %d\n\nText of branch one.\n", i)
	}
	a := shown(t, nil)
	for _, branch := range []string{"one", "two"} {
		for name, text := range files {
			files[name] = strings.ReplaceAll(text, "branch one", "branch "+branch)
		}
		a.edits(files)
		a.sees(serve.View{}, "branch "+branch, func(s *serve.Showing) bool {
			return holds(s, "many/0/page-0/index.html", "branch "+branch) && holds(s, "many/2/page-499/index.html", "branch "+branch)
		})
	}
}

// TestViews has each choice of the toolbar be a view of its own that is kept up to
// date, and only a few of them be held.
func TestViews(t *testing.T) {
	a := shown(t, nil)
	main, nda, drafts := serve.View{}, serve.View{Audience: "nda"}, serve.View{Drafts: "yes"}
	for _, c := range []struct {
		view serve.View
		page string
	}{{nda, "nda/secret/index.html"}, {drafts, "draft/index.html"}} {
		a.sees(c.view, c.page, func(s *serve.Showing) bool { return holds(s, c.page, "<h1") })
		if holds(a.stage.showing(main), c.page, "<h1") {
			t.Errorf("%s is shown to everybody", c.page)
		}
	}
	a.edits(map[string]string{"content/nda/secret.md": "# Secret\n\nMore of it.\n"})
	a.sees(nda, "the edit", func(s *serve.Showing) bool { return holds(s, "nda/secret/index.html", "More of it.") })
	later := serve.View{AsOf: "2027-03-01"}
	a.sees(later, "a later date", func(s *serve.Showing) bool { return s.Bar.AsOf == "2027-03-01" })
	for day := range 2 * mostViews {
		a.stage.showing(serve.View{AsOf: fmt.Sprintf("2027-04-%02d", day+1)})
	}
	held := a.stage.held()
	if len(held) != mostViews {
		t.Errorf("%d views are held, want %d", len(held), mostViews)
	}
	for _, sh := range held {
		if sh.main {
			return
		}
	}
	t.Error("the view that the terminal speaks of was let go")
}
