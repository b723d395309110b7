package browsertest

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// packages returns the folder below scripts whose packages of npm are
// installed, or skips the test.
func packages(t testing.TB, folder string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join(repository, "scripts", folder))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no node: what needs its packages is not tested")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", ".package-lock.json")); err != nil {
		t.Skipf("the packages of scripts/%s are not installed (scripts/npm installs them)", folder)
	}
	return dir
}

// laid writes the files of a portal below a new directory.
func (p *portal) laid(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, f := range p.files {
		put(t, dir, name, string(f.Data))
	}
	return dir
}

// TestPagesAreValid holds all pages to the standard of HTML, and to what
// html-validate recommends.
func TestPagesAreValid(t *testing.T) {
	t.Parallel()
	scripts := packages(t, "pages")
	p := larkspur(t)
	dir := p.laid(t)
	put(t, dir, "canary.html", "<!doctype html><html lang=\"en\"><head><title>Canary</title></head><body><img src=\"x.png\"></body></html>\n")
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(scripts, "node_modules", "html-validate", "bin", "html-validate.mjs"),
		"--config", filepath.Join(scripts, "htmlvalidate.mjs"), "--formatter", "json", filepath.Join(dir, "**", "*.html"))
	cmd.Dir = scripts
	// Into a file: what goes into a pipe is cut where the program ends at once.
	report, err := os.Create(filepath.Join(t.TempDir(), "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer report.Close()
	cmd.Stdout = report
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	out, err := os.ReadFile(report.Name())
	if err != nil {
		t.Fatal(err)
	}
	var list []struct {
		FilePath string
		Messages []struct {
			RuleID, Message, Selector string
			Line                      int
		}
	}
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatalf("%v\n%.2000s", err, out)
	}
	canary := false
	counts, examples := map[string]int{}, map[string][]string{}
	for _, f := range list {
		for _, m := range f.Messages {
			if filepath.Base(f.FilePath) == "canary.html" {
				canary = true
				continue
			}
			counts[m.RuleID]++
			if name, _ := filepath.Rel(dir, f.FilePath); len(examples[m.RuleID]) < 3 {
				examples[m.RuleID] = append(examples[m.RuleID], name+": "+m.Message+" ("+m.Selector+")")
			}
		}
	}
	for rule, n := range counts {
		slices.Sort(examples[rule])
		t.Errorf("%d times %s, as in\n  %s", n, rule, strings.Join(examples[rule], "\n  "))
	}
	if !canary {
		t.Errorf("an image without words is not found: nothing was looked at\n%.600s", out)
	}
	t.Logf("%d pages", len(p.pages()))
}
