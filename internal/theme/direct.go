package theme

import (
	"maps"
	"slices"
)

// texts call the methods by which templates make addresses and ids, of which a
// page has dozens: each takes a text and gives one.
var texts = map[string]func(on any, text string) (string, bool){
	"Anchor": func(on any, text string) (said string, ok bool) {
		x, ok := on.(interface{ Anchor(string) string })
		if ok {
			said = x.Anchor(text)
		}
		return said, ok
	},
	"ControlURL": func(on any, text string) (said string, ok bool) {
		x, ok := on.(interface{ ControlURL(string) string })
		if ok {
			said = x.ControlURL(text)
		}
		return said, ok
	},
	"EvidenceURL": func(on any, text string) (said string, ok bool) {
		x, ok := on.(interface{ EvidenceURL(string) string })
		if ok {
			said = x.EvidenceURL(text)
		}
		return said, ok
	},
	"FrameworkURL": func(on any, text string) (said string, ok bool) {
		x, ok := on.(interface{ FrameworkURL(string) string })
		if ok {
			said = x.FrameworkURL(text)
		}
		return said, ok
	},
	"KindURL": func(on any, text string) (said string, ok bool) {
		x, ok := on.(interface{ KindURL(string) string })
		if ok {
			said = x.KindURL(text)
		}
		return said, ok
	},
	"URL": func(on any, text string) (said string, ok bool) {
		x, ok := on.(interface{ URL(string) string })
		if ok {
			said = x.URL(text)
		}
		return said, ok
	},
}

// ofPortal are members of what layouts see that are the same on all pages of a
// portal: what these write alone is written once.
var ofPortal = setOf(
	"Absolute", "AsOf", "Bundle", "ControlURL", "EvidenceURL", "Feeds", "FrameworkURL", "HasControl", "HasPage", "JSON", "KindURL", "Lists", "Policy", "Public",
	"Registers", "Script", "Site", "Style", "Subscribable", "URL", "View",
)

// OfPortal returns the names of the members of data that are the same wherever
// Execute is told so.
func OfPortal() []string { return slices.Sorted(maps.Keys(ofPortal)) }

func setOf(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, name := range names {
		out[name] = true
	}
	return out
}
