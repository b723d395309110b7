package wording

import (
	_ "embed" // the vocabulary is data
	"fmt"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/prefilter"
	"github.com/candor-site/candor/internal/source"
)

//go:embed vocabulary.yaml
var embedded []byte

// vocabularyFile is vocabulary.yaml.
type vocabularyFile struct {
	Vague     []groupFile     `json:"vague"`
	Ambiguous []ambiguousFile `json:"ambiguous"`
	Undated   []groupFile     `json:"undated"`
}

type groupFile struct {
	Says   string     `json:"says"`
	Write  string     `json:"write,omitempty"`
	Unless string     `json:"unless,omitempty"`
	Bound  bool       `json:"bound,omitempty"`
	Words  []wordFile `json:"words"`
}

type ambiguousFile struct {
	Word     string   `json:"word"`
	Readings []string `json:"readings"`
	Write    string   `json:"write"`
}

// wordFile is a word, or a mapping with what else the sentence must hold.
type wordFile struct{ entryFile }

type entryFile struct {
	Say  string `json:"say"`
	Near string `json:"near,omitempty"`
}

func (w *wordFile) DecodeNode(n *decode.Node) diag.List {
	if n.Kind == decode.String {
		w.Say = n.Scalar
		return nil
	}
	return decode.Into(n, &w.entryFile)
}

// group are words that lack one thing.
type group struct {
	says, write string
	unless      *onuse.Pattern
	bound       bool
}

// word is one entry of the vocabulary.
type word struct {
	group *group
	near  *onuse.Pattern
}

// lexicon finds the words of one list: all of them in one expression, with a
// group for each.
type lexicon struct {
	from, to int // numbers of its words in the filter
	find     *onuse.Pattern
	words    []word
}

// vocabulary is the compiled vocabulary.
type vocabulary struct {
	vague, undated lexicon
	ambiguous      []ambiguous
	anyAmbiguous   *onuse.Pattern
	may            *prefilter.Filter // of vague, undated and ambiguous words
}

type ambiguous struct {
	word     *onuse.Pattern
	readings [2]string
	write    string
}

// words compiles the embedded vocabulary once.
var words = sync.OnceValue(func() *vocabulary {
	v, err := parse(embedded)
	if err != nil {
		panic("wording: " + err.Error()) // a mistake in the program, which its test finds
	}
	return v
})

func parse(data []byte) (*vocabulary, error) {
	node, list := decode.YAML(source.NewFile("vocabulary.yaml", data), decode.Config)
	var file vocabularyFile
	if node != nil {
		list.Add(decode.Into(node, &file)...)
	}
	if list.HasErrors() {
		return nil, list[0]
	}
	v := &vocabulary{}
	var every, all []string
	v.vague, every = compile(file.Vague, every)
	v.undated, every = compile(file.Undated, every)
	for _, a := range file.Ambiguous {
		if len(a.Readings) != 2 {
			return nil, fmt.Errorf("%s has %d readings, and needs two", a.Word, len(a.Readings))
		}
		all = append(all, a.Word)
		v.ambiguous = append(v.ambiguous, ambiguous{onuse.Made(`\b` + a.Word + `\b`), [2]string(a.Readings), a.Write})
	}
	v.may = prefilter.New(append(every, all...)...)
	v.anyAmbiguous = onuse.Made(`\b(?:` + strings.Join(all, "|") + `)\b`)
	return v, nil
}

// compile makes one expression of the words of a list, and adds them to the
// words of every list. No word captures.
func compile(groups []groupFile, every []string) (lexicon, []string) {
	l := lexicon{from: len(every)}
	var all []string
	for _, f := range groups {
		g := &group{says: f.Says, write: f.Write, unless: optional(f.Unless), bound: f.Bound}
		for _, w := range f.Words {
			every = append(every, w.Say)
			all = append(all, "("+w.Say+")")
			l.words = append(l.words, word{g, optional(w.Near)})
		}
	}
	l.to = len(every)
	l.find = onuse.Made(`\b(?:` + strings.Join(all, "|") + `)\b`)
	return l, every
}

// optional returns an expression, or nil where there is none.
func optional(pattern string) *onuse.Pattern {
	if pattern == "" {
		return nil
	}
	return onuse.Made(pattern)
}

// hit is a word that was found in a sentence.
type hit struct {
	from, to int
	word     word
}

// in finds the words of the lexicon in a sentence.
func (l *lexicon) in(s suspect) []hit {
	if !s.hits.Any(l.from, l.to) {
		return nil
	}
	var out []hit
	low := s.Low
	for _, m := range l.find.FindAllStringSubmatchIndex(low, -1) {
		for i, w := range l.words {
			if m[2*i+2] >= 0 {
				if w.near == nil || w.near.MatchString(low) {
					out = append(out, hit{m[0], m[1], w})
				}
				break
			}
		}
	}
	return out
}
