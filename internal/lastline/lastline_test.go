package lastline

import (
	"bytes"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

// Of finds the end of a log whatever its length and its last bytes.
func TestOf(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for _, c := range []struct{ log, last string }{
		{"", ""}, {"\n\n", ""}, {"a", "a"}, {"a\n", "a"}, {"a\nb\n", "b"}, {"a\nb", "b"}, {"a\n b \r\n\n", "b"}, {"a\n" + long + "\n", long}, {long, long},
	} {
		got, err := Of(bytes.NewReader([]byte(c.log)), int64(len(c.log)))
		want := source.Digest("")
		if c.last != "" {
			want = source.DigestOf([]byte(c.last))
		}
		if err != nil || got != want {
			t.Errorf("%.20q: %s %v", c.log, got, err)
		}
	}
}
