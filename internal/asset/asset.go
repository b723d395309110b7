// Package asset bundles, minifies and fingerprints the TypeScript and CSS of a
// theme with esbuild.
//
// It resolves imports only among the files that it is given, never on disk,
// and its output depends on nothing else.
package asset

import (
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Dir is the folder of the output that bundles stand in. Their names hold a
// fingerprint of their bytes, so that a browser may keep them for ever.
const Dir = "assets/"

// main is the stylesheet that extra CSS is appended to.
const main = "site.css"

// Bundle makes one output for every entry point among files (site.ts, site.css
// and other files at the top level), by logical name such as site.css, at a
// path such as assets/site-1a2b3c4d.css. extra is CSS appended to site.css:
// highlighted code and compiled style attributes. Images and fonts that a
// stylesheet names by url() come along under the name of their output.
//
// Mistakes in the files come back as diagnostics at their places; an entry
// point that has one makes no output.
func Bundle(files map[string]*source.File, extra string) (map[string]artifact.File, diag.List) {
	b := &bundler{files: files, extra: extra, ready: untouched(files), styled: unstyled(files, extra)}
	return b.all()
}

// all makes the outputs of all entry points.
func (b *bundler) all() (map[string]artifact.File, diag.List) {
	out := make(map[string]artifact.File)
	var list diag.List
	for _, entry := range b.entries() {
		made, ds := b.bundle(entry)
		list.Add(ds...)
		for name, f := range made {
			out[name] = f
		}
	}
	return out, list.Sorted()
}

// bundler makes bundles out of one set of files.
type bundler struct {
	files map[string]*source.File
	extra string
	// The scripts are those that the program holds bundles of; the stylesheets are.
	ready, styled bool
}

// loaders say how a file is read, by its extension.
var loaders = map[string]api.Loader{
	".ts": api.LoaderTS, ".js": api.LoaderJS, ".css": api.LoaderCSS, ".json": api.LoaderJSON,
	".svg": api.LoaderFile, ".png": api.LoaderFile, ".jpg": api.LoaderFile, ".webp": api.LoaderFile, ".woff2": api.LoaderFile,
}

// entries returns the entry points: scripts and stylesheets at the top level,
// sorted. Without a site.css the extra CSS makes one.
func (b *bundler) entries() []string {
	var out []string
	for name := range b.files {
		switch ext := path.Ext(name); {
		case strings.Contains(name, "/") || strings.HasSuffix(name, ".d.ts"):
		case ext == ".ts" || ext == ".js" || ext == ".css":
			out = append(out, name)
		}
	}
	if !slices.Contains(out, main) && b.extra != "" {
		out = append(out, main)
	}
	slices.Sort(out)
	return out
}

// bundle makes the outputs of one entry point by logical name.
func (b *bundler) bundle(entry string) (map[string]artifact.File, diag.List) {
	if name, data, ok := b.madeBefore(entry); ok {
		return map[string]artifact.File{name: printed(name, data, b.sources())}, nil
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{entry},
		Outdir:            "/",
		AssetNames:        "[name]-[hash]",
		Bundle:            true,
		Write:             false,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Format:            api.FormatIIFE,
		Target:            api.ES2020,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		TsconfigRaw:       `{"compilerOptions":{"strict":true}}`,
		LogLevel:          api.LogLevelSilent,
		Plugins:           []api.Plugin{b.plugin()},
	})
	list := b.diagnose(result)
	if list.HasErrors() {
		return nil, list
	}
	out := make(map[string]artifact.File)
	sources := b.sources()
	for _, f := range result.OutputFiles {
		name := path.Base(strings.ReplaceAll(f.Path, `\`, "/"))
		if loaders[path.Ext(name)] == api.LoaderFile {
			out[name] = artifact.New(Dir+name, f.Contents)
			continue
		}
		out[name] = printed(name, f.Contents, sources)
	}
	return out, list
}

// printed returns a bundle under its name with the fingerprint of its bytes.
func printed(name string, data []byte, sources []string) artifact.File {
	ext := path.Ext(name)
	print := string(source.DigestOf(data))[:8]
	return artifact.New(Dir+strings.TrimSuffix(name, ext)+"-"+print+ext, data, sources...)
}

// sources returns the paths that a bundle may be made from, sorted.
func (b *bundler) sources() []string {
	var out []string
	for _, f := range b.files {
		out = append(out, f.Path)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
