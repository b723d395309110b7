package standards

import (
	_ "embed" // the register is data
	"errors"
	"io/fs"
	"reflect"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

//go:embed standards.yaml
var embedded []byte

// registerFile is standards.yaml, the embedded one and that of a site.
type registerFile struct {
	Standards []standardFile `json:"standards" jsonschema:"standards, frameworks and protocols"`
}

type standardFile struct {
	Name      source.Text              `json:"name" jsonschema:"how it is called; the same name as one that Candor knows adds editions to it"`
	Names     schema.Some[source.Text] `json:"names,omitempty" jsonschema:"other ways to write the name; case does not count, and a blank stands for a blank, a hyphen or nothing"`
	Except    schema.Some[source.Text] `json:"except,omitempty" jsonschema:"phrases that hold the name and mean something else"`
	Certified bool                     `json:"certified,omitempty" jsonschema:"organisations are certified against it, so that a claim needs the edition"`
	Software  bool                     `json:"software,omitempty" jsonschema:"it is software, whose support ends"`
	Editions  []editionFile            `json:"editions" jsonschema:"editions that were withdrawn or superseded, or will be"`
}

type editionFile struct {
	Edition    schema.Scalar            `json:"edition,omitzero" jsonschema:"number or year, in quotes; without one, the standard as a whole"`
	Also       schema.Some[source.Text] `json:"also,omitempty" jsonschema:"other ways to write the edition behind the name"`
	Alone      schema.Some[source.Text] `json:"alone,omitempty" jsonschema:"what names this edition without the name of the standard"`
	Superseded schema.Scalar            `json:"superseded,omitzero" jsonschema:"day or month in which a newer edition took its place"`
	Withdrawn  schema.Scalar            `json:"withdrawn,omitzero" jsonschema:"day or month since which it no longer holds"`
	Successor  string                   `json:"successor,omitempty" jsonschema:"what took its place"`
	Note       string                   `json:"note,omitempty" jsonschema:"half a sentence that explains"`
	Source     string                   `json:"source,omitempty" jsonschema:"who says so"`
	Span       source.Span              `json:"-"`
}

// Schema returns the JSON Schema of the register of a site.
func Schema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[registerFile](), schema.Options{
		ID: "https://github.com/candor-site/candor/schema/standards.schema.json", Title: "Candor register of standards",
		Description: site.StandardsFile + ": standards, frameworks and protocols that were withdrawn or superseded",
	})
}

// builtin are the embedded standards, compiled once.
var builtin = sync.OnceValue(func() []*standard {
	r := &reader{}
	r.read(source.NewFile("standards.yaml", embedded))
	if r.list.HasErrors() {
		panic("standards: " + r.list[0].Error()) // a mistake in the program, which its test finds
	}
	return r.standards
})

// Load reads the register of a site, where there is one, and lays it over the
// embedded one. An error means that the machine failed.
func Load(tree *source.Tree) (*Register, diag.List, error) {
	r := &reader{}
	f, err := tree.Read(site.StandardsFile, decode.Config.Bytes)
	var problem *source.Problem
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return register(builtin(), ""), nil, nil
	case errors.As(err, &problem):
		d := diag.Errorf(diag.FileUnreadable, source.NewFile(site.StandardsFile, nil).Whole(), "the file %s", problem.Reason)
		d.Hint = problem.Hint
		return register(builtin(), ""), diag.List{d}, nil
	case err != nil:
		return nil, nil, err
	}
	r.read(f)
	return register(over(builtin(), r.standards), string(f.Data)), r.list, nil
}

// reader gathers the standards of one file, and its mistakes.
type reader struct {
	standards []*standard
	list      diag.List
}

func (r *reader) read(f *source.File) {
	n, list := decode.YAML(f, decode.Config)
	r.list.Add(list...)
	var file registerFile
	if n != nil && n.Kind != decode.Null {
		r.list.Add(decode.Into(n, &file)...)
	}
	for i := range file.Standards {
		r.standard(&file.Standards[i])
	}
}

func (r *reader) standard(f *standardFile) {
	if f.Name.Value == "" {
		return
	}
	s := &standard{name: f.Name.Value, certified: f.Certified, software: f.Software}
	for _, n := range append([]source.Text{f.Name}, f.Names...) {
		s.names = append(s.names, n.Value)
	}
	for _, e := range f.Except {
		s.except = append(s.except, lower(e.Value))
	}
	for i := range f.Editions {
		e := &f.Editions[i]
		ed := &edition{id: e.Edition.Value, successor: e.Successor, note: e.Note}
		ed.superseded, ed.withdrawn = r.date(e.Superseded, "superseded"), r.date(e.Withdrawn, "withdrawn")
		if ed.superseded.IsZero() && ed.withdrawn.IsZero() && !e.Superseded.IsSet() && !e.Withdrawn.IsSet() {
			r.list.Add(diag.Errorf(diag.KeyMissing, e.Span, "an edition of %s has neither superseded nor withdrawn", s.name).Hinted("add the day or the month, such as 2021-09-24 or 2021-09"))
			continue
		}
		for _, a := range e.Also {
			ed.also = append(ed.also, a.Value)
		}
		for _, a := range e.Alone {
			ed.alone = append(ed.alone, a.Value)
		}
		s.editions = append(s.editions, ed)
	}
	s.compile()
	r.standards = append(r.standards, s)
}

// date reads a day or a month.
func (r *reader) date(t schema.Scalar, what string) date {
	if !t.IsSet() {
		return date{}
	}
	if at, err := time.Parse("2006-01-02", t.Value); err == nil {
		return date{at: at, said: at.Format("on 2 January 2006")}
	}
	if at, err := time.Parse("2006-01", t.Value); err == nil {
		return date{at: at, said: at.Format("in January 2006")}
	}
	r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "%s is %q, expected a day or a month such as 2021-09-24 or 2021-09", what, t.Value))
	return date{}
}

// over lays the standards of a site over those that are known: editions of the
// same name come first, so that a site may correct one.
func over(known, own []*standard) []*standard {
	var out []*standard
	for _, k := range known {
		merged := *k
		for _, o := range own {
			if lower(o.name) == lower(k.name) {
				merged.names = append(append([]string(nil), k.names...), o.names...)
				merged.except = append(append([]string(nil), k.except...), o.except...)
				merged.editions = append(append([]*edition(nil), o.editions...), k.editions...)
				merged.compile()
			}
		}
		out = append(out, &merged)
	}
	for _, o := range own {
		if !hasName(known, o.name) {
			out = append(out, o)
		}
	}
	return out
}

func hasName(list []*standard, name string) bool {
	for _, s := range list {
		if lower(s.name) == lower(name) {
			return true
		}
	}
	return false
}
