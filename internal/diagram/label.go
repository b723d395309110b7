package diagram

import (
	"html"
	"strings"

	"github.com/candor-site/candor/internal/mermaid"
	"github.com/candor-site/candor/internal/onuse"
)

// The type of all text, in CSS pixels.
const (
	fontSize   = 14.0
	lineHeight = 19.0
	wrapWidth  = 200.0 // of labels of boxes and edges
)

// advances are the widths of the printable characters of ASCII in thousandths
// of the font size, of a sans-serif type of usual width (Helvetica).
var advances = [95]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// spare is how much wider the type of a reader may be than that of the table.
const spare = 1.14

// textWidth estimates the width of a text in CSS pixels.
func textWidth(s string, bold bool) float64 {
	sum := 0
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~':
			sum += advances[r-' ']
		case r >= 0x1100:
			sum += 1000
		case r >= 0x300 && r < 0x370: // marks that stand on others
		default:
			sum += 600
		}
	}
	w := float64(sum) / 1000 * fontSize * spare
	if bold {
		w *= 1.1
	}
	return w
}

// label is a text of some lines.
type label struct {
	lines []labelLine
}

type labelLine struct {
	text string
	bold bool
}

func (l label) empty() bool { return len(l.lines) == 0 }

func (l label) width() float64 {
	w := 0.0
	for _, line := range l.lines {
		w = max(w, textWidth(line.text, line.bold))
	}
	return w
}

func (l label) height() float64 { return float64(len(l.lines)) * lineHeight }

// heading returns the label in one bold line.
func (l label) heading() label {
	if l.empty() {
		return l
	}
	return label{lines: []labelLine{{l.words(), true}}}
}

// words returns the text in one line.
func (l label) words() string {
	var out []string
	for _, line := range l.lines {
		out = append(out, line.text)
	}
	return strings.Join(out, " ")
}

var (
	lineBreak = onuse.Regexp(`(?i)<br\s*/?>|\\n|\n`)
	wholeBold = onuse.Regexp(`(?i)^(?:<(?:b|strong)>(.*)</(?:b|strong)>|\*\*(.*)\*\*|__(.*)__)$`)
	labelTag  = onuse.Regexp(`</?[A-Za-z][^<>]*>`)
	labelIcon = onuse.Regexp(`\bfa[bsrlk]?:fa-[\w-]+`)
	entity    = onuse.Regexp(`#([A-Za-z]+|\d+);`)
)

// readLabel reads a label: quotes, line breaks, bold lines and entities.
func readLabel(s string, width float64) label {
	s = strings.TrimSpace(s)
	if n := len(s); n >= 2 && s[0] == '"' && s[n-1] == '"' {
		s = s[1 : n-1]
	}
	if n := len(s); n >= 2 && s[0] == '`' && s[n-1] == '`' {
		s = s[1 : n-1]
		if !wholeBold.MatchString(s) {
			s = strings.ReplaceAll(s, "**", "")
		}
	}
	s = labelIcon.ReplaceAllString(s, "")
	var out label
	for _, line := range lineBreak.Split(s, -1) {
		line = strings.TrimSpace(line)
		bold := false
		if m := wholeBold.FindStringSubmatch(line); m != nil {
			line, bold = m[1]+m[2]+m[3], true
		}
		line = strings.Join(strings.Fields(decode(labelTag.ReplaceAllString(line, ""))), " ")
		if line == "" {
			continue
		}
		for _, part := range wrap(line, width, bold) {
			out.lines = append(out.lines, labelLine{text: part, bold: bold})
		}
	}
	return out
}

// decode resolves entities as Mermaid (#35;) and HTML (&amp;) write them.
func decode(s string) string {
	s = entity.ReplaceAllStringFunc(s, func(m string) string {
		name := m[1:]
		if name[0] >= '0' && name[0] <= '9' {
			name = "#" + name
		}
		return html.UnescapeString("&" + name)
	})
	return mermaid.Clean(html.UnescapeString(s))
}

// plainLabel reads a label as one line.
func plainLabel(s string) string { return readLabel(s, 1e9).words() }

// wrap breaks a text into lines of at most a width, at spaces. A word that is
// longer is broken behind a character that often parts words, or anywhere.
func wrap(s string, width float64, bold bool) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch joined := strings.TrimSpace(line + " " + word); {
		case textWidth(joined, bold) <= width:
			line = joined
			continue
		case line != "":
			out = append(out, line)
		}
		for textWidth(word, bold) > width*1.3 { // one that is little too long stays whole
			n := breakAt(word, width, bold)
			out = append(out, word[:n])
			word = word[n:]
		}
		line = word
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

func breakAt(word string, width float64, bold bool) int {
	fits, good := 0, 0
	for i, r := range word {
		end := i + len(string(r))
		if i > 0 && textWidth(word[:end], bold) > width {
			break
		}
		fits = end
		if strings.ContainsRune("/-_.:,?&=@)", r) {
			good = end
		}
	}
	if good*2 > fits {
		return good
	}
	return fits
}
