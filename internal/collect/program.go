package collect

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/collectors"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/redact"
	"github.com/candor-site/candor/internal/secret"
)

// captured is what a run printed.
type captured struct{ data []byte }

// Why a run was ended.
var (
	errTimeout = errors.New("time-out")
	errTooMuch = errors.New("too much output")
)

// patience is how long a program that was told to end may take, and how long
// its children may keep its output open.
const patience = 3 * time.Second

// environment is what a program is given: NAME=VALUE.
type environment []string

// always are the variables that every program gets, where they are set.
var always = []string{"PATH", "HOME"}

// environment gathers the variables that a job names. One that is not set is a
// failure: the program would do something else than was meant.
func (c *collection) environment(job Job) (environment, *Failure) {
	var env environment
	for _, name := range always {
		if v := c.Getenv(name); v != "" && !slices.Contains(job.Env, name) {
			env = append(env, name+"="+v)
		}
	}
	for _, name := range job.Env {
		v := c.Getenv(name)
		if v == "" {
			return nil, &Failure{Reason: "the environment variable " + name + " is not set", Detail: []string{"set " + name + " where this command runs"}}
		}
		env = append(env, name+"="+v)
	}
	return env, nil
}

// keyName is the name of a variable whose value is a secret.
var keyName = onuse.Regexp(`(?i)token|secret|passw|pwd|passphrase|credential|auth|_key$|^key|apikey|access_key`)

// secrets are the values of variables that are secrets by their names.
func (e environment) secrets() map[string]string {
	out := map[string]string{}
	for _, pair := range e {
		if name, value, _ := strings.Cut(pair, "="); keyName.MatchString(name) && len(value) >= 6 {
			out[name] = value
		}
	}
	return out
}

// leaked names the secret variables whose values stand in a text, sorted.
func (e environment) leaked(text []byte) []string {
	var names []string
	for name, value := range e.secrets() {
		if bytes.Contains(text, []byte(value)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// refused reports a job that would record a secret in its own words.
func refused(job Job, env environment) *Failure {
	for i, a := range job.Argv {
		hits := secret.Without(secret.Text("argv", a), allowed(job))
		leaked := env.leaked([]byte(a))
		switch {
		case len(hits) > 0:
			return &Failure{Unrun: true, Reason: fmt.Sprintf("argument %d looks like %s (%s), and would stand in the envelope", i, hits[0].Rule.Title, hits[0].Rule.ID), Detail: []string{"hand it over in an environment variable that is named"}}
		case len(leaked) > 0:
			return &Failure{Unrun: true, Reason: fmt.Sprintf("argument %d holds the value of %s, and would stand in the envelope", i, leaked[0]), Detail: []string{"let the program read the variable"}}
		}
	}
	return nil
}

func allowed(job Job) []string {
	var out []string
	for _, a := range job.Allow {
		out = append(out, a.Rule)
	}
	return out
}

// program runs a program and captures what it prints or writes.
func (c *collection) program(ctx context.Context, job Job, env environment, r *Result) (*captured, *Failure) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	argv, produces, clean, err := c.destination(job)
	if err != nil {
		return nil, &Failure{Reason: "no place for its output", Detail: []string{err.Error()}}
	}
	defer clean()
	before := stat(produces)

	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env, cmd.Dir, cmd.WaitDelay = env, c.folder(job), patience
	ownGroup(cmd)
	out := &limited{most: job.MaxOutput, over: func() { stop(errTooMuch) }}
	tail := &tail{}
	cmd.Stdout, cmd.Stderr = out, tail
	input, failure := c.input(job)
	if failure != nil {
		return nil, failure
	}
	if input != nil {
		defer func() { _ = input.Close() }() // it is only read
		cmd.Stdin = input
	}
	err = cmd.Start()
	if err != nil {
		return nil, unstarted(argv[0], err)
	}
	err = cmd.Wait()
	endGroup(cmd)
	code := cmd.ProcessState.ExitCode()
	if code >= 0 {
		r.ExitCode = &code
	}
	r.Stderr = excerpt(tail.bytes(), job, env)
	if failure := ended(ctx, job, err, code); failure != nil {
		return nil, failure
	}
	if produces == "" {
		return &captured{data: out.buffer.Bytes()}, nil
	}
	return written(produces, before, job)
}

// folder is where a program runs.
func (c *collection) folder(job Job) string {
	if job.Dir == "" {
		return c.WorkDir
	}
	return filepath.Join(c.Root, filepath.FromSlash(job.Dir))
}

// destination returns the arguments, and the file that the program writes in
// place of standard output: one of a folder of its own, or the declared one.
func (c *collection) destination(job Job) (argv []string, file string, clean func(), err error) {
	argv, clean = slices.Clone(job.Argv), func() {}
	if job.Produces != "" {
		file = job.Produces
		if !filepath.IsAbs(file) {
			file = filepath.Join(c.folder(job), filepath.FromSlash(file))
		}
	}
	if !slices.ContainsFunc(argv, func(a string) bool { return strings.Contains(a, collectors.Output) }) {
		return argv, file, clean, nil
	}
	dir, err := os.MkdirTemp("", "candor-*")
	if err != nil {
		return nil, "", clean, err
	}
	file = filepath.Join(dir, "output")
	for i := range argv {
		argv[i] = strings.ReplaceAll(argv[i], collectors.Output, file)
	}
	return argv, file, func() { _ = os.RemoveAll(dir) }, nil
}

// input is what a program reads as standard input; nil is nothing at all.
func (c *collection) input(job Job) (io.ReadCloser, *Failure) {
	switch job.Stdin {
	case "":
		return nil, nil
	case "-":
		return io.NopCloser(c.Stdin), nil
	}
	f, err := os.Open(filepath.Join(c.Root, filepath.FromSlash(job.Stdin)))
	if err != nil {
		return nil, &Failure{Reason: "its standard input cannot be read", Detail: []string{err.Error()}}
	}
	return f, nil
}

func unstarted(name string, err error) *Failure {
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		return &Failure{Reason: "there is no program " + filepath.Base(name), Detail: []string{"install it, or correct argv and PATH"}}
	}
	return &Failure{Reason: "it could not be started", Detail: []string{err.Error()}}
}

// ended says why a run failed, if it did.
func ended(ctx context.Context, job Job, err error, code int) *Failure {
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errTimeout):
		return &Failure{Reason: fmt.Sprintf("it took longer than %s", job.Timeout)}
	case errors.Is(cause, errTooMuch):
		return &Failure{Reason: fmt.Sprintf("it printed more than %s", decode.SizeText(job.MaxOutput)), Detail: []string{"raise max_output, or ask the tool for less"}}
	case errors.Is(err, exec.ErrWaitDelay):
		return &Failure{Reason: "it left a process behind that kept its output open"}
	case code < 0:
		return &Failure{Reason: "it was killed"}
	case !slices.Contains(job.OK, code):
		return &Failure{Reason: fmt.Sprintf("exit code %d", code)}
	}
	return nil
}

// stat returns what tells whether a file was written since; nil when there is
// none.
func stat(name string) fs.FileInfo {
	info, err := os.Stat(name)
	if name == "" || err != nil {
		return nil
	}
	return info
}

// written reads the file that a program was to write. One that stands there
// untouched is the output of an earlier run.
func written(name string, before fs.FileInfo, job Job) (*captured, *Failure) {
	after := stat(name)
	switch {
	case after == nil:
		return nil, &Failure{Reason: "it did not write its output file"}
	case !after.Mode().IsRegular():
		return nil, &Failure{Reason: "its output is no regular file"}
	case before != nil && os.SameFile(before, after) && before.ModTime().Equal(after.ModTime()) && before.Size() == after.Size():
		return nil, &Failure{Reason: "it did not write its output file, which is that of an earlier run"}
	case after.Size() > job.MaxOutput:
		return nil, &Failure{Reason: fmt.Sprintf("it wrote more than %s", decode.SizeText(job.MaxOutput))}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, &Failure{Reason: "its output file cannot be read", Detail: []string{err.Error()}}
	}
	return &captured{data: data}, nil
}

// limited keeps output up to a size.
type limited struct {
	buffer bytes.Buffer
	most   int64
	over   func()
}

func (l *limited) Write(p []byte) (int, error) {
	if int64(l.buffer.Len()+len(p)) > l.most {
		l.over()
		return 0, errTooMuch
	}
	return l.buffer.Write(p)
}

// How much of standard error is kept, and shown.
const (
	tailBytes = 8 << 10
	tailLines = 10
	lineBytes = 300
)

// tail keeps the end of what is written.
type tail struct{ data []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	if n := len(t.data) - tailBytes; n > 0 {
		t.data = append(t.data[:0], t.data[n:]...)
	}
	return len(p), nil
}

func (t *tail) bytes() []byte { return t.data }

// excerpt is the last lines of standard error, as they may be kept: without
// what the job redacts, secrets, values of its environment, control characters.
func excerpt(data []byte, job Job, env environment) []string {
	text := strings.ToValidUTF8(string(data), "\ufffd")
	for _, value := range env.secrets() {
		text = strings.ReplaceAll(text, value, redact.Marker)
	}
	text = secret.Mask(redact.Text(text, job.Redact))
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f || 0x80 <= r && r < 0xa0 {
				return -1
			}
			return r
		}, colours.ReplaceAllString(line, ""))
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if len(line) > lineBytes {
			line = strings.ToValidUTF8(line[:lineBytes], "") + "..."
		}
		lines = append(lines, line)
	}
	return lines[max(0, len(lines)-tailLines):]
}

// colours are the sequences that colour a terminal (ECMA-48).
var colours = onuse.Regexp("\x1b\\[[0-9;?]*[A-Za-z]")
