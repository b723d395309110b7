package reference

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/format"
)

// EvidenceFormats writes what the formats of evidence read, as "md" or "json".
func EvidenceFormats(list []format.About, as string) ([]byte, error) {
	if as == "json" {
		return indented(list)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `# Formats of evidence

%d formats. Time says whether a file states when it was collected: *zoned* with its zone, *as written* with one or without, *none* not at all, so that
only an envelope can say it. Verdict says whether the file judges, or only states facts for assertions to judge.

| Format | Tool | Files | Time | Verdict | Coverage | Parameters |
|---|---|---|---|---|---|---|
`, len(list))
	for _, f := range list {
		fmt.Fprintf(&b, "| `%s`: %s | %s | %s | %s | %s | %s | %s |\n", f.ID, cell(f.Title), cell(f.Tool), strings.Join(f.Files, ", "),
			f.Time, said(f), yes(f.Coverage), quoted(f.Params))
	}
	return b.Bytes(), nil
}

// said says what a format yields in place of a verdict.
func said(f format.About) string {
	switch {
	case f.Verdict:
		return "yes"
	case f.Wraps:
		return "of what it holds"
	case f.Events:
		return "events"
	}
	return "no"
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
