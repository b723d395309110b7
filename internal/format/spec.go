package format

import (
	"maps"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/plain"
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
	Name    toolName `json:"name"`
	Version value    `json:"version,omitzero"`
}

// toolName is the name of a program: text that is no pointer stands for
// itself. In a list, the first that yields a name counts.
type toolName struct{ value }

// DecodeNode reads the name.
func (t *toolName) DecodeNode(n *decode.Node) (list diag.List) {
	items := []*decode.Node{n}
	if n.Kind == decode.List {
		items = n.Items
	}
	for _, item := range items {
		s := valueSource{op: "const", constant: item.Scalar}
		if item.Kind != decode.String || strings.HasPrefix(item.Scalar, "/") {
			var bad diag.List
			s, bad = decodeSource(item)
			list.Add(bad...)
		}
		t.sources = append(t.sources, s)
	}
	return list
}

// toolOf is the tool of a variant: {name: ..., version: ...}, or its version
// alone.
type toolOf struct{ toolSpec }

// DecodeNode reads the tool.
func (t *toolOf) DecodeNode(n *decode.Node) (list diag.List) {
	if n.Kind != decode.Map || n.Get("name") == nil && n.Get("version") == nil {
		return t.Version.DecodeNode(n)
	}
	for _, f := range n.Fields {
		switch f.Key {
		case "name":
			list.Add(t.Name.DecodeNode(f.Value)...)
		case "version":
			list.Add(t.Version.DecodeNode(f.Value)...)
		default:
			list.Add(unknownKey(f, "name", "version")...)
		}
	}
	return list
}

// IsZero reports whether the variant says nothing of the tool.
func (t toolOf) IsZero() bool { return t.Name.IsZero() && t.Version.IsZero() }

// variant is one shape that the output of a tool takes.
type variant struct {
	Span     source.Span  `json:"-"`
	Name     string       `json:"name"`
	Priority int          `json:"priority"`
	Root     pointer      `json:"root,omitzero"`
	Detect   []condition  `json:"detect"`
	Contains containsSpec `json:"contains,omitzero"`
	Read     readSpec     `json:"read,omitzero"`
}

// shapes returns the shapes of files that the variant may recognise, nil for
// any.
func (v variant) shapes() []string {
	for _, c := range v.Detect {
		if len(c.shapes) > 0 {
			return c.shapes
		}
	}
	return nil
}

// readSpec says what is read from a recognised file, and where.
type readSpec struct {
	Tool      toolOf           `json:"tool,omitzero"` // where it differs from that of the format
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
		if op := l.sources[i].op; op == "first" || op == "list" {
			l.sources[i].op, l.sources[i].all = "list", true
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
	out.Tool = r.Tool.over(base.Tool.toolSpec)
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

// over returns the tool of a variant laid over that of the format.
func (t toolSpec) over(base toolSpec) (out toolOf) {
	out.Name.value, out.Version = pick(t.Name.value, base.Name.value), pick(t.Version, base.Version)
	return out
}

func pick(own, base value) value { return value{pickList(own.sources, base.sources)} }

func pickList[T any](own, base []T) []T {
	if len(own) == 0 {
		return base
	}
	return own
}

func merge[V any](own, base map[string]V) map[string]V {
	if len(own)+len(base) == 0 {
		return nil
	}
	out := make(map[string]V, len(own)+len(base))
	maps.Copy(out, base)
	maps.Copy(out, own)
	return out
}

// pointer is a pointer of a format file.
type pointer struct{ plain.Pointer }

// IsZero reports whether the pointer is left out.
func (p pointer) IsZero() bool { return p.IsRoot() }

// DecodeNode reads a pointer.
func (p *pointer) DecodeNode(n *decode.Node) diag.List {
	if n.Kind != decode.String && n.Kind != decode.Null {
		return invalid(n, "expected a pointer such as /Results/0/Target, found %s", n.Kind)
	}
	parsed, err := plain.Parse(n.Scalar)
	if err != nil {
		return invalid(n, "%q is not a pointer: %v", n.Scalar, err)
	}
	p.Pointer = parsed
	return nil
}

// invalid reports a mistake in a format file.
func invalid(n *decode.Node, format string, args ...any) diag.List {
	return diag.List{diag.Errorf(diag.FormatInvalid, n.Span, format, args...)}
}
