package config

import (
	"reflect"
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// weights are the words for the weight of a lint, each with its severity; off
// has none.
var weights = map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "note": diag.Note}

// weightWords are those words, from heavy to light.
var weightWords = []string{"error", "warning", "note", "off"}

// weight is what the site makes of a lint; the type gives the schema its words.
type weight string

// lintsSection maps codes of lints to weights.
type lintsSection struct{ schema.Map[source.Text] }

func (l *lintsSection) DecodeNode(n *decode.Node) diag.List {
	if n.Kind != decode.Null && n.Kind != decode.Map {
		return diag.List{schema.Expected(n, "a mapping from codes of lints to error, warning, note or off")}
	}
	return decode.Into(n, &l.Map)
}

func (l *lintsSection) Shape() schema.Shape {
	return schema.Shape{Keys: lintNames(), Values: reflect.TypeFor[weight]()}
}

// lintNames returns the codes of the lints as text.
func lintNames() []string {
	var out []string
	for _, c := range diag.Lints() {
		out = append(out, string(c))
	}
	return out
}

// readLints reads which weight the site gives to which lint. Codes that are no
// lints are refused: what they report cannot be left as it is.
func (r *reader) readLints() {
	for _, e := range r.file.Lints.Map {
		code := diag.Code(e.Key.Value)
		if _, ok := code.Lint(); !ok {
			r.list.Add(noLint(e.Key))
			continue
		}
		if !given(e.Value) {
			continue
		}
		if !slices.Contains(weightWords, e.Value.Value) {
			r.list.Add(r.outside(e.Value, "the weight of "+e.Key.Value, weightWords))
			continue
		}
		if s, on := weights[e.Value.Value]; on {
			r.cfg.Lints.Severity[code] = s
		} else {
			r.cfg.Lints.Off[code] = true
		}
	}
}

// readSpellings reads how names are written, and how they are not.
func (r *reader) readSpellings() {
	for _, e := range r.file.Spellings {
		s := site.Spelling{Name: e.Key.Value}
		for _, other := range e.Value {
			if other.Value == "" || other.Value == s.Name {
				r.invalid(other, "%q is no other spelling of %s", other.Value, s.Name)
				continue
			}
			s.Others = append(s.Others, other.Value)
		}
		r.cfg.Spellings = append(r.cfg.Spellings, s)
	}
}

// noLint says why a code cannot stand under lints.
func noLint(key source.Text) diag.Diagnostic {
	code := diag.Code(key.Value)
	info, known := diag.Lookup(code)
	switch {
	case !known:
		return diag.Errorf(diag.KeyUnknown, key.Span, "lints names %q, which does not exist", key.Value).Hinted("%s", suggest(key.Value, lintNames()))
	case policyDecides[code]:
		return diag.Errorf(diag.KeyUnknown, key.Span, "lints names %q, which is no lint: what the state of a control does to the build stands under policy", key.Value).
			Hinted("remove it, and see policy")
	}
	return diag.Errorf(diag.KeyUnknown, key.Span, "lints names %q, which is no lint: %s, and no site is right with that", key.Value, info.Title).
		Hinted("remove it, and mend what the diagnostic reports")
}

// policyDecides are the codes whose weight stands under policy.
var policyDecides = map[diag.Code]bool{
	diag.StateContradicted: true, diag.StateExpired: true, diag.StateMissing: true, diag.StateStale: true, diag.StateUndetermined: true,
	diag.AssertError: true, diag.ExceptionObsolete: true,
}
