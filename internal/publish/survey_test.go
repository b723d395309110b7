package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// byTheBook surveys a tree with package os alone.
func byTheBook(t *testing.T, root string) (marks, folders []mark) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(name)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, name)
		if m := markOf(filepath.ToSlash(below), info); info.IsDir() {
			folders = append(folders, m)
		} else {
			marks = append(marks, m)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	byPath := func(a, b mark) int { return strings.Compare(a.path, b.path) }
	slices.SortFunc(marks, byPath)
	slices.SortFunc(folders, byPath)
	return marks, folders
}

// A survey says of each file what package os says of it, whatever the file is.
func TestSurvey(t *testing.T) {
	root := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"a/b/c", "a/empty", "many", "closed", "sticky"} {
		must(os.MkdirAll(filepath.Join(root, dir), 0o755))
	}
	files := []string{"index.html", "a/b/c/ä b.txt", "a/.hidden", "a/b.json"}
	for i := range 600 { // more names than one reading of a folder gives
		files = append(files, "many/"+strings.Repeat("x", 40)+string(rune('a'+i%26))+strings.Repeat("y", i/26))
	}
	for i, name := range files {
		must(os.WriteFile(filepath.Join(root, name), make([]byte, i), 0o644))
	}
	must(os.Chmod(filepath.Join(root, "a/b.json"), 0o600))
	must(os.Chmod(filepath.Join(root, "index.html"), 0o644|fs.ModeSetgid))
	must(os.Chmod(filepath.Join(root, "closed"), 0o700))
	must(os.Chmod(filepath.Join(root, "sticky"), 0o755|fs.ModeSticky))
	for _, link := range []string{"index.html", "a", "nowhere"} {
		if err := os.Symlink(link, filepath.Join(root, "to-"+link)); err != nil {
			t.Logf("no links here: %v", err)
		}
	}
	wantMarks, wantFolders := byTheBook(t, root)
	marks, folders, err := survey(root, true)
	if err != nil || !reflect.DeepEqual(marks, wantMarks) || !reflect.DeepEqual(folders, wantFolders) {
		t.Errorf("got\n%v\n%v\nwant\n%v\n%v\n%v", marks, folders, wantMarks, wantFolders, err)
	}
	marks, folders, err = survey(root, false)
	if err != nil || !reflect.DeepEqual(marks, wantMarks) || folders != nil {
		t.Errorf("without folders: %d files, want %d; %v; %v", len(marks), len(wantMarks), folders, err)
	}
	if _, _, err := survey(filepath.Join(root, "nowhere"), false); err == nil {
		t.Error("a folder that is not there can be surveyed")
	}
	if _, _, err := survey(filepath.Join(root, "index.html"), false); err == nil {
		t.Error("a file can be surveyed")
	}
}
