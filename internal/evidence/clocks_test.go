package evidence

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
	"github.com/candor-site/candor/internal/vouch"
)

// one loads a folder that holds one piece of evidence.
func one(t *testing.T, dir string, cfg *site.Config, files map[string]string) *trust.Evidence {
	t.Helper()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	set, list, err := Load(tree, cfg, Options{Formats: format.Builtin(), Workers: 1, Root: dir})
	if err != nil || list.HasErrors() || len(set.Evidence) != 1 {
		t.Fatal(err, list, set)
	}
	return set.Evidence[0]
}

// git runs git in a directory at an instant.
func git(t *testing.T, dir, at string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+at, "GIT_COMMITTER_DATE="+at, "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// TestAdjacent holds each source of time against the next one in the order of
// precedence: both are there, and the better decides although it says less
// well for the evidence.
func TestAdjacent(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	ci := newSigner(t)
	const (
		run   = `"collector": {"id": "ci", "run": "7"}, `
		later = "2026-07-31T10:30:00Z" // half an hour after the documents
		name  = "2026-08-02-scan"
	)
	envelope := func(file, text, predicate string) string {
		return wrap(file, text, "{"+predicate+`"collected_at": "`+later+`"}`)
	}
	for _, c := range []struct {
		better, worse string
		files         map[string]string
		at, source    string
		zone          trust.Zone
	}{
		{"a signed envelope", "a zoned document", map[string]string{
			"scan.json": report, "scan.json.evidence.json": envelope("scan.json", report, run),
			"scan.json.evidence.json.sig": ci.sign(envelope("scan.json", report, run)),
		}, later, "signed:ci", trust.ZoneStated},
		{"a zoned document", "the envelope of a run", map[string]string{
			"scan.json": report, "scan.json.evidence.json": envelope("scan.json", report, run),
		}, "2026-07-31T10:00:00Z", "document:/CreatedAt", trust.ZoneStated},
		{"the envelope of a run", "an envelope", map[string]string{
			"scan.json": undated, "scan.json.evidence.json": envelope("scan.json", undated, run),
		}, later, "envelope:run", trust.ZoneStated},
		{"an envelope", "a zoneless document", map[string]string{
			"scan.xml": zoneless, "scan.xml.evidence.json": envelope("scan.xml", zoneless, ""),
		}, later, "envelope", trust.ZoneStated},
		{"a zoneless document", "a date in the name", map[string]string{name + ".xml": zoneless},
			"2026-07-31T10:00:00Z", "document:/testsuite/0/@timestamp", trust.ZoneSite},
		{"a date in the name", "a commit", map[string]string{name + ".json": undated},
			"2026-08-02T00:00:00Z", "file-name", trust.ZoneSite},
		{"a commit", "the time of the file system", map[string]string{"scan.json": undated},
			"2026-08-03T12:00:00Z", "git:", trust.ZoneStated},
	} {
		t.Run(c.better+" before "+c.worse, func(t *testing.T) {
			dir := t.TempDir()
			files := map[string]string{}
			for file, text := range c.files {
				files["evidence/"+file] = text
			}
			cfg := larkspur()
			cfg.Signers = []site.Signer{{ID: "ci", Key: source.Text{Value: ci.public}}}
			one(t, dir, cfg, files)
			git(t, dir, "", "init", "-q")
			git(t, dir, "", "add", ".")
			git(t, dir, "2026-08-03T12:00:00Z", "commit", "-q", "-m", "evidence")
			e := one(t, dir, cfg, nil)
			check(t, "collected", instant(e.Clocks.CollectedAt), c.at)
			check(t, "zone", string(e.Clocks.Zone), string(c.zone))
			check(t, "conflict", e.Clocks.Conflict, "")
			if !strings.HasPrefix(e.Clocks.CollectedSource, c.source) {
				t.Errorf("source %s, want %s", e.Clocks.CollectedSource, c.source)
			}
		})
	}
}

// TestNeverYounger does to undated evidence what might make it look younger.
func TestNeverYounger(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	const first = "2026-01-02T03:04:05Z"
	start := func(t *testing.T) string {
		dir := t.TempDir()
		one(t, dir, larkspur(), map[string]string{"evidence/scan.json": undated})
		git(t, dir, "", "init", "-q")
		git(t, dir, "", "add", ".")
		git(t, dir, first, "commit", "-q", "-m", "first")
		return dir
	}
	for _, c := range []struct {
		name string
		do   func(t *testing.T, dir string) string // returns the folder to load
		cfg  func(*site.Config)
		at   string
		why  string
	}{
		{"nothing", func(_ *testing.T, dir string) string { return dir }, nil, first, ""},
		{"a new modification time", func(t *testing.T, dir string) string {
			now := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
			if err := os.Chtimes(filepath.Join(dir, "evidence/scan.json"), now, now); err != nil {
				t.Fatal(err)
			}
			return dir
		}, nil, first, ""},
		{"a rename", func(t *testing.T, dir string) string {
			git(t, dir, "", "mv", "evidence/scan.json", "evidence/other.json")
			git(t, dir, "2026-07-01T00:00:00Z", "commit", "-q", "-m", "rename")
			return dir
		}, nil, first, ""},
		{"removed and committed again", func(t *testing.T, dir string) string {
			git(t, dir, "", "rm", "-q", "--cached", "evidence/scan.json")
			git(t, dir, "2026-07-01T00:00:00Z", "commit", "-q", "-m", "remove")
			git(t, dir, "", "add", ".")
			git(t, dir, "2026-07-02T00:00:00Z", "commit", "-q", "-m", "again")
			return dir
		}, nil, first, ""},
		{"a shallow clone", func(t *testing.T, dir string) string {
			git(t, dir, "2026-07-01T00:00:00Z", "commit", "-q", "--allow-empty", "-m", "second")
			to := filepath.Join(t.TempDir(), "clone")
			git(t, dir, "", "clone", "-q", "--depth", "1", "file://"+dir, to)
			return to
		}, nil, "", "shallow clone"},
		{"other bytes", func(t *testing.T, dir string) string {
			one(t, dir, larkspur(), map[string]string{"evidence/scan.json": undated + "\n"})
			return dir
		}, nil, "", "no commit holds these bytes"},
		{"git switched off", func(_ *testing.T, dir string) string { return dir }, func(c *site.Config) { c.Freshness.ByGit = false }, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := c.do(t, start(t))
			cfg := larkspur()
			if c.cfg != nil {
				c.cfg(cfg)
			}
			e := one(t, dir, cfg, nil)
			check(t, "collected", instant(e.Clocks.CollectedAt), c.at)
			if !strings.Contains(e.Clocks.Unknown, c.why) || c.at != "" && e.Clocks.Unknown != "" {
				t.Errorf("unknown: %q", e.Clocks.Unknown)
			}
		})
	}
}

// A date in a name can be switched off.
func TestNoName(t *testing.T) {
	cfg := larkspur()
	cfg.Freshness.ByName = false
	e := one(t, t.TempDir(), cfg, map[string]string{"evidence/trivy-2026-07-31.json": undated})
	check(t, "collected", instant(e.Clocks.CollectedAt), "")
}

// Without a site a time without a zone is the oldest that any offset allows.
func TestOldest(t *testing.T) {
	e, _, _ := Inspect(source.NewFile("a.xml", []byte(zoneless)), nil, nil, format.Builtin())
	check(t, "collected", instant(e.Clocks.CollectedAt), "2026-07-30T20:00:00Z")
	check(t, "zone", string(e.Clocks.Zone), "oldest")
}

// What others saw already was not collected later.
func TestSeen(t *testing.T) {
	at := time.Date(2026, 7, 31, 10, 0, 0, 0, time.UTC)
	env := &envelope{collectedAt: at}
	for _, c := range []struct {
		seen time.Duration
		says string
	}{
		{time.Minute, ""}, {-4 * time.Minute, ""}, {-6 * time.Minute, "which is after a transparency log saw it at 2026-07-31T09:54:00Z"},
	} {
		got := clocks("a.json", format.Reading{}, fromDocument, env, vouch.Seal{
			Signers: []trust.Signature{{Signer: "ci"}}, Existed: at.Add(c.seen), Witness: "a transparency log",
		}, larkspur())
		if (got.Conflict == "") != (c.says == "") || !strings.Contains(got.Conflict, c.says) {
			t.Errorf("seen %s after: %q", c.seen, got.Conflict)
		}
	}
}
