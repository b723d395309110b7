package decode

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// jsonStart is how JSON of a container starts and hardly any other text does.
var jsonStart = regexp.MustCompile(`^(?:\{\s*["}]|\[\s*["{\[\]])`)

// json decodes one or more JSON values. Text that starts otherwise, or that
// merely might be JSON and is not, gives nil.
func (a *anyReader) json(text []byte) (*Document, error) {
	sure := jsonStart.Match(text)
	if !sure && bytes.IndexByte([]byte(`{["-0123456789tfn`), text[0]) < 0 {
		return nil, nil
	}
	p := a.plain(text)
	var values []any
	for p.space() != 0 {
		start := p.at
		if c := text[start]; len(values) > 0 && c != '{' && c != '[' {
			return nil, unless(sure, p.describe(p.unexpected("the end, or another object")))
		}
		v, err := p.value(1)
		var exceeded *limitError
		switch {
		case errors.As(err, &exceeded):
			return nil, err
		case err != nil:
			return nil, unless(sure, p.describe(err))
		}
		values = append(values, v)
		if !sure && len(values) > 1 {
			return nil, nil
		}
	}
	a.nodes = p.nodes
	if len(values) == 1 {
		return document("json", values[0]), nil
	}
	return document("jsonl", values), nil
}

func unless(sure bool, err error) error {
	if !sure {
		return nil
	}
	return err
}

// scriptStart is an assignment in JavaScript before JSON, as ScoutSuite writes.
var scriptStart = regexp.MustCompile(`^(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*=\s*(?:\{\s*["}]|\[\s*["{\[\]])`)

// script decodes JSON behind a JavaScript assignment, with a semicolon or not.
func (a *anyReader) script(text []byte) (*Document, error) {
	if !scriptStart.Match(text[:min(len(text), 512)]) {
		return nil, nil
	}
	_, value, _ := bytes.Cut(text, []byte("="))
	value = bytes.TrimRight(value, " \t\r\n;")
	p := a.plain(value)
	body, err := p.value(1)
	if err == nil && p.space() != 0 {
		err = p.unexpected("the end")
	}
	if err != nil {
		return nil, p.describe(err)
	}
	a.nodes = p.nodes
	return document("json", body), nil
}

// jsonPlain builds plain trees: no places, no nodes.
type jsonPlain struct {
	jsonScan
	names map[string]string // keys seen, so that equal keys share memory
}

func (a *anyReader) plain(text []byte) *jsonPlain {
	return &jsonPlain{jsonScan: jsonScan{data: text, limits: a.limits, nodes: a.nodes}, names: map[string]string{}}
}

// describe turns the fault that stopped the scan into an error with a line.
func (p *jsonPlain) describe(err error) error {
	var f *jsonFault
	var exceeded *limitError
	if errors.As(err, &exceeded) || !errors.As(err, &f) {
		return err
	}
	line := bytes.Count(p.data[:min(f.start, len(p.data))], []byte("\n")) + 1
	return fmt.Errorf("the JSON is broken on line %d: %s", line, f.message)
}

// value reads one value at a depth that counts from 1.
func (p *jsonPlain) value(depth int) (any, error) {
	c := p.space()
	if err := p.open(depth); err != nil {
		return nil, &limitError{err.Error()}
	}
	switch {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		text, err := p.text(false)
		return string(text), err
	case c == '-' || c >= '0' && c <= '9':
		text, err := p.number()
		if err != nil {
			return nil, err
		}
		return plainNumber(string(text)), nil
	}
	word, err := p.literal()
	if err != nil || word == "null" {
		return nil, err
	}
	return word == "true", nil
}

// plainNumber returns an int64, a float64, or the text of a number that
// neither can hold.
func plainNumber(text string) any {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i
	}
	if whole, _ := jsonNumber(text); whole {
		return text
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return f
	}
	return text
}

func (p *jsonPlain) array(depth int) (any, error) {
	out := []any{}
	p.at++
	if p.space() == ']' {
		p.at++
		return out, nil
	}
	for {
		item, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, item)
		switch p.space() {
		case ',':
			p.at++
		case ']':
			p.at++
			return out, nil
		default:
			return nil, p.unexpected("a comma or ]")
		}
	}
}

func (p *jsonPlain) object(depth int) (any, error) {
	out := make(map[string]any)
	p.at++
	if p.space() == '}' {
		p.at++
		return out, nil
	}
	for {
		if p.space() != '"' {
			return nil, p.unexpected("a key in double quotes")
		}
		start := p.at
		text, err := p.text(false)
		if err != nil {
			return nil, err
		}
		key := p.name(text)
		if _, twice := out[key]; twice {
			return nil, p.fault(start, p.at, "", "the key %q stands twice", excerpt(key))
		}
		if len(out) == p.limits.Keys {
			return nil, &limitError{p.tooManyKeys().Error()}
		}
		if p.space() != ':' {
			return nil, p.unexpected("a colon")
		}
		p.at++
		if out[key], err = p.value(depth + 1); err != nil {
			return nil, err
		}
		switch p.space() {
		case ',':
			p.at++
		case '}':
			p.at++
			return out, nil
		default:
			return nil, p.unexpected("a comma or }")
		}
	}
}

// name returns a key as text; keys that repeat share their memory.
func (p *jsonPlain) name(text []byte) string {
	if name, ok := p.names[string(text)]; ok {
		return name
	}
	name := string(text)
	if len(p.names) < 10_000 {
		p.names[name] = name
	}
	return name
}
