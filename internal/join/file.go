// Package join makes evidence out of evidence: it gives the items of a body the
// labels that a mapping file or their own tags hold (evidence/labels.yaml), and
// joins several pieces into one (evidence/joins.yaml).
//
// What it makes is never younger than the oldest piece that it is made of, and
// never more complete. It judges nothing, and changes no file.
package join

import (
	"errors"
	"io/fs"
	"reflect"
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/selection"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// labelsFile is evidence/labels.yaml as it is written.
type labelsFile struct {
	Labels []labelFile `json:"labels" jsonschema:"what the items of evidence are labelled with, before assertions and joins read them"`
}

// labelFile labels the items of one sort of evidence.
type labelFile struct {
	Evidence   source.Text              `json:"evidence" jsonschema:"id of the evidence, or of a join"`
	Each       selection.Pointer        `json:"each" jsonschema:"pointer to the items, such as /Buckets/*"`
	Key        selection.Field          `json:"key" jsonschema:"pointer within an item to what names it, such as /Name"`
	As         source.Text              `json:"as,omitzero" jsonschema:"key that the label gets within the item; label by default, with all of them under labels"`
	Map        schema.Map[*decode.Node] `json:"map,omitempty" jsonschema:"name of an item, or a pattern such as logs-*, to its label, its labels, or a mapping of several keys"`
	From       selection.Field          `json:"from,omitzero" jsonschema:"pointer within an item to its label, such as /Tags[Key=purpose]/Value; for items that map does not name"`
	Unlabelled string                   `json:"unlabelled,omitempty" oneof:"error warning ignore" jsonschema:"what items without a label are; error by default"`
	Span       source.Span              `json:"-"`
}

// joinsFile is evidence/joins.yaml as it is written.
type joinsFile struct {
	Joins []joinFile `json:"joins" jsonschema:"evidence that is made of other evidence"`
}

// joinFile is one join.
type joinFile struct {
	ID    source.Text              `json:"id" jsonschema:"id of the evidence that is made"`
	Title string                   `json:"title,omitempty" jsonschema:"how it is called"`
	From  schema.Some[source.Text] `json:"from" jsonschema:"ids of the evidence that it is made of; the first leads: one piece is made for each of its scopes"`
	Merge schema.Some[source.Text] `json:"merge,omitempty" jsonschema:"those of from that come in several pieces; ev holds a list of {scope, collected_at, target, version, body} for them"`
	Body  schema.Map[partEntry]    `json:"body,omitempty" jsonschema:"key to a CEL expression over ev, facts, at and now, or to a list that is joined by key"`
	Value source.Text              `json:"value,omitzero" jsonschema:"in place of body: one CEL expression that yields all of it"`
	Items *partFile                `json:"items,omitempty" jsonschema:"in place of body: a list that is joined by key is all of it"`
	Span  source.Span              `json:"-"`
}

// partEntry is an expression, or a list that is joined by key.
type partEntry struct {
	text source.Text
	form *partFile
}

// partFile is a list whose items are joined with others by key.
type partFile struct {
	Each  source.Text             `json:"each" jsonschema:"CEL expression that yields the items, such as ev.buckets.Buckets"`
	Where source.Text             `json:"where,omitzero" jsonschema:"CEL condition over an item named it"`
	Key   source.Text             `json:"key,omitzero" jsonschema:"CEL expression over it that yields what an item is joined by, such as it.Name"`
	With  []withFile              `json:"with,omitempty" jsonschema:"what is joined to each item"`
	Set   schema.Map[source.Text] `json:"set,omitempty" jsonschema:"further keys of an item, each a CEL expression over it, what was joined included"`
	Span  source.Span             `json:"-"`
}

// withFile joins other records to items of the same key.
type withFile struct {
	Each    source.Text `json:"each" jsonschema:"CEL expression that yields the records"`
	Key     source.Text `json:"key" jsonschema:"CEL expression over a record named it that yields its key"`
	Take    source.Text `json:"take,omitzero" jsonschema:"CEL expression over a record that yields what is joined; all of it by default"`
	As      source.Text `json:"as" jsonschema:"key that it gets within the item"`
	Many    bool        `json:"many,omitempty" jsonschema:"an item may have several: they become a list"`
	Missing string      `json:"missing,omitempty" oneof:"error ignore" jsonschema:"what an item without a record is; without the key by default (ignore)"`
	Span    source.Span `json:"-"`
}

// DecodeNode implements decode.Decoder.
func (p *partEntry) DecodeNode(n *decode.Node) diag.List {
	if n.Kind != decode.Map {
		return schema.Into(n, "expression", &p.text)
	}
	p.form = &partFile{}
	return schema.Into(n, "list", p.form)
}

// Shape implements schema.Shaped.
func (p *partEntry) Shape() schema.Shape { return schema.TextOr[partFile]() }

// schemaHome is where schemas are named.
const schemaHome = "https://github.com/candor-site/candor/schema/"

// LabelsSchema returns the JSON Schema of evidence/labels.yaml.
func LabelsSchema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[labelsFile](), schema.Options{
		ID: schemaHome + "labels.schema.json", Title: "Candor labels", Description: site.LabelsFile + ": labels for the items of evidence",
	})
}

// JoinsSchema returns the JSON Schema of evidence/joins.yaml.
func JoinsSchema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[joinsFile](), schema.Options{
		ID: schemaHome + "joins.schema.json", Title: "Candor joins", Description: site.JoinsFile + ": evidence that is made of other evidence",
	})
}

// Plan is what the two files declare, checked.
type Plan struct {
	labels map[string][]*label // by evidence id, in the order of the file
	joins  []*join             // each after those that it is made of
	cfg    *site.Config
}

// idPattern is what an evidence id may look like.
var idPattern = onuse.Regexp(`^[A-Za-z0-9]+([_-]+[A-Za-z0-9]+)*$`)

// Load reads the two files, where they are there. An error means that the
// machine failed.
func Load(tree *source.Tree, cfg *site.Config) (*Plan, diag.List, error) {
	p := &Plan{labels: map[string][]*label{}, cfg: cfg}
	var list diag.List
	var labels labelsFile
	found, err := read(tree, site.LabelsFile, &labels)
	if list.Add(found...); err != nil {
		return p, list, err
	}
	for i := range labels.Labels {
		p.addLabel(&labels.Labels[i], &list)
	}
	var joins joinsFile
	found, err = read(tree, site.JoinsFile, &joins)
	if list.Add(found...); err != nil {
		return p, list, err
	}
	for i := range joins.Joins {
		p.addJoin(&joins.Joins[i], &list)
	}
	p.order(&list)
	return p, list, nil
}

// read reads one file; one that is not there is empty.
func read[T any](tree *source.Tree, name string, into *T) (diag.List, error) {
	f, err := tree.Read(name, decode.Config.Bytes)
	var problem *source.Problem
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.As(err, &problem):
		d := diag.Errorf(diag.FileUnreadable, source.NewFile(name, nil).Whole(), "the file %s", problem.Reason)
		d.Hint = problem.Hint
		return diag.List{d}, nil
	case err != nil:
		return nil, err
	}
	n, list := decode.YAML(f, decode.Config)
	if n != nil && n.Kind != decode.Null {
		list.Add(decode.Into(n, into)...)
	}
	return list, nil
}

// Labels reports whether the plan labels any evidence.
func (p *Plan) Labels() bool { return len(p.labels) > 0 }

// Reads adds the ids of the evidence whose content the plan needs to those that
// others need.
func (p *Plan) Reads(ids map[string]bool) {
	for id := range p.labels {
		ids[id] = true
	}
	for _, j := range p.joins {
		for _, s := range j.from {
			ids[s.id.Value] = true
		}
	}
}

// IDs returns the ids of the evidence that the plan makes, sorted.
func (p *Plan) IDs() []string {
	var out []string
	for _, j := range p.joins {
		out = append(out, j.id.Value)
	}
	slices.Sort(out)
	return out
}

// order sorts the joins so that each comes after those that it is made of, and
// takes out those that are made of themselves.
func (p *Plan) order(list *diag.List) {
	byID := map[string]*join{}
	for _, j := range p.joins {
		byID[j.id.Value] = j
	}
	const open, done = 1, 2
	state := map[string]int{}
	var sorted []*join
	var visit func(j *join, chain []string) bool
	visit = func(j *join, chain []string) bool {
		chain = append(chain, j.id.Value)
		switch state[j.id.Value] {
		case done:
			return !j.cyclic
		case open:
			j.cyclic = true
			start := slices.Index(chain, j.id.Value)
			list.Add(diag.Errorf(diag.JoinInvalid, j.id.Span, "the join %s is made of itself: %s", j.id.Value, chained(chain[start:])).
				Hinted("take one of them out of from"))
			return false
		}
		state[j.id.Value] = open
		for _, s := range j.from {
			if of := byID[s.id.Value]; of != nil && !visit(of, chain) {
				j.cyclic = true
			}
		}
		state[j.id.Value] = done
		if !j.cyclic {
			sorted = append(sorted, j)
		}
		return !j.cyclic
	}
	for _, j := range p.joins {
		visit(j, nil)
	}
	p.joins = sorted
}

func chained(ids []string) string {
	text := ""
	for i, id := range ids {
		if i > 0 {
			text += ", made of "
		}
		text += id
	}
	return text
}

// given reports whether text stands in the file.
func given(t source.Text) bool { return !t.Span.IsZero() }

// validID reports an id that evidence cannot have.
func validID(t source.Text, list *diag.List) bool {
	if idPattern.MatchString(t.Value) {
		return true
	}
	if given(t) {
		list.Add(diag.Errorf(diag.JoinInvalid, t.Span, "the evidence id %q is not letters and digits, with hyphens or underscores between them", t.Value))
	}
	return false
}
