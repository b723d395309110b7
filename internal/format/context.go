package format

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/pattern"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/trust"
)

// context is what values, conditions and clocks are evaluated in.
type context struct {
	*session
	doc      any    // the root of the variant, or an item
	whole    any    // the root of the variant
	root     string // pointer of the variant's root in the file
	item     bool   // doc is an item
	quiet    bool   // nobody reads why a condition does not hold
	shape    string
	columns  []string // header of a table
	loc      *time.Location
	format   string
	params   map[string]any // of the file so far, with examined, skipped and errors
	problems *[]trust.Problem
}

// The limits of the work on one file. A step takes some twenty nanoseconds.
const (
	maxSteps    = 80_000_000
	maxCost     = 2_000_000 // of all expressions, in the steps of package rule
	maxKept     = 2_000_000 // values
	maxProblems = 32        // that one file may say about itself
	maxValues   = 1_000     // of one list or set
	maxMatched  = 64 << 10  // bytes of a text that a pattern looks at
)

// session is what belongs to one file: the work that it may still cause, and
// the values that were found before.
type session struct {
	work    plain.Work
	cost    uint64
	decoded int // bytes that may still be decoded
	kept    map[string][]any
	keeping int
	known   map[amongKey]map[string]bool
	scratch []any // to gather values in
	again   pattern.Again
}

// amongKey is a condition with an in, and the document that it looks into.
type amongKey struct {
	of   *condition
	root string
}

var sessions = sync.Pool{New: func() any { return &session{kept: map[string][]any{}, known: map[amongKey]map[string]bool{}} }}

func newSession(lean bool) *session {
	s := sessions.Get().(*session)
	s.work, s.decoded = plain.Work{Left: maxSteps, Lean: lean}, maxDecoded
	return s
}

// done leaves the session to the next file, with nothing of this one.
func (s *session) done() {
	clear(s.kept)
	clear(s.known)
	clear(s.scratch[:cap(s.scratch)])
	if *s = (session{kept: s.kept, known: s.known, scratch: s.scratch[:0]}); cap(s.scratch) <= maxValues {
		sessions.Put(s)
	}
}

// within returns a context for items; its doc is set for each of them.
func (c *context) within() *context {
	out := *c
	out.item = true
	return &out
}

// at returns the context with another item.
func (c *context) at(item any) *context {
	c.doc = item
	return c
}

func (c *context) problem(code, message string) {
	p := trust.Problem{Code: code, Message: message}
	if c.problems == nil || len(*c.problems) >= maxProblems || slices.Contains(*c.problems, p) {
		return
	}
	*c.problems = append(*c.problems, p)
}

// values visits the values that a pointer finds. What pointers of a format
// find everywhere below the root is kept, since its values mostly look for the
// same things.
func (c *context) values(p pointer, visit func(any) bool) {
	if v, direct := p.Lookup(c.doc); direct {
		if c.work.Take(1) && v != nil {
			visit(v)
		}
		return
	}
	if c.item || !p.Wide() {
		p.Values(c.doc, &c.work, visit)
		return
	}
	key := c.root + "\x00" + p.String()
	list, known := c.kept[key]
	if !known {
		p.Values(c.doc, &c.work, func(v any) bool {
			list = append(list, v)
			return true
		})
		if c.keeping += len(list); c.keeping <= maxKept {
			c.kept[key] = list
		}
	}
	for _, v := range list {
		if !c.work.Take(1) || !visit(v) {
			return
		}
	}
}

// exhausted withdraws a reading that the work was not enough for: what was
// counted until then would be wrong.
func (c *context) exhausted(out *Reading) {
	if !c.work.Exceeded {
		return
	}
	*out = Reading{
		Format: out.Format, Tool: out.Tool, Verdict: trust.VerdictInconclusive, Coverage: trust.Coverage{Known: true, Truncated: true},
		Problems: []trust.Problem{{Code: "too-large", Message: fmt.Sprintf("the file takes more than %d steps to read, so that nothing was read of it", maxSteps)}},
	}
}
