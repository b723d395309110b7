package message

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"

	"github.com/candor-site/candor/internal/onuse"
)

// count is the placeholder that chooses the plural form.
const count = "Count"

// piece is a part of a phrase: text, or the name of a value, or one end of the
// part that is a link.
type piece struct {
	kind pieceKind
	text string
}

type pieceKind int

const (
	literal pieceKind = iota
	placeholder
	linkOpen
	linkClose
)

// phrase is a text of a message, in pieces.
type phrase []piece

// fault is what is wrong in a text, with the bytes that it is about.
type fault struct {
	from, to      int
	message, hint string
}

var placeholderForm = onuse.Regexp(`^\{\{\.([A-Z][A-Za-z0-9]*)\}\}`)

// split reads a text: {{.Name}} stands for a value, [words] for a link.
func split(s string) (phrase, *fault) {
	if s != "" && !strings.ContainsAny(s, "{[]") {
		return phrase{{literal, s}}, nil
	}
	var out phrase
	open := -1
	for at := 0; at < len(s); {
		switch rest := s[at:]; {
		case strings.HasPrefix(rest, "{{"):
			m := placeholderForm.FindStringSubmatch(rest)
			if m == nil {
				return nil, &fault{at, min(at+2, len(s)), "found {{, expected a placeholder", "write it as {{.Name}}, without spaces, the name beginning with a capital letter"}
			}
			out = append(out, piece{placeholder, m[1]})
			at += len(m[0])
		case rest[0] == '[':
			if open >= 0 || slices.ContainsFunc(out, func(p piece) bool { return p.kind == linkOpen }) {
				return nil, &fault{at, at + 1, "found a second [, expected one link at most", "brackets stand around the words of a link"}
			}
			open = at
			out = append(out, piece{kind: linkOpen})
			at++
		case rest[0] == ']':
			if open < 0 {
				return nil, &fault{at, at + 1, "found a ] without [ before it", "brackets stand around the words of a link"}
			}
			open = -1
			out = append(out, piece{kind: linkClose})
			at++
		default:
			end := len(rest)
			for _, stop := range []string{"{{", "[", "]"} {
				if i := strings.Index(rest, stop); i >= 0 {
					end = min(end, i)
				}
			}
			out = append(out, piece{literal, rest[:end]})
			at += end
		}
	}
	if open >= 0 {
		return nil, &fault{open, open + 1, "found a [ without ] behind it", "brackets stand around the words of a link"}
	}
	return out, nil
}

// names returns the names of the placeholders of a phrase, with repetitions.
func (p phrase) names() []string {
	var out []string
	for _, x := range p {
		if x.kind == placeholder {
			out = append(out, x.text)
		}
	}
	return out
}

// linked reports whether a part of a phrase is a link.
func (p phrase) linked() bool {
	return slices.ContainsFunc(p, func(x piece) bool { return x.kind == linkOpen })
}

// filling is what a phrase is filled with.
type filling struct {
	key    string
	style  Style
	values []Value
}

// parser reads phrases for go-i18n, which chooses the one of the right form. A
// phrase is data: it can name values, and compute nothing.
type parser struct{}

// Cacheable implements template.Parser: a phrase is read once.
func (parser) Cacheable() bool { return true }

// Parse implements template.Parser.
func (parser) Parse(src, _, _ string) (template.ParsedTemplate, error) {
	p, bad := split(src)
	if bad != nil {
		return nil, fmt.Errorf("%s", bad.message)
	}
	return p, nil
}

// Execute implements template.ParsedTemplate: it fills a phrase.
func (p phrase) Execute(data any) (string, error) {
	with := data.(*filling)
	return p.fill(with.key, with.style, with.values)
}

// fill writes a phrase of a message with its values.
func (p phrase) fill(key string, style Style, values []Value) (string, error) {
	var room [128]byte
	b := room[:0]
	add := func(text string, safe bool) {
		if !safe && style.Escape != nil {
			text = style.Escape(text)
		}
		b = append(b, text...)
	}
	for _, x := range p {
		switch x.kind {
		case literal:
			add(x.text, false)
		case linkOpen:
			add(style.Open, true)
		case linkClose:
			add(style.Close, true)
		case placeholder:
			i := slices.IndexFunc(values, func(v Value) bool { return v.Name == x.text })
			if i < 0 {
				return "", fmt.Errorf("the message %q needs a value %s", key, x.text)
			}
			add(values[i].Text, values[i].Raw)
		}
	}
	return string(b), nil
}
