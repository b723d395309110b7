package survey

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/source"
)

// asked is a question with the name that a batch gives it.
type asked struct {
	match.Question
	Name string
}

// batchLimits bound a file of questions.
var batchLimits = decode.Limits{Bytes: 16 << 20, Nodes: 1_000_000, Depth: 16, Keys: 1_000}

// batchLine is one line of such a file. Other keys are passed over: files of
// questions carry notes of all kinds.
type batchLine struct {
	ID       string `json:"id,omitempty"`
	Question string `json:"question"`
	Section  string `json:"section,omitempty"`
	Previous string `json:"previous,omitempty"`
}

var batchKeys = []string{"id", "question", "section", "previous"}

// batch reads a file of questions; - is standard input. Every mistake in it is
// reported.
func (e *Env) batch(name string) ([]asked, error) {
	data, err := e.read(name, batchLimits.Bytes)
	if err != nil {
		return nil, err
	}
	if name == "-" {
		name = "standard input"
	}
	nodes, list := decode.JSONLines(source.NewFile(filepath.ToSlash(name), data), batchLimits)
	var out []asked
	for _, n := range nodes {
		var l batchLine
		n.Fields = slices.DeleteFunc(n.Fields, func(f decode.Field) bool { return !slices.Contains(batchKeys, f.Key) })
		list.Add(decode.Into(n, &l)...)
		out = append(out, asked{match.Question{Text: l.Question, Section: l.Section, Previous: l.Previous}, l.ID})
	}
	if len(list) == 0 {
		return out, nil
	}
	if err := e.Report(list.Sorted()); err != nil {
		return nil, err
	}
	return nil, e.Mend
}

// read reads a file that the command line names, cut behind the first byte that
// is too much; - is standard input.
func (e *Env) read(name string, limit int64) ([]byte, error) {
	from := e.Stdin
	if name != "-" {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, e.Misuse("there is no file "+name, "")
		case err != nil:
			return nil, err
		case !info.Mode().IsRegular():
			return nil, e.Misuse(name+" is no file", "")
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		from = f
	}
	data, err := io.ReadAll(io.LimitReader(from, limit+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return data, nil
}
