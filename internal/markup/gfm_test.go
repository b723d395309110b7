package markup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// gfmExceptions are the examples of goldmark's extensions that .md pages do
// not follow, with the reason.
var gfmExceptions = map[string]string{
	"strikethrough 5": "the words behind the language of a fence are its title",
}

// TestGFMOfGoldmark renders the examples that come with goldmark, those of the
// GFM specification among them, as .md pages and compares what they say.
func TestGFMOfGoldmark(t *testing.T) {
	dir := filepath.Join(moduleDir(t, "github.com/yuin/goldmark"), "extension", "_test")
	passed, all := 0, 0
	for _, name := range []string{"table", "tasklist", "strikethrough", "linkify"} {
		data, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if err != nil {
			t.Skipf("the examples are not here: %v", err)
		}
		for _, part := range strings.Split(string(data), "//= = = = = = = = = = = = = = = = = = = = = = = =//") {
			fields := strings.Split(part, "//- - - - - - - - -//")
			if len(fields) != 3 || strings.Contains(fields[0], "OPTIONS") {
				continue
			}
			number, _, _ := strings.Cut(strings.TrimSpace(fields[0]), "\n")
			number, _, _ = strings.Cut(number, ":")
			id := name + " " + strings.TrimSpace(number)
			markdown := strings.TrimPrefix(fields[1], "\n")
			all++
			want, got := canon(t, fields[2]), canon(t, plainHTML(markdown))
			reason, excepted := gfmExceptions[id]
			switch {
			case got == want && excepted:
				t.Errorf("%s passes; remove it from the exceptions: %s", id, reason)
			case got == want:
				passed++
			case !excepted:
				t.Errorf("%s\n%s\nexpected\n%sgot\n%s", id, markdown, want, got)
			}
		}
	}
	if all < 40 {
		t.Errorf("only %d examples found", all)
	}
	t.Logf("%d of %d examples pass, %d are exceptions", passed, all, len(gfmExceptions))
}
