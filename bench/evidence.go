package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/candor-site/candor/bench/corpus"
)

// assess runs a command of candor on a site: evidence ls reads all evidence and
// says how old it is for which controls; explain judges every control, too.
// Neither renders anything.
func (b *bench) assess(ctx context.Context, site string, command ...string) (usage, error) {
	return measure(ctx, site, b.candor, append(command, "--as-of", corpus.AsOf.Format(time.RFC3339))...)
}

// pieces judges a site with very much evidence, and lists its evidence: from
// nothing, then again after some of it was collected again. It returns what
// judging from nothing took.
func (b *bench) pieces(ctx context.Context, size corpus.Size) (usage, error) {
	site := filepath.Join(b.dir, fmt.Sprintf("pieces-%d", size.Pieces()))
	if err := corpus.Candor(site, size); err != nil {
		return usage{}, err
	}
	judged, err := b.coldAndWarm(ctx, site, size, fmt.Sprintf("Evidence: %d pieces of 2 to 20 KB judged (candor explain)", size.Pieces()), "explain", "control-0")
	if err != nil {
		return usage{}, err
	}
	_, err = b.coldAndWarm(ctx, site, size, fmt.Sprintf("Evidence: %d pieces of 2 to 20 KB listed with their age (candor evidence ls)", size.Pieces()), "evidence", "ls")
	return judged, err
}

// coldAndWarm runs a command from nothing, and again after some evidence was
// collected again. It returns what the former took.
func (b *bench) coldAndWarm(ctx context.Context, site string, size corpus.Size, title string, command ...string) (usage, error) {
	const changed = 100
	var cold, warm []usage
	for range b.runs {
		if err := b.aside(filepath.Join(site, ".candor")); err != nil {
			return usage{}, err
		}
		u, err := b.assess(ctx, site, command...)
		if err != nil {
			return usage{}, err
		}
		cold = append(cold, u)
	}
	for i := range b.runs {
		if err := corpus.Collect(site, size, changed, uint64(i)); err != nil {
			return usage{}, err
		}
		u, err := b.assess(ctx, site, command...)
		if err != nil {
			return usage{}, err
		}
		warm = append(warm, u)
	}
	b.title("%s", title)
	b.rows(row{"cold", median(cold)}, row{fmt.Sprintf("again, %d pieces changed", changed), median(warm)})
	return median(cold), nil
}

// reports judges a site with large pieces of evidence, of which assertions read
// the content.
func (b *bench) reports(ctx context.Context, n int) error {
	site := filepath.Join(b.dir, fmt.Sprintf("reports-%d", n))
	if err := corpus.Candor(site, corpus.Size{Pages: 5, Reports: n}); err != nil {
		return err
	}
	var runs []usage
	for range b.runs {
		if err := b.aside(filepath.Join(site, ".candor")); err != nil {
			return err
		}
		u, err := b.assess(ctx, site, "explain", "of-report-0")
		if err != nil {
			return err
		}
		runs = append(runs, u)
	}
	b.title("Evidence: %d reports of 5 MB judged (candor explain)", n)
	b.rows(row{"cold", median(runs)})
	return nil
}
