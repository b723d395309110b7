package bucket

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"
)

// Process is what the program candor-storage knows of its process.
type Process struct {
	Args   []string // without the name of the program
	Stdout io.Writer
	Stderr io.Writer
	Now    func() time.Time
}

// The exit codes, as those of candor.
const (
	exitClean   = 0
	exitMend    = 1
	exitUsage   = 2
	exitMachine = 3
)

const usage = `usage: candor-storage pull [-dir DIR] [-progress] SOURCE

Copies the objects of a bucket to .candor/evidence below DIR, where candor reads
them. SOURCE is s3://bucket/prefix, gs://bucket/prefix, azblob://container/prefix
or file:///folder, with the parameters of gocloud.dev/blob. A report is printed
as one line of JSON. candor evidence pull calls this program.
`

// Run runs the program and returns its exit code: 0 all copied, 1 some objects
// were refused, 2 wrong usage, 3 the bucket could not be copied.
func Run(ctx context.Context, p Process) int {
	opt := Options{
		Dir: ".", Now: p.Now(), Workers: 16, Attempts: 5, Timeout: time.Minute, Pause: 200 * time.Millisecond, Limit: 64 << 20,
	}
	var progress bool
	flags := flag.NewFlagSet("candor-storage", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&opt.Dir, "dir", opt.Dir, "")
	flags.DurationVar(&opt.Timeout, "timeout", opt.Timeout, "")
	flags.IntVar(&opt.Attempts, "attempts", opt.Attempts, "")
	flags.BoolVar(&progress, "progress", false, "")
	if len(p.Args) == 0 || p.Args[0] != "pull" {
		fmt.Fprint(p.Stderr, usage)
		return exitUsage
	}
	err := flags.Parse(p.Args[1:])
	if err != nil || flags.NArg() != 1 {
		fmt.Fprint(p.Stderr, usage)
		return exitUsage
	}
	opt.Source = flags.Arg(0)
	if progress {
		opt.Progress = func(done, total int) { fmt.Fprintf(p.Stderr, "\rfetching %d of %d", done, total) }
	}
	report, err := Pull(ctx, opt)
	if progress {
		fmt.Fprint(p.Stderr, "\r\x1b[K")
	}
	if err != nil {
		p.complain(err)
		return exitMachine
	}
	if err := json.NewEncoder(p.Stdout).Encode(report); err != nil {
		p.complain(err)
		return exitMachine
	}
	if len(report.Refused) > 0 {
		return exitMend
	}
	return exitClean
}

// complain says what went wrong, and what follows from it.
func (p Process) complain(err error) {
	var failed *FetchError
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.Stderr, "candor-storage: interrupted; the last copy stays")
		return
	case errors.As(err, &failed):
		for _, f := range failed.Failed[:min(len(failed.Failed), 10)] {
			fmt.Fprintf(p.Stderr, "candor-storage: %s: %s\n", f.Key, f.Why)
		}
	}
	fmt.Fprintf(p.Stderr, "candor-storage: error: %v; the last copy stays\n", err)
}
