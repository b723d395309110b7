package route

import (
	"path"
	"testing"
)

// The path of what is written beside a file is the one that package path makes.
func FuzzBeside(f *testing.F) {
	for _, file := range []string{"content/a/b.md", "b.md", "content//a/./b.md", "../up/b.md", "/rooted/b.md", "content/a/../../b.md", ""} {
		for _, written := range []string{"c.md", "../c.md", "./c.md", "../../../c.md", "c/", "c//d/./e", "..", ".", "../..", "c/../../d", "...", "%2e"} {
			f.Add(file, written)
		}
	}
	f.Fuzz(func(t *testing.T, file, written string) {
		if written == "" || written[0] == '/' {
			t.Skip("no relative path")
		}
		want := path.Join(path.Dir(file), written)
		if got := beside(nil, file, written); got != nil && string(got) != want {
			t.Errorf("%q beside %q is %q, want %q", written, file, got, want)
		} else if got == nil && want[0] != '.' && want[0] != '/' && path.Clean(file) == file {
			t.Errorf("%q beside %q is not found, want %q", written, file, want)
		}
	})
}
