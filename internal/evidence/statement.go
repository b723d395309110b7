package evidence

import (
	"bytes"
	"encoding/json"
	"path"
	"time"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Statement is an envelope as it is written: an in-toto Statement whose
// predicate says how a file was collected. parseEnvelope reads it.
type Statement struct {
	Type          string     `json:"_type"`
	Subject       []Resource `json:"subject"`
	PredicateType string     `json:"predicateType"`
	Predicate     Predicate  `json:"predicate"`
}

// Resource is a file with its digest.
type Resource struct {
	Name   string            `json:"name"`
	Digest map[string]string `json:"digest"`
}

// Predicate says how one file was collected. What is not known is left out.
type Predicate struct {
	ID              string         `json:"id"`
	Title           string         `json:"title,omitempty"`
	Control         []string       `json:"control,omitempty"`
	Kind            string         `json:"kind"`
	Collector       *Collector     `json:"collector,omitempty"`
	Tool            *Program       `json:"tool,omitempty"`
	Command         *Command       `json:"command,omitempty"`
	Scope           map[string]any `json:"scope,omitempty"` // axes, target, version
	Observed        *Window        `json:"observed,omitempty"`
	CollectedAt     string         `json:"collected_at,omitempty"`
	CollectedSource string         `json:"collected_at_source,omitempty"`
	RecordedAt      string         `json:"recorded_at"`
	ValidUntil      string         `json:"valid_until,omitempty"`
	Event           *Occurrence    `json:"event,omitempty"`
	Verdict         trust.Verdict  `json:"verdict,omitempty"`
	Coverage        *Extent        `json:"coverage,omitempty"`
	MediaType       string         `json:"media_type,omitempty"`
	Redaction       *Redaction     `json:"redaction,omitempty"`
	Allowed         []Allowance    `json:"allowed_secrets,omitempty"`
	Publish         string         `json:"publish,omitempty"`
	Audience        string         `json:"audience,omitempty"`
}

// Collector says who collected: a declared collector or a person's command, and
// the run of the continuous integration that it was part of.
type Collector struct {
	ID  string `json:"id"`
	Run string `json:"run,omitempty"`
	By  string `json:"by,omitempty"`
}

// Program is the tool that wrote the file.
type Program struct {
	Name      string `json:"name"`
	Version   string `json:"version,omitempty"`
	Format    string `json:"format,omitempty"`
	UpdatedAt string `json:"db_updated_at,omitempty"`
}

// Command is what ran. The environment is named, never its values.
type Command struct {
	Argv     []string `json:"argv"`
	ExitCode int      `json:"exit_code"`
	Env      []string `json:"env,omitempty"`
}

// Window is the time in which the tool looked.
type Window struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Occurrence is the event that the evidence belongs to.
type Occurrence struct {
	Type string `json:"type"`
	Key  string `json:"key"`
}

// Extent says how much was examined.
type Extent struct {
	Examined  int64 `json:"examined"`
	Skipped   int64 `json:"skipped,omitempty"`
	Errors    int64 `json:"errors,omitempty"`
	Truncated bool  `json:"truncated,omitempty"`
}

// Redaction says what was removed before the file was kept.
type Redaction struct {
	Policy  []string `json:"policy"`        // the rules
	Removed []int    `json:"removed"`       // how often each rule removed something
	Before  string   `json:"sha256_before"` // of the bytes with what was removed
}

// Allowance is a kind of secret that may stand in the file, and why.
type Allowance struct {
	Rule string `json:"rule"`
	Why  string `json:"why"`
}

// Seal returns the envelope of a file, named by its path, as it is written.
func Seal(name string, digest source.Digest, p Predicate) ([]byte, error) {
	return encode(Statement{
		Type: StatementType, PredicateType: PredicateType, Predicate: p,
		Subject: []Resource{{Name: path.Base(name), Digest: map[string]string{"sha256": string(digest)}}},
	}, "  ")
}

// Line is one line of the log as it is written; logEntry reads it.
type Line struct {
	ID          string              `json:"id"`
	SHA256      source.Digest       `json:"sha256,omitempty"`
	CollectedAt string              `json:"collected_at,omitempty"`
	RecordedAt  string              `json:"recorded_at"`
	Verdict     trust.Verdict       `json:"verdict"`
	Coverage    *Extent             `json:"coverage,omitempty"`
	Tool        *Program            `json:"tool,omitempty"`
	Scope       map[string][]string `json:"scope,omitempty"`
	Target      string              `json:"target,omitempty"`
	Version     string              `json:"version,omitempty"` // of what was examined
	Params      map[string]any      `json:"params,omitempty"`  // normalised parameters
	Event       *Occurrence         `json:"event,omitempty"`
	Failed      *Failure            `json:"failed,omitempty"`
	Prev        source.Digest       `json:"prev,omitempty"` // lastline.Of of the log before
}

// Failure says why a run collected nothing.
type Failure struct {
	Reason   string   `json:"reason"` // for people, without text of the tool
	Argv     []string `json:"argv,omitempty"`
	ExitCode *int     `json:"exit_code,omitempty"`
	Stderr   []string `json:"stderr,omitempty"` // its last lines, redacted
}

// Append returns the line as it is added to the log, with its newline.
func (l Line) Append() ([]byte, error) { return encode(l, "") }

func encode(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(v)
	return b.Bytes(), err
}

// Stamp is a time as envelopes and the log hold it: RFC 3339, UTC, whole
// seconds; "" for none.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}
