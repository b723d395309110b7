package crew

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

func TestEach(t *testing.T) {
	for _, workers := range []int{0, 1, 2, 7, 100} {
		for _, n := range []int{0, 1, 2, 50} {
			done := make([]atomic.Int32, n)
			var now, most atomic.Int32
			if err := Each(context.Background(), workers, n, func(i int) error {
				most.Store(max(most.Load(), now.Add(1)))
				done[i].Add(1)
				now.Add(-1)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			for i := range done {
				if done[i].Load() != 1 {
					t.Errorf("%d workers did piece %d of %d %d times", workers, i, n, done[i].Load())
				}
			}
			if int(most.Load()) > max(workers, 1) {
				t.Errorf("%d pieces were under way at a time, with %d workers", most.Load(), workers)
			}
		}
	}
}

func TestEachEndsWithTheFirstError(t *testing.T) {
	first := errors.New("first")
	var done atomic.Int32
	err := Each(context.Background(), 1, 100, func(i int) error {
		done.Add(1)
		if i == 3 {
			return first
		}
		return nil
	})
	if err != first || done.Load() != 4 {
		t.Errorf("got %v after %d pieces", err, done.Load())
	}
}

func TestEachEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var done atomic.Int32
	err := Each(ctx, 2, 100, func(i int) error {
		done.Add(1)
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || done.Load() > 2 {
		t.Errorf("got %v after %d pieces", err, done.Load())
	}
}
