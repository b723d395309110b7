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
	Schema        string         `json:"schema"`
	Audience      string         `json:"audience"` // who could see it
	AsOf          Instant        `json:"as_of"`    // when the controls were judged
	Site          Site           `json:"site"`
	Controls      []Control      `json:"controls"`
	Exceptions    []Exception    `json:"exceptions"`
	Subprocessors []Subprocessor `json:"subprocessors"`
	Frameworks    []Framework    `json:"frameworks"`

	// Name is what people call the snapshot: the name of its file without the
	// extension. File is that file. Both are unset for one that was not read.
	Name string       `json:"-"`
	File *source.File `json:"-"`
}

// Site says whose portal it is.
type Site struct {
	Title        string `json:"title"`
	Organization string `json:"organization"`
	URL          string `json:"url"`
}

// Scope narrows where something holds: axis to values. An empty scope holds
// everywhere.
type Scope map[string][]string

// Control is one claim with what was found.
type Control struct {
	ID             string      `json:"id"`
	Title          string      `json:"title"`
	Kind           string      `json:"kind"`
	Statement      string      `json:"statement"`
	Origin         string      `json:"origin"` // a mark that stays when the id changes, or ""
	Status         string      `json:"status"`
	Responsibility string      `json:"responsibility"`
	Scope          Scope       `json:"scope"`
	Parameters     []Parameter `json:"parameters"`
	Overrides      []Override  `json:"overrides"`
	Assert         string      `json:"assert"`
	Evidence       []Need      `json:"evidence"`
	Mappings       []Mapping   `json:"mappings"`
	State          string      `json:"state"`
	Reason         string      `json:"reason"`
	Detail         string      `json:"detail"`
	Grade          string      `json:"grade"`
}

// Parameter is one published value.
type Parameter struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Sense string `json:"sense"`
	Text  string `json:"text"`  // for people
	Value any    `json:"value"` // plain tree
}

// Override is a set of values for a narrower scope.
type Override struct {
	Scope      Scope       `json:"scope"`
	Parameters []Parameter `json:"parameters"`
}

// Need is evidence that a control asks for.
type Need struct {
	ID       string `json:"id"`
	Schedule string `json:"schedule"` // for people
	Every    string `json:"every"`    // the period of the schedule, ISO 8601, or ""
}

// Mapping is one requirement that a control bears on.
type Mapping struct {
	Framework   string `json:"framework"`
	Requirement string `json:"requirement"`
	Degree      string `json:"degree"`
}

// Exception is a recorded gap.
type Exception struct {
	ID      string  `json:"id"`
	Title   string  `json:"title"`
	Control string  `json:"control"`
	State   string  `json:"state"`
	Until   Instant `json:"until"` // null: without end
	Scope   Scope   `json:"scope"`
}

// Subprocessor is a third party that runs or holds something.
type Subprocessor struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Entity   string   `json:"entity"`
	Purpose  string   `json:"purpose"`
	Transfer string   `json:"transfer"`
	Data     []string `json:"data"`
	Places   []string `json:"places"`
	Scope    Scope    `json:"scope"`
}

// Framework is a published set of requirements.
type Framework struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Version   string  `json:"version"`
	Withdrawn Instant `json:"withdrawn"` // null while it is in force
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
