//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience bounds what must happen, but need not be fast.
const patience = 20 * time.Second

// process is a running candor.
type process struct {
	*exec.Cmd
	lines chan string // of standard error, closed at its end
	done  chan error  // what Wait returned
}

// start runs candor in a folder: this test binary under its name.
func start(t *testing.T, dir string, args ...string) *process {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(exe, args...), lines: make(chan string, 1000), done: make(chan error, 1)}
	p.Args[0], p.Dir = "candor", dir
	p.Env = append(os.Environ(), "SOURCE_DATE_EPOCH="+noon, "NO_COLOR=1")
	stderr, err := p.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		scan := bufio.NewScanner(stderr)
		for scan.Scan() {
			p.lines <- scan.Text()
		}
		close(p.lines)
		p.done <- p.Wait()
	}()
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// await returns the first line of standard error that matches.
func (p *process) await(t *testing.T, pattern string) string {
	t.Helper()
	re, seen := regexp.MustCompile(pattern), []string{}
	for deadline := time.After(patience); ; {
		select {
		case line, ok := <-p.lines:
			if !ok {
				t.Fatalf("candor ended without %q: %s", pattern, strings.Join(seen, "\n"))
			}
			if re.MatchString(line) {
				return line
			}
			seen = append(seen, line)
		case <-deadline:
			t.Fatalf("no line %q: %s", pattern, strings.Join(seen, "\n"))
		}
	}
}

// interrupt sends Ctrl-C and returns the exit code and the rest of standard
// error.
func (p *process) interrupt(t *testing.T, within time.Duration) (int, string) {
	t.Helper()
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var rest strings.Builder
	for deadline := time.After(within); ; {
		select {
		case line, ok := <-p.lines:
			if ok {
				fmt.Fprintln(&rest, line)
				continue
			}
			p.lines = nil
		case err := <-p.done:
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			if status, ok := p.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
				t.Fatalf("candor was killed by %v, it did not end by itself", status.Signal())
			}
			return p.ProcessState.ExitCode(), rest.String()
		case <-deadline:
			t.Fatalf("candor still runs %v after Ctrl-C: %s", within, rest.String())
		}
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// get asks for a page until it holds a text.
func get(t *testing.T, url, want string) string {
	t.Helper()
	page := ""
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		resp, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if page = string(data); strings.Contains(page, want) {
			return page
		}
	}
	t.Fatalf("%s never held %q: %s", url, want, page)
	return ""
}

const bareSite = "site: {title: Trust, base_url: https://trust.example/}\n"

// TestServe edits a site while it is served.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "candor.yaml", bareSite)
	write(t, dir, "content/index.md", "Welcome.\n")
	p := start(t, dir, "serve", "--addr", "127.0.0.1:0")
	url := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(p.await(t, `^serving .* on http://127\.0\.0\.1:\d+/ \(Ctrl-C ends it\)$`))
	get(t, url, "Welcome.")

	// An edit shows, and is said.
	write(t, dir, "content/index.md", "Hello there.\n")
	p.await(t, `^changed: content/index\.md$`)
	p.await(t, `^built \d+ files; no controls$`)
	if page := get(t, url, "Hello there."); strings.Contains(page, "Welcome.") {
		t.Error("the old text is still on the page")
	}

	// A new page appears under its address.
	write(t, dir, "content/about.md", "About us.\n")
	get(t, url+"about/", "About us.")

	// A mistake is said in the terminal, and over the last good page.
	write(t, dir, "content/about.md", "<Note>\n\nNever closed.\n")
	p.await(t, `^content/about\.md:1:1: error: <Note> is not closed before the page ends \[tag-unclosed\]$`)
	get(t, url+"about/", "About us.")

	// Mended, it goes on.
	write(t, dir, "content/about.md", "About all of us.\n")
	get(t, url+"about/", "About all of us.")

	if code, rest := p.interrupt(t, 2*time.Second); code != 0 || strings.Contains(rest, "error") {
		t.Errorf("exit code %d: %s", code, rest)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("serve wrote public/")
	}
}

// TestInterruptedBuild interrupts a build of many pages: the last good portal
// stays, and nothing else is left behind.
func TestInterruptedBuild(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "candor.yaml", bareSite)
	write(t, dir, "content/index.md", "Welcome.\n")
	first := start(t, dir, "build")
	first.await(t, `^built \d+ files`)
	if err := <-first.done; err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)

	text := strings.Repeat("Some text with *emphasis* and [a link](/).\n\n", 200)
	for i := range 1000 {
		write(t, dir, fmt.Sprintf("content/pages/p%d.md", i), text)
	}
	p := start(t, dir, "build", "-v")
	p.await(t, `^candor: reading$`)
	code, rest := p.interrupt(t, patience)
	if code != 3 || !strings.Contains(rest, "candor: error: interrupted\n") || !strings.Contains(rest, "the last good portal stays") {
		t.Errorf("exit code %d: %s", code, rest)
	}
	if err := os.RemoveAll(filepath.Join(dir, "content", "pages")); err != nil {
		t.Fatal(err)
	}
	for name, data := range snapshot(t, dir) {
		if !bytes.Equal(before[name], data) {
			t.Errorf("%s is new or changed", name)
		}
		delete(before, name)
	}
	for name := range before {
		t.Errorf("%s is gone", name)
	}
}

// snapshot reads all files of a folder.
func snapshot(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out[name], err = os.ReadFile(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestInterruptedCollection interrupts a collector: its program ends, and
// nothing is written.
func TestInterruptedCollection(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "candor.yaml", bareSite)
	write(t, dir, "evidence/collectors.yaml", "collectors:\n  - {id: fast, argv: [echo, done]}\n  - {id: slow, argv: [sh, -c, 'echo half; sleep 60']}\n")
	p := start(t, dir, "collect", "--jobs", "1")
	p.await(t, `^recorded: fast: evidence/fast\.txt`)
	code, rest := p.interrupt(t, patience)
	if code != 3 || !strings.Contains(rest, "candor: error: interrupted\n") {
		t.Errorf("exit code %d: %s", code, rest)
	}
	files := snapshot(t, dir)
	for name, data := range files {
		if strings.Contains(name, "slow") || strings.Contains(name, ".recording") || bytes.Contains(data, []byte(`"slow"`)) {
			t.Errorf("%s is left of the run", name)
		}
	}
	if log := string(files[filepath.Join(dir, "evidence", "log.jsonl")]); strings.Count(log, "\n") != 1 || !strings.Contains(log, `"id":"fast"`) {
		t.Errorf("the log is %q", log)
	}
}
