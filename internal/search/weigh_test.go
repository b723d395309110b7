package search

import (
	"cmp"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/disclose"
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
		x := New(&disclose.View{}, nil, "/")
		list := []batch{x.count(entries[:size/3]), x.count(entries[size/3:])}
		var lengths []int
		total := 0
		if err := x.each(list, func(i int, c counted) {
			if i != len(lengths) || c.kind != entries[i].Kind {
				t.Fatalf("entry %d is number %d, and of the kind %s", len(lengths), i, c.kind)
			}
			lengths, total = append(lengths, c.length), total+c.length
		}); err != nil {
			t.Fatal(err)
		}
		var want []posting
		for i, e := range entries {
			n := strings.Count(e.Text, "everywhere")
			long := 400 + 600*lengths[i]*size/total
			want = append(want, posting{uint32(i), uint32(max(1, e.Kind.bonus(rarityOf(size, size)*n*2500/(n*1000+1500*long/1000))))})
		}
		slices.SortFunc(want, func(a, b posting) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.entry, b.entry))
		})
		want = slices.Clone(want[:min(most, size)])
		slices.SortFunc(want, func(a, b posting) int { return cmp.Compare(a.entry, b.entry) })
		terms, err := x.weigh(list, nil, 1+size%3)
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range terms {
			if got.text == "everywhere" && (got.more != (size > most) || !slices.Equal(got.postings, want)) {
				t.Errorf("%d entries: more %v, %d postings, want %d that weigh most", size, got.more, len(got.postings), len(want))
			}
		}
	}
}
