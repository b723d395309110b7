package cli

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/candor-site/candor/internal/memo"
)

// The table of results of earlier runs, below the site's folder.
const (
	cacheFile = ".candor/cache/readings"
	cacheSize = 512 << 20 // bytes, at most
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
	table, err := memo.Open(root, cacheFile, maker(), cacheSize)
	if err != nil {
		root.Close()
		return nil
	}
	a.memo, a.memoRoot = table, root
	return table
}

// forget writes the table when the command is done.
func (a *app) forget() {
	if a.memo == nil {
		return
	}
	if err := a.memo.Close(); err != nil && a.verbose {
		a.say("candor: nothing is remembered for the next run: %v", err)
	}
	a.memoRoot.Close()
}

// maker names this build of the program: what another build computed does not
// count. A build from a changed working copy is told by its file.
func maker() string {
	name := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		name = info.String()
	}
	if own, err := os.Executable(); err == nil {
		if file, err := os.Stat(own); err == nil {
			name += fmt.Sprint(file.Size(), file.ModTime().UnixNano())
		}
	}
	return name
}
