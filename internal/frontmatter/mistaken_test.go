package frontmatter

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

func TestFrontMatterThatIsNotSeen(t *testing.T) {
	tests := []struct{ name, text, want, at string }{
		{"two hyphens", "--\ntitle: A\n--\n# B\n", "starts with --, expected ---", "page.md:1:1"},
		{"four hyphens", "----\ntitle: A\nweight: 3\n----\n", "starts with ----, expected ---", "page.md:1:1"},
		{"a dash that an editor made", "—\ntitle: A\n—\n", "starts with —, expected ---", "page.md:1:1"},
		{"two hyphens, closed well", "--\ntitle: A\ntags:\n  - x\n- y\n# remark\n\n---\ntext\n", "starts with --, expected ---", "page.md:1:1"},
		{"returns", "--\r\ntitle: A\r\n--\r\n", "starts with --, expected ---", "page.md:1:1"},
		{"byte order mark", "\uFEFF--\ntitle: A\n--\n", "starts with --, expected ---", "page.md:1:2"},
		{"indented", "  ---\ntitle: A\n---\n", "is indented", "page.md:1:1"},
		{"blank line before", "\n---\ntitle: A\n---\n", "does not start on the first line", "page.md:2:1"},
		{"first fence missing", "title: A\ndescription: B\n---\n# C\n", "lacks its first line", "page.md:1:1"},
		{"a rule, then a text", "----\nNote: this is a text.\nIt goes on.\n\n----\n", "", ""},
		{"a rule, then a heading", "--\n# A\n--\n", "", ""},
		{"a heading with a colon", "Security: an overview\n---\ntext\n", "", ""},
		{"a text that starts like an entry", "title: is a word\nand so on\n---\n", "", ""},
		{"never closed", "--\ntitle: A\nweight: 2\n", "", ""},
		{"front matter, then the same again", "---\ntitle: A\n---\n--\ntitle: A\n--\n", "", ""},
		{"text", "# A\n", "", ""},
		{"empty", "", "", ""},
		{"blank", "\n \n", "", ""},
		{"closed too far down", "--\n" + strings.Repeat("key: value\n", 1<<10) + "--\n", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := source.NewFile("page.md", []byte(tt.text))
			node, _, _ := decode.FrontMatter(f, decode.Front)
			list := Mistaken(f)
			if tt.want == "" {
				if len(list) != 0 {
					t.Fatalf("found %v", list)
				}
				return
			}
			if node != nil {
				t.Errorf("it has front matter: %v", node)
			}
			if len(list) != 1 || !list.HasErrors() || !strings.Contains(list[0].Message, tt.want) || list[0].Hint == "" {
				t.Fatalf("found %v, expected one error with %q and a hint", list, tt.want)
			}
			if at := list[0].Error(); !strings.HasPrefix(at, tt.at+": ") {
				t.Errorf("it is at %s, expected %s", at, tt.at)
			}
		})
	}
}
