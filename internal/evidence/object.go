package evidence

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/slip"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// object reads the fields of a JSON object that may hold more than Candor
// knows: envelopes and log lines come from other programs, too, and unknown
// fields are theirs. What is known must be right.
type object struct {
	node *decode.Node
	name string // for messages, such as predicate.scope
	code diag.Code
	list *diag.List

	slips []slip.Slip // misspelt keys, where they are looked for
}

func (o object) fault(n *decode.Node, format string, args ...any) {
	o.list.Add(diag.Errorf(o.code, n.Span, format, args...))
}

// get returns a field that is there and not null.
func (o object) get(key string) *decode.Node {
	if n := o.node.Get(key); n != nil && n.Kind != decode.Null {
		return n
	}
	return nil
}

// path names a field for messages.
func (o object) path(key string) string {
	if o.name == "" {
		return key
	}
	return o.name + "." + key
}

// typed returns a field of a kind, nil when it is absent or of another.
func (o object) typed(key string, kind decode.Kind) *decode.Node {
	n := o.get(key)
	if n != nil && n.Kind != kind {
		o.fault(n, "%s is %s, expected %s", o.path(key), n.Kind, kind)
		return nil
	}
	return n
}

func (o object) text(key string) string {
	if n := o.typed(key, decode.String); n != nil {
		return n.Scalar
	}
	return ""
}

// positioned returns a text field with its place.
func (o object) positioned(key string) source.Text {
	if n := o.typed(key, decode.String); n != nil {
		return n.Text()
	}
	return source.Text{}
}

// required is text, and reports a field that is absent or empty.
func (o object) required(key string) string {
	text := o.text(key)
	if text == "" {
		o.missing(key)
	}
	return text
}

func (o object) missing(key string) {
	if s := slip.Of(o.slips, o.node, key); s != nil {
		o.list.Add(diag.Errorf(o.code, s.Span, "%s is missing", o.path(key)).Hinted("did you mean %q?", key))
	} else if n := o.get(key); n == nil || n.Scalar == "" && n.Kind == decode.String {
		o.list.Add(diag.Errorf(o.code, start(o.node), "%s is missing", o.path(key)).Hinted("add the key %q", key))
	}
}

// start returns the place of a node's first key, where a message about what is
// not there reads best.
func start(n *decode.Node) source.Span {
	if len(n.Fields) > 0 {
		return n.Fields[0].KeySpan
	}
	return n.Span
}

// word returns a text field out of a vocabulary.
func (o object) word(key string, vocabulary []string) string {
	n := o.typed(key, decode.String)
	if n == nil {
		return ""
	}
	if !slices.Contains(vocabulary, n.Scalar) {
		d := diag.Errorf(o.code, n.Span, "%s is %q, expected one of %s", o.path(key), n.Scalar, strings.Join(vocabulary, ", "))
		d.Hint = diag.DidYouMean(n.Scalar, vocabulary)
		o.list.Add(d)
		return ""
	}
	return n.Scalar
}

// verdict returns the verdict, "" where there is none.
func (o object) verdict() trust.Verdict {
	words := make([]string, len(trust.Verdicts))
	for i, v := range trust.Verdicts {
		words[i] = string(v)
	}
	return trust.Verdict(o.word("verdict", words))
}

// instant returns a time with an offset; others are refused.
func (o object) instant(key string) time.Time {
	n := o.typed(key, decode.String)
	if n == nil {
		return time.Time{}
	}
	t, err := period.ParseInstant(n.Scalar)
	if err != nil {
		o.fault(n, "%s: %v", o.path(key), err)
		return time.Time{}
	}
	return t
}

// count returns a whole number of at least zero.
func (o object) count(key string) int64 {
	n := o.typed(key, decode.Int)
	if n == nil {
		return 0
	}
	v, err := strconv.ParseInt(n.Scalar, 10, 64)
	if err != nil || v < 0 {
		o.fault(n, "%s is %s, expected a count of at least 0", o.path(key), n.Scalar)
		return 0
	}
	return v
}

func (o object) flag(key string) bool {
	n := o.typed(key, decode.Bool)
	return n != nil && n.Scalar == "true"
}

// texts returns a text, or a list of texts.
func (o object) texts(key string) []string {
	n := o.get(key)
	switch {
	case n == nil:
		return nil
	case n.Kind == decode.String:
		return []string{n.Scalar}
	case n.Kind != decode.List:
		o.fault(n, "%s is %s, expected text or a list of texts", o.path(key), n.Kind)
		return nil
	}
	var out []string
	for _, item := range n.Items {
		if item.Kind != decode.String {
			o.fault(item, "an item of %s is %s, expected text", o.path(key), item.Kind)
			continue
		}
		out = append(out, item.Scalar)
	}
	return out
}

// object returns a field that is an object; without one, ok is false.
func (o object) object(key string) (object, bool) {
	n := o.typed(key, decode.Map)
	o.node, o.name = n, o.path(key)
	return o, n != nil
}

// objects returns the objects of a list.
func (o object) objects(key string) []object {
	n := o.typed(key, decode.List)
	if n == nil {
		return nil
	}
	var out []object
	for i, item := range n.Items {
		name := o.path(key) + "[" + strconv.Itoa(i) + "]"
		if item.Kind != decode.Map {
			o.fault(item, "%s is %s, expected %s", name, item.Kind, decode.Map)
			continue
		}
		out = append(out, object{node: item, name: name, code: o.code, list: o.list, slips: o.slips})
	}
	return out
}

// isSHA256 reports whether a text is 64 lower-case hexadecimal characters.
func isSHA256(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}

// sha256 reads a digest: 64 lower-case hexadecimal characters.
func (o object) sha256(key string) (source.Digest, source.Span) {
	n := o.typed(key, decode.String)
	if n == nil {
		return "", source.Span{}
	}
	if !isSHA256(n.Scalar) {
		o.fault(n, "%s is no SHA-256 digest of 64 lower-case hexadecimal characters", o.path(key))
		return "", n.Span
	}
	return source.Digest(n.Scalar), n.Span
}
