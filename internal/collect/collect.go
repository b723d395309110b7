// Package collect runs declared collectors and single commands, and keeps what
// they print as evidence: a file, the envelope beside it, a line in the log.
//
// It is the only package that runs other programs. It runs no shell, gives a
// program no environment but what is named, and writes nothing that was not
// redacted and searched for secrets before. It never judges what it collects.
package collect

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/collectors"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/site"
)

// Options say where and how to collect.
type Options struct {
	Root    string // the site
	WorkDir string // where programs run that name no folder; a folder of the system
	Config  *site.Config
	Formats *format.Registry
	Known   *evidence.Set // what was collected so far
	Jobs    int           // runs at a time; at least 1
	Version string        // of this program

	Now    func() time.Time
	Getenv func(string) string
	Stdin  io.Reader // what a job with Stdin "-" reads

	Started func(name string) // a run begins; may be nil, and is called from several goroutines
	Ended   func(Result)      // a run ended; the same
}

// Job is one run to make.
type Job struct {
	*collectors.Collector
	By         *evidence.Collector // who collects
	Event      *evidence.Occurrence
	ValidUntil time.Time
}

// Result is what came of one run. File is empty where it failed.
type Result struct {
	Name        string
	ID          string // of the evidence
	File        string // below the site
	Format      string // "" when no format recognises the output
	Verdict     string
	CollectedAt time.Time
	Source      string // of CollectedAt
	ExitCode    *int   // nil where nothing ran to its end
	Started     time.Time
	Ended       time.Time
	Attempts    int
	Failure     *Failure // nil when evidence was recorded
	Stderr      []string // its last lines, redacted
	Notes       []string // what the user should know of evidence that was recorded
}

// Failure says why a run collected nothing.
type Failure struct {
	Reason string   // without text of the tool: it stands on pages
	Detail []string // more, for those who collect
	// Unrun reports that nothing was run, since the job itself is wrong.
	Unrun bool
}

// Run makes the runs, at most opt.Jobs at a time, and returns their results in
// the order of the jobs. One that fails does not stop the others, and is
// recorded in the log. An error means that what came of a run could not be
// written, or that ctx ended; what was begun then is not recorded.
func Run(ctx context.Context, opt Options, jobs []Job) ([]Result, error) {
	c := &collection{Options: opt}
	results, errs := make([]Result, len(jobs)), make([]error, len(jobs))
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(max(opt.Jobs, 1), max(len(jobs), 1)) {
		wait.Go(func() {
			for i := range next {
				results[i], errs[i] = c.one(ctx, jobs[i])
			}
		})
	}
	for i := range jobs {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return results, err
	}
	for _, err := range errs {
		if err != nil {
			return results, err
		}
	}
	return results, nil
}

// collection is what the runs of one call share.
type collection struct {
	Options
	writing sync.Mutex // one recording at a time
}

// one makes one run and records what came of it.
func (c *collection) one(ctx context.Context, job Job) (Result, error) {
	if c.Started != nil {
		c.Started(job.Name)
	}
	r := Result{Name: job.Name, ID: job.Evidence, Started: c.Now()}
	out, failure := c.output(ctx, job, &r)
	if ctx.Err() != nil {
		return r, nil // Run says so
	}
	var err error
	if failure == nil {
		failure, err = c.record(job, out, &r)
	}
	if r.Failure = failure; failure != nil && err == nil && !failure.Unrun {
		err = c.logFailure(job, &r)
	}
	if err == nil && c.Ended != nil {
		c.Ended(r)
	}
	return r, err
}

// output runs a job until it yields something, as often as it may be tried
// again.
func (c *collection) output(ctx context.Context, job Job, r *Result) (*captured, *Failure) {
	env, failure := c.environment(job)
	if failure != nil {
		return nil, failure
	}
	if failure := refused(job, env); failure != nil {
		return nil, failure
	}
	wait := job.Backoff
	for {
		r.Attempts++
		out, failure := c.attempt(ctx, job, env, r)
		if failure == nil || failure.Unrun || r.Attempts > job.Retries || ctx.Err() != nil {
			return out, failure
		}
		pause(ctx, wait)
		wait *= 2
	}
}

// attempt runs a job once.
func (c *collection) attempt(ctx context.Context, job Job, env environment, r *Result) (*captured, *Failure) {
	limited, cancel := context.WithTimeoutCause(ctx, job.Timeout, errTimeout)
	defer cancel()
	r.Started = c.Now()
	var out *captured
	var failure *Failure
	if job.Builtin != "" {
		out, failure = c.builtin(limited, job)
	} else {
		out, failure = c.program(limited, job, env, r)
	}
	r.Ended = c.Now()
	return out, failure
}

// pause waits, unless ctx ends before.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
