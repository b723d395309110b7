package format

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// BenchmarkBuiltin parses and compiles all embedded formats.
func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		files, err := embeddedFiles()
		if _, bad := parseAll(files, false); err != nil || len(bad) > 0 {
			b.Fatal(err, bad)
		}
	}
}

// BenchmarkFirst reads the first file of a process: the embedded formats are
// looked through, and those that the file may be of are parsed.
func BenchmarkFirst(b *testing.B) {
	doc, err := shape.Read(source.NewFile("f", []byte(`{"SchemaVersion": 2, "ArtifactName": "a", "Results": [{"Target": "a"}]}`)), shape.Limits)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		files, err := embeddedFiles()
		formats := make([]*packed, len(files))
		for i, f := range files {
			formats[i] = pack(f)
		}
		r := &Registry{packed: func() []*packed { return formats }}
		if got := r.Read(doc, nil); got.Format != "trivy" || err != nil {
			b.Fatal(got, err)
		}
	}
}

// BenchmarkLarge reads a JSON file of 5 MB that a format knows, and one that
// none knows.
func BenchmarkLarge(b *testing.B) {
	finding := `{"VulnerabilityID": "CVE-2026-0001", "PkgName": "a", "InstalledVersion": "1", "Severity": "HIGH", "Title": "` + strings.Repeat("x", 400) + `"}`
	list := strings.TrimSuffix(strings.Repeat(finding+",", 5<<20/len(finding)), ",")
	for name, text := range map[string]string{
		"known":   `{"SchemaVersion": 2, "ArtifactName": "a", "Results": [{"Target": "a", "Vulnerabilities": [` + list + `]}]}`,
		"unknown": `{"version": 7, "found": {"here": [` + list + `]}}`,
	} {
		doc, err := shape.Read(source.NewFile("f", []byte(text)), shape.Limits)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Builtin().Read(doc, nil)
			}
		})
	}
}

// BenchmarkSmall reads a thousand small files, of which each other is known.
func BenchmarkSmall(b *testing.B) {
	docs := make([]*shape.Document, 1000)
	for i := range docs {
		text := fmt.Sprintf(`{"note": %d}`, i)
		if i%2 == 0 {
			text = fmt.Sprintf(`{"SchemaVersion": 2, "ArtifactName": "a%d", "Results": [{"Target": "a"}]}`, i)
		}
		doc, err := shape.Read(source.NewFile("f", []byte(text)), shape.Limits)
		if err != nil {
			b.Fatal(err)
		}
		docs[i] = doc
	}
	Builtin().entries(everything) // parses them all
	for b.Loop() {
		for _, doc := range docs {
			Builtin().Read(doc, nil)
		}
	}
}
