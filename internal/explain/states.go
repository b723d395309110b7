package explain

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
)

// States says how many controls are in which state, in one line.
func States(s disclose.Summary) string {
	var parts []string
	for _, c := range s.States {
		if c.N > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.N, strings.ReplaceAll(c.Name, "-", " ")))
		}
	}
	if s.Excepted > 0 {
		parts = append(parts, fmt.Sprintf("%d of them under an exception", s.Excepted))
	}
	if s.Total == 0 {
		return "no controls"
	}
	if s.Total == 1 {
		return "1 control: " + strings.Join(parts, ", ")
	}
	return fmt.Sprintf("%d controls: %s", s.Total, strings.Join(parts, ", "))
}
