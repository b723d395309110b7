package history

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// repo is a repository that a test fills.
type repo struct {
	t   *testing.T
	dir string
	git *git.Repository
}

func initRepo(t *testing.T) repo {
	t.Helper()
	dir := t.TempDir()
	g, err := git.PlainInit(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	return repo{t, dir, g}
}

// day is a day of November 2026.
func day(n int) time.Time { return time.Date(2026, 11, n, 12, 0, 0, 0, time.UTC) }

// write writes files, "" deletes one.
func (r repo) write(files ...string) {
	r.t.Helper()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(r.dir, filepath.FromSlash(files[i]))
		if files[i+1] == "" {
			if err := os.Remove(name); err != nil {
				r.t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

// commit writes files and commits everything on a day.
func (r repo) commit(n int, parents []plumbing.Hash, files ...string) plumbing.Hash {
	r.t.Helper()
	r.write(files...)
	w, err := r.git.Worktree()
	if err != nil {
		r.t.Fatal(err)
	}
	if err := w.AddWithOptions(&git.AddOptions{All: true}); err != nil {
		r.t.Fatal(err)
	}
	who := &object.Signature{Name: "A", Email: "a@example.com", When: day(n).In(time.FixedZone("x", 3600))}
	hash, err := w.Commit("change", &git.CommitOptions{Author: who, Committer: who, Parents: parents, AllowEmptyCommits: true})
	if err != nil {
		r.t.Fatal(err)
	}
	return hash
}

// dates says when each page of a site was changed, as "name=day" in order.
func dates(t *testing.T, root string) string {
	t.Helper()
	h, err := Read(root, "content")
	if err != nil {
		return err.Error()
	}
	var out []string
	_ = filepath.WalkDir(filepath.Join(root, "content"), func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			t.Fatal(err)
		}
		name, said := filepath.ToSlash(rel), "-"
		if at := h.Changed(name, data); !at.IsZero() {
			said = strconv.Itoa(at.Day())
		}
		out = append(out, strings.TrimPrefix(name, "content/")+"="+said)
		return nil
	})
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(r repo)
		want string
	}{
		{"one commit", func(r repo) { r.commit(1, nil, "content/a.md", "a", "b.md", "b") }, "a.md=1"},
		{"each its own", func(r repo) {
			r.commit(1, nil, "content/a.md", "a", "content/sub/b.md", "b", "content/sub/c.md", "c")
			r.commit(2, nil, "content/sub/b.md", "b2")
			r.commit(3, nil, "other.md", "x")
			r.commit(4, nil, "content/d.md", "d")
		}, "a.md=1 d.md=4 sub/b.md=2 sub/c.md=1"},
		{"renamed, with the same bytes", func(r repo) {
			r.commit(1, nil, "content/a.md", "a")
			r.commit(2, nil, "content/a.md", "", "content/b.md", "a")
		}, "b.md=2"},
		{"changed and changed back", func(r repo) {
			r.commit(1, nil, "content/a.md", "a")
			r.commit(2, nil, "content/a.md", "b")
			r.commit(3, nil, "content/a.md", "a")
		}, "a.md=3"},
		{"deleted and there again", func(r repo) {
			r.commit(1, nil, "content/a.md", "a", "content/b.md", "b")
			r.commit(2, nil, "content/a.md", "")
			r.commit(3, nil, "content/a.md", "a")
		}, "a.md=3 b.md=1"},
		{"a file that became a folder", func(r repo) {
			r.commit(1, nil, "content/a", "a", "content/b.md", "b")
			r.commit(2, nil, "content/a", "")
			r.commit(3, nil, "content/a/c.md", "c")
		}, "a/c.md=3 b.md=1"},
		{"not committed", func(r repo) {
			r.commit(1, nil, "content/a.md", "a", "content/b.md", "b", "content/c.md", "c")
			r.write("content/a.md", "changed", "content/new.md", "new")
		}, "a.md=- b.md=1 c.md=1 new.md=-"},
		{"the clock went back", func(r repo) {
			r.commit(9, nil, "content/a.md", "a")
			r.commit(5, nil, "content/b.md", "b")
			r.commit(7, nil, "content/c.md", "c")
		}, "a.md=9 b.md=5 c.md=7"},
		{"merged from a side, and by the merge itself", func(r repo) {
			base := r.commit(1, nil, "content/a.md", "a", "content/b.md", "b", "content/c.md", "c", "content/d.md", "d")
			side := r.commit(2, []plumbing.Hash{base}, "content/a.md", "side", "content/c.md", "side")
			main := r.commit(3, []plumbing.Hash{base}, "content/a.md", "a", "content/b.md", "main", "content/c.md", "main")
			r.commit(4, []plumbing.Hash{main, side}, "content/a.md", "side", "content/c.md", "both")
		}, "a.md=2 b.md=3 c.md=4 d.md=1"},
		{"three parents", func(r repo) {
			base := r.commit(1, nil, "content/a.md", "a", "content/b.md", "b", "content/c.md", "c")
			one := r.commit(2, []plumbing.Hash{base}, "content/a.md", "one")
			two := r.commit(3, []plumbing.Hash{base}, "content/a.md", "a", "content/b.md", "two")
			three := r.commit(5, []plumbing.Hash{base}, "content/b.md", "b", "content/c.md", "three")
			r.commit(6, []plumbing.Hash{one, two, three}, "content/a.md", "one", "content/b.md", "two")
		}, "a.md=2 b.md=3 c.md=5"},
		{"no folder in the commit", func(r repo) {
			r.commit(1, nil, "x.md", "x")
			r.write("content/a.md", "a")
		}, "a.md=-"},
		{"no commit", func(r repo) { r.write("content/a.md", "a") }, ErrNone.Error()},
		{"shallow", func(r repo) {
			h := r.commit(1, nil, "content/a.md", "a")
			r.write(".git/shallow", h.String()+"\n")
		}, ErrShallow.Error()},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := initRepo(t)
			c.make(r)
			if got := dates(t, r.dir); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhereTheRepositoryIs(t *testing.T) {
	r := initRepo(t)
	r.commit(1, nil, "docs/site/content/a.md", "a", "content/a.md", "a")
	r.commit(2, nil, "docs/site/content/b.md", "b")
	if got := dates(t, filepath.Join(r.dir, "docs", "site")); got != "a.md=1 b.md=2" {
		t.Errorf("a site below the top: %q", got)
	}

	// A work tree: a file that leads to a folder of its own, which leads to the rest.
	tree := t.TempDir()
	own := filepath.Join(r.dir, ".git", "worktrees", "w")
	head, err := r.git.Head()
	if err != nil {
		t.Fatal(err)
	}
	r.write(".git/worktrees/w/HEAD", head.Hash().String()+"\n", ".git/worktrees/w/commondir", "../..\n", ".git/worktrees/w/gitdir", tree+"\n")
	w := repo{t, tree, nil}
	w.write(".git", "gitdir: "+own+"\n", "content/a.md", "a")
	if got := dates(t, tree); got != "a.md=1" {
		t.Errorf("a work tree: %q", got)
	}

	// A submodule: a file with a relative path.
	if err := os.Rename(filepath.Join(r.dir, ".git"), filepath.Join(r.dir, "modules")); err != nil {
		t.Fatal(err)
	}
	r.write(".git", "gitdir: ./modules\n")
	if got := dates(t, r.dir); got != "a.md=1" {
		t.Errorf("a submodule: %q", got)
	}
	if _, err := Read(t.TempDir(), "content"); !errors.Is(err, ErrNone) {
		t.Errorf("a folder without a repository: %v", err)
	}
}

// TestBroken breaks a repository in many ways: there is an error, or dates that
// are right; nothing else.
func TestBroken(t *testing.T) {
	broken := map[string]func(r repo){
		"HEAD is garbage":        func(r repo) { r.write(".git/HEAD", "\x00\xff garbage") },
		"HEAD is nothing":        func(r repo) { r.write(".git/HEAD", "\n") },
		"HEAD leads to itself":   func(r repo) { r.write(".git/HEAD", "ref: HEAD\n") },
		"HEAD leads outside":     func(r repo) { r.write(".git/HEAD", "ref: ../../../../etc/passwd\n") },
		"HEAD is another object": func(r repo) { r.write(".git/HEAD", strings.Repeat("ab", 20)+"\n") },
		"HEAD is missing":        func(r repo) { r.write(".git/HEAD", "") },
		"objects are cut": func(r repo) {
			cut(r, func(data []byte) []byte { return data[:len(data)/2] })
		},
		"objects are other bytes": func(r repo) {
			cut(r, func([]byte) []byte { return []byte("not an object at all") })
		},
		"objects are empty": func(r repo) { cut(r, func([]byte) []byte { return nil }) },
		".git is a file of garbage": func(r repo) {
			if err := os.RemoveAll(filepath.Join(r.dir, ".git")); err != nil {
				r.t.Fatal(err)
			}
			r.write(".git", strings.Repeat("x", 10_000))
		},
		".git leads nowhere": func(r repo) {
			if err := os.RemoveAll(filepath.Join(r.dir, ".git")); err != nil {
				r.t.Fatal(err)
			}
			r.write(".git", "gitdir: nowhere\n")
		},
		".git is a link": func(r repo) {
			if err := os.RemoveAll(filepath.Join(r.dir, ".git")); err != nil {
				r.t.Fatal(err)
			}
			if err := os.Symlink("/etc", filepath.Join(r.dir, ".git")); err != nil {
				r.t.Skip(err)
			}
		},
		"commondir leads nowhere": func(r repo) { r.write(".git/commondir", "../nowhere\n") },
		"a pack of garbage": func(r repo) {
			r.write(".git/objects/pack/pack-"+strings.Repeat("0", 40)+".idx", "\xfftOc garbage", ".git/objects/pack/pack-"+strings.Repeat("0", 40)+".pack", "PACK garbage")
			r.write(".git/HEAD", strings.Repeat("ab", 20)+"\n")
		},
	}
	for name, breakIt := range broken {
		t.Run(name, func(t *testing.T) {
			r := initRepo(t)
			r.commit(1, nil, "content/a.md", "a")
			r.commit(2, nil, "content/b.md", "b")
			breakIt(r)
			h, err := Read(r.dir, "content")
			if err == nil {
				t.Fatalf("got %v without an error", h)
			}
			if strings.Contains(err.Error(), r.dir) {
				t.Errorf("the error names a path of the machine: %v", err)
			}
		})
	}
}

// cut changes every loose object.
func cut(r repo, change func([]byte) []byte) {
	r.t.Helper()
	err := filepath.WalkDir(filepath.Join(r.dir, ".git", "objects"), func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if err := os.Chmod(p, 0o644); err != nil {
			return err
		}
		return os.WriteFile(p, change(data), 0o644)
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// TestLikeGit holds the dates of this repository against those of the git
// program, where there is one and the history is whole.
func TestLikeGit(t *testing.T) {
	program, err := exec.LookPath("git")
	if err != nil {
		t.Skip("there is no git program to compare with")
	}
	h, err := Read("../..", "content")
	if errors.Is(err, ErrNone) || errors.Is(err, ErrShallow) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(h.files) < 10 {
		t.Fatalf("only %d files", len(h.files))
	}
	for name, f := range h.files {
		cmd := exec.Command(program, "log", "-1", "--format=%ct", "--", name)
		cmd.Dir = "../.."
		out, err := cmd.Output()
		if err != nil {
			t.Skip(err)
		}
		if want := strings.TrimSpace(string(out)); strconv.FormatInt(f.at.Unix(), 10) != want {
			t.Errorf("%s was changed at %d, git says %s", name, f.at.Unix(), want)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	if _, err := Read("../..", "content"); err != nil {
		b.Skip(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read("../..", "content"); err != nil {
			b.Fatal(err)
		}
	}
}
