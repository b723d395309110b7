package mend

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/bare"
	"github.com/candor-site/candor/internal/source"
)

const text = "Logs are kept for 90 days, backups for eight hours.\r\nKeys for 90 days.\r\n"

// facts are the three facts of the text, in a file of that path.
func facts(path string) []bare.Fact {
	f := source.NewFile(path, []byte(text))
	var out []bare.Fact
	from := 0
	for _, w := range []struct{ words, binding, prints string }{
		{"90 days", "{control.logs.retention}", "90 days"}, {"eight hours", "{control.backup.rto}", "8 hours"}, {"90 days", "{control.keys.age}", "90 days"},
	} {
		at := from + strings.Index(text[from:], w.words)
		from = at + len(w.words)
		span := f.Span(at, from)
		out = append(out, bare.Fact{Span: span, Class: bare.Equal, Binding: w.binding, Fix: &bare.Fix{Span: span, Prints: w.prints}})
	}
	return out
}

func TestPlan(t *testing.T) {
	all := append(facts("content/b.md"), facts("controls/c.yaml")...)
	all = append(all, facts("content/a.mdx")[1])
	all = append(all, bare.Fact{Span: all[0].Span, Class: bare.Equal, Binding: "{x}"})
	pages := Plan(all)
	if len(pages) != 2 || pages[0].Path != "content/a.mdx" || pages[1].Path != "content/b.md" || len(pages[1].Edits) != 3 {
		t.Fatalf("%+v", pages)
	}
	const want = "Logs are kept for {control.logs.retention}, backups for {control.backup.rto}.\r\nKeys for {control.keys.age}.\r\n"
	if got := string(pages[1].Text()); got != want {
		t.Errorf("got %q", got)
	}
	var b bytes.Buffer
	if err := Report(&b, pages[1:]); err != nil {
		t.Fatal(err)
	}
	const report = `--- content/b.md
+++ content/b.md
@@ line 1 @@
-Logs are kept for 90 days, backups for eight hours.
+Logs are kept for {control.logs.retention}, backups for {control.backup.rto}.
# "eight hours" becomes "8 hours"
@@ line 2 @@
-Keys for 90 days.
+Keys for {control.keys.age}.
`
	if b.String() != report {
		t.Errorf("got\n%s", b.String())
	}
}

func TestPlanLeavesWhatIsAllowed(t *testing.T) {
	const page = "<!-- candor: allow fact-literal: quoted -->\nKept for 90 days.\n"
	f := source.NewFile("content/b.md", []byte(page))
	at := strings.Index(page, "90 days")
	span := f.Span(at, at+len("90 days"))
	if pages := Plan([]bare.Fact{{Span: span, Binding: "{x}", Fix: &bare.Fix{Span: span}}}); len(pages) != 0 {
		t.Errorf("%+v", pages)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "content", "b.md")
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(data string) {
		if err := os.WriteFile(name, []byte(data), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	pages := Plan(facts("content/b.md"))

	put("changed")
	if err := Write(dir, pages); err == nil || !strings.Contains(err.Error(), "content/b.md: it was changed meanwhile") {
		t.Errorf("a page that was changed: %v", err)
	}
	put(text)
	if err := Write(dir, pages); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(got, pages[0].Text()) {
		t.Errorf("%v: %q", err, got)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v: the mode is %v", err, info.Mode())
	}
	if list, err := os.ReadDir(filepath.Dir(name)); err != nil || len(list) != 1 {
		t.Errorf("%v: %v is left", err, list)
	}

	outside := filepath.Join(t.TempDir(), "b.md")
	if err := os.WriteFile(outside, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, name); err != nil {
		t.Skip(err)
	}
	if err := Write(dir, pages); err == nil {
		t.Error("a link that leads out of the site was written through")
	}
	if got, err := os.ReadFile(outside); err != nil || string(got) != text {
		t.Errorf("%v: %q", err, got)
	}
}
