package controls

import (
	"cmp"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/trust"
)

// readFramework reads a framework, which has its file for itself.
func (r *reader) readFramework(node *decode.Node, file *catalogFile) {
	for _, field := range node.Fields {
		switch {
		case field.Key == "framework" && !strings.HasPrefix(r.path, frameworkDir):
			r.list.Add(diag.Errorf(diag.FileUnexpected, field.KeySpan, "a framework stands outside %s", frameworkDir).
				Hinted("move the file to %s", frameworkDir))
		case field.Key != "framework" && field.Key != "requirements" && file.Framework != nil:
			r.list.Add(diag.Errorf(diag.FileUnexpected, field.KeySpan, "%s stands in the file of a framework", field.Key).
				Hinted("move it to a file of its own"))
		case field.Key == "requirements" && file.Framework == nil:
			r.list.Add(diag.Errorf(diag.KeyMissing, field.KeySpan, "requirements stand without a framework").
				Hinted(`add the key "framework" with its id and title`))
		}
	}
	f := file.Framework
	if f == nil || !r.id(f.ID, "framework") {
		r.catalog.Partial = true
		return
	}
	r.filled(f.Title, "title")
	out := &trust.Framework{
		ID: f.ID.Value, Span: f.ID.Span, Title: f.Title.Value, Publisher: f.Publisher, Version: f.Version, Successor: f.Successor,
		URL:          r.webAddress(f.URL, diag.ValueInvalid, "url"),
		Withdrawn:    r.date(f.Withdrawn, "withdrawn"),
		Audience:     r.audience(f.Audience),
		Requirements: r.requirements(f.ID.Value, file.Requirements),
	}
	if r.unique(diag.FrameworkDuplicate, "framework", f.ID, "") {
		r.catalog.Frameworks = append(r.catalog.Frameworks, out)
	}
}

func (r *reader) requirements(framework string, files []requirementFile) []trust.Requirement {
	var out []trust.Requirement
	for _, f := range files {
		r.filled(f.ID, "requirement id")
		r.filled(f.Title, "title")
		if !given(f.ID) {
			r.catalog.Partial = true
			continue
		}
		if !r.unique(diag.RequirementDuplicate, "requirement", f.ID, framework) {
			continue
		}
		out = append(out, trust.Requirement{ID: f.ID.Value, Title: f.Title.Value, Group: f.Group, Span: f.ID.Span, Requires: r.demanded(f.Requires)})
	}
	return out
}

// demanded reads what requirements ask for in so many words: a number, the
// kinds of controls that do it, or both.
func (r *reader) demanded(files []demandedFile) []trust.Demanded {
	var out []trust.Demanded
	for _, f := range files {
		d := trust.Demanded{Parameter: f.Parameter.Value, Op: cmp.Or(f.Op, "=="), Called: f.Called.Value, Span: f.Span}
		for _, k := range f.Kinds {
			d.Kinds = append(d.Kinds, r.kind(k))
		}
		for _, k := range f.Not {
			d.Not = append(d.Not, r.kind(k))
		}
		lacks := ""
		switch {
		case !given(f.Parameter) && len(d.Kinds) == 0:
			lacks = "neither a parameter nor kinds"
		case given(f.Parameter) && f.Value == nil:
			lacks = "a parameter without a value"
		case !given(f.Parameter) && (f.Op != "" || f.Value != nil):
			lacks = "op or value without a parameter"
		case given(f.Called) != (len(d.Not) > 0):
			lacks = "one of called and not without the other"
		}
		if lacks != "" {
			r.list.Add(diag.Errorf(diag.ValueInvalid, f.Span, "what the requirement asks for has %s", lacks).
				Hinted(`write it as {kinds: [retention], parameter: retention, op: ">=", value: P1Y}`))
			continue
		}
		if given(f.Parameter) {
			t, ok := r.cfg.Vocabulary.TypeOf(f.Parameter.Value)
			if !ok {
				r.list.Add(diag.Errorf(diag.ParameterUnknown, f.Parameter.Span, "the parameter %q does not exist", f.Parameter.Value).
					Hinted("%s", suggest(f.Parameter.Value, r.cfg.Vocabulary.Names(), "declare it with its type in candor.yaml under parameters")))
				continue
			}
			if d.Value, ok = r.value(f.Parameter.Value, t, f.Value); !ok {
				continue
			}
		}
		out = append(out, d)
	}
	return out
}
