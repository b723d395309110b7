package standards

import (
	"regexp"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/prefilter"
)

// standard is a standard with the editions that passed.
type standard struct {
	name                string
	names, except       []string
	certified, software bool
	editions            []*edition

	named *onuse.Pattern // its name
}

// edition is one edition, or, without an id, the standard as a whole.
type edition struct {
	id          string
	also, alone []string
	superseded  date
	withdrawn   date
	successor   string
	note        string

	behind *onuse.Pattern // finds it right behind the name; nil for the whole
	words  *onuse.Pattern // finds it alone; nil when nothing does
}

// date is a day or a month; said completes a sentence, as in "on 1 May 2017".
type date struct {
	at   time.Time
	said string
}

// IsZero reports that no date is known.
func (d date) IsZero() bool { return d.at.IsZero() }

// passed reports whether the date has come.
func (d date) passed(now time.Time) bool { return !d.IsZero() && !d.at.After(now) }

// between is what may stand between a name and its edition.
const between = `(?:[ ,:(\x60–-]|\b(?:version|edition|revision|release|cluster|cluster version|is|at|of|v)|v)*`

// compile makes the expressions of a standard.
func (s *standard) compile() {
	s.named = onuse.Made(`\b(?:` + alternatives(s.names) + `)`)
	for _, e := range s.editions {
		if e.id != "" {
			e.behind = onuse.Made(`^` + between + `(?:` + alternatives(append([]string{e.id}, e.also...)) + `)`)
		}
		if len(e.alone) > 0 {
			e.words = onuse.Made(`\b(?:` + alternatives(e.alone) + `)`)
		}
	}
}

var loosely = strings.NewReplacer(" ", `[ .–-]*`, "-", `[ .–-]*`)

// alternatives makes one expression of names: a blank or a hyphen stands for a
// blank, a hyphen, a point, or nothing.
func alternatives(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = loosely.Replace(strings.ReplaceAll(regexp.QuoteMeta(lower(n)), `\-`, "-"))
	}
	return strings.Join(out, "|")
}

// mention is a standard that a text names.
type mention struct {
	standard *standard
	edition  *edition // nil: none is named
	from, to int
}

// number finds an edition of any number or year behind a name.
var number = onuse.Regexp(`^(?:[ ,:(–-]|\b(?:version|edition|revision|release|rev\.?|cluster|is|v)|v)*\d`)

// digit finds an edition that is written onto a name: SSAE16, TLSv1.1.
var digit = onuse.Regexp(`^v?\d`)

// mentions finds the standards that a text in small letters names: those with an
// edition that passed, or without any edition.
func (r *Register) mentions(low string) []mention {
	var room [8]uint64
	return r.mentionsOf(low, r.may.Which(low, room[:0]))
}

// mentionsOf is mentions, by what the filter says of the text.
func (r *Register) mentionsOf(low string, hits prefilter.Hits) []mention {
	if len(hits) == 0 {
		return nil
	}
	var out []mention
	for i, s := range r.standards {
		if !hits.Any(r.first[i], r.first[i+1]) {
			continue
		}
		text := s.blanked(low)
		for _, m := range s.named.FindAllStringIndex(text, -1) {
			if goesOn(text, m[1]) && !digit.MatchString(text[m[1]:]) {
				continue
			}
			if e, end := s.edition(text, m[1]); e != nil {
				out = append(out, mention{s, e, m[0], end})
			} else if !number.MatchString(text[m[1]:]) {
				out = append(out, mention{s, nil, m[0], m[1]})
			}
		}
		for _, e := range s.editions {
			if e.words == nil {
				continue
			}
			if m := e.words.FindStringIndex(text); m != nil && !goesOn(text, m[1]) {
				out = append(out, mention{s, e, m[0], m[1]})
			}
		}
	}
	return out
}

// edition finds the edition that is named behind a name, the longest first.
func (s *standard) edition(text string, at int) (*edition, int) {
	var best *edition
	end := at
	for _, e := range s.editions {
		switch {
		case e.behind == nil && best == nil && !goesOn(text, at):
			best = e
		case e.behind != nil:
			if m := e.behind.FindStringIndex(text[at:]); m != nil && !goesOn(text, at+m[1]) && at+m[1] > end {
				best, end = e, at+m[1]
			}
		}
	}
	return best, end
}

// goesOn reports whether a word or number goes on at a place: 3.2 is not found
// in 3.2.1, nor 1.1 in 1.18.
func goesOn(text string, at int) bool {
	if at >= len(text) {
		return false
	}
	letter := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' }
	c := text[at]
	return letter(c) || c == '.' && at+1 < len(text) && text[at+1] >= '0' && text[at+1] <= '9'
}

// blanked returns a text in which the phrases that mean something else are
// blank.
func (s *standard) blanked(low string) string {
	for _, phrase := range s.except {
		if strings.Contains(low, phrase) {
			low = strings.ReplaceAll(low, phrase, strings.Repeat("\x00", len(phrase)))
		}
	}
	return low
}

// lower returns a text in small letters, byte by byte in the same place.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}
