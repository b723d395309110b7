package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing/object"

	"github.com/candor-site/candor/internal/cli"
)

// TestDatesOutOfTheHistory builds a site that lies in a git repository, in a
// folder below its top: pages show when they were last changed.
func TestDatesOutOfTheHistory(t *testing.T) {
	top := t.TempDir()
	repo, err := git.PlainInit(top, false)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(top, "portal")
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	commit := func(at time.Time) {
		t.Helper()
		w, err := repo.Worktree()
		if err != nil {
			t.Fatal(err)
		}
		if err := w.AddWithOptions(&git.AddOptions{All: true}); err != nil {
			t.Fatal(err)
		}
		who := &object.Signature{Name: "A", Email: "a@example.com", When: at}
		if _, err := w.Commit("change", &git.CommitOptions{Author: who, Committer: who}); err != nil {
			t.Fatal(err)
		}
	}
	const config = "site: {title: Trust, base_url: https://trust.example/, timezone: Europe/Berlin}\n"
	write("candor.yaml", config)
	write("content/old.md", "Old.\n")
	write("content/own.md", "---\nmodified: 2026-01-02\n---\nOwn.\n")
	write("content/late.md", "Late.\n")
	write("content/touched.md", "Touched.\n")
	commit(time.Date(2026, 10, 1, 23, 30, 0, 0, time.UTC)) // the second in Berlin
	write("content/late.md", "Later.\n")
	commit(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
	write("content/touched.md", "Touched, and not committed.\n")

	build := func() string { return builtAsOf(t, dir, "2026-11-20") }
	dates := func() string { return changed(t, dir, "old", "own", "late", "touched") }
	if out := build(); strings.Contains(out, "history") {
		t.Error(out)
	}
	if got, want := dates(), "old 2026-10-02, own 2026-01-02, late none, touched none"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	write("candor.yaml", config+"last_modified: front-matter\n")
	build()
	if got, want := dates(), "old none, own 2026-01-02, late none, touched none"; got != want {
		t.Errorf("front matter alone: %s, want %s", got, want)
	}
	write("candor.yaml", config+"last_modified: off\n")
	build()
	if got, want := dates(), "old none, own none, late none, touched none"; got != want {
		t.Errorf("off: %s, want %s", got, want)
	}
	write("candor.yaml", config)
	if err := os.WriteFile(filepath.Join(top, ".git", "shallow"), []byte(strings.Repeat("1", 40)+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := build(); !strings.Contains(out, "note: the git history is cut off") {
		t.Error(out)
	}
	if got, want := dates(), "old none, own 2026-01-02, late none, touched none"; got != want {
		t.Errorf("shallow: %s, want %s", got, want)
	}
	if err := os.RemoveAll(filepath.Join(top, ".git", "objects")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(top, ".git", "shallow")); err != nil {
		t.Fatal(err)
	}
	if out := build(); !strings.Contains(out, "note: the git history cannot be read") {
		t.Error(out)
	}
}

// builtAsOf builds a site that has no mistakes, and returns what was said.
func builtAsOf(t *testing.T, dir, asOf string) string {
	t.Helper()
	var out bytes.Buffer
	code := cli.Run(context.Background(), cli.Process{
		Args: []string{"-C", dir, "build", "-v", "--as-of", asOf}, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out,
		Getenv: func(string) string { return "" }, Now: time.Now,
	})
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, out.String())
	}
	return out.String()
}

// changed says when pages of a portal say that they were last changed.
func changed(t *testing.T, dir string, pages ...string) string {
	t.Helper()
	var said []string
	for _, page := range pages {
		html, err := os.ReadFile(filepath.Join(dir, "public", page, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		at := "none"
		if _, rest, found := strings.Cut(string(html), `<dt>Last changed</dt><dd><time datetime="`); found {
			at = rest[:len("2026-01-01")]
		}
		said = append(said, page+" "+at)
	}
	return strings.Join(said, ", ")
}

// TestDiffOfASiteInAFolder compares revisions of a site that lies below the top
// of its repository, named with --dir.
func TestDiffOfASiteInAFolder(t *testing.T) {
	top := t.TempDir()
	repo, err := git.PlainInit(top, false)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(top, "portal")
	for i, retention := range []string{"P90D", "P60D"} {
		for name, text := range map[string]string{
			"candor.yaml":        "site: {title: Trust, base_url: https://trust.example/}\naudiences: {controls/: public}\n",
			"controls/logs.yaml": "controls:\n  - {id: logs, title: Logs are kept, kind: retention, parameters: {retention: " + retention + "}}\n",
		} {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		w, err := repo.Worktree()
		if err != nil {
			t.Fatal(err)
		}
		if err := w.AddWithOptions(&git.AddOptions{All: true}); err != nil {
			t.Fatal(err)
		}
		who := &object.Signature{Name: "A", Email: "a@example.com", When: time.Date(2026, 11, 1+i, 0, 0, 0, 0, time.UTC)}
		if _, err := w.Commit("change", &git.CommitOptions{Author: who, Committer: who}); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	code := cli.Run(context.Background(), cli.Process{
		Args: []string{"-C", dir, "diff", "HEAD~1", "HEAD", "--exit-code"}, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out,
		Getenv: func(string) string { return "" }, Now: time.Now,
	})
	if code != 1 || !strings.Contains(out.String(), "retention: 90 days -> 60 days (the value is a floor, and lower)") || !strings.Contains(out.String(), "both judged as of ") {
		t.Errorf("exit code %d: %s", code, out.String())
	}
}
