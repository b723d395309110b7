package inspect

// meaning says what an element means here, as bits.
type meaning uint8

const (
	names   meaning = 1 << iota // addresses, in attributes
	raw                         // its content is no markup
	unread                      // nobody reads its content in a line of text
	inline                      // it does not end a word
	heading                     // h1 to h6
)

// meaningOf returns what the element of a name means, which is in lower case.
func meaningOf(name []byte) meaning {
	switch string(name) {
	case "a":
		return names | inline
	case "area", "audio", "blockquote", "embed", "form", "image", "img", "input", "link", "meta", "object", "source", "track", "use", "video":
		return names
	case "button":
		return names | unread
	case "script":
		return names | raw | unread
	case "iframe":
		return names | raw
	case "style", "noscript":
		return raw | unread
	case "noembed", "noframes", "plaintext", "textarea", "title", "xmp":
		return raw
	case "svg", "template", "select":
		return unread
	case "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
		"time", "u", "var", "wbr":
		return inline
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return heading
	}
	return 0
}

// The attributes that are noted, by number.
const (
	slotID = iota
	slotName
	slotHref
	slotSrc
	slotPoster
	slotAction
	slotFormaction
	slotData
	slotXlinkHref
	slotCite
	slotSrcset
	slotImagesrcset
	slotContent
)

var noted = [...]string{"id", "name", "href", "src", "poster", "action", "formaction", "data", "xlink:href", "cite", "srcset", "imagesrcset", "content"}

// slot returns the number of an attribute that is noted, or -1.
func slot(key []byte) int {
	switch string(key) {
	case "id":
		return slotID
	case "name":
		return slotName
	case "href":
		return slotHref
	case "src":
		return slotSrc
	case "poster":
		return slotPoster
	case "action":
		return slotAction
	case "formaction":
		return slotFormaction
	case "data":
		return slotData
	case "xlink:href":
		return slotXlinkHref
	case "cite":
		return slotCite
	case "srcset":
		return slotSrcset
	case "imagesrcset":
		return slotImagesrcset
	case "content":
		return slotContent
	}
	return -1
}

// wanted are the attributes of an element that offer a place or name an address,
// as bits.
func wanted(name []byte, m meaning) uint {
	const addresses = 1<<slotHref | 1<<slotSrc | 1<<slotPoster | 1<<slotAction | 1<<slotFormaction | 1<<slotXlinkHref | 1<<slotCite | 1<<slotSrcset | 1<<slotImagesrcset
	if m&names == 0 {
		return 1 << slotID
	}
	switch string(name) {
	case "a":
		return addresses | 1<<slotID | 1<<slotName
	case "meta":
		return addresses | 1<<slotID | 1<<slotContent
	case "object":
		return addresses | 1<<slotID | 1<<slotData
	}
	return addresses | 1<<slotID
}
