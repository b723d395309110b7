package expr

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// What to do instead of the JavaScript that pages of other generators hold.
const (
	insteadValue    = "write a literal, a binding such as {site.title}, a condition or a template"
	insteadFunction = "move it to a component, components/NAME.html"
	insteadCall     = "write the value that it gives"
	insteadLoop     = "write the items out, or give the list to a component, components/NAME.html, that ranges over it"
	insteadOperator = "write the result, or join text in a template: {`…${name}…`}"
	insteadAssign   = "bind the value once, with export const NAME = VALUE"
	insteadSpread   = "write the props one by one"
)

// loops are the methods by which pages repeat markup over a list.
var loops = map[string]bool{"map": true, "flatMap": true, "filter": true, "forEach": true, "reduce": true, "sort": true, "from": true, "entries": true, "keys": true, "values": true}

// script stops reading at JavaScript, and says what to write instead.
func (x *parser) script(from, to int, instead, format string, args ...any) {
	if x.err == nil {
		x.fail(from, to, format, args...)
		x.err.Hint = instead
	}
}

// called stops reading at a call.
func (x *parser) called(start int, path []string) {
	instead := insteadCall
	if len(path) > 1 && loops[path[len(path)-1]] {
		instead = insteadLoop
	}
	x.script(start, x.i, instead, "%s(…) is a call, and calls are not supported: no code runs when a page is built", strings.Join(path, "."))
}

// maxQuote limits what a message quotes, in characters.
const maxQuote = 48

// quote returns the expression as written, on one line and not too long.
func (x *parser) quote() string {
	text := []rune(strings.Join(strings.Fields(string(x.b[x.from:])), " "))
	if line, _, more := strings.Cut(strings.TrimSpace(string(x.b[x.from:])), "\n"); x.bare && more {
		text = []rune(strings.TrimSpace(line) + " …")
	}
	if len(text) > maxQuote {
		text = append(text[:maxQuote-1], '…')
	}
	if x.bare {
		return strings.TrimRight(string(text), "; ")
	}
	return "{" + string(text) + "}"
}

// declared finds the name that an export statement declares.
var declared = onuse.Regexp(`^export\s+(?:default\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s*([A-Za-z_$][\w$]*)`)

// listed finds the names of export {a, b} and of export const {a, b} = x.
var listed = onuse.Regexp(`^export\s+(?:(?:const|let|var)\s*)?[{\[]([^}\]]*)[}\]]`)

// declaredNames returns the names that a statement declares, whatever their
// values are.
func declaredNames(statement string) []string {
	if m := declared.FindStringSubmatch(statement); m != nil {
		return []string{m[1]}
	}
	m := listed.FindStringSubmatch(statement)
	if m == nil {
		return nil
	}
	var names []string
	for _, part := range strings.Split(m[1], ",") {
		words := strings.FieldsFunc(part, func(r rune) bool { return r == ' ' || r == ':' || r == '\n' || r == '\t' || r == '.' })
		if len(words) > 0 {
			names = append(names, words[len(words)-1])
		}
	}
	return names
}

// statementKind says what an export statement is that is not static, and what
// to write instead.
func statementKind(statement string) (what, instead string) {
	name := "NAME"
	if names := declaredNames(statement); len(names) == 1 {
		name = names[0]
	}
	line, _, _ := strings.Cut(statement, "\n")
	rest := strings.TrimSpace(strings.TrimPrefix(line, "export"))
	component := fmt.Sprintf("move a component to components/%s.html, and data to a YAML file", name)
	for _, k := range []struct{ prefix, what string }{
		{"default function", "a default export"}, {"default class", "a default export"}, {"default", "a default export"},
		{"async function", "a function"}, {"function", "a function"}, {"class", "a class"},
	} {
		if strings.HasPrefix(rest, k.prefix) {
			return k.what, component
		}
	}
	return "this export", "write export const NAME = VALUE with a literal value"
}
