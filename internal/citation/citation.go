// Package citation names claims by what they say, so that a claim can be cited
// and stay found when it changes: ID@DIGEST.
//
// A digest covers what is claimed, and nothing of what was found; the same
// claim keeps it, whatever other controls do. The package compares snapshots of
// a portal; it reads no file and knows no clock.
package citation

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/snapshot"
)

// Schema names what a digest covers. A change of it changes every digest.
const Schema = "candor-claim/1"

// Digits is how many hexadecimal digits of a digest name a version; more, where
// two versions of one control share so many.
const Digits = 12

// claim is what a digest covers, in the order of the document.
type claim struct {
	Schema         string             `json:"schema"`
	Statement      string             `json:"statement"`
	Kind           string             `json:"kind"`
	Status         string             `json:"status"`
	Responsibility string             `json:"responsibility"`
	Scope          snapshot.Scope     `json:"scope"`
	Parameters     []parameter        `json:"parameters"` // by name
	Overrides      []override         `json:"overrides"`  // by scope
	Assert         string             `json:"assert"`     // with single spaces
	Needs          []need             `json:"needs"`      // by id
	Mappings       []snapshot.Mapping `json:"mappings"`   // by framework and requirement
}

type parameter struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Sense string `json:"sense"`
	Value any    `json:"value"` // plain tree
}

type override struct {
	Scope      snapshot.Scope `json:"scope"`
	Parameters []parameter    `json:"parameters"`
}

type need struct {
	ID       string `json:"id"`
	Schedule string `json:"schedule"` // the period, ISO 8601, or in words where an event or nothing sets one
}

// Canonical returns what a digest covers as one line of JSON: keys in a fixed
// order, those of mappings sorted, no spaces, no line break at its end. Lists
// whose order means nothing are sorted.
func Canonical(c *snapshot.Control) []byte {
	out := claim{
		Schema: Schema, Statement: c.Statement, Kind: c.Kind, Status: c.Status, Responsibility: c.Responsibility,
		Scope: sorted(c.Scope), Parameters: parameters(c.Parameters), Overrides: []override{},
		Assert: strings.Join(strings.Fields(c.Assert), " "), Needs: []need{}, Mappings: append([]snapshot.Mapping{}, c.Mappings...),
	}
	for _, o := range c.Overrides {
		out.Overrides = append(out.Overrides, override{sorted(o.Scope), parameters(o.Parameters)})
	}
	slices.SortStableFunc(out.Overrides, func(a, b override) int {
		return cmp.Or(bytes.Compare(encode(a.Scope), encode(b.Scope)), bytes.Compare(encode(a.Parameters), encode(b.Parameters)))
	})
	for _, n := range c.Evidence {
		out.Needs = append(out.Needs, need{n.ID, cmp.Or(n.Every, n.Schedule)})
	}
	slices.SortStableFunc(out.Needs, func(a, b need) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Schedule, b.Schedule)) })
	slices.SortStableFunc(out.Mappings, func(a, b snapshot.Mapping) int {
		return cmp.Or(cmp.Compare(a.Framework, b.Framework), cmp.Compare(a.Requirement, b.Requirement), cmp.Compare(a.Degree, b.Degree))
	})
	return encode(out)
}

// Digest returns the SHA-256 of what a control claims, as Canonical writes it,
// hexadecimal.
func Digest(canonical []byte) string {
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:])
}

func parameters(in []snapshot.Parameter) []parameter {
	out := []parameter{}
	for _, p := range in {
		out = append(out, parameter{p.Name, p.Type, p.Sense, p.Value})
	}
	slices.SortStableFunc(out, func(a, b parameter) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// sorted returns a scope with the values of each axis in order.
func sorted(s snapshot.Scope) snapshot.Scope {
	out := snapshot.Scope{}
	for axis, values := range s {
		out[axis] = append([]string{}, values...)
		slices.Sort(out[axis])
	}
	return out
}

// encode writes a value as JSON without spaces; equal numbers are written alike,
// whatever type held them.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("citation: " + err.Error()) // plain trees always encode
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
