package lineage

import (
	"errors"
	"strings"

	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/trust"
)

// fromGit begins the source of a time that a commit gives; the commit follows.
const fromGit = "git:"

// Introduce dates evidence that nothing else dates, of which it is given the bytes,
// by the commit that first brought those into the repository, under whatever name:
// the last resort. Without the whole history nobody knows that commit, and the
// evidence stays without a date.
func Introduce(set []*trust.Evidence, blobs map[*trust.Evidence]history.Blob, root string) {
	var undated []*trust.Evidence
	var wanted []history.Blob
	for _, e := range set {
		// What was derived takes the time of its parents, not that of a commit.
		if b, ok := blobs[e]; ok && len(e.Parents) == 0 {
			undated, wanted = append(undated, e), append(wanted, b)
		}
	}
	found, err := history.Introduced(root, wanted)
	for _, e := range undated {
		at, known := found[blobs[e]]
		c := &e.Clocks
		switch {
		case known:
			const short = 12
			c.CollectedAt, c.CollectedSource, c.Precision, c.Zone = at.At, fromGit+at.Commit[:short], "second", trust.ZoneStated
		case errors.Is(err, history.ErrNone):
			c.Unknown = "nothing says when it was collected"
		case errors.Is(err, history.ErrShallow):
			c.Unknown = "nothing says when it was collected, and git does not know either: this is a shallow clone"
		case err != nil:
			c.Unknown = "nothing says when it was collected, and the git history cannot be read: " + strings.TrimSpace(err.Error())
		default:
			c.Unknown = "nothing says when it was collected, and no commit holds these bytes"
		}
	}
}
