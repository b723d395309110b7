// Package collectors reads evidence/collectors.yaml: which programs are run to
// collect evidence, how often, within which bounds, and what of their output is
// kept.
//
// It runs nothing: package collect does. It reads no environment, so that a
// build checks the same declarations that a collection follows.
package collectors

import (
	"errors"
	"io/fs"
	"reflect"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/redact"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/secret"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// File is the file that is read.
const File = "evidence/collectors.yaml"

// Output stands in argv for the path of a file that the program shall write in
// place of standard output.
const Output = "{output}"

// The bounds of a run where the file sets none, and the widest that it may set.
const (
	DefaultTimeout   = 5 * time.Minute
	DefaultMaxOutput = 16 << 20
	DefaultBackoff   = 5 * time.Second
	maxTimeout       = 24 * time.Hour
	maxOutput        = 64 << 20
	maxRetries       = 10
	maxRuns          = 200 // of one matrix
)

// Set is what the file declares.
type Set struct {
	CI         bool         // state the run of the continuous integration
	Collectors []*Collector // one a run: a matrix is taken apart; in the order of the file
}

// Collector is one run that is declared.
type Collector struct {
	ID       string // of the declaration
	Name     string // ID, with the values of the matrix where there is one: trivy (eu-west-1)
	Span     source.Span
	Evidence string // id of the evidence
	Title    string
	Controls []string
	Argv     []string // empty with Builtin
	Builtin  string
	With     With
	Env      []string // names

	Timeout   time.Duration
	MaxOutput int64 // bytes
	Retries   int
	Backoff   time.Duration // before the first retry; doubles
	OK        []int         // exit codes of a run that did its work
	Verdicts  map[int]trust.Verdict

	Schedule *period.Schedule // nil: when asked by name, or never collected
	ValidFor period.Period
	Scope    trust.Scope
	Target   string
	Version  string

	Dir      string // working directory, below the site
	Stdin    string // file below the site
	Produces string // file that the program writes in place of standard output, below Dir
	File     string // where the evidence is kept, below evidence/; "": by its id and scope
	Format   string // that the output must have, or ""
	Redact   []redact.Rule
	Allow    []Allow
	Publish  string
	Audience string
}

// Allow is a kind of secret that may stand in the output, and why.
type Allow struct{ Rule, Why string }

// Load reads the file when it is there, against the site's vocabularies and the
// ids of the formats that exist, which are asked for when it is there. Without the
// file the set is empty.
func Load(tree *source.Tree, cfg *site.Config, formats func() []string) (*Set, diag.List, error) {
	f, err := tree.Read(File, decode.Config.Bytes)
	var problem *source.Problem
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Set{}, nil, nil
	case errors.As(err, &problem):
		at := source.NewFile(File, nil).Whole()
		return &Set{}, diag.List{diag.Errorf(diag.FileUnreadable, at, "the file %s", problem.Reason).Hinted("%s", problem.Hint)}, nil
	case err != nil:
		return nil, nil, err
	}
	set, list := Parse(f, cfg, formats())
	return set, list, nil
}

// Parse reads the bytes of the file. What is right is used even where the rest
// is not.
func Parse(f *source.File, cfg *site.Config, formats []string) (*Set, diag.List) {
	var list diag.List
	for _, h := range secret.Scan(f, nil) {
		list.Add(diag.Errorf(diag.SecretFound, h.Span, "this looks like %s", h.Rule.Title).
			Hinted("take it out, and have it replaced where it is valid: hand it over in the environment, and list its name under env"))
		f = h.Span.File // the same lines, in which secrets are asterisks
	}
	node, found := decode.YAML(f, decode.Config)
	list.Add(found...)
	if node == nil {
		return &Set{}, list
	}
	var written file
	list.Add(decode.Into(node, &written)...)
	r := &reader{cfg: cfg, formats: formats, set: &Set{CI: written.Run == "ci"}, list: list, faulty: list.HasErrors()}
	for _, s := range written.Collectors {
		r.collector(s)
	}
	r.collisions()
	return r.set, r.list.Sorted()
}

// Schema returns the JSON Schema of the file.
func Schema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[file](), schema.Options{
		ID:          "https://github.com/candor-site/candor/schema/collectors.schema.json",
		Title:       "Candor collectors",
		Description: "evidence/collectors.yaml: which programs are run to collect evidence, how often, and what of their output is kept",
	})
}
