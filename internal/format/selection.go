package format

import (
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Selection says which records of a body count, how each is named and where its
// time stands. Files that people write embed it, to read evidence that no
// format needs to know: a feed of events, a list of people, an inventory.
type Selection struct {
	Each  Records `json:"each,omitzero" jsonschema:"pointer to the records, such as /people/*, or an expression over doc; the only list of the file by default"`
	Where Filter  `json:"where,omitzero" jsonschema:"conditions that a record meets to count, such as {at: /status, equals: active}"`
	Key   Field   `json:"key,omitzero" jsonschema:"pointer within a record to what names it, such as /email"`
	At    Times   `json:"at,omitzero" jsonschema:"pointer within a record to its time, such as /start_date, or {at: ..., layout: ...}"`
}

// maxFound bounds how many records one body may hold.
const maxFound = 500_000

// Find implements trust.Finder. A record without the key that is asked for is
// left out and counted; one whose time cannot be read has none.
func (s *Selection) Find(body any, zone *time.Location) trust.Found {
	c := &context{doc: body, loc: zone}
	items, why := s.items(c)
	if why != "" {
		return trust.Found{Why: why}
	}
	if len(items) > maxFound {
		return trust.Found{Why: "it holds " + strconv.Itoa(len(items)) + " records, more than " + strconv.Itoa(maxFound)}
	}
	var out trust.Found
	for _, item := range items {
		in := c.within(item)
		if !in.hold(s.Where.list) {
			continue
		}
		r := trust.Record{Item: item}
		if !s.Key.isZero() {
			if r.Key = textOf(s.Key.eval(in)); r.Key == "" {
				out.Nameless++
				continue
			}
		}
		if t, ok := in.clock(s.At.list); ok {
			r.At, r.Day = t.t, t.precision == precisionDay
		}
		out.Records = append(out.Records, r)
	}
	return out
}

// precisionDay is the precision of a time of which only the day is known.
const precisionDay = "day"

// items returns the records, or why they cannot be told.
func (s *Selection) items(c *context) (items []any, why string) {
	if !s.Each.isZero() {
		items, _ = s.Each.eval(c).([]any)
		return items, ""
	}
	switch body := c.doc.(type) {
	case []any:
		return body, ""
	case map[string]any:
		var lists []string
		for key, v := range body {
			if list, ok := v.([]any); ok {
				items = list
				lists = append(lists, key)
			}
		}
		if len(lists) == 1 {
			return items, ""
		}
		slices.Sort(lists)
		if len(lists) > 1 {
			return nil, "it holds several lists (" + lists[0] + ", " + lists[1] + "), and nothing says which: name one with each"
		}
	}
	return nil, "it holds no list: say with each where the records are"
}

// Records is where records stand: a pointer, or an expression that yields a
// list.
type Records struct{ items }

// DecodeNode implements decode.Decoder.
func (r *Records) DecodeNode(n *decode.Node) diag.List { return ofSite(r.items.DecodeNode(n)) }

// Shape implements schema.Shaped.
func (r *Records) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string", "object", "array"}}
}

// Field is how one value of a record is read.
type Field struct{ value }

// DecodeNode implements decode.Decoder.
func (f *Field) DecodeNode(n *decode.Node) diag.List { return ofSite(f.value.DecodeNode(n)) }

// Shape implements schema.Shaped.
func (f *Field) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string", "object", "array"}}
}

// Of reads the value of a record as text, "" when it has none.
func (f *Field) Of(record any) string { return textOf(f.eval(&context{doc: record})) }

// Values reads the values of a record as text: one, or those of a list.
func (f *Field) Values(record any) []string {
	switch v := f.eval(&context{doc: record}).(type) {
	case []any:
		var out []string
		for _, item := range v {
			if text := textOf(item); text != "" {
				out = append(out, text)
			}
		}
		return out
	default:
		if text := textOf(v); text != "" {
			return []string{text}
		}
	}
	return nil
}

// Filter is conditions over a record, all of which must hold.
type Filter struct{ list []condition }

// DecodeNode implements decode.Decoder.
func (f *Filter) DecodeNode(n *decode.Node) (list diag.List) {
	f.list, list = decodeConditions(n)
	return ofSite(list)
}

// Shape implements schema.Shaped.
func (f *Filter) Shape() schema.Shape { return schema.Shape{Types: []string{"object", "array"}} }

// IsZero reports whether nothing is asked for.
func (f Filter) IsZero() bool { return len(f.list) == 0 }

// Times is where the time of a record stands; the first that can be read
// counts.
type Times struct{ list []clock }

// DecodeNode implements decode.Decoder.
func (t *Times) DecodeNode(n *decode.Node) (list diag.List) {
	items := []*decode.Node{n}
	if n.Kind == decode.List {
		items = n.Items
	}
	t.list = make([]clock, len(items))
	for i, item := range items {
		list.Add(t.list[i].DecodeNode(item)...)
	}
	return ofSite(list)
}

// Shape implements schema.Shaped.
func (t *Times) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string", "object", "array"}}
}

// IsZero reports whether no time is read.
func (t Times) IsZero() bool { return len(t.list) == 0 }

// ofSite gives mistakes in the language of formats the codes of a site's own
// files.
func ofSite(list diag.List) diag.List {
	for i := range list {
		if list[i].Code == diag.FormatInvalid {
			list[i].Code = diag.ValueInvalid
		}
	}
	return list
}

// Pointer addresses items of a body that are to be changed.
type Pointer struct {
	pointer
	Text source.Text
}

// DecodeNode implements decode.Decoder.
func (p *Pointer) DecodeNode(n *decode.Node) diag.List {
	p.Text = n.Text()
	return ofSite(p.pointer.DecodeNode(n))
}

// Shape implements schema.Shaped.
func (p *Pointer) Shape() schema.Shape {
	return schema.Shape{AnyOf: []reflect.Type{reflect.TypeFor[string]()}}
}

// IsZero reports whether no pointer stands in the file.
func (p Pointer) IsZero() bool { return p.Text.Span.IsZero() }

// First returns the first scalar that the pointer finds as text, "" without one.
func (p *Pointer) First(body any) string {
	m, _ := p.first(body)
	return textOf(m.value)
}

// Rewrite returns the body with every item that the pointer addresses replaced
// by what change makes of it. The body itself stays as it is: what lies on the
// way to an item is copied, all else is shared.
func (p *Pointer) Rewrite(body any, change func(item any) any) any {
	found := p.all(body)
	if len(found) == 0 {
		return body
	}
	root := &branch{}
	for _, m := range found {
		root.at(m.path).change = true
	}
	return root.rewrite(body, change)
}

// branch is the part of a tree on the way to what changes.
type branch struct {
	change bool
	below  map[string]*branch
}

func (b *branch) at(path []string) *branch {
	for _, key := range path {
		if b.below == nil {
			b.below = map[string]*branch{}
		}
		next := b.below[key]
		if next == nil {
			next = &branch{}
			b.below[key] = next
		}
		b = next
	}
	return b
}

func (b *branch) rewrite(node any, change func(any) any) any {
	if len(b.below) > 0 {
		switch v := node.(type) {
		case map[string]any:
			out := make(map[string]any, len(v))
			for key, child := range v {
				out[key] = child
			}
			for key, next := range b.below {
				out[key] = next.rewrite(v[key], change)
			}
			node = out
		case []any:
			out := slices.Clone(v)
			for i := range out {
				if next := b.below[strconv.Itoa(i)]; next != nil {
					out[i] = next.rewrite(out[i], change)
				}
			}
			node = out
		}
	}
	if b.change {
		node = change(node)
	}
	return node
}
