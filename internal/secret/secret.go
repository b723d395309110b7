// Package secret finds what looks like a secret in text: keys and tokens of
// services, private keys, passwords in addresses, values of high entropy under
// names such as password. What it looks for is data, rules.yaml.
//
// It says which rule found something, where, and how long it is; it never
// returns, prints or keeps the value. It reads no files, and takes time
// proportional to the text.
package secret

import (
	_ "embed"
	"fmt"
	"regexp"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// Rule is one kind of secret.
type Rule struct {
	ID    string
	Title string // with its article: "a token of GitHub"
}

// Hit is one place that looks like a secret.
type Hit struct {
	Rule    Rule
	Span    source.Span // in a file of the same lines in which all that was found is asterisks; zero inside an archive
	Pointer string      // JSON Pointer (RFC 6901) of the value, or "" where the file is no JSON
	Length  int         // of the value, in bytes
}

// String says what was found and where, without the value.
func (h Hit) String() string {
	where := "inside the file"
	if !h.Span.IsZero() {
		at := h.Span.Position()
		where = fmt.Sprintf("on line %d, column %d", at.Line, at.Column)
	}
	if h.Pointer != "" {
		where += ", at " + h.Pointer
	}
	return fmt.Sprintf("%s (%s) %s, %d characters", h.Rule.Title, h.Rule.ID, where, h.Length)
}

//go:embed rules.yaml
var embedded []byte

// ruleFile is rules.yaml.
type ruleFile struct {
	Rules    []ruleSpec `json:"rules"`
	Harmless []string   `json:"harmless"`
	Public   []string   `json:"public"`
}

// ruleSpec is one rule as it is written.
type ruleSpec struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Match    string   `json:"match"`
	Keywords []string `json:"keywords"`
	Entropy  float64  `json:"entropy"`
	Mixed    bool     `json:"mixed,omitempty"` // the value mixes letters and digits, and is neither a digest nor a name
	Found    []string `json:"found"`
	Passed   []string `json:"passed"`
}

// compiled is one rule, ready to be used.
type compiled struct {
	ruleSpec
	expression *regexp.Regexp
}

// rulebook is all of rules.yaml, ready to be used.
type rulebook struct {
	rules    []compiled
	harmless []*regexp.Regexp
	public   []*regexp.Regexp
}

// rules compiles the embedded rules once.
var rules = sync.OnceValue(func() *rulebook {
	file, err := parse(embedded)
	if err != nil {
		panic("secret: " + err.Error()) // a mistake in the program, which its test finds
	}
	book := &rulebook{harmless: expressions(file.Harmless), public: expressions(file.Public)}
	for _, r := range file.Rules {
		book.rules = append(book.rules, compiled{r, regexp.MustCompile(r.Match)})
	}
	return book
})

func parse(data []byte) (*ruleFile, error) {
	node, list := decode.YAML(source.NewFile("rules.yaml", data), decode.Config)
	var file ruleFile
	if node != nil {
		list.Add(decode.Into(node, &file)...)
	}
	if list.HasErrors() {
		return nil, list[0]
	}
	return &file, nil
}

func expressions(texts []string) []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(texts))
	for i, text := range texts {
		out[i] = regexp.MustCompile(text)
	}
	return out
}

// Rules lists the kinds of secrets that are found, in the order in which they
// are tried.
func Rules() []Rule {
	var out []Rule
	for _, r := range rules().rules {
		out = append(out, Rule{r.ID, r.Title})
	}
	return out
}

// IDs lists the ids of the rules.
func IDs() []string {
	var out []string
	for _, r := range Rules() {
		out = append(out, r.ID)
	}
	return out
}

// Without returns the hits that the named rules did not make.
func Without(hits []Hit, allowed []string) []Hit {
	var out []Hit
	for _, h := range hits {
		keep := true
		for _, id := range allowed {
			keep = keep && h.Rule.ID != id
		}
		if keep {
			out = append(out, h)
		}
	}
	return out
}
