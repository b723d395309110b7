package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/candor-site/candor/bench/corpus"
)

// bench is what is measured.
type bench struct {
	candor, hugo string // programs
	dir          string // folder for the sites
	runs         int
}

// cold builds a site of some pages from nothing, by each program in turn.
func (b *bench) cold(ctx context.Context, pages int) error {
	size := corpus.Size{Pages: pages, Evidence: 3}
	ours, theirs := filepath.Join(b.dir, fmt.Sprintf("candor-%d", pages)), filepath.Join(b.dir, fmt.Sprintf("hugo-%d", pages))
	if err := corpus.Candor(ours, size); err != nil {
		return err
	}
	if b.hugo != "" {
		if err := corpus.Hugo(theirs, size); err != nil {
			return err
		}
	}
	var candor, hugo []usage
	for range b.runs {
		for _, rest := range []string{filepath.Join(ours, "public"), filepath.Join(ours, ".candor"), filepath.Join(theirs, "public"), filepath.Join(theirs, "resources")} {
			if err := os.RemoveAll(rest); err != nil {
				return err
			}
		}
		u, err := measure(ctx, ours, b.candor, "build", "--as-of", corpus.AsOf.Format(time.RFC3339))
		if err != nil {
			return err
		}
		candor = append(candor, u)
		if b.hugo == "" {
			continue
		}
		if u, err = measure(ctx, theirs, b.hugo, "--quiet"); err != nil {
			return err
		}
		hugo = append(hugo, u)
	}
	report(os.Stdout, fmt.Sprintf("cold, %d pages, %d controls, %d pieces of evidence", pages, size.Controls(), 3*size.Controls()), candor, hugo)
	return nil
}
