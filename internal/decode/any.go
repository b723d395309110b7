package decode

import "github.com/candor-site/candor/internal/source"

// Document is evidence of any shape as one plain tree.
type Document struct {
	Body  any    // map[string]any, []any, string, int64, float64, bool, nil
	Shape string // json, jsonl, csv, xml, yaml, text, tar
	Media string // media type
}

func Any(f *source.File, lim Limits) (*Document, error) { panic("decode") }
