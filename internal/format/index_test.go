package format

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/sieve"
	"github.com/candor-site/candor/internal/source"
)

// TestIndex holds what is looked up in the text of each embedded format to what
// the format says: no file that a variant recognises is passed over.
func TestIndex(t *testing.T) {
	for _, p := range builtin.packed() {
		for _, e := range p.entries() {
			if e.id != p.ID {
				t.Errorf("the text of %s says that it is %s", e.id, p.ID)
			}
			for _, s := range e.shapes {
				if !slices.Contains(p.Shapes, s) {
					t.Errorf("%s, %s: the text does not show the shape %s", p.ID, e.variant.Name, s)
				}
			}
			if len(e.shapes) == 0 {
				t.Errorf("%s, %s: begin the conditions with {shape: ...}", p.ID, e.variant.Name)
			}
			if p.Keys != nil && !e.keyed(p.Keys) {
				t.Errorf("%s, %s: no condition demands a key at the top of the file: add one, or add %q to unindexed", p.ID, e.variant.Name, p.ID)
			}
		}
	}
	for _, id := range unindexed {
		if !slices.Contains(Builtin().IDs(), id) {
			t.Errorf("there is no format %s", id)
		}
	}
}

// TestIDs holds the ids, which are taken from the text of the embedded formats,
// to those of the formats parsed: alone, and with a new and a replaced one.
func TestIDs(t *testing.T) {
	own := []*source.File{
		source.NewFile("evidence/formats/heartbeat.yaml", []byte(heartbeat)),
		source.NewFile("evidence/formats/trivy.yaml", []byte(strings.ReplaceAll(heartbeat, "id: heartbeat", "id: trivy"))),
	}
	with, list := Builtin().With(own)
	if len(list) > 0 {
		t.Fatal(list)
	}
	for _, r := range []*Registry{Builtin(), with} {
		var want []string
		for _, e := range r.entries(everything) {
			want = append(want, e.id)
		}
		slices.Sort(want)
		if want = slices.Compact(want); !slices.Equal(r.IDs(), want) {
			t.Errorf("ids %q\nwant %q", r.IDs(), want)
		}
	}
}

// TestMayFit holds the variants that are tried on a file to all of them: the first
// that recognises it is the same.
func TestMayFit(t *testing.T) {
	names, _ := filepath.Glob("../../../shared/corpus/evidence/*/*")
	if len(names) == 0 {
		t.Skip("the corpus of real evidence is not there")
	}
	own := []*source.File{source.NewFile("evidence/formats/own.yaml", []byte("id: own\ntitle: Own\ntool: {name: own}\nvariants:\n"+
		"  - {name: place, priority: 99, detect: [{shape: json}, {at: /0/id}]}\n"+
		"  - {name: root, priority: 98, root: /Results, detect: [{shape: json}, {at: /Class}]}\n"+
		"  - {name: either, priority: 97, detect: [{shape: json}, {any: [{at: /a}, {at: /runs}]}, {at: /zz, exists: false}]}\n"+
		"  - {name: deep, priority: 96, detect: [{shape: json}, {at: /**/severity}]}\n"))}
	with, list := Builtin().With(own)
	if len(list) > 0 {
		t.Fatal(list)
	}
	recognised, tried, before := 0, 0, 0
	for _, r := range []*Registry{Builtin(), with} {
		all := r.entries(everything)
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := shape.Read(source.NewFile(name, data), shape.Limits)
			if err != nil {
				continue
			}
			first := func(list []*entry) string {
				s := newSession(doc.Lean)
				for _, e := range list {
					if e.recognise(doc, nil, s, "") != nil {
						return e.id + ", " + e.variant.Name
					}
				}
				return ""
			}
			some := r.candidates(doc)
			top := doc.Top()
			tried, before = tried+len(some), before+len(r.entries(func(p *packed) bool { return p.MayFit(doc.Shape, top.Names()) }))
			got, want := first(some), first(all)
			if got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
			if want != "" {
				recognised++
			}
		}
	}
	if recognised < 100 || 2*tried > before {
		t.Errorf("%d files are recognised, %d variants tried, and by the text of their formats %d", recognised, tried, before)
	}
}

// keyed reports whether the variant demands one of the keys, or is for files
// whose keys are not looked at.
func (e *entry) keyed(keys map[string]bool) bool {
	tops := slices.ContainsFunc(e.shapes, func(s string) bool { return s != "csv" && s != "text" && s != "tar" })
	if !tops || keys[sieve.Key(e.variant.Root.String())] {
		return true
	}
	if !e.variant.Root.IsRoot() {
		return false
	}
	return slices.ContainsFunc(e.variant.Detect, func(c condition) bool {
		return keys[sieve.Key(c.at.String())] && (c.exists == nil || *c.exists)
	})
}
