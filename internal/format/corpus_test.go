package format

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// corpus is where real output of tools lies, beside the repository.
const corpus = "../../../shared/corpus/evidence"

// row is what is read from one file of the corpus.
type row struct {
	File      string         `json:"file"`
	Format    *string        `json:"format"` // null when no format recognises it
	Contains  string         `json:"contains,omitempty"`
	Tool      string         `json:"tool,omitempty"`      // name and version
	Collected string         `json:"collected,omitempty"` // RFC 3339, in UTC
	From      string         `json:"from,omitempty"`      // pointer of collected
	Zoneless  bool           `json:"zoneless,omitempty"`  // collected is the oldest instant that any offset allows
	Precision string         `json:"precision,omitempty"` // minute, day; second by default
	Knowledge string         `json:"knowledge,omitempty"` // RFC 3339, in UTC
	Verdict   string         `json:"verdict,omitempty"`
	Coverage  string         `json:"coverage,omitempty"` // examined/skipped/errors, then "truncated"
	Target    string         `json:"target,omitempty"`
	Version   string         `json:"version,omitempty"`
	Scope     map[string]any `json:"scope,omitempty"`
	Params    map[string]any `json:"params,omitempty"`
	Problems  []string       `json:"problems,omitempty"`
	Events    []string       `json:"events,omitempty"` // type, key and time in UTC, newest first
}

// TestCorpus reads every file of the corpus, and holds it to its row in
// testdata/corpus/FOLDER.yaml. The rows were read off the files by hand.
func TestCorpus(t *testing.T) {
	folders, err := os.ReadDir(corpus)
	if err != nil {
		t.Skip("the corpus of real evidence is not there")
	}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		t.Run(folder.Name(), func(t *testing.T) {
			rows := rowsOf(t, "testdata/corpus/"+folder.Name()+".yaml")
			files, err := os.ReadDir(filepath.Join(corpus, folder.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				r, ok := rows[f.Name()]
				if !ok {
					if doc := decodeCorpus(t, folder.Name()+"/"+f.Name()); doc != nil {
						t.Errorf("%s has no row", f.Name())
					}
					continue
				}
				delete(rows, f.Name())
				t.Run(f.Name(), func(t *testing.T) { r.hold(t, readCorpus(t, folder.Name()+"/"+f.Name())) })
			}
			for name := range rows {
				t.Errorf("%s has a row and is no file of the corpus", name)
			}
		})
	}
}

// rowsOf reads a file of rows, by the name of what they are about.
func rowsOf(t *testing.T, name string) map[string]row {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	n, list := decode.YAML(source.NewFile(name, data), decode.Config)
	var rows []row
	if !list.HasErrors() {
		list.Add(decode.Into(n, &rows)...)
	}
	for _, d := range list {
		t.Error(d.Error())
	}
	byFile := make(map[string]row, len(rows))
	for _, r := range rows {
		byFile[r.File] = r
	}
	return byFile
}

// readCorpus reads one file of the corpus; without the corpus the test skips.
func readCorpus(t *testing.T, name string) Reading {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus of real evidence is not there")
	}
	return readFile(t, filepath.Join(corpus, name))
}

// readFile reads one file with the formats of the program.
func readFile(t *testing.T, name string) Reading {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := shape.Read(source.NewFile(path.Base(name), data), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	return Builtin().Read(doc, nil)
}

// decodeCorpus decodes one file of the corpus, nil for one that is broken.
func decodeCorpus(t *testing.T, name string) *shape.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus, name))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := shape.Read(source.NewFile(path.Base(name), data), shape.Limits)
	if err != nil {
		return nil
	}
	return doc
}

// hold compares what was read with the row.
func (w row) hold(t *testing.T, r Reading) {
	t.Helper()
	format := ""
	if w.Format != nil {
		format = *w.Format
	}
	check(t, "format", r.Format, format)
	check(t, "contains", r.Contains, w.Contains)
	check(t, "tool", strings.TrimSpace(r.Tool.Name+" "+r.Tool.Version), w.Tool)
	check(t, "collected", collectedText(r), w.Collected)
	check(t, "from", r.Pointer, w.From)
	if w.Collected != "" {
		check(t, "zoned", asJSON(t, r.Zoned), asJSON(t, !w.Zoneless))
		precision := "second"
		if w.Precision != "" {
			precision = w.Precision
		}
		check(t, "precision", r.Precision, precision)
	}
	knowledge := ""
	if !r.Knowledge.IsZero() {
		knowledge = r.Knowledge.UTC().Format("2006-01-02T15:04:05Z")
	}
	check(t, "knowledge", knowledge, w.Knowledge)
	if format != "" {
		check(t, "verdict", string(r.Verdict), w.Verdict)
	}
	check(t, "coverage", coverageText(r), w.Coverage)
	check(t, "target", r.Target, w.Target)
	check(t, "version", r.Version, w.Version)
	if len(w.Scope)+len(r.Scope) > 0 {
		check(t, "scope", asJSON(t, r.Scope), asJSON(t, w.Scope))
	}
	if len(w.Params)+len(r.Params) > 0 {
		check(t, "params", asJSON(t, r.Params), asJSON(t, w.Params))
	}
	check(t, "problems", problemCodes(r), strings.Join(w.Problems, " "))
	check(t, "events", eventTexts(r), strings.Join(w.Events, "\n"))
}

func eventTexts(r Reading) string {
	var list []string
	for _, e := range r.Events {
		list = append(list, e.Type+" "+e.Key+" "+e.At.UTC().Format(time.RFC3339))
	}
	return strings.Join(list, "\n")
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}
