package highlight

import _ "embed"

//go:embed styles.css
var stylesheet string

// Styles returns the stylesheet of highlighted code, light and dark: colours
// and weights of tokens inside .chroma, nothing else. What has a colour in one
// scheme only has the colour of the text in the other.
func Styles() string { return stylesheet }
