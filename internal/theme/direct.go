package theme

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
