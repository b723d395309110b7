package asset

import (
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/highlight"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/themes"
)

var update = flag.Bool("update", false, "write the bundles of the default theme's scripts that the program holds")

// defaults returns the assets of the default theme.
func defaults(t *testing.T) map[string]*source.File {
	const dir = "default/assets/"
	out := map[string]*source.File{}
	err := fs.WalkDir(themes.FS, path.Clean(dir), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := themes.FS.ReadFile(name)
		out[strings.TrimPrefix(name, dir)] = source.NewFile("themes/"+name, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestReady holds the bundles in the program to what esbuild makes of the
// scripts of the default theme, with its styles and without: that no script
// imports a style is what lets their digest leave styles out.
func TestReady(t *testing.T) {
	files := defaults(t)
	bare := maps.Clone(files)
	maps.DeleteFunc(bare, func(name string, _ *source.File) bool {
		return path.Ext(name) == ".css" || loaders[path.Ext(name)] == loaders[".svg"]
	})
	made, list := (&bundler{files: bare}).all()
	if len(list) > 0 || len(made) == 0 {
		t.Fatalf("%d bundles, %v", len(made), list)
	}
	// All that a page needs of styles stands in one file: none names another.
	sheets := maps.Clone(files)
	maps.DeleteFunc(sheets, func(name string, _ *source.File) bool { return loaders[path.Ext(name)] != loaders[".css"] })
	styled, list := (&bundler{files: sheets, extra: highlight.Styles()}).all()
	if len(list) > 0 || len(styled) == 0 {
		t.Fatalf("%d stylesheets, %v", len(styled), list)
	}
	maps.Copy(made, styled)
	if *update {
		names, err := fs.Glob(os.DirFS("ready"), "*")
		for _, name := range names {
			err = os.Remove(path.Join("ready", name))
		}
		for name, f := range made {
			err = os.WriteFile(path.Join("ready", name), f.Data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.WriteFile("ready/digest.txt", []byte(scripts(files)+"\n"), 0o644),
			os.WriteFile("ready/styles.txt", []byte(styles(files, highlight.Styles())+"\n"), 0o644)); err != nil {
			t.Fatal(err)
		}
		t.Skip("the bundles are written; run the test again")
	}
	if !untouched(files) || !unstyled(files, highlight.Styles()) {
		t.Fatal("the scripts or styles of the default theme changed: run this test with -update")
	}
	held, err := fs.Glob(ready, "ready/*.*s")
	if err != nil || len(held) != len(made) {
		t.Errorf("the program holds %q for %d bundles (%v): run this test with -update", held, len(made), err)
	}
	for name, f := range made {
		if data, err := ready.ReadFile("ready/" + name); err != nil || string(data) != string(f.Data) {
			t.Errorf("%s is not what esbuild makes of the default theme: run this test with -update", name)
		}
	}
	for _, extra := range []string{highlight.Styles(), "", ".a{color:red}", highlight.Styles() + ".a{color:red}"} {
		slow, _ := (&bundler{files: files, extra: extra}).all()
		fast, list := Bundle(files, extra)
		if len(list) > 0 || !reflect.DeepEqual(fast, slow) {
			t.Errorf("with %.20q the bundles made before differ from those of esbuild: %v", extra, list)
		}
		if unstyled(files, extra) != (extra == highlight.Styles()) {
			t.Errorf("%.20q is taken for the styles of code", extra)
		}
	}
}

// TestReadyOnlyUntouched changes the assets of the default theme: what the
// scripts are made from must count, and what they are not made from must not.
func TestReadyOnlyUntouched(t *testing.T) {
	for _, c := range []struct {
		name, text string
		same       bool // for scripts; for stylesheets it is the other way round
	}{
		{"site.ts", `console.log("own")`, false}, {"ts/code.ts", `export const own = 1`, false}, {"own.ts", `console.log("own")`, false},
		{"ts/code", "own", false}, {"data.json", "{}", false}, {"site.css", "a{color:red}", true}, {"own.css", "a{color:red}", true}, {"own.svg", "<svg/>", true},
	} {
		files := defaults(t)
		files[c.name] = source.NewFile("themes/own/assets/"+c.name, []byte(c.text))
		if untouched(files) != c.same {
			t.Errorf("%s: untouched is %v", c.name, !c.same)
		}
		if unstyled(files, highlight.Styles()) == c.same {
			t.Errorf("%s: unstyled is %v", c.name, c.same)
		}
		if c.name == "ts/code.ts" {
			continue // the others no longer build
		}
		slow, bad := (&bundler{files: files, extra: highlight.Styles()}).all()
		fast, list := Bundle(files, highlight.Styles())
		if !reflect.DeepEqual(fast, slow) || len(list) != len(bad) {
			t.Errorf("%s: the bundles differ from those of esbuild: %v, %v", c.name, slices.Sorted(maps.Keys(fast)), list)
		}
	}
	files := defaults(t)
	delete(files, "age.ts")
	if untouched(files) {
		t.Error("a script that is gone does not count")
	}
}
