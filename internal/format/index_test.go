package format

import (
	"slices"
	"strings"
	"testing"

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
