// Package crew shares numbered pieces of work among some workers, and bounds how
// much of it is in memory at once.
package crew

import (
	"context"
	"sync"
	"sync/atomic"
)

// Each calls do for the numbers [0, n), in about their order, on at most so many
// goroutines at a time. The first error, or the end of the context, keeps further
// pieces from being started; it is returned when those under way have ended.
func Each(ctx context.Context, workers, n int, do func(i int) error) error {
	var next atomic.Int64
	var failed atomic.Bool
	var once sync.Once
	var failure error
	fail := func(err error) {
		once.Do(func() { failure = err })
		failed.Store(true)
	}
	var wg sync.WaitGroup
	for range min(max(workers, 1), n) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				err := ctx.Err()
				if err == nil {
					err = do(i)
				}
				if err != nil {
					fail(err)
				}
			}
		})
	}
	wg.Wait()
	return failure
}
