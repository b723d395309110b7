package controls

import (
	"errors"
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// comparator is the parameter that gives bounds their sense.
const comparator = "comparator"

// readParameters reads the parameters of a control, what is inferred or
// ambiguous among them, and the overrides.
func (r *reader) readParameters(f *controlFile, c *trust.Control) {
	c.Parameters = r.parameters(f.Parameters, &c.Unread)
	sense := senseOf(c.Parameters, "")
	setSense(c.Parameters, sense)
	for _, name := range f.Inferred {
		if p := r.named(c, name, "inferred"); p != nil {
			p.Value.Inferred = true
		}
	}
	for _, reading := range f.Readings {
		if p := r.named(c, reading.Parameter, "readings"); p != nil {
			p.Value.Readings = r.readings(p, reading)
		}
	}
	for _, o := range f.Overrides {
		params := r.parameters(o.Parameters, &c.Unread)
		setSense(params, senseOf(params, sense))
		scope := r.scope(o.Scope)
		if len(scope) == 0 {
			continue
		}
		c.Overrides = append(c.Overrides, trust.Override{Span: o.Span, Scope: scope, Parameters: params, Note: o.Note})
	}
}

// parameters types the values of a mapping, in the order of the file. The names
// of those that cannot be read, as they are or were meant, go to unread.
func (r *reader) parameters(file parametersFile, unread *[]string) []trust.Parameter {
	var out []trust.Parameter
	for _, e := range file.Map {
		t, ok := r.cfg.Vocabulary.TypeOf(e.Key.Value)
		if !ok {
			*unread = append(*unread, e.Key.Value, diag.Suggest(e.Key.Value, r.cfg.Vocabulary.Names()))
			r.list.Add(diag.Errorf(diag.ParameterUnknown, e.Key.Span, "the parameter %q does not exist", e.Key.Value).
				Hinted("%s", suggest(e.Key.Value, r.cfg.Vocabulary.Names(), "declare it with its type in candor.yaml under parameters")))
			continue
		}
		v, ok := r.value(e.Key.Value, t, e.Value)
		if !ok {
			*unread = append(*unread, e.Key.Value)
			continue
		}
		out = append(out, trust.Parameter{Name: e.Key.Value, Span: e.Span, Value: v})
	}
	return out
}

// value types one value, and reports it where it is of another type.
func (r *reader) value(name string, t parameter.Type, n *decode.Node) (parameter.Value, bool) {
	v, err := parameter.Parse(t, n.Plain())
	if err == nil {
		return v, true
	}
	code := diag.ParameterType
	if errors.Is(err, parameter.ErrUnit) {
		code = diag.ParameterUnit
	}
	d := diag.Errorf(code, n.Span, "parameter %s %s", name, err)
	var word *parameter.WordError
	if errors.As(err, &word) {
		d.Hint = diag.DidYouMean(word.Got, word.Allowed)
	}
	r.list.Add(d)
	return v, false
}

// named returns the parameter that a key of the control names, or reports that
// there is none. Parameters that are there, but wrong, are reported once.
func (r *reader) named(c *trust.Control, name source.Text, key string) *trust.Parameter {
	if !given(name) || slices.Contains(c.Unread, name.Value) {
		return nil
	}
	i := slices.IndexFunc(c.Parameters, func(p trust.Parameter) bool { return p.Name == name.Value })
	if i >= 0 {
		return &c.Parameters[i]
	}
	names := parameterNames(c.Parameters)
	r.list.Add(diag.Errorf(diag.ParameterUnknown, name.Span, "%s names the parameter %q, which the control lacks", key, name.Value).
		Hinted("%s", suggest(name.Value, names, "add it to parameters")))
	return nil
}

func parameterNames(params []trust.Parameter) []string {
	out := make([]string, len(params))
	for i, p := range params {
		out[i] = p.Name
	}
	return out
}

// readings types the meanings of a phrase as its parameter.
func (r *reader) readings(p *trust.Parameter, f readingsFile) *parameter.Readings {
	out := &parameter.Readings{Text: f.Text}
	for _, n := range f.Alternatives {
		if v, ok := r.value(p.Name, p.Value.Type, n); ok {
			out.Alternatives = append(out.Alternatives, v.Raw)
		}
	}
	return out
}

// senseOf returns the sense that the parameter comparator states, or fallback.
func senseOf(params []trust.Parameter, fallback parameter.Sense) parameter.Sense {
	for _, p := range params {
		if word, ok := p.Value.Raw.(string); ok && p.Name == comparator && word != parameter.Unstated {
			return parameter.Sense(word)
		}
	}
	return fallback
}

// setSense gives bounds that state no sense of their own the given one.
func setSense(params []trust.Parameter, sense parameter.Sense) {
	for i := range params {
		v := &params[i].Value
		if v.Sense == "" && v.Op == "" && v.Word == "" && isBound(v.Type) {
			v.Sense = sense
		}
	}
}

func isBound(t parameter.Type) bool {
	return t == parameter.Duration || t == parameter.Retention || t == parameter.Quantity || t == parameter.Version
}
