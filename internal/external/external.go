// Package external asks other hosts whether the addresses that a site links to
// still answer. It is the only package that opens connections.
//
// It sends HEAD and GET, reads no pages, stores nothing but its cache, and goes
// to no private address unless told to. It finds no links and renders nothing.
package external

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Outcome is what became of one address.
type Outcome string

// The outcomes. An address that answers with an error that may pass, or with a
// refusal, is unreached; one that no check may or need ask is skipped.
const (
	Reached   Outcome = "reached"
	Moved     Outcome = "moved"
	Broken    Outcome = "broken"
	Unreached Outcome = "unreached"
	Skipped   Outcome = "skipped"
)

// Answer is what is known of one address.
type Answer struct {
	URL      string // without its fragment
	Outcome  Outcome
	Status   int    // the last HTTP status, 0 without one
	Location string // of an address that has moved: the new one
	Why      string // why it is broken, unreached or skipped
	Host     string // the host that Why is about as a whole, or ""
	Cached   bool   // known from an earlier run

	unnamed bool // the name of the host does not exist
}

// Options say how to ask. The zero value of a field means its default.
type Options struct {
	Agent   string        // the User-Agent that is sent
	Private bool          // also ask loopback and private addresses
	Timeout time.Duration // of one request, 15 s by default
	Delay   time.Duration // between two requests to one host, 250 ms by default
	Cache   *Cache        // nil for none
	Now     func() time.Time
	// Sleep waits, or returns the error of the context; nil waits for real.
	Sleep func(ctx context.Context, d time.Duration) error
}

// The limits of a run.
const (
	perHost      = 2  // requests to one host at a time
	perRun       = 16 // requests at a time
	maxTries     = 3
	maxRedirects = 10
	maxStrikes   = 3                // time-outs after which a host is given up
	maxWait      = 60 * time.Second // that a host may ask for before a further try
	someBytes    = 1024             // of a page that a GET asks for
)

// Key returns the form of an address by which it is asked and remembered: its
// fragment and user are cut off. It reports false for what is no address of the
// web.
func Key(address string) (string, bool) {
	address = strings.TrimSpace(address)
	if strings.HasPrefix(address, "//") {
		address = "https:" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return "", false
	}
	if u.Scheme = strings.ToLower(u.Scheme); u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	u.Host, u.User, u.Fragment, u.RawFragment = strings.ToLower(u.Host), nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), true
}

// hostOf returns the host of a key, with its port where one is written.
func hostOf(key string) string {
	u, err := url.Parse(key)
	if err != nil {
		return ""
	}
	return u.Host
}

// checker is one run.
type checker struct {
	opt    Options
	client http.RoundTripper
	slots  chan struct{} // one for each request under way

	mu    sync.Mutex
	gates map[string]*gate // by host
}

// Check asks for addresses in the form that Key gives, each once, and returns
// the answers sorted by address. When the context ends it returns what is known
// so far and the error of the context. Answers of hosts enter the cache, unless
// no host answered at all.
func Check(ctx context.Context, addresses []string, opt Options) ([]Answer, error) {
	c := newChecker(opt)
	var out []Answer
	ask := make(map[string][]string) // by host
	for _, key := range slices.Compact(slices.Sorted(slices.Values(addresses))) {
		if a, known := c.known(key); known {
			out = append(out, a)
		} else {
			ask[hostOf(key)] = append(ask[hostOf(key)], key)
		}
	}
	fresh := c.askAll(ctx, ask)
	out = append(out, settle(fresh, out)...)
	slices.SortFunc(out, func(a, b Answer) int { return strings.Compare(a.URL, b.URL) })
	c.remember(out)
	return out, ctx.Err()
}

func newChecker(opt Options) *checker {
	if opt.Timeout == 0 {
		opt.Timeout = 15 * time.Second
	}
	if opt.Delay == 0 {
		opt.Delay = 250 * time.Millisecond
	}
	if opt.Sleep == nil {
		opt.Sleep = sleep
	}
	return &checker{opt: opt, client: transport(opt), slots: make(chan struct{}, perRun), gates: make(map[string]*gate)}
}

// known answers what needs no connection.
func (c *checker) known(key string) (Answer, bool) {
	if why := reserved(key); why != "" {
		return Answer{URL: key, Outcome: Skipped, Why: why}, true
	}
	return c.opt.Cache.find(key, c.opt.Now())
}

// askAll asks every host for its addresses, some hosts at a time.
func (c *checker) askAll(ctx context.Context, ask map[string][]string) []Answer {
	var mu sync.Mutex
	var out []Answer
	var group sync.WaitGroup
	for _, keys := range ask {
		queue := make(chan string, len(keys))
		for _, key := range keys {
			queue <- key
		}
		close(queue)
		for range min(perHost, len(keys)) {
			group.Go(func() {
				for key := range queue {
					a, ok := c.follow(ctx, key)
					if !ok {
						return // interrupted
					}
					mu.Lock()
					out = append(out, a)
					mu.Unlock()
				}
			})
		}
	}
	group.Wait()
	return out
}

// settle decides what names that do not exist mean: broken links where any
// host of the run is known to answer, and otherwise a machine without a network.
func settle(fresh, cached []Answer) []Answer {
	online := anyStatus(fresh) || anyStatus(cached)
	for i := range fresh {
		if fresh[i].unnamed && online {
			fresh[i].Outcome, fresh[i].Host = Broken, ""
		}
	}
	return fresh
}

// anyStatus reports whether a host answered any address.
func anyStatus(answers []Answer) bool {
	return slices.ContainsFunc(answers, func(a Answer) bool { return a.Status > 0 })
}

// remember puts fresh answers into the cache. A machine without a network
// learns nothing worth keeping.
func (c *checker) remember(answers []Answer) {
	if c.opt.Cache == nil || !anyStatus(answers) {
		return
	}
	now := c.opt.Now()
	for _, a := range answers {
		if !a.Cached && a.Outcome != Skipped {
			c.opt.Cache.put(a, now)
		}
	}
}

// Count says how an address became known, for summaries.
type Count struct{ Checked, Cached, Skipped, Hosts int }

// CountOf counts answers.
func CountOf(answers []Answer) Count {
	var n Count
	hosts := make(map[string]bool)
	for _, a := range answers {
		hosts[hostOf(a.URL)] = true
		switch {
		case a.Outcome == Skipped:
			n.Skipped++
		case a.Cached:
			n.Cached++
		default:
			n.Checked++
		}
	}
	n.Hosts = len(hosts)
	return n
}
