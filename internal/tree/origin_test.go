package tree

import (
	"testing"

	"github.com/candor-site/candor/internal/source"
)

func TestOriginKnowsTheFile(t *testing.T) {
	for _, c := range []struct {
		name, data string
		body       int
		buf        string
		start      int
		dirty      int
	}{
		{"plain", "a\nb", 0, "a\nb", 0, -1},
		{"behind front matter", "--\na", 3, "--\na", 3, -1},
		{"byte order mark", "\ufeffa", 0, "\ufeffa", 3, -1},
		{"carriage returns", "--\r\na\r\nb\rc", 4, "--\na\nb\nc", 3, -1},
		{"not text", "a\x00\xffb", 0, "a??b", 0, 1},
		{"a body behind the end", "a", 9, "a", 1, -1},
	} {
		f := source.NewFile("p.md", []byte(c.data))
		o := NewOrigin(f, c.body)
		if string(o.Buf) != c.buf || o.Start != c.start || o.Dirty != c.dirty {
			t.Errorf("%s: %q from %d, dirty at %d", c.name, o.Buf, o.Start, o.Dirty)
		}
	}
	o := NewOrigin(source.NewFile("p.md", []byte("a\r\nü\r\nc")), 0)
	for _, c := range []struct {
		from, to int
		want     string
	}{{0, 1, "a"}, {2, 4, "ü"}, {5, 6, "c"}, {0, 6, "a\r\nü\r\nc"}} {
		if got := o.Span(c.from, c.to); got.Text() != c.want {
			t.Errorf("%d to %d is %q, want %q", c.from, c.to, got.Text(), c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	var o Origin
	for in, want := range map[string]string{
		`a \* b \q`: `a * b \q`, "&amp; &#65; &#x42;": "& A B", "&nosuch; & &": "&nosuch; & &", "R&D;": "R&D;", `\&amp;`: "&amp;",
	} {
		if got := o.Plain([]byte(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
