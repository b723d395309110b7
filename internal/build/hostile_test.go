//go:build unix

package build

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
)

// hostile is one input that must end in a typed error.
type hostile struct {
	name  string
	plant func(t *testing.T, dir string)
	want  diag.Code
}

// text plants one file of text.
func text(name, body string) func(*testing.T, string) {
	return func(t *testing.T, dir string) { put(t, dir, name, body) }
}

// over plants one file whose text is a head and a tail repeated n times.
func over(name, head, tail string, n int) func(*testing.T, string) {
	return func(t *testing.T, dir string) { put(t, dir, name, head+strings.Repeat(tail, n)) }
}

// control plants a control with one more line, and evidence of 3,000 items for
// it to read.
func control(line string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		put(t, dir, "controls/a.yaml", "controls:\n  - id: a\n    title: A\n    kind: other\n    evidence: [big]\n    "+line+"\n")
		put(t, dir, "evidence/big.json", `{"items": [`+strings.Repeat(`{"s": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},`, 3000)+`{"s": "b"}]}`)
		envelope(t, filepath.Join(dir, "evidence/big.json"), "big", "2026-11-19T12:00:00Z")
	}
}

// zipped plants a gzip file made of n bytes.
func zipped(name string, n int) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		block := make([]byte, 1<<20)
		for ; n > 0; n -= len(block) {
			if _, err := w.Write(block); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		put(t, dir, name, b.String())
	}
}

// archived plants a tar file of n empty entries.
func archived(name string, n int) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for i := range n {
			if err := w.WriteHeader(&tar.Header{Name: fmt.Sprintf("e%d", i), Mode: 0o644}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		put(t, dir, name, b.String())
	}
}

// special plants something that is not a regular file.
func special(name string, create func(path string) error) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(p)
		if err := create(p); err != nil {
			t.Fatal(err)
		}
	}
}

func fifo(path string) error { return syscall.Mkfifo(path, 0o644) }
func link(path string) error { return os.Symlink("/etc/passwd", path) }
func sparse(path string) error {
	return first(os.WriteFile(path, nil, 0o644), os.Truncate(path, 1<<30))
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// hostiles are inputs that nobody should be able to hurt a build with.
var hostiles = []hostile{
	// The site file.
	{"aliases that grow without end", text("candor.yaml", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n"), diag.YAMLFeature},
	{"100,000 brackets", over("candor.yaml", "site: ", "[", 100_000), diag.FileLimit},
	{"4,000 equal keys", over("candor.yaml", siteFile, "a: 1\n", 4_000), diag.KeyDuplicate},
	{"20,000 equal keys", over("candor.yaml", siteFile, "a: 1\n", 20_000), diag.FileLimit},
	{"keys that differ in case only", text("candor.yaml", siteFile+"Site: {title: Other}\n"), diag.KeyDuplicate},
	{"a merge key", text("candor.yaml", siteFile+"scope: {<<: {a: [b]}}\n"), diag.YAMLFeature},
	{"a custom tag", text("candor.yaml", siteFile+"menu: !!python/object:os.system [x]\n"), diag.YAMLFeature},
	{"a second document", text("candor.yaml", siteFile+"---\nsite: {title: Other}\n"), diag.DocumentTrailing},
	{"a NUL byte", text("candor.yaml", siteFile+"language: \"e\x00n\"\n"), diag.FileEncoding},
	{"bad UTF-8", text("candor.yaml", siteFile+"language: \"e\xffn\"\n"), diag.FileEncoding},
	{"UTF-16", text("candor.yaml", "\xff\xfes\x00i\x00t\x00e\x00"), diag.FileEncoding},
	{"a site file of 2 MiB", over("candor.yaml", siteFile, "# padding\n", 220_000), diag.FileUnreadable},
	{"a FIFO as site file", special("candor.yaml", fifo), diag.FileUnreadable},
	{"a link out of the site", special("candor.yaml", link), diag.FileUnreadable},

	// The catalog.
	{"an id that climbs", text("controls/a.yaml", "controls:\n  - {id: ../../etc/passwd, title: A, kind: other}\n"), diag.ValueInvalid},
	{"a period of a billion years", text("controls/a.yaml", "controls:\n  - {id: a, title: A, kind: retention, parameters: {retention: P999999999Y}}\n"), diag.ParameterType},
	{"an expression of 20 kB", control("assert: " + strings.Repeat("1 == 1 && ", 2000) + "true"), diag.AssertSyntax},
	{"an expression of 500 brackets", control("assert: " + strings.Repeat("(", 500) + "true" + strings.Repeat(")", 500)), diag.AssertSyntax},
	{"an expression that squares its input thrice", control("assert: ev.big.items.all(a, ev.big.items.all(b, ev.big.items.all(c, a.s + b.s + c.s != '')))"), diag.AssertError},
	{"a template of 5,000 conditions", control("statement: '" + strings.Repeat("{{ if .x }}", 5000) + "'"), diag.TemplateInvalid},
	{"a template that loops", control("statement: '{{ range 3000000000 }}x{{ end }}'"), diag.TemplateInvalid},
	{"a catalog in a FIFO", special("controls/a.yaml", fifo), diag.FileUnreadable},

	// Pages.
	{"3,000 nested components", text("content/a.mdx", strings.Repeat("<Details>\n", 3000)+strings.Repeat("</Details>\n", 3000)), diag.NestingTooDeep},
	{"20,000 open tags on a line", over("content/a.mdx", "# A\n\n", "<a>", 20_000), diag.NestingTooDeep},
	{"50,000 open braces", over("content/a.mdx", "# A\n\n", "{", 50_000), diag.ExprUnsupported},
	{"a script", text("content/a.mdx", "# A\n\n<script>alert(1)</script>\n"), diag.HTMLForbidden},
	{"an event handler", text("content/a.mdx", "# A\n\n<p onclick=\"alert(1)\">x</p>\n"), diag.HTMLForbidden},
	{"front matter that grows without end", text("content/a.md", "---\na: &a [x,x]\nb: [*a,*a]\n---\n"), diag.YAMLFeature},
	{"front matter without an end", over("content/a.md", "---\n", "key: value\n", 20_000), diag.FrontmatterSyntax},
	{"a page of 3 MiB", over("content/a.md", "# A\n\n", "words and words\n", 200_000), diag.FileUnreadable},
	{"a page named like a device", text("content/CON.md", "# A\n"), diag.FileUnreadable},
	{"pages that differ in case only", func(t *testing.T, dir string) {
		put(t, dir, "content/page.md", "# A\n")
		put(t, dir, "content/Page.md", "# B\n")
	}, diag.FileUnreadable},
	{"a page that links out of the site", special("content/a.md", link), diag.FileUnreadable},
	{"an HTML file among the pictures", text("content/evil.html", "<script>alert(1)</script>"), diag.HTMLForbidden},
	{"a picture with a script", text("content/evil.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"), diag.HTMLForbidden},

	// Evidence.
	{"1 GB of zeroes in 1 MB of gzip", zipped("evidence/a.json.gz", 1<<30), diag.FormatUnknown},
	{"a tar of 20,000 entries", archived("evidence/a.tar", 20_000), diag.FormatUnknown},
	{"a sparse file of 1 GB", special("evidence/a.json", sparse), diag.FileUnreadable},
	{"JSON of a million brackets", over("evidence/a.json", "", "[", 1_000_000), diag.FormatUnknown},
	{"XML entities that grow without end", text("evidence/a.xml", `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><l>&b;</l>`), diag.FormatUnknown},
	{"XML of two million open tags", over("evidence/a.xml", "", "<a>", 2_000_000), diag.FormatUnknown},
	{"60 MB of small XML elements", over("evidence/a.xml", "<r>", "<a/>", 15_000_000), diag.FormatUnknown},
	{"60 MB of small JSON values", over("evidence/a.json", "[0", ",0", 30_000_000), diag.FormatUnknown},
	{"a million columns", over("evidence/a.csv", "a", ",a", 1_000_000), diag.FormatUnknown},
	{"an envelope over other bytes", func(t *testing.T, dir string) {
		put(t, dir, "evidence/a.json", "{}")
		envelope(t, filepath.Join(dir, "evidence/a.json"), "a", "2026-11-19T12:00:00Z")
		put(t, dir, "evidence/a.json", "{} ")
	}, diag.EnvelopeDigest},
	{"an envelope without a zone", func(t *testing.T, dir string) {
		put(t, dir, "evidence/a.json", "{}")
		envelope(t, filepath.Join(dir, "evidence/a.json"), "a", "2026-11-19T12:00:00")
	}, diag.EnvelopeInvalid},
	{"a log that is no log", text("evidence/log.jsonl", "{\"id\": \n[[[[\n"), diag.FileSyntax},
	{"evidence that is a link", special("evidence/a.json", link), diag.FileUnreadable},
	{"evidence that is a FIFO", special("evidence/a.json", fifo), diag.FileUnreadable},

	// Components of the site.
	{"a component that calls itself", func(t *testing.T, dir string) {
		put(t, dir, "components/Loop.html", `{{ define "loop" }}{{ template "loop" . }}{{ end }}{{ template "loop" . }}`)
		put(t, dir, "components/Loop.yaml", "doc: loop\nprops: []\n")
		put(t, dir, "content/index.mdx", "# A\n\n<Loop/>\n")
	}, diag.ThemeInvalid},
	{"a component that asks for the environment", func(t *testing.T, dir string) {
		put(t, dir, "components/Env.html", `{{ env "HOME" }}`)
		put(t, dir, "components/Env.yaml", "doc: env\nprops: []\n")
	}, diag.ThemeInvalid},
}

// inChild is the folder that a child process of the test builds.
const inChild = "CANDOR_TEST_HOSTILE"

// memoryLimit is the most that a build of a hostile input may hold at once. A
// build of almost nothing holds some 200 MiB: the templates of the theme, its
// words and the bundler of its scripts.
const memoryLimit = 640 << 20

func TestHostileInput(t *testing.T) {
	if dir := os.Getenv(inChild); dir != "" {
		report(t, dir)
		return
	}
	if len(hostiles) < 40 {
		t.Fatalf("%d inputs, want at least 40", len(hostiles))
	}
	for _, h := range hostiles {
		t.Run(h.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "candor.yaml", siteFile)
			h.plant(t, dir)
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestHostileInput$")
			cmd.Env = append(os.Environ(), inChild+"="+dir)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out[:min(len(out), 4000)])
			}
			line, _, _ := bytes.Cut(out, []byte("\n"))
			var got outcome
			if err := json.Unmarshal(line, &got); err != nil {
				t.Fatalf("%v in %s", err, line)
			}
			if !slices.Contains(got.Codes, h.want) {
				t.Errorf("reported %v, want %s", got.Codes, h.want)
			}
			t.Logf("%d MiB, %s", got.Peak>>20, cmd.ProcessState.UserTime().Round(time.Millisecond))
			if got.Peak > memoryLimit {
				t.Errorf("held %d MiB at once, want at most %d", got.Peak>>20, memoryLimit>>20)
			}
		})
	}
}

// outcome is what a child process prints.
type outcome struct {
	Codes []diag.Code
	Peak  int // bytes held at most, 0 where the system does not tell
}

// peak returns the most memory that this process has held, in bytes.
func peak() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kib int
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		return 0
	}
	return kib << 10
}

// report builds a folder and prints what came of it.
func report(t *testing.T, dir string) {
	m := build(t, dir, "internal", 2)
	got := outcome{Codes: []diag.Code{}}
	for _, d := range m.list {
		if !slices.Contains(got.Codes, d.Code) {
			got.Codes = append(got.Codes, d.Code)
		}
	}
	got.Peak = peak()
	out, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(string(out))
}
