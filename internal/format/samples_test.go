package format

import (
	"os"
	"path/filepath"
	"testing"
)

// samples is where synthetic output of tools lies that the corpus lacks, in
// the shape that their documentation gives.
const samples = "testdata/samples"

// TestSamples reads every synthetic sample, and holds it to its row in
// testdata/samples/TOOL.yaml.
func TestSamples(t *testing.T) {
	entries, err := os.ReadDir(samples)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range entries {
		if !tool.IsDir() {
			continue
		}
		t.Run(tool.Name(), func(t *testing.T) {
			rows := rowsOf(t, filepath.Join(samples, tool.Name()+".yaml"))
			files, err := os.ReadDir(filepath.Join(samples, tool.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				r, ok := rows[f.Name()]
				if !ok {
					t.Errorf("%s has no row", f.Name())
					continue
				}
				delete(rows, f.Name())
				t.Run(f.Name(), func(t *testing.T) {
					r.hold(t, readFile(t, filepath.Join(samples, tool.Name(), f.Name())))
				})
			}
			for name := range rows {
				t.Errorf("%s has a row and is no sample", name)
			}
		})
	}
}
