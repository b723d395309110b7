// Package mermaid reads diagrams written in the language of Mermaid: it cuts a
// source into statements, and makes plain models of flowcharts, state, class and
// entity diagrams, plans and timelines.
//
// It draws nothing. What it does not know is a Fault with its line, and never
// left out.
package mermaid

import (
	"fmt"
	"strings"
)

// The largest diagram that is read.
const (
	MaxSource = 20 << 10 // bytes
	MaxNodes  = 120
	MaxEdges  = 240
	MaxGroups = 40
	MaxRows   = 400 // of a sequence, a plan, a timeline, of all boxes together
	MaxLabel  = 600 // bytes
	maxDepth  = 12  // of what stands in one another
)

// Fault is why a diagram is not drawn.
type Fault struct {
	Line    int // counted from 1
	Message string
}

// Faultf makes a Fault.
func Faultf(line int, format string, args ...any) *Fault {
	return &Fault{Line: line, Message: fmt.Sprintf(format, args...)}
}

// Statement is one line of a diagram, without comments.
type Statement struct {
	Line int
	Text string
}

// Heading is what may be said about a diagram of any kind, as it is written.
type Heading struct {
	Title string
	About string // accDescr
}

// Clean takes out what may not stand in XML.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\ufffd"))
}

// Clip shortens what is quoted in a message.
func Clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// Split cuts a source into statements and reads what stands before them: front
// matter, directives, comments, title and description.
func Split(source string) ([]Statement, Heading) {
	var out []Statement
	var h Heading
	lines := strings.Split(source, "\n")
	i := 0
	for i < len(lines) && strings.TrimSpace(lines[i]) == "" {
		i++
	}
	if i < len(lines) && strings.TrimSpace(lines[i]) == "---" {
		for i++; i < len(lines) && strings.TrimSpace(lines[i]) != "---"; i++ {
			if v, ok := strings.CutPrefix(strings.TrimSpace(lines[i]), "title:"); ok {
				h.Title = v
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
		case text == "", strings.HasPrefix(text, "%"):
		case strings.HasPrefix(text, "accTitle"):
			h.Title = afterColon(text)
		case strings.HasPrefix(text, "accDescr"):
			var more string
			if more, i = block(lines, i); more != "" {
				h.About = more
			}
		default:
			out = append(out, Statement{Line: i + 1, Text: text})
		}
	}
	return out, h
}

func afterColon(s string) string {
	_, after, _ := strings.Cut(s, ":")
	return strings.TrimSpace(after)
}

// block reads "accDescr: text" or "accDescr { text over lines }" and returns
// the index of its last line.
func block(lines []string, i int) (string, int) {
	_, body, ok := strings.Cut(lines[i], "{")
	if !ok {
		return afterColon(lines[i]), i
	}
	for !strings.Contains(body, "}") && i+1 < len(lines) {
		i++
		body += " " + lines[i]
	}
	body, _, _ = strings.Cut(body, "}")
	return strings.TrimSpace(body), i
}
