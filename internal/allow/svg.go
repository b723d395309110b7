package allow

import "strings"

// drawings are the elements of SVG that an icon is drawn with. None of them can
// load, link, animate or run anything, and none holds words.
var drawings = drawingTable("svg g defs path circle ellipse line polyline polygon rect lineargradient radialgradient stop clippath")

// drawingAttributes may stand on each of them, in lower case. Names in camel
// case keep their meaning: parsers of HTML know viewbox for viewBox.
var drawingAttributes = set(`width height viewbox preserveaspectratio focusable x y x1 y1 x2 y2 cx cy r rx ry fx fy d points pathlength transform
	fill fill-rule fill-opacity clip-rule clip-path stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
	stroke-dasharray stroke-dashoffset stroke-opacity opacity color vector-effect
	offset stop-color stop-opacity gradientunits gradienttransform spreadmethod clippathunits`)

func drawingTable(names string) map[string]map[string]bool {
	table := map[string]map[string]bool{}
	for name := range set(names) {
		table[name] = drawingAttributes
	}
	return table
}

// IsDrawing reports whether an element, named in lower case, is one of SVG.
func IsDrawing(name string) bool { return drawings[name] != nil }

// Paint reports whether a value may stand in an attribute of a drawing: one
// that refers to something refers to the drawing itself.
func Paint(value string) bool {
	rest := strings.ToLower(value)
	for {
		_, after, found := strings.Cut(rest, "url(")
		if !found {
			return !strings.Contains(rest, "\\")
		}
		if !strings.HasPrefix(after, "#") {
			return false
		}
		rest = after
	}
}
