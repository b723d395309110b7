package theme

import (
	"fmt"
	"html/template"
	"net/url"
	"reflect"
	"strings"
	"time"
	"unicode"

	"github.com/Masterminds/sprig/v3"

	"github.com/candor-site/candor/internal/message"
)

// fromSprig names every function taken from sprig. The list is positive on
// purpose: sprig also reads the environment, the clock and the network, and
// its "hermetic" subset still has random ones.
var fromSprig = []string{
	"add", "contains", "default", "dict", "empty", "has", "hasPrefix", "hasSuffix", "int", "join", "list",
	"lower", "plural", "replace", "sub", "ternary", "trim", "trimPrefix", "trimSuffix", "trunc",
}

// functions returns what templates may call, with the words of one language.
// All are pure.
func functions(w *message.Words) template.FuncMap {
	out := template.FuncMap{
		"anchor":   anchor,
		"day":      day,
		"host":     host,
		"known":    func(t time.Time) bool { return !t.IsZero() },
		"member":   member,
		"percent":  percent,
		"rfc3339":  rfc3339,
		"sentence": sentence,
		"visible":  visible,
		"weblink":  weblink,
		"words":    message.Readable,

		"code":      code,
		"link":      link,
		"strong":    strong,
		"timetag":   (&instants{make: func(t time.Time) template.HTML { return timeElement(t, w.Date(t)) }}).of,
		"minutetag": (&instants{make: func(t time.Time) template.HTML { return timeElement(t, w.DateTime(t)) }}).of,

		"t":         func(key string, pairs ...any) (any, error) { return say(w, key, "", pairs) },
		"tlink":     func(key string, to string, pairs ...any) (any, error) { return say(w, key, to, pairs) },
		"age":       w.Age,
		"bytes":     w.Bytes,
		"date":      w.Date,
		"datetime":  w.DateTime,
		"month":     w.Month,
		"language":  w.Language,
		"direction": w.Direction,

		"scriptwords": func(area string) map[string]string { return w.Area(area) },

		"statelabel":          w.State,
		"reasonlabel":         w.Reason,
		"gradelabel":          w.Grade,
		"freshnesslabel":      w.Freshness,
		"outcomelabel":        w.Outcome,
		"verdictlabel":        w.Verdict,
		"statuslabel":         w.Status,
		"audiencelabel":       w.Audience,
		"responsibilitylabel": w.Responsibility,
		"degreelabel":         w.Degree,
		"exceptionlabel":      w.Exception,
		"clocklabel":          w.Clock,
	}
	for name, vocabulary := range vocabularies {
		out[name] = func(id string) string { return w.Label(vocabulary, id) }
	}
	all := sprig.HermeticHtmlFuncMap()
	for _, name := range fromSprig {
		out[name] = all[name]
	}
	return out
}

// Functions returns the types of the functions that templates may call beside
// those of the language, by name.
func Functions() map[string]reflect.Type {
	out := make(map[string]reflect.Type)
	for name, f := range functions(English()) {
		out[name] = reflect.TypeOf(f)
	}
	return out
}

// vocabularies are the functions that name ids which only templates show, and
// the vocabulary of each in the message area "label".
var vocabularies = map[string]string{
	"aspectlabel": "aspect", "changelabel": "change",
	"statedoc": "state-doc", "gradedoc": "grade-doc", "methodlabel": "method", "calloutlabel": "callout", "relationlabel": "relation",
	"turnedlabel": "relation-turned", "relationverdict": "relation-verdict", "flaglabel": "flag", "senselabel": "sense", "standinglabel": "standing",
	"agendalabel": "agenda", "agendadoc": "agenda-doc", "bandlabel": "band", "banddoc": "band-doc", "steplabel": "step", "stepdoc": "step-doc",
	"clockface": "clockface", "clockfacedoc": "clockface-doc", "assurancelabel": "assurance", "assurancedoc": "assurance-doc",
	"precisionlabel": "precision", "replylabel": "reply", "truthlabel": "truth", "topiclabel": "topic", "recordlabel": "record", "schemelabel": "scheme",
}

// day formats a time as an ISO 8601 day, for machines.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// rfc3339 formats a time for machines, in UTC and whole seconds.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// percent returns part of whole in whole percent, rounded down so that 100 %
// means all.
func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return part * 100 / whole
}

// anchor makes an id for HTML out of a text: letters, digits and hyphens.
func anchor(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-' || r == '_' {
			b.WriteRune(r)
		} else {
			b.WriteByte('-')
		}
	}
	return b.String()
}

// weblink returns a URL that is safe to link to, or "": https, http and mailto
// only.
func weblink(text string) string {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return ""
	}
	switch {
	case (u.Scheme == "https" || u.Scheme == "http") && u.Host != "":
		return u.String()
	case u.Scheme == "mailto" && u.Opaque != "":
		return u.String()
	}
	return ""
}

// host returns the host of a URL, or the address of a mailto: URL, for people.
func host(text string) string {
	u, err := url.Parse(strings.TrimSpace(text))
	switch {
	case err != nil:
		return ""
	case u.Scheme == "mailto":
		return u.Opaque
	}
	return u.Hostname()
}

// sentence makes a sentence of a remark: a capital letter and a full stop.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	first := []rune(text)
	text = strings.ToUpper(string(first[:1])) + string(first[1:])
	if !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	return text
}

// visible shows control and direction-changing characters of a text that
// nobody vouches for, so that it cannot pretend to be another one.
func visible(text string) string {
	if !strings.ContainsFunc(text, hidden) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if hidden(r) {
			fmt.Fprintf(&b, "[U+%04X]", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hidden reports whether a character is shown as nothing, or changes how its
// neighbours are shown.
func hidden(r rune) bool {
	return r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf)
}

// member returns a member of an object of a page as text, or "" where a value
// is no object or has no such member.
func member(v any, name string) string {
	m, ok := v.(map[string]any)
	if !ok || m[name] == nil {
		return ""
	}
	return fmt.Sprint(m[name])
}
