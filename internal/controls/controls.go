// Package controls reads the folder controls/: controls, frameworks,
// exceptions, subprocessors, answers and approvals, and the topics that a site
// adds. (The register of standards in it is read by package standards.)
//
// It checks each file by itself: shapes, types, vocabularies, ids. What one
// file says about another is bound by package resolve.
package controls

import (
	"cmp"
	"context"
	"errors"
	"path"
	"reflect"
	"runtime"
	"slices"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Dir is the folder that the package reads.
const Dir = "controls"

// frameworkDir is where files with frameworks lie.
const frameworkDir = Dir + "/frameworks/"

// Load reads the folder below tree. The catalog holds all that is right in it;
// of two things with one id it holds the first, in the order of paths and
// lines. An error means that the folder itself cannot be read.
func Load(tree *source.Tree, cfg *site.Config) (*trust.Catalog, diag.List, error) {
	entries, problems, err := tree.Walk(Dir)
	if err != nil {
		return nil, nil, err
	}
	r := newReader(cfg)
	for _, p := range problems {
		r.list.Add(unreadable(p))
		r.catalog.Partial = true
	}
	for some := range slices.Chunk(entries, 4*runtime.GOMAXPROCS(0)) {
		read := make([]decoded, len(some))
		if err := crew.Each(context.Background(), runtime.GOMAXPROCS(0), len(some), func(i int) (err error) {
			read[i], err = readEntry(tree, some[i])
			return err
		}); err != nil {
			return nil, nil, err
		}
		for i := range read {
			r.take(&read[i])
		}
	}
	r.sort()
	return r.catalog, r.list.Sorted(), nil
}

// Schema returns the JSON Schema of catalog files.
func Schema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[catalogFile](), schema.Options{
		ID:          "https://github.com/candor-site/candor/schema/catalog.schema.json",
		Title:       "Candor catalog file",
		Description: "a file below controls/: controls, exceptions, subprocessors, answers and approvals, or one framework",
	})
}

// reader gathers the catalog and the mistakes of one folder.
type reader struct {
	cfg     *site.Config
	catalog *trust.Catalog
	list    diag.List
	path    string                 // of the file being read
	first   map[string]source.Span // where an id stands first, by sort and id
}

func newReader(cfg *site.Config) *reader {
	return &reader{cfg: cfg, catalog: &trust.Catalog{}, first: map[string]source.Span{}}
}

// decoded is one file of the folder; node is nil where there is nothing to read.
type decoded struct {
	path    string
	node    *decode.Node
	file    catalogFile
	list    diag.List
	partial bool
}

// readEntry decodes one file of the folder. Several are decoded at a time.
func readEntry(tree *source.Tree, e source.Entry) (decoded, error) {
	if e.Path == site.StandardsFile || e.Path == site.TopicsFile {
		return decoded{}, nil // package standards reads the one, Topics the other
	}
	if ext := path.Ext(e.Path); ext != ".yaml" && ext != ".yml" {
		return decoded{list: diag.List{diag.Warningf(diag.FileUnexpected, source.NewFile(e.Path, nil).Whole(), "the folder %s holds YAML files, and this is none", Dir).
			Hinted("move the file, or end its name with .yaml")}}, nil
	}
	f, err := tree.Read(e.Path, decode.Config.Bytes)
	var problem *source.Problem
	switch {
	case errors.As(err, &problem):
		return decoded{list: diag.List{unreadable(problem)}, partial: true}, nil
	case err != nil:
		return decoded{}, err
	}
	node, list := decode.YAML(f, decode.Config)
	d := decoded{path: f.Path, node: node, list: list, partial: node == nil}
	switch {
	case node == nil:
	case node.Kind == decode.Null:
		d.node = nil
		d.list.Add(diag.Warningf(diag.FileUnexpected, f.Whole(), "the file holds nothing").Hinted("remove it"))
	default:
		d.list.Add(decode.Into(node, &d.file)...)
	}
	return d, nil
}

// take reads everything that one file holds.
func (r *reader) take(d *decoded) {
	r.list.Add(d.list...)
	r.catalog.Partial = r.catalog.Partial || d.partial
	if d.node == nil {
		return
	}
	r.path = d.path
	node, file := d.node, &d.file
	if len(file.Controls)+len(file.Exceptions)+len(file.Subprocessors)+len(file.Answers)+len(file.Approvals)+len(file.Requirements) == 0 && file.Framework == nil {
		r.catalog.Partial = true
	}
	if file.Framework != nil || len(file.Requirements) > 0 {
		r.readFramework(node, file)
	}
	for i := range file.Controls {
		r.readControl(&file.Controls[i])
	}
	for i := range file.Exceptions {
		r.readException(&file.Exceptions[i])
	}
	for i := range file.Subprocessors {
		r.readSubprocessor(&file.Subprocessors[i])
	}
	for i := range file.Answers {
		r.readAnswer(&file.Answers[i])
	}
	for i := range file.Approvals {
		r.readApproval(&file.Approvals[i])
	}
}

// unreadable is what package source refuses to read.
func unreadable(p *source.Problem) diag.Diagnostic {
	d := diag.Errorf(diag.FileUnreadable, source.NewFile(p.Path, nil).Whole(), "the file %s", p.Reason)
	d.Hint = p.Hint
	return d
}

// sort brings the catalog in the order that it promises.
func (r *reader) sort() {
	c := r.catalog
	slices.SortFunc(c.Controls, func(a, b *trust.Control) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Frameworks, func(a, b *trust.Framework) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Exceptions, func(a, b *trust.Exception) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Subprocessors, func(a, b *trust.Subprocessor) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Answers, func(a, b *trust.Answer) int { return cmp.Compare(a.ID, b.ID) })
}
