package specimen

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/easel"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/source"
)

const usage = `Usage: go run ./cmd/larkspur [--date YYYY-MM-DD] [--site DIR] [--out DIR] [--check | --pictures]

Writes the evidence of Larkspur Systems, a company that does not exist, around a
date: the files below evidence/, their envelopes and the log, out of the
templates in cmd/larkspur/company. Files that no template makes are reported and
left alone.

`

// Run is the command: it writes to streams and returns the exit code, 0 where
// all is well, 1 where templates have mistakes or, with --check, where the
// evidence is not what the templates say, 2 for wrong usage, 3 where the machine
// failed.
func Run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("larkspur", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	date := flags.String("date", "2026-11-20", "the day around which evidence is dated")
	dir := flags.String("site", ".", "the folder of the site")
	from := flags.String("from", "cmd/larkspur/company", "the folder of the templates")
	out := flags.String("out", "", "the folder of the site to write to (default that of --site)")
	check := flags.Bool("check", false, "write nothing; fail where the evidence differs from what would be written")
	pictures := flags.Bool("pictures", false, "draw the pictures of the pages below content/images, and write no evidence")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	day, err := time.Parse(time.DateOnly, *date)
	if err != nil || flags.NArg() > 0 {
		fmt.Fprintf(stderr, "larkspur: --date takes a day such as 2026-11-20, and nothing stands behind the flags\n")
		return 2
	}
	if *pictures {
		return draw(cmp.Or(*out, *dir), stderr)
	}
	files, list, err := Make(*dir, *from, day)
	if err == nil && list.HasErrors() {
		if err := diag.Text(stderr, list, diag.TextOptions{}); err != nil {
			return 3
		}
		return 1
	}
	if err == nil {
		return put(cmp.Or(*out, *dir), files, *check, stdout, stderr)
	}
	fmt.Fprintf(stderr, "larkspur: %v\n", err)
	return 3
}

// draw writes the pictures that pages of the site show.
func draw(dir string, stderr io.Writer) int {
	root, err := os.OpenRoot(dir)
	if err == nil {
		defer root.Close()
		err = root.MkdirAll("content/images", 0o777)
	}
	for name, data := range easel.Pictures() {
		if err == nil {
			err = root.WriteFile("content/images/"+name, data, 0o666)
		}
	}
	if err != nil {
		fmt.Fprintf(stderr, "larkspur: %v\n", err)
		return 3
	}
	return 0
}

// put writes what differs from what is there, or, to check it, counts it.
func put(dir string, files []File, check bool, stdout, stderr io.Writer) int {
	root, err := os.OpenRoot(dir)
	if err != nil {
		fmt.Fprintf(stderr, "larkspur: %v\n", err)
		return 3
	}
	defer root.Close()
	made, differ := map[string]bool{}, 0
	for _, f := range files {
		made[f.Path] = true
		if old, err := root.ReadFile(f.Path); err == nil && bytes.Equal(old, f.Data) {
			continue
		}
		differ++
		if check {
			fmt.Fprintf(stderr, "%s is not what its template makes: run make evidence\n", f.Path)
			continue
		}
		err := root.MkdirAll(path.Dir(f.Path), 0o777)
		if err == nil {
			err = root.WriteFile(f.Path, f.Data, 0o666)
		}
		if err != nil {
			fmt.Fprintf(stderr, "larkspur: %v\n", err)
			return 3
		}
	}
	strange, err := others(dir, made)
	if err != nil {
		fmt.Fprintf(stderr, "larkspur: %v\n", err)
		return 3
	}
	for _, name := range strange {
		fmt.Fprintf(stderr, "%s has no template in cmd/larkspur/company: add one, or remove it\n", name)
	}
	if !check {
		fmt.Fprintf(stdout, "%d files, %d written\n", len(files), differ)
		differ = 0
	}
	if differ+len(strange) > 0 {
		return 1
	}
	return 0
}

// others returns the evidence that no template makes.
func others(dir string, made map[string]bool) ([]string, error) {
	tree, err := source.OpenTree(dir)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	entries, _, err := tree.Walk(evidence.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		if !made[e.Path] && (evidence.IsEvidence(e.Path) || strings.HasSuffix(e.Path, evidence.EnvelopeSuffix)) {
			out = append(out, e.Path)
		}
	}
	return out, err
}
