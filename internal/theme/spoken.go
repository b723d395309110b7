package theme

import (
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/source"
)

// use is one place of a template that says a message.
type use struct {
	key    string
	names  []string // of its values, sorted; nil where they are not written out
	open   bool     // a name is computed
	linked bool
	span   source.Span
}

// spoken collects the messages that the templates of a theme say, in the order of
// their files.
func (t *Theme) spoken() []use {
	seen := make(map[string]bool)
	var out []use
	for _, set := range []map[string]*press{t.layouts, t.templates} {
		for _, name := range slices.Sorted(maps.Keys(set)) {
			if set[name] == nil {
				continue
			}
			for _, tmpl := range set[name].tmpl().Templates() {
				if tmpl.Tree == nil {
					continue
				}
				// What a layout defines, such as "main", stands in its file.
				id := tmpl.Tree.ParseName + ":" + tmpl.Name()
				if f := t.files[tmpl.Tree.ParseName]; f != nil && !seen[id] {
					seen[id] = true
					out = append(out, usesIn(tmpl.Tree.Root, f)...)
				}
			}
		}
	}
	return out
}

// usesIn collects the calls of t and tlink below a node.
func usesIn(node parse.Node, f *source.File) []use {
	var out []use
	walkNodes(node, func(n parse.Node) {
		cmd, ok := n.(*parse.CommandNode)
		if !ok || len(cmd.Args) < 2 {
			return
		}
		name, ok := cmd.Args[0].(*parse.IdentifierNode)
		if !ok || name.Ident != "t" && name.Ident != "tlink" {
			return
		}
		u := use{linked: name.Ident == "tlink", names: []string{}}
		first := 2
		if u.linked {
			first = 3
		}
		if key, ok := cmd.Args[1].(*parse.StringNode); ok {
			u.key = key.Text
			u.span = f.Span(int(key.Pos), int(key.Pos)+len(key.Quoted))
		} else {
			u.span = f.Span(int(name.Pos), int(name.Pos)+len(name.Ident))
		}
		for i := first; i < len(cmd.Args); i += 2 {
			if s, ok := cmd.Args[i].(*parse.StringNode); ok {
				u.names = append(u.names, s.Text)
			} else {
				u.open = true
			}
		}
		slices.Sort(u.names)
		out = append(out, u)
	})
	return out
}

// walkNodes visits the nodes of a template that call functions or templates, and
// its text.
func walkNodes(n parse.Node, visit func(parse.Node)) {
	branch := func(b *parse.BranchNode) {
		walkNodes(b.Pipe, visit)
		walkNodes(b.List, visit)
		if b.ElseList != nil {
			walkNodes(b.ElseList, visit)
		}
	}
	switch x := n.(type) {
	case *parse.ListNode:
		for _, c := range x.Nodes {
			walkNodes(c, visit)
		}
	case *parse.ActionNode:
		walkNodes(x.Pipe, visit)
	case *parse.PipeNode:
		if x == nil {
			return
		}
		for _, c := range x.Cmds {
			walkNodes(c, visit)
		}
	case *parse.CommandNode:
		visit(x)
		for _, a := range x.Args {
			walkNodes(a, visit)
		}
	case *parse.IfNode:
		branch(&x.BranchNode)
	case *parse.RangeNode:
		branch(&x.BranchNode)
	case *parse.WithNode:
		branch(&x.BranchNode)
	case *parse.TemplateNode:
		visit(x)
		walkNodes(x.Pipe, visit)
	case *parse.TextNode:
		visit(x)
	}
}

// checkSpoken reports messages that templates say and that do not exist, and
// values that do not fit.
func checkSpoken(uses []use, c *message.Catalog) diag.List {
	var list diag.List
	keys := c.Keys(message.Fallback)
	for _, u := range uses {
		if u.key == "" {
			list.Add(diag.Errorf(diag.ThemeInvalid, u.span, "a message is named by a computed key").
				Hinted("write the key as text in quotes"))
			continue
		}
		if _, ok := slices.BinarySearch(keys, u.key); !ok {
			hint := diag.DidYouMean(u.key, keys)
			if hint == "" {
				area, rest, _ := strings.Cut(u.key, ".")
				hint = "add " + rest + " to i18n/" + message.Fallback + "/" + area + ".yaml"
			}
			list.Add(diag.Errorf(diag.ThemeInvalid, u.span, "there is no message %q", u.key).Hinted("%s", hint))
			continue
		}
		list.Add(fitting(u, c)...)
	}
	return list
}

// fitting holds the values that a template gives against those that a message
// takes.
func fitting(u use, c *message.Catalog) diag.List {
	if u.open {
		return nil
	}
	var list diag.List
	takes, plural := c.Needs(message.Fallback, u.key)
	if plural && !slices.Contains(takes, "Count") {
		takes = append(slices.Clone(takes), "Count")
	}
	for _, name := range takes {
		if !slices.Contains(u.names, name) {
			list.Add(diag.Errorf(diag.ThemeInvalid, u.span, "the message %q needs a value %s", u.key, name).
				Hinted("write it behind the key: %q and the value", name))
		}
	}
	for _, name := range u.names {
		if !slices.Contains(takes, name) {
			list.Add(diag.Errorf(diag.ThemeInvalid, u.span, "the message %q takes no value %s", u.key, name).
				Hinted("%s", diag.DidYouMean(name, takes)))
		}
	}
	if linked := c.In(message.Fallback).Linked(u.key); linked != u.linked {
		list.Add(diag.Errorf(diag.ThemeInvalid, u.span, "the message %q %s", u.key, map[bool]string{true: "has a link", false: "has no link"}[linked]).
			Hinted("write it with %s", map[bool]string{true: "tlink", false: "t"}[linked]))
	}
	return list
}
