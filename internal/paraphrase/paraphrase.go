// Package paraphrase says assertions in words: it turns an expression in CEL
// into sentences that a reader who does not know CEL can check.
//
// It says what is written and nothing else. What it has no words for stays as
// code in its place, and Whole says that something did. It judges nothing and
// reads no evidence.
package paraphrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/rule"
)

// Kind says what a piece of a sentence is.
type Kind string

// The kinds of pieces.
const (
	Text     Kind = "text"
	Field    Kind = "field"    // the name of something in evidence, or of an entry: Encrypted
	Literal  Kind = "literal"  // a value that is written in the assertion: "main", 443
	Value    Kind = "value"    // a value of the control; Ref is the name of the parameter
	Evidence Kind = "evidence" // the id of a piece of evidence, also in Ref
	Control  Kind = "control"  // the id of a control, also in Ref
	Code     Kind = "code"     // what could not be said
)

// Piece is a part of a sentence.
type Piece struct {
	Kind Kind
	Text string
	Ref  string
}

// Sentence is one condition on a line, and what it is made of beneath.
type Sentence struct {
	Line   []Piece
	Points []Sentence
}

// Said is an assertion in words.
type Said struct {
	Sentences []Sentence // all of them must hold
	Whole     bool       // nothing stayed as code
}

// Names knows what an assertion speaks of.
type Names struct {
	// Parameter returns the label of a parameter of the control and its value for
	// people, or of a member of it; "" where nothing is known or shown.
	Parameter func(name string, members []string) (label, value string)
	// Foreign is the same for a parameter of another control.
	Foreign func(control, name string, members []string) (label, value string)
}

// Rule says an assertion in a language (en, de, es; English for any other); nil
// where the text is no expression.
func Rule(assertion string, names Names, language string) *Said {
	return Say(rule.Parse(assertion), names, language)
}

// Say is Rule for an assertion that was read already, which may be said many
// times; nil is none.
func Say(syntax *rule.Syntax, names Names, language string) *Said {
	if syntax == nil {
		return nil
	}
	t := &teller{syntax: syntax, names: names, words: wordsOf(language)}
	out := &Said{Sentences: t.conjuncts(syntax.Root, nil)}
	out.Whole = !t.gaveUp
	return out
}

// Plain returns a sentence without its points as plain text.
func (s Sentence) Plain() string {
	var b strings.Builder
	for _, p := range s.Line {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Lines returns the sentences as text, a line each, points indented by two
// spaces.
func (s *Said) Lines() []string {
	var out []string
	var add func(list []Sentence, indent string)
	add = func(list []Sentence, indent string) {
		for _, sentence := range list {
			out = append(out, indent+sentence.Plain())
			add(sentence.Points, indent+"  ")
		}
	}
	add(s.Sentences, "")
	return out
}

// teller turns one expression into words.
type teller struct {
	syntax *rule.Syntax
	names  Names
	words  map[string]string
	gaveUp bool
}

// phrase is part of a line.
type phrase []Piece

func text(s string) phrase { return phrase{{Kind: Text, Text: s}} }

// say fills in a pattern of the language: args are the places by name and what
// stands there, in turn.
func (t *teller) say(key string, args ...any) phrase {
	pattern := t.words[key]
	var out phrase
	for {
		before, rest, open := strings.Cut(pattern, "{")
		out = out.add(phrase{{Kind: Text, Text: before}})
		if !open {
			return out
		}
		name, after, _ := strings.Cut(rest, "}")
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == name {
				out = out.add(args[i+1].(phrase))
			}
		}
		pattern = after
	}
}

// add appends a phrase to one that nobody else holds; text that meets text
// becomes one piece.
func (p phrase) add(more phrase) phrase {
	for _, piece := range more {
		if piece.Text == "" {
			continue
		}
		if n := len(p); n > 0 && p[n-1].Kind == Text && piece.Kind == Text {
			p[n-1].Text += piece.Text
			continue
		}
		p = append(p, piece)
	}
	return p
}

// join puts phrases in a row: "a, b and c" with the key of the last joint.
func (t *teller) join(items []phrase, last string) phrase {
	var out phrase
	for i, item := range items {
		switch {
		case i == 0:
		case i == len(items)-1:
			out = out.add(t.say(last))
		default:
			out = out.add(t.say("comma"))
		}
		out = out.add(item)
	}
	return out
}

// line makes a line of a phrase: it begins with a capital letter.
func line(p phrase) []Piece {
	if len(p) == 0 || p[0].Kind != Text {
		return p
	}
	first, size := utf8.DecodeRuneInString(p[0].Text)
	head := Piece{Kind: Text, Text: string(unicode.ToUpper(first)) + p[0].Text[size:]}
	return append([]Piece{head}, p[1:]...)
}
