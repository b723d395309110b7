package format

import (
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// spec is one format file. See the package comment for what it may say.
type spec struct {
	ID       source.Text `json:"id"`
	Title    string      `json:"title"`
	Doc      string      `json:"doc,omitempty"`
	Tool     toolSpec    `json:"tool"`
	Read     readSpec    `json:"read,omitzero"`
	Variants []variant   `json:"variants"`
}

// toolSpec names the program that writes the format.
type toolSpec struct {
	Name    string `json:"name"`
	Version value  `json:"version,omitzero"`
}

// variant is one shape that the output of a tool takes.
type variant struct {
	Span     source.Span `json:"-"`
	Name     string      `json:"name"`
	Priority int         `json:"priority"`
	Root     pointer     `json:"root,omitzero"`
	Detect   []condition `json:"detect"`
	Read     readSpec    `json:"read,omitzero"`
}

// readSpec says what is read from a recognised file, and where.
type readSpec struct {
	Tool      value            `json:"tool,omitzero"` // version of the tool, where it differs
	Collected []clock          `json:"collected,omitempty"`
	From      []clock          `json:"from,omitempty"`
	Knowledge []clock          `json:"knowledge,omitempty"`
	Target    value            `json:"target,omitzero"`
	Version   value            `json:"version,omitzero"`
	Scope     map[string]value `json:"scope,omitempty"`
	Params    map[string]value `json:"params,omitempty"`
	Coverage  coverageSpec     `json:"coverage,omitzero"`
	Verdict   verdictSpec      `json:"verdict,omitzero"`
	Events    eventSpec        `json:"events,omitzero"`
	Problems  []problemSpec    `json:"problems,omitempty"`
}

// coverageSpec says how much the tool examined.
type coverageSpec struct {
	Examined  value `json:"examined,omitzero"`
	Skipped   value `json:"skipped,omitzero"`
	Errors    value `json:"errors,omitzero"`
	Truncated value `json:"truncated,omitzero"`
}

// eventSpec reads a feed of events.
type eventSpec struct {
	Type  string      `json:"type,omitempty"`
	Each  items       `json:"each,omitzero"`
	Where []condition `json:"where,omitempty"`
	Key   value       `json:"key,omitzero"` // relative to an item
	At    []clock     `json:"at,omitempty"` // relative to an item
}

// items is a value that is a list: a pointer yields all that it finds.
type items struct{ value }

// DecodeNode reads the value.
func (l *items) DecodeNode(n *decode.Node) diag.List {
	list := l.value.DecodeNode(n)
	for i := range l.sources {
		if l.sources[i].op == "first" {
			l.sources[i].op = "list"
		}
	}
	return list
}

// problemSpec is something that a format warns of.
type problemSpec struct {
	When    []condition `json:"when"`
	Code    string      `json:"code"`
	Message string      `json:"message"`
}

// over returns the reading of a variant laid over what the whole format says.
func (r readSpec) over(base readSpec) readSpec {
	out := r
	out.Tool = pick(r.Tool, base.Tool)
	out.Target = pick(r.Target, base.Target)
	out.Version = pick(r.Version, base.Version)
	out.Coverage = coverageSpec{
		Examined:  pick(r.Coverage.Examined, base.Coverage.Examined),
		Skipped:   pick(r.Coverage.Skipped, base.Coverage.Skipped),
		Errors:    pick(r.Coverage.Errors, base.Coverage.Errors),
		Truncated: pick(r.Coverage.Truncated, base.Coverage.Truncated),
	}
	out.Collected = pickList(r.Collected, base.Collected)
	out.From = pickList(r.From, base.From)
	out.Knowledge = pickList(r.Knowledge, base.Knowledge)
	if len(r.Verdict.rules) == 0 {
		out.Verdict = base.Verdict
	}
	if r.Events.Type == "" {
		out.Events = base.Events
	}
	out.Scope = merge(r.Scope, base.Scope)
	out.Params = merge(r.Params, base.Params)
	out.Problems = append(append([]problemSpec(nil), base.Problems...), r.Problems...)
	return out
}

func pick(own, base value) value {
	if own.isZero() {
		return base
	}
	return own
}

func pickList(own, base []clock) []clock {
	if len(own) == 0 {
		return base
	}
	return own
}

func merge(own, base map[string]value) map[string]value {
	out := make(map[string]value, len(own)+len(base))
	for name, v := range base {
		out[name] = v
	}
	for name, v := range own {
		out[name] = v
	}
	return out
}

// DecodeNode reads a pointer.
func (p *pointer) DecodeNode(n *decode.Node) diag.List {
	if n.Kind != decode.String && n.Kind != decode.Null {
		return invalid(n, "expected a pointer such as /Results/0/Target, found %s", n.Kind)
	}
	parsed, err := parsePointer(n.Scalar)
	if err != nil {
		return invalid(n, "%q is not a pointer: %v", n.Scalar, err)
	}
	*p = parsed
	return nil
}

// invalid reports a mistake in a format file.
func invalid(n *decode.Node, format string, args ...any) diag.List {
	return diag.List{diag.Errorf(diag.FormatInvalid, n.Span, format, args...)}
}
