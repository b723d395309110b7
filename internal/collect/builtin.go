package collect

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/inventory"
	"github.com/candor-site/candor/internal/probe"
)

// Document is what a built-in collector prints. Formats candor-NAME read it.
type Document struct {
	Collector   string `json:"collector"` // candor-tls and the like
	Version     string `json:"version"`   // of this program
	StartedAt   string `json:"started_at"`
	CollectedAt string `json:"collected_at"` // when the last answer was in
	Result      any    `json:"result"`
}

// builtin collects what Candor can by itself.
func (c *collection) builtin(ctx context.Context, job Job) (*captured, *Failure) {
	d := Document{Collector: "candor-" + job.Builtin, Version: c.Version, StartedAt: evidence.Stamp(c.Now())}
	var err error
	if d.Result, err = c.looked(ctx, job); err == nil {
		err = context.Cause(ctx)
	}
	switch {
	case errors.Is(err, errTimeout):
		return nil, &Failure{Reason: fmt.Sprintf("it took longer than %s", job.Timeout)}
	case err != nil:
		return nil, &Failure{Reason: "the built-in collector " + job.Builtin + " failed", Detail: []string{err.Error()}}
	}
	d.CollectedAt = evidence.Stamp(c.Now())
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(d); err != nil {
		return nil, &Failure{Reason: "its output could not be written", Detail: []string{err.Error()}}
	}
	if int64(b.Len()) > job.MaxOutput {
		return nil, &Failure{Reason: fmt.Sprintf("it printed more than %s", decode.SizeText(job.MaxOutput)), Detail: []string{"raise max_output, or ask for less"}}
	}
	return &captured{data: b.Bytes()}, nil
}

// looked asks what the job is about.
func (c *collection) looked(ctx context.Context, job Job) (any, error) {
	w := job.With
	switch job.Builtin {
	case "tls":
		return probe.Endpoints(ctx, w.Endpoints, nil, c.Now()), nil
	case "http-headers":
		return probe.Headers(ctx, w.URLs, nil), nil
	case "dns":
		return probe.Names(ctx, w.Names, w.Selectors, w.Resolver)
	case "git":
		return history.Describe(filepath.Join(c.Root, filepath.FromSlash(w.Path)))
	}
	root, err := os.OpenRoot(c.Root)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if job.Builtin == "lockfile" {
		return inventory.Lockfiles(root.FS(), w.Path)
	}
	return inventory.Files(root.FS(), w.Globs, w.Content)
}
