// Package diagram draws flowcharts, sequence diagrams and pie charts, written
// in the language of Mermaid, as SVG, and says in sentences what they show.
//
// It draws the common part of the language. What it does not know is never left
// out of a picture: then there is no picture, and a Fault names the line. The
// SVG holds classes and presentation attributes only, no styles, scripts or ids,
// so that it may stand in a page any number of times. The same text gives the
// same picture, wherever it is drawn.
package diagram

import (
	"fmt"
	"strings"
)

// The largest diagram that is drawn.
const (
	maxSource = 20 << 10 // bytes
	maxNodes  = 120
	maxEdges  = 240
	maxGroups = 40
	maxRows   = 400 // of a sequence diagram
	maxLabel  = 600 // bytes
)

// Picture is a diagram that was drawn.
type Picture struct {
	Title string // "" has none
	Words string // what it shows, in sentences
	SVG   string
	Width float64 // in CSS pixels, at its natural size
}

// Fault is why a diagram is not drawn.
type Fault struct {
	Line    int // counted from 1
	Message string
}

func fault(line int, format string, args ...any) *Fault {
	return &Fault{Line: line, Message: fmt.Sprintf(format, args...)}
}

// statement is one line of a diagram, without comments.
type statement struct {
	line int
	text string
}

// heading is what may be said about a diagram of any kind.
type heading struct {
	title string
	about string // accDescr
}

// Draw draws a diagram.
func Draw(source string) (*Picture, *Fault) {
	d, err := read(source)
	if err != nil {
		return nil, err
	}
	return d.draw(), nil
}

// Check tells why a diagram cannot be drawn, or returns nil.
func Check(source string) *Fault {
	_, err := read(source)
	return err
}

// drawing is a diagram of any kind that has been read.
type drawing interface{ draw() *Picture }

func read(source string) (drawing, *Fault) {
	if len(source) > maxSource {
		return nil, fault(1, "the diagram is longer than %d bytes", maxSource)
	}
	var head heading
	all := head.split(clean(source))
	if len(all) == 0 {
		return nil, fault(1, "the diagram is empty")
	}
	switch kind, _, _ := strings.Cut(strings.Fields(all[0].text)[0], ";"); kind {
	case "graph", "flowchart", "flowchart-elk":
		return readFlow(all, &head)
	case "sequenceDiagram":
		return readSequence(all, &head)
	case "pie":
		return readPie(all, &head)
	default:
		return nil, fault(all[0].line, "diagrams of the kind %s are not drawn", strings.TrimSuffix(clip(kind), ":"))
	}
}

// clean takes out what may not stand in XML.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\ufffd"))
}

// clip shortens what is quoted in a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// split cuts a source into statements and reads what stands before them:
// front matter, directives, comments, title and description.
func (h *heading) split(source string) []statement {
	var out []statement
	lines := strings.Split(source, "\n")
	i := 0
	for i < len(lines) && strings.TrimSpace(lines[i]) == "" {
		i++
	}
	if i < len(lines) && strings.TrimSpace(lines[i]) == "---" {
		for i++; i < len(lines) && strings.TrimSpace(lines[i]) != "---"; i++ {
			if v, ok := strings.CutPrefix(strings.TrimSpace(lines[i]), "title:"); ok {
				h.title = plainLabel(v)
			}
		}
		i++
	}
	for ; i < len(lines); i++ {
		text := strings.TrimSpace(lines[i])
		switch {
		case strings.HasPrefix(text, "%%{"):
			for !strings.Contains(text, "}%%") && i+1 < len(lines) {
				i++
				text = lines[i]
			}
		case text == "", strings.HasPrefix(text, "%%"):
		case strings.HasPrefix(text, "accTitle"):
			h.title = plainLabel(afterColon(text))
		case strings.HasPrefix(text, "accDescr"):
			var more string
			if more, i = block(lines, i); more != "" {
				h.about = more
			}
		default:
			out = append(out, statement{line: i + 1, text: text})
		}
	}
	return out
}

func afterColon(s string) string {
	_, after, _ := strings.Cut(s, ":")
	return after
}

// block reads "accDescr: text" or "accDescr { text over lines }" and returns
// the index of its last line.
func block(lines []string, i int) (string, int) {
	_, body, ok := strings.Cut(lines[i], "{")
	if !ok {
		return plainLabel(afterColon(lines[i])), i
	}
	for !strings.Contains(body, "}") && i+1 < len(lines) {
		i++
		body += " " + lines[i]
	}
	body, _, _ = strings.Cut(body, "}")
	return plainLabel(body), i
}
