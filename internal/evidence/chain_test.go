package evidence

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/lastline"
	"github.com/candor-site/candor/internal/source"
)

// TestChain appends lines as a program does, joins two branches, and tampers
// with the result.
func TestChain(t *testing.T) {
	add := func(log string, minute string) string {
		prev, err := lastline.Of(strings.NewReader(log), int64(len(log)))
		if err != nil {
			t.Fatal(err)
		}
		line, err := Line{ID: "scan", SHA256: source.DigestOf([]byte(minute)), RecordedAt: "2026-11-20T12:" + minute + ":00Z", Verdict: "pass", Prev: prev}.Append()
		if err != nil {
			t.Fatal(err)
		}
		return log + string(line)
	}
	first := add("", "01")
	whole := add(add(add(first, "02"), "03"), "04")
	left, right := add(first, "02"), add(first, "03")
	joined := left + strings.TrimPrefix(right, first)
	lines := strings.SplitAfter(whole, "\n")
	for name, c := range map[string]struct {
		log  string
		says string
	}{
		"whole":             {whole, ""},
		"two branches":      {add(joined, "04"), ""},
		"blank lines":       {strings.ReplaceAll(whole, "\n", "\n\n"), ""},
		"a line changed":    {strings.Replace(whole, "12:02", "12:01", 1), "log-invalid"},
		"a line removed":    {lines[0] + lines[2] + lines[3], "log-invalid"},
		"the first removed": {strings.Join(lines[1:], ""), "log-invalid"},
		"two swapped":       {lines[0] + lines[2] + lines[1] + lines[3], "log-invalid log-invalid"},
		"a line repeated":   {whole + lines[3], "log-invalid"},
	} {
		_, list := parseLog(source.NewFile(LogFile, []byte(c.log)))
		check(t, name, codes(list), c.says)
	}
}
