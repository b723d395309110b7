package cli

import (
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strconv"

	"github.com/candor-site/candor/internal/locker"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/rest"
	"github.com/candor-site/candor/internal/reuse"
	"github.com/candor-site/candor/internal/slack"
)

// What is remembered of earlier runs, below the site's folder.
const (
	cacheFile  = ".candor/cache/pictures" // pictures in other sizes
	cacheSize  = 512 << 20                // of those, in bytes, at most
	begunFile  = ".candor/cache/begun"    // there for a moment when a run begins
	lockerFile = ".candor/cache/pieces"   // pieces of evidence
	lockerSize = 256 << 20                // of those, in bytes, at most
	leastPiece = 2000                     // what one is in memory, in bytes, at least
	pagesDir   = ".candor/cache/pages"    // what the files of portals came to, a file for each portal
)

// remember opens the table of earlier runs. What keeps it from being used is no
// error: everything is computed then.
func (a *app) remember(never bool) *memo.Table {
	if never || a.memo != nil {
		return a.memo
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil
	}
	table, err := memo.Open(root, cacheFile, memo.Maker(), cacheSize)
	if err != nil {
		root.Close()
		return nil
	}
	a.memo, a.memoRoot, a.watch, a.locker = table, root, rest.Begin(root, begunFile), locker.Open(root, lockerFile, memo.Maker(), lockerSize)
	slack.Expect(min(int64(a.locker.Len())*leastPiece, 200<<20)) // evidence says more exactly when it was listed
	return table
}

// earlier opens what the files of a portal came to; nil where nothing is remembered,
// or the instant is that of each build.
func (a *app) earlier(f buildFlags, out string, keep reuse.Keep) *reuse.Store {
	if a.memo == nil || f.noCache || a.isNow(f.asOf) {
		return nil
	}
	portal := memo.KeyOf(out, f.audience, strconv.FormatBool(f.drafts))
	return reuse.Open(a.memoRoot, pagesDir+"/"+hex.EncodeToString(portal[:8]), keep)
}

// forget writes the table and the pieces when the command is done.
func (a *app) forget() {
	if a.memo == nil {
		return
	}
	if err := errors.Join(a.memo.Close(), a.locker.Close()); err != nil && a.verbose {
		a.say("candor: nothing is remembered for the next run: %v", err)
	}
	sweep(a.memoRoot)
	a.memoRoot.Close()
}

// outgrown are the files in which earlier versions of the program remembered what
// no version of today asks for, and how each of them begins.
var outgrown = map[string]string{
	".candor/cache/files":    "candor files 1\n",
	".candor/cache/readings": "candor memo 1\n",
}

// sweep removes what is outgrown. What another program made under such a name stays,
// and so does what cannot be removed: another process may have been quicker.
func sweep(root *os.Root) {
	for name, magic := range outgrown {
		for _, name := range []string{name, name + ".part"} {
			info, err := root.Lstat(name)
			if err == nil && info.Mode().IsRegular() && begins(root, name, magic) {
				_ = root.Remove(name)
			}
		}
	}
}

// begins reports whether a file begins with a text.
func begins(root *os.Root, name, text string) bool {
	f, err := root.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(text))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == text
}
