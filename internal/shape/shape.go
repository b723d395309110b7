// Package shape reads collected evidence of any shape as one plain tree: gzip,
// tar, UTF-16, JSON, JSON Lines, XML, CSV, YAML and text, told apart by their
// bytes. Limits hold for everything inside a file together; what exceeds them is
// refused before more of it is read.
//
// It never looks at a file's name, and never guesses what a value means: that
// is for the packages above.
package shape

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/source"
)

// Document is evidence of any shape as one plain tree.
type Document struct {
	Body  any    // map[string]any, []any, string, int64, float64, bool, nil
	Shape string // json, jsonl, csv, xml, yaml, text, tar
	Media string // media type
	Lean  bool   // Body may hold plain.Objects in place of maps

	// Columns are the names in the header of a table, in order: all that a
	// table without rows says of itself.
	Columns []string
}

// Limits are the limits of collected evidence.
var Limits = decode.Limits{Bytes: 64 << 20, Nodes: 1_500_000, Depth: 256, Keys: 1_000_000}

// media types by shape
var media = map[string]string{
	"json":  "application/json",
	"jsonl": "application/jsonl",
	"csv":   "text/csv",
	"xml":   "application/xml",
	"yaml":  "application/yaml",
	"text":  "text/plain",
	"tar":   "application/x-tar",
}

// Top returns what the document shows at its top, nil where that tells nothing of what
// wrote it.
func (d *Document) Top() *plain.Top {
	if d.Shape == "csv" || d.Shape == "text" || d.Shape == "tar" {
		return nil
	}
	return plain.TopOf(d.Body)
}

func document(shape string, body any) *Document {
	return &Document{Body: body, Shape: shape, Media: media[shape]}
}

// Read decodes evidence by looking at its bytes, never at its name: gzip and
// tar (size-capped), UTF-16 and byte order marks, a JavaScript prefix before
// JSON, JSON, concatenated JSON, JSON Lines, XML of any charset, CSV with
// comma, semicolon or tab, YAML, else text. Shape and Media are those of what
// was inside gzip.
//
//   - JSON: one value is json; several values in a row are jsonl, a list. Two
//     keys of one object must differ; they may differ in case only. Whole
//     numbers beyond 64 bits stay text.
//   - XML: the body maps the name of the root element to a list of one element.
//     An element is a map: attributes "@name", text "#text" (trimmed, left out
//     when blank), children by local name, always as lists. Where an attribute
//     with a prefix has the name of another, it is "@NAMESPACE:name". A DOCTYPE
//     that declares entities is refused; no entity is ever expanded or fetched.
//   - CSV: a list of maps by header; cells are text. A second column of one name
//     is "name 2", one without a name "column N" (from 1).
//   - YAML: as for decode.YAML, but keys may be numbers and may differ in case
//     only, and several documents are a list. Only a mapping or a list counts
//     as YAML.
//   - Text: {lines: [...]}; an empty file has no lines.
//   - Tar: a map from path to the body of each regular file; null stands for a
//     file that is neither text nor an archive, or is broken. An archive inside
//     an archive is opened, one inside that is not.
//
// An error says what is broken, in lower case: what looks like one of these
// shapes but does not parse, exceeds a limit, or is no text at all.
func Read(f *source.File, lim decode.Limits) (*Document, error) { return ReadBy(nil, f, lim) }

// ReadBy is Read, with JSON read by a reader that the caller may tell to take back
// what the document is made of. It may be nil.
func ReadBy(loose *decode.LooseJSON, f *source.File, lim decode.Limits) (*Document, error) {
	p := &piece{limits: lim, inflate: lim.Bytes, unpack: lim.Bytes, loose: loose}
	if int64(len(f.Data)) > lim.Bytes {
		return nil, p.tooLarge()
	}
	doc, err := p.bytes(f.Data, 0)
	if doc != nil {
		doc.Lean = loose != nil && loose.Lean
	}
	return doc, err
}

// piece is one piece of evidence while it is read, with everything inside it;
// its limits hold for all of that together.
type piece struct {
	limits  decode.Limits
	nodes   int   // values built
	inflate int64 // bytes that gzip may still yield
	unpack  int64 // bytes that tar may still yield
	loose   *decode.LooseJSON
}

func (p *piece) tooLarge() error {
	return exceeded("the content exceeds the limit of %s", decode.SizeText(p.limits.Bytes))
}

// exceeded is the error of an exceeded limit: it stops the whole, not an entry
// alone.
func exceeded(format string, args ...any) error {
	return &decode.LimitError{Message: fmt.Sprintf(format, args...)}
}

// exceeds reports whether an error is an exceeded limit.
func exceeds(err error) bool {
	var limit *decode.LimitError
	return errors.As(err, &limit)
}

// count counts values.
func (p *piece) count(n int) error {
	p.nodes += n
	if p.nodes > p.limits.Nodes {
		return exceeded("the content holds more than %d values", p.limits.Nodes)
	}
	return nil
}

// bytes decodes data that lies inside so many archives.
func (p *piece) bytes(data []byte, archives int) (*Document, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		inner, err := p.gunzip(data)
		if err != nil {
			return nil, err
		}
		if bytes.HasPrefix(inner, []byte("\x1f\x8b")) {
			return nil, errors.New("found gzip inside gzip, expected content")
		}
		return p.bytes(inner, archives)
	case isTar(data):
		if archives > 1 {
			return nil, errors.New("archives are nested deeper than one level")
		}
		return p.tar(data, archives)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil, errors.New("found a zip archive, expected text, gzip or tar")
	}
	text, err := cleanText(data)
	if err != nil {
		return nil, err
	}
	return p.text(text)
}

// text decodes clean UTF-8 text without a byte order mark.
func (p *piece) text(text []byte) (*Document, error) {
	trimmed := bytes.TrimLeft(text, " \t\r\n")
	if len(trimmed) == 0 {
		return document("text", map[string]any{"lines": []any{}}), nil
	}
	for _, try := range []func([]byte) (*Document, error){p.xml, p.json, p.script, p.csv, p.yaml} {
		if doc, err := try(trimmed); doc != nil || err != nil {
			return doc, err
		}
	}
	return p.lines(text)
}

// lines decodes text that is nothing else.
func (p *piece) lines(text []byte) (*Document, error) {
	n := bytes.Count(text, []byte("\n"))
	if err := p.count(n + 1); err != nil {
		return nil, err
	}
	lines := make([]any, 0, n+1)
	for line := range strings.SplitSeq(strings.TrimSuffix(string(text), "\n"), "\n") {
		lines = append(lines, strings.TrimSuffix(line, "\r"))
	}
	return document("text", map[string]any{"lines": lines}), nil
}
