package explain

import (
	"fmt"
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
	for i, t := range format.Order(tried) {
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
