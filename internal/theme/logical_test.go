package theme

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/candor-site/candor/themes"
)

// physical finds properties that name a side of the screen. What names the start
// or the end of a line mirrors where text runs from right to left.
var physical = regexp.MustCompile(`(?:margin|padding|border)-(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius|(?:^|[\s;{])(?:left|right):|(?:text-align|float|clear): *(?:left|right)`)

func TestStylesMirror(t *testing.T) {
	n := 0
	err := fs.WalkDir(themes.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".css") {
			return err
		}
		data, err := themes.FS.ReadFile(p)
		if err != nil {
			return err
		}
		n++
		for i, line := range strings.Split(string(data), "\n") {
			if found := physical.FindString(line); found != "" {
				t.Errorf("%s:%d: %s does not mirror; write start and end, as in margin-inline-start", p, i+1, strings.TrimSpace(found))
			}
		}
		return nil
	})
	if err != nil || n < 10 {
		t.Fatal(n, err)
	}
}
