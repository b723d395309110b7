package expr

import (
	"bytes"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
)

// StartsStatement tells a statement from a sentence that starts with the word.
func StartsStatement(line []byte) bool {
	word, rest, _ := bytes.Cut(line, []byte(" "))
	rest = bytes.TrimLeft(rest, " \t")
	switch string(word) {
	case "import":
		if len(rest) == 0 {
			return false
		}
		if rest[0] == '"' || rest[0] == '\'' || rest[0] == '{' || rest[0] == '*' {
			return true
		}
		name := nameLength(rest)
		after := bytes.TrimLeft(rest[name:], " \t")
		return name > 0 && (bytes.HasPrefix(after, []byte("from")) || bytes.HasPrefix(after, []byte(",")))
	case "export":
		for _, k := range []string{"const ", "let ", "var ", "default ", "function ", "function*", "async ", "class ", "{", "*"} {
			if bytes.HasPrefix(rest, []byte(k)) {
				return true
			}
		}
	}
	return false
}

func nameLength(b []byte) int {
	n := 0
	for n < len(b) && (excerpt.IsLetter(b[n]) || n > 0 && excerpt.IsDigit(b[n])) {
		n++
	}
	return n
}

// statements reads the statements of one block of them.
type statements struct {
	scope *Scope
	ex    excerpt.Excerpt
	b     []byte
	i     int
	blame func(Fault)
	kept  string
}

// Statements binds what a block of import and export statements says, and
// calls blame for what is wrong with it. It returns the statements that it
// could not read, so that they can be shown.
func (s *Scope) Statements(ex excerpt.Excerpt, blame func(Fault)) (kept string) {
	r := statements{scope: s, ex: ex, b: ex.Text, blame: blame}
	r.read()
	return r.kept
}

func (s *statements) read() {
	for {
		s.blank()
		if s.i >= len(s.b) {
			return
		}
		rest := s.b[s.i:]
		switch {
		case bytes.HasPrefix(rest, []byte("import")):
			s.imports()
		case bytes.HasPrefix(rest, []byte("export ")):
			s.exports()
		default:
			s.refuse(s.i, "only import and export statements are supported here", "put text behind a blank line")
		}
	}
}

// blank skips white space, semicolons and comments.
func (s *statements) blank() {
	x := parser{b: s.b, i: s.i}
	for x.i < len(x.b) && x.err == nil {
		before := x.i
		x.space()
		if x.i < len(x.b) && x.b[x.i] == ';' {
			x.i++
		}
		if x.i == before {
			break
		}
	}
	s.i = x.i
}

// imports reads one import statement and records its names.
func (s *statements) imports() {
	start := s.i
	end := start + len("import")
	quote := bytes.IndexAny(s.b[end:], `"'`)
	if quote < 0 {
		s.refuse(start, "the import names no module", "write import Name from 'module'")
		return
	}
	quote += end
	close := bytes.IndexByte(s.b[quote+1:], s.b[quote])
	if close < 0 {
		s.refuse(start, "the quote of the import is never closed", "")
		return
	}
	from := string(s.b[quote+1 : quote+1+close])
	s.i = quote + close + 2
	for _, im := range importNames(string(s.b[end:quote])) {
		at := start + nameIndex(s.b[start:quote], im.Name)
		im.From, im.At, im.End = from, s.ex.Off(at), s.ex.End(at+len(im.Name))
		s.scope.Imports[im.Name] = im
		if file, kind := Module(from); kind == ModuleFile {
			s.scope.Exports[im.Name] = assetPath(file)
		}
	}
}

// nameIndex returns where a name stands last as a whole word, or 0.
func nameIndex(b []byte, name string) int {
	for end := len(b); ; {
		i := bytes.LastIndex(b[:end], []byte(name))
		if i < 0 {
			return 0
		}
		if after := i + len(name); (i == 0 || !excerpt.IsNameByte(b[i-1])) && (after == len(b) || !excerpt.IsNameByte(b[after])) {
			return i
		}
		end = i + len(name) - 1
	}
}

// importNames returns the names of an import clause: A, {B, C as D}, * as E.
func importNames(clause string) []Import {
	clause = strings.TrimSuffix(strings.TrimSpace(clause), "from")
	clause = strings.NewReplacer("{", ",{", "}", ",", "\n", " ", "\t", " ").Replace(clause)
	var names []Import
	inBraces := false
	for _, part := range strings.Split(clause, ",") {
		rest, opens := strings.CutPrefix(strings.TrimSpace(part), "{")
		inBraces = inBraces || opens
		words := strings.Fields(rest)
		if len(words) > 1 && words[0] == "type" {
			words = words[1:]
		}
		if len(words) == 0 {
			continue
		}
		im := Import{Name: words[len(words)-1]}
		if inBraces || words[0] == "*" {
			im.Of = words[0]
		}
		if nameLength([]byte(im.Name)) == len(im.Name) {
			names = append(names, im)
		}
	}
	return names
}

// exports reads "export const name = value".
func (s *statements) exports() {
	start := s.i
	x := &parser{scope: s.scope, ex: s.ex, b: s.b, i: s.i + len("export "), bare: true}
	if !x.take("const ") && !x.take("let ") && !x.take("var ") {
		what, instead := statementKind(string(s.b[start:]))
		s.refuse(start, what+" is not supported: only export const NAME = VALUE is", instead)
		return
	}
	x.space()
	at := x.i
	name := x.name()
	x.space()
	if x.err == nil && x.i < len(x.b) && x.b[x.i] == ':' { // a type
		if n := bytes.IndexByte(x.b[x.i:], '='); n > 0 {
			x.i += n
		}
	}
	if x.err != nil || !x.take("=") {
		s.refuse(start, "expected export const NAME = VALUE", "")
		return
	}
	x.space()
	x.from = x.i
	value := x.choice()
	x.space()
	if bytes.HasPrefix(x.b[x.i:], []byte("as const")) {
		x.i += len("as const")
		x.space()
	}
	if x.err == nil && x.i < len(x.b) && x.b[x.i] != ';' && !bytes.Contains(x.b[at:x.i], []byte("\n")) && !bytes.HasPrefix(x.b[x.i:], []byte("export ")) && !bytes.HasPrefix(x.b[x.i:], []byte("import")) {
		x.refuse()
	}
	switch {
	case x.err != nil && x.err.Code == Reported:
		s.mark(s.b[start:])
		s.show(start)
		return
	case x.err != nil:
		s.blame(Fault{diag.ExprUnsupported, x.err.From, x.err.To,
			"the value of " + name + " is not static: " + x.err.Message, "move a component to components/" + name + ".html; a page computes nothing"})
		s.show(start)
		return
	case len(x.faults) > 0:
		for _, f := range x.faults {
			s.blame(f)
		}
		s.mark(s.b[start:])
	default:
		if v, ok := Static(value); ok {
			s.bind(name, v)
			s.meta(name, value)
		} else {
			s.blame(Fault{diag.ExprUnsupported, s.ex.Off(at), s.ex.End(at + len(name)),
				"the value of " + name + " is not known when the page is read", "write a literal value"})
			s.mark(s.b[start:])
		}
	}
	s.i = x.i
}

// mark keeps in mind that a statement declares names without a value.
func (s *statements) mark(statement []byte) {
	if s.scope.broken == nil {
		s.scope.broken = map[string]bool{}
	}
	for _, name := range declaredNames(string(statement)) {
		s.scope.broken[name] = true
	}
}

// bind keeps an exported value; metadata and frontmatter extend the front
// matter, which has precedence.
func (s *statements) bind(name string, v any) {
	s.scope.Exports[name] = v
	if m, ok := v.(map[string]any); ok && isMeta(name) {
		for key, x := range m {
			if _, ok := s.scope.Front[key]; !ok {
				s.scope.Front[key] = x
			}
		}
	}
}

// isMeta reports whether an exported name holds front matter.
func isMeta(name string) bool {
	return name == "metadata" || name == "frontmatter" || name == "frontMatter"
}

// meta keeps the members of exported front matter with their places.
func (s *statements) meta(name string, e Node) {
	o, ok := e.(objectExpr)
	if !ok || !isMeta(name) {
		return
	}
	for i, key := range o.keys {
		v, _ := Static(o.values[i])
		at := o.places[i]
		s.scope.Meta = append(s.scope.Meta, Meta{key, v, at.keyFrom, at.keyTo, at.from, at.to})
	}
}

// refuse reports a statement that is not supported and keeps its text.
func (s *statements) refuse(at int, message, hint string) {
	end := at
	for end < len(s.b) && s.b[end] != '\n' {
		end++
	}
	s.blame(Fault{diag.ExprUnsupported, s.ex.Off(at), s.ex.End(end), message, hint})
	s.show(at)
}

// show keeps a statement as text, up to the next one of the block, so that none
// is lost.
func (s *statements) show(at int) {
	s.mark(s.b[at:])
	extent := excerpt.StatementExtent()
	s.i = at
	for s.i < len(s.b) {
		line := s.b[s.i:]
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line = line[:n+1]
		}
		if s.i > at && extent.Balanced() && StartsStatement(line) {
			break
		}
		s.i += len(line)
		if _, progress := extent.Feed(line); progress == excerpt.Malformed {
			s.i = len(s.b)
		}
	}
	if s.kept != "" {
		s.kept += "\n"
	}
	s.kept += strings.TrimRight(string(s.b[at:s.i]), " \t\n")
}
