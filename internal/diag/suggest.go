package diag

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// Suggest returns the candidate nearest to name, or "" when none is near
// enough to be a likely slip. Distance counts insertions, deletions,
// substitutions and swaps of neighbours; a third of the name may differ. Ties
// go to the alphabetically first.
func Suggest(name string, candidates []string) string {
	best, bestDistance := "", max(1, len([]rune(name))/3)+1
	sorted := slices.Clone(candidates)
	slices.Sort(sorted)
	fold := strings.ToLower(name)
	for _, c := range sorted {
		if c == name {
			continue
		}
		d := distance(fold, strings.ToLower(c), bestDistance)
		if d < bestDistance {
			best, bestDistance = c, d
		}
	}
	if best != "" {
		return best
	}
	for _, c := range sorted {
		if len(fold) >= 4 && c != name && (strings.Contains(strings.ToLower(c), fold) || len(c) >= 4 && strings.Contains(fold, strings.ToLower(c))) {
			return c
		}
	}
	return ""
}

// DidYouMean returns a hint that names the nearest candidate, or "" when there
// is none.
func DidYouMean(name string, candidates []string) string {
	if s := Suggest(name, candidates); s != "" {
		return `did you mean "` + s + `"?`
	}
	return ""
}

// Slip returns the candidate that an unknown key is most likely a misspelling of,
// or "": where unknown keys are let pass, one that holds a known key, or is held by
// one, has a meaning of its own. It is quick where nothing is near.
func Slip(key string, known []string) string {
	var room [8]string
	near := room[:0]
	letters, edits := lettersOf(key), max(2, len(key)/3)
	for _, k := range known {
		other := lettersOf(k)
		if abs(len(k)-len(key)) <= 2 && bits.OnesCount64(letters&^other) <= edits && bits.OnesCount64(other&^letters) <= edits {
			near = append(near, k)
		}
	}
	if len(near) == 0 {
		return ""
	}
	return Suggest(key, near)
}

// lettersOf returns a set of the letters of a text. An edit adds one at most, and
// takes one at most: bytes beyond ASCII are one.
func lettersOf(text string) (set uint64) {
	for i := range len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			set |= 1 << ((c | 0x20) & 63)
		} else {
			set |= 1
		}
	}
	return set
}

// distance is the optimal string alignment distance of a and b, or limit when
// it is at least limit.
func distance(a, b string, limit int) int {
	ra, rb := []rune(a), []rune(b)
	if abs(len(ra)-len(rb)) >= limit {
		return limit
	}
	var before []int
	previous := make([]int, len(rb)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range ra {
		current := make([]int, len(rb)+1)
		current[0] = i + 1
		for j := range rb {
			cost := 1
			if ra[i] == rb[j] {
				cost = 0
			}
			current[j+1] = min(previous[j+1]+1, current[j]+1, previous[j]+cost)
			if i > 0 && j > 0 && ra[i] == rb[j-1] && ra[i-1] == rb[j] {
				current[j+1] = min(current[j+1], before[j-1]+1)
			}
		}
		before, previous = previous, current
	}
	return min(previous[len(rb)], limit)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
