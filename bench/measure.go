package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// usage is what one run of a program took.
type usage struct {
	wall, cpu time.Duration // cpu: of all its threads, in the program and for it
	peak      int64         // most memory that it held at once, in bytes
}

// measure runs a program in a folder to its end.
func measure(ctx context.Context, dir, program string, args ...string) (usage, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err := cmd.Run()
	u := usage{wall: time.Since(start)}
	if err != nil {
		return u, fmt.Errorf("%s %s: %w\n%s", program, strings.Join(args, " "), err, out.Bytes())
	}
	u.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.peak = r.Maxrss * 1024 // kibibytes on Linux, see getrusage(2)
	}
	return u, nil
}

// median returns the middle of what runs took, by each figure alone.
func median(runs []usage) usage {
	var u usage
	if len(runs) == 0 {
		return u
	}
	middle := func(of func(usage) int64) int64 {
		var all []int64
		for _, r := range runs {
			all = append(all, of(r))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	u.wall = time.Duration(middle(func(u usage) int64 { return int64(u.wall) }))
	u.cpu = time.Duration(middle(func(u usage) int64 { return int64(u.cpu) }))
	u.peak = middle(func(u usage) int64 { return u.peak })
	return u
}
