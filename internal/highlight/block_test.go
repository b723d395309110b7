package highlight

import (
	"strings"
	"testing"
)

// said writes a block with its marks: [mark], +inserted+, -deleted-, and each
// marked line with m, i or d before it.
func said(b Block) string {
	var out strings.Builder
	around := []string{"", "|", "+", "-"}
	for _, line := range b.Lines {
		out.WriteString([]string{"", "m:", "i:", "d:"}[line.Mark])
		open := Unmarked
		for _, p := range line.Pieces {
			if p.Mark != open {
				out.WriteString(around[open] + around[p.Mark])
				open = p.Mark
			}
			if p.Class == sign {
				out.WriteString("<" + p.Text + ">")
				continue
			}
			out.WriteString(p.Text)
		}
		out.WriteString(around[open])
	}
	return out.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ lang, meta, code, want, title string }{
		{"js", "", "let a\n", "let a\n", ""},
		{"js", "{2}", "a\nb\n", "a\nm:b\n", ""},
		{"js", "ins={1} del={2}", "a\nb\n", "i:a\nd:b\n", ""},
		{"js", "{2}", "// highlight-next-line\na\nb\n", "m:a\nm:b\n", ""},
		{"js", `"a b"`, "x(a b)\n", "x(|a b|)\n", ""},
		{"js", `"a.js"`, "x\n", "x\n", "a.js"},
		{"js", `ins="new" del="old"`, "old new old\n", "-old- +new+ -old-\n", ""},
		{"js", `mark="aa"`, "aaa\n", "|aa|a\n", ""},
		{"diff", "", "--- a\n+++ b\n@@ 1 @@\n-x\n+y\n z\n", "--- a\n+++ b\n@@ 1 @@\nd:-x\ni:+y\n z\n", ""},
		{"diff", `lang="js"`, "-let a\n+let b\n c\n", "d:<->let a\ni:<+>let b\n< >c\n", ""},
		{"js", "diff", "+let b\nc\n+", "i:<+>let b\nc\ni:<+>", ""},
		{"diff", `lang="nothing"`, "+a\n", "i:+a\n", ""},
		{"js", "diff", "", "", ""},
		{"", "diff", "+\n-\n", "i:<+>\nd:<->\n", ""},
	} {
		b := Read(c.lang, c.code, ReadMeta([]byte(c.meta)))
		if got := said(b); got != c.want || b.Title != c.title {
			t.Errorf("%s %s %q: %q %q, want %q %q", c.lang, c.meta, c.code, got, b.Title, c.want, c.title)
		}
		var whole strings.Builder
		for _, line := range b.Lines {
			for _, p := range line.Pieces {
				whole.WriteString(p.Text)
			}
		}
		if plain := Plain(c.code); whole.String() != plain {
			t.Errorf("%s %s: the pieces are %q, the code without comments %q", c.lang, c.meta, whole.String(), plain)
		}
		if b.PerLine != (strings.Contains(c.want, "m:") || strings.Contains(c.want, "i:") || strings.Contains(c.want, "d:")) {
			t.Errorf("%s %q: an element per line: %v", c.meta, c.code, b.PerLine)
		}
	}
	if b := Read("js", "a\n", Meta{Numbers: true}); !b.PerLine {
		t.Error("numbered lines have no elements")
	}
	if b := Read("", "ab\n\tc日\n", Meta{}); b.Columns != 11 {
		t.Errorf("%d columns", b.Columns)
	}
}

func TestColoursOfADifferenceAreThoseOfItsLanguage(t *testing.T) {
	b := Read("diff", "+let a = 1\n", Meta{Language: "js"})
	for _, p := range b.Lines[0].Pieces {
		if p.Text == "let" && p.Class == "kd" {
			return
		}
	}
	t.Errorf("%+v", b.Lines)
}

func TestHTTPBody(t *testing.T) {
	code := "POST /a HTTP/1.1\nContent-Type: application/json\n\n{\"a\": 1}\n"
	found := false
	var all strings.Builder
	for _, line := range linesOf("http", code, &room{}) {
		for _, token := range line.Pieces {
			all.WriteString(token.Text)
			found = found || token.Class == "nt" && token.Text == `"a"`
		}
	}
	if !found || all.String() != code {
		t.Errorf("the body is not coloured as JSON: %q", all.String())
	}
}
