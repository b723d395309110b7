package expr

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/value"
)

// words are the names that are values or syntax, never bindings.
var words = map[string]any{"true": true, "false": false, "null": nil, "undefined": nil}

// keywords start JavaScript that has no meaning here.
var keywords = map[string]bool{
	"function": true, "new": true, "typeof": true, "await": true, "async": true, "class": true,
	"delete": true, "void": true, "yield": true, "this": true, "super": true, "import": true,
}

// binding reads a name with its members: control.registry-backup.frequency.
// Names may hold hyphens, since there is no subtraction.
func (x *parser) binding() Node {
	start := x.i
	name := x.name()
	if v, ok := words[name]; ok {
		return literalExpr{v}
	}
	if keywords[name] {
		instead := insteadCall
		if name == "function" || name == "class" || name == "async" {
			instead = insteadFunction
		}
		x.script(start, x.i, instead, "%s in %s is not supported: no code runs when a page is built", name, x.quote())
		return nil
	}
	if name == "require" || name == "useBaseUrl" {
		return x.asset(start, name)
	}
	path := []string{name}
	for x.err == nil && x.i < len(x.b) {
		rest := x.b[x.i:]
		switch {
		case rest[0] == '.' && len(rest) > 1 && excerpt.IsPathStart(rest[1]):
			x.i++
			path = append(path, x.name())
		case bytes.HasPrefix(rest, []byte("?.")) && len(rest) > 2 && excerpt.IsPathStart(rest[2]):
			x.i += 2
			path = append(path, x.name())
		case rest[0] == '[':
			key, ok := x.index()
			if !ok {
				return nil
			}
			path = append(path, key)
		default:
			end := x.i
			x.space()
			if x.i < len(x.b) && x.b[x.i] == '(' {
				x.called(start, path)
				return nil
			}
			return x.bound(path, start, end)
		}
	}
	return x.bound(path, start, x.i)
}

// name reads one name; digits may start it behind a dot.
func (x *parser) name() string {
	start := x.i
	for x.i < len(x.b) {
		if c := x.b[x.i]; c < utf8.RuneSelf {
			if !excerpt.IsNameByte(c) {
				break
			}
			x.i++
			continue
		}
		r, n := utf8.DecodeRune(x.b[x.i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
			break
		}
		x.i += n
	}
	if x.i == start {
		r, n := utf8.DecodeRune(x.b[x.i:])
		x.fail(x.i, x.i+n, "expected a name, found %q", r)
	}
	return string(x.b[start:x.i])
}

// index reads ["key"] or [0].
func (x *parser) index() (string, bool) {
	start := x.i
	x.i++
	x.space()
	e := x.operand()
	if x.err != nil {
		return "", false
	}
	l, ok := e.(literalExpr)
	if !ok || !x.take("]") {
		x.fail(start, x.i, "only a literal key may stand in [ ]")
		return "", false
	}
	switch l.value.(type) {
	case string, int64:
		return value.Text(l.value), true
	}
	x.fail(start, x.i, "only text or a whole number may stand in [ ]")
	return "", false
}

// asset reads require('file').default and useBaseUrl('file'): both name a
// file, and that is all that they mean here.
func (x *parser) asset(start int, name string) Node {
	if !x.take("(") {
		x.fail(start, x.i, "%s needs a file name in quotes", name)
		return nil
	}
	x.space()
	l, ok := x.operand().(literalExpr)
	file, isText := l.value.(string)
	if x.err != nil || !ok || !isText || !x.take(")") {
		x.err = nil
		x.fail(start, x.i, "%s takes one file name in quotes and nothing else", name)
		return nil
	}
	if bytes.HasPrefix(x.b[x.i:], []byte(".default")) {
		x.i += len(".default")
	}
	return literalExpr{strings.TrimPrefix(file, "@site")}
}

// bound resolves a path against the page; what the page does not bind is left
// to the environment when its first name is one of the roots.
func (x *parser) bound(path []string, start, end int) Node {
	if x.err != nil {
		return nil
	}
	s := x.scope
	e := &Path{Names: path, From: x.ex.Off(start), To: x.ex.End(end)}
	found, ok := s.Exports[path[0]]
	if !ok {
		found, ok = x.imported(e)
	}
	if !ok {
		switch {
		case x.err != nil:
			return nil
		case s.broken[path[0]]:
			x.faults = append(x.faults, Fault{Code: Reported, From: e.From, To: e.To})
			return e
		case s.Args != nil && (path[0] == "props" || path[0] == "children"):
			return x.given(e)
		case path[0] == "frontMatter":
			found = s.Front
		case slices.Contains(s.Roots, path[0]):
			return e
		default:
			x.unbound(e, path[0], s.names())
			return e
		}
	}
	for i, key := range path[1:] {
		next, ok := value.Member(found, key)
		if !ok {
			x.unbound(e, strings.Join(path[:i+2], "."), keysOf(found, strings.Join(path[:i+1], ".")))
			return e
		}
		found = next
	}
	e.local, e.bound = found, true
	return e
}

// imported loads what an imported name stands for, if that is data or text.
func (x *parser) imported(e *Path) (any, bool) {
	im, ok := x.scope.Imports[e.Names[0]]
	if !ok || x.scope.Load == nil {
		return nil, false
	}
	if _, kind := Module(im.From); kind != ModuleData && kind != ModuleText {
		return nil, false
	}
	v, ok := x.scope.Load(im)
	if !ok {
		x.err = &Fault{Code: Reported, From: e.From, To: e.To}
	}
	return v, ok
}

func (x *parser) unbound(e *Path, what string, candidates []string) {
	f := Fault{Code: diag.ExprUnbound, From: e.From, To: e.To, Message: what + " is not bound to anything", Hint: NearMiss(what, candidates)}
	if d, ok := x.scope.Imports[e.Names[0]]; ok && what == e.Names[0] {
		f.Message = e.Names[0] + " is imported from " + d.From + ", which is not data that a page can read"
	} else if e.Names[0] == "props" && x.scope.Args == nil {
		f.Message, f.Hint = what+" has no value: this page is not included by another", `write \{ to show a brace`
	} else if f.Hint == "" {
		f.Hint = `write \{ to show a brace`
	}
	x.faults = append(x.faults, f)
}

// NearMiss returns a hint that names the candidate nearest to a path, or "" when
// there is none. Only what stands behind the last point is compared: the rest is
// equal in all of them.
func NearMiss(path string, candidates []string) string {
	i := strings.LastIndexByte(path, '.') + 1
	var names []string
	for _, c := range candidates {
		if strings.HasPrefix(c, path[:i]) {
			names = append(names, c[i:])
		}
	}
	if name := diag.Suggest(path[i:], names); name != "" {
		return `did you mean "` + path[:i] + name + `"?`
	}
	return ""
}

// names returns the names that an expression may start with, sorted.
func (s *Scope) names() []string {
	names := append([]string{"frontMatter"}, s.Roots...)
	for name := range s.Exports {
		names = append(names, name)
	}
	if s.Args != nil {
		names = append(names, "props", "children")
	}
	sort.Strings(names)
	return names
}

// keysOf returns the members of a value, each behind the path of the value.
func keysOf(v any, path string) []string {
	var keys []string
	if m, ok := v.(map[string]any); ok {
		for key := range m {
			keys = append(keys, path+"."+key)
		}
	}
	sort.Strings(keys)
	return keys
}
