package specimen

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/source"
)

var day = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func TestExpand(t *testing.T) {
	for _, tc := range []struct{ template, want string }{
		{"<<0>>", "2026-11-20"},
		{"<<-1>>T02:45:44Z and <<+11>>", "2026-11-19T02:45:44Z and 2026-12-01"},
		{"<<-1 02:45:44 unix>>", "1795056344"},
		{"<<-1 02:45:44.25 unixmilli>>", "1795056344250"},
		{"<<-1 02:45:44>>", "2026-11-19T02:45:44Z"},
		{"run-<<-324 compact>>", "run-20251231"},
		{`<<-8 20:02:11 "Mon Jan _2 15:04:05 2006">>`, "Thu Nov 12 20:02:11 2026"},
		{"a << b, c >> d", "a << b, c >> d"},
	} {
		got, list := expand(source.NewFile("x", []byte(tc.template)), day)
		if tc.template == "a << b, c >> d" {
			if len(list) != 1 {
				t.Errorf("%s: %v, want one mistake", tc.template, list)
			}
		} else if len(list) > 0 {
			t.Errorf("%s: %v", tc.template, list)
		}
		if string(got) != tc.want {
			t.Errorf("%s became %s, want %s", tc.template, got, tc.want)
		}
	}
}

func TestMistakes(t *testing.T) {
	dir := lay(t, map[string]string{
		"company/a/x.json":      `{"at": "<<yesterday>>"}`,
		"company/a/pieces.yaml": "pieces:\n  - {file: gone.json, id: gone, kind: automated, collected_at: <<0>>T01:00:00Z}\n",
		"company/b/pieces.yaml": "bits: []\n",
	})
	_, list, err := Make(dir, filepath.Join(dir, "company"), day)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		got = append(got, d.Span.Path()+": "+d.Message)
	}
	for _, want := range []string{
		`a/x.json: <<yesterday>> is no day: "yesterday" has another form`,
		"a/pieces.yaml: a/gone.json has an envelope and no template",
		`b/pieces.yaml: the file lacks the key "pieces"`,
	} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("nothing says %q:\n%s", want, strings.Join(got, "\n"))
		}
	}
}

// TestRun writes, checks, and reports what no template makes.
func TestRun(t *testing.T) {
	dir := lay(t, map[string]string{
		"company/a/x.json":             `{"at": "<<-1>>T01:00:00Z"}`,
		"company/a/pack.tar.gz/in.txt": "<<0>>\n",
		"company/a/pieces.yaml": "pieces:\n  - {file: x.json, earlier: [-2, -1], id: x, kind: automated, collected_at: <<-1>>T01:00:00Z}\n" +
			"  - {file: pack.tar.gz, id: pack, kind: automated, collected_at: <<0>>T01:00:00Z}\n",
	})
	run := func(want int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		if got := Run(append([]string{"--site", dir, "--from", filepath.Join(dir, "company")}, args...), &out, &out); got != want {
			t.Fatalf("%v: exit code %d, want %d: %s", args, got, want, &out)
		}
		return out.String()
	}
	run(1, "--check")
	run(0)
	run(0, "--check")
	if out := run(0); out != "5 files, 0 written\n" {
		t.Errorf("the second run said %q", out)
	}
	if got := content(t, dir, "evidence/a/x.json"); got != `{"at": "2026-11-19T01:00:00Z"}` {
		t.Errorf("x.json is %s", got)
	}
	log := content(t, dir, "evidence/log.jsonl")
	if n := strings.Count(log, "\n"); n != 4 || strings.Count(log, `"prev":"`) != 3 {
		t.Errorf("the log has %d lines:\n%s", n, log)
	}
	if !strings.HasPrefix(log, `{"id":"x",`) || !strings.Contains(log, `"collected_at":"2026-11-17T01:00:00Z","recorded_at":"2026-11-17T01:00:04Z"`) {
		t.Errorf("the log does not begin with the first run:\n%s", log)
	}
	if err := os.WriteFile(filepath.Join(dir, "evidence/a/mine.json"), []byte("{}"), 0o666); err != nil {
		t.Fatal(err)
	}
	if out := run(1); !strings.Contains(out, "evidence/a/mine.json has no template") {
		t.Errorf("a file of somebody else is not reported: %s", out)
	}
	run(2, "--date", "tomorrow")
	run(3, "--site", filepath.Join(dir, "nowhere"))
}

// lay lays a site with a site file and other files.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["candor.yaml"] = "site: {title: T, organization: O, base_url: \"https://t.example/\"}\n"
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func content(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
