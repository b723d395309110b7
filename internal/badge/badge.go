// Package badge draws the state of a control, and of a portal as a whole, as
// small pictures for other sites to show: SVG that says the state in words with
// the date on which it was found.
//
// A picture does not age by itself, so its dates are a part of it. Nothing is
// green but a control that was satisfied. It holds no script, no style sheet and
// no address.
package badge

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// Whole is the path of the badge of the whole portal.
const Whole = "badge.svg"

// OfControl returns the path of the badge of a control.
func OfControl(id string) string { return "badges/" + route.Segment(id) + ".svg" }

// colours of states, dark enough for white text (WCAG 2.2, 1.4.3); others are
// neutral.
var colours = map[string]string{"satisfied": "#1a6b3c", "not-satisfied": "#a3231f", "undetermined": "#805300"}

const neutral = "#4a5260"

// Badge is one badge, which is drawn when it is asked for.
type Badge struct {
	Path   string
	source string // the file of the control; "" of none
	draw   func() []byte
}

// File draws the badge.
func (b Badge) File() artifact.File { return artifact.New(b.Path, b.draw(), nonEmpty(b.source)...) }

// Of lists the badges of a view.
func Of(v *disclose.View) []Badge {
	out := make([]Badge, 0, len(v.Controls)+1)
	out = append(out, Badge{Path: Whole, draw: func() []byte {
		title := cmp.Or(v.Site.Title, v.Site.Organization)
		return draw(title, fmt.Sprintf("%d of %d claims hold as of %s", v.Summary.Count("satisfied"), v.Summary.Total, day(v.AsOf)), neutral)
	}})
	for _, c := range v.Controls {
		out = append(out, Badge{Path: OfControl(c.ID), source: c.Source, draw: func() []byte { return drawControl(v, c) }})
	}
	return out
}

// drawControl draws the badge of a control.
func drawControl(v *disclose.View, c *disclose.Control) []byte {
	words := theme.English().State(c.State) + " as of " + day(v.AsOf)
	if !c.FreshUntil.IsZero() {
		words += ", until " + day(c.FreshUntil)
	}
	return draw(c.Title, words, cmp.Or(colours[c.State], neutral))
}

func nonEmpty(source string) []string {
	if source == "" {
		return nil
	}
	return []string{source}
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// longestLabel is the number of characters that the left half shows; all of them
// stand in the title.
const longestLabel = 48

// draw draws two halves, label and words. Text is fitted into its half by
// textLength, whatever font there is.
func draw(label, words, colour string) []byte {
	label = strings.Join(strings.Fields(label), " ")
	whole := label + ": " + words
	if utf8.RuneCountInString(label) > longestLabel {
		label = strings.TrimSpace(string([]rune(label)[:longestLabel-1])) + "…"
	}
	left, right := width(label), width(words)
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="24" viewBox="0 0 %[1]d 24" role="img" aria-label="%[2]s">`+"\n", left+right+4*margin, escaped(whole))
	fmt.Fprintf(&b, "<title>%s</title>\n", escaped(whole))
	fmt.Fprintf(&b, `<rect width="%d" height="24" fill="#22272f"/>`+"\n", left+2*margin)
	fmt.Fprintf(&b, `<rect x="%d" width="%d" height="24" fill="%s"/>`+"\n", left+2*margin, right+2*margin, colour)
	b.WriteString(`<g fill="#ffffff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="12">` + "\n")
	fmt.Fprintf(&b, `<text x="%d" y="16" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n", margin, left, escaped(label))
	fmt.Fprintf(&b, `<text x="%d" y="16" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n", left+3*margin, right, escaped(words))
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes()
}

// margin is the room on either side of a text, in units of the picture.
const margin = 8

// width estimates how wide text is at 12 units: wide letters of other scripts
// take twice the room of Latin ones.
func width(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case r >= 0x1100:
			n += 12
		case strings.ContainsRune("il.,:;'|!", r):
			n += 4
		case r == 'm' || r == 'w' || r >= 'A' && r <= 'Z':
			n += 9
		default:
			n += 7
		}
	}
	return max(n, 1)
}

// escaped makes text safe in XML, in attributes too.
func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}
