package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/source"
)

// Findings is the evidence of a site with everything that is wrong with it.
type Findings struct {
	set      *evidence.Set
	problems diag.List
}

// Site reads the evidence of the site in a directory, and nothing else of it,
// and verifies it. The error is fs.ErrNotExist where there is no site file.
func Site(dir string) (*Findings, error) {
	tree, err := source.OpenTree(dir)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	f, err := tree.Read(config.Name, decode.Config.Bytes)
	if err != nil {
		return nil, err
	}
	cfg, list := config.Load(f)
	if cfg == nil {
		return &Findings{set: &evidence.Set{}, problems: list}, nil
	}
	formats, bad, err := evidence.Formats(tree)
	list.Add(bad...)
	if err != nil {
		return nil, err
	}
	set, bad, err := evidence.Load(tree, cfg, evidence.Options{Formats: formats, Workers: 1, Root: dir, Keep: func(string) bool { return false }})
	if err != nil {
		return nil, err
	}
	list.Add(bad...)
	list.Add(disagreements(set)...)
	return &Findings{set: set, problems: list.Without(diag.Note)}, nil
}

// Known returns the ids that the folder or the log holds, sorted.
func (f *Findings) Known() []string {
	var known []string
	for _, e := range f.set.Evidence {
		known = append(known, e.ID)
	}
	for _, l := range f.set.Log {
		known = append(known, l.ID)
	}
	slices.Sort(known)
	return slices.Compact(known)
}

// Knows reports whether the folder or the log holds an id.
func (f *Findings) Knows(id string) bool { return slices.Contains(f.Known(), id) }

// Report is what is told of some evidence.
type Report struct {
	Files    []File
	Problems diag.List
}

// File is one file that was verified.
type File struct {
	ID        string   `json:"id"`
	Path      string   `json:"path"`
	SHA256    string   `json:"sha256"`
	Assurance string   `json:"assurance"`
	Signers   []string `json:"signers"`
	Recorded  int      `json:"recordings"` // lines of the log about it
}

// Report tells of some ids, or of all evidence where none is named.
func (f *Findings) Report(ids []string) Report {
	r := Report{Files: []File{}, Problems: f.problems}
	if len(ids) > 0 {
		r.Problems = about(slices.Clone(f.problems), f.set, ids)
	}
	for _, e := range f.set.Evidence {
		if len(ids) > 0 && !slices.Contains(ids, e.ID) {
			continue
		}
		file := File{ID: e.ID, Path: e.Path, SHA256: string(e.Digest), Assurance: string(e.Assurance), Signers: []string{}, Recorded: len(linesOf(f.set.Log, e))}
		for _, s := range e.Signers {
			file.Signers = append(file.Signers, s.Signer)
		}
		r.Files = append(r.Files, file)
	}
	return r
}

// Text returns the files as a table.
func (r Report) Text() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tFILE\tDIGEST\tASSURANCE\tRECORDINGS")
	for _, f := range r.Files {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\n", f.ID, f.Path, source.Digest(f.SHA256).Short(), strings.TrimSpace(f.Assurance+" "+strings.Join(f.Signers, ",")), f.Recorded)
	}
	_ = w.Flush() // the builder takes everything
	return b.String()
}

// MarshalJSON writes an object with the keys evidence and problems, which are
// as diag.JSON prints them.
func (r Report) MarshalJSON() ([]byte, error) {
	var problems bytes.Buffer
	if err := diag.JSON(&problems, r.Problems); err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Evidence []File          `json:"evidence"`
		Problems json.RawMessage `json:"problems"`
	}{r.Files, problems.Bytes()})
}

// about keeps what concerns some ids: their files with what stands beside
// these, the lines of the log about them, and faults of the log itself.
func about(list diag.List, set *evidence.Set, ids []string) diag.List {
	var paths []string
	for _, e := range set.Evidence {
		if slices.Contains(ids, e.ID) {
			paths = append(paths, e.Path)
		}
	}
	lines := map[source.Span]bool{}
	for _, l := range set.Log {
		lines[l.Span] = slices.Contains(ids, l.ID)
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		ours, line := lines[d.Span]
		switch {
		case line && d.Code == diag.LogMismatch:
			return !ours
		case d.Span.Path() == evidence.LogFile:
			return false
		}
		return !slices.ContainsFunc(paths, func(p string) bool { return strings.HasPrefix(d.Span.Path(), p) })
	})
}
