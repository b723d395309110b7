package claims

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/decode"
)

// width is the column at which long text is folded.
const width = 100

// plainText is text that YAML reads as itself in every place, without quotes.
var plainText = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9(][A-Za-z0-9_./()-]*)*$`)

// words mean something else than text to one reader of YAML or another.
var words = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

// writer writes the controls of one catalog file.
type writer struct{ out bytes.Buffer }

func newWriter() *writer {
	w := &writer{}
	w.out.WriteString("controls:\n")
	return w
}

func (w *writer) bytes() []byte { return w.out.Bytes() }

// claim writes a claim as a control.
func (w *writer) claim(c *claim) {
	w.printf("  - id: %s\n", scalar(c.ID.Value))
	w.text(4, "title", c.Summary)
	w.text(4, "kind", c.Kind)
	w.text(4, "status", c.Status)
	w.text(4, "responsibility", c.Responsibility)
	w.text(4, "method", c.Checkable)
	w.node("scope", c.Scope)
	w.mapping("parameters", c.Parameters)
	w.list("inferred", c.Inferred)
	w.node("readings", c.Readings)
	w.node("overrides", c.Overrides)
	if len(c.Evidence) > 0 {
		w.printf("    evidence:\n")
	}
	for _, p := range c.Evidence {
		w.printf("      - id: %s\n", scalar(p.File))
		w.text(8, "tool", p.Tool)
		w.text(8, "shows", p.Shows)
	}
	w.mapping("freshness", c.Freshness)
	w.text(4, "assert", c.Assertion)
	if c.EmptyPopulation != "" {
		w.printf("    population: {empty: %s}\n", scalar(c.EmptyPopulation))
	}
	w.node("relates", c.Relates)
	w.mapping("frameworks", c.Frameworks)
	if len(c.Questions) > 0 {
		w.printf("    questions:\n")
	}
	for _, q := range c.Questions {
		w.printf("      - %s\n", scalar(q))
	}
	w.list("flags", c.Flags)
	w.text(4, "note", c.Note)
	w.origin(c)
}

// origin writes where the claim stands in its document.
func (w *writer) origin(c *claim) {
	w.printf("    source:\n")
	w.text(6, "claim", c.ID.Value)
	w.text(6, "file", c.Seed)
	w.text(6, "section", c.Section)
	if c.Line == 0 {
		return
	}
	lines := strconv.Itoa(c.Line)
	for _, n := range c.MoreLines {
		lines += ", " + strconv.Itoa(n)
	}
	w.printf("      lines: [%s]\n", lines)
}

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(&w.out, format, args...) }

// text writes a key with text, folded where it is long; nothing for "".
func (w *writer) text(indent int, key, text string) {
	pad := strings.Repeat(" ", indent)
	quoted := scalar(text)
	switch {
	case text == "":
	case indent+len(key)+2+len(quoted) <= width || !foldable(text):
		w.printf("%s%s: %s\n", pad, key, quoted)
	default:
		w.printf("%s%s: >-\n", pad, key)
		for _, line := range fold(text, width-indent-2) {
			w.printf("%s  %s\n", pad, line)
		}
	}
}

// node writes a key with a value on one line; nothing for a missing value.
func (w *writer) node(key string, n *decode.Node) {
	if n != nil {
		w.printf("    %s: %s\n", key, flow(n))
	}
}

// mapping writes a key with a mapping, one key a line.
func (w *writer) mapping(key string, n *decode.Node) {
	if n == nil || n.Kind != decode.Map || len(n.Fields) == 0 {
		w.node(key, n)
		return
	}
	w.printf("    %s:\n", key)
	for _, f := range n.Fields {
		w.printf("      %s: %s\n", scalar(f.Key), flow(f.Value))
	}
}

// list writes a key with a list of words; nothing for an empty list.
func (w *writer) list(key string, items []string) {
	if len(items) == 0 {
		return
	}
	quoted := make([]string, len(items))
	for i, item := range items {
		quoted[i] = scalar(item)
	}
	w.printf("    %s: [%s]\n", key, strings.Join(quoted, ", "))
}

// flow writes a value on one line.
func flow(n *decode.Node) string {
	var parts []string
	switch n.Kind {
	case decode.List:
		for _, item := range n.Items {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case decode.Map:
		for _, f := range n.Fields {
			parts = append(parts, scalar(f.Key)+": "+flow(f.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case decode.Null:
		return "null"
	case decode.String:
		return scalar(n.Scalar)
	}
	return n.Scalar
}

// scalar writes text plain where that is safe, else as a JSON string, which is
// a double-quoted YAML scalar; what does not print is escaped, as YAML takes
// some of it for line ends.
func scalar(text string) string {
	if plainText.MatchString(text) && !slices.Contains(words, strings.ToLower(text)) {
		return text
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		return strconv.Quote(text) // text always encodes
	}
	var quoted strings.Builder
	for _, r := range strings.TrimSuffix(out.String(), "\n") {
		switch {
		case unicode.IsPrint(r):
			quoted.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&quoted, `\u%04x`, r)
		default:
			fmt.Fprintf(&quoted, `\U%08x`, r)
		}
	}
	return quoted.String()
}

// foldable reports whether text survives folding: YAML joins folded lines by
// one space, and takes lines that start with a space as they are.
func foldable(text string) bool {
	if strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xfeff
	})
}

// fold breaks text at spaces into lines of at most limit bytes, where words
// allow.
func fold(text string, limit int) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(text, " ") {
		if line != "" && len(line)+1+len(word) > limit {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
