// Package selection reads records out of the bodies of evidence as the files of
// a site say: a feed of events, a list of people, an inventory, items to label.
// It speaks the language of formats: pointers, conditions, layouts of times.
//
// It judges nothing, and knows no clock.
package selection

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/plain"
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
	r := format.NewReader(zone)
	items, why := s.items(r, body)
	if why != "" {
		return trust.Found{Why: why}
	}
	if len(items) > maxFound {
		return trust.Found{Why: "it holds " + strconv.Itoa(len(items)) + " records, more than " + strconv.Itoa(maxFound)}
	}
	var out trust.Found
	for _, item := range items {
		if !r.Holds(s.Where.list, item) {
			continue
		}
		found := trust.Record{Item: item}
		if !s.Key.IsZero() {
			if found.Key = plain.Text(r.Value(&s.Key.Value, item)); found.Key == "" {
				out.Nameless++
				continue
			}
		}
		if t, day, ok := r.Time(s.At.list, item); ok {
			found.At, found.Day = t, day
		}
		out.Records = append(out.Records, found)
	}
	if r.Exceeded() {
		return trust.Found{Why: "it is too large to read"}
	}
	return out
}

// items returns the records, or why they cannot be told.
func (s *Selection) items(r *format.Reader, root any) (items []any, why string) {
	if !s.Each.IsZero() {
		return r.Items(&s.Each.Items, root), ""
	}
	switch body := root.(type) {
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
type Records struct{ format.Items }

// DecodeNode implements decode.Decoder.
func (r *Records) DecodeNode(n *decode.Node) diag.List { return ofSite(r.Items.DecodeNode(n)) }

// Shape implements schema.Shaped.
func (r *Records) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string", "object", "array"}}
}

// Field is how one value of a record is read.
type Field struct{ format.Value }

// DecodeNode implements decode.Decoder.
func (f *Field) DecodeNode(n *decode.Node) diag.List { return ofSite(f.Value.DecodeNode(n)) }

// Shape implements schema.Shaped.
func (f *Field) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string", "object", "array"}}
}

// Values reads the values of a record as text: one, or those of a list.
func (f *Field) Values(record any) []string {
	found, ok := format.NewReader(nil).Value(&f.Value, record).([]any)
	if !ok {
		found = []any{format.NewReader(nil).Value(&f.Value, record)}
	}
	var out []string
	for _, v := range found {
		if text := plain.Text(v); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// Filter is conditions over a record, all of which must hold.
type Filter struct{ list []format.Condition }

// DecodeNode implements decode.Decoder.
func (f *Filter) DecodeNode(n *decode.Node) (list diag.List) {
	f.list, list = each[format.Condition](n)
	return list
}

// Shape implements schema.Shaped.
func (f *Filter) Shape() schema.Shape { return schema.Shape{Types: []string{"object", "array"}} }

// IsZero reports whether nothing is asked for.
func (f Filter) IsZero() bool { return len(f.list) == 0 }

// Times is where the time of a record stands; the first that can be read
// counts.
type Times struct{ list []format.Clock }

// DecodeNode implements decode.Decoder.
func (t *Times) DecodeNode(n *decode.Node) (list diag.List) {
	t.list, list = each[format.Clock](n)
	return list
}

// each decodes the items of a list, or one in its place.
func each[T any, P interface {
	*T
	decode.Decoder
}](n *decode.Node) ([]T, diag.List) {
	items := []*decode.Node{n}
	if n.Kind == decode.List {
		items = n.Items
	}
	out := make([]T, len(items))
	var list diag.List
	for i, item := range items {
		list.Add(P(&out[i]).DecodeNode(item)...)
	}
	return out, ofSite(list)
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

// Pointer addresses values of a body, such as items that are to be changed.
type Pointer struct {
	plain.Pointer
	Text source.Text
}

// DecodeNode implements decode.Decoder.
func (p *Pointer) DecodeNode(n *decode.Node) diag.List {
	p.Text = n.Text()
	if n.Kind != decode.String {
		return diag.List{schema.Expected(n, "a pointer such as /people/*")}
	}
	parsed, err := plain.Parse(n.Scalar)
	if err != nil {
		return diag.List{diag.Errorf(diag.ValueInvalid, n.Span, "%q is not a pointer: %v", n.Scalar, err)}
	}
	p.Pointer = parsed
	return nil
}

// Shape implements schema.Shaped.
func (p *Pointer) Shape() schema.Shape { return schema.Shape{Types: []string{"string"}} }

// IsZero reports whether no pointer stands in the file.
func (p Pointer) IsZero() bool { return p.Text.Span.IsZero() }

// First returns the first scalar that the pointer finds as text, "" without one.
func (p *Pointer) First(body any) string {
	m, _ := p.Pointer.First(body, format.Work())
	return plain.Text(m.Value)
}

// Rewrite returns the body with every item that the pointer addresses replaced
// by what change makes of it. The body itself stays as it is: what lies on the
// way to an item is copied, all else is shared.
func (p *Pointer) Rewrite(body any, change func(item any) any) any {
	root := &branch{}
	p.Find(body, format.Work(), func(m plain.Match) bool {
		root.at(m.Pointer()).change = true
		return true
	})
	return root.rewrite(body, change)
}

// branch is the part of a tree on the way to what changes.
type branch struct {
	change bool
	below  map[string]*branch
}

// at returns the branch at a JSON Pointer.
func (b *branch) at(place string) *branch {
	if place == "" {
		return b
	}
	for key := range strings.SplitSeq(place[1:], "/") {
		key = strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")
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
