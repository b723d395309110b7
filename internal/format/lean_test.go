package format

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// sameReading holds what is read from a tree that nobody keeps to what is read from one
// of maps.
func sameReading(t *testing.T, r *Registry, loose *decode.LooseJSON, f *source.File) (lean bool) {
	doc, err := shape.Read(f, shape.Limits)
	passing, other := shape.ReadBy(loose, f, shape.Limits)
	defer loose.Reclaim()
	if (err == nil) != (other == nil) || err != nil && err.Error() != other.Error() {
		t.Fatalf("%s: %v, want %v", f.Path, other, err)
	}
	if err != nil {
		return false
	}
	if want, got := r.Read(doc, time.UTC), r.Read(passing, time.UTC); !reflect.DeepEqual(got, want) {
		t.Errorf("%s is read as %+v\nwant %+v", f.Path, got, want)
	}
	_, lean = passing.Body.(*plain.Object)
	return lean && passing.Lean
}

// TestLean reads every file that there is, and once more as a tree that nobody keeps.
func TestLean(t *testing.T) {
	var names []string
	for _, pattern := range []string{corpus + "/*/*", "testdata/samples/*", "testdata/samples/*/*"} {
		more, _ := filepath.Glob(pattern)
		names = append(names, more...)
	}
	loose, lean := &decode.LooseJSON{Lean: true}, 0
	for _, name := range names {
		if info, err := os.Stat(name); err != nil || info.IsDir() || info.Size() > 2<<20 {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []*Registry{Builtin(), Builtin().Explained()} {
			if sameReading(t, r, loose, source.NewFile(name, data)) {
				lean++
			}
		}
	}
	if lean < 10 {
		t.Errorf("%d trees of %d files have objects", lean, len(names))
	}
}

func FuzzLean(f *testing.F) {
	names, _ := filepath.Glob("testdata/samples/*")
	for _, name := range names {
		if data, err := os.ReadFile(name); err == nil && len(data) < 10_000 {
			f.Add(data)
		}
	}
	f.Add([]byte(`{"logGroups": [{"arn": "arn:aws:logs:eu:111122223333:x", "kmsKeyId": "k"}, {"arn": "arn:aws:logs:eu:111122223333:y", "retentionInDays": 3}]}`))
	f.Add([]byte(`{"a": 1, "b": {"c": 2}, "a": 3}`))
	f.Add([]byte(`{"0":1,"1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":1,"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":{"h":1},"i":[{"j":{}}]}`))
	loose, all := &decode.LooseJSON{Lean: true}, Builtin().Explained()
	f.Fuzz(func(t *testing.T, data []byte) {
		sameReading(t, all, loose, source.NewFile("fuzz", data))
	})
}
