package source

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// said is all that is known of places in a file.
func said(f *File) []any {
	out := []any{f.Lines(), f.Digest()}
	for at := range f.size() + 2 {
		s := f.Span(at, at+3)
		line, from := f.Line(s.Position().Line)
		out = append(out, s.Start, s.End, s.Text(), s.Position(), s.EndPosition(), s.Sub(1, 2).Position(), line, from, Text{Value: "ne", Span: s}.At(0, 1).Start)
	}
	return out
}

func TestLetGo(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.md": "one\r\n\"tw\xc3\xb6\" néne\n\nend", "empty.md": "", "changed.md": "old", "gone.md": "gone"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) *File {
		f, err := tree.Read(name, 100)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	away := func(name string) *File {
		f := read(name)
		f.LetGo()
		if f.Data != nil {
			t.Errorf("%s still has its bytes", name)
		}
		return f
	}
	a, empty, changed, gone := away("a.md"), away("empty.md"), away("changed.md"), away("gone.md")
	whole, nothing := said(read("a.md")), said(read("empty.md"))
	if err := tree.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		f    *File
		want []any
	}{{a, whole}, {empty, nothing}} {
		got := said(c.f)
		for i := range c.want {
			if got[i] != c.want[i] {
				t.Errorf("%s: number %d is %v, want %v", c.f.Path, i, got[i], c.want[i])
			}
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "changed.md"), []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "gone.md")); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*File{changed, gone} {
		s := f.Span(1, 3)
		line, _ := f.Line(1)
		if s.Start != 1 || s.End != 3 || s.Text() != "" || line != "" || s.Position() != (Position{Path: f.Path}) {
			t.Errorf("%s says %v %q %q", f.Path, s, s.Text(), line)
		}
	}
	made := NewFile("made.md", []byte("text"))
	made.LetGo()
	if string(made.Data) != "text" {
		t.Error("a file that no tree read lost its bytes")
	}
}

func TestPutAway(t *testing.T) {
	kept, lost := []byte("text\nof a file"), false
	f := NewFile("a.md", slices.Clone(kept))
	f.PutAway(func(use func([]byte)) error {
		if lost {
			return os.ErrClosed
		}
		use(slices.Clone(kept))
		return nil
	})
	held := f.Bytes()
	for range 2 {
		f.Use(func(data []byte) {
			if string(data) != string(kept) {
				t.Errorf("the file has %q", data)
			}
			clear(data) // nobody else has it
		})
	}
	if string(held) != string(kept) || f.Digest() != DigestOf(kept) || f.Span(5, 7).Text() != "of" {
		t.Errorf("%q became %q", kept, held)
	}
	lost = true
	f.Use(func(data []byte) {
		if data != nil {
			t.Errorf("%q is not there", data)
		}
	})
	NewFile("b.md", kept).Use(func(data []byte) {
		if &data[0] != &kept[0] {
			t.Error("the bytes in memory were copied")
		}
	})
}
