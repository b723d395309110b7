package statement

import (
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/parameter"
)

// Check fills in the sentence, and reports at its place what does not fit: a
// function over a value of another type. Branches that are not taken are checked
// too, as far as their values are there. stand may be nil.
func (t *Template) Check(own Values, of func(control string) (Values, bool), stand Standings) diag.List {
	if _, err := t.expand(own, of, stand); err != nil {
		return diag.List{t.failed(err)}
	}
	if !slices.ContainsFunc(t.tmpl.Root.Nodes, branches) {
		return nil // all of it was taken
	}
	tmpl, err := t.tmpl.Clone()
	if err != nil {
		return nil
	}
	tree := tmpl.Tree.Copy()
	tree.Root.Nodes = flat(tree.Root)
	if tmpl, err = tmpl.AddParseTree(tmpl.Name(), tree); err != nil {
		return nil
	}
	all := &Template{text: t.text, parsed: &parsed{tmpl: tmpl, calls: t.calls}}
	if _, err := all.expand(own, of, stand); err != nil {
		if m := called.FindStringSubmatch(err.Error()); m != nil && parameter.Funcs()[m[1]] != nil {
			return diag.List{t.failed(err)}
		}
	}
	return nil
}

// branches reports whether a node has parts that may be left out.
func branches(n parse.Node) bool {
	switch n.(type) {
	case *parse.IfNode, *parse.WithNode:
		return true
	}
	return false
}

// flat returns the nodes of a list with both branches of each condition behind
// one another.
func flat(l *parse.ListNode) []parse.Node {
	if l == nil {
		return nil
	}
	var out []parse.Node
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			out = append(out, flat(n.List)...)
			out = append(out, flat(n.ElseList)...)
			continue
		case *parse.WithNode:
			otherwise := flat(n.ElseList)
			n.List.Nodes, n.ElseList = flat(n.List), nil
			out = append(append(out, n), otherwise...)
			continue
		}
		out = append(out, n)
	}
	return out
}

var (
	// failure is how text/template words what went wrong where.
	failure = onuse.Regexp(`(?s)^template: statement:(\d+):(\d+): executing "statement" at <.*?>: (.*)$`)
	// called is how it words that a function failed.
	called = onuse.Regexp(`error calling ([a-z]+): `)
)

// failed reports an error of an expansion at its place.
func (t *Template) failed(err error) diag.Diagnostic {
	message, from, to := err.Error(), 0, len(t.text.Value)
	if m := failure.FindStringSubmatch(message); m != nil {
		line, _ := strconv.Atoi(m[1])
		column, _ := strconv.Atoi(m[2])
		at := 0
		for range line - 1 {
			at += strings.IndexByte(t.text.Value[at:], '\n') + 1
		}
		message = m[3]
		if at += column; at < len(t.text.Value) {
			from, to = at, at+max(1, len(word.FindString(t.text.Value[at:])))
		}
	}
	if m := called.FindStringSubmatch(message); m != nil {
		_, message, _ = strings.Cut(message, m[0])
	}
	if m := absent.FindStringSubmatch(message); m != nil {
		message = "the parameter " + m[1] + " has no value outside overrides"
	}
	return diag.Errorf(diag.TemplateInvalid, t.text.At(from, to), "%s", message)
}

// absent is how text/template words that a map lacks a key.
var absent = onuse.Regexp(`^map has no entry for key (".*")$`)

// word is what a place is marked by.
var word = onuse.Regexp(`^[.\w]+`)
