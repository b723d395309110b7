package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/bench/corpus"
)

// The most that is waited for an edit to be shown, and how long the server rests
// between two.
const (
	editPatience = 2 * time.Minute
	editPause    = time.Second
)

// loop measures the inner loop of an author at a site: how long it takes from
// when a page, a parameter of a control or a layout is written until it is served.
func (b *bench) loop(ctx context.Context, s sites) error {
	b.title("Editing under serve, %d pages", s.size.Pages)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	themed, err := b.eject(ctx, s)
	defer themed()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, b.candor, "-C", s.candor, "serve", "--addr", "127.0.0.1:0", "--as-of", corpus.AsOf.Format(time.RFC3339))
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	told, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() {
		cancel()
		_ = cmd.Wait() // it was interrupted
	}()
	address, err := served(told)
	if err != nil {
		return err
	}
	time.Sleep(10 * editPause) // all pages are looked through once
	page, err := b.edits(ctx, filepath.Join(s.candor, "content"), ".md", 20, func(path, text string, n int) (string, string, string) {
		mark := fmt.Sprintf("Edited for the %dth time.", n)
		return text + "\n" + mark + "\n", address + strings.TrimSuffix(path, ".md") + "/", mark
	})
	if err != nil {
		return err
	}
	days := regexp.MustCompile(`retention: P\d+D`)
	id := regexp.MustCompile(`id: (control-\d+)`)
	control, err := b.edits(ctx, filepath.Join(s.candor, "controls"), ".yaml", 5, func(_, text string, n int) (string, string, string) {
		at, period := days.FindStringIndex(text), fmt.Sprintf("retention: P%dD", 40+n)
		return text[:at[0]] + period + text[at[1]:], address + "controls/" + id.FindStringSubmatch(text)[1] + "/", fmt.Sprintf("%d days", 40+n)
	})
	if err != nil {
		return err
	}
	layout, err := b.edits(ctx, filepath.Join(s.candor, "themes"), ".html", 5, func(_, text string, n int) (string, string, string) {
		mark := fmt.Sprintf("Laid out for the %dth time.", n)
		return strings.Replace(text, "</article>", "<p>"+mark+"</p>\n</article>", 1), address + "s0/p0/", mark
	})
	if err != nil {
		return err
	}
	b.say("From the file written to the new content served, medians: a page %d ms, a parameter of a control %d ms, the layout of all written pages %d ms.\n", page.Milliseconds(), control.Milliseconds(), layout.Milliseconds())
	return nil
}

// eject gives the site a layout of its own to edit, and returns what takes it away
// again.
func (b *bench) eject(ctx context.Context, s sites) (away func(), err error) {
	config := filepath.Join(s.candor, "candor.yaml")
	before, err := os.ReadFile(config)
	away = func() {
		if before != nil {
			_ = errors.Join(os.WriteFile(config, before, 0o644), os.RemoveAll(filepath.Join(s.candor, "themes"))) // the next corpus is made anew
		}
	}
	if err == nil {
		err = exec.CommandContext(ctx, b.candor, "-C", s.candor, "theme", "eject", "layouts/page.html").Run()
	}
	if err == nil {
		err = os.WriteFile(config, append(before[:len(before):len(before)], "theme: own\n"...), 0o644)
	}
	return away, err
}

// served waits until the server says where it listens.
func served(told io.Reader) (string, error) {
	lines := bufio.NewScanner(told)
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)
	for lines.Scan() {
		if found := address.FindString(lines.Text()); found != "" {
			go func() { _, _ = io.Copy(io.Discard, told) }()
			return found, nil
		}
	}
	return "", errors.New("candor serve ended before it listened")
}

// edits writes the first file below a folder n times, and returns the median of
// how long it took until the address holds the mark; the file is as it was then.
func (b *bench) edits(ctx context.Context, folder, ext string, n int, change func(path, text string, n int) (now, address, mark string)) (time.Duration, error) {
	var name string
	err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if name == "" && filepath.Ext(path) == ext && filepath.Dir(path) != folder {
			name = path
		}
		return err
	})
	if err != nil || name == "" {
		return 0, errors.Join(err, fmt.Errorf("%s holds nothing to edit", folder))
	}
	before, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.WriteFile(name, before, 0o644) }()
	path, err := filepath.Rel(folder, name)
	if err != nil {
		return 0, err
	}
	var all []time.Duration
	for i := range n {
		text, address, mark := change(filepath.ToSlash(path), string(before), i)
		start := time.Now()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return 0, err
		}
		if err := shows(ctx, address, mark); err != nil {
			return 0, err
		}
		all = append(all, time.Since(start))
		time.Sleep(editPause)
	}
	slices.Sort(all)
	return all[len(all)/2], nil
}

// shows asks for a page until it holds a text.
func shows(ctx context.Context, address, text string) error {
	ctx, cancel := context.WithTimeout(ctx, editPatience)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return fmt.Errorf("%s never held %q: %w", address, text, err)
		}
		page, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err == nil && strings.Contains(string(page), text) {
			return nil
		}
		time.Sleep(2 * time.Millisecond)
	}
}
