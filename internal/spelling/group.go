package spelling

import "github.com/candor-site/candor/internal/source"

// spelling is one way to write a name.
type spelling struct {
	text  string
	count int
	first place
}

// place is where a spelling is met first: at a span, or in the text of a page
// that is read again when somebody asks.
type place struct {
	span source.Span
	page int
	form int // of the table; -1 where the span is known
}

// at is a place that is known.
func at(span source.Span) place { return place{span: span, form: -1} }

// group are the spellings of what may be one name.
type group struct{ forms []*spelling }

// add counts n more uses of a spelling.
func (g *group) add(text string, n int, first place) {
	for _, f := range g.forms {
		if f.text == text {
			f.count += n
			return
		}
	}
	g.forms = append(g.forms, &spelling{text, n, first})
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

// rarer returns reports of all spellings but the one that is used most.
func (g *group) rarer() []report {
	if len(g.forms) < 2 {
		return nil
	}
	var out []report
	best := g.most()
	for _, f := range g.forms {
		if f != best {
			out = append(out, elsewhere(f, best.text, best.count))
		}
	}
	return out
}
