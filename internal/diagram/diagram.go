// Package diagram draws diagrams written in the language of Mermaid as SVG:
// flowcharts, sequences, states, classes, entities, shares, plans and timelines.
// It says in sentences what they show.
//
// It draws the common part of the language. What it does not know is never left
// out of a picture: then there is no picture, and a Fault names the line. The
// SVG holds classes and presentation attributes only, no styles, scripts or ids,
// so that it may stand in a page any number of times. The same text gives the
// same picture, wherever it is drawn.
package diagram

import (
	"strings"

	"github.com/candor-site/candor/internal/mermaid"
)

// The largest diagram that is drawn.
const (
	maxGroups = mermaid.MaxGroups
	maxRows   = mermaid.MaxRows
	maxLabel  = mermaid.MaxLabel
)

// Picture is a diagram that was drawn.
type Picture struct {
	Title string // "" has none
	Words string // what it shows, in sentences
	SVG   string
	Width float64 // in CSS pixels, at its natural size
}

// Fault is why a diagram is not drawn.
type Fault = mermaid.Fault

var fault, clip = mermaid.Faultf, mermaid.Clip

// statement is one line of a diagram, without comments.
type statement = mermaid.Statement

// heading is what may be said about a diagram of any kind.
type heading struct {
	title string
	about string // accDescr
}

// Draw draws a diagram.
func Draw(source string) (*Picture, *Fault) {
	d, err := read(source)
	if err != nil {
		return nil, err
	}
	return d.draw(), nil
}

// Check tells why a diagram cannot be drawn, or returns nil.
func Check(source string) *Fault {
	_, err := read(source)
	return err
}

// drawing is a diagram of any kind that has been read.
type drawing interface{ draw() *Picture }

func read(source string) (drawing, *Fault) {
	if len(source) > mermaid.MaxSource {
		return nil, fault(1, "the diagram is longer than %d bytes", mermaid.MaxSource)
	}
	all, said := mermaid.Split(mermaid.Clean(source))
	head := heading{title: plainLabel(said.Title), about: plainLabel(said.About)}
	if len(all) == 0 {
		return nil, fault(1, "the diagram is empty")
	}
	switch kind, _, _ := strings.Cut(strings.Fields(all[0].Text)[0], ";"); kind {
	case "graph", "flowchart", "flowchart-elk":
		return graphOf(mermaid.ReadFlow, all, &head)
	case "sequenceDiagram":
		return readSequence(all, &head)
	case "pie":
		return readPie(all, &head)
	case "stateDiagram", "stateDiagram-v2":
		return graphOf(mermaid.ReadStates, all, &head)
	case "classDiagram", "classDiagram-v2":
		return graphOf(mermaid.ReadClasses, all, &head)
	case "erDiagram":
		return graphOf(mermaid.ReadEntities, all, &head)
	case "gantt":
		return readPlan(all, &head)
	case "timeline":
		return readHistory(all, &head)
	default:
		return nil, fault(all[0].Line, "diagrams of the kind %s are not drawn", strings.TrimSuffix(clip(kind), ":"))
	}
}
