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

// The types. Types that begin with "enum:" hold one of a list of words, see
// [Words].
const (
	Text         Type = "text"
	ID           Type = "id"
	IDs          Type = "ids"
	IDOrIDs      Type = "id-or-ids"
	Bool         Type = "bool"
	Int          Type = "int"
	Count        Type = "count"
	CountOrAll   Type = "count-or-all"
	Quantity     Type = "quantity"
	Duration     Type = "duration"
	Retention    Type = "retention"
	Frequency    Type = "frequency"
	Ports        Type = "ports"
	Peer         Type = "peer"
	Version      Type = "version"
	Standard     Type = "standard"
	Standards    Type = "standards"
	Date         Type = "date"
	URL          Type = "url"
	Email        Type = "email"
	SettingValue Type = "setting-value"
	AccessMap    Type = "access-map"
	Transfer     Type = "transfer"
	Uptime       Type = "uptime"
)

// enumPrefix begins the names of the types that hold one of a list of words.
const enumPrefix = "enum:"

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
	Unstated   = "unstated"   // the claim leaves the value out; any type
	Negotiable = "negotiable" // agreed with each customer; retention
	All        = "all"        // ports, count-or-all
)

// Value is one typed value.
type Value struct {
	Type Type
	// Raw is the value as a plain tree (string, bool, int64, float64, []any,
	// map[string]any): what assertions read as p.NAME. It is in one form
	// whatever form was written: a frequency of "daily" is P1D, an op of "="
	// is "==", an uptime of "99.9%" is {value: 99.9}.
	Raw any
	// Sense is set where the value is a bound, also by the op of a count, a
	// quantity or an uptime; "" means that none is stated.
	Sense Sense
	// Inferred values were set by the author so that a check is possible; they
	// are not published as claims.
	Inferred bool
	// Readings are the meanings of an ambiguous phrase; nil for a clear one.
	Readings *Readings

	// Period is set for durations, retentions, periodic frequencies, and for
	// an uptime with a window.
	Period period.Period
	// Schedule is set for frequencies.
	Schedule *period.Schedule
	// Number is set for int, count, quantity and uptime.
	Number float64
	// Op is the comparison of a count, quantity or uptime: ==, >=, <=, > or <;
	// "" where none is stated.
	Op string
	// Unit is the unit of a quantity: ms, s, percent. An uptime has percent.
	Unit string
	// Speaker says the value in a language; nil for English.
	Speaker Speaker
	// Word is set where a word stands for the value: unstated, negotiable, all.
	Word string
}

// Readings are the meanings of an ambiguous phrase.
type Readings struct {
	Text         string // the phrase as published
	Alternatives []any  // plain values of the same type
}

// IsUnstated reports whether the claim leaves the value out.
func (v Value) IsUnstated() bool { return v.Word == Unstated }

// IsZero reports whether v is the zero Value, which Parse never returns without
// an error.
func (v Value) IsZero() bool { return v.Type == "" && v.Raw == nil }

// Speaker says values in a language.
type Speaker interface{ Value(Value) string }
