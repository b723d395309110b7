package stencil

import (
	"maps"
	"reflect"
	"sync/atomic"
)

// steady is statements that write the same in all runs over data of one kind: they
// read nothing but members of the data that are the same for all of it, and what
// follows from these. They run once, and their text is kept for the runs to come.
type steady struct {
	body list
	seen atomic.Pointer[kept]
}

// mostKept is how many bytes are kept of what statements wrote, at the most: more is
// a list of its own page.
const mostKept = 16 << 10

// kept is what statements wrote.
type kept struct {
	same any          // for which the members are the same
	kind reflect.Type // of the data
	text string
}

func (x *steady) run(s *state, dot reflect.Value) signal {
	top := s.vars[s.base]
	if s.same == nil || !top.IsValid() || top.Type() != s.kind {
		return x.body.run(s, dot)
	}
	if k := x.seen.Load(); k != nil && k.same == s.same && k.kind == s.kind {
		s.text(k.text)
		return onward
	}
	from := len(s.out)
	x.body.run(s, dot)
	if len(s.out)-from <= mostKept {
		x.seen.Store(&kept{s.same, s.kind, string(s.out[from:])})
	}
	return onward
}

// nature is what is known of a value before a template runs.
type nature int

const (
	varies  nature = iota
	settled        // it is the same in all runs for which the steady members are
	origin         // it is what a run begins with, or such a value with the same steady members
)

// standing is where a statement stands.
type standing struct {
	dot   nature
	top   nature         // of $
	vars  map[int]nature // of other variables; those that are missing vary
	loops int            // around it, of those that are looked at
}

// called is a template that is called over a value of some nature.
type called struct {
	block *block
	over  nature
}

// settler finds the steady statements of templates.
type settler struct {
	members map[string]bool // of an origin that are settled
	parts   map[called]bool // what is known of templates that are called; false while they are looked at
}

// group puts steady statements that follow one another together, here and in the
// branches and loops below.
func (c *settler) group(l list, at standing) list {
	var out, same list
	worth := false
	flush := func() {
		if worth {
			out = append(out, &steady{body: same})
		} else {
			out = append(out, same...)
		}
		same, worth = nil, false
	}
	for _, x := range l {
		if c.steady(x, at) {
			_, text := x.(literal)
			same, worth = append(same, x), worth || !text
			continue
		}
		flush()
		c.below(x, at)
		out = append(out, x)
	}
	flush()
	return out
}

// below groups what is below a statement. The element of a loop differs from turn
// to turn, and a variable may be given another value.
func (c *settler) below(x statement, at standing) {
	at.vars = nil
	switch x := x.(type) {
	case *choice:
		then := at
		if x.with {
			then.dot = c.nature(x.x, at)
		}
		x.then, x.other = c.group(x.then, then), c.group(x.other, at)
	case *loop:
		body := at
		body.dot = varies
		x.body, x.other = c.group(x.body, body), c.group(x.other, at)
	}
}

// steady reports whether a statement writes the same whenever the settled values
// are the same, and does nothing else.
func (c *settler) steady(x statement, at standing) bool {
	switch x := x.(type) {
	case literal:
		return true
	case signal:
		return at.loops > 0
	case list:
		return c.all(x, at)
	case *steady:
		return c.all(x.body, at)
	case *printed:
		return c.nature(x.x, at) == settled
	case *choice:
		at.vars = copied(at.vars)
		if c.nature(x.x, at) != settled {
			return false
		}
		then := at
		if x.with {
			then.dot = settled
		}
		return c.all(x.then, then) && c.all(x.other, at)
	case *loop:
		if x.outer || c.nature(x.x, at) != settled {
			return false
		}
		body := at
		body.vars, body.dot, body.loops = copied(at.vars), settled, at.loops+1
		body.vars[x.key], body.vars[x.elem] = settled, settled
		return c.all(x.body, body) && c.all(x.other, at)
	case *part:
		return c.part(x, at)
	}
	return false
}

func (c *settler) all(l list, at standing) bool {
	for _, x := range l {
		if !c.steady(x, at) {
			return false
		}
	}
	return true
}

// part reports whether a call of a template is steady. One that is being compiled,
// as it calls itself, is not.
func (c *settler) part(x *part, at standing) bool {
	over := settled // nothing
	if x.x != nil {
		over = c.nature(x.x, at)
	}
	if over == varies || !x.block.whole {
		return false
	}
	known, seen := c.parts[called{x.block, over}]
	if seen {
		return known
	}
	c.parts[called{x.block, over}] = false
	known = c.all(x.block.body, standing{dot: over, top: over, vars: map[int]nature{}})
	c.parts[called{x.block, over}] = known
	return known
}

// nature returns what is known of the value of an expression.
func (c *settler) nature(x expression, at standing) nature {
	switch x := x.(type) {
	case *constant:
		return settled
	case dot:
		return at.dot
	case *variable:
		if x.slot == 0 {
			return at.top
		}
		return at.vars[x.slot]
	case *set:
		if x.outer {
			return varies // what others see is to be set each time
		}
		n := c.nature(x.x, at)
		if at.vars != nil {
			at.vars[x.slot] = n
		}
		return n
	case *opened:
		return c.nature(x.x, at)
	case *member:
		args := make([]expression, 0, len(x.args))
		for _, a := range x.args {
			if a.literal == nil {
				args = append(args, a.x)
			}
		}
		of := c.nature(x.of, at)
		if of == settled || of == origin && c.members[x.name] {
			return c.settled(args, x.final, at)
		}
	case *function:
		return c.settled(x.args, x.final, at)
	case *junction:
		return c.settled(x.args, nil, at)
	}
	return varies
}

// settled is the nature of what follows from arguments.
func (c *settler) settled(args []expression, final expression, at standing) nature {
	for _, x := range args {
		if c.nature(x, at) != settled {
			return varies
		}
	}
	if final != nil && c.nature(final, at) != settled {
		return varies
	}
	return settled
}

// copied returns a copy that may be written to.
func copied(vars map[int]nature) map[int]nature {
	out := maps.Clone(vars)
	if out == nil {
		out = make(map[int]nature)
	}
	return out
}
