package inventory

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

func tree() fstest.MapFS {
	return fstest.MapFS{
		"go.mod": {Data: []byte("module example.com/app // the app\n\ngo 1.26.5\n\nrequire example.com/one v1.0.0\n\nrequire (\n\texample.com/two v0.2.0 // indirect\n\t\"example.com/three\" v3.0.0\n)\n\nreplace example.com/three => ../three\nexclude example.com/old v0.1.0\n")},
		"go.sum": {Data: []byte("example.com/one v1.0.0 h1:abc=\nexample.com/one v1.0.0/go.mod h1:def=\nexample.com/two v0.2.0/go.mod h1:ghi=\n")},
		"web/package-lock.json": {Data: []byte(`{"name": "web", "lockfileVersion": 3, "packages": {
			"": {"name": "web", "dependencies": {"a": "^1"}, "devDependencies": {"@s/b": "^2"}},
			"node_modules/a": {"version": "1.2.0", "resolved": "https://registry.example/a/-/a-1.2.0.tgz", "integrity": "sha512-x"},
			"node_modules/@s/b": {"version": "2.0.0", "dev": true, "resolved": "git+ssh://git@git.example/b.git"},
			"node_modules/a/node_modules/c": {"version": "0.1.0", "integrity": "sha512-y"},
			"node_modules/local": {"link": true, "resolved": "packages/local"}}}`)},
		"old/package-lock.json":        {Data: []byte(`{"name": "old", "lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0", "integrity": "sha1-x", "dependencies": {"b": {"version": "2.0.0"}}}}}`)},
		"broken/go.mod":                {Data: []byte("module x\nrequire (\n\tonly-a-name\n)\n")},
		".github/workflows/build.yaml": {Data: []byte("on: push\n")},
		".git/config":                  {Data: []byte("secret")},
		"bin/tool":                     {Data: []byte{0xff, 0xfe, 0}},
	}
}

func TestLockfiles(t *testing.T) {
	locks, err := Lockfiles(tree(), ".")
	if err != nil || len(locks.Lockfiles) != 1 {
		t.Fatal(locks, err)
	}
	l := locks.Lockfiles[0]
	if l.Path != "go.mod" || l.Name != "example.com/app" || l.Language != "1.26.5" || l.Count != 3 || l.Direct != 2 ||
		strings.Join(l.WithoutChecksum, " ") != "example.com/three@v3.0.0" || strings.Join(l.Replaced, " ") != "example.com/three" ||
		l.Modules[2] != (Module{Name: "example.com/two", Version: "v0.2.0", Checksum: true}) {
		t.Errorf("%+v", l)
	}
	locks, err = Lockfiles(tree(), "web")
	if err != nil {
		t.Fatal(err)
	}
	l = locks.Lockfiles[0]
	if l.Ecosystem != "npm" || l.Version != 3 || l.Count != 3 || l.Direct != 2 || strings.Join(l.WithoutChecksum, " ") != "@s/b@2.0.0" ||
		l.Modules[0] != (Module{Name: "@s/b", Version: "2.0.0", Direct: true, Dev: true, Source: "git.example"}) ||
		l.Modules[2] != (Module{Name: "c", Version: "0.1.0", Checksum: true}) {
		t.Errorf("%+v", l)
	}
	locks, err = Lockfiles(tree(), "old")
	if err != nil || locks.Lockfiles[0].Count != 2 || locks.Lockfiles[0].Direct != 0 || strings.Join(locks.Lockfiles[0].WithoutChecksum, " ") != "b@2.0.0" {
		t.Errorf("%+v, %v", locks, err)
	}
	if _, err := Lockfiles(tree(), "bin"); !errors.Is(err, ErrNoLockfile) {
		t.Error(err)
	}
	if _, err := Lockfiles(tree(), "broken"); err == nil || err.Error() != "broken/go.mod: line 3 requires no module with a version" {
		t.Error(err)
	}
}

func TestFiles(t *testing.T) {
	l, err := Files(tree(), []string{"**/*.yaml", "go.*", "bin/*", "nothing/**"}, true)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range l.Files {
		kept := "bytes"
		if f.Content != nil {
			kept = "text"
		}
		got = append(got, f.Path+" "+kept)
	}
	if s := strings.Join(got, ", "); s != ".github/workflows/build.yaml text, bin/tool bytes, go.mod text, go.sum text" {
		t.Error(s)
	}
	if l.Count != 4 || strings.Join(l.Unused, " ") != "nothing/**" || len(l.Files[0].SHA256) != 64 || l.Files[0].Size != 9 {
		t.Errorf("%+v", l)
	}
	if l, err := Files(tree(), []string{"**"}, false); err != nil || l.Count != 7 || l.Files[0].Content != nil {
		t.Errorf("%d files, %v", l.Count, err)
	}
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		pattern, name string
		want          bool
	}{
		{"**", "a", true}, {"**", "a/b", true}, {"a/**", "a/b/c", true}, {"a/**", "b/a/c", false}, {"a/**/c", "a/c", true}, {"a/**/c", "a/x/y/c", true},
		{"*.go", "a.go", true}, {"*.go", "x/a.go", false}, {"**/*.go", "a.go", true}, {"a/*", "a/b/c", false}, {"**/**/x", "x", true}, {"[ab].t", "b.t", true}, {"[", "[", false},
	} {
		if Match(tt.pattern, tt.name) != tt.want {
			t.Errorf("%s on %s: %t", tt.pattern, tt.name, !tt.want)
		}
	}
}
