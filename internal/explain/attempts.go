package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/format"
)

// closest is how many attempts are told in full.
const closest = 5

// Attempts writes which formats were tried on a file: what came closest with
// all that speaks against it, the others in a line each.
func Attempts(b *strings.Builder, tried []format.Attempt) {
	position := map[string]int{}
	for i, t := range tried {
		position[t.Format+"\x00"+t.Variant] = i + 1
	}
	fmt.Fprintf(b, "  %-10s %d variants of formats, in the order of their numbers; the first that fits counts\n", "tried", len(tried))
	group := ""
	for i, t := range order(tried) {
		now := "little or nothing fits"
		switch {
		case t.Matches():
			now = "fits"
		case t.Held > 0 && i <= closest && !t.OtherShape():
			now = "nearest"
		case t.OtherShape():
			now = "made for other kinds of files"
		}
		if now != group {
			group = now
			fmt.Fprintf(b, "    %s:\n", group)
		}
		fmt.Fprintf(b, "      %3d  %s, %s", position[t.Format+"\x00"+t.Variant], t.Format, t.Variant)
		switch now {
		case "fits":
			fmt.Fprintln(b)
		case "nearest":
			fmt.Fprintf(b, ": %d of %d conditions hold, but\n", t.Held, t.Of)
			for _, fault := range t.Faults {
				fmt.Fprintf(b, "           - %s\n", fault)
			}
		default:
			fmt.Fprintf(b, ": %s\n", t.Faults[0])
		}
	}
}

// order sorts attempts for people: what came closest first, the others in the
// order in which they were tried, those for files of another shape last.
func order(list []format.Attempt) []format.Attempt {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b format.Attempt) int {
		return cmp.Or(rankOf(a)-rankOf(b), cmp.Compare(b.Share(), a.Share()), cmp.Compare(b.Held, a.Held))
	})
	return list
}

func rankOf(a format.Attempt) int {
	switch {
	case a.Matches():
		return 0
	case a.OtherShape():
		return 3
	case a.Held > 0:
		return 1
	}
	return 2
}
