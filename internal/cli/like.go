package cli

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/mirror"
	"github.com/candor-site/candor/internal/replay"
)

// buildsFile holds what earlier builds came to, below the site's folder.
const buildsFile = ".candor/cache/builds"

// treesFile holds the seals of the trees that earlier builds left.
const treesFile = ".candor/cache/trees"

// like returns what tells whether a build is like an earlier one: nil where
// nothing is remembered, or the instant is that of each build.
func (a *app) like(f buildFlags, out string) (*replay.Run, error) {
	asOf, err := a.instant(f.asOf)
	if err != nil || f.noCache || a.isNow(f.asOf) {
		return nil, err
	}
	a.progress().Step("comparing")
	flags := fmt.Sprintf("%q", []string{asOf.Format(time.RFC3339), a.dir, out, f.audience, f.name})
	modes := fmt.Sprint(f.lenient, f.stubs, f.drafts, a.quiet, a.verbose, a.color(a.streamOf(f.name)))
	return replay.Begin(a.dir, buildsFile, slices.Concat(inputs, []string{mirror.Dir}), "build", memo.Maker(), history.Stamp(a.dir), flags, modes), nil
}

// trees are the seals of the trees that earlier builds left; nil where nothing is
// remembered.
func (a *app) trees(noCache bool) *replay.Trees {
	if noCache {
		return nil
	}
	return replay.OpenTrees(a.dir, treesFile)
}

// repeat prints what a build came to that would only be done again.
func (a *app) repeat(o *replay.Outcome, format string) error {
	a.settle()
	if _, err := a.streamOf(format).Write(o.Printed); err != nil {
		return err
	}
	a.sayBuilt(true, o.Summary)
	return nil
}

// copied is a writer that keeps what is written.
type copied struct {
	io.Writer
	copy bytes.Buffer
}

func (c *copied) Write(p []byte) (int, error) {
	c.copy.Write(p)
	return c.Writer.Write(p)
}
