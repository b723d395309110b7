package shape

import (
	"bytes"
	"fmt"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/onuse"
)

// jsonStart is how JSON of a container starts and hardly any other text does.
var jsonStart = onuse.Regexp(`^(?:\{\s*["}]|\[\s*["{\[\]])`)

// json decodes one or more JSON values. Text that starts otherwise, or that
// merely might be JSON and is not, gives nil.
func (p *piece) json(text []byte) (*Document, error) {
	sure := jsonStart.Match(text)
	if !sure && bytes.IndexByte([]byte(`{["-0123456789tfn`), text[0]) < 0 {
		return nil, nil
	}
	in := p.start(text)
	var values []any
	for c := in.Peek(); c != 0; c = in.Peek() {
		if len(values) > 0 && c != '{' && c != '[' {
			return nil, unless(sure, jsonBroken(in.Unexpected("the end, or another object")))
		}
		v, err := in.Next()
		if err != nil {
			return nil, unless(sure || exceeds(err), jsonBroken(err))
		}
		values = append(values, v)
		if !sure && len(values) > 1 {
			return nil, nil
		}
	}
	p.nodes = in.Counted()
	if len(values) == 1 {
		return document("json", values[0]), nil
	}
	return document("jsonl", values), nil
}

// start starts reading JSON.
func (p *piece) start(text []byte) *decode.LooseJSON {
	if p.loose == nil {
		p.loose = new(decode.LooseJSON)
	}
	p.loose.Start(text, p.limits, p.nodes)
	return p.loose
}

// jsonBroken says what is broken, unless a limit is exceeded.
func jsonBroken(err error) error {
	if exceeds(err) {
		return err
	}
	return fmt.Errorf("the JSON is broken on %w", err)
}

func unless(sure bool, err error) error {
	if !sure {
		return nil
	}
	return err
}

// scriptStart is an assignment in JavaScript before JSON, as ScoutSuite writes.
var scriptStart = onuse.Regexp(`^(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*=\s*(?:\{\s*["}]|\[\s*["{\[\]])`)

// script decodes JSON behind a JavaScript assignment, with a semicolon or not.
func (p *piece) script(text []byte) (*Document, error) {
	if !scriptStart.Match(text[:min(len(text), 512)]) {
		return nil, nil
	}
	_, value, _ := bytes.Cut(text, []byte("="))
	value = bytes.TrimRight(value, " \t\r\n;")
	in := p.start(value)
	body, err := in.Next()
	if err == nil && in.Peek() != 0 {
		err = in.Unexpected("the end")
	}
	if err != nil {
		return nil, jsonBroken(err)
	}
	p.nodes = in.Counted()
	return document("json", body), nil
}
