package decode

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/candor-site/candor/internal/diag"
)

// LooseJSON reads JSON values that a program wrote, one behind the other, as
// the plain trees of Node.Plain. Where JSON protects an author, it does not:
// keys of one object may differ in case only, text may hold an escaped NUL
// character, and half of a surrogate pair becomes U+FFFD. It keeps no places,
// so that a large file costs little more than its values do.
type LooseJSON struct {
	jsonScan
	all   string            // the text once more: values that stand in it as they are share its memory
	names map[string]string // keys seen, so that equal keys share memory
	like  []string          // keys of the object that was read last, in order: the next one is often like it
}

// NewLooseJSON starts reading clean UTF-8 text. The values that were counted
// before count toward the limit; the size of the text is not checked.
func NewLooseJSON(text []byte, lim Limits, counted int) *LooseJSON {
	return &LooseJSON{jsonScan: jsonScan{data: text, limits: lim, nodes: counted}, all: string(text), names: map[string]string{}}
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
	switch {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		start := p.at
		text, err := p.text(false)
		if err == nil && len(text) == p.at-start-2 { // no escapes
			return p.all[start+1 : p.at-1], nil
		}
		return string(text), err
	case c == '-' || c >= '0' && c <= '9':
		start := p.at
		if _, err := p.number(); err != nil {
			return nil, err
		}
		text := p.all[start:p.at]
		return plainScalar(numberKind(text), text), nil
	}
	word, err := p.literal()
	return plainScalar(plainKind(word), word), err
}

func (p *LooseJSON) array(depth int) ([]any, error) {
	out := []any{}
	err := p.sequence(']', func() error {
		item, err := p.value(depth + 1)
		out = append(out, item)
		return err
	})
	return out, err
}

func (p *LooseJSON) object(depth int) (map[string]any, error) {
	out := make(map[string]any)
	like := p.like
	var keys []string
	err := p.sequence('}', func() error {
		text, start, err := p.key(false)
		if err != nil {
			return err
		}
		var key string
		if n := len(out); n < len(like) && like[n] == string(text) {
			key = like[n]
		} else {
			key = p.name(text)
			if keys == nil {
				keys = append(keys, like[:min(n, len(like))]...)
			}
		}
		if keys != nil {
			keys = append(keys, key)
		}
		if _, twice := out[key]; twice {
			return p.fault(start, p.at, "", "the key %q stands twice", Excerpt(key))
		}
		if len(out) == p.limits.Keys {
			return p.tooManyKeys()
		}
		if err := p.colon(); err != nil {
			return err
		}
		out[key], err = p.value(depth + 1)
		return err
	})
	if p.like = like; keys != nil {
		p.like = keys
	}
	return out, err
}

// name returns a key as text; keys that repeat share their memory.
func (p *LooseJSON) name(text []byte) string {
	if name, ok := p.names[string(text)]; ok {
		return name
	}
	name := string(text)
	if len(p.names) < 10_000 {
		p.names[name] = name
	}
	return name
}
