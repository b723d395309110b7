package hypertext

import (
	"html/template"
	"maps"
	"slices"
	"strings"
)

// wordProps are the props whose text readers of a page are meant to see.
var wordProps = map[string]bool{
	"title": true, "label": true, "caption": true, "summary": true, "description": true, "heading": true, "header": true,
	"text": true, "question": true, "subtitle": true, "alt": true, "tab": true,
}

// stub shows what is known of a component that does not exist: the props that
// hold words, its slots and its content, in a box that is marked with its name.
func (r *renderer) stub(call *Call) {
	box, line := "div", "div"
	if call.Inline {
		box, line = "span", "span"
	}
	r.raw("<" + box + ` class="component-missing"`)
	r.attr("data-component", call.Name)
	r.raw(">")
	for _, words := range r.said(call) {
		r.raw("<" + line + ` class="component-prop">` + words + "</" + line + ">")
		if call.Inline {
			r.raw(" ")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(call.Slots)) {
		r.raw("<" + box + ">" + string(call.Slots[name]) + "</" + box + ">")
	}
	r.raw(string(call.Children) + "</" + box + ">")
}

// said returns what the props of a component say to readers, as it is written in
// the output.
func (r *renderer) said(call *Call) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(call.Props)) {
		var words string
		switch v := call.Props[name].(type) {
		case template.HTML:
			words = string(v)
		case string:
			if wordProps[name] {
				words = r.escaped(v)
			}
		}
		if strings.TrimSpace(words) != "" {
			out = append(out, words)
		}
	}
	return out
}
