package spelling

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// alias is a name with its other spellings, the longest first.
type alias struct {
	name  string
	texts []string
}

func longestFirst(s site.Spelling) alias {
	texts := append([]string{s.Name}, s.Others...)
	slices.SortStableFunc(texts, func(a, b string) int { return len(b) - len(a) })
	return alias{s.Name, texts}
}

// aliasUse counts one spelling of an alias on a page.
type aliasUse struct {
	alias, text int
	count       int
	first       source.Span
}

// aliasesOf counts the spellings of aliases on a page.
func (t *Table) aliasesOf(said []prose.Sentence) []aliasUse {
	var out []aliasUse
	var room [4]uint64
	for i := range said {
		s := &said[i]
		if len(s.May(t.may, room[:0])) == 0 {
			continue
		}
		for i, a := range t.aliases {
			var taken []stretch
			for j, text := range a.texts {
				before := len(taken)
				if taken = uses(s.Text, text, taken); len(taken) == before {
					continue
				}
				k := slices.IndexFunc(out, func(u aliasUse) bool { return u.alias == i && u.text == j })
				if k < 0 {
					k = len(out)
					out = append(out, aliasUse{i, j, 0, s.Span(taken[before].from, taken[before].to)})
				}
				out[k].count += len(taken) - before
			}
		}
	}
	return out
}

// stretch is a piece of a sentence.
type stretch struct{ from, to int }

// uses adds where a spelling stands in a sentence, letter by letter, to what
// longer spellings took, and takes nothing of that.
func uses(text, spelt string, taken []stretch) []stretch {
	for at := 0; ; {
		i := strings.Index(text[at:], spelt)
		if i < 0 {
			return taken
		}
		from, to := at+i, at+i+len(spelt)
		at = to
		plural := strings.HasPrefix(text[to:], "s") && !wordAt(text, to+1)
		if wordAt(text, from-1) || wordAt(text, to) && !plural || slices.ContainsFunc(taken, func(t stretch) bool { return t.from < to && from < t.to }) {
			continue
		}
		taken = append(taken, stretch{from, to})
	}
}

// aliasReports reports other spellings of a name. Those that the site itself lists
// are reported even where the name is written in no other way.
func (t *Table) aliasReports(pages []*Page) []report {
	found := make([]map[int]*spelling, len(t.aliases))
	for _, p := range pages {
		for _, u := range p.aliases {
			if found[u.alias] == nil {
				found[u.alias] = map[int]*spelling{}
			}
			if f := found[u.alias][u.text]; f != nil {
				f.count += u.count
			} else {
				found[u.alias][u.text] = &spelling{t.aliases[u.alias].texts[u.text], u.count, at(u.first)}
			}
		}
	}
	var out []report
	for i, a := range t.aliases {
		out = append(out, a.reports(found[i], i < len(t.own))...)
	}
	return out
}

func (a alias) reports(found map[int]*spelling, always bool) []report {
	if len(found) == 0 || len(found) < 2 && !always {
		return nil
	}
	right := 0
	for _, f := range found {
		if f.text == a.name {
			right = f.count
		}
	}
	var out []report
	for i := range a.texts {
		f := found[i]
		switch {
		case f == nil || f.text == a.name:
		case right > 0:
			out = append(out, elsewhere(f, a.name, right))
		default:
			out = append(out, report{f.first, diag.Diagnostic{Severity: diag.Note, Code: diag.NameSpelling,
				Message: fmt.Sprintf("%q is one of several spellings of %s", f.text, a.name), Hint: "write " + a.name}})
		}
	}
	return out
}
