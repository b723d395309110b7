// Package component declares what components take: props with types. It brings
// a value into the declared type or says why it cannot.
//
// What a component looks like, and whether the id that a prop holds exists, is
// not known here.
package component

import (
	"slices"
	"strconv"
)

// Component declares what a component takes.
type Component struct {
	Name     string
	Doc      string // one line for the reference page
	Props    []Prop
	Children bool // takes content
	Requires bool // needs content
	// Lists is the kind of controls that the component lists by itself, or "".
	Lists string
	Any   bool // also takes props that Props does not declare, as a stub does
	// Like is the component whose template draws this one, by default itself.
	Like string
	// Ignored are props of other generators that are accepted, whatever their
	// value, and do nothing.
	Ignored []string
	Slots   []Slot // named places for content beside the children
	Words   bool   // its content are words: paragraphs in it lose their tags
	Code    bool   // its content is code: a fence, or text that becomes one
	Bare    bool   // what it holds stands as if the component were not there
	Outline bool   // its template reads the lists in its content as a tree
	Example string // a use as it is written, or "" for one made from the props
}

// Slot is a named place of a component for content beside the children.
type Slot struct{ Name, Doc string }

// HasSlot reports whether a component has a slot of a name.
func (c *Component) HasSlot(name string) bool {
	return slices.ContainsFunc(c.Slots, func(s Slot) bool { return s.Name == name })
}

// SlotNames returns the names of the slots.
func (c *Component) SlotNames() []string {
	names := make([]string, len(c.Slots))
	for i, s := range c.Slots {
		names[i] = s.Name
	}
	return names
}

// Prop declares one prop of a component.
type Prop struct {
	Name     string
	Aliases  []string // other names that authors may write
	Type     PropType
	Doc      string
	Required bool
	Default  any
	Allowed  []string // of an enum
	Known    []string // words of text that mean something; others pass, near misses are warned of
}

// PropType is the type of a prop.
type PropType string

// The types of props. Control, evidence, framework and kind hold an id that must
// exist, controls a list of them.
const (
	PropString    PropType = "string"
	PropBool      PropType = "bool"
	PropInt       PropType = "int"
	PropEnum      PropType = "enum"
	PropURL       PropType = "url"
	PropAsset     PropType = "asset"
	PropDate      PropType = "date"
	PropList      PropType = "list"
	PropObject    PropType = "object"
	PropNode      PropType = "node"
	PropControl   PropType = "control"
	PropEvidence  PropType = "evidence"
	PropFramework PropType = "framework"
	PropControls  PropType = "controls"
	PropKind      PropType = "kind"
)

// Find returns the declaration of a prop by its name or an alias, or nil.
func (c *Component) Find(name string) *Prop {
	if c == nil {
		return nil
	}
	for i := range c.Props {
		if c.Props[i].Name == name || slices.Contains(c.Props[i].Aliases, name) {
			return &c.Props[i]
		}
	}
	return nil
}

// PropNames returns the names of the declared props, without aliases.
func (c *Component) PropNames() []string {
	names := make([]string, len(c.Props))
	for i := range c.Props {
		names[i] = c.Props[i].Name
	}
	return names
}

// Spellings returns every name that a prop may be written by.
func (c *Component) Spellings() []string {
	var names []string
	for i := range c.Props {
		names = append(append(names, c.Props[i].Name), c.Props[i].Aliases...)
	}
	return names
}

// Ignores reports whether a prop is accepted and does nothing.
func (c *Component) Ignores(name string) bool { return c != nil && slices.Contains(c.Ignored, name) }

// Example returns a value of the prop as it is written, for hints.
func (d *Prop) Example() string {
	switch d.Type {
	case PropBool:
		return "{true}"
	case PropInt:
		return "{1}"
	case PropList, PropControls:
		return "{[…]}"
	case PropObject:
		return "{{…}}"
	case PropEnum:
		if len(d.Allowed) > 0 {
			return strconv.Quote(d.Allowed[0])
		}
	case PropDate:
		return `"2030-01-31"`
	}
	return `"…"`
}
