// Package parameter is the type system of claims: what a parameter may hold,
// how it is read from plain values, and how it is said to people.
//
// It does not know controls, files or evidence, and compares nothing with
// reality.
package parameter

import "github.com/candor-site/candor/internal/period"

// Type names one of the 36 parameter types, such as retention, quantity or
// enum:comparator. Types are listed in the embedded vocabulary.
type Type string

// Sense says which side of a value keeps the claim.
type Sense string

// The senses.
const (
	AtLeast Sense = "at-least"
	AtMost  Sense = "at-most"
	Exactly Sense = "exactly"
)

// Words that stand where a value would.
const (
	Unstated   = "unstated"   // the claim leaves the value out
	Negotiable = "negotiable" // agreed with each customer
	All        = "all"
)

// Value is one typed value.
type Value struct {
	Type Type
	// Raw is the value as a plain tree (string, bool, int64, float64, []any,
	// map[string]any): what assertions read as p.NAME.
	Raw any
	// Sense is set where the value is a bound; "" means that none is stated.
	Sense Sense
	// Inferred values were set by the author so that a check is possible; they
	// are not published as claims.
	Inferred bool
	// Readings are the meanings of an ambiguous phrase; nil for a clear one.
	Readings *Readings

	// Period is set for durations, retentions and periodic frequencies.
	Period period.Period
	// Schedule is set for frequencies.
	Schedule *period.Schedule
	// Number is set for int, count, quantity and uptime.
	Number float64
	// Op is the comparison of a count or quantity: ==, >=, <=, > or <.
	Op string
	// Unit is the unit of a quantity: ms, s, percent.
	Unit string
	// Word is set where a word stands for the value: unstated, negotiable, all.
	Word string
}

// Readings are the meanings of an ambiguous phrase.
type Readings struct {
	Text         string // the phrase as published
	Alternatives []any  // plain values of the same type
}

// Parse reads a plain value as a type. The error says what was expected, in
// words that complete "parameter NAME ...".
func Parse(t Type, raw any) (Value, error) { panic("parameter") }

// IsUnstated reports whether the claim leaves the value out.
func (v Value) IsUnstated() bool { return v.Word == Unstated }

// String formats the value for people, with its sense where it has one: "90
// days", "every 6 months", "TLS 1.2 or later", "at least 2", "500 ms".
func (v Value) String() string { panic("parameter") }

// Vocabulary maps parameter names to types. The zero Vocabulary is empty.
type Vocabulary struct {
	types map[string]Type
}

// Default returns the embedded vocabulary: 202 names over 36 types.
func Default() *Vocabulary { panic("parameter") }

// With returns the vocabulary extended by the given names; a type that does
// not exist is an error.
func (v *Vocabulary) With(names map[string]Type) (*Vocabulary, error) { panic("parameter") }

// TypeOf returns the type of a name.
func (v *Vocabulary) TypeOf(name string) (Type, bool) { panic("parameter") }

// Names returns all names, sorted.
func (v *Vocabulary) Names() []string { panic("parameter") }

// Types returns the names of all types, sorted.
func Types() []Type { panic("parameter") }

// Funcs returns the functions that statement and answer templates may call
// beside those of the template language: every, list, count, upper, lower,
// title, default, join, period.
func Funcs() map[string]any { panic("parameter") }
