package search

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/source"
)

// shown is one entry as the browser shows it: kind, title, where it belongs,
// address, text.
type shown [5]string

// reader answers queries as the script of the portal does
// (themes/default/assets/ts/search/index.ts), and counts what it fetches.
type reader struct {
	t       testing.TB
	files   map[string][]byte // by path below the folder of the index
	m       manifest
	fetched map[string]int // bytes after compression, by path
}

func newReader(t testing.TB, files []artifact.File) *reader {
	t.Helper()
	r := &reader{t: t, files: map[string][]byte{}}
	for _, f := range files {
		r.files[strings.TrimPrefix(f.Path, "search/")] = f.Data
	}
	return r
}

// fetch reads a file of the index.
func (r *reader) fetch(name string, into any) {
	r.t.Helper()
	data, ok := r.files[name]
	if !ok {
		r.t.Fatalf("there is no %s", name)
	}
	if err := json.Unmarshal(data, into); err != nil {
		r.t.Fatal(err)
	}
	if _, known := r.fetched[name]; !known {
		var buf bytes.Buffer
		z := gzip.NewWriter(&buf)
		_, _ = z.Write(data)
		_ = z.Close()
		r.fetched[name] = buf.Len()
	}
}

// file reads a file of a kind.
func (r *reader) file(kind string, n int, into any) {
	r.t.Helper()
	r.fetch(r.m.Folder+"/"+kind+strconv.Itoa(n)+".json", into)
}

// bytes returns how much the last query fetched, in all.
func (r *reader) bytes() int {
	sum := 0
	for _, n := range r.fetched {
		sum += n
	}
	return sum
}

// match is one term that a typed word stands for.
type match struct {
	line   []int
	tenths int
}

// find returns the addresses of the results, best first.
func (r *reader) find(query string) []string {
	r.t.Helper()
	r.fetched = map[string]int{}
	r.fetch("index.json", &r.m)
	typed := Words(query)
	typed = typed[:min(len(typed), 8)]
	if len(typed) == 0 {
		return nil
	}
	scores, covers := map[int]int{}, map[int]int{}
	for i, word := range typed {
		best, whole := map[int]int{}, true
		for _, p := range r.lookUp(word, i == len(typed)-1) {
			whole = whole && p.line[0] == 0
			each(p.line, func(entry, weight int) { best[entry] = max(best[entry], weight*p.tenths) })
		}
		for entry, score := range best {
			scores[entry] += score
			if whole {
				covers[entry]++
			}
		}
	}
	each(r.postings(exact(query)), func(entry, _ int) {
		scores[entry] += 0
		covers[entry] = 9
	})
	order := slices.SortedFunc(maps.Keys(scores), func(a, b int) int { return cmp.Or(covers[b]-covers[a], scores[b]-scores[a], a-b) })
	var out []string
	for _, n := range order[:min(len(order), 12)] {
		var list []shown
		r.file("d", n/r.m.PerFile, &list)
		out = append(out, list[n%r.m.PerFile][3])
	}
	return out
}

// each goes through the postings of a term.
func each(line []int, do func(entry, weight int)) {
	entry := 0
	for i := 1; i < len(line); i += 2 {
		entry += line[i]
		do(entry, line[i+1])
	}
}

// lookUp finds what a typed word stands for.
func (r *reader) lookUp(typed string, last bool) []match {
	r.t.Helper()
	letters := len([]rune(typed))
	own := r.postings(typed)
	var out []match
	if own != nil {
		out = append(out, match{own, 10})
	}
	if last && letters > 1 {
		begun := slices.DeleteFunc(r.words(r.m.Begins, "b", typed), func(w string) bool { return !strings.HasPrefix(w, typed) || w == typed })
		slices.SortStableFunc(begun, func(a, b string) int { return len(utf16s(a)) - len(utf16s(b)) })
		for _, w := range begun[:min(len(begun), 6)] {
			out = append(out, match{r.postings(w), 8})
		}
	}
	if len(out) == 0 && allowed(letters) > 0 {
		for _, w := range r.meant(typed) {
			tenths := 4
			if near(typed, w) == 1 {
				tenths = 6
			}
			out = append(out, match{r.postings(w), tenths})
		}
	}
	return out
}

// meant returns the words nearest to one that the index does not hold.
func (r *reader) meant(typed string) []string {
	r.t.Helper()
	runes := []rune(typed)
	head, tail := kept(len(runes))
	words := r.words(r.m.Begins, "b", string(runes[:head]))
	for _, w := range r.words(r.m.Ends, "e", reversed(string(runes[len(runes)-tail:]))) {
		words = append(words, reversed(w))
	}
	words = slices.DeleteFunc(words, func(w string) bool { return near(typed, w) < 1 })
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(near(typed, a)-near(typed, b), compare(a, b)) })
	words = slices.Compact(words)
	return words[:min(len(words), 4)]
}

// postings returns what a term leads to, or nil.
func (r *reader) postings(term string) []int {
	r.t.Helper()
	at := holder(r.m.Postings, term)
	if at < 0 {
		return nil
	}
	var lines map[string][]int
	r.file("p", at, &lines)
	return lines[term]
}

// words returns the words of the files that may hold some with a beginning.
func (r *reader) words(firsts []string, kind, start string) []string {
	r.t.Helper()
	var out []string
	from := max(holder(firsts, start), 0)
	for i := from; i < len(firsts) && (i == from || strings.HasPrefix(firsts[i], start)); i++ {
		var list []string
		r.file(kind, i, &list)
		out = append(out, list...)
	}
	return out
}

// holder returns which file holds a term, or -1.
func holder(firsts []string, term string) int {
	at, found := slices.BinarySearchFunc(firsts, term, compare)
	if found {
		return at
	}
	return at - 1
}

// utf16s returns the UTF-16 form of a word, whose length a browser counts.
func utf16s(s string) []uint16 {
	var out []uint16
	for _, r := range s {
		out = append(out, make([]uint16, max(1, min(2, 1+int(r)/0x10000)))...)
	}
	return out
}

// allowed is how many slips a word of a length may hold.
func allowed(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters < 8:
		return 1
	}
	return 2
}

// kept is how many letters at the start and at the end of a word are looked up
// as they were typed. A single slip leaves the one or the other right.
func kept(letters int) (head, tail int) { return min(letters-3, 2), min(letters-3, 3) }

// near returns how many slips lie between what was typed and a word, or -1 when
// there are more than are allowed: the distance of optimal string alignment. Two
// slips are forgiven only where the first two or the last three letters are right.
func near(typed, word string) int {
	a, b := []rune(typed), []rune(word)
	most := allowed(len(a))
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return -1
	}
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	slips := d[len(a)][len(b)]
	framed := strings.HasPrefix(typed, string(b[:min(2, len(b))])) || strings.HasSuffix(typed, string(b[max(0, len(b)-3):]))
	if slips > most || slips == 2 && !framed {
		return -1
	}
	return slips
}

// TestEveryNearWordIsRead checks that the files of beginnings and
// endings that are read for a slip hold every word that is near.
func TestEveryNearWordIsRead(t *testing.T) {
	typed := []string{"logs", "keyz", "audit", "backup", "tickets", "recovery", "retention", "frequency"}
	for _, q := range typed {
		seen := map[string]bool{}
		for _, w := range slips(q, allowed(len(q))) {
			if seen[w] || near(q, w) < 1 {
				continue
			}
			seen[w] = true
			head, tail := kept(len(q))
			if !strings.HasPrefix(w, q[:head]) && !strings.HasSuffix(w, q[len(q)-tail:]) {
				t.Errorf("%q is near %q, and is in no file that is read", w, q)
			}
		}
		if len(seen) < 30 {
			t.Errorf("%q: only %d words are near", q, len(seen))
		}
	}
}

// slips returns words with some slips, from an alphabet of three letters.
func slips(word string, n int) []string {
	out := []string{word}
	for range n {
		for _, w := range slices.Clone(out) {
			for i := 0; i <= len(w); i++ {
				for _, c := range []string{"x", "e", "s"} {
					out = append(out, w[:i]+c+w[i:])
					if i < len(w) {
						out = append(out, w[:i]+c+w[i+1:])
					}
				}
				if i < len(w) {
					out = append(out, w[:i]+w[i+1:])
				}
				if i+1 < len(w) {
					out = append(out, w[:i]+w[i+1:i+2]+w[i:i+1]+w[i+2:])
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// digest tells whether two indexes are the same.
func digest(files []artifact.File) string {
	var b strings.Builder
	for _, f := range files {
		b.WriteString(f.Path + " " + string(source.DigestOf(f.Data)) + "\n")
	}
	return b.String()
}
