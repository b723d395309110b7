package collect

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// suffixes are the ends of names by shape.
var suffixes = map[string]string{"json": ".json", "jsonl": ".jsonl", "csv": ".csv", "xml": ".xml", "yaml": ".yaml", "text": ".txt", "tar": ".tar"}

// place is the path of the file that holds a job's evidence: the declared one,
// that of the same evidence so far, else one made of its id, scope and target.
func (c *collection) place(job Job, data []byte) string {
	if job.File != "" {
		return job.File
	}
	if e := c.last(job); e != nil {
		return e.Path
	}
	var parts []string
	for _, axis := range job.Scope.Axes() {
		parts = append(parts, job.Scope[axis]...)
	}
	if job.Target != "" {
		parts = append(parts, job.Target)
	}
	name := evidence.Dir + "/" + job.Evidence
	if len(parts) > 0 {
		name += "/" + clean(strings.Join(parts, "-"))
	}
	return name + suffix(data)
}

// last returns the newest piece of the evidence that a job makes, or nil.
func (c *collection) last(job Job) *trust.Evidence { return newest(c.Known, job) }

func newest(known *evidence.Set, job Job) *trust.Evidence {
	if known == nil {
		return nil
	}
	var found *trust.Evidence
	for _, e := range known.Evidence {
		if e.ID == job.Evidence && !e.Manual && of(job, e.Scope, e.Target) && (found == nil || e.Clocks.CollectedAt.After(found.Clocks.CollectedAt)) {
			found = e
		}
	}
	return found
}

// of reports whether a scope and a target are those of a job. What the job does
// not say, the output may.
func of(job Job, scope trust.Scope, target string) bool {
	for axis, values := range job.Scope {
		if !slices.Equal(slices.Sorted(slices.Values(values)), slices.Sorted(slices.Values(scope[axis]))) {
			return false
		}
	}
	return job.Target == "" || job.Target == target
}

// unsafe is what a part of a name may not hold.
var unsafe = onuse.Regexp(`[^A-Za-z0-9._-]+`)

func clean(text string) string {
	text = strings.Trim(unsafe.ReplaceAllString(text, "-"), "-.")
	if len(text) > 100 {
		text = text[:100]
	}
	if text == "" {
		return "output"
	}
	return text
}

// suffix is the end of a name for bytes.
func suffix(data []byte) string {
	zipped := bytes.HasPrefix(data, []byte("\x1f\x8b"))
	doc, err := shape.Read(source.NewFile("output", data), shape.Limits)
	end := ".bin"
	switch {
	case err == nil:
		end = suffixes[doc.Shape]
	case utf8.Valid(data):
		end = ".txt"
	case zipped:
		return ".gz"
	}
	if zipped {
		end += ".gz"
	}
	return end
}
