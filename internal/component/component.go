// Package component declares what components take: props with types. It brings
// a value into the declared type or says why it cannot.
//
// What a component looks like, and whether the id that a prop holds exists, is
// not known here.
package component

import "strconv"

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
}

// Prop declares one prop of a component.
type Prop struct {
	Name     string
	Type     PropType
	Doc      string
	Required bool
	Default  any
	Allowed  []string // of an enum
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

// Find returns the declaration of a prop, or nil.
func (c *Component) Find(name string) *Prop {
	for i := range c.Props {
		if c.Props[i].Name == name {
			return &c.Props[i]
		}
	}
	return nil
}

// PropNames returns the declared props.
func (c *Component) PropNames() []string {
	names := make([]string, len(c.Props))
	for i := range c.Props {
		names[i] = c.Props[i].Name
	}
	return names
}

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
