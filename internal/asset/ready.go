package asset

import (
	"embed"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/candor-site/candor/internal/source"
)

// ready holds the scripts of the default theme as esbuild makes them, so that a
// site that leaves them alone does not wait for it, and in digest.txt the digest
// of what they were made from.
//
//go:embed ready
var ready embed.FS

// madeBefore returns the bundle of an entry point, where the scripts are, byte
// for byte, those that the bundle was made from.
func (b *bundler) madeBefore(entry string) ([]byte, bool) {
	name, script := strings.CutSuffix(entry, ".ts")
	if !script || !b.ready {
		return nil, false
	}
	data, err := ready.ReadFile("ready/" + name + ".js")
	return data, err == nil
}

// untouched reports whether the scripts among files are those of the default
// theme.
func untouched(files map[string]*source.File) bool {
	known, err := ready.ReadFile("ready/digest.txt")
	return err == nil && string(known) == string(scripts(files))+"\n"
}

// scripts returns the digest of all that a script may be made from: the names
// and bytes of the files that are neither styles nor pictures nor fonts. A test
// sees to it that no script of the default theme imports one of these.
func scripts(files map[string]*source.File) source.Digest {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if l, known := loaders[path.Ext(name)]; known && (l == api.LoaderCSS || l == api.LoaderFile) {
			continue
		}
		text.WriteString(name + "\x00" + string(files[name].Digest()) + "\n")
	}
	return source.DigestOf([]byte(text.String()))
}
