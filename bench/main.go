// Command bench measures how long Candor takes to build and judge sites, beside
// Hugo on the same pages, controls and evidence, and writes what it found as a
// table.
//
// Both programs build in turn, so that a machine that slows down slows both;
// what counts is the ratio.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/bench/corpus"
)

// bench is what is measured, and with what.
type bench struct {
	candor, hugo string // programs; hugo may be ""
	dir          string // folder for the sites
	runs         int

	moved   int // folders that were put aside
	results strings.Builder
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var b bench
	sizes := flag.String("sizes", "100,1000", "numbers of pages, with commas between")
	parts := flag.String("parts", "build,evidence,serve", "what is measured: build, evidence, serve")
	results := flag.String("results", "", "file that the results are written to, besides")
	flag.IntVar(&b.runs, "runs", 3, "runs of each command")
	flag.StringVar(&b.candor, "candor", "", "program candor (required)")
	flag.StringVar(&b.hugo, "hugo", "", "program hugo; without it, Candor is measured alone")
	flag.StringVar(&b.dir, "dir", "", "folder for the sites, which stay (default: a temporary one, which goes)")
	flag.Parse()
	err := b.run(ctx, *sizes, strings.Split(*parts, ","))
	if err == nil && *results != "" {
		err = os.WriteFile(*results, []byte(b.results.String()), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(ctx context.Context, sizes string, parts []string) error {
	if b.candor == "" {
		return fmt.Errorf("-candor names no program")
	}
	if b.dir == "" {
		dir, err := os.MkdirTemp("", "candor-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		b.dir = dir
	}
	defer os.RemoveAll(filepath.Join(b.dir, "aside"))
	for _, program := range []*string{&b.candor, &b.hugo} { // they run in the folders of the sites
		if *program == "" {
			continue
		}
		full, err := filepath.Abs(*program)
		if err != nil {
			return err
		}
		*program = full
	}
	b.head(ctx)
	var before usage // the cold build of the size before
	var smaller corpus.Size
	for i, text := range strings.Split(sizes, ",") {
		pages, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || pages < 1 {
			return fmt.Errorf("-sizes: %q is no number of pages", text)
		}
		s, err := b.make(pages)
		if err != nil {
			return err
		}
		if slices.Contains(parts, "build") {
			ours, theirs, err := b.cold(ctx, s)
			if err != nil {
				return err
			}
			if i > 0 {
				b.growth(before, ours, s.size.Pages-smaller.Pages, "page")
			}
			before, smaller = ours, s.size
			if err := b.again(ctx, s, theirs); err != nil {
				return err
			}
			if err := b.download(s); err != nil {
				return err
			}
		}
		if slices.Contains(parts, "serve") {
			if err := b.loop(ctx, s); err != nil {
				return err
			}
		}
	}
	if !slices.Contains(parts, "evidence") {
		return nil
	}
	few, err := b.pieces(ctx, corpus.Size{Pages: 500, Evidence: 100})
	if err != nil {
		return err
	}
	many, err := b.pieces(ctx, corpus.Size{Pages: 500, Evidence: 1000})
	if err != nil {
		return err
	}
	b.growth(few, many, 90_000, "piece of evidence")
	return b.reports(ctx, 100)
}
