package expr

import (
	"path"
	"strings"
)

// ModuleKind is what the name of an imported module stands for.
type ModuleKind int

// The kinds of modules.
const (
	ModuleName ModuleKind = iota // a component, found by its name
	ModulePart                   // a page that is included
	ModuleData                   // JSON or YAML
	ModuleText                   // any file, as text
	ModuleFile                   // an image or a document: its path
)

// moduleKinds are the kinds of files by their extension.
var moduleKinds = map[string]ModuleKind{
	".md": ModulePart, ".mdx": ModulePart,
	".json": ModuleData, ".yaml": ModuleData, ".yml": ModuleData,
	".txt": ModuleText, ".text": ModuleText, ".csv": ModuleText, ".tsv": ModuleText, ".log": ModuleText, ".conf": ModuleText, ".ini": ModuleText,
	".toml": ModuleText, ".xml": ModuleText, ".sql": ModuleText, ".sh": ModuleText, ".asc": ModuleText, ".pem": ModuleText,
	".png": ModuleFile, ".jpg": ModuleFile, ".jpeg": ModuleFile, ".gif": ModuleFile, ".webp": ModuleFile, ".avif": ModuleFile,
	".svg": ModuleFile, ".ico": ModuleFile, ".pdf": ModuleFile, ".mp4": ModuleFile, ".webm": ModuleFile,
}

// Module reads the name of a module as bundlers of other generators do: a path,
// with raw-loader! before it or ?raw behind it where the text of the file is
// meant. It returns the path and what it stands for.
func Module(name string) (file string, kind ModuleKind) {
	raw := false
	if i := strings.LastIndexByte(name, '!'); i >= 0 {
		raw = strings.Contains(name[:i], "raw-loader")
		name = name[i+1:]
	}
	file, query, _ := strings.Cut(name, "?")
	if raw || query == "raw" {
		return file, ModuleText
	}
	return file, moduleKinds[strings.ToLower(path.Ext(file))]
}

// assetPath is how a page writes the path of an imported file.
func assetPath(file string) string {
	for _, root := range []string{"@site/", "@/", "~/"} {
		if rest, ok := strings.CutPrefix(file, root); ok {
			return "/" + rest
		}
	}
	return file
}
