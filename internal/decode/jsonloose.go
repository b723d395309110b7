package decode

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/salvage"
	"github.com/candor-site/candor/internal/token"
)

// LooseJSON reads JSON values that a program wrote, one behind the other, as
// the plain trees of Node.Plain. Where JSON protects an author, it does not:
// keys of one object may differ in case only, text may hold an escaped NUL
// character, and half of a surrogate pair becomes U+FFFD. It keeps no places,
// so that a large file costs little more than its values do.
type LooseJSON struct {
	// Lean makes small objects and texts those of plain.Objects, for trees that nobody keeps.
	Lean bool

	jsonScan
	salvage.Yard                 // lends objects, lists and keys
	lean         plain.Objects   // lends those
	all          string          // the text once more: values that stand in it as they are share its memory
	like         [][]string      // by depth: keys of the object that was read last, in order
	items        []any           // of the lists that are being read, the outer ones first
	seen         *token.Repeated // nil for a short text
}

// maxLike is how many keys of an object are expected in the next one, manyBytes
// the size of a text in which equal values are looked for.
const maxLike, manyBytes = 64, 32 << 10

// Start starts reading clean UTF-8 text. The values that were counted before count
// toward the limit; the size of the text is not checked. A reader of the zero value
// may be started again and again: what it read before stays as it is until it takes
// that back.
func (p *LooseJSON) Start(text []byte, lim Limits, counted int) {
	p.jsonScan, p.all, p.seen = jsonScan{data: text, limits: lim, nodes: counted}, string(text), nil
	clear(p.items) // an error left them
	if p.items = p.items[:0]; len(text) >= manyBytes {
		p.seen = new(token.Repeated)
	}
}

// Peek returns the next byte that is no white space, 0 at the end.
func (p *LooseJSON) Peek() byte { return p.space() }

// Counted returns how many values were counted, those before the text included.
func (p *LooseJSON) Counted() int { return p.nodes }

// Next reads the next value. The error of an exceeded limit is a *LimitError;
// any other reads "line 2: what was found".
func (p *LooseJSON) Next() (any, error) {
	v, err := p.value(1)
	if err != nil {
		return nil, p.describe(err)
	}
	return v, nil
}

// Unexpected is the error of finding something else where the text stands.
func (p *LooseJSON) Unexpected(want string) error { return p.describe(p.unexpected(want)) }

// describe turns the fault that stopped the scan into an error for callers.
func (p *LooseJSON) describe(err error) error {
	var f *jsonFault
	switch {
	case !errors.As(err, &f):
		return err
	case f.code == diag.FileLimit:
		return &LimitError{f.message}
	}
	line := bytes.Count(p.data[:min(f.start, len(p.data))], []byte("\n")) + 1
	return fmt.Errorf("line %d: %s", line, f.message)
}

// value reads one value at a depth that counts from 1.
func (p *LooseJSON) value(depth int) (any, error) {
	c := p.space()
	if err := p.open(depth); err != nil {
		return nil, err
	}
	start := p.at
	switch c {
	case '{':
		return p.object(depth)
	case '[':
		return p.array(depth)
	case '"':
		text, err := p.text(false)
		switch {
		case err != nil:
			return nil, err
		case len(text) < p.at-start-2: // with escapes
			return string(text), nil
		case p.Lean:
			return p.lean.Text(p.all[start+1 : p.at-1]), nil
		}
		return p.seen.Text(p.all[start+1 : p.at-1]), nil
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		if n, end := token.Whole(p.data, p.at); end > 0 {
			p.at = end
			return p.seen.Number(n), nil
		}
		if _, err := p.number(); err != nil {
			return nil, err
		}
		text := p.all[start:p.at]
		return plainScalar(numberKind(text), text), nil
	}
	word, err := p.literal()
	return plainScalar(plainKind(word), word), err
}

// next reads what stands behind an item: a comma, or the closing bracket.
func (p *LooseJSON) next(closing byte) (more bool, err error) {
	switch p.space() {
	case ',':
		p.at++
		return true, nil
	case closing:
		p.at++
		return false, nil
	}
	return false, p.unexpected("a comma or " + string(rune(closing)))
}

func (p *LooseJSON) array(depth int) (any, error) {
	p.at++
	if p.space() == ']' {
		p.at++
		return []any{}, nil
	}
	from := len(p.items)
	for more := true; more; {
		item, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		p.items = append(p.items, item)
		if more, err = p.next(']'); err != nil {
			return nil, err
		}
	}
	return p.taken(from), nil
}

// object reads an object. Its keys are mostly those of the one before at its
// depth, in the same order: as long as they are, none can stand twice.
func (p *LooseJSON) object(depth int) (any, error) {
	p.at++
	if p.space() == '}' {
		p.at++
		return map[string]any{}, nil
	}
	for len(p.like) <= depth {
		p.like = append(p.like, nil)
	}
	like, alike, from := p.like[depth], true, len(p.items)
	var out map[string]any
	if !p.Lean || len(like) > plain.MostKeys {
		out = p.Map(min(len(like), maxLike))
	}
	var keys []string
	n := 0
	for more := true; more; n++ {
		text, start, err := p.key(false)
		if err != nil {
			return nil, err
		}
		var key string
		if alike && n < len(like) && like[n] == string(text) {
			key = like[n]
		} else {
			if alike {
				alike, keys = false, append(make([]string, 0, n+4), like[:n]...)
			}
			key = p.Name(text)
			if _, twice := out[key]; twice || out == nil && slices.Contains(keys, key) {
				return nil, p.fault(start, p.at, "", "the key %q stands twice", Excerpt(key))
			}
			if n < maxLike {
				keys = append(keys, key)
			}
		}
		if n == p.limits.Keys {
			return nil, p.tooManyKeys()
		}
		if err := p.colon(); err != nil {
			return nil, err
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if out != nil {
			out[key] = v
		} else if p.items = append(p.items, v); n == plain.MostKeys { // it grew larger than expected
			out = p.Map(2 * n)
			for i, v := range p.taken(from) {
				out[keys[i]] = v
			}
		}
		if more, err = p.next('}'); err != nil {
			return nil, err
		}
	}
	if alike && n < len(like) {
		keys = like[:n]
	}
	if keys != nil {
		p.like[depth] = keys
	}
	if out == nil {
		return p.lean.Lend(p.like[depth], p.taken(from)), nil
	}
	return out, nil
}

// taken takes what was read last, from an item on, as a list.
func (p *LooseJSON) taken(from int) []any {
	out := p.List(p.items[from:])
	clear(p.items[from:])
	p.items = p.items[:from]
	return out
}

// Reclaim takes back what trees were made of: nobody may use it any more.
func (p *LooseJSON) Reclaim() {
	p.Yard.Reclaim()
	p.lean.Reclaim()
}
