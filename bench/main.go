// Command bench measures how long Candor takes to build sites, beside Hugo on
// the same pages, controls and evidence, and writes what it found as a table.
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
	"strconv"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var b bench
	sizes := flag.String("sizes", "100,1000", "numbers of pages, with commas between")
	flag.IntVar(&b.runs, "runs", 3, "builds of each site by each program")
	flag.StringVar(&b.candor, "candor", "", "program candor (required)")
	flag.StringVar(&b.hugo, "hugo", "", "program hugo; without it, Candor is measured alone")
	flag.StringVar(&b.dir, "dir", "", "folder for the sites (default: a temporary one)")
	flag.Parse()
	if err := run(ctx, &b, *sizes); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, b *bench, sizes string) error {
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
	for _, text := range strings.Split(sizes, ",") {
		pages, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || pages < 1 {
			return fmt.Errorf("-sizes: %q is no number of pages", text)
		}
		if err := b.cold(ctx, pages); err != nil {
			return err
		}
	}
	return nil
}
