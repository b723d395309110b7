package bare

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// Index is a catalog, ready to be asked which controls a sentence is about. It
// is safe for concurrent use.
type Index struct {
	site     *site.Site
	subjects []*subject // in the order of the catalog
	byID     map[string]*subject
	share    map[string]float64 // token -> how much it tells: the fewer controls have it, the more
	names    map[string][]carrier
	unread   bool // a parameter could not be read: what it says is not known

	titled, mentioned map[string][]int // token -> positions of the subjects that have it in the title, or at all
	counters          sync.Pool        // of *counter, one for each that counts scores
}

// subject is a control with the words that tell what it is about.
type subject struct {
	*trust.Control
	title  []string        // of the title, each once
	all    map[string]bool // of everything that it says of itself
	weight float64         // of the title
	values []trust.Parameter
}

// carrier is a control, or another part of the catalog, that holds a name.
type carrier struct {
	control *subject // nil: a framework, a subprocessor, the scope of the site
	what    string
}

// New returns the index of the catalog of a site; nil for a catalog that could
// not be read whole: what a sentence contradicts is not known then.
func New(s *site.Site) *Index {
	if s == nil || s.Catalog == nil || s.Catalog.Partial {
		return nil
	}
	n := len(s.Catalog.Controls)
	x := &Index{
		site: s, byID: map[string]*subject{}, share: map[string]float64{}, names: map[string][]carrier{},
		titled: map[string][]int{}, mentioned: map[string][]int{},
	}
	x.counters.New = func() any { return &counter{held: make([]float64, n), known: make([]float64, n)} }
	for i, c := range s.Catalog.Controls {
		sub := &subject{Control: c, title: distinct(tokens(c.Title)), all: set(tokens(c.Title)), values: values(c)}
		for _, text := range x.texts(c) {
			for _, t := range tokens(text) {
				sub.all[t] = true
			}
		}
		x.unread = x.unread || len(c.Unread) > 0
		x.subjects = append(x.subjects, sub)
		x.byID[c.ID] = sub
		for _, t := range sub.title {
			x.titled[t] = append(x.titled[t], i)
		}
		for t := range sub.all {
			x.mentioned[t] = append(x.mentioned[t], i)
		}
	}
	for t, list := range x.mentioned {
		x.share[t] = math.Log(1 + float64(n)/float64(len(list)))
	}
	for _, sub := range x.subjects {
		sub.weight = x.sum(sub.title)
	}
	x.carriers()
	return x
}

// texts returns what a control says of itself beside its title.
func (x *Index) texts(c *trust.Control) []string {
	out := []string{c.Summary, strings.ReplaceAll(c.ID, "-", " "), strings.ReplaceAll(c.Kind, "-", " ")}
	for _, s := range prose.Plain(c.Statement) {
		out = append(out, s.Text)
	}
	for _, p := range c.Parameters {
		out = append(out, strings.ReplaceAll(p.Name, "_", " "))
		out = append(out, plainWords(p.Value.Raw)...)
	}
	return out
}

// plainWords returns the text in a plain value.
func plainWords(raw any) []string {
	switch r := raw.(type) {
	case string:
		return []string{strings.ReplaceAll(strings.ReplaceAll(r, "-", " "), "_", " ")}
	case []any:
		var out []string
		for _, item := range r {
			out = append(out, plainWords(item)...)
		}
		return out
	}
	return nil
}

// values returns the parameters of a control, with those that hold for narrower
// scopes.
func values(c *trust.Control) []trust.Parameter {
	out := slices.Clone(c.Parameters)
	for _, o := range c.Overrides {
		out = append(out, o.Parameters...)
	}
	return out
}

func set(list []string) map[string]bool {
	out := map[string]bool{}
	for _, t := range list {
		out[t] = true
	}
	return out
}

// distinct returns the tokens, each once, sorted.
func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// sum returns what tokens tell together. A token of no control tells as much as
// one that a single control has.
func (x *Index) sum(tokens []string) float64 {
	total := 0.0
	for _, t := range tokens {
		total += x.tells(t)
	}
	return total
}

func (x *Index) tells(token string) float64 {
	if w, ok := x.share[token]; ok {
		return w
	}
	return math.Log(1 + float64(len(x.subjects)))
}

// scored is a subject with how far a clause in its sentence is about it.
type scored struct {
	*subject
	score float64
}

// scores says how far a clause in its sentence is about each control, from 0 to
// 1: how much of the control's title the sentence has, and how much of the
// clause the control accounts for. It returns those with a score, in the order
// of the catalog. The tokens of either are sorted, each once: sums of fractions
// depend on their order.
func (x *Index) scores(sentence, clause []string) []scored {
	n := x.counters.Get().(*counter)
	defer x.counters.Put(n)
	for _, t := range sentence {
		for _, i := range x.titled[t] {
			n.met(i)
			n.held[i] += x.tells(t)
		}
	}
	for _, t := range clause {
		for _, i := range x.mentioned[t] {
			n.met(i)
			n.known[i] += x.tells(t)
		}
	}
	total := x.sum(clause)
	slices.Sort(n.some)
	var out []scored
	for _, i := range n.some {
		if c := x.subjects[i]; total > 0 && c.weight > 0 {
			out = append(out, scored{c, 0.6*n.held[i]/c.weight + 0.4*n.known[i]/total})
		}
		n.held[i], n.known[i] = 0, 0
	}
	n.some = n.some[:0]
	return out
}

// counter counts scores.
type counter struct {
	held, known []float64 // of each subject
	some        []int     // the subjects that have some
}

// met notes a subject when it gets its first score.
func (n *counter) met(i int) {
	if n.held[i] == 0 && n.known[i] == 0 {
		n.some = append(n.some, i)
	}
}

// carriers gathers where the names of products and standards stand.
func (x *Index) carriers() {
	add := func(c *subject, what string, texts ...string) {
		for _, text := range texts {
			if key := alnum(text); key != "" && len(key) <= maxName {
				x.names[key] = append(x.names[key], carrier{c, what})
			}
			for _, f := range fact.Names(text) {
				x.names[alnum(f.Name)] = append(x.names[alnum(f.Name)], carrier{c, what})
			}
		}
	}
	for _, c := range x.subjects {
		texts := []string{c.Title, c.Summary, c.Statement.Value}
		for _, p := range c.values {
			texts = append(texts, plainWords(p.Value.Raw)...)
			texts = append(texts, p.Value.String())
		}
		for _, n := range c.Needs {
			texts = append(texts, n.Tool, n.Shows)
		}
		add(c, "control "+c.ID, texts...)
	}
	for _, f := range x.site.Catalog.Frameworks {
		add(nil, "framework "+f.ID, f.Title, f.ID)
	}
	for _, s := range x.site.Catalog.Subprocessors {
		add(nil, "subprocessor "+s.ID, s.Name, s.Entity, s.Purpose)
	}
	for _, axis := range keys(x.site.Config.Scope) {
		add(nil, "the scope "+axis, x.site.Config.Scope[axis]...)
	}
}

// maxName is how long the name of a product or a standard can be, in letters and
// digits.
const maxName = 40
