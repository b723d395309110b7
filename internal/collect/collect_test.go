package collect

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/collectors"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/redact"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// standIn is the first argument of this program when it stands in for a tool.
const standIn = "stand-in"

// TestMain makes this program a tool: each further argument is one step.
//
//	print TEXT, error TEXT, cat FILE, copy (standard input), write FILE TEXT, save FILE FROM,
//	flood BYTES, tell VARIABLE, sleep, child (one that sleeps, too), env, exit CODE
func TestMain(m *testing.M) {
	if len(os.Args) < 2 || os.Args[1] != standIn {
		os.Exit(m.Run())
	}
	for args := os.Args[2:]; len(args) > 0; {
		word, text := args[0], ""
		if len(args) > 1 {
			text = args[1]
		}
		args = args[min(2, len(args)):]
		switch word {
		case "print":
			fmt.Print(text)
		case "error":
			fmt.Fprintln(os.Stderr, text)
		case "cat":
			data, err := os.ReadFile(text)
			if err != nil {
				os.Exit(9)
			}
			os.Stdout.Write(data)
		case "copy":
			_, _ = io.Copy(os.Stdout, os.Stdin)
		case "write":
			_ = os.WriteFile(text, []byte(args[0]), 0o666)
			args = args[1:]
		case "save":
			data, err := os.ReadFile(args[0])
			if err != nil || os.WriteFile(text, data, 0o666) != nil {
				os.Exit(9)
			}
			args = args[1:]
		case "flood":
			n, _ := strconv.Atoi(text)
			for range n / 1000 {
				fmt.Print(strings.Repeat("x", 1000))
			}
		case "child":
			cmd := exec.Command(os.Args[0], standIn, "sleep", "")
			cmd.Stdout = os.Stdout
			if err := cmd.Start(); err == nil {
				_ = os.WriteFile(text, []byte(strconv.Itoa(cmd.Process.Pid)), 0o666)
			}
		case "sleep":
			time.Sleep(time.Minute)
		case "env":
			for _, pair := range os.Environ() {
				fmt.Println(pair)
			}
		case "tell":
			fmt.Fprintln(os.Stderr, "it is "+os.Getenv(text))
		case "exit":
			code, _ := strconv.Atoi(text)
			os.Exit(code)
		}
	}
	os.Exit(0)
}

// noon is the time of the tests; it goes on by a second with each look.
var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// lab is a site in which the tests collect.
type lab struct {
	t    *testing.T
	dir  string
	exe  string
	opt  Options
	seen []string
}

func newLab(t *testing.T) *lab {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	l := &lab{t: t, dir: t.TempDir(), exe: exe}
	var mu sync.Mutex
	at := noon
	l.opt = Options{
		Root: l.dir, WorkDir: l.dir, Formats: format.Builtin(), Known: &evidence.Set{}, Jobs: 2, Version: "test",
		Config: &site.Config{Location: time.UTC, Ladder: []string{"public"}, Freshness: site.Freshness{Conflict: time.Hour}, Scope: map[string][]string{"cloud": {"aws", "gcp"}}},
		Now: func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			at = at.Add(time.Second)
			return at
		},
		Getenv: func(name string) string {
			return map[string]string{"PATH": os.Getenv("PATH"), "HOME": "/home/x", "API_TOKEN": "hunter2-hunter2", "REGION": "eu-central-1", "EMPTY": ""}[name]
		},
		Stdin: strings.NewReader("from standard input"),
	}
	return l
}

// job is a run of the stand-in.
func (l *lab) job(id string, steps ...string) Job {
	return Job{Collector: &collectors.Collector{
		ID: id, Name: id, Evidence: id, Argv: append([]string{l.exe, standIn}, steps...), Timeout: 20 * time.Second, MaxOutput: 1 << 20, Backoff: time.Millisecond, OK: []int{0},
	}}
}

func (l *lab) run(jobs ...Job) []Result {
	l.t.Helper()
	results, err := Run(l.t.Context(), l.opt, jobs)
	if err != nil {
		l.t.Fatal(err)
	}
	return results
}

// read returns a file of the site, "" when it is not there.
func (l *lab) read(name string) string {
	data, err := os.ReadFile(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	return string(data)
}

// lines are those of the log.
func (l *lab) lines() []evidence.Line {
	l.t.Helper()
	var out []evidence.Line
	for line := range strings.Lines(l.read(evidence.LogFile)) {
		var e evidence.Line
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			l.t.Fatalf("%v: %s", err, line)
		}
		out = append(out, e)
	}
	return out
}

// loaded reads the folder as builds do.
func (l *lab) loaded() *evidence.Set {
	l.t.Helper()
	tree, err := source.OpenTree(l.dir)
	if err != nil {
		l.t.Fatal(err)
	}
	defer tree.Close()
	set, list, err := evidence.Load(tree, l.opt.Config, evidence.Options{Formats: l.opt.Formats, Workers: 2})
	if err != nil || list.HasErrors() {
		l.t.Fatal(err, list)
	}
	return set
}

const trivyReport = `{"SchemaVersion": 2, "CreatedAt": "2026-11-20T11:00:00+01:00", "ArtifactName": "api:1", "ArtifactType": "container_image", "Results": [{"Target": "api:1", "Class": "os-pkgs", "Vulnerabilities": []}]}`

// TestRecording: a file, its envelope, a line; read back as builds read them.
func TestRecording(t *testing.T) {
	l := newLab(t)
	job := l.job("scan", "print", trivyReport, "error", "noise", "exit", "1")
	job.OK, job.Format, job.Title, job.Controls = []int{0, 1}, "trivy", "Scan", []string{"c1"}
	job.Scope, job.Version, job.ValidFor.Days = trust.Scope{"cloud": {"aws"}}, "v4", 30
	job.Event = &evidence.Occurrence{Type: "release", Key: "v4"}
	job.By = &evidence.Collector{ID: "here", Run: "https://ci.example/1"}
	job.Env = []string{"REGION"}
	r := l.run(job)[0]
	if r.Failure != nil || r.File != "evidence/scan/aws.json" || r.Format != "trivy" || *r.ExitCode != 1 || r.Source != "document:/CreatedAt" {
		t.Fatalf("%+v %+v", r, r.Failure)
	}
	if l.read(r.File) != trivyReport {
		t.Error("the bytes changed")
	}
	e := l.loaded().Evidence[0]
	if e.ID != "scan" || e.Title != "Scan" || e.Verdict != trust.VerdictPass || e.Scope.String() != "cloud aws" && len(e.Scope) != 1 || e.Version != "v4" || e.Run != "https://ci.example/1" ||
		*e.ExitCode != 1 || e.Event.Key != "v4" || e.Coverage.Examined != 1 || !slices.Equal(e.Command, job.Argv) {
		t.Errorf("%+v", e)
	}
	c := e.Clocks
	if want := noon.Add(-2 * time.Hour); !c.CollectedAt.Equal(want) || c.CollectedSource != "document:/CreatedAt" || c.Conflict != "" && !strings.Contains(c.Conflict, "apart") {
		t.Errorf("collected at %s (%s) %s", c.CollectedAt, c.CollectedSource, c.Conflict)
	}
	if !c.ObservedFrom.After(noon) || !c.ObservedTo.After(c.ObservedFrom) || !c.RecordedAt.After(c.ObservedTo) || !c.ValidUntil.Equal(c.CollectedAt.AddDate(0, 0, 30)) {
		t.Errorf("%+v", c)
	}
	line := l.lines()[0]
	if line.ID != "scan" || line.SHA256 != e.Digest || line.Verdict != "pass" || line.Failed != nil || line.Tool.Name != "trivy" || line.Scope["cloud"][0] != "aws" {
		t.Errorf("%+v", line)
	}
	var s evidence.Statement
	if err := json.Unmarshal([]byte(l.read(r.File+evidence.EnvelopeSuffix)), &s); err != nil || !slices.Equal(s.Predicate.Command.Env, []string{"REGION"}) || s.Predicate.Control[0] != "c1" {
		t.Errorf("%+v, %v", s.Predicate, err)
	}
	if strings.Contains(l.read(r.File+evidence.EnvelopeSuffix), "eu-central-1") {
		t.Error("the value of a variable stands in the envelope")
	}

	// Recorded again, the same file is replaced, and the log goes on.
	l.opt.Known = l.loaded()
	job.Argv[3] = strings.ReplaceAll(trivyReport, "api:1", "api:2")
	if r := l.run(job)[0]; r.File != "evidence/scan/aws.json" || !strings.Contains(l.read(r.File), "api:2") || len(l.lines()) != 2 || len(l.loaded().Evidence) != 1 {
		t.Errorf("%+v", r)
	}
}

// TestFailures: nothing is kept but a line of the log that says why.
func TestFailures(t *testing.T) {
	token := "gh" + "p_" + "aB3dE5gH7jK9mN2pQ4rS6tU8vW0xY1zA3bC5"
	for _, tt := range []struct {
		name, reason, detail string
		change               func(l *lab, j *Job)
		steps                []string
	}{
		{"exit code", "exit code 3", "", nil, []string{"print", "{}", "error", "first", "error", "\x1b[31mno network\x1b[0m", "exit", "3"}},
		{"no program", "there is no program nosuch-tool", "", func(_ *lab, j *Job) { j.Argv = []string{"nosuch-tool"} }, nil},
		{"time-out", "it took longer than 300ms", "", func(_ *lab, j *Job) { j.Timeout = 300 * time.Millisecond }, []string{"print", "{}", "sleep", ""}},
		{"output", "it printed more than ", "raise max_output", func(_ *lab, j *Job) { j.MaxOutput = 10_000 }, []string{"flood", "1000000"}},
		{"format", "its output is not of the format trivy", "", func(_ *lab, j *Job) { j.Format = "trivy" }, []string{"print", `{"some": "thing"}`}},
		{"secret", "its output holds what looks like a secret", "a token of GitHub (github-token) on line 1, column 9, at /a, 40 characters", nil, []string{"cat", "token.json"}},
		{"secret of the environment", "its output holds what looks like a secret", "the value of API_TOKEN", func(_ *lab, j *Job) { j.Env = []string{"API_TOKEN"} }, []string{"env", ""}},
		{"variable", "the environment variable EMPTY is not set", "set EMPTY", func(_ *lab, j *Job) { j.Env = []string{"EMPTY"} }, nil},
		{"redaction", "its output cannot be redacted", "pointer /a: the output is no JSON", func(_ *lab, j *Job) { j.Redact = []redact.Rule{{Pointer: "/a"}} }, []string{"print", "text"}},
		{"no file", "it did not write its output file", "", func(_ *lab, j *Job) { j.Produces = "out.json" }, []string{"print", "{}"}},
		{"old file", "it did not write its output file, which is that of an earlier run", "", func(l *lab, j *Job) { j.Produces = "token.json" }, []string{"print", "{}"}},
		{"input", "its standard input cannot be read", "", func(_ *lab, j *Job) { j.Stdin = "nothing.txt" }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLab(t)
			if err := os.WriteFile(filepath.Join(l.dir, "token.json"), []byte(`{"a": "`+" "+token+`"}`), 0o666); err != nil {
				t.Fatal(err)
			}
			job := l.job("scan", tt.steps...)
			if tt.change != nil {
				tt.change(l, &job)
			}
			r := l.run(job)[0]
			if r.Failure == nil || !strings.HasPrefix(r.Failure.Reason, tt.reason) || !strings.Contains(strings.Join(r.Failure.Detail, "\n"), tt.detail) {
				t.Fatalf("%+v", r.Failure)
			}
			lines := l.lines()
			if len(lines) != 1 || lines[0].Failed == nil || lines[0].Failed.Reason != r.Failure.Reason || lines[0].SHA256 != "" || lines[0].CollectedAt != "" || lines[0].Verdict != "error" {
				t.Errorf("%+v", lines)
			}
			if set := l.loaded(); len(set.Evidence) != 0 || set.Log[0].Failed != r.Failure.Reason {
				t.Errorf("%+v", set)
			}
			if all := fmt.Sprint(r, l.read(evidence.LogFile)); strings.Contains(all, token) || strings.Contains(all, "hunter2") {
				t.Errorf("the secret is said: %s", all)
			}
			if tt.name == "exit code" && (!slices.Equal(r.Stderr, []string{"first", "no network"}) || !slices.Equal(lines[0].Failed.Stderr, r.Stderr) || *lines[0].Failed.ExitCode != 3) {
				t.Errorf("%q", r.Stderr)
			}
		})
	}
}

// TestLastGoodFileStays when a later run fails.
func TestLastGoodFileStays(t *testing.T) {
	l := newLab(t)
	first := l.run(l.job("scan", "print", `{"n": 1}`))[0]
	l.opt.Known = l.loaded()
	second := l.run(l.job("scan", "print", `{"n": 2}`, "exit", "2"))[0]
	if second.Failure == nil || l.read(first.File) != `{"n": 1}` || len(l.lines()) != 2 {
		t.Errorf("%+v", second)
	}
}

// TestRedaction: what was removed is nowhere, and the envelope says what it was.
func TestRedaction(t *testing.T) {
	l := newLab(t)
	job := l.job("users", "print", `{"users": [{"email": "jo@example.com"}], "n": 1}`, "error", "hello jo@example.com", "tell", "API_TOKEN", "exit", "4")
	job.Redact, job.OK, job.Env = []redact.Rule{{Pointer: "/users/*/email"}, {Match: `\w+@example\.com`}, {Match: "nothing"}}, []int{4}, []string{"API_TOKEN"}
	r := l.run(job)[0]
	if r.Failure != nil || l.read(r.File) != `{"users": [{"email": "[redacted]"}], "n": 1}` {
		t.Fatalf("%+v %q", r.Failure, l.read(r.File))
	}
	var s evidence.Statement
	if err := json.Unmarshal([]byte(l.read(r.File+evidence.EnvelopeSuffix)), &s); err != nil {
		t.Fatal(err)
	}
	want := evidence.Redaction{Policy: []string{"pointer /users/*/email", `match \w+@example\.com`, "match nothing"}, Removed: []int{1, 1, 0}, Before: string(source.DigestOf([]byte(job.Argv[3])))}
	if fmt.Sprint(*s.Predicate.Redaction) != fmt.Sprint(want) {
		t.Errorf("%+v", s.Predicate.Redaction)
	}
	if !slices.Equal(r.Notes, []string{"there was nothing to redact at match nothing"}) || !slices.Equal(r.Stderr, []string{"hello [redacted]", "it is [redacted]"}) {
		t.Errorf("%q %q", r.Notes, r.Stderr)
	}
}

// TestSecretsInWords: a job whose own words are a secret does not run at all.
func TestSecretsInWords(t *testing.T) {
	l := newLab(t)
	a := l.job("a", "write", filepath.Join(l.dir, "ran"), "hunter2-hunter2")
	a.Env = []string{"API_TOKEN"}
	b := l.job("b", "print", "https://ci:"+"correct-horse@git.example/")
	for _, r := range l.run(a, b) {
		if r.Failure == nil || !r.Failure.Unrun || r.Attempts != 0 || strings.Contains(fmt.Sprint(r.Failure), "hunter2") || strings.Contains(fmt.Sprint(r.Failure), "correct") {
			t.Errorf("%+v", r.Failure)
		}
	}
	if l.read("ran") != "" || l.read(evidence.LogFile) != "" {
		t.Error("it ran")
	}
	b.Allow = []collectors.Allow{{Rule: "url-password", Why: "a test"}}
	if r := l.run(b)[0]; r.Failure != nil || !strings.Contains(l.read(r.File+evidence.EnvelopeSuffix), `"why": "a test"`) {
		t.Errorf("%+v", r.Failure)
	}
}

// TestEnvironment: nothing but what is named.
func TestEnvironment(t *testing.T) {
	l := newLab(t)
	job := l.job("env", "env", "")
	job.Env = []string{"REGION"}
	r := l.run(job)[0]
	var names []string
	for line := range strings.Lines(l.read(r.File)) {
		name, _, _ := strings.Cut(line, "=")
		names = append(names, name)
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{"HOME", "PATH", "REGION"}) {
		t.Errorf("%v", names)
	}
}

// TestWhereOutputComesFrom: a file of its own, a declared one, standard input.
func TestWhereOutputComesFrom(t *testing.T) {
	l := newLab(t)
	a := l.job("a", "write", collectors.Output, `{"a": 1}`, "print", "noise")
	b := l.job("b", "write", "b.json", `{"b": 1}`)
	b.Produces = "b.json"
	c := l.job("c", "copy", "")
	c.Stdin = "-"
	d := l.job("d", "copy", "")
	d.Stdin, d.Target = "in.txt", "reg/api@v1"
	if err := os.WriteFile(filepath.Join(l.dir, "in.txt"), []byte("from a file"), 0o666); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{`{"a": 1}`, `{"b": 1}`, "from standard input", "from a file"} {
		r := l.run([]Job{a, b, c, d}[i])[0]
		if r.Failure != nil || l.read(r.File) != want {
			t.Errorf("%+v, %q", r.Failure, l.read(r.File))
		}
	}
	if s := l.read("evidence/a.json" + evidence.EnvelopeSuffix); !strings.Contains(s, `"{output}"`) || strings.Contains(s, os.TempDir()+"/candor-") {
		t.Error("the envelope holds a path of the machine")
	}
	if l.read("evidence/d/reg-api-v1.txt") == "" {
		t.Error("the target does not name the file")
	}
}

// TestRetries: as often as declared, and no more.
func TestRetries(t *testing.T) {
	l := newLab(t)
	job := l.job("x", "exit", "1")
	job.Retries = 2
	if r := l.run(job)[0]; r.Attempts != 3 || r.Failure == nil || len(l.lines()) != 1 {
		t.Errorf("%d attempts, %d lines", r.Attempts, len(l.lines()))
	}
}

// TestVerdictOfExitCode: what the site says of codes counts where the output
// says nothing, and never makes it better.
func TestVerdictOfExitCode(t *testing.T) {
	l := newLab(t)
	for _, tt := range []struct{ output, code, want string }{{`{"x": 1}`, "0", "pass"}, {`{"x": 1}`, "1", "fail"}, {trivyReport, "1", "fail"}, {trivyReport, "0", "pass"}} {
		job := l.job("x", "print", tt.output, "exit", tt.code)
		job.OK, job.Verdicts = []int{0, 1}, map[int]trust.Verdict{0: "pass", 1: "fail"}
		if r := l.run(job)[0]; r.Verdict != tt.want {
			t.Errorf("%+v", r)
		}
	}
}

// TestManyAtOnce: results in the order of the jobs, the log whole, in order of
// time, whatever runs at once, in several processes, too.
func TestManyAtOnce(t *testing.T) {
	l := newLab(t)
	l.opt.Jobs = 8
	var jobs []Job
	for i := range 24 {
		jobs = append(jobs, l.job(fmt.Sprintf("j%d", i), "print", fmt.Sprintf(`{"n": %d}`, i), "exit", strconv.Itoa(i%4/3)))
	}
	other := l.opt
	var wait sync.WaitGroup
	wait.Go(func() {
		if _, err := Run(t.Context(), other, []Job{l.job("other", "print", "{}")}); err != nil {
			t.Error(err)
		}
	})
	results := l.run(jobs...)
	wait.Wait()
	for i, r := range results {
		if r.ID != fmt.Sprintf("j%d", i) || (r.Failure != nil) != (i%4 == 3) {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if set := l.loaded(); len(set.Log) != 25 || len(set.Evidence) != 19 {
		t.Errorf("%d lines, %d pieces", len(set.Log), len(set.Evidence))
	}
}

// TestTornLine: a line that another program did not finish is ended first.
func TestTornLine(t *testing.T) {
	l := newLab(t)
	if err := os.MkdirAll(filepath.Join(l.dir, "evidence"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(l.dir, evidence.LogFile), []byte(`{"id": "x"`), 0o666); err != nil {
		t.Fatal(err)
	}
	l.run(l.job("a", "print", "{}"))
	if got := l.read(evidence.LogFile); !strings.HasPrefix(got, "{\"id\": \"x\"\n{\"id\":\"a\"") || !strings.HasSuffix(got, "}\n") {
		t.Error(got)
	}
}

// TestInterrupted: the program and its children end, and nothing is written.
func TestInterrupted(t *testing.T) {
	l := newLab(t)
	mark := filepath.Join(l.dir, "child")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for range 600 {
			if data, err := os.ReadFile(mark); err == nil && len(data) > 0 {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		cancel()
	}()
	_, err := Run(ctx, l.opt, []Job{l.job("x", "print", "{}", "child", mark, "sleep", "")})
	if !errors.Is(err, context.Canceled) || l.read(evidence.LogFile) != "" || l.read("evidence/x.json") != "" {
		t.Errorf("%v; log %q", err, l.read(evidence.LogFile))
	}
	pid, err := strconv.Atoi(l.read("child"))
	if err != nil {
		t.Fatal(err)
	}
	for range 500 {
		if !alive(pid) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the child of the program still runs")
}

// alive reports whether a process runs; one that nobody waited for does not.
func alive(pid int) bool {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, rest, _ := bytes.Cut(data, []byte(") "))
	return !bytes.HasPrefix(rest, []byte("Z"))
}

// TestBuiltins that need no network.
func TestBuiltins(t *testing.T) {
	l := newLab(t)
	if err := os.WriteFile(filepath.Join(l.dir, "go.mod"), []byte("module example.com/a\n\ngo 1.26\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	job := func(name string, w collectors.With) Job {
		return Job{Collector: &collectors.Collector{ID: name, Name: name, Evidence: name, Builtin: name, With: w, Timeout: 20 * time.Second, MaxOutput: 1 << 20, OK: []int{0}, Format: "candor-" + name}}
	}
	results := l.run(
		job("files", collectors.With{Globs: []string{"*.mod"}}), job("lockfile", collectors.With{}), job("git", collectors.With{}),
		job("tls", collectors.With{Endpoints: []string{"127.0.0.1:1"}}), job("http-headers", collectors.With{URLs: []string{"http://127.0.0.1:1/"}}), job("dns", collectors.With{Names: []string{"a.test"}, Resolver: "127.0.0.1:1"}),
	)
	for i, r := range results {
		if i == 2 {
			if r.Failure == nil || r.Failure.Detail[0] != "the folder is not in a git repository with a commit" {
				t.Errorf("%+v", r.Failure)
			}
			continue
		}
		if r.Failure != nil || r.Format != "candor-"+r.ID || r.Source != "document:/collected_at" {
			t.Errorf("%+v %+v", r, r.Failure)
		}
	}
	for _, e := range l.loaded().Evidence {
		if unreached := e.Coverage.Errors > 0; unreached != slices.Contains([]string{"tls", "http-headers", "dns"}, e.ID) || e.Clocks.Conflict != "" {
			t.Errorf("%s: %+v %s", e.ID, e.Coverage, e.Clocks.Conflict)
		}
	}
}
