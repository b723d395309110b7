package render

import "regexp"

// colour is what a site may give as its accent.
var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// AccentStyle returns the stylesheet that sets the theme's accent to a colour
// such as #2b5d8a; anything else gives "". The accent colours marks and lines,
// never text, so that no choice makes a page hard to read.
func AccentStyle(accent string) string {
	if !colour.MatchString(accent) {
		return ""
	}
	return ":root{--accent:" + accent + "}\n"
}
