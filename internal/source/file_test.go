package source

import "testing"

func TestPosition(t *testing.T) {
	f := NewFile("x.md", []byte("aé\n日本\r\n\nend"))
	tests := []struct {
		offset int
		want   string
	}{
		{0, "x.md:1:1"}, {1, "x.md:1:2"}, {3, "x.md:1:3"}, {4, "x.md:2:1"}, {7, "x.md:2:2"}, {12, "x.md:3:1"}, {13, "x.md:4:1"}, {16, "x.md:4:4"}, {99, "x.md:4:4"}, {-1, "x.md:1:1"},
	}
	for _, tt := range tests {
		if got := f.Position(tt.offset).String(); got != tt.want {
			t.Errorf("Position(%d) = %s, want %s", tt.offset, got, tt.want)
		}
	}
}

func TestLines(t *testing.T) {
	tests := []struct {
		data  string
		lines []string
	}{
		{"", []string{""}},
		{"a", []string{"a"}},
		{"a\n", []string{"a"}},
		{"a\r\nb\n\n", []string{"a", "b", ""}},
		{"\n", []string{""}},
	}
	for _, tt := range tests {
		f := NewFile("x", []byte(tt.data))
		if f.Lines() != len(tt.lines) {
			t.Errorf("%q has %d lines, want %d", tt.data, f.Lines(), len(tt.lines))
		}
		for i, want := range tt.lines {
			if got, at := f.Line(i + 1); got != want || at < 0 {
				t.Errorf("line %d of %q is %q at %d, want %q", i+1, tt.data, got, at, want)
			}
		}
		if text, at := f.Line(len(tt.lines) + 2); text != "" || at != -1 {
			t.Errorf("%q has a line beyond the last: %q at %d", tt.data, text, at)
		}
	}
}

func TestSpan(t *testing.T) {
	f := NewFile("x", []byte("hello"))
	tests := []struct {
		name string
		span Span
		want string
	}{
		{"inside", f.Span(1, 3), "el"},
		{"clamped", f.Span(-4, 99), "hello"},
		{"backwards", f.Span(3, 1), ""},
		{"part", f.Span(1, 5).Sub(1, 3), "ll"},
		{"whole", f.Whole(), ""},
		{"none", Span{}, ""},
		{"part of none", Span{}.Sub(1, 2), ""},
		{"of no file", (*File)(nil).Span(1, 2), ""},
	}
	for _, tt := range tests {
		if got := tt.span.Text(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if p := (Span{}).Position(); p != (Position{}) || (Span{}).Path() != "" || (Span{}).EndPosition() != (Position{}) {
		t.Errorf("no place is at %v", p)
	}
	if got := f.Span(1, 3).EndPosition(); got.Column != 4 {
		t.Errorf("the end is at %v", got)
	}
	for _, tt := range []struct {
		p    Position
		want string
	}{{Position{}, ""}, {Position{Path: "x"}, "x"}, {Position{"x", 2, 0}, "x:2"}, {Position{"x", 2, 3}, "x:2:3"}} {
		if got := tt.p.String(); got != tt.want {
			t.Errorf("%#v is %q, want %q", tt.p, got, tt.want)
		}
	}
}

func TestDigest(t *testing.T) {
	d := NewFile("x", []byte("abc")).Digest() // FIPS 180-2, appendix B.1
	if d != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" || d.Short() != "ba7816bf8f01" {
		t.Errorf("got %s, %s", d, d.Short())
	}
	if Digest("abc").Short() != "abc" {
		t.Error("a short digest is cut")
	}
}
