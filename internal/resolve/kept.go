package resolve

import (
	"sync"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/statement"
)

// Kept is what binding a site made that depends on nothing but a text: compiled
// assertions and parsed sentences, for programs that bind one site again and
// again. What the last site did not hold is dropped. It is for one binding at a
// time; a nil Kept keeps nothing.
type Kept struct {
	mu        sync.Mutex // held for last and now while controls are bound
	last, now map[assertion]*rule.Program
	sentences statement.Table
}

// assertion is what makes a program.
type assertion struct {
	text  string
	list  bool   // it yields a list: a population
	where string // the filter of that
}

// turn begins a binding.
func (k *Kept) turn() {
	if k != nil {
		k.last, k.now = k.now, map[assertion]*rule.Program{}
		k.sentences.Turn()
	}
}

// parsed are the sentences that are kept; without a Kept, those of one binding.
func (k *Kept) parsed() *statement.Table {
	if k == nil {
		return &statement.Table{}
	}
	return &k.sentences
}

// program compiles an expression, or returns what it gave earlier where nothing
// was wrong with it.
func (k *Kept) program(list bool, text, where source.Text, compile func() (*rule.Program, diag.List)) (*rule.Program, diag.List) {
	if k == nil {
		return compile()
	}
	key := assertion{text.Value, list, where.Value}
	if p := k.known(key); p != nil {
		return p.At(text, where), nil
	}
	p, found := compile()
	if p != nil && len(found) == 0 {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.now[key] = p
	}
	return p, found
}

// known returns the program of an assertion that is kept, nil for any other.
func (k *Kept) known(key assertion) *rule.Program {
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.now[key]
	if p == nil {
		p = k.last[key]
	}
	if p != nil {
		k.now[key] = p
	}
	return p
}

// holds reports whether an assertion is kept.
func (k *Kept) holds(text source.Text) bool {
	return k != nil && (k.now[assertion{text: text.Value}] != nil || k.last[assertion{text: text.Value}] != nil)
}

// compile is rule.Compile, of which ahead may know the result.
func (k *Kept) compile(text source.Text, ahead compiled) (*rule.Program, diag.List) {
	return k.program(false, text, source.Text{}, func() (*rule.Program, diag.List) {
		if ahead.program != nil || ahead.list != nil {
			return ahead.program, ahead.list
		}
		return rule.Compile(text)
	})
}

// compileList is rule.CompileList.
func (k *Kept) compileList(path, where source.Text) (*rule.Program, diag.List) {
	return k.program(true, path, where, func() (*rule.Program, diag.List) { return rule.CompileList(path, where) })
}
