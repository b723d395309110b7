// Package allow says what of HTML may reach a page: elements, attributes,
// schemes of URLs, classes, and styles, which it compiles to classes.
//
// What is not listed is not allowed. It reports nothing and changes nothing:
// its callers decide what becomes of the rest.
package allow

import (
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// set makes a lookup table of words separated by blanks.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// voidElements never have content.
var voidElements = set("area base br col embed hr img input link meta param source track wbr")

// phrasingElements belong into paragraphs.
var phrasingElements = set(`a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark picture q ruby rp rt s samp small
	source span strike strong sub sup time tt u var wbr iframe audio video`)

// IsVoid reports whether an element never has content.
func IsVoid(name string) bool { return voidElements[name] }

// IsPhrasing reports whether an element belongs into paragraphs.
func IsPhrasing(name string) bool { return phrasingElements[name] || IsDrawing(name) }

// wordElements hold words only: paragraphs inside them lose their tags.
var wordElements = set("p h1 h2 h3 h4 h5 h6 summary dt caption pre label span b i em strong small code sub sup u s del ins mark kbd q cite abbr")

// HoldsWords reports whether an element holds words only: paragraphs inside it
// lose their tags.
func HoldsWords(name string) bool { return wordElements[name] || IsDrawing(name) }

// dangerousElements can run code, load documents or change the page.
var dangerousElements = set(`script style iframe object embed applet frame frameset form input button select textarea option link
	meta base math template slot portal noscript title head html body dialog canvas map area`)

// IsDangerous reports whether an element can run code, load documents or
// change the page.
func IsDangerous(name string) bool { return dangerousElements[name] }

// elements are the allowed HTML elements with the attributes that each may
// have beside the global ones.
var elements = elementTable(`
	a: href target rel name download hreflang
	abbr: / address: / article: / aside: / b: / bdi: / bdo: / br: clear / caption: align / center: / cite: / code: / data: value
	blockquote: cite / col: span width / colgroup: span / dd: / del: cite datetime / details: open name / dfn:
	div: align / dl: / dt: / em: / figcaption: / figure: / footer: / h1: align / h2: align / h3: align / h4: align
	h5: align / h6: align / header: / hr: / i: / ins: cite datetime / kbd: / li: value / main: / mark: / nav:
	img: src srcset sizes alt width height loading decoding align
	iframe: src width height loading allow allowfullscreen referrerpolicy
	ol: start type reversed / p: align / picture: / pre: / q: cite / rp: / rt: / ruby: / s: / samp: / section:
	small: / source: src srcset sizes type media / span: / strike: / strong: / sub: / summary: / sup:
	table: align border cellpadding cellspacing width summary / tbody: / td: colspan rowspan headers align valign width height
	tfoot: / th: colspan rowspan headers scope abbr align valign width height / thead: / time: datetime
	tr: align valign / track: src kind srclang label default / tt: / u: / ul: / var: / wbr:
	video: src poster width height controls muted loop preload playsinline autoplay / audio: src controls muted loop preload
`)

func elementTable(spec string) map[string]map[string]bool {
	table := map[string]map[string]bool{}
	for _, entry := range strings.FieldsFunc(spec, func(r rune) bool { return r == '/' || r == '\n' }) {
		name, attributes, ok := strings.Cut(strings.TrimSpace(entry), ":")
		if ok {
			table[name] = set(attributes)
		}
	}
	return table
}

// Element reports whether an element, named in lower case, is allowed.
func Element(name string) bool { return elements[name] != nil || IsDrawing(name) }

// Attribute reports whether an element may have an attribute.
func Attribute(element, name string) bool {
	return elements[element][name] || drawings[element][name] || globalAttributes[name] || strings.HasPrefix(name, "aria-") || strings.HasPrefix(name, "data-")
}

// ElementNames returns the allowed elements, sorted.
func ElementNames() []string { return slices.Sorted(maps.Keys(elements)) }

// globalAttributes may stand on every element; so may aria- and data-.
var globalAttributes = set("id class title lang dir role hidden tabindex translate")

// flagAttributes have no value.
var flagAttributes = set("open reversed allowfullscreen controls muted loop playsinline autoplay default hidden download")

// IsFlag reports whether an attribute has no value.
func IsFlag(name string) bool { return flagAttributes[name] }

// ignoredAttributes mean something to other generators only and go silently.
var ignoredAttributes = set("key is inline set:html frameborder scrolling marginheight marginwidth crossorigin importance xmlns xmlns:xlink xml:space version markdown")

// IsIgnored reports whether an attribute means something to other generators
// only.
func IsIgnored(name string) bool { return ignoredAttributes[name] }

// reactNames are the attributes whose HTML name is not the JSX name in lower
// case.
var reactNames = map[string]string{
	"className": "class", "htmlFor": "for", "acceptCharset": "accept-charset", "xlinkHref": "href",
	"strokeWidth": "stroke-width", "strokeLinecap": "stroke-linecap", "strokeLinejoin": "stroke-linejoin", "strokeMiterlimit": "stroke-miterlimit",
	"strokeDasharray": "stroke-dasharray", "strokeDashoffset": "stroke-dashoffset", "strokeOpacity": "stroke-opacity",
	"fillRule": "fill-rule", "fillOpacity": "fill-opacity", "clipRule": "clip-rule", "clipPath": "clip-path",
	"stopColor": "stop-color", "stopOpacity": "stop-opacity", "vectorEffect": "vector-effect",
}

// AttributeName returns the HTML name of an attribute as written.
func AttributeName(name string) string {
	if to, ok := reactNames[name]; ok {
		return to
	}
	return strings.ToLower(name)
}

// IsHandler reports whether an attribute runs code when something happens.
func IsHandler(name string) bool {
	return len(name) > 2 && strings.EqualFold(name[:2], "on") && (name[2] >= 'A' && name[2] <= 'Z' || eventNames[strings.ToLower(name)])
}

// eventNames are the event handlers in lower case, as HTML writes them.
var eventNames = set(`onclick ondblclick onmousedown onmouseup onmouseover onmousemove onmouseout onmouseenter onmouseleave
	onload onerror onfocus onblur onchange oninput onsubmit onreset onkeydown onkeyup onkeypress onscroll onresize ontoggle
	onanimationstart onanimationend onpointerdown onpointerup onpointerover ontouchstart ontouchend onwheel oncopy oncut onpaste onbegin`)

// classPattern is what a class may look like.
var classPattern = onuse.Regexp(`^-?[A-Za-z_][A-Za-z0-9_:/.%\[\]-]{0,63}$`)

// Classes keeps the classes that look like classes.
func Classes(s string) (kept, dropped []string) {
	for _, c := range strings.Fields(s) {
		if classPattern.MatchString(c) {
			kept = append(kept, c)
		} else {
			dropped = append(dropped, c)
		}
	}
	return kept, dropped
}
