package site

import "github.com/candor-site/candor/internal/source"

// Look is what the site file says of how pages look.
type Look struct {
	Colours []Colour // those that are given, in the order of their roles
	Logo    Logo
	Favicon string // route of a picture, or ""
	Edit    string // address at which a file is edited, with {path} where its path goes, or ""
}

// Colour is a colour of the theme in the light and in the dark scheme.
type Colour struct {
	Role        string      // accent, accent2 or heading
	Light, Dark source.Text // "#rrggbb" in small letters; one of the two may be empty
	Both        bool        // one colour was written for both schemes
}

// Logo is the picture that stands beside the title, or in its place.
type Logo struct {
	Light, Dark string // routes; "" for none, Dark also where Light serves for both
	Wordmark    bool   // the picture holds the name: the title is not written beside it
}
