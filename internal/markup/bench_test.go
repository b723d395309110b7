package markup

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/source"
)

// plainFence is a fence with its language. The pages of the benchmark have no
// languages: goldmark colours no code, and colours are no part of what is
// compared.
var plainFence = regexp.MustCompile("(?m)^([ \t>]*)(```+|~~~+)[^`\n]*$")

// plainPages are pages without components: those of the corpus that are plain
// Markdown, or a page that is written here where the corpus is not.
func plainPages(b *testing.B) []*source.File {
	b.Helper()
	var pages []*source.File
	_ = filepath.WalkDir(corpus, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" || filepath.Base(path) == "SOURCES.md" {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil || isMDX(path, string(data)) {
			return err
		}
		pages = append(pages, source.NewFile(path, plainFence.ReplaceAll(data, []byte("$1$2"))))
		return nil
	})
	if len(pages) > 0 {
		return pages
	}
	b.Log("the corpus is not here: the pages are written by the benchmark")
	for i := range 30 {
		pages = append(pages, source.NewFile(fmt.Sprintf("p%d.md", i), []byte(strings.Repeat(fmt.Sprintf(
			"## Part %d\n\nA paragraph with *emphasis*, `code`, and [a link](p%d.md#part-%d) of a page.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n\n> [!NOTE]\n> A note.\n\n", i, i, i), 20))))
	}
	return pages
}

// BenchmarkAgainstGoldmark reads and writes the same pages without components
// with goldmark alone (GFM, footnotes, definition lists) and as a Document, in
// turn, and reports the ratio of CPU times.
func BenchmarkAgainstGoldmark(b *testing.B) {
	pages := plainPages(b)
	rounds := slices.Repeat(pages, 10) // so that collections of garbage count where they belong
	size := 0
	for _, f := range rounds {
		size += len(f.Data)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	opt := Options{Components: stubs("Callout"), Roots: []string{"control", "site", "page"}, Lenient: true}
	var theirs, ours time.Duration
	b.SetBytes(int64(size))
	for b.Loop() {
		start := cpu(b)
		for _, f := range rounds {
			if err := md.Convert(f.Data, io.Discard); err != nil {
				b.Fatal(err)
			}
		}
		between := cpu(b)
		for _, f := range rounds {
			d, _ := Parse(f, 0, opt)
			d.Render(io.Discard, hypertext.Env{})
		}
		theirs += between - start
		ours += cpu(b) - between
	}
	b.ReportMetric(float64(ours)/float64(theirs), "x-goldmark")
}

// cpu returns the processor time that this process has used.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Skip(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
