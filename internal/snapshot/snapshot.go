// Package snapshot is what a portal claimed at one instant, as one audience
// could see it: a document small enough to keep, so that a later portal can be
// compared with it.
//
// It reads and writes the document. It takes nothing from a site by itself:
// package disclose makes a Snapshot of a View, and of nothing else, so that it
// holds only what its audience was shown.
package snapshot

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/source"
)

// Schema names the shape of the document. A change that breaks a reader takes
// the next number.
const Schema = "candor-snapshot/1"

// Snapshot is a portal's claims at one instant. Lists are sorted by id.
type Snapshot struct {
	Schema        string         `json:"schema" jsonschema:"name and number of the shape"`
	Audience      string         `json:"audience" jsonschema:"who could see it"`
	AsOf          Instant        `json:"as_of" jsonschema:"when the controls were judged"`
	Site          Site           `json:"site" jsonschema:"whose portal it is"`
	Controls      []Control      `json:"controls" jsonschema:"every control"`
	Exceptions    []Exception    `json:"exceptions" jsonschema:"register of known gaps"`
	Subprocessors []Subprocessor `json:"subprocessors" jsonschema:"third parties that run systems or hold data"`
	Frameworks    []Framework    `json:"frameworks" jsonschema:"editions"`

	// Name is what people call the snapshot: the name of its file without the
	// extension. File is that file. Both are unset for one that was not read.
	Name string       `json:"-"`
	File *source.File `json:"-"`
}

// Site says whose portal it is.
type Site struct {
	Title        string `json:"title" jsonschema:"of the portal"`
	Organization string `json:"organization" jsonschema:"whose it is"`
	URL          string `json:"url" jsonschema:"absolute address"`
}

// Scope narrows where something holds: axis to values. An empty scope holds
// everywhere.
type Scope map[string][]string

// Control is one claim with what was found.
type Control struct {
	ID             string      `json:"id" jsonschema:"unique"`
	Title          string      `json:"title" jsonschema:"for people"`
	Kind           string      `json:"kind" jsonschema:"kind of the control"`
	Statement      string      `json:"statement" jsonschema:"the claim, with its values written out"`
	Origin         string      `json:"origin" jsonschema:"mark that stays when the id changes, or empty"`
	Status         string      `json:"status" jsonschema:"in-effect, planned and others"`
	Responsibility string      `json:"responsibility" jsonschema:"who must act"`
	Scope          Scope       `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	Parameters     []Parameter `json:"parameters" jsonschema:"the values"`
	Overrides      []Override  `json:"overrides" jsonschema:"other values for narrower scopes"`
	Assert         string      `json:"assert" jsonschema:"assertion (CEL), or empty"`
	Evidence       []Need      `json:"evidence" jsonschema:"what it asks for"`
	Mappings       []Mapping   `json:"mappings" jsonschema:"requirements that it bears on"`
	State          string      `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
	Reason         string      `json:"reason" jsonschema:"why it is in that state"`
	Detail         string      `json:"detail" jsonschema:"in a sentence"`
	Grade          string      `json:"grade" jsonschema:"what stands behind it"`
}

// Parameter is one published value.
type Parameter struct {
	Name  string `json:"name" jsonschema:"in the catalog"`
	Type  string `json:"type" jsonschema:"of the value"`
	Sense string `json:"sense" jsonschema:"at-least, at-most, exactly, or empty"`
	Text  string `json:"text" jsonschema:"for people, with its unit"`
	Value any    `json:"value" jsonschema:"plain value"`
}

// Override is a set of values for a narrower scope.
type Override struct {
	Scope      Scope       `json:"scope" jsonschema:"where it holds"`
	Parameters []Parameter `json:"parameters" jsonschema:"values that differ there"`
}

// Need is evidence that a control asks for.
type Need struct {
	ID       string `json:"id" jsonschema:"of the evidence"`
	Schedule string `json:"schedule" jsonschema:"for people"`
	Every    string `json:"every" jsonschema:"period of the schedule, ISO 8601, or empty"`
}

// Mapping is one requirement that a control bears on.
type Mapping struct {
	Framework   string `json:"framework" jsonschema:"id"`
	Requirement string `json:"requirement" jsonschema:"id in the framework"`
	Degree      string `json:"degree" jsonschema:"how far it is met"`
}

// Exception is a recorded gap.
type Exception struct {
	ID      string  `json:"id" jsonschema:"unique"`
	Title   string  `json:"title" jsonschema:"for people"`
	Control string  `json:"control" jsonschema:"id of the control that does not hold"`
	State   string  `json:"state" jsonschema:"open, obsolete, overdue or undetermined"`
	Until   Instant `json:"until" jsonschema:"latest date; null: without end"`
	Scope   Scope   `json:"scope" jsonschema:"axis to values; empty: everywhere"`
}

// Subprocessor is a third party that runs or holds something.
type Subprocessor struct {
	ID       string   `json:"id" jsonschema:"unique"`
	Name     string   `json:"name" jsonschema:"for people"`
	Entity   string   `json:"entity" jsonschema:"legal entity"`
	Purpose  string   `json:"purpose" jsonschema:"what it is engaged for"`
	Transfer string   `json:"transfer" jsonschema:"legal basis of a transfer"`
	Data     []string `json:"data" jsonschema:"kinds of data that it sees"`
	Places   []string `json:"places" jsonschema:"where it runs or stores"`
	Scope    Scope    `json:"scope" jsonschema:"axis to values; empty: everywhere"`
}

// Framework is a published set of requirements.
type Framework struct {
	ID        string  `json:"id" jsonschema:"unique"`
	Title     string  `json:"title" jsonschema:"for people"`
	Version   string  `json:"version" jsonschema:"edition"`
	Withdrawn Instant `json:"withdrawn" jsonschema:"date; null: in force"`
}

// Instant is a time in whole seconds, UTC; zero is null in the document.
type Instant struct{ time.Time }

// At returns an instant in whole seconds.
func At(t time.Time) Instant {
	if t.IsZero() {
		return Instant{}
	}
	return Instant{t.UTC().Truncate(time.Second)}
}

// MarshalJSON implements json.Marshaler.
func (i Instant) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(i.UTC().Format(time.RFC3339))
}

// Control returns the control of an id, or nil.
func (s *Snapshot) Control(id string) *Control {
	i, ok := slices.BinarySearchFunc(s.Controls, id, func(c Control, id string) int { return cmp.Compare(c.ID, id) })
	if !ok {
		return nil
	}
	return &s.Controls[i]
}

// Parameter returns the parameter of a name, or nil.
func (c *Control) Parameter(name string) *Parameter {
	for i := range c.Parameters {
		if c.Parameters[i].Name == name {
			return &c.Parameters[i]
		}
	}
	return nil
}

// Title returns what people call the snapshot: its name, or the date of its
// instant.
func (s *Snapshot) Title() string { return cmp.Or(s.Name, s.AsOf.UTC().Format(time.DateOnly)) }

// Write returns the document: each item of a list on one line, so that what
// changed from one snapshot to another shows as lines, with a line break at its
// end.
func (s *Snapshot) Write() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n \"schema\": %s,\n \"audience\": %s,\n \"as_of\": %s,\n \"site\": %s", line(s.Schema), line(s.Audience), line(s.AsOf), line(s.Site))
	lines(&b, "controls", s.Controls)
	lines(&b, "exceptions", s.Exceptions)
	lines(&b, "subprocessors", s.Subprocessors)
	lines(&b, "frameworks", s.Frameworks)
	b.WriteString("\n}\n")
	return b.Bytes()
}

// lines writes a list, one item a line.
func lines[T any](b *bytes.Buffer, name string, items []T) {
	fmt.Fprintf(b, ",\n %q: [", name)
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n  ")
		b.Write(line(item))
	}
	if len(items) > 0 {
		b.WriteString("\n ")
	}
	b.WriteByte(']')
}

// line writes a value on one line.
func line(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("snapshot: " + err.Error()) // plain trees always encode
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// Sort brings the lists in the order that the type promises.
func (s *Snapshot) Sort() {
	slices.SortStableFunc(s.Controls, func(a, b Control) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.Exceptions, func(a, b Exception) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.Subprocessors, func(a, b Subprocessor) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.Frameworks, func(a, b Framework) int { return strings.Compare(a.ID, b.ID) })
}
