package build

import (
	"context"
	"fmt"
	"testing"

	"github.com/candor-site/candor/internal/site"
)

// BenchmarkLarkspur builds the portal of this repository in memory: load,
// resolve, assess, disclose, render.
func BenchmarkLarkspur(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				build(b, repository, "public", workers)
			}
		})
	}
}

// BenchmarkPages builds a site of 1,000 pages that cite controls.
func BenchmarkPages(b *testing.B) {
	dir := b.TempDir()
	put(b, dir, "candor.yaml", siteFile)
	for i := range 100 {
		put(b, dir, fmt.Sprintf("controls/c%d.yaml", i), fmt.Sprintf("controls:\n  - {id: c%d, title: Control %d, kind: %s, parameters: {retention: P%dD}}\n", i, i, site.Kinds()[i%28].ID, i+1))
	}
	for i := range 1000 {
		put(b, dir, fmt.Sprintf("content/s%d/p%d.md", i%20, i), fmt.Sprintf("# Page %d\n\nKept for {control.c%d.retention}.\n\n<Control id=\"c%d\"/>\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", i, i%100, i%100))
	}
	b.ResetTimer()
	for b.Loop() {
		p, err := Open(context.Background(), Options{Dir: dir, AsOf: asOf, Workers: 2})
		if err != nil {
			b.Fatal(err)
		}
		v, _ := p.View("public")
		if _, list, err := p.Render(context.Background(), v); err != nil || list.HasErrors() || p.Diagnostics.HasErrors() {
			b.Fatal(err, list, p.Diagnostics)
		}
	}
}
