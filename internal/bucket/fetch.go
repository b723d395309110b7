package bucket

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"gocloud.dev/gcerrors"

	"github.com/candor-site/candor/internal/mirror"
	"github.com/candor-site/candor/internal/source"
)

// fetch fetches the objects that the last copy does not hold, several at a
// time, and fills in the digest of every one.
func (p *pull) fetch(ctx context.Context, last map[string]mirror.Object) error {
	var wanted []int
	for i, o := range p.found {
		if old, ok := last[o.Path]; ok && same(old, o) && p.store.holds(old) {
			p.found[i].Digest = old.Digest
			continue
		}
		wanted = append(wanted, i)
	}
	var mu sync.Mutex // guards failed, done and the report
	var failed []Refused
	done := 0
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(max(p.opt.Workers, 1), max(len(wanted), 1)) {
		wait.Go(func() {
			for i := range next {
				err := p.object(ctx, &p.found[i])
				mu.Lock()
				if done++; err != nil {
					failed = append(failed, Refused{Key: p.prefix + p.found[i].Path, Why: err.Error()})
				} else {
					p.report.Fetched++
					p.report.Bytes += p.found[i].Size
				}
				if p.opt.Progress != nil {
					p.opt.Progress(done, len(wanted))
				}
				mu.Unlock()
			}
		})
	}
	for _, i := range wanted {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(failed) > 0 {
		slices.SortFunc(failed, func(a, b Refused) int { return cmp.Compare(a.Key, b.Key) })
		return &FetchError{Failed: failed, Total: len(wanted)}
	}
	return nil
}

// same reports whether an object is as it was when it was last copied. Without
// a tag the store's time of change decides.
func same(old, now mirror.Object) bool {
	return old.Size == now.Size && old.Tag == now.Tag && (now.Tag != "" || old.Modified.Equal(now.Modified))
}

// object fetches one object into the store.
func (p *pull) object(ctx context.Context, o *mirror.Object) error {
	return p.retry(ctx, func(ctx context.Context) error {
		r, err := p.bucket.NewReader(ctx, p.prefix+o.Path, nil)
		if err != nil {
			return err
		}
		defer func() { _ = r.Close() }() // all of it was read, or the try failed
		data, err := io.ReadAll(io.LimitReader(r, p.opt.Limit+1))
		switch {
		case err != nil:
			return err
		case int64(len(data)) != r.Size():
			return fmt.Errorf("the body ended after %d of %d bytes", len(data), r.Size())
		case int64(len(data)) > p.opt.Limit:
			return fmt.Errorf("it grew beyond %d bytes", p.opt.Limit)
		}
		if int64(len(data)) != o.Size || !r.ModTime().Truncate(time.Second).Equal(o.Modified.Truncate(time.Second)) {
			// It was replaced after it was listed: the next copy looks again.
			o.Size, o.Tag, o.Modified = int64(len(data)), "", r.ModTime().UTC()
		}
		o.Digest = source.DigestOf(data)
		return p.store.put(o.Digest, data)
	})
}

// retry tries until it succeeds, the attempts are used up, or trying again
// cannot help.
func (p *pull) retry(ctx context.Context, try func(context.Context) error) error {
	pause := p.opt.Pause
	for attempt := 1; ; attempt++ {
		err := p.once(ctx, try)
		if err == nil || ctx.Err() != nil {
			return cmp.Or(ctx.Err(), err)
		}
		if attempt >= p.opt.Attempts || hopeless(err) {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
		pause *= 2
	}
}

func (p *pull) once(ctx context.Context, try func(context.Context) error) error {
	limited, cancel := context.WithTimeout(ctx, p.opt.Timeout)
	defer cancel()
	err := try(limited)
	if errors.Is(err, context.DeadlineExceeded) || err != nil && limited.Err() != nil {
		return fmt.Errorf("no answer within %s", p.opt.Timeout)
	}
	return err
}

// hopeless reports an error that another try will meet again.
func hopeless(err error) bool {
	var local *storeError
	if errors.As(err, &local) {
		return true
	}
	switch gcerrors.Code(err) {
	case gcerrors.NotFound, gcerrors.PermissionDenied, gcerrors.InvalidArgument, gcerrors.Unimplemented:
		return true
	}
	return false
}
