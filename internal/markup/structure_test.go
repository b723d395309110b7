package markup

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// structureDifferences are the corpus pages whose structure is not that of
// remark-mdx, with the reason.
var structureDifferences = map[string]string{}

// TestStructure compares the structure of real pages with that which remark-mdx
// sees in them.
func TestStructure(t *testing.T) {
	var pages []string
	_ = filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(path); err == nil && (ext == ".mdx" || ext == ".md") && filepath.Base(path) != "SOURCES.md" {
			pages = append(pages, path)
		}
		return err
	})
	if len(pages) == 0 {
		t.Skip("the corpus is not here")
	}
	pages = append(pages, filepath.Join(seeds, "spectro-saas-controls.mdx"))
	accepted, equal := compareStructures(t, pages, structureDifferences)
	t.Logf("%d pages, remark-mdx accepts %d, %d have the same structure", len(pages), accepted, equal)
	if equal*1000 < accepted*985 {
		t.Errorf("%d of %d pages have the same structure, want 98.5 %%", equal, accepted)
	}
}

// compareStructures returns how many pages remark-mdx accepts, and how many of
// them have the same structure. It reports those that differ without a reason.
func compareStructures(t *testing.T, pages []string, known map[string]string) (accepted, equal int) {
	t.Helper()
	var read, asked []string
	ours := map[string]string{}
	dir := t.TempDir()
	for i, path := range pages {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, _ := parseText(path, string(data), Options{MDX: true, Lenient: true, Roots: []string{"site"}})
		fenced := filepath.Join(dir, strconv.Itoa(i)+".mdx")
		if err := os.WriteFile(fenced, []byte(fenceCode(d)), 0o600); err != nil {
			t.Fatal(err)
		}
		ours[path] = structure(d)
		read, asked = append(read, path), append(asked, path, fenced)
	}
	theirs := remarkStructures(t, asked)
	for i, path := range read {
		if _, ok := theirs[path]; !ok {
			continue
		}
		accepted++
		want := theirs[asked[2*i+1]]
		name, _ := filepath.Rel(corpus, path)
		reason, listed := known[filepath.ToSlash(name)]
		switch {
		case ours[path] == want && listed:
			t.Errorf("%s is the same; remove it from the differences: %s", name, reason)
		case ours[path] == want:
			equal++
		case !listed:
			t.Errorf("%s: %s", name, firstDifference(ours[path], want))
		}
	}
	return accepted, equal
}

// fenceCode returns a page with its indented code in fences: MDX knows no
// indented code, while the dialect keeps that outside components.
func fenceCode(d *Document) string {
	buf := d.tree.Buf
	var b strings.Builder
	at := 0
	_ = ast.Walk(d.tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() != ast.KindCodeBlock || !entering {
			return ast.WalkContinue, nil
		}
		first, last := n.Lines().At(0), n.Lines().At(n.Lines().Len()-1)
		start := bytes.LastIndexByte(buf[:first.Start], '\n') + 1
		prefix := strings.TrimSuffix(strings.TrimSuffix(string(buf[start:first.Start-first.Padding]), "    "), "\t")
		b.Write(buf[at:start])
		b.WriteString(prefix + "`````\n")
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			b.WriteString(prefix + string(line.Value(buf)))
		}
		b.WriteString(prefix + "`````\n")
		at = last.Stop
		return ast.WalkSkipChildren, nil
	})
	b.Write(buf[at:])
	return b.String()
}

// remarkStructures returns what scripts/structure prints of each page that
// remark-mdx accepts.
func remarkStructures(t *testing.T, pages []string) map[string]string {
	t.Helper()
	const dir = "../../scripts/structure"
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not here: install it to compare with remark-mdx")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "remark-mdx")); err != nil {
		t.Skip("remark-mdx is not here: run scripts/npm to compare with it")
	}
	cmd := exec.Command(node, filepath.Join(dir, "structure.mjs"))
	cmd.Stdin = strings.NewReader(strings.Join(pages, "\n"))
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, problems.String())
	}
	found := map[string]string{}
	for _, part := range strings.Split("\n"+string(out), "\n# ")[1:] {
		path, lines, _ := strings.Cut(part, "\n")
		if !strings.HasPrefix(lines, "! ") {
			found[path] = strings.TrimLeft(strings.TrimRight(lines, "\n")+"\n", "\n")
		}
	}
	return found
}

// firstDifference shows the first line in which two structures differ.
func firstDifference(ours, theirs string) string {
	a, b := strings.Split(ours, "\n"), strings.Split(theirs, "\n")
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] != b[i] {
			return "\n  ours   " + a[i] + "\n  theirs " + b[i]
		}
	}
	return "one goes on where the other ends"
}
