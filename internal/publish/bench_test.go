package publish

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/crew"
)

// portal is a tree of some thousand files; n makes a tenth of them others.
func portal(n int) []artifact.File {
	const folders = 2400
	var out []artifact.File
	for i := range folders {
		edit := 0
		if i%10 == 0 {
			edit = n
		}
		text := bytes.Repeat(fmt.Appendf(nil, "<p>page %d, edit %d</p>\n", i, edit), 450)
		out = append(out, artifact.New(fmt.Sprintf("area-%d/page-%d/index.html", i%7, i), text), artifact.New(fmt.Sprintf("area-%d/page-%d/index.md", i%7, i), text[:len(text)/2]))
	}
	return out
}

func publishPortal(b *testing.B, dir string, files []artifact.File) {
	s, err := Begin(context.Background(), Options{Dir: dir, AsOf: asOf})
	if err != nil {
		b.Fatal(err)
	}
	if err := crew.Each(context.Background(), 2, len(files), func(i int) error { return s.Put(files[i]) }); err != nil {
		b.Fatal(err)
	}
	if _, err := s.Publish(context.Background()); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkCold(b *testing.B) {
	files, parent := portal(0), b.TempDir()
	for i := 0; b.Loop(); i++ {
		publishPortal(b, filepath.Join(parent, fmt.Sprint(i)), files)
	}
}

func BenchmarkEdited(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "public")
	publishPortal(b, dir, portal(0))
	publishPortal(b, dir, portal(1))
	trees := [...][]artifact.File{portal(2), portal(3), portal(4)}
	for i := 0; b.Loop(); i++ {
		publishPortal(b, dir, trees[i%3])
	}
}
