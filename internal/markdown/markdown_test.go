package markdown

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"plain text, 90 days.", "plain text, 90 days."},
		{"a*b_c_ snake_case", `a\*b_c\_ snake_case`},
		{"[x](y) <b> `c` a|b ~~d~~ \\", "\\[x\\](y) \\<b> \\`c\\` a\\|b \\~\\~d\\~\\~ \\\\"},
		{"R&D &amp; &#39;", `R\&D \&amp; \&#39;`},
		{"one\ntwo\tthree", "one two three"},
		{"a\u202eb\x00c", "a\ufffdb\ufffdc"},
		{"a\xff\xfe", "a\ufffd"},
	} {
		if got := Text(tt.text); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestParagraph(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"# no heading", `\# no heading`},
		{"one\n- two\n  3. three\n4) four\n> five", "one\n\\- two\n3\\. three\n4\\) four\n\\> five"},
		{"3 days", "3 days"},
		{"*set off*", "*set off*"},
	} {
		if got := Paragraph(tt.text); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestCodeAndFences(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{Code("a"), "`a`"},
		{Code("a`b"), "``a`b``"},
		{Code("`a"), "`` `a ``"},
		{Code(""), ""},
		{Fence("go", "x\n"), "```go\nx\n```"},
		{Fence("", "```\nx"), "````\n```\nx\n````"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestTable(t *testing.T) {
	got := Table([]string{"A", "B"}, [][]string{{Text("x|y"), Code("p|q")}, {"one\ntwo"}, {"1", "2", "3"}})
	want := "| A | B |  |\n| --- | --- | --- |\n| x\\|y | `p\\|q` |  |\n| one two |  |  |\n| 1 | 2 | 3 |"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if Table([]string{"A"}, nil) != "" {
		t.Error("a table without rows is written")
	}
}

func TestLinksAndLists(t *testing.T) {
	if got := Link(Text("a]b"), "https://x.example/a b(c)"); got != `[a\]b](https://x.example/a%20b%28c%29)` {
		t.Error(got)
	}
	if got := Link("a", ""); got != "a" {
		t.Error(got)
	}
	if got := List([]string{"a\n\nb", "", "c"}); got != "- a\n\n  b\n- c" {
		t.Errorf("%q", got)
	}
	if got := Blocks("a\n", "", "  ", "b"); got != "a\n\nb" {
		t.Errorf("%q", got)
	}
	if got := Quote("a\n\nb"); got != "> a\n>\n> b" {
		t.Errorf("%q", got)
	}
	if got := Heading(9, "a\nb"); got != "###### a b" || strings.Contains(got, "\n") {
		t.Errorf("%q", got)
	}
}
