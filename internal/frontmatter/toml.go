package frontmatter

import (
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

var (
	tomlKey    = onuse.Regexp(`^[ \t]*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*)[ \t]*=[ \t]*`)
	tomlTable  = onuse.Regexp(`^[ \t]*\[[ \t]*([\w. "'-]+?)[ \t]*\][ \t]*(?:#.*)?$`)
	tomlList   = onuse.Regexp(`^[ \t]*\[\[[ \t]*([\w. "'-]+?)[ \t]*\]\][ \t]*(?:#.*)?$`)
	tomlScalar = onuse.Regexp(`^(?:true|false|\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?|[+-]?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)`)
	tomlDate   = onuse.Regexp(`^\d{4}-\d\d-\d\d `)
)

// ReadTOML reads what front matter has of TOML 1.0: keys, tables, lists of
// tables, text, numbers, dates, arrays and inline tables. Lines that it cannot
// read come back as they are.
func ReadTOML(text string) (fields []Field, refused []string) {
	r := &tomlReader{text: text}
	root := &tomlNode{}
	here := root
	for r.at < len(r.text) {
		line := r.line()
		switch trimmed := strings.TrimSpace(line); {
		case trimmed == "" || trimmed[0] == '#':
			r.at += len(line) + 1
		case tomlList.MatchString(line):
			here = root.path(tomlPath(tomlList.FindStringSubmatch(line)[1]), true)
			r.at += len(line) + 1
		case tomlTable.MatchString(line):
			here = root.path(tomlPath(tomlTable.FindStringSubmatch(line)[1]), false)
			r.at += len(line) + 1
		default:
			start := r.at
			key := tomlKey.FindStringSubmatch(line)
			if key != nil {
				r.at += len(key[0])
				if v, ok := r.value(0); ok && r.lineEnds() {
					path := tomlPath(key[1])
					here.path(path[:len(path)-1], false).set(path[len(path)-1], v)
					continue
				}
			}
			refused = append(refused, trimmed)
			r.at = start + len(line) + 1
		}
	}
	return root.fields(), refused
}

// tomlNode is a table that is being filled.
type tomlNode struct {
	keys   []string
	values map[string]any // *tomlNode, []*tomlNode, or a value
}

func (n *tomlNode) set(key string, v any) {
	if n.values == nil {
		n.values = map[string]any{}
	}
	if _, exists := n.values[key]; !exists {
		n.keys = append(n.keys, key)
	}
	n.values[key] = v
}

// path returns the table at a path; list starts a further one of a list.
func (n *tomlNode) path(path []string, list bool) *tomlNode {
	for i, key := range path {
		last := i == len(path)-1
		switch v := n.values[key].(type) {
		case *tomlNode:
			n = v
			continue
		case []*tomlNode:
			if last && list {
				v = append(v, &tomlNode{})
				n.set(key, v)
			}
			n = v[len(v)-1]
			continue
		}
		next := &tomlNode{}
		if last && list {
			n.set(key, []*tomlNode{next})
		} else {
			n.set(key, next)
		}
		n = next
	}
	return n
}

func (n *tomlNode) fields() []Field {
	out := []Field{}
	for _, key := range n.keys {
		v := n.values[key]
		switch t := v.(type) {
		case *tomlNode:
			v = t.fields()
		case []*tomlNode:
			items := []any{}
			for _, item := range t {
				items = append(items, item.fields())
			}
			v = items
		}
		out = append(out, Field{key, v})
	}
	return out
}

func tomlPath(s string) (out []string) {
	for _, part := range strings.Split(s, ".") {
		out = append(out, strings.Trim(strings.TrimSpace(part), `"'`))
	}
	return out
}

type tomlReader struct {
	text string
	at   int
}

// line returns the rest of the line.
func (r *tomlReader) line() string {
	line, _, _ := strings.Cut(r.text[r.at:], "\n")
	return line
}

// lineEnds moves behind the line if nothing but a comment is left on it.
func (r *tomlReader) lineEnds() bool {
	rest := r.line()
	if t := strings.TrimSpace(rest); t != "" && t[0] != '#' {
		return false
	}
	r.at = min(r.at+len(rest)+1, len(r.text))
	return true
}

// blanks skips blanks, line feeds and comments between the items of an array.
func (r *tomlReader) blanks() {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case c == ' ' || c == '\t' || c == '\n':
			r.at++
		case c == '#':
			r.at += len(r.line())
		default:
			return
		}
	}
}

// value reads one value.
func (r *tomlReader) value(depth int) (any, bool) {
	rest := r.text[r.at:]
	switch {
	case rest == "" || depth > 20:
		return nil, false
	case strings.HasPrefix(rest, `"""`), strings.HasPrefix(rest, "'''"):
		n := strings.Index(rest[3:], rest[:3])
		if n < 0 {
			return nil, false
		}
		r.at += n + 6
		s := strings.TrimPrefix(rest[3:3+n], "\n")
		if rest[0] == '"' {
			s = tomlUnescape(s)
		}
		return s, true
	case rest[0] == '"' || rest[0] == '\'':
		for i := 1; i < len(rest) && rest[i] != '\n'; i++ {
			if rest[i] == '\\' && rest[0] == '"' {
				i++
			} else if rest[i] == rest[0] {
				r.at += i + 1
				if rest[0] == '"' {
					return tomlUnescape(rest[1:i]), true
				}
				return rest[1:i], true
			}
		}
		return nil, false
	case rest[0] == '[':
		return r.array(depth)
	case rest[0] == '{':
		return r.table(depth)
	}
	m := tomlScalar.FindString(rest)
	if m == "" {
		return nil, false
	}
	r.at += len(m)
	m = strings.ReplaceAll(m, "_", "")
	if tomlDate.MatchString(m) {
		m = m[:10] + "T" + m[11:]
	}
	return scalar(m), true
}

func (r *tomlReader) array(depth int) (any, bool) {
	items := []any{}
	for r.at++; ; {
		r.blanks()
		if r.at < len(r.text) && r.text[r.at] == ']' {
			r.at++
			return items, true
		}
		v, ok := r.value(depth + 1)
		if !ok {
			return nil, false
		}
		items = append(items, v)
		r.blanks()
		if r.at < len(r.text) && r.text[r.at] == ',' {
			r.at++
		} else if r.at >= len(r.text) || r.text[r.at] != ']' {
			return nil, false
		}
	}
}

func (r *tomlReader) table(depth int) (any, bool) {
	n := &tomlNode{}
	for r.at++; ; {
		r.blanks()
		if r.at < len(r.text) && r.text[r.at] == '}' {
			r.at++
			return n.fields(), true
		}
		key := tomlKey.FindStringSubmatch(r.line())
		if key == nil {
			return nil, false
		}
		r.at += len(key[0])
		v, ok := r.value(depth + 1)
		if !ok {
			return nil, false
		}
		path := tomlPath(key[1])
		n.path(path[:len(path)-1], false).set(path[len(path)-1], v)
		r.blanks()
		if r.at < len(r.text) && r.text[r.at] == ',' {
			r.at++
		}
	}
}

// tomlUnescape reads the escapes of basic strings.
func tomlUnescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	if v, err := strconv.Unquote(`"` + strings.NewReplacer("\n", `\n`, `\e`, `\x1b`).Replace(s) + `"`); err == nil {
		return v
	}
	return s
}
