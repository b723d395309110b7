package excerpt

import (
	"strings"
	"testing"
)

func TestPlaces(t *testing.T) {
	page := []byte("> <Card\n>   title=1>")
	var e Excerpt
	e.Add(page[2:8], 2)
	e.Add(page[12:], 12)
	if e.String() != "<Card\ntitle=1>" {
		t.Fatalf("text is %q", e)
	}
	for i, want := range map[int]int{0: 2, 5: 7, 6: 12, 13: 19} {
		if got := e.Off(i); got != want || page[got] != e.Text[i] {
			t.Errorf("byte %d is at %d, want %d", i, got, want)
		}
	}
	if got := e.End(6); got != 8 {
		t.Errorf("the first line ends at %d, want 8", got)
	}
	sub := e.Sub(1, 11)
	if sub.String() != "Card\ntitle" || sub.Off(0) != 3 || sub.Off(5) != 12 || sub.End(10) != 17 {
		t.Errorf("part %q at %d, %d, ends at %d", sub, sub.Off(0), sub.Off(5), sub.End(10))
	}
	if whole := Cut(page, 2, 7); whole.String() != "<Card" || whole.Off(4) != 6 {
		t.Errorf("cut %q", whole)
	}
}

func TestExtents(t *testing.T) {
	tag := func() *Extent { return TagExtent(false) }
	loose := func() *Extent { return TagExtent(true) }
	for _, c := range []struct {
		start func() *Extent
		text  string
		want  int // -1 where it cannot go on
	}{
		{tag, ` a="1">x`, 7}, {tag, ` a='>'/>x`, 8}, {tag, ` a={b > "}"}>x`, 13}, {tag, ` a={<b>}</b>}>`, 14},
		{tag, ` a={<b>{c}</b>}>x`, 16}, {tag, ` a=1>`, -1}, {loose, ` a=1/2>x`, 7}, {tag, ` "a">`, -1}, {tag, ` a="1"`, 0},
		{BraceExtent, `a}b`, 2}, {BraceExtent, `'}' + "}"}b`, 10}, {BraceExtent, "`${'}'}}`}b", 10}, {BraceExtent, `/* } */}b`, 8},
		{BraceExtent, "// }\n}b", 6}, {BraceExtent, `(]}`, -1}, {BraceExtent, `a < b}c`, 6}, {BraceExtent, `[{a: 1}`, 0}, {BraceExtent, "'a\n'}", -1},
	} {
		n, progress := c.start().Feed([]byte(c.text))
		switch {
		case c.want < 0 && progress == Malformed, c.want == 0 && progress == Unfinished:
		case c.want > 0 && progress == Finished && n == c.want:
		default:
			t.Errorf("%q: %d bytes, progress %d; want %d", c.text, n, progress, c.want)
		}
	}
}

func TestStatementExtent(t *testing.T) {
	e := StatementExtent()
	for _, c := range []struct {
		line string
		want bool
	}{{"import a from 'b'\n", true}, {"export const x = {\n", false}, {"  a: [1,\n", false}, {"]}\n", true}} {
		if _, progress := e.Feed([]byte(c.line)); progress != Unfinished || e.Balanced() != c.want {
			t.Errorf("behind %q: progress %d, balanced %v", c.line, progress, e.Balanced())
		}
	}
}

func TestElementLength(t *testing.T) {
	for text, want := range map[string]int{
		"<b>x</b>) y": 8, "<b/> y": 4, "<><b>1</b></> y": 13, "<b a={<i>x</i>}>{'</b>'}</b>": 28, "<b>x": -1, "<b 1>": -1,
	} {
		if got := ElementLength([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestIsRemark(t *testing.T) {
	for text, want := range map[string]bool{"": true, " /* a */ // b": true, "/* a */ // b\n": true, "/* a": false, "a": false, "/**/a": false} {
		if got := IsRemark([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzExtent(f *testing.F) {
	for _, s := range []string{` a="1">`, "{`${<b>{}</b>}`}", strings.Repeat("{", 300), "/*", `\`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, e := range []*Extent{TagExtent(false), TagExtent(true), BraceExtent(), StatementExtent()} {
			if n, progress := e.Feed([]byte(text)); n < 0 || n > len(text) || progress == Unfinished && n != len(text) {
				t.Errorf("%d bytes of %d, progress %d", n, len(text), progress)
			}
		}
		if n := ElementLength([]byte(text)); n > len(text) {
			t.Errorf("an element of %d bytes in %d", n, len(text))
		}
	})
}
