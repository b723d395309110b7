package reply

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// quoted is a control for people.
func quoted(c *disclose.Control) string { return "“" + strings.TrimSuffix(c.Title, ".") + "”" }

// unproved says why nothing proves a control now.
func unproved(c *disclose.Control, state string) string {
	text := quoted(c) + " is not proved"
	if state == string(trust.NotSatisfied) {
		text = quoted(c) + " is contradicted by evidence"
	}
	if c.Detail != "" {
		text += ": " + strings.TrimSuffix(c.Detail, ".")
	}
	return text
}

// oldest is when the oldest evidence of a control was collected.
func oldest(c *disclose.Control) time.Time {
	var at time.Time
	for _, o := range c.Evidence {
		at = period.Sooner(at, o.Collected)
	}
	return at
}

// day is a date for people: a page stays as it is while time passes.
func day(t time.Time) string { return t.Format("2 January 2006") }

// capital puts the first letter in capitals.
func capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}
