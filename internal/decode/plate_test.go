package decode

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/plate"
	"github.com/candor-site/candor/internal/source"
)

var update = flag.Bool("update", false, "write what the parser makes of the YAML files that are a part of the program")

// pressed are the YAML files of the program that builds read.
var pressed = []string{
	"../../themes/default/theme.yaml", "../../themes/default/i18n/en/*.yaml", "../topic/topics.yaml", "../standards/standards.yaml", "../wording/vocabulary.yaml",
	"../spelling/names.yaml", "../relation/table.yaml", "../secret/rules.yaml", "../industry/*.yaml", "../match/*.yaml", "../choice/words.yaml", "../format/formats/*.yaml",
}

// press writes the values of a node.
func press(w *plate.Writer, n *Node) {
	w.Add(plate.Value{Kind: int(n.Kind), Quoted: n.Quoted, Start: n.Span.Start, End: n.Span.End, Scalar: n.Scalar, Count: len(n.Items) + len(n.Fields)}, n.Kind == List || n.Kind == Map)
	for _, item := range n.Items {
		press(w, item)
	}
	for _, f := range n.Fields {
		w.Add(plate.Value{Kind: int(String), Start: f.KeySpan.Start, End: f.KeySpan.End, Scalar: f.Key}, false)
		press(w, f.Value)
	}
}

// TestPlates holds what the program knows of its YAML files to the parser.
func TestPlates(t *testing.T) {
	var all []byte
	known := 0
	for _, pattern := range pressed {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s names no file (%v)", pattern, err)
		}
		for _, name := range slices.Sorted(slices.Values(names)) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f := source.NewFile(name, data)
			region, list := regionOf(f, 0, len(data), Config.Bytes)
			if len(list) > 0 {
				t.Fatal(problems(list))
			}
			want, list := yamlDocument(region, Config, "file-syntax")
			if len(list) > 0 || want == nil {
				t.Fatalf("%s: %q", name, problems(list))
			}
			w := plate.NewWriter(f)
			press(w, want)
			all = append(all, w.Bytes()...)
			if r := plate.Of(f); r != nil {
				known++
				if got := plated(f, r); !reflect.DeepEqual(got, want) {
					t.Errorf("%s is known otherwise than it parses", name)
				}
			} else if !*update {
				t.Errorf("%s is not known as it is: run this test with -update", name)
			}
			changed := source.NewFile(name, append(slices.Clone(data[:len(data)-1]), data[len(data)-1]^1))
			if plate.Of(changed) != nil {
				t.Errorf("%s is known although it was changed", name)
			}
		}
	}
	if *update {
		if err := os.WriteFile("../plate/plates.bin", all, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Skip("the values are written; run the test again")
	}
	if held, err := os.ReadFile("../plate/plates.bin"); err != nil || !reflect.DeepEqual(held, all) {
		t.Errorf("the program knows other files, too (%v): run this test with -update", err)
	}
}
