// Package specimen writes the evidence of a company that does not exist, around
// a date: files in the shapes that tools write, their envelopes, and the log of
// what was collected before. The portal of this repository is built on it.
//
// It makes files out of templates. It collects nothing, and its files prove
// nothing about anybody.
package specimen

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// File is one file below evidence/.
type File struct {
	Path string // slash-separated, from the root of the site
	Data []byte
}

// maker makes the files of one date.
type maker struct {
	templates map[string]*source.File // by path below the folder of templates
	day       time.Time
	listed    map[int]map[string]*piece // by days after day, then by path
	cfg       *site.Config
	formats   *format.Registry
	files     []File
	lines     []evidence.Line
	list      diag.List
}

// Make makes the evidence of the site in the folder dir, out of the templates in
// from, for a day: midnight UTC. It returns the files sorted by path, the log
// among them. A mistake in a template or a list of pieces is a diagnostic; an
// error means that a folder cannot be read.
func Make(dir, from string, day time.Time) ([]File, diag.List, error) {
	templates, err := read(from)
	if err != nil {
		return nil, nil, err
	}
	m := &maker{templates: templates, day: day, listed: map[int]map[string]*piece{}}
	if m.cfg, m.formats, err = m.settings(dir); err != nil {
		return nil, nil, err
	}
	archives := map[string][]string{}
	listed := m.pieces(0)
	for _, name := range m.names() {
		if root, in := archived(name); in {
			archives[root] = append(archives[root], name)
			continue
		}
		if base := path.Base(name); base != piecesFile && !strings.HasPrefix(base, "_") {
			m.file(name, m.expand(name, 0), listed[name])
		}
	}
	for _, root := range slices.Sorted(maps.Keys(archives)) {
		m.file(root, m.archive(root, archives[root], 0), listed[root])
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		if templates[name] == nil && archives[name] == nil {
			m.list.Add(diag.Errorf(diag.FileUnreadable, listed[name].span, "%s has an envelope and no template", name))
		}
	}
	log, err := m.log()
	m.files = append(m.files, File{evidence.LogFile, log})
	slices.SortFunc(m.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return m.files, m.list.Sorted(), err
}

// read reads the templates.
func read(from string) (map[string]*source.File, error) {
	tree, err := source.OpenTree(from)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	entries, problems, err := tree.Walk(".")
	for _, p := range problems {
		err = errors.Join(err, p)
	}
	out := make(map[string]*source.File, len(entries))
	for _, e := range entries {
		f, bad := tree.Read(e.Path, 4<<20)
		if bad != nil {
			return nil, bad
		}
		out[e.Path] = f
	}
	return out, err
}

// settings reads what decides how evidence of the site is read: the site file,
// and its own formats.
func (m *maker) settings(dir string) (*site.Config, *format.Registry, error) {
	tree, err := source.OpenTree(dir)
	if err != nil {
		return nil, nil, err
	}
	defer tree.Close()
	f, err := tree.Read("candor.yaml", 1<<20)
	if err != nil {
		return nil, nil, err
	}
	cfg, list := config.Load(f)
	if list.HasErrors() {
		return nil, nil, fmt.Errorf("candor.yaml has mistakes: candor check lists them")
	}
	formats, list, err := evidence.Formats(tree)
	m.list.Add(list...)
	return cfg, formats, err
}

// names returns the names of the templates, sorted.
func (m *maker) names() []string {
	return slices.Sorted(maps.Keys(m.templates))
}

// expand writes out a template for the day that many days after that of the
// maker.
func (m *maker) expand(name string, days int) []byte {
	data, list := expand(m.templates[name], m.day.AddDate(0, 0, days))
	m.list.Add(list...)
	return data
}

// file adds a file with its envelope, and the lines of the log about it.
func (m *maker) file(name string, data []byte, p *piece) {
	at := path.Join(evidence.Dir, name)
	m.files = append(m.files, File{at, data})
	if p == nil {
		return
	}
	for _, e := range p.earlier {
		m.record(at, m.version(name, e), m.pieces(e.days)[name])
	}
	m.files = append(m.files, File{at + evidence.EnvelopeSuffix, m.record(at, data, p)})
}

// version makes what a file was in an earlier run.
func (m *maker) version(name string, e earlier) []byte {
	if e.file != "" {
		name = path.Join(path.Dir(name), e.file)
	}
	if m.templates[name] == nil {
		var names []string
		for _, n := range m.names() {
			if root, in := archived(n); in && root == name {
				names = append(names, n)
			}
		}
		return m.archive(name, names, e.days)
	}
	return m.expand(name, e.days)
}
