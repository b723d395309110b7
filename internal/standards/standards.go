// Package standards finds standards, frameworks and protocols that were
// withdrawn or superseded where a site says that it follows them: in the prose
// of its pages, in statements and answers, in parameters of controls, and among
// its frameworks.
//
// What was withdrawn when is data: standards.yaml, and the register of the
// site, controls/standards.yaml. The package judges at the instant that it is
// given, and looks nothing up.
package standards

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/prefilter"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Register is what is known of standards.
type Register struct {
	standards []*standard
	first     []int             // of each standard, the number of its first name in the filter
	may       *prefilter.Filter // of their names
	ends      []time.Time       // of all editions, the earliest first
	own       string            // the file of the site
}

// register makes a Register of standards.
func register(standards []*standard, own string) *Register {
	var names []string
	var first []int
	var ends []time.Time
	for _, s := range standards {
		first = append(first, len(names))
		for _, n := range s.names {
			names = append(names, alternatives([]string{n}))
		}
		for _, e := range s.editions {
			ends = append(ends, e.superseded.at, e.withdrawn.at)
			for _, n := range e.alone {
				names = append(names, alternatives([]string{n}))
			}
		}
	}
	slices.SortFunc(ends, time.Time.Compare)
	return &Register{standards, append(first, len(names)), prefilter.New(names...), ends, own}
}

// Filter finds what may name one of them.
func (r *Register) Filter() *prefilter.Filter { return r.may }

// Equal reports whether two registers know the same.
func (r *Register) Equal(other *Register) bool {
	return r == other || r != nil && other != nil && r.own == other.own
}

// Passed returns how many days on which an edition ends have come. What a text
// gives changes with time when this number does.
func (r *Register) Passed(now time.Time) int {
	n, _ := slices.BinarySearchFunc(r.ends, now, func(end, now time.Time) int {
		if end.After(now) {
			return 1
		}
		return -1
	})
	return n
}

// Catalog reports the standards of a catalog that passed at the instant of the
// build: each once a control.
func (r *Register) Catalog(catalog *trust.Catalog, now time.Time) diag.List {
	var list diag.List
	for _, c := range catalog.Controls {
		list.Add(r.control(c, now)...)
	}
	for _, a := range catalog.Answers {
		var said []prose.Sentence
		for _, text := range a.Templates() {
			said = append(said, prose.Plain(text)...)
		}
		list.Add(r.Prose(said, now)...)
	}
	for _, f := range catalog.Frameworks {
		if !f.Withdrawn.IsZero() {
			continue // it says so itself, and pages show it
		}
		for _, m := range r.mentions(lower(f.Title + " " + f.Version)) {
			if m.edition != nil {
				list.Add(say(m, f.Title+" "+f.Version, f.Span, now)...)
			}
		}
	}
	return list
}

// Prose reports the standards of one page or text, each once: at the first
// sentence that names it, else at the first title.
func (r *Register) Prose(said []prose.Sentence, now time.Time) diag.List {
	var some []naming
	var room [8]uint64
	for i := range said {
		if named := r.mentionsOf(said[i].Low, said[i].May(r.may, room[:0])); len(named) > 0 {
			some = append(some, naming{said[i], named})
		}
	}
	if len(some) == 0 {
		return nil
	}
	var list diag.List
	done := map[any]bool{}
	for _, titles := range []bool{false, true} {
		for _, s := range some {
			if title(s.Sentence) != titles {
				continue
			}
			low := s.Low
			for _, m := range s.mentions {
				if done[m.key()] || past.MatchString(low) || m.standard.software && since.MatchString(low) {
					continue
				}
				if m.edition == nil && !(m.standard.certified && !titles && claims.MatchString(low)) {
					continue
				}
				done[m.key()] = true
				list.Add(say(m, s.Text[m.from:m.to], s.Span(m.from, m.to), now)...)
			}
		}
	}
	return list
}

// naming is a sentence with the standards that it names.
type naming struct {
	prose.Sentence
	mentions []mention
}

var (
	// past finds sentences that say themselves that something has passed, or is
	// kept out.
	past = onuse.Regexp(`\b(?:withdrawn|withdraws?|replac(?:ed|es|ing)|supersed(?:ed|es)|retired|no longer|not|never|cannot|deprecat(?:ed|es)|disabl(?:ed|es|ing)|reject(?:ed|s)?|refus(?:ed|es)|block(?:ed|s)?|den(?:y|ies|ied|ying)|forbid(?:s|den)?|prohibit(?:ed|s)?|legacy|former(?:ly)?|obsolete|outdated|struck down|invalid(?:ated)?|invalidates|without|instead of|rather than|older than|migrat(?:ed|es|ing|ion)|remov(?:ed|es|ing)|dropp?(?:ed|s)?|until|prior|previous(?:ly)?|history|historical|expired|end[- ]of[- ](?:life|support)|eol|sunset|insecure|unsupported|weak|except)\b|n't\b|n’t\b`)
	// since finds sentences that say from which version on something holds.
	since = onuse.Regexp(`\b(?:since|introduced|added in|available in|starting|requires?|required|minimum|at least|or (?:later|newer|higher|above|greater)|and (?:later|newer|higher|above|up)|upgrad(?:e|ed|es|ing)|before|after)\b|[0-9]\+`)
	// claims finds sentences that claim an assessment.
	claims = onuse.Regexp(`\b(?:certif\w*|compl(?:y|ies|iant|iance)|attest\w*|accredit\w*|assess(?:ed|or|ors)?|audited|conform\w*|adher\w*)\b`)
)

// title reports a heading, or a line that stands in place of one.
func title(s prose.Sentence) bool {
	return s.Kind == prose.Heading || s.Kind == prose.Paragraph && !strings.ContainsAny(s.Text[len(s.Text)-1:], ".!?:;)\"")
}

// key is what a mention counts as: two of one edition count once.
func (m mention) key() any {
	if m.edition == nil {
		return m.standard
	}
	return m.edition
}

// control reports the standards that a control names: in its parameters, else
// in its sentence. A control that is flagged as superseded says so itself, and is
// listed as such.
func (r *Register) control(c *trust.Control, now time.Time) diag.List {
	var list diag.List
	done := map[any]bool{}
	for _, p := range c.Parameters {
		for _, name := range named(c, p) {
			for _, m := range r.mentions(lower(name)) {
				if done[m.key()] || m.edition == nil && !m.standard.certified {
					continue
				}
				done[m.key()] = true
				list.Add(say(m, name, p.Span, now)...)
			}
		}
	}
	said := prose.Plain(c.Statement)
	if c.Statement.Value == "" {
		said = prose.At(c.Title, c.Span)
	}
	for _, d := range r.Prose(said, now) {
		if len(list) == 0 {
			list.Add(d)
		}
	}
	if !slices.Contains(c.Flags, trust.Superseded) {
		return list
	}
	why := "it is flagged as such"
	if i := slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.StandardWithdrawn }); i >= 0 {
		why = list[i].Message
	}
	return diag.List{{Severity: diag.Note, Code: diag.ControlSuperseded, Span: c.Span,
		Message: "control " + c.ID + " rests on a standard that has passed: " + why, Hint: "claim what took its place, once it is true, and remove the flag"}}
}

// named returns the standards that a parameter names, as text: its own name and
// version, or the version of what the control is about.
func named(c *trust.Control, p trust.Parameter) []string {
	switch p.Value.Type {
	case parameter.Standard:
		return []string{standardOf(p.Value.Raw)}
	case parameter.Standards:
		var out []string
		list, _ := p.Value.Raw.([]any)
		for _, item := range list {
			out = append(out, standardOf(item))
		}
		return out
	case parameter.Version:
		version, _ := p.Value.Raw.(string)
		var out []string
		for _, about := range []string{"protocol", "tool", "resource"} {
			if q, ok := c.Parameter(about); ok {
				if text, isText := q.Value.Raw.(string); isText && version != "" {
					out = append(out, text+" "+version)
				}
			}
		}
		return out
	}
	return nil
}

func standardOf(raw any) string {
	m, _ := raw.(map[string]any)
	name, _ := m["name"].(string)
	version, _ := m["version"].(string)
	return strings.TrimSpace(name + " " + version)
}

// say words what is known of a mention, if it has passed or will pass.
func say(m mention, text string, span source.Span, now time.Time) diag.List {
	if m.edition == nil {
		return undated(m, text, span, now)
	}
	e := m.edition
	by := ""
	if e.successor != "" {
		by = " by " + e.successor
	}
	if !m.standard.named.MatchString(lower(text)) {
		text += ", " + strings.TrimSpace(m.standard.name+" "+e.id)
	}
	verb, will := "was withdrawn", "will be withdrawn"
	if m.standard.software {
		verb, will = "reached the end of its support", "will reach the end of its support"
	}
	detail := ""
	if e.note != "" {
		detail = ": " + e.note
	}
	hint := "name what is in force"
	if e.successor != "" {
		hint = "name what is in force: " + e.successor
	}
	switch {
	case e.withdrawn.passed(now):
		return diag.List{diag.Warningf(diag.StandardWithdrawn, span, "%q %s %s%s", text, verb, e.withdrawn.said, detail).Hinted("%s", hint)}
	case !e.withdrawn.IsZero():
		return diag.List{{Severity: diag.Note, Code: diag.StandardEnding, Span: span, Message: fmt.Sprintf("%q %s %s%s", text, will, e.withdrawn.said, detail),
			Hint: "plan the change to " + e.successor}}
	case e.superseded.passed(now):
		return diag.List{diag.Warningf(diag.StandardWithdrawn, span, "%q was superseded %s%s%s", text, e.superseded.said, by, detail).Hinted("%s", hint)}
	}
	return diag.List{{Severity: diag.Note, Code: diag.StandardEnding, Span: span, Message: fmt.Sprintf("%q will be superseded %s%s%s", text, e.superseded.said, by, detail),
		Hint: "plan the change to " + e.successor}}
}

// undated words that a claim leaves out the edition, where one has passed.
func undated(m mention, text string, span source.Span, now time.Time) diag.List {
	var last *edition
	for _, e := range m.standard.editions {
		end := e.withdrawn
		if end.IsZero() {
			end = e.superseded
		}
		if end.passed(now) {
			last = e
		}
	}
	if last == nil {
		return nil
	}
	end, verb := last.withdrawn, "was withdrawn"
	if end.IsZero() {
		end, verb = last.superseded, "was superseded"
	}
	return diag.List{{Severity: diag.Note, Code: diag.StandardUndated, Span: span,
		Message: fmt.Sprintf("%q names no edition, and that of %s %s %s", text, last.id, verb, end.said), Hint: "write the edition that was assessed, such as " + last.successor}}
}
