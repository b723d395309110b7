package markup

import (
	"bytes"
	"regexp"
	"strings"
)

// construct is something that another generator reads.
type construct struct {
	what    string // for messages: the Hugo shortcode {{< note >}}
	instead string // what to write here, or ""
	length  int    // in bytes, from where it was looked for
	closing bool   // the end of a pair, whose start says enough
}

// foreignHints say what to write instead of a Hugo shortcode, by its name.
var foreignHints = map[string]string{
	"alert": "a block from :::note to :::", "note": "a block from :::note to :::", "warning": "a block from :::warning to :::",
	"pageinfo": "a block from :::info to :::", "details": "<details> with <summary>", "tabs": "<Tabs>", "tabpane": "<Tabs>",
	"codetabs": "<Tabs>", "tab": `<Tab title="…">`, "card": `<Card title="…">`, "cardpane": "<Cards>",
	"ref": "a link to the file, [text](page.md)", "relref": "a link to the file, [text](page.md)", "figure": "<Figure> or ![text](image)",
	"imgproc": "<Figure> or ![text](image)", "highlight": "a fenced code block", "param": "{site.…}",
}

// isForeignBrace reports whether b starts with a brace of another generator.
func isForeignBrace(b []byte) bool {
	return bytes.HasPrefix(b, []byte("{{<")) || bytes.HasPrefix(b, []byte("{{%")) || bytes.HasPrefix(b, []byte("{%")) || bytes.HasPrefix(b, []byte("{:"))
}

// foreignBrace recognises a shortcode, a Liquid tag, an attribute list or,
// where double is set, an expression in two braces, at the start of line.
func foreignBrace(line []byte, double bool) (construct, bool) {
	var c construct
	var end string
	switch {
	case bytes.HasPrefix(line, []byte("{{<")):
		end = ">}}"
	case bytes.HasPrefix(line, []byte("{{%")):
		end = "%}}"
	case bytes.HasPrefix(line, []byte("{%")):
		end, c.what = "%}", "the Liquid tag {% "
	case bytes.HasPrefix(line, []byte("{:")):
		end, c.what, c.instead = "}", "the attribute list {: ", "<div class=…> around the block, or {#id} for an anchor"
	case bytes.HasPrefix(line, []byte("{{")) && double && !bytes.HasPrefix(line, []byte("{{{")):
		end, c.what, c.instead = "}}", "the Liquid or Jinja expression {{ ", "a binding such as {site.title}"
	default:
		return c, false
	}
	n := bytes.Index(line[2:], []byte(end))
	if n < 0 {
		return c, false
	}
	c.length = 2 + n + len(end)
	name, closing := foreignName(line[:c.length])
	c.closing = closing
	switch end {
	case ">}}", "%}}":
		c.what, c.instead = "the Hugo shortcode "+string(line[:3])+" ", foreignHints[name]
	case "%}":
		c.instead = "a component or a binding such as {site.title}"
		c.closing = closing || strings.HasPrefix(name, "end")
	case "}":
		if !bytes.ContainsAny(line[2:c.length], ".#=") {
			return c, false
		}
	case "}}":
		if name == "" {
			return c, false
		}
	}
	c.what += name + " " + end
	return c, true
}

// foreignName returns the first word behind the braces, and whether it closes.
func foreignName(b []byte) (name string, closing bool) {
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

// foreignWikilink recognises [[a wikilink]] at the start of line, and returns
// what stands in it.
func foreignWikilink(line []byte) (c construct, inner []byte, ok bool) {
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
	return construct{what: "the wikilink [[" + string(inner) + "]]", instead: "[text](page.md)", length: end + 4}, inner, true
}

// foreignBlocks are the constructs of other generators that start a line.
var foreignBlocks = []struct {
	pattern       *regexp.Regexp
	what, instead string
}{
	{regexp.MustCompile(`^(!!!|\?\?\?\+?)[ \t]+[A-Za-z]`), "the MkDocs admonition ", "a block from :::note to :::"},
	{regexp.MustCompile(`^===[!+]?[ \t]+["']`), "the MkDocs content tab ", `<Tabs> with <Tab title="…">`},
	{regexp.MustCompile(`^-{1,2}8<-{1,2}[ \t]*("|$)`), "the snippet ", `<Include src="…"/>`},
}

// foreignLines returns the constructs that a line starts with, whose indentation
// is off.
func foreignLines(line []byte) []construct {
	rest := bytes.TrimRight(line, " \t\n")
	var found []construct
	for _, f := range foreignBlocks {
		if f.pattern.Match(rest) {
			marker, _, _ := bytes.Cut(rest, []byte(" "))
			found = append(found, construct{what: f.what + string(marker), instead: f.instead, length: len(rest)})
		}
	}
	return found
}

// isForeignTemplate reports whether a value holds a template of another
// generator.
func isForeignTemplate(value string) bool {
	return strings.Contains(value, "{{") || strings.Contains(value, "{%")
}
