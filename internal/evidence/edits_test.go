package evidence

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// edited is a folder of evidence that is edited at random.
type edited struct {
	*rand.Rand
	t   *testing.T
	dir string
}

func (f edited) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

func (f edited) put(name, text string) {
	f.t.Helper()
	path := f.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

func (f edited) drop(name string) {
	if err := os.Remove(f.path(name)); err != nil && !os.IsNotExist(err) {
		f.t.Fatal(err)
	}
}

// piece writes a file, and mostly an envelope that fits or does not.
func (f edited) piece(name string) {
	text := string(vulnerabilities(f.IntN(40), f.IntN(3)))
	switch f.IntN(12) {
	case 0:
		text = undated
	case 1:
		text = "{"
	case 2:
		text = "no format reads this\n"
	}
	f.put(name, text)
	f.envelope(name, text)
}

func (f edited) envelope(name, text string) {
	base := filepath.Base(name)
	id, _, _ := strings.Cut(base, ".")
	predicate := fmt.Sprintf(`{"id": "%s-e", "kind": "automated", "collected_at": "2026-11-%02dT05:00:00Z", "verdict": "pass",
 "scope": {"product": ["fleet"], "account": "%d"}, "params": {"n": %d, "list": [1, 2.5, "x"]}, "command": {"argv": ["scan", "--all"], "exit_code": %d}}`,
		id, 1+f.IntN(20), f.IntN(3), f.IntN(3), f.IntN(2))
	switch f.IntN(8) {
	case 0:
		f.drop(name + EnvelopeSuffix)
		return
	case 1:
		text += "other bytes"
	case 2:
		predicate = strings.Replace(predicate, "fleet", "fleeet", 1)
	case 3:
		predicate = strings.Replace(predicate, `"kind"`, `"publish": "raw", "kind"`, 1)
	case 4:
		predicate = strings.Replace(predicate, `"kind"`, `"audience": "nda", "kind"`, 1)
	}
	f.put(name+EnvelopeSuffix, wrap(base, text, predicate))
}

// edit changes something.
func (f edited) edit(names []string) {
	name := names[f.IntN(len(names))]
	switch f.IntN(7) {
	case 0, 1:
		f.piece(name)
	case 2:
		if text, err := os.ReadFile(f.path(name)); err == nil {
			f.envelope(name, string(text))
		}
	case 3:
		f.drop(name)
	case 4:
		f.drop(name + EnvelopeSuffix)
	case 5: // a file takes the place of another, with its envelope or without
		to := names[f.IntN(len(names))]
		_ = os.Rename(f.path(name), f.path(to))
		if f.IntN(2) == 0 {
			_ = os.Rename(f.path(name+EnvelopeSuffix), f.path(to+EnvelopeSuffix))
		}
	case 6:
		f.put("evidence/formats/own.yaml", fmt.Sprintf("id: own\ntitle: Own\ntool: {name: own}\nvariants:\n  - name: any\n    priority: 99\n    detect: [{shape: json}, {at: /ArtifactName, equals: registry/app-%d:v1}]\n", f.IntN(40)))
	}
}

// damage does to what is remembered what must not matter.
func (f edited) damage(kind int) {
	path := f.path("pieces")
	data, err := os.ReadFile(path)
	if err != nil || len(data) == 0 {
		return
	}
	switch kind {
	case 0:
		data = data[:f.IntN(len(data))]
	case 1:
		for range 30 {
			data[f.IntN(len(data))] ^= byte(1 << f.IntN(8))
		}
	case 2:
		data = []byte(strings.Repeat("foreign ", 1000))
	case 3:
		data = append(data, data[len(data)/2:]...)
	case 4:
		f.drop("pieces")
		return
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		f.t.Fatal(err)
	}
}

// TestEdits edits files, envelopes and formats at random, and damages what is
// remembered: each run gives what one gives that remembers nothing.
func TestEdits(t *testing.T) {
	for seed := range uint64(2) {
		f := edited{rand.New(rand.NewPCG(seed, 7)), t, t.TempDir()}
		var names []string
		for i := range 520 {
			names = append(names, fmt.Sprintf("evidence/%d/e%03d.json", i%3, i))
			f.piece(names[i])
		}
		kept := func(id string) bool { return strings.Contains(id, "e01") }
		time.Sleep(2100 * time.Millisecond) // until the files have settled, and the ledger notes them
		for round := range 8 {
			want, said := remembering(t, f.dir, "", kept)
			got, saidNow := remembering(t, f.dir, "this build", kept)
			if said != saidNow {
				t.Fatalf("seed %d, round %d: the diagnostics differ:\n%s\nwant\n%s", seed, round, saidNow, said)
			}
			if len(got.Evidence) != len(want.Evidence) {
				t.Fatalf("seed %d, round %d: %d pieces, want %d", seed, round, len(got.Evidence), len(want.Evidence))
			}
			for i, e := range got.Evidence {
				w := want.Evidence[i]
				same(t, e.Path, *e, *w)
				if e.Span.Position() != w.Span.Position() || e.Span.Start != w.Span.Start || e.Span.Text() != w.Span.Text() {
					t.Errorf("%s is named at %v, want %v", e.Path, e.Span.Position(), w.Span.Position())
				}
			}
			if t.Failed() {
				t.Fatalf("seed %d, round %d", seed, round)
			}
			for range f.IntN(40) {
				f.edit(names)
			}
			f.damage(f.IntN(9))
		}
	}
}
