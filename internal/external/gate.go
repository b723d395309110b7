package external

import (
	"context"
	"sync"
	"time"
)

// gate lets a few requests to one host through at a time, one after another
// with a pause between them.
type gate struct {
	slots chan struct{}

	mu      sync.Mutex
	next    time.Time // when the next request may start
	strikes int       // time-outs since the host last answered
	dead    *failure  // why the host is given up, or nil
}

// gate returns the gate of a host.
func (c *checker) gate(host string) *gate {
	c.mu.Lock()
	defer c.mu.Unlock()
	g := c.gates[host]
	if g == nil {
		g = &gate{slots: make(chan struct{}, perHost)}
		c.gates[host] = g
	}
	return g
}

// enter waits until a request may start, and returns what ends it; an error is
// that of the context.
func (c *checker) enter(ctx context.Context, g *gate) (leave func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case g.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	g.mu.Lock()
	now := c.opt.Now()
	at := now
	if g.next.After(at) {
		at = g.next
	}
	g.next = at.Add(c.opt.Delay)
	g.mu.Unlock()
	if at.After(now) {
		if err := c.opt.Sleep(ctx, at.Sub(now)); err != nil {
			<-g.slots
			return nil, err
		}
	}
	select {
	case c.slots <- struct{}{}:
	case <-ctx.Done():
		<-g.slots
		return nil, ctx.Err()
	}
	return func() { <-c.slots; <-g.slots }, nil
}

// pause keeps every request to the host waiting.
func (g *gate) pause(until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until.After(g.next) {
		g.next = until
	}
}

// answered notes that the host sent an answer.
func (g *gate) answered() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.strikes = 0
}

// failed notes a failure, and returns the one that counts: the first that gave
// the host up, else this one.
func (g *gate) failed(f failure) failure {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f.late {
		if g.strikes++; g.strikes >= maxStrikes {
			f.whole = true
		}
	}
	if g.dead == nil && f.whole {
		g.dead = &f
	}
	if g.dead != nil {
		return *g.dead
	}
	return f
}

// given returns why the host was given up, or nil.
func (g *gate) given() *failure {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.dead
}

// sleep waits for real.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
