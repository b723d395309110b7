package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/candor-site/candor/bench/corpus"
)

// sites is a corpus as both programs read it.
type sites struct {
	size         corpus.Size
	candor, hugo string // folders
}

// make writes a corpus of some pages for both programs.
func (b *bench) make(pages int) (sites, error) {
	s := sites{size: corpus.Size{Pages: pages, Evidence: 3}, candor: filepath.Join(b.dir, fmt.Sprintf("candor-%d", pages)), hugo: filepath.Join(b.dir, fmt.Sprintf("hugo-%d", pages))}
	if err := corpus.Candor(s.candor, s.size); err != nil || b.hugo == "" {
		return s, err
	}
	return s, corpus.Hugo(s.hugo, s.size)
}

// build runs Candor on a site.
func (b *bench) build(ctx context.Context, site string) (usage, error) {
	return measure(ctx, site, b.candor, "build", "--as-of", corpus.AsOf.Format(time.RFC3339))
}

// cold builds a site from nothing, by each program in turn. What an earlier
// run made is put aside, not removed: on some file systems files are made many
// times more slowly after others were removed.
func (b *bench) cold(ctx context.Context, s sites) (ours, theirs usage, err error) {
	var candor, hugo, twins []usage
	time.Sleep(rest)
	n := b.runs * max(1, min(7, 2000/s.size.Pages)) // a small one is soon built, and tells less at once
	for range n {
		if err := b.aside(filepath.Join(s.candor, "public"), filepath.Join(s.candor, ".public.candor-previous"), filepath.Join(s.candor, ".candor"), filepath.Join(s.hugo, "public"), filepath.Join(s.hugo, "public-twins"), filepath.Join(s.hugo, "resources")); err != nil {
			return ours, theirs, err
		}
		u, err := b.build(ctx, s.candor)
		if err != nil {
			return ours, theirs, err
		}
		candor = append(candor, u)
		if b.hugo == "" {
			continue
		}
		if u, err = measure(ctx, s.hugo, b.hugo, "--quiet"); err != nil {
			return ours, theirs, err
		}
		hugo = append(hugo, u)
		if u, err = measure(ctx, s.hugo, b.hugo, "--quiet", "--config", "hugo.yaml,twins.yaml", "--destination", "public-twins"); err != nil {
			return ours, theirs, err
		}
		twins = append(twins, u)
	}
	ours, theirs = median(candor), median(hugo)
	b.title("Cold build, %d pages, %d controls, %d pieces of evidence", s.size.Pages, s.size.Controls(), s.size.Pieces())
	b.say("Medians of %d builds of each.\n\n", n)
	b.compare(ours, theirs, b.hugo != "")
	if b.hugo != "" {
		also := median(twins)
		b.say("Hugo makes %s here, Candor %s: a Markdown twin of each page, JSON twins and badges of controls, their versions, the index of the search besides. Told to make such files too, of bare layouts (%s), Hugo takes:\n\n",
			weight(filepath.Join(s.hugo, "public")), weight(filepath.Join(s.candor, "public")), weight(filepath.Join(s.hugo, "public-twins")))
		b.rows(row{"Hugo, with twins", also})
		b.ratio(ours, also)
	}
	return ours, theirs, nil
}

// rest is how long files must have been at rest for a build to vouch for them.
const rest = 2500 * time.Millisecond

// again builds a site once more: with nothing changed, and after an edit of one
// page. The figures beside them are of Hugo's cold build.
func (b *bench) again(ctx context.Context, s sites, theirs usage) error {
	var same, edited []usage
	for i := range b.runs {
		u, err := b.build(ctx, s.candor)
		if err != nil {
			return err
		}
		same = append(same, u)
		if err := edit(s, i+1); err != nil {
			return err
		}
		time.Sleep(rest) // what was written just now may be written again: no build vouches for it
		if u, err = b.build(ctx, s.candor); err != nil {
			return err
		}
		edited = append(edited, u)
	}
	b.title("Build with nothing changed, %d pages, against Hugo's cold build", s.size.Pages)
	b.compare(median(same), theirs, b.hugo != "")
	b.title("Build after an edit of one page, %d pages, against Hugo's cold build", s.size.Pages)
	b.compare(median(edited), theirs, b.hugo != "")
	return nil
}
