package laws

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// machinePath finds absolute paths of the machine that this was written on.
// It is put together here so that it does not find itself.
var machinePath = regexp.MustCompile(`(^|[^\w.~/-])/wo` + `rk/`)

// inlineCode finds style attributes, style elements, event handlers, and
// scripts that are not files. The content security policy of a portal runs
// none of them.
var inlineCode = regexp.MustCompile(`(?i)\sstyle\s*=|<style[\s>]|\son[a-z]+\s*=\s*["']|javascript:|<script(\s[^>]*)?>`)

// fromFile matches a script element that has a source, or holds data that no
// browser runs.
var fromFile = regexp.MustCompile(`(?i)\ssrc\s*=|\stype="application/json"`)

// TestMachinePaths checks that no file of the repository knows where it was
// written.
func TestMachinePaths(t *testing.T) {
	eachText(t, func(name, text string) {
		for _, at := range machinePath.FindAllStringIndex(text, -1) {
			start, _, _ := strings.Cut(text[at[1]-1:], "\n")
			t.Errorf("%s:%d: a path of one machine; make it relative to the repository: ...%.40s", name, lineAt(text, at[1]), start)
		}
	})
}

// alone is the layout of a page that is a file of its own and part of no portal:
// it has no other place for its style.
const alone = "themes/default/layouts/since.html"

// TestInlineCode checks the templates of the themes.
func TestInlineCode(t *testing.T) {
	eachText(t, func(name, text string) {
		if name == alone {
			text = strings.Replace(text, "<style>{{.Page.Params.style}}</style>", "", 1)
		}
		if !strings.HasPrefix(name, "themes/") || !strings.HasSuffix(name, ".html") {
			return
		}
		for _, at := range inline(text) {
			t.Errorf("%s:%d: %s in a template; move it to a file below assets/", name, lineAt(text, at[1]), strings.TrimSpace(text[at[0]:at[1]]))
		}
	})
}

// inline returns the places of inline styles and scripts.
func inline(text string) (found [][]int) {
	for _, at := range inlineCode.FindAllStringIndex(text, -1) {
		match := strings.ToLower(text[at[0]:at[1]])
		if !strings.HasPrefix(match, "<script") || !fromFile.MatchString(match) {
			found = append(found, at)
		}
	}
	return found
}

// lineAt returns the number of the line that an offset is in.
func lineAt(text string, offset int) int { return strings.Count(text[:offset], "\n") + 1 }

func TestInline(t *testing.T) {
	for text, want := range map[string]string{
		`<p style="color: red">`:                      `style=`,
		`<script>alert(1)</script>`:                   `<script>`,
		`<script type="module">x`:                     `<script type="module">`,
		`<script src="{{ .Path }}" defer></script>`:   ``,
		`<script type="application/json">{}</script>`: ``,
		`<a onclick="x()">`:                           `onclick="`,
		`<link rel="stylesheet" href="a.css">`:        ``,
		"<script\n  defer>":                           "<script\n  defer>",
		"<script\n  src=\"a.js\">":                    ``,
		`<p class="style">the content</p>`:            ``,
		`<a href="javascript:x()">`:                   `javascript:`,
	} {
		got := ""
		if found := inline(text); len(found) > 0 {
			got = strings.TrimSpace(text[found[0][0]:found[0][1]])
		}
		if got != want {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
}

// eachText calls visit for each text file of the repository.
func eachText(t *testing.T, visit func(name, text string)) {
	t.Helper()
	err := walk(func(name string) error {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && bytes.IndexByte(data, 0) < 0 {
			visit(name, string(data))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
