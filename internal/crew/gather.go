package crew

import "context"

// Gather calls functions on at most so many goroutines at a time, and returns what
// they return, in their order.
func Gather[T any](workers int, parts ...func() T) []T {
	out := make([]T, len(parts))
	// The error can only be that of a context, and this one never ends.
	_ = Each(context.Background(), workers, len(parts), func(i int) error {
		out[i] = parts[i]()
		return nil
	})
	return out
}
