// Package profile records what a run of the program spends its time on: a CPU
// profile for go tool pprof, and an execution trace for go tool trace.
//
// It writes the files that it is told to and nothing else, and what it records
// is of the program alone: no content of a site, but the names of functions.
package profile

import (
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"runtime/trace"
)

// Recording is under way until Stop.
type Recording struct{ stops []func() error }

// Start records a CPU profile to one file and an execution trace to another;
// an empty name leaves one out. Files that exist are replaced.
func Start(cpu, execution string) (*Recording, error) {
	r := &Recording{}
	if err := r.record(cpu, func(f *os.File) error { return pprof.StartCPUProfile(f) }, pprof.StopCPUProfile); err != nil {
		return nil, fmt.Errorf("no profile is recorded: %w", err)
	}
	if err := r.record(execution, func(f *os.File) error { return trace.Start(f) }, trace.Stop); err != nil {
		return nil, errors.Join(fmt.Errorf("no trace is recorded: %w", err), r.Stop())
	}
	return r, nil
}

// record starts one of the two.
func (r *Recording) record(name string, start func(*os.File) error, stop func()) error {
	if name == "" {
		return nil
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := start(f); err != nil {
		return errors.Join(err, f.Close())
	}
	r.stops = append(r.stops, func() error {
		stop()
		return f.Close()
	})
	return nil
}

// Stop ends the recording and writes its files. On a nil Recording it does
// nothing.
func (r *Recording) Stop() error {
	if r == nil {
		return nil
	}
	var errs []error
	for _, stop := range r.stops {
		errs = append(errs, stop())
	}
	r.stops = nil
	return errors.Join(errs...)
}
