package allow

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/value"
)

// styleProperties may stand in a style attribute; they cannot load anything,
// cover the page or hide text behind it.
var styleProperties = set(`width height min-width min-height max-width max-height margin margin-top margin-right margin-bottom margin-left
	padding padding-top padding-right padding-bottom padding-left text-align vertical-align white-space word-break overflow-wrap
	color background-color font-size font-weight font-style font-family line-height letter-spacing text-decoration text-transform
	border border-top border-right border-bottom border-left border-width border-style border-color border-radius border-collapse border-spacing
	display flex flex-direction flex-wrap flex-grow flex-shrink flex-basis gap row-gap column-gap align-items align-self justify-content
	justify-items grid-template-columns grid-template-rows grid-column grid-row float clear list-style list-style-type object-fit
	aspect-ratio opacity box-shadow overflow overflow-x overflow-y table-layout columns column-count box-sizing`)

// unitless properties take plain numbers; other numbers are pixels.
var unitless = set("font-weight line-height opacity flex flex-grow flex-shrink columns column-count grid-column grid-row aspect-ratio")

// styleValue is what a value may consist of; url(), var() and escapes cannot
// be written with it.
var styleValue = onuse.Regexp(`^[A-Za-z0-9 .,%#()+*/'"-]{1,120}$`)

// styleCalls are the functions that a value may call.
var styleCalls = onuse.Regexp(`([A-Za-z-]+)\(`)

var allowedCalls = set("rgb rgba hsl hsla calc min max clamp repeat minmax")

// Declaration is one property of a style attribute.
type Declaration struct{ name, value string }

// ParseStyle splits the text of a style attribute.
func ParseStyle(s string) []Declaration {
	var out []Declaration
	for _, part := range strings.Split(s, ";") {
		name, value, ok := strings.Cut(part, ":")
		if ok {
			out = append(out, Declaration{strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)})
		}
	}
	return out
}

// ObjectStyle reads a style object, whose keys are in camel case.
func ObjectStyle(m map[string]any) []Declaration {
	var out []Declaration
	for _, key := range slices.Sorted(maps.Keys(m)) {
		name := kebab(key)
		said := value.Text(m[key])
		if n, ok := value.Number(m[key]); ok && n != 0 && !unitless[name] {
			said = strconv.FormatFloat(n, 'f', -1, 64) + "px"
		}
		out = append(out, Declaration{name, strings.TrimSpace(said)})
	}
	return out
}

func kebab(s string) string {
	var out strings.Builder
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			out.WriteByte('-')
			r |= 0x20
		}
		out.WriteRune(r)
	}
	return out.String()
}

// allowed reports whether a declaration may reach the stylesheet.
func (d Declaration) allowed() bool {
	if !styleProperties[d.name] || !styleValue.MatchString(d.value) || strings.Contains(d.value, "/*") {
		return false
	}
	if strings.Count(d.value, "(") != strings.Count(d.value, ")") || strings.Count(d.value, `"`)%2 != 0 || strings.Count(d.value, "'")%2 != 0 {
		return false
	}
	for _, m := range styleCalls.FindAllStringSubmatch(d.value, -1) {
		if !allowedCalls[strings.ToLower(m[1])] {
			return false
		}
	}
	return true
}

// StyleClass compiles declarations to a class and its CSS. It returns "" when
// none is allowed, and the names of those that are not.
func StyleClass(all []Declaration) (class, css string, dropped []string) {
	var kept []string
	for _, d := range all {
		if d.allowed() {
			kept = append(kept, d.name+":"+d.value)
		} else {
			dropped = append(dropped, d.name)
		}
	}
	if len(kept) == 0 {
		return "", "", dropped
	}
	css = strings.Join(kept, ";")
	class = "s-" + source.DigestOf([]byte(css)).Short()
	return class, css, dropped
}
