package theme

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/Masterminds/sprig/v3"
)

// fromSprig names every function taken from sprig. The list is positive on
// purpose: sprig also reads the environment, the clock and the network, and
// its "hermetic" subset still has random ones.
var fromSprig = []string{
	"add", "contains", "default", "dict", "empty", "has", "hasPrefix", "hasSuffix", "int", "join", "list",
	"lower", "plural", "replace", "sub", "ternary", "trim", "trimPrefix", "trimSuffix", "trunc",
}

// functions returns what templates may call. All are pure.
func functions() template.FuncMap {
	out := template.FuncMap{
		"age":      age,
		"anchor":   anchor,
		"bytes":    size,
		"date":     date,
		"datetime": datetime,
		"day":      day,
		"host":     host,
		"known":    func(t time.Time) bool { return !t.IsZero() },
		"member":   member,
		"percent":  percent,
		"rfc3339":  rfc3339,
		"sentence": sentence,
		"visible":  visible,
		"weblink":  weblink,

		"statelabel":          label(states),
		"statedoc":            label(stateDocs),
		"reasonlabel":         label(reasons),
		"gradelabel":          label(grades),
		"gradedoc":            label(gradeDocs),
		"freshnesslabel":      label(freshnesses),
		"outcomelabel":        label(outcomes),
		"verdictlabel":        label(verdicts),
		"statuslabel":         label(statuses),
		"audiencelabel":       label(audiences),
		"responsibilitylabel": label(responsibilities),
		"methodlabel":         label(methods),
		"degreelabel":         label(degrees),
		"relationlabel":       label(relations),
		"turnedlabel":         label(turnedRelations),
		"relationverdict":     label(relationVerdicts),
		"flaglabel":           label(flags),
		"senselabel":          label(senses),
		"exceptionlabel":      label(exceptionStates),
		"clocklabel":          clock,
		"words":               words,
	}
	all := sprig.HermeticHtmlFuncMap()
	for _, name := range fromSprig {
		out[name] = all[name]
	}
	return out
}

// unknownTime stands where a time is not known.
const unknownTime = "not known"

// date formats a time as a day for people: 21 November 2026.
func date(t time.Time) string {
	if t.IsZero() {
		return unknownTime
	}
	return t.UTC().Format("2 January 2006")
}

// datetime formats a time to the minute: 21 November 2026, 12:34 UTC.
func datetime(t time.Time) string {
	if t.IsZero() {
		return unknownTime
	}
	return t.UTC().Format("2 January 2006, 15:04") + " UTC"
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

// age says how long one time lies before another, in whole days or hours: "3
// days". It is for people; nothing is decided by it.
func age(from, to time.Time) string {
	if from.IsZero() || to.IsZero() {
		return unknownTime
	}
	d := to.Sub(from).Abs()
	n, unit := int(d.Hours()/24), "day"
	switch {
	case n >= 730:
		n, unit = n/365, "year"
	case n >= 60:
		n, unit = n/30, "month"
	case n < 2 && d >= time.Hour:
		n, unit = int(d.Hours()), "hour"
	case d < time.Hour:
		n, unit = int(d.Minutes()), "minute"
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", n, unit)
}

// size formats a number of bytes for people, in powers of 1000.
func size(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n == 1:
		return "1 byte"
	}
	return fmt.Sprintf("%d bytes", n)
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
