// Package diag holds what the author of a site must mend: diagnostics with a
// stable code, a place in a file, a hint, and the printers that show them.
//
// A diagnostic is not an error (the machine failed) and not a finding (the
// organisation does not do what it claims). The package never reads files and
// never decides what is wrong.
package diag

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/candor-site/candor/internal/source"
)

// Severity orders diagnostics by weight. Errors stop a build.
type Severity int

// The severities, from heavy to light.
const (
	Error Severity = iota
	Warning
	Note
)

// String returns "error", "warning" or "note".
func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// Code names one kind of mistake, in kebab-case. Codes are stable: scripts and
// waivers rely on them. Every code is described once, in the table of codes.go.
type Code string

// Diagnostic is one mistake at one place.
type Diagnostic struct {
	Severity Severity
	Code     Code
	// Message says what was found and what was expected: lower case, no full stop.
	Message string
	// Subject is the name that the mistake is about, such as a misspelt one, where
	// mistakes of one cause are gathered by it, or "". It is not printed.
	Subject string
	// Span is the place; the zero Span means that the mistake has none.
	Span source.Span
	// Hint is an action that mends it, or "".
	Hint string
	// Related are the other places that took part, such as the near miss of a
	// dangling reference or the first of two duplicates.
	Related []Related
}

// Related is a second place that explains a diagnostic.
type Related struct {
	Span    source.Span
	Message string
}

// Errorf returns a diagnostic of severity Error.
func Errorf(code Code, span source.Span, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Error, Code: code, Span: span, Message: fmt.Sprintf(format, args...)}
}

// Warningf returns a diagnostic of severity Warning.
func Warningf(code Code, span source.Span, format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Warning, Code: code, Span: span, Message: fmt.Sprintf(format, args...)}
}

// Hinted returns the diagnostic with a hint.
func (d Diagnostic) Hinted(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// About returns the diagnostic with a subject.
func (d Diagnostic) About(name string) Diagnostic {
	d.Subject = name
	return d
}

// Also returns the diagnostic with one more related place.
func (d Diagnostic) Also(span source.Span, format string, args ...any) Diagnostic {
	d.Related = append(slices.Clip(d.Related), Related{Span: span, Message: fmt.Sprintf(format, args...)})
	return d
}

// Places returns the other places of a diagnostic: those that took part, and
// those that include the file in which it stands, the nearest first.
func (d Diagnostic) Places() []Related {
	out := slices.Clip(d.Related)
	for f := d.Span.File; f != nil && !f.Included.IsZero(); f = f.Included.File {
		out = append(out, Related{Span: f.Included, Message: "included here"})
	}
	return out
}

// Error formats the diagnostic as one line, so that it can travel as an error
// where a library demands one.
func (d Diagnostic) Error() string {
	return fmt.Sprintf("%s: %s: %s [%s]", d.Span.Position(), d.Severity, d.Message, d.Code)
}

// List is a set of diagnostics being gathered. The zero List is ready to use;
// it is not safe for concurrent use: parallel phases gather one list each.
type List []Diagnostic

// Add appends diagnostics.
func (l *List) Add(ds ...Diagnostic) { *l = append(*l, ds...) }

// Hinted gives a hint to those that have none.
func (l List) Hinted(hint string) List {
	for i := range l {
		if l[i].Hint == "" {
			l[i].Hint = hint
		}
	}
	return l
}

// HasErrors reports whether any diagnostic is an error.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Count returns the number of diagnostics of one severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sorted returns the diagnostics in reading order (path, offset, severity,
// code, message), each once.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Span.Path(), b.Span.Path()),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.Span.Path() == b.Span.Path() && a.Span.Start == b.Span.Start && a.Code == b.Code && a.Message == b.Message
	})
}

// Without returns the diagnostics but those of one severity.
func (l List) Without(s Severity) List {
	return slices.DeleteFunc(slices.Clone(l), func(d Diagnostic) bool { return d.Severity == s })
}
