package search

import (
	"cmp"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// A word that very many entries have leads to those that it weighs most in, as if
// all were gathered before any is dropped.
func TestManyPostings(t *testing.T) {
	for _, size := range []int{most - 1, most, most + 1, 2 * most, 2*most + 1, 5*most + 7} {
		r := rand.New(rand.NewSource(int64(size)))
		entries := make([]Entry, size)
		for i := range entries {
			entries[i] = Entry{Kind: Page, Title: fmt.Sprint("t", i), Text: strings.Repeat("everywhere ", 1+r.Intn(9)) + strings.Repeat("other ", r.Intn(60)), Route: "/"}
			if r.Intn(4) == 0 {
				entries[i].Kind = Control
			}
		}
		x := &Index{}
		all := x.count(entries)
		total := 0
		for _, e := range all {
			total += e.length
		}
		var want []posting
		for i, e := range all {
			n := strings.Count(e.Text, "everywhere")
			long := 400 + 600*e.length*size/total
			want = append(want, posting{uint32(i), uint32(max(1, e.bonus(rarityOf(size, size)*n*2500/(n*1000+1500*long/1000))))})
		}
		slices.SortFunc(want, func(a, b posting) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.entry, b.entry))
		})
		want = slices.Clone(want[:min(most, size)])
		slices.SortFunc(want, func(a, b posting) int { return cmp.Compare(a.entry, b.entry) })
		for _, got := range weigh(all, &x.words, 1+size%3) {
			if got.text == "everywhere" && (got.more != (size > most) || !slices.Equal(got.postings, want)) {
				t.Errorf("%d entries: more %v, %d postings, want %d that weigh most", size, got.more, len(got.postings), len(want))
			}
		}
	}
}
