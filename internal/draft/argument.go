package draft

import (
	"html"
	"strings"
)

// Argument is a named or positional Argument of a shortcode or a tag.
type Argument struct{ Name, Value string } // Name is "" of a positional one

// Arguments are what a shortcode was given.
type Arguments []Argument

// Get returns the first Argument that has one of the names, or "".
func (a Arguments) Get(names ...string) string {
	for _, name := range names {
		for _, x := range a {
			if strings.EqualFold(x.Name, name) {
				return x.Value
			}
		}
	}
	return ""
}

// At returns a positional Argument, or "".
func (a Arguments) At(i int) string {
	for _, x := range a {
		if x.Name == "" {
			if i == 0 {
				return x.Value
			}
			i--
		}
	}
	return ""
}

// Or returns a named Argument, or a positional one.
func (a Arguments) Or(i int, names ...string) string {
	if v := a.Get(names...); v != "" {
		return v
	}
	return a.At(i)
}

// ReadArguments reads key=value, key="value" and bare values, in quotes or
// backticks where they hold blanks.
func ReadArguments(s string) (out Arguments) {
	for i := 0; i < len(s); {
		if strings.IndexByte(" \t\n,", s[i]) >= 0 {
			i++
			continue
		}
		name := ""
		start := i
		for i < len(s) && strings.IndexByte(" \t\n,=\"'`", s[i]) < 0 {
			i++
		}
		if i < len(s) && s[i] == '=' && i > start {
			name = s[start:i]
			for i++; i < len(s) && (s[i] == ' ' || s[i] == '\t'); i++ {
			}
			start = i
		} else if i > start {
			out = append(out, Argument{Value: s[start:i]})
			continue
		}
		if i < len(s) && strings.IndexByte("\"'`", s[i]) >= 0 {
			v, n := quoted(s[i:])
			out = append(out, Argument{name, v})
			i += n
			continue
		}
		for i < len(s) && strings.IndexByte(" \t\n,", s[i]) < 0 {
			i++
		}
		out = append(out, Argument{name, s[start:i]})
		if i == start {
			i++
		}
	}
	return out
}

// quoted reads a value in quotes at the start of s and returns its length with
// the quotes. In double quotes a backslash keeps what follows.
func quoted(s string) (value string, n int) {
	var out strings.Builder
	for n = 1; n < len(s) && s[n] != s[0]; n++ {
		if s[n] == '\\' && s[0] == '"' && n+1 < len(s) {
			n++
		}
		out.WriteByte(s[n])
	}
	return out.String(), min(n+1, len(s))
}

// Props writes attributes of a tag, name and value in turn; empty ones are
// left out.
func Props(pairs ...string) string {
	var out strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := strings.Join(strings.Fields(pairs[i+1]), " "); v != "" {
			out.WriteString(" " + pairs[i] + `="` + strings.NewReplacer("&", "&amp;", `"`, "&quot;").Replace(html.UnescapeString(v)) + `"`)
		}
	}
	return out.String()
}

// PlainTitle takes from a title of Markdown what a prop shows as it is.
func PlainTitle(s string) string {
	s = Icon.ReplaceAllString(s, "")
	return strings.TrimSpace(strings.NewReplacer("**", "", "`", "").Replace(s))
}

// Digits returns a number as written, or "" for anything else.
func Digits(s string) string {
	s = strings.TrimSuffix(s, "px")
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}

// InlineCode writes text as a code span.
func InlineCode(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	ticks := "`"
	for strings.Contains(s, ticks) {
		ticks += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

// FenceFor returns a fence that the code does not hold.
func FenceFor(code string) string {
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	return fence
}
