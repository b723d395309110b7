package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/source"
)

// The test program publishes by itself when a test starts it again with these
// variables: a process that can be killed.
const (
	childDir   = "CANDOR_TEST_PUBLISH_DIR"
	childStep  = "CANDOR_TEST_PUBLISH_DIE_AT" // die at this step; "" publishes for ever
	childSwap  = "CANDOR_TEST_PUBLISH_RENAMES"
	childTrees = "CANDOR_TEST_PUBLISH_TREES" // their names
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		publishAsChild(dir, os.Getenv(childTrees), os.Getenv(childStep), os.Getenv(childSwap) != "")
		os.Exit(3)
	}
	os.Exit(m.Run())
}

// publishAsChild publishes the last of some trees once and dies at the step, or
// all of them by turns until it is killed.
func publishAsChild(dir, trees, step string, renames bool) {
	r := &run{opt: Options{Dir: dir, AsOf: asOf}, swap: exchange, reached: func(s string) error {
		if s == step {
			dieNow()
		}
		return nil
	}}
	if renames {
		r.swap = cannotSwap
	}
	if step != "" {
		_, err := r.publish(context.Background(), tree(trees[len(trees)-1:]))
		fmt.Fprintln(os.Stderr, "did not die:", err)
		return
	}
	fmt.Println("ready")
	for {
		for _, name := range trees {
			if _, err := r.publish(context.Background(), tree(string(name))); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return
			}
		}
	}
}

// dieNow ends the process as kill -9 does: nothing deferred runs.
func dieNow() {
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Kill()
	}
	if err != nil {
		panic(err)
	}
	select {}
}

func cannotSwap(string, string) error { return errors.ErrUnsupported }

const asOf = "2026-11-20T09:00:00Z"

// names are those of all trees.
var names = []string{"A", "B", "C", "D", "E"}

// tree returns a small site. Trees of different names share most paths; C, D and E
// share most content, too, while A and B have no content of others.
func tree(name string) []artifact.File {
	var files []artifact.File
	for i := range 40 {
		of := name
		if name >= "C" && i%13 != 0 {
			of = "C, D and E"
		}
		data := strings.Repeat(fmt.Sprintf("page %d of tree %s\n", i, of), 50)
		files = append(files, artifact.New(fmt.Sprintf("controls/c%02d/index.html", i), []byte(data)))
	}
	only := artifact.New("only-"+name+"/index.html", []byte("only in "+name))
	known := artifact.New(".well-known/security.txt", []byte("Contact: mailto:security@site.example # "+name))
	files = append(files, only, known)
	if name >= "C" { // what is a file in one is a folder in the next
		files = append(files, artifact.New(map[string]string{"C": "swap/a/b", "D": "swap", "E": "swap/a"}[name], []byte("the same")))
	}
	return files
}

// files describes the files of a tree, as nobody has looked at them yet.
func files(name string) []staged {
	var out []staged
	for _, f := range tree(name) {
		out = append(out, staged{Entry: artifact.EntryOf(f)})
	}
	return out
}

// whichTree says which of the trees stands at dir, whole.
func whichTree(dir string) (string, error) {
	var errs []error
	for _, name := range names {
		m, encoded, err := plan(files(name), asOf)
		if err != nil {
			return "", err
		}
		if err = holdsAll(dir, m, encoded); err == nil {
			return name, nil
		}
		errs = append(errs, fmt.Errorf("not %s: %w", name, err))
	}
	return "", errors.Join(errs...)
}

// holdsAll reads the tree at dir and names the first file that is missing, added
// or different from its manifest.
func holdsAll(dir string, m *artifact.Manifest, encoded []byte) error {
	want := map[string]source.Digest{artifact.ManifestPath: source.DigestOf(encoded)}
	for _, e := range m.Files {
		want[e.Path] = e.SHA256
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(dir), name)
		if err == nil && source.DigestOf(data) != want[name] {
			err = fmt.Errorf("%s is not what was published", name)
		}
		delete(want, name)
		return err
	})
	if err == nil && len(want) > 0 {
		err = fmt.Errorf("missing are %v", want)
	}
	return err
}

// mustPublish publishes a tree through the exported door.
func mustPublish(t *testing.T, dir, name string) *Result {
	t.Helper()
	res, err := Dir(context.Background(), tree(name), Options{Dir: dir, AsOf: asOf})
	if err != nil {
		t.Fatalf("publishing tree %s: %v", name, err)
	}
	return res
}

// mustBe fails unless dir holds exactly the tree.
func mustBe(t *testing.T, dir, want string) {
	t.Helper()
	got, err := whichTree(dir)
	if err != nil {
		t.Fatalf("%s is torn: %v", filepath.Base(dir), err)
	}
	if got != want {
		t.Fatalf("%s holds tree %s, want %s", filepath.Base(dir), got, want)
	}
}

// beside lists the names in a directory, without the digits of staging
// directories.
func beside(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimRight(e.Name(), "0123456789"))
	}
	return names
}

// mustList fails unless a directory holds exactly these names.
func mustList(t *testing.T, dir string, want ...string) {
	t.Helper()
	if got := beside(t, dir); !slices.Equal(got, want) {
		t.Fatalf("found %q, want %q", got, want)
	}
}
