// Package foreign recognises what other generators read and this one does not:
// Hugo shortcodes, Liquid and Jinja, wikilinks, the blocks of MkDocs. It says
// what to write instead.
//
// It translates nothing.
package foreign

import (
	"bytes"
	"regexp"
	"strings"
)

// Construct is something that another generator reads.
type Construct struct {
	What    string // for messages: the Hugo shortcode {{< note >}}
	Instead string // what to write here, or ""
	Length  int    // in bytes, from where it was looked for
	Closing bool   // the end of a pair, whose start says enough
}

// hints say what to write instead of a Hugo shortcode, by its name.
var hints = map[string]string{
	"alert": "a block from :::note to :::", "note": "a block from :::note to :::", "warning": "a block from :::warning to :::",
	"pageinfo": "a block from :::info to :::", "details": "<details> with <summary>", "tabs": "<Tabs>", "tabpane": "<Tabs>",
	"codetabs": "<Tabs>", "tab": `<Tab title="…">`, "card": `<Card title="…">`, "cardpane": "<Cards>",
	"ref": "a link to the file, [text](page.md)", "relref": "a link to the file, [text](page.md)", "figure": "<Figure> or ![text](image)",
	"imgproc": "<Figure> or ![text](image)", "highlight": "a fenced code block", "param": "{site.…}",
}

// StartsBrace reports whether b starts with a brace of another generator.
func StartsBrace(b []byte) bool {
	return bytes.HasPrefix(b, []byte("{{<")) || bytes.HasPrefix(b, []byte("{{%")) || bytes.HasPrefix(b, []byte("{%")) || bytes.HasPrefix(b, []byte("{:"))
}

// jinja is an expression of Liquid or Jinja that no object of JavaScript is: names,
// and filters behind bars.
var jinja = regexp.MustCompile(`^\{\{-?\s*[A-Za-z_][\w.-]*(\s*\|[^{}:,]*)?\s*-?\}\}`)

// IsJinja reports whether b starts with an expression of Liquid or Jinja that
// cannot be an object in braces.
func IsJinja(b []byte) bool { return jinja.Match(b) }

// Brace recognises a shortcode, a Liquid tag, an attribute list or,
// where double is set, an expression in two braces, at the start of line.
func Brace(line []byte, double bool) (Construct, bool) {
	var c Construct
	var end string
	switch {
	case bytes.HasPrefix(line, []byte("{{<")):
		end = ">}}"
	case bytes.HasPrefix(line, []byte("{{%")):
		end = "%}}"
	case bytes.HasPrefix(line, []byte("{%")):
		end, c.What = "%}", "the Liquid tag {% "
	case bytes.HasPrefix(line, []byte("{:")):
		end, c.What, c.Instead = "}", "the attribute list {: ", "<div class=…> around the block, or {#id} for an anchor"
	case bytes.HasPrefix(line, []byte("{{")) && double && !bytes.HasPrefix(line, []byte("{{{")):
		end, c.What, c.Instead = "}}", "the Liquid or Jinja expression {{ ", "a binding such as {site.title}"
	default:
		return c, false
	}
	n := bytes.Index(line[2:], []byte(end))
	if n < 0 {
		return c, false
	}
	c.Length = 2 + n + len(end)
	name, closing := nameOf(line[:c.Length])
	c.Closing = closing
	switch end {
	case ">}}", "%}}":
		c.What, c.Instead = "the Hugo shortcode "+string(line[:3])+" ", hints[name]
	case "%}":
		c.Instead = "a component or a binding such as {site.title}"
		c.Closing = closing || strings.HasPrefix(name, "end")
	case "}":
		if !bytes.ContainsAny(line[2:c.Length], ".#=") {
			return c, false
		}
	case "}}":
		if name == "" {
			return c, false
		} else if strings.HasSuffix(name, ":") {
			c.What, c.Instead = "the annotation {{ ", "{#id} for an anchor, or the page as .mdx,"
		}
	}
	c.What += name + " " + end
	return c, true
}

// nameOf returns the first word behind the braces, and whether it closes.
func nameOf(b []byte) (name string, closing bool) {
	s := strings.TrimLeft(string(b), "{<%:- \t")
	if strings.HasPrefix(s, "/*") {
		s = strings.TrimLeft(s[2:], " ")
	}
	if strings.HasPrefix(s, "/") {
		closing = true
		s = strings.TrimLeft(s[1:], " ")
	}
	n := strings.IndexAny(s, " \t\n>%}|(")
	if n < 0 {
		n = len(s)
	}
	return s[:n], closing
}

// Wikilink recognises [[a wikilink]] at the start of line, and returns
// what stands in it.
func Wikilink(line []byte) (c Construct, inner []byte, ok bool) {
	if !bytes.HasPrefix(line, []byte("[[")) {
		return c, nil, false
	}
	end := bytes.Index(line[2:], []byte("]]"))
	if end < 1 {
		return c, nil, false
	}
	inner = line[2 : 2+end]
	if bytes.IndexByte([]byte(" \t\n\f\v^!"), inner[0]) >= 0 || bytes.ContainsAny(inner, "[]") {
		return c, nil, false
	}
	if rest := line[end+4:]; len(rest) > 0 && (rest[0] == '(' || rest[0] == '[' || rest[0] == ':') {
		return c, nil, false
	}
	return Construct{What: "the wikilink [[" + string(inner) + "]]", Instead: "[text](page.md)", Length: end + 4}, inner, true
}

// blocks are the constructs of other generators that start a line.
var blocks = []struct {
	start         []byte
	pattern       *regexp.Regexp
	what, instead string
	plain         bool // foreign in .md only
}{
	{[]byte("!!!"), regexp.MustCompile(`^!!![ \t]+[A-Za-z]`), "the MkDocs admonition ", "a block from :::note to :::", false},
	{[]byte("???"), regexp.MustCompile(`^\?\?\?\+?[ \t]+[A-Za-z]`), "the MkDocs admonition ", "a block from :::note to :::", false},
	{[]byte("==="), regexp.MustCompile(`^===[!+]?[ \t]+["']`), "the MkDocs content tab ", `<Tabs> with <Tab title="…">`, false},
	{[]byte("-"), regexp.MustCompile(`^-{1,2}8<-{1,2}[ \t]*("|$)`), "the snippet ", `<Include src="…"/>`, false},
	{[]byte("import "), regexp.MustCompile(`^import\s+[\w{*][^;]*\sfrom\s+["']`), "the statement ", "the page as .mdx, which reads statements,", true},
	{[]byte("export "), regexp.MustCompile(`^export\s+const\s+\w+\s*=`), "the statement ", "the page as .mdx, which reads statements,", true},
}

// Lines returns the constructs that a line starts with, whose indentation
// is off; mdx says that the page reads statements.
func Lines(line []byte, mdx bool) []Construct {
	rest := bytes.TrimRight(line, " \t\n")
	var found []Construct
	for _, f := range blocks {
		if f.plain && mdx || !bytes.HasPrefix(rest, f.start) {
			continue
		}
		if f.pattern.Match(rest) {
			marker, _, _ := bytes.Cut(rest, []byte(" "))
			found = append(found, Construct{What: f.what + string(marker), Instead: f.instead, Length: len(rest)})
		}
	}
	return found
}

// IsTemplate reports whether a value holds a template of another
// generator.
func IsTemplate(value string) bool {
	return strings.Contains(value, "{{") || strings.Contains(value, "{%")
}
