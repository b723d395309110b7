package spelling

import (
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/source"
)

// leading and trailing are words that make no name of two words that are also
// written as one: "every day", "log in".
var (
	leading = []string{"a", "all", "an", "and", "any", "can", "down", "every", "for", "here", "how", "in", "it", "may", "no", "not", "of", "on", "or", "out", "over", "so",
		"some", "the", "there", "to", "under", "up", "what", "when", "where", "with"}
	trailing = []string{"as", "away", "back", "be", "body", "by", "day", "down", "ever", "for", "how", "in", "into", "less", "like", "not", "of", "off", "on", "one", "out",
		"over", "self", "thing", "through", "time", "to", "up", "where", "wise", "with"}
)

// pair is two words that may be one name with a blank in it.
type pair struct {
	key         string // both together, without the s of a plural
	first, next int    // groups of the words
}

// text returns the pair as it is counted.
func pairText(both string) string { return strings.TrimSuffix(both, "s") }

// pairs returns the pairs of words of the site that are also written as one
// word there, by "low next".
func (t *Table) pairs(live []spelling) map[string]pair {
	ones := map[string]bool{} // what a pair may be together
	alone := map[int]bool{}   // groups of words
	for n, f := range t.forms {
		if live[n].count == 0 || f.kind != word && f.kind != tied {
			continue
		}
		alone[f.group] = true
		if key := t.common[f.group].key; f.kind == word && !f.humped && !strings.ContainsAny(key, digits) {
			ones[key] = true
			if one, ok := strings.CutSuffix(key, "s"); ok {
				ones[one] = true
			}
		}
	}
	out := map[string]pair{}
	for key := range ones {
		for i := shortest; i+shortest <= len(key)+1; i++ {
			first, ok := t.groups[key[:i]]
			if !ok || !alone[first] || slices.Contains(leading, key[:i]) {
				continue
			}
			for _, next := range []string{key[i:], key[i:] + "s"} {
				n, ok := t.groups[next]
				if ok && alone[n] && len(next) >= shortest && strings.TrimSuffix(key[:i]+next, "s") == key && !slices.Contains(trailing, next) {
					out[key[:i]+" "+next] = pair{key, first, n}
				}
			}
		}
	}
	return out
}

// shortest is how long each word of a pair is at least.
const shortest = 3

// pairUse counts one spelling of a pair on a page.
type pairUse struct {
	key, text string
	count     int
	first     source.Span
}

// pairsOf counts the pairs of a page, in the order in which they are met.
func pairsOf(said []prose.Sentence, pairs map[string]pair) []pairUse {
	var out []pairUse
	for _, s := range said {
		last, lastTo := 0, -2
		for from, to := nextWord(s.Text, 0); from >= 0; from, to = nextWord(s.Text, to) {
			if lastTo+1 == from && s.Text[lastTo] == ' ' {
				if p, ok := pairs[s.Low[last:to]]; ok {
					text := pairText(s.Low[last:to])
					k := slices.IndexFunc(out, func(u pairUse) bool { return u.key == p.key && u.text == text })
					if k < 0 {
						k = len(out)
						out = append(out, pairUse{p.key, text, 0, s.Span(last, to)})
					}
					out[k].count++
				}
			}
			last, lastTo = from, to
		}
	}
	return out
}

// has tells the pages that hold both words of some pair.
func has(p *Page, forms []form, pairs []pair, mark []int, stamp int) bool {
	for _, u := range p.uses {
		mark[forms[u.form].group] = stamp
	}
	return slices.ContainsFunc(pairs, func(x pair) bool { return mark[x.first] == stamp && mark[x.next] == stamp })
}

// split reports names that are written in one word and in two.
func (j *judge) split() []report {
	pairs := j.table.pairs(j.live)
	if len(pairs) == 0 {
		return nil
	}
	list := make([]pair, 0, len(pairs))
	for _, p := range pairs {
		list = append(list, p)
	}
	found := make([][]pairUse, len(j.pages))
	mark := make([]int, len(j.table.common))
	var wg sync.WaitGroup
	room := make(chan struct{}, max(j.workers, 1))
	for i, p := range j.pages {
		if !has(p, j.table.forms, list, mark, i+1) {
			continue
		}
		room <- struct{}{}
		wg.Go(func() {
			found[i] = pairsOf(j.prose(i), pairs)
			<-room
		})
	}
	wg.Wait()
	groups := map[string]*group{}
	var order []string
	for _, uses := range found {
		for _, u := range uses {
			if groups[u.key] == nil {
				groups[u.key] = &group{}
				order = append(order, u.key)
			}
			groups[u.key].add(u.text, u.count, at(u.first))
		}
	}
	var out []report
	for _, key := range order {
		out = append(out, j.apart(key, groups[key])...)
	}
	return out
}

// apart reports a name of which one spelling is a pair.
func (j *judge) apart(key string, pairs *group) []report {
	one := &group{}
	for _, k := range []string{key, key + "s"} {
		if n, ok := j.table.groups[k]; ok {
			for _, n := range j.forms[n] {
				if f := &j.live[n]; !j.table.forms[n].humped {
					one.add(f.text, f.count, f.first)
				}
			}
		}
	}
	if len(one.forms) == 0 || j.done[key] {
		return nil
	}
	joined, apart := one.most(), pairs.most()
	if apart.count >= one.total() {
		return []report{elsewhere(joined, apart.text, pairs.total())}
	}
	return []report{elsewhere(apart, joined.text, one.total())}
}
