package collect

import (
	"fmt"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/redact"
	"github.com/candor-site/candor/internal/secret"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// record keeps the output of a run as evidence. A failure means that it is not
// what was asked for, or may not be kept; an error that it could not be
// written.
func (c *collection) record(job Job, out *captured, r *Result) (*Failure, error) {
	data, redaction, failure := redacted(job, out.data, r)
	if failure != nil {
		return failure, nil
	}
	name := c.place(job, data)
	f := source.NewFile(name, data)
	if failure := c.searched(job, f); failure != nil {
		return failure, nil
	}
	seen, reading, _ := evidence.Inspect(f, nil, c.Config, c.Formats.Explained())
	if failure := unexpected(job, reading); failure != nil {
		return failure, nil
	}
	p := c.predicate(job, r, seen, reading)
	p.Redaction = redaction
	return c.write(job, f, p, r)
}

// redacted removes what the job removes.
func redacted(job Job, data []byte, r *Result) ([]byte, *evidence.Redaction, *Failure) {
	if len(job.Redact) == 0 {
		return data, nil, nil
	}
	out, removed, err := redact.Apply(data, job.Redact)
	if err != nil {
		return nil, nil, &Failure{Reason: "its output cannot be redacted", Detail: []string{err.Error()}}
	}
	note := &evidence.Redaction{Removed: removed, Before: string(source.DigestOf(data))}
	for i, rule := range job.Redact {
		note.Policy = append(note.Policy, rule.String())
		if removed[i] == 0 {
			r.Notes = append(r.Notes, "there was nothing to redact at "+rule.String())
		}
	}
	return out, note, nil
}

// searched refuses output that holds what looks like a secret.
func (c *collection) searched(job Job, f *source.File) *Failure {
	var body any
	if doc, err := shape.Read(f, shape.Limits); err == nil {
		body = doc.Body
	}
	failure := &Failure{Reason: "its output holds what looks like a secret"}
	for _, h := range secret.Without(secret.Scan(f, body), allowed(job)) {
		if len(failure.Detail) == 5 {
			failure.Detail = append(failure.Detail, "and more")
			break
		}
		failure.Detail = append(failure.Detail, h.String())
	}
	env, _ := c.environment(job)
	for _, name := range env.leaked(f.Data) {
		failure.Detail = append(failure.Detail, "the value of "+name)
	}
	if len(failure.Detail) == 0 {
		return nil
	}
	failure.Detail = append(failure.Detail, "nothing was kept; redact the field, or allow the rule with a reason where it is no secret")
	return failure
}

// unexpected refuses output of another format than the job declares.
func unexpected(job Job, r format.Reading) *Failure {
	if job.Format == "" || r.Format == job.Format {
		return nil
	}
	failure := &Failure{Reason: fmt.Sprintf("its output is not of the format %s", job.Format)}
	switch {
	case r.Format != "":
		failure.Detail = []string{"it is of the format " + r.Format}
	case len(r.Nearest) > 0:
		names := make([]string, len(r.Nearest))
		for i, n := range r.Nearest {
			names[i] = n.String()
		}
		failure.Detail = []string{"no format recognises it; the nearest are " + strings.Join(names, ", ")}
	}
	return failure
}

// predicate says how the output was collected.
func (c *collection) predicate(job Job, r *Result, seen *trust.Evidence, reading format.Reading) evidence.Predicate {
	p := evidence.Predicate{
		ID: job.Evidence, Title: job.Title, Control: job.Controls, Kind: "automated", Collector: job.By,
		Observed: &evidence.Window{From: evidence.Stamp(r.Started), To: evidence.Stamp(r.Ended)},
		Command:  &evidence.Command{Argv: job.Argv, Env: job.Env}, Event: job.Event,
		Publish: job.Publish, Audience: job.Audience, Verdict: reading.Verdict,
	}
	if job.Builtin != "" {
		p.Command.Argv = []string{"candor", "collect", job.ID}
	}
	if r.ExitCode != nil {
		p.Command.ExitCode = *r.ExitCode
		if v := job.Verdicts[*r.ExitCode]; v != "" {
			p.Verdict = format.Worse(reading.Verdict, v)
			if reading.Verdict == trust.VerdictNone {
				p.Verdict = v
			}
		}
	}
	if reading.Tool.Name != "" {
		p.Tool = &evidence.Program{Name: reading.Tool.Name, Version: reading.Tool.Version, Format: reading.Format, UpdatedAt: evidence.Stamp(reading.Knowledge)}
	}
	if k := reading.Coverage; k.Known {
		p.Coverage = &evidence.Extent{Examined: k.Examined, Skipped: k.Skipped, Errors: k.Errors, Truncated: k.Truncated}
	}
	r.CollectedAt, r.Source = r.Ended, "run"
	if reading.Zoned && !reading.Collected.IsZero() {
		r.CollectedAt, r.Source = reading.Collected, "document:"+reading.Pointer
	}
	p.CollectedAt, p.CollectedSource = evidence.Stamp(r.CollectedAt), r.Source
	until := job.ValidUntil
	if until.IsZero() && !job.ValidFor.IsZero() {
		until = job.ValidFor.After(r.CollectedAt, c.location())
	}
	p.ValidUntil = evidence.Stamp(until)
	p.Scope = map[string]any{}
	for _, axis := range job.Scope.Axes() {
		p.Scope[axis] = job.Scope[axis]
	}
	for key, value := range map[string]string{"target": job.Target, "version": job.Version} {
		if value != "" {
			p.Scope[key] = value
		}
	}
	if seen != nil {
		p.MediaType = seen.Media
	}
	for _, a := range job.Allow {
		p.Allowed = append(p.Allowed, evidence.Allowance{Rule: a.Rule, Why: a.Why})
	}
	r.Format, r.Verdict = reading.Format, string(p.Verdict)
	return p
}

func (c *collection) location() *time.Location {
	if c.Config != nil && c.Config.Location != nil {
		return c.Config.Location
	}
	return time.UTC
}

// write writes the file, its envelope and the line of the log, under the lock
// of the log.
func (c *collection) write(job Job, f *source.File, p evidence.Predicate, r *Result) (*Failure, error) {
	c.writing.Lock()
	defer c.writing.Unlock()
	j, err := openJournal(c.Root)
	if err != nil {
		return nil, err
	}
	defer j.close()
	p.RecordedAt = evidence.Stamp(c.Now())
	envelope, err := evidence.Seal(f.Path, f.Digest(), p)
	if err != nil {
		return nil, err
	}
	line := evidence.Line{
		ID: job.Evidence, SHA256: f.Digest(), CollectedAt: p.CollectedAt, RecordedAt: p.RecordedAt, Verdict: p.Verdict,
		Coverage: p.Coverage, Tool: p.Tool, Scope: job.Scope, Target: job.Target, Event: job.Event,
	}
	if hits := secret.Without(secret.Text("envelope", string(envelope)), allowed(job)); len(hits) > 0 {
		return &Failure{Reason: "its envelope would hold what looks like a secret", Detail: []string{hits[0].String()}}, nil
	}
	e, _, list := evidence.Inspect(f, source.NewFile(f.Path+evidence.EnvelopeSuffix, envelope), c.Config, c.Formats)
	if list.HasErrors() {
		return &Failure{Reason: "its envelope would be refused", Detail: []string{list.Sorted()[0].Message}}, nil
	}
	if e != nil {
		line.Version = e.Version // the changes of which are events
	}
	if err := j.put(f.Path, f.Data); err != nil {
		return nil, err
	}
	if err := j.put(f.Path+evidence.EnvelopeSuffix, envelope); err != nil {
		return nil, err
	}
	r.File = f.Path
	return nil, j.append(line)
}

// logFailure adds a line on a run that collected nothing.
func (c *collection) logFailure(job Job, r *Result) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	j, err := openJournal(c.Root)
	if err != nil {
		return err
	}
	defer j.close()
	return j.append(evidence.Line{
		ID: job.Evidence, RecordedAt: evidence.Stamp(c.Now()), Verdict: trust.VerdictError, Scope: job.Scope, Target: job.Target, Event: job.Event,
		Failed: &evidence.Failure{Reason: r.Failure.Reason, Argv: job.Argv, ExitCode: r.ExitCode, Stderr: r.Stderr},
	})
}
