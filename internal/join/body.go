package join

import (
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/source"
)

// The limits of one join: evidence is hostile, and a join of two lists can be
// larger than both.
const (
	maxSteps  = 10_000_000 // of all its expressions
	maxItems  = 500_000    // of one list
	maxValues = 5_000_000  // of its body
)

// failure is why a join could not be made, and where it says so.
type failure struct {
	message, hint string
	span          source.Span
}

// work makes the body of one piece, within the limits.
type work struct {
	in     rule.Inputs
	steps  uint64
	values int
}

// body makes the body of a piece.
func (j *join) body(in rule.Inputs) (any, *failure) {
	w := &work{in: in}
	if j.whole != nil {
		return w.part(j.whole, j.id.Span)
	}
	out := make(map[string]any, len(j.parts))
	for i := range j.parts {
		p := &j.parts[i]
		v, bad := w.part(p, j.id.Span)
		if bad != nil {
			return nil, bad
		}
		out[p.key] = v
	}
	return out, nil
}

// part makes one key of a body.
func (w *work) part(p *part, at source.Span) (any, *failure) {
	if p.value != nil {
		return w.eval(p.value, at)(nil)
	}
	items, bad := w.items(p.each, p.where, at)
	if bad != nil {
		return nil, bad
	}
	joins := make([]index, len(p.with))
	for i := range p.with {
		if joins[i], bad = w.index(&p.with[i]); bad != nil {
			return nil, bad
		}
	}
	keyOf := w.eval(p.by, at)
	set := make([]func(any) (any, *failure), len(p.set))
	for i, f := range p.set {
		set[i] = w.eval(f.value, at)
	}
	out := make([]any, 0, len(items))
	for _, item := range items {
		fields, ok := item.(map[string]any)
		if !ok && (len(p.with) > 0 || len(p.set) > 0) {
			return nil, &failure{message: "an item of a list that is joined is no object", span: at}
		}
		if ok && (len(p.with) > 0 || len(p.set) > 0) {
			fields = maps.Clone(fields)
			if bad := w.attach(fields, p, joins, keyOf); bad != nil {
				return nil, bad
			}
			for i, f := range p.set {
				v, bad := set[i](fields)
				if bad != nil {
					return nil, bad
				}
				fields[f.key] = v
			}
			item = fields
		}
		out = append(out, item)
	}
	return out, nil
}

// attach joins to an item what has its key.
func (w *work) attach(fields map[string]any, p *part, joins []index, keyOf func(any) (any, *failure)) *failure {
	if len(p.with) == 0 {
		return nil
	}
	key, bad := keyOf(fields)
	if bad != nil {
		return bad
	}
	for i := range p.with {
		with := &p.with[i]
		found := joins[i][name(key)]
		switch {
		case with.many:
			if found == nil {
				found = []any{}
			}
			fields[with.as] = found
		case len(found) > 1:
			return &failure{
				message: fmt.Sprintf("%d records have the key %v, and one is to be joined as %s", len(found), key, with.as),
				hint:    "write many: true, or choose a key that tells them apart", span: with.span,
			}
		case len(found) == 1:
			fields[with.as] = found[0]
		case with.required:
			return &failure{message: fmt.Sprintf("nothing is to be joined as %s to the item %v", with.as, key), hint: "collect it, or write missing: ignore", span: with.span}
		}
	}
	return nil
}

// index is records by key.
type index map[string][]any

func (w *work) index(with *with) (index, *failure) {
	records, bad := w.items(with.each, nil, with.span)
	if bad != nil {
		return nil, bad
	}
	out := index{}
	keyOf, take := w.eval(with.key, with.span), w.eval(with.take, with.span)
	for _, r := range records {
		key, bad := keyOf(r)
		if bad != nil {
			return nil, bad
		}
		taken := r
		if with.take != nil {
			if taken, bad = take(r); bad != nil {
				return nil, bad
			}
		}
		out[name(key)] = append(out[name(key)], taken)
	}
	return out, nil
}

// name makes a key comparable: 1 and "1" are the same account.
func name(key any) string { return fmt.Sprint(key) }

// items evaluates a list, and keeps those of its items that where holds for.
func (w *work) items(each, where *rule.Program, at source.Span) ([]any, *failure) {
	v, bad := w.eval(each, at)(nil)
	if bad != nil {
		return nil, bad
	}
	list, ok := v.([]any)
	switch {
	case !ok:
		return nil, &failure{message: "the expression of a list yields no list", hint: "write the path of a list, such as ev.buckets.Buckets", span: at}
	case len(list) > maxItems:
		return nil, &failure{message: fmt.Sprintf("a list has %d items, more than %d", len(list), maxItems), span: at}
	case where == nil:
		return list, nil
	}
	holds := w.eval(where, at)
	var out []any
	for _, item := range list {
		keep, bad := holds(item)
		if bad != nil {
			return nil, bad
		}
		if keep == true {
			out = append(out, item)
		}
	}
	return out, nil
}

// eval prepares an expression for many items. A nil program yields the item.
func (w *work) eval(p *rule.Program, at source.Span) func(any) (any, *failure) {
	if p == nil {
		return func(it any) (any, *failure) { return it, nil }
	}
	over := p.Over(w.in)
	return func(it any) (any, *failure) {
		v, spent, err := over(it)
		if err != nil {
			bad := &failure{message: err.Error(), span: at}
			if f := (*rule.Failure)(nil); errors.As(err, &f) {
				bad.hint, bad.span = f.Hint, f.Span
			}
			return nil, bad
		}
		if w.steps += spent; w.steps > maxSteps {
			return nil, &failure{message: fmt.Sprintf("it takes more than %d steps", maxSteps), hint: "join by key in place of comparing each with each", span: at}
		}
		v, ok := w.settle(v)
		if !ok {
			return nil, &failure{message: fmt.Sprintf("it holds more than %d values", maxValues), span: at}
		}
		return v, nil
	}
}

// settle copies a value as a plain tree: instants become text, durations
// seconds. It reports false when the body grows too large.
func (w *work) settle(v any) (any, bool) {
	if w.values++; w.values > maxValues {
		return nil, false
	}
	var ok bool
	switch v := v.(type) {
	case time.Time:
		return v.UTC().Format(time.RFC3339), true
	case time.Duration:
		return v.Seconds(), true
	case []any:
		out := make([]any, len(v))
		for i := range v {
			if out[i], ok = w.settle(v[i]); !ok {
				return nil, false
			}
		}
		return out, true
	case map[string]any:
		out := make(map[string]any, len(v))
		for key := range v {
			if out[key], ok = w.settle(v[key]); !ok {
				return nil, false
			}
		}
		return out, true
	}
	return v, true
}
