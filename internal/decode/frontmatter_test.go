package decode

import (
	"strings"
	"testing"
)

func TestFrontMatter(t *testing.T) {
	tests := []struct {
		name, text, body string
		title            string // of the node, "-" without one
		problem          string
	}{
		{"plain", "---\ntitle: A\n---\nText\n", "Text\n", "A", ""},
		{"none", "# Text\n", "# Text\n", "-", ""},
		{"none, with a mark", byteOrderMark + "# Text\n", "# Text\n", "-", ""},
		{"empty file", "", "", "-", ""},
		{"end of file", "---\ntitle: A\n---", "", "A", ""},
		{"crlf", "---\r\ntitle: A\r\n---\r\nText\r\n", "Text\r\n", "A", ""},
		{"mark", byteOrderMark + "---\ntitle: A\n---\nText", "Text", "A", ""},
		{"trailing space", "--- \ntitle: A\n---\t\nText", "Text", "A", ""},
		{"empty", "---\n---\nText", "Text", "", ""},
		{"comment only", "---\n# x\n---\nText", "Text", "", ""},
		{"rule later", "Text\n---\nmore\n---\n", "Text\n---\nmore\n---\n", "-", ""},
		{"four hyphens", "----\ntitle: A\n----\n", "----\ntitle: A\n----\n", "-", ""},
		{"hyphens in a block", "---\ntitle: A\nx: |\n  ---\n---\nText", "Text", "A", ""},
		{"not closed", "---\ntitle: A\n", "", "-", "1:1 frontmatter-syntax: the front matter is not closed"},
		{"broken", "---\na: 1\nb: c: d\n---\nText", "Text", "-", "3:5 frontmatter-syntax: found a second colon on the line, or a key that is indented wrongly"},
		{"broken after a mark", byteOrderMark + "---\r\né: 1\r\nb: c: d\r\n---\r\nText", "Text", "-", "3:5 frontmatter-syntax: found a second colon on the line, or a key that is indented wrongly"},
		{"list", "---\n- a\n---\nText", "Text", "-", "2:1 frontmatter-syntax: the front matter is a list, expected a mapping"},
		{"text", "---\nhello\n---\nText", "Text", "-", "2:1 frontmatter-syntax: the front matter is text, expected a mapping"},
		{"duplicate", "---\na: 1\na: 2\n---\nText", "Text", "-", `3:1 key-duplicate: the key "a" stands twice`},
		{"toml", "+++\ntitle = \"A\"\n+++\nText", "Text", "-", "1:1 foreign-syntax: found TOML front matter, expected YAML"},
		{"utf-16", "\xff\xfe-\x00-\x00", "\xff\xfe-\x00-\x00", "-", "1:1 file-encoding: the file is UTF-16, expected UTF-8"},
		{"large", "---\na: " + strings.Repeat("x", 64<<10) + "\n---\nText", "Text", "-", "2:1 file-limit: 65540 bytes are larger than the limit of 64 KiB"},
	}
	for _, tt := range tests {
		f := file(tt.text)
		n, body, list := FrontMatter(f, Front)
		if got := string(f.Data[body:]); got != tt.body {
			t.Errorf("%s: the body is %q, want %q", tt.name, got, tt.body)
		}
		if got := strings.Join(problems(list), "; "); got != tt.problem {
			t.Errorf("%s: problem %q, want %q", tt.name, got, tt.problem)
		}
		switch {
		case (n == nil) != (tt.title == "-"):
			t.Errorf("%s: node %v", tt.name, n)
		case n != nil && tt.title != "" && n.Get("title").Scalar != tt.title:
			t.Errorf("%s: title %q", tt.name, n.Get("title").Scalar)
		case n != nil && tt.title != "" && n.Get("title").Span.Text() != tt.title:
			t.Errorf("%s: title spans %q", tt.name, n.Get("title").Span.Text())
		case n != nil && n.Kind != Map:
			t.Errorf("%s: %s", tt.name, n.Kind)
		}
	}
}
