// Package pattern matches texts against regular expressions (RE2), and simple
// ones several times faster than package regexp does: those that are tied to
// the start of the text and in which no step can be taken in two ways, such as
// ^arn:[^:]*:logs:[^:]*:(\d{12}): does.
//
// What it finds is what regexp finds; it only finds it otherwise.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pattern is a regular expression. It is immutable and safe for concurrent use.
type Pattern struct {
	machine *regexp.Regexp
	steps   []step // in place of the machine; nil: it is needed
	groups  int
	tied    bool // what it finds turns on nothing behind the match
}

// step takes what it can of the text. A step that fails is the end: none before
// it could have been taken in another way.
type step struct {
	kind    kind
	literal string
	class   *class
	least   int // of a run
	group   int // 2 i starts group i, 2 i + 1 ends it
}

type kind int

const (
	literal  kind = iota
	run           // as many of a class as there are
	exactly       // so many of a class of ASCII characters
	boundary      // of a group
	end           // of the text
)

// class is a set of bytes. Those that are not ASCII are all in it, or none.
type class [256]bool

// Compile compiles a regular expression.
func Compile(text string) (*Pattern, error) {
	machine, err := regexp.Compile(text)
	if err != nil {
		return nil, err
	}
	p := &Pattern{machine: machine, groups: machine.NumSubexp()}
	if tree, err := syntax.Parse(text, syntax.Perl); err == nil {
		p.steps = plan(tree)
		p.tied = tied(p.steps)
	}
	return p, nil
}

// tied reports whether the last step that takes anything takes so much and no more: runs
// before it end at something that is taken, too.
func tied(steps []step) bool {
	for i := len(steps) - 1; i >= 0; i-- {
		switch s := &steps[i]; s.kind {
		case boundary:
			continue
		case literal:
			return true
		case exactly:
			return s.least > 0
		default:
			return false
		}
	}
	return false
}

// String returns the expression as it was written.
func (p *Pattern) String() string { return p.machine.String() }

// Groups returns how many groups the expression has.
func (p *Pattern) Groups() int { return p.groups }

// Match reports whether the expression matches a part of a text.
func (p *Pattern) Match(text string) bool {
	if p.steps == nil {
		return p.machine.MatchString(text)
	}
	_, ok := p.walk(text, nil)
	return ok
}

// Find returns the leftmost match and its groups, nil for none.
func (p *Pattern) Find(text string) []string {
	if p.steps == nil {
		return p.machine.FindStringSubmatch(text)
	}
	var few [8]int
	at := p.places(few[:])
	to, ok := p.walk(text, at)
	if !ok {
		return nil
	}
	out := make([]string, p.groups+1)
	out[0] = text[:to]
	for i := 1; i < len(out); i++ {
		out[i] = text[at[2*i]:at[2*i+1]]
	}
	return out
}

// First returns the first group of the leftmost match; ok is false without one. The
// expression must have a group.
func (p *Pattern) First(text string) (group string, ok bool) {
	if p.steps == nil {
		groups := p.machine.FindStringSubmatch(text)
		if groups == nil {
			return "", false
		}
		return groups[1], true
	}
	var few [8]int
	at := p.places(few[:])
	if _, ok := p.walk(text, at); !ok {
		return "", false
	}
	return text[at[2]:at[3]], true
}

// Again remembers what was found last: the rows of one table mostly begin alike. Its zero
// value remembers nothing. It is not safe for concurrent use.
type Again struct {
	of            *Pattern
	prefix, group string
}

// First is p.First.
func (a *Again) First(p *Pattern, text string) (group string, ok bool) {
	if a.of == p && strings.HasPrefix(text, a.prefix) {
		return a.group, true
	}
	if !p.tied {
		return p.First(text)
	}
	var few [8]int
	at := p.places(few[:])
	to, ok := p.walk(text, at)
	if !ok {
		return "", false
	}
	*a = Again{p, text[:to], text[at[2]:at[3]]}
	return a.group, true
}

// places is room for where groups start and end: few, if that is enough.
func (p *Pattern) places(few []int) []int {
	if n := 2 * (p.groups + 1); n > len(few) {
		return make([]int, n)
	}
	return few
}

// walk takes the steps, notes where groups start and end, and returns where the
// match ends.
func (p *Pattern) walk(text string, groups []int) (to int, ok bool) {
	at := 0
	for i := range p.steps {
		s := &p.steps[i]
		rest := text[at:]
		switch s.kind {
		case literal:
			if len(rest) < len(s.literal) || rest[:len(s.literal)] != s.literal {
				return 0, false
			}
			at += len(s.literal)
		case run, exactly:
			n := 0
			for n < len(rest) && s.class[rest[n]] && (s.kind == run || n < s.least) {
				n++
			}
			if n < s.least {
				return 0, false
			}
			at += n
		case boundary:
			if groups != nil {
				groups[s.group] = at
			}
		case end:
			if rest != "" {
				return 0, false
			}
		}
	}
	return at, true
}

// plan returns the steps of an expression, nil when it needs a machine.
func plan(tree *syntax.Regexp) []step {
	if tree.Op != syntax.OpConcat || tree.Sub[0].Op != syntax.OpBeginText {
		return nil
	}
	var out []step
	for _, part := range tree.Sub[1:] {
		var ok bool
		if out, ok = add(out, part); !ok {
			return nil
		}
	}
	for i := range out {
		if out[i].kind == run && !settled(out[i].class, out[i+1:]) {
			return nil
		}
	}
	return out
}

// add adds the steps of a part.
func add(out []step, part *syntax.Regexp) ([]step, bool) {
	if part.Flags&(syntax.FoldCase|syntax.NonGreedy) != 0 {
		return nil, false
	}
	switch part.Op {
	case syntax.OpLiteral:
		return append(out, step{kind: literal, literal: string(part.Rune)}), !slicesHold(part.Rune, utf8.RuneError)
	case syntax.OpEndText:
		return append(out, step{kind: end}), true
	case syntax.OpStar, syntax.OpPlus:
		c, _ := classOf(part.Sub[0])
		least := 0
		if part.Op == syntax.OpPlus {
			least = 1
		}
		return append(out, step{kind: run, class: c, least: least}), c != nil
	case syntax.OpCharClass:
		c, ascii := classOf(part)
		return append(out, step{kind: exactly, class: c, least: 1}), c != nil && ascii
	case syntax.OpRepeat:
		c, ascii := classOf(part.Sub[0])
		return append(out, step{kind: exactly, class: c, least: part.Min}), c != nil && ascii && part.Min == part.Max
	case syntax.OpConcat:
		for _, sub := range part.Sub {
			var ok bool
			if out, ok = add(out, sub); !ok {
				return nil, false
			}
		}
		return out, true
	case syntax.OpCapture:
		out = append(out, step{kind: boundary, group: 2 * part.Cap})
		out, ok := add(out, part.Sub[0])
		return append(out, step{kind: boundary, group: 2*part.Cap + 1}), ok
	}
	return nil, false
}

func slicesHold(list []rune, r rune) bool {
	for _, have := range list {
		if have == r {
			return true
		}
	}
	return false
}

// classOf returns a class of characters as bytes, and whether all are ASCII;
// nil when bytes do not tell.
func classOf(part *syntax.Regexp) (out *class, ascii bool) {
	if part.Op != syntax.OpCharClass || part.Flags&syntax.FoldCase != 0 {
		return nil, false
	}
	out, ascii = &class{}, true
	for i := 0; i < len(part.Rune); i += 2 {
		low, high := part.Rune[i], part.Rune[i+1]
		for r := low; r <= min(high, unicode.MaxASCII); r++ {
			out[r] = true
		}
		if high <= unicode.MaxASCII {
			continue
		}
		if low > utf8.RuneSelf || high != unicode.MaxRune {
			return nil, false
		}
		ascii = false
		for b := utf8.RuneSelf; b < len(out); b++ {
			out[b] = true
		}
	}
	return out, ascii
}

// settled reports whether a run of a class ends where it must: what comes next
// starts with nothing of the class, or takes whatever is left.
func settled(of *class, next []step) bool {
	for i := range next {
		s := &next[i]
		switch s.kind {
		case boundary:
			continue
		case literal:
			return !of[s.literal[0]]
		case end:
			return true
		}
		if s.least == 0 { // it may take nothing, and then what comes after it counts
			return false
		}
		for b := range of {
			if of[b] && s.class[b] {
				return false
			}
		}
		return true
	}
	return true
}
