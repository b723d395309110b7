package cli

import (
	"errors"
	"os"

	"github.com/candor-site/candor/internal/ledger"
	"github.com/candor-site/candor/internal/locker"
	"github.com/candor-site/candor/internal/memo"
)

// What is remembered of earlier runs, below the site's folder.
const (
	cacheFile  = ".candor/cache/pictures" // pictures in other sizes
	cacheSize  = 512 << 20                // of those, in bytes, at most
	ledgerFile = ".candor/cache/files"    // digests of files
	lockerFile = ".candor/cache/pieces"   // pieces of evidence
	lockerSize = 256 << 20                // of those, in bytes, at most
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
	a.memo, a.memoRoot, a.ledger, a.locker = table, root, ledger.Open(root, ledgerFile), locker.Open(root, lockerFile, memo.Maker(), lockerSize)
	return table
}

// forget writes the table and the ledger when the command is done.
func (a *app) forget() {
	if a.memo == nil {
		return
	}
	if err := errors.Join(a.memo.Close(), a.ledger.Close(), a.locker.Close()); err != nil && a.verbose {
		a.say("candor: nothing is remembered for the next run: %v", err)
	}
	a.memoRoot.Close()
}
