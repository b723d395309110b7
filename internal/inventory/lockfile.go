package inventory

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Locks are the lock files of one folder.
type Locks struct {
	Lockfiles []Lock `json:"lockfiles"`
}

// Lock is one lock file, or the pair go.mod and go.sum.
type Lock struct {
	Path            string   `json:"path"`
	Ecosystem       string   `json:"ecosystem"` // go, npm
	Name            string   `json:"name"`
	Language        string   `json:"language,omitempty"` // version of Go that go.mod names
	Version         int      `json:"lockfile_version,omitempty"`
	Count           int      `json:"count"`
	Direct          int      `json:"direct"`
	Modules         []Module `json:"modules"`          // sorted by name and version
	WithoutChecksum []string `json:"without_checksum"` // NAME@VERSION
	Replaced        []string `json:"replaced"`         // modules that others stand in for
}

// Module is one pinned module.
type Module struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Direct   bool   `json:"direct"`
	Dev      bool   `json:"dev,omitempty"`
	Checksum bool   `json:"checksum"`
	Source   string `json:"source,omitempty"` // host that it comes from
}

// ErrNoLockfile is returned for a folder without a lock file.
var ErrNoLockfile = errors.New("there is neither go.mod nor package-lock.json in the folder")

// Lockfiles reads the lock files of a folder of a tree: go.mod with go.sum
// (https://go.dev/ref/mod#go-mod-file) and package-lock.json.
func Lockfiles(tree fs.FS, dir string) (*Locks, error) {
	out := &Locks{}
	for _, kind := range []struct {
		name string
		read func(tree fs.FS, dir string, data []byte) (Lock, error)
	}{{"go.mod", goLock}, {"package-lock.json", npmLock}} {
		name := path.Join(dir, kind.name)
		data, err := fs.ReadFile(tree, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		lock, err := kind.read(tree, dir, data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		lock.Path = name
		lock.finish()
		out.Lockfiles = append(out.Lockfiles, lock)
	}
	if len(out.Lockfiles) == 0 {
		return nil, ErrNoLockfile
	}
	return out, nil
}

func (l *Lock) finish() {
	slices.SortFunc(l.Modules, func(a, b Module) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version)) })
	l.Count, l.WithoutChecksum = len(l.Modules), []string{}
	for _, m := range l.Modules {
		if m.Direct {
			l.Direct++
		}
		if !m.Checksum {
			l.WithoutChecksum = append(l.WithoutChecksum, m.Name+"@"+m.Version)
		}
	}
	if l.Modules == nil {
		l.Modules = []Module{}
	}
	if l.Replaced == nil {
		l.Replaced = []string{}
	}
	slices.Sort(l.Replaced)
}

// goLock reads go.mod, and go.sum beside it.
func goLock(tree fs.FS, dir string, data []byte) (Lock, error) {
	l := Lock{Ecosystem: "go"}
	sums, err := goSums(tree, path.Join(dir, "go.sum"))
	if err != nil {
		return l, err
	}
	block := ""
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		text, comment, _ := strings.Cut(lines.Text(), "//")
		words := strings.Fields(text)
		switch {
		case len(words) == 0:
			continue
		case block != "" && words[0] == ")":
			block = ""
			continue
		case block == "" && len(words) == 2 && words[1] == "(":
			block = words[0]
			continue
		}
		verb, rest := block, words
		if block == "" {
			verb, rest = words[0], words[1:]
		}
		for i := range rest {
			rest[i] = strings.Trim(rest[i], "\"`")
		}
		switch {
		case len(rest) == 0:
			return l, fmt.Errorf("line %d says nothing after %s", n, verb)
		case verb == "module":
			l.Name = rest[0]
		case verb == "go":
			l.Language = rest[0]
		case verb == "replace":
			l.Replaced = append(l.Replaced, rest[0])
		case verb == "require" && len(rest) == 2:
			l.Modules = append(l.Modules, Module{Name: rest[0], Version: rest[1], Direct: strings.TrimSpace(comment) != "indirect", Checksum: sums[rest[0]+" "+rest[1]]})
		case verb == "require":
			return l, fmt.Errorf("line %d requires no module with a version", n)
		}
	}
	if err := lines.Err(); err != nil {
		return l, err
	}
	if l.Name == "" {
		return l, errors.New("it names no module")
	}
	return l, nil
}

// goSums returns the modules that go.sum holds a checksum of, as "NAME VERSION".
func goSums(tree fs.FS, name string) (map[string]bool, error) {
	data, err := fs.ReadFile(tree, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if words := strings.Fields(line); len(words) == 3 && strings.HasPrefix(words[2], "h1:") {
			out[words[0]+" "+strings.TrimSuffix(words[1], "/go.mod")] = true
		}
	}
	return out, err
}

// npmPackage is one package of package-lock.json.
type npmPackage struct {
	Name            string            `json:"name"`
	Version         string            `json:"version"`
	Resolved        string            `json:"resolved"`
	Integrity       string            `json:"integrity"`
	Dev             bool              `json:"dev"`
	Link            bool              `json:"link"`
	InBundle        bool              `json:"inBundle"`
	Dependencies    map[string]string `json:"dependencies"` // names with ranges
	DevDependencies map[string]string `json:"devDependencies"`
	Optional        map[string]string `json:"optionalDependencies"`
}

// npmLock reads package-lock.json of the versions 1, 2 and 3
// (https://docs.npmjs.com/cli/configuring-npm/package-lock-json).
func npmLock(_ fs.FS, _ string, data []byte) (Lock, error) {
	var file struct {
		Name            string                `json:"name"`
		LockfileVersion int                   `json:"lockfileVersion"`
		Packages        map[string]npmPackage `json:"packages"`
		Dependencies    map[string]npmV1      `json:"dependencies"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return Lock{}, err
	}
	l := Lock{Ecosystem: "npm", Name: file.Name, Version: file.LockfileVersion}
	if file.Packages == nil {
		npmDependencies(&l, file.Dependencies)
		return l, nil
	}
	direct := map[string]bool{}
	for at, p := range file.Packages { // the order does not matter: the root and workspaces name direct ones
		if strings.Contains(at, "node_modules/") {
			continue
		}
		for _, set := range []map[string]string{p.Dependencies, p.DevDependencies, p.Optional} {
			for name := range set {
				direct[name] = true
			}
		}
	}
	for at, p := range file.Packages {
		i := strings.LastIndex(at, "node_modules/")
		if i < 0 || p.Link {
			continue
		}
		name := cmp.Or(p.Name, at[i+len("node_modules/"):])
		l.Modules = append(l.Modules, Module{
			Name: name, Version: p.Version, Dev: p.Dev, Source: host(p.Resolved), Checksum: p.Integrity != "" || p.InBundle,
			Direct: direct[name] && strings.Count(at, "node_modules/") == 1,
		})
	}
	return l, nil
}

// npmV1 is one dependency of a lock file of version 1.
type npmV1 struct {
	Version      string           `json:"version"`
	Resolved     string           `json:"resolved"`
	Integrity    string           `json:"integrity"`
	Dev          bool             `json:"dev"`
	Bundled      bool             `json:"bundled"`
	Dependencies map[string]npmV1 `json:"dependencies"`
}

// npmDependencies adds the dependencies of a lock file of version 1, which does
// not say which are direct: none counts as that.
func npmDependencies(l *Lock, set map[string]npmV1) {
	for name, d := range set {
		l.Modules = append(l.Modules, Module{Name: name, Version: d.Version, Dev: d.Dev, Source: host(d.Resolved), Checksum: d.Integrity != "" || d.Bundled})
		npmDependencies(l, d.Dependencies)
	}
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
