package history

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// extracted lists the files of a revision, as "name=text".
func extracted(root, revision string) (string, Revision, error) {
	var files []string
	rev, err := Extract(root, revision, func(name string, data []byte) error {
		files = append(files, name+"="+string(data))
		return nil
	})
	slices.Sort(files)
	return strings.Join(files, " "), rev, err
}

func TestExtract(t *testing.T) {
	r := initRepo(t)
	first := r.commit(1, nil, "portal/candor.yaml", "1", "portal/a/b.md", "x", "other.md", "o", "portal/.hidden", "h")
	second := r.commit(2, nil, "portal/candor.yaml", "2")
	side := r.commit(3, []plumbing.Hash{first}, "portal/candor.yaml", "3")
	merge := r.commit(4, []plumbing.Hash{second, side}, "portal/candor.yaml", "4")
	if _, err := r.git.CreateTag("v1.0", first, &git.CreateTagOptions{Tagger: &object.Signature{Name: "A", When: day(5)}, Message: "one"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.git.CreateTag("light", second, nil); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(r.dir, "portal")
	for revision, want := range map[string]string{
		"HEAD": "4", "@": "4", "HEAD^": "2", "HEAD~": "2", "HEAD^2": "3", "HEAD^0": "4", "HEAD~2": "1", "HEAD^2~1": "1", "HEAD^^": "1",
		"v1.0": "1", "tags/v1.0": "1", "v1.0^{commit}": "1", "light": "2", "refs/heads/master": "4", "master": "4",
		merge.String(): "4", merge.String()[:10]: "4", strings.ToUpper(second.String()[:9]): "2",
	} {
		got, rev, err := extracted(root, revision)
		if err != nil || got != "a/b.md=x candor.yaml="+want {
			t.Errorf("%s: %s, %v", revision, got, err)
		}
		if revision == "v1.0" && (rev.Commit != first.String() || !rev.At.Equal(day(1))) {
			t.Errorf("%s: %+v", revision, rev)
		}
	}
	for revision, want := range map[string]string{
		"nosuch": "is no branch, tag or commit", "abc": "is no branch", "0000000": "is no branch", strings.Repeat("1", 40): "is not in the repository",
		"HEAD~9": "goes back beyond commit " + first.String()[:12], "HEAD^3": "goes back beyond commit " + merge.String()[:12], "HEAD~99999999999999": "goes back further",
		"HEAD@{1}": "is written in a form", "HEAD:portal": "is written in a form", ":/text": "is written in a form", "^HEAD": "begins with no name", "": "begins with no name",
		"HEAD^{tree}": "is written in a form", "HEAD~x": "is written in a form", "../../x": "is written in a form", "HEAD^{commit": "is written in a form",
	} {
		_, _, err := extracted(root, revision)
		var unknown *UnknownRevision
		if !errors.As(err, &unknown) || !strings.HasPrefix(unknown.Reason, want) {
			t.Errorf("%s: %v, want %s", revision, err, want)
		}
	}
	if got, _, err := extracted(r.dir, "HEAD"); err != nil || !strings.Contains(got, "other.md=o portal/a/b.md=x") {
		t.Errorf("the whole repository: %s, %v", got, err)
	}
	if _, _, err := extracted(filepath.Join(r.dir, "nowhere"), "HEAD"); err == nil {
		t.Error("a folder that no commit has is found")
	}
	if _, _, err := extracted(t.TempDir(), "HEAD"); !errors.Is(err, ErrNone) {
		t.Errorf("no repository: %v", err)
	}
}

// TestExtractLeavesOutLinks: a link in a tree leads nowhere.
func TestExtractLeavesOutLinks(t *testing.T) {
	r := initRepo(t)
	if err := os.Symlink("/etc/passwd", filepath.Join(r.dir, "link.md")); err != nil {
		t.Skip(err)
	}
	r.commit(1, nil, "a.md", "x")
	if got, _, err := extracted(r.dir, "HEAD"); err != nil || got != "a.md=x" {
		t.Errorf("%s, %v", got, err)
	}
}

// TestExtractFromAWorkTreeAndPacks reads large files out of packs of a
// repository whose work tree is elsewhere.
func TestExtractFromAWorkTreeAndPacks(t *testing.T) {
	program, err := exec.LookPath("git")
	if err != nil {
		t.Skip("there is no git program to make packs with")
	}
	r := initRepo(t)
	large := strings.Repeat("0123456789abcdef\n", 4000)
	r.commit(1, nil, "large.txt", large)
	r.commit(2, nil, "large.txt", large+"more")
	tree := filepath.Join(t.TempDir(), "tree")
	for _, args := range [][]string{{"repack", "-adq"}, {"prune-packed"}, {"worktree", "add", "-q", tree}} {
		cmd := exec.Command(program, args...)
		cmd.Dir = r.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, root := range []string{r.dir, tree} {
		if got, _, err := extracted(root, "HEAD~1"); err != nil || got != "large.txt="+large {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	}
}

// TestExtractFromAShallowClone: what is there is read, and what is cut off is
// told.
func TestExtractFromAShallowClone(t *testing.T) {
	r := initRepo(t)
	r.commit(1, nil, "a.md", "1")
	second := r.commit(2, nil, "a.md", "2")
	if err := os.WriteFile(filepath.Join(r.dir, ".git", "shallow"), []byte(second.String()+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, _, err := extracted(r.dir, "HEAD"); err != nil || got != "a.md=2" {
		t.Errorf("%s, %v", got, err)
	}
	for _, revision := range []string{"HEAD~2", "other"} {
		if _, _, err := extracted(r.dir, revision); err == nil || !strings.Contains(err.Error(), "which is a shallow clone: fetch the whole history") {
			t.Errorf("%s: %v", revision, err)
		}
	}
}

// TestExtractRefusesNames: a tree that is made to leave its folder is refused.
func TestExtractRefusesNames(t *testing.T) {
	for _, name := range []string{"", ".", "..", "a/b", `a\b`, "a\x00b"} {
		if plainName(name) {
			t.Errorf("%q is taken for a name", name)
		}
	}
	for _, name := range []string{"a", "...", "a..b", "é"} {
		if !plainName(name) {
			t.Errorf("%q is refused", name)
		}
	}
}

func TestExtractStops(t *testing.T) {
	r := initRepo(t)
	r.commit(1, nil, "a.md", "1")
	broken := fmt.Errorf("the disk is full")
	if _, err := Extract(r.dir, "HEAD", func(string, []byte) error { return broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
}
