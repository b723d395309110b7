package collectors

import (
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/source"
)

// file is evidence/collectors.yaml as it is written.
type file struct {
	Run        string      `json:"run,omitempty" oneof:"ci" jsonschema:"ci: state the run of the continuous integration that collects, out of its well-known variables"`
	Collectors []collector `json:"collectors" jsonschema:"what is collected"`
}

// collector is one declaration as it is written.
type collector struct {
	Span     source.Span   `json:"-"`
	ID       source.Text   `json:"id" jsonschema:"what candor collect calls it"`
	Evidence source.Text   `json:"evidence,omitzero" jsonschema:"id of the evidence; the collector's own where it is left out"`
	Title    string        `json:"title,omitempty" jsonschema:"what people call the evidence"`
	Controls []string      `json:"controls,omitempty" single:"ok" jsonschema:"controls that the evidence is for, as a note"`
	Argv     []source.Text `json:"argv,omitempty" jsonschema:"the program and its arguments; no shell reads them"`
	Builtin  source.Text   `json:"builtin,omitzero" oneof:"files tls http-headers dns git lockfile" jsonschema:"what Candor collects by itself, in place of argv"`
	With     *with         `json:"with,omitempty" jsonschema:"what a built-in collector looks at"`
	Env      []source.Text `json:"env,omitempty" single:"ok" jsonschema:"names of environment variables that the program gets beside PATH and HOME"`

	Timeout   source.Text                     `json:"timeout,omitzero" jsonschema:"how long it may run, as an ISO 8601 duration; PT5M where it is left out"`
	MaxOutput source.Text                     `json:"max_output,omitzero" jsonschema:"how much it may print, such as 16MB"`
	Retries   source.Text                     `json:"retries,omitzero" jsonschema:"how often a failed run is tried again"`
	Backoff   source.Text                     `json:"backoff,omitzero" jsonschema:"how long to wait before the first retry; doubles with each; PT5S where it is left out"`
	Findings  []source.Text                   `json:"findings_exit,omitempty" single:"ok" jsonschema:"exit codes beside 0 of a run that did its work and found something"`
	Verdict   []exitVerdict                   `json:"verdict,omitempty" jsonschema:"what an exit code says, for tools whose output gives no verdict"`
	Schedule  source.Text                     `json:"schedule,omitzero" jsonschema:"daily, weekly, monthly, quarterly, yearly or an ISO 8601 duration: when candor collect --due runs it"`
	ValidFor  source.Text                     `json:"valid_for,omitzero" jsonschema:"how long the evidence may count at most, as an ISO 8601 duration"`
	Scope     schema.Map[schema.Some[scalar]] `json:"scope,omitempty" jsonschema:"where the evidence holds"`
	Matrix    schema.Map[schema.Some[scalar]] `json:"matrix,omitempty" jsonschema:"axes of which each value is a run of its own; {AXIS} stands for the value in argv, with, target, version, dir, file"`
	Target    string                          `json:"target,omitempty" jsonschema:"what is examined"`
	Version   string                          `json:"version,omitempty" jsonschema:"version of what is examined"`
	Dir       source.Text                     `json:"dir,omitzero" jsonschema:"working directory, from the root of the site"`
	Stdin     source.Text                     `json:"stdin,omitzero" jsonschema:"file that the program reads as standard input, from the root of the site"`
	Produces  source.Text                     `json:"produces,omitzero" jsonschema:"file that the program writes in place of standard output, from its working directory"`
	File      source.Text                     `json:"file,omitzero" jsonschema:"where the evidence is kept, below evidence/"`
	Format    source.Text                     `json:"format,omitzero" jsonschema:"format that the output must have; other output is a failed run"`
	Redact    []redaction                     `json:"redact,omitempty" jsonschema:"what is removed before anything is kept"`
	Allow     []allowance                     `json:"allow,omitempty" jsonschema:"kinds of secrets that may stand in the output"`
	Publish   string                          `json:"publish,omitempty" oneof:"raw envelope-only" jsonschema:"raw: the portal shows the file itself to its audience"`
	Audience  source.Text                     `json:"audience,omitzero" jsonschema:"who may see the file; no wider than its folder"`
}

// scalar is text, a number or a truth value.
type scalar = schema.Scalar

// exitVerdict is what an exit code says.
type exitVerdict struct {
	Span source.Span `json:"-"`
	Exit source.Text `json:"exit" jsonschema:"exit code"`
	Is   string      `json:"is" oneof:"pass fail warn error inconclusive not_applicable none" jsonschema:"verdict"`
}

// redaction is one thing that is removed.
type redaction struct {
	Span    source.Span `json:"-"`
	Pointer string      `json:"pointer,omitempty" jsonschema:"JSON Pointer; * stands for every item"`
	Column  string      `json:"column,omitempty" jsonschema:"column of CSV"`
	Match   string      `json:"match,omitempty" jsonschema:"RE2 expression; its first group, or all of it"`
}

// allowance is a kind of secret that may stand in the output.
type allowance struct {
	Rule source.Text `json:"rule" jsonschema:"id of the rule"`
	Why  string      `json:"why" jsonschema:"why it is no secret here"`
}

// with says what a built-in collector looks at.
type with struct {
	Span      source.Span `json:"-"`
	Globs     []string    `json:"globs,omitempty" single:"ok" jsonschema:"files: patterns of paths below the site; ** stands for any folders"`
	Content   bool        `json:"content,omitempty" jsonschema:"files: keep the text of the files, too"`
	Endpoints []string    `json:"endpoints,omitempty" single:"ok" jsonschema:"tls: HOST or HOST:PORT"`
	URLs      []string    `json:"urls,omitempty" single:"ok" jsonschema:"http-headers: addresses"`
	Names     []string    `json:"names,omitempty" single:"ok" jsonschema:"dns: domain names"`
	Selectors []string    `json:"selectors,omitempty" single:"ok" jsonschema:"dns: DKIM selectors"`
	Resolver  string      `json:"resolver,omitempty" jsonschema:"dns: HOST:PORT of the server that is asked; that of the machine where it is left out"`
	Path      string      `json:"path,omitempty" jsonschema:"git, lockfile: folder, from the root of the site"`
}

// With says what a built-in collector looks at. Each reads its own fields.
type With struct {
	Globs     []string
	Content   bool
	Endpoints []string
	URLs      []string
	Names     []string
	Selectors []string
	Resolver  string
	Path      string
}
