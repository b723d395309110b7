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

// ready holds the scripts and the stylesheets of the default theme as esbuild
// makes them, so that a site that leaves them alone does not wait for it, and in
// digest.txt and styles.txt the digests of what they were made from.
//
//go:embed ready
var ready embed.FS

// madeBefore returns the bundle of an entry point, where the scripts, or the
// stylesheets with the extra CSS, are byte for byte those that it was made from.
func (b *bundler) madeBefore(entry string) (name string, data []byte, ok bool) {
	name, script := strings.CutSuffix(entry, ".ts")
	switch {
	case script && b.ready:
		name += ".js"
	case path.Ext(entry) == ".css" && b.styled:
		name = entry
	default:
		return "", nil, false
	}
	data, err := ready.ReadFile("ready/" + name)
	return name, data, err == nil
}

// untouched reports whether the scripts among files are those of the default
// theme.
func untouched(files map[string]*source.File) bool { return made("digest.txt", scripts(files)) }

// unstyled reports whether the stylesheets among files are those of the default
// theme, with the styles of code behind them and no others.
func unstyled(files map[string]*source.File, extra string) bool {
	return made("styles.txt", styles(files, extra))
}

// made reports whether a file holds a digest.
func made(name string, from source.Digest) bool {
	known, err := ready.ReadFile("ready/" + name)
	return err == nil && string(known) == string(from)+"\n"
}

// scripts returns the digest of all that a script may be made from: the names
// and bytes of the files that are neither styles nor pictures nor fonts. A test
// sees to it that no script of the default theme imports one of these.
func scripts(files map[string]*source.File) source.Digest {
	return digest(files, func(l api.Loader) bool { return l != api.LoaderCSS && l != api.LoaderFile })
}

// styles returns the digest of all that a stylesheet may be made from: the files
// that are no scripts, and the extra CSS.
func styles(files map[string]*source.File, extra string) source.Digest {
	of := digest(files, func(l api.Loader) bool { return l == api.LoaderCSS || l == api.LoaderFile })
	return source.DigestOf([]byte(string(of) + "\x00" + extra))
}

// digest returns the digest of the files that are read in some ways.
func digest(files map[string]*source.File, counts func(api.Loader) bool) source.Digest {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if counts(loaders[path.Ext(name)]) {
			text.WriteString(name + "\x00" + string(files[name].Digest()) + "\n")
		}
	}
	return source.DigestOf([]byte(text.String()))
}
