package allow

// openElements are the elements whose closing tag may be left out (HTML, section
// 13.1.2.4), with the opening tags that close them.
var openElements = map[string]map[string]bool{
	"li": set("li"), "dt": set("dt dd"), "dd": set("dt dd"), "rt": set("rt rp"), "rp": set("rt rp"),
	"p": set(`address article aside blockquote center details div dl figcaption figure footer h1 h2 h3 h4 h5 h6 header hr main nav ol p
		pre section table ul`),
	"td": set("td th tr tbody tfoot"), "th": set("td th tr tbody tfoot"), "tr": set("tr tbody tfoot"),
	"thead": set("tbody tfoot"), "tbody": set("tbody tfoot"), "tfoot": {}, "caption": set("colgroup thead tbody tfoot tr"),
	"colgroup": set("thead tbody tfoot tr"),
}

// MayStayOpen reports whether the closing tag of an element may be left out.
func MayStayOpen(name string) bool { return openElements[name] != nil }

// Closes reports whether the opening tag of one element closes another that is
// open.
func Closes(name, open string) bool { return openElements[open][name] }
