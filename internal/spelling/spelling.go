// Package spelling finds names that a site writes in several ways: with other
// capitals (IOPipe, IOpipe), in one word or in two (workernode, worker node),
// with or without a hyphen before a number (SOC2, SOC 2), or as an alias that
// the site or a short list of known names has.
//
// It reports the rarer spellings, each once. It knows no dictionary: a word
// that is always written in one way is right.
package spelling

import (
	_ "embed" // the known names are data
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

//go:embed names.yaml
var embedded []byte

// known are the names of names.yaml, with their other spellings.
var known = sync.OnceValue(func() []site.Spelling {
	node, list := decode.YAML(source.NewFile("names.yaml", embedded), decode.Config)
	if list.HasErrors() {
		panic("spelling: " + list[0].Error()) // a mistake in the program, which its test finds
	}
	var out []site.Spelling
	for _, f := range node.Fields {
		s := site.Spelling{Name: f.Key}
		for _, item := range f.Value.Items {
			s.Others = append(s.Others, item.Scalar)
		}
		out = append(out, s)
	}
	return out
})

// Site reports the rarer spellings of the names on the pages of a site, and of
// the ids in the parameters of its controls.
func Site(s *site.Site) diag.List {
	g := newGatherer()
	for _, p := range s.Pages {
		if p.Doc != nil {
			g.page(p.Doc.Prose())
		}
	}
	var list diag.List
	done := map[string]bool{} // folded spellings that an alias covers
	for _, a := range s.Config.Spellings {
		list.Add(g.aliases(a, true, done)...)
	}
	for _, a := range known() {
		list.Add(g.aliases(a, false, done)...)
	}
	list.Add(g.rarer(done)...)
	list.Add(g.split(done)...)
	list.Add(ids(s)...)
	return list
}

// spelling is one way to write a name.
type spelling struct {
	text  string
	count int
	first source.Span
}

// group are the spellings of what may be one name.
type group struct {
	name  bool // a spelling of it is that of a name, and not of a common word
	forms []*spelling
}

// add counts one more use of a spelling.
func (g *group) add(text string, place source.Span) { g.count(text, 1, place) }

// named counts one more use of what is a name for certain.
func (g *group) named(text string, place source.Span) {
	g.name = true
	g.count(text, 1, place)
}

func (g *group) count(text string, n int, place source.Span) {
	for _, f := range g.forms {
		if f.text == text {
			f.count += n
			return
		}
	}
	g.forms = append(g.forms, &spelling{text, n, place})
}

// total returns how often the name is used, in whatever spelling.
func (g *group) total() int {
	n := 0
	for _, f := range g.forms {
		n += f.count
	}
	return n
}

// most returns the spelling that is used most; of two the first.
func (g *group) most() *spelling {
	best := g.forms[0]
	for _, f := range g.forms[1:] {
		if f.count > best.count {
			best = f
		}
	}
	return best
}

// rarer reports the rarer spellings of each group.
func (g *gatherer) rarer(done map[string]bool) diag.List {
	var list diag.List
	for _, key := range g.order {
		group := g.groups[key]
		if !group.name || len(group.forms) < 2 || done[key] {
			continue
		}
		best := group.most()
		for _, f := range group.forms {
			if f != best {
				list.Add(report(f, best.text, best.count))
			}
		}
	}
	return list
}

func report(f *spelling, name string, count int) diag.Diagnostic {
	times := strconv.Itoa(count) + " times"
	if count == 1 {
		times = "once"
	}
	return diag.Diagnostic{Severity: diag.Note, Code: diag.NameSpelling, Span: f.first,
		Message: fmt.Sprintf("%q is written %q %s elsewhere", f.text, name, times),
		Hint:    "write " + name + ", or list the right spelling under spellings in candor.yaml"}
}

// aliases reports other spellings of a name. Those that the site itself lists
// are reported even where the name is written in no other way.
func (g *gatherer) aliases(a site.Spelling, always bool, done map[string]bool) diag.List {
	all := &group{}
	var taken []stretch
	longest := append([]string{a.Name}, a.Others...)
	slices.SortStableFunc(longest, func(a, b string) int { return len(b) - len(a) })
	for _, text := range longest {
		for _, use := range g.uses(text, &taken) {
			all.add(text, use)
		}
		done[fold(text)] = true
	}
	if len(all.forms) == 0 || len(all.forms) < 2 && !always {
		return nil
	}
	var list diag.List
	right := 0
	for _, f := range all.forms {
		if f.text == a.Name {
			right = f.count
		}
	}
	for _, f := range all.forms {
		switch {
		case f.text == a.Name:
		case right > 0:
			list.Add(report(f, a.Name, right))
		default:
			list.Add(diag.Diagnostic{Severity: diag.Note, Code: diag.NameSpelling, Span: f.first,
				Message: fmt.Sprintf("%q is one of several spellings of %s", f.text, a.Name), Hint: "write " + a.Name})
		}
	}
	return list
}

// ids reports ids in parameters of one name that differ in hyphens and capitals
// only.
func ids(s *site.Site) diag.List {
	g := newGatherer()
	for _, c := range s.Catalog.Controls {
		for _, p := range c.Parameters {
			switch p.Value.Type {
			case parameter.ID, parameter.IDOrIDs, parameter.IDs:
				g.id(p.Name, p.Value.Raw, p.Span)
				list, _ := p.Value.Raw.([]any)
				for _, item := range list {
					g.id(p.Name, item, p.Span)
				}
			}
		}
	}
	return g.rarer(nil)
}

func (g *gatherer) id(name string, raw any, place source.Span) {
	if text, ok := raw.(string); ok && !strings.Contains(text, " ") {
		g.group(name+" "+fold(text)).named(text, place)
	}
}

// fold returns what the spellings of one name have in common.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == ' ' || r == '-' || r == '_':
			return -1
		}
		return r
	}, text)
}

// gatherer counts spellings.
type gatherer struct {
	groups    map[string]*group // by what their spellings have in common
	order     []string          // keys, as they were met
	pairs     map[string]*group // two words with a blank between them, by both together
	pairOrder []string
	said      []prose.Sentence
}

func newGatherer() *gatherer {
	return &gatherer{groups: map[string]*group{}, pairs: map[string]*group{}}
}

func (g *gatherer) group(key string) *group {
	if _, ok := g.groups[key]; !ok {
		g.groups[key] = &group{}
		g.order = append(g.order, key)
	}
	return g.groups[key]
}

// stretch is a piece of a sentence.
type stretch struct{ sentence, from, to int }

// uses returns where a spelling stands, letter by letter, outside of what longer
// spellings took. It adds to what is taken.
func (g *gatherer) uses(text string, taken *[]stretch) []source.Span {
	var out []source.Span
	for n, s := range g.said {
		for at := 0; ; {
			i := strings.Index(s.Text[at:], text)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(text)
			at = to
			plural := strings.HasPrefix(s.Text[to:], "s") && !wordAt(s.Text, to+1)
			if wordAt(s.Text, from-1) || wordAt(s.Text, to) && !plural || slices.ContainsFunc(*taken, func(t stretch) bool {
				return t.sentence == n && t.from < to && from < t.to
			}) {
				continue
			}
			*taken = append(*taken, stretch{n, from, to})
			out = append(out, s.Span(from, to))
		}
	}
	return out
}

func wordAt(text string, i int) bool {
	return i >= 0 && i < len(text) && letter(text[i])
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
