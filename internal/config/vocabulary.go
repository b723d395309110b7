package config

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// readScope reads the closed vocabularies of scope.
func (r *reader) readScope() {
	for _, axis := range r.file.Scope {
		if !isID(strings.ReplaceAll(axis.Key.Value, "_", "-")) {
			r.invalid(axis.Key, "the axis %q is not a name of small letters, digits and hyphens", axis.Key.Value)
			continue
		}
		var words []string
		for _, v := range axis.Value {
			switch {
			case strings.TrimSpace(v.Value) == "":
				r.invalid(v.Text, "a value of %s is blank", axis.Key.Value)
			case slices.Contains(words, v.Value):
				r.invalid(v.Text, "the axis %s has the value %q twice", axis.Key.Value, v.Value)
			default:
				words = append(words, v.Value)
			}
		}
		r.cfg.Scope[axis.Key.Value], r.cfg.ScopeSpans[axis.Key.Value] = words, axis.Key.Span
	}
}

// readFrameworks reads which frameworks are published. That they exist is
// checked when references are bound.
func (r *reader) readFrameworks() {
	for _, id := range r.file.Frameworks {
		switch {
		case !isID(id.Value):
			r.invalid(id, "the framework %q is not an id of small letters, digits and hyphens", id.Value)
		case slices.Contains(r.cfg.Frameworks, id.Value):
			r.invalid(id, "the framework %q stands twice", id.Value)
		default:
			r.cfg.Frameworks = append(r.cfg.Frameworks, id.Value)
			r.cfg.FrameworkSpans = append(r.cfg.FrameworkSpans, id.Span)
		}
	}
}

// readKinds adds the site's kinds of control.
func (r *reader) readKinds() {
	first := map[string]source.Span{}
	for _, k := range r.file.Kinds {
		id := k.ID.Value
		switch {
		case !given(k.ID):
		case !isID(id):
			r.invalid(k.ID, "the kind %q is not an id of small letters, digits and hyphens", id)
		case !first[id].IsZero():
			r.list.Add(diag.Errorf(diag.ValueInvalid, k.ID.Span, "the kind %q stands twice", id).Also(first[id], "the first is here"))
		case slices.Contains(kindIDs(r.cfg.Kinds), id):
			r.list.Add(diag.Errorf(diag.ValueInvalid, k.ID.Span, "every site has the kind %q already", id).Hinted("remove the entry"))
		default:
			first[id] = k.ID.Span
			r.cfg.Kinds = append(r.cfg.Kinds, site.Kind{ID: id, Title: k.Title.Value, Doc: k.Doc.Value})
		}
	}
}

// readParameters adds the site's parameter names one by one, so that one
// mistake hides no other.
func (r *reader) readParameters() {
	types := typeNames()
	for _, p := range r.file.Parameters {
		if !given(p.Value.Text) {
			continue
		}
		if !slices.Contains(types, p.Value.Value) {
			r.list.Add(diag.Errorf(diag.ValueUnknown, p.Value.Span, "the parameter type %q does not exist", p.Value.Value).
				Hinted("%s", suggest(p.Value.Value, types)))
			continue
		}
		wider, err := r.cfg.Vocabulary.With(map[string]parameter.Type{p.Key.Value: parameter.Type(p.Value.Value)})
		if err != nil {
			r.invalid(p.Key, "%s", err)
			continue
		}
		r.cfg.Vocabulary = wider
	}
}
