package mermaid

import (
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// link is one arrow as it is written.
type link struct {
	text       string
	stroke     string
	head, tail string
	length     int
}

var (
	wholeLink  = onuse.Regexp(`^([<xo]?)(-{2,}|={2,}|-\.+-)([>xo]?)`)
	unseenLink = onuse.Regexp(`^~{3,}`)
	startLink  = onuse.Regexp(`^([<xo]?)(--|==|-\.)`)
	endOfLink  = map[string]*onuse.Pattern{
		"--": onuse.Regexp(`^(-{2,})([>xo])|^(-{3,})`),
		"==": onuse.Regexp(`^(={2,})([>xo])|^(={3,})`),
		"-.": onuse.Regexp(`^(\.+-)([>xo]?)`),
	}
)

var heads = map[string]string{">": "arrow", "<": "arrow", "x": "cross", "o": "circle"}

// readLink reads an arrow and its label: -->, -- text -->, -->|text|.
func readLink(s string) (l link, rest string, ok bool) {
	switch m := wholeLink.FindStringSubmatch(s); {
	case unseenLink.MatchString(s):
		l.stroke, l.length = "none", 1
		rest = strings.TrimLeft(s, "~")
	case m != nil && !startsText(m[2], m[3]):
		l = link{stroke: strokeOf(m[2]), head: heads[m[3]], tail: heads[m[1]], length: lengthOf(m[2], m[3])}
		rest = s[len(m[0]):]
	default:
		if l, rest, ok = textLink(s); !ok {
			return l, s, false
		}
	}
	rest = strings.TrimLeft(rest, " \t")
	if strings.HasPrefix(rest, "|") {
		text, after, found := upTo(rest[1:], "|")
		if !found {
			return l, s, false
		}
		l.text, rest = text, after
	}
	return l, rest, true
}

// startsText reports whether a line is the first half of one with a text.
func startsText(line, head string) bool { return head == "" && (line == "--" || line == "==") }

func textLink(s string) (l link, rest string, ok bool) {
	m := startLink.FindStringSubmatch(s)
	if m == nil {
		return l, s, false
	}
	quoted := false
	for i := len(m[0]); i < len(s); i++ {
		if s[i] == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if e := endOfLink[m[2]].FindStringSubmatch(s[i:]); e != nil {
			line, head := e[1], e[2]
			if line == "" {
				line = e[len(e)-1]
			}
			l = link{text: strings.TrimSpace(s[len(m[0]):i]), stroke: strokeOf(m[2]), head: heads[head], tail: heads[m[1]], length: lengthOf("-"+line, head)}
			if m[2] != "-." {
				l.length = lengthOf(line, head)
			}
			return l, s[i+len(e[0]):], l.text != ""
		}
	}
	return l, s, false
}

func strokeOf(line string) string {
	switch {
	case strings.Contains(line, "."):
		return "dotted"
	case line[0] == '=':
		return "thick"
	}
	return ""
}

// lengthOf counts the ranks that a link spans: each dash or dot more than
// needed adds one.
func lengthOf(line, head string) int {
	n := strings.Count(line, ".")
	if n == 0 {
		n = len(line) - 1
		if head == "" {
			n--
		}
	}
	return min(max(n, 1), 6)
}
