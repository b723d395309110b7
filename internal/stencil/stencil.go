// Package stencil runs parsed templates of text/template faster than that
// package does: what a name means is looked up once for each type and
// remembered, functions of known shapes are called without reflection, and
// what depends on nothing is written out once.
//
// It never decides what a template means. A template that uses more than it
// knows is refused when it is compiled; whatever goes wrong, or is unusual,
// while one runs ends the run without a result, and the caller lets
// text/template say what there is to say. How values are made safe for their
// places is told by the caller too.
package stencil

import (
	"bytes"
	"io"
	"maps"
	"reflect"
	"slices"
	"sync"
	"text/template/parse"
)

// maxDepth is how deep templates may call each other here; text/template goes
// on to a depth at which nothing sensible is left.
const maxDepth = 1000

// Printer writes a value where it stands, as text/template does with the
// escapers behind it.
type Printer func(w io.Writer, v any) error

// Set is what templates are made of.
type Set struct {
	Tree  func(name string) *parse.Tree // nil where there is none
	Funcs map[string]any                // pure functions: equal arguments give equal results
	// Texts call methods that take a text and give one without reflection, by name.
	// They report false for a value that has no such method.
	Texts map[string]func(on any, text string) (string, bool)
	// Print returns how a pipeline is written that ends with escapers; nil where
	// that is not known.
	Print func(escapers []string) Printer
	// Markup are types of text that escapers tell from plain text, and Raw is the
	// one that the escaper of HTML text leaves as it is.
	Markup map[reflect.Type]bool
	Raw    reflect.Type
	Max    int // bytes that one run may write
	// Steady are the members of what a run begins with that are the same whenever
	// Execute is told that they are.
	Steady map[string]bool
}

// Program is a compiled template. It is safe for concurrent use.
type Program struct {
	main *block
	max  int
}

// block is the body of one template.
type block struct {
	body  list
	slots int // variables that live at a time
	whole bool
}

// state is one run.
type state struct {
	out   []byte
	vars  []reflect.Value // of all templates that call each other
	base  int             // where those of this one begin
	depth int
	max   int
	args  []reflect.Value
	same  any          // for which the steady members of the data are the same; nil: nothing is known
	kind  reflect.Type // of the data
}

// states are reused: what a page needs is about what the next one needs.
var states = sync.Pool{New: func() any { return new(state) }}

// giveUp ends a run, or the compilation of a template.
type giveUp struct{}

// quit ends a run without a result.
func quit() { panic(giveUp{}) }

// Compiler compiles templates of one set: those that several of them call, once.
// It is safe for concurrent use.
type Compiler struct {
	set Set

	mu     sync.Mutex
	blocks map[string]*block // of templates that were compiled
}

// NewCompiler returns a compiler for a set.
func NewCompiler(s Set) *Compiler { return &Compiler{set: s, blocks: make(map[string]*block)} }

// Compile compiles the template of a name with those that it calls. It reports
// false for one that it does not understand.
func (c *Compiler) Compile(name string) (p *Program, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	run := &compiler{set: &c.set, known: c.blocks, blocks: make(map[string]*block), settler: settler{c.set.Steady, make(map[called]bool)}}
	defer func() {
		if r := recover(); r != nil {
			if _, known := r.(giveUp); !known {
				panic(r)
			}
			p, ok = nil, false
		}
	}()
	p = &Program{run.template(name), c.set.Max}
	maps.Copy(c.blocks, run.blocks)
	return p, true
}

// Execute runs the program over data and writes the result. It reports false,
// and has written nothing, where text/template must be asked.
//
// The steady members of data are equal to those of all data of its type with an
// equal same, of which something is remembered; nil is like none.
func (p *Program) Execute(w io.Writer, data, same any) (done bool, err error) {
	s := states.Get().(*state)
	defer s.free()
	if to, ok := w.(*bytes.Buffer); ok && to.Available() > 0 {
		own := s.out
		defer func() { s.out = own }()
		s.out = to.AvailableBuffer() // where to.Write finds it in its place
	}
	s.same, s.kind = same, reflect.TypeOf(data)
	if !s.run(p, data) {
		return false, nil
	}
	_, err = w.Write(s.out)
	return true, err
}

// run runs a program. A method that panics ends it as a mistake does.
func (s *state) run(p *Program, data any) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	s.max = p.max
	s.call(p.main, reflect.ValueOf(data))
	return true
}

// free gives a state back, without the values that it held.
func (s *state) free() {
	clear(s.vars[:cap(s.vars)])
	clear(s.args[:cap(s.args)])
	s.out, s.vars, s.args, s.base, s.depth, s.same, s.kind = s.out[:0], s.vars[:0], s.args[:0], 0, 0, nil, nil
	if cap(s.out) <= 1<<20 {
		states.Put(s)
	}
}

// call runs a template with variables of its own.
func (s *state) call(b *block, dot reflect.Value) {
	if s.depth++; s.depth > maxDepth {
		quit()
	}
	base, top := s.base, len(s.vars)
	s.base = top
	for range b.slots {
		s.vars = append(s.vars, reflect.Value{})
	}
	s.vars[s.base] = dot // $
	b.body.run(s, dot)
	s.vars, s.base = s.vars[:top], base
	s.depth--
}

// text writes bytes.
func (s *state) text(b string) {
	if n := len(s.out); n > large && len(b) > cap(s.out)-n {
		s.out = slices.Grow(s.out, n+len(b))
	}
	if s.out = append(s.out, b...); len(s.out) > s.max {
		quit()
	}
}

// large is from which size on a page has room made for as much again when it needs
// more: it is a list of thousands, and append would make room a quarter at a time.
const large = 256 << 10

// Write implements io.Writer, for printers.
func (s *state) Write(b []byte) (int, error) {
	if s.out = append(s.out, b...); len(s.out) > s.max {
		quit()
	}
	return len(b), nil
}
