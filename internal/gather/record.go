package gather

import (
	"context"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/collect"
	"github.com/candor-site/candor/internal/collectors"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/redact"
	"github.com/candor-site/candor/internal/secret"
	"github.com/candor-site/candor/internal/trust"
)

// recordFlags are the flags of record.
type recordFlags struct {
	id, title, target, version, validUntil, event, stdin, file, out, format, run, publish string
	controls, scope, env, redact, allow                                                   []string
	ok                                                                                    []int
	timeout                                                                               time.Duration
	asJSON                                                                                bool
}

// Record is the command record.
func (e *Env) Record() *cobra.Command {
	var f recordFlags
	cmd := &cobra.Command{
		Use:   "record --id ID -- COMMAND [ARGUMENT...]",
		Short: "Run one command and keep what it prints as evidence",
		Long: `Record runs a command without a shell, and keeps what it prints, or the file that
it writes, as evidence: the file, the envelope beside it, a line in
evidence/log.jsonl. The envelope holds the arguments, the exit code, the times and
the digest. The command gets PATH, HOME and the variables that --env names.

It ends with 0 when evidence was recorded, and with 1 when the command failed,
which is recorded, too. Nothing is kept that holds what looks like a secret.`,
		Example: `  candor record --id trivy-api --scope environment=production -- trivy image --format json registry.example/api:4.2
  candor record --id gitleaks --ok-exit 0,1 -- gitleaks detect --report-format json --report-path {output}
  candor record --id iam --env AWS_PROFILE --redact pointer=/Users/*/Arn -- aws iam list-users`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || cmd.ArgsLenAtDash() != 0 {
				return misuse("write the command behind two hyphens: candor record --id ID -- COMMAND")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return e.record(cmd.Context(), args, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.id, "id", "", "id of the evidence")
	flags.StringVar(&f.title, "title", "", "what people call the evidence")
	flags.StringArrayVar(&f.controls, "control", nil, "a control that the evidence is for, as a note")
	flags.StringArrayVar(&f.scope, "scope", nil, "where it holds: AXIS=VALUE, or AXIS=VALUE,VALUE")
	flags.StringVar(&f.target, "target", "", "what is examined")
	flags.StringVar(&f.version, "version", "", "version of what is examined")
	flags.StringVar(&f.validUntil, "valid-until", "", "instant or date after which it does not count, however fresh")
	flags.StringVar(&f.event, "event", "", "event that it belongs to: TYPE:KEY, such as release:v4.2.0")
	flags.StringArrayVar(&f.env, "env", nil, "name of a variable that the command gets")
	flags.StringVar(&f.stdin, "stdin", "", "file below the site that the command reads, or - for the input of candor")
	flags.StringVar(&f.file, "file", "", "file that the command writes in place of standard output; or write {output} for its path in the arguments")
	flags.StringVar(&f.out, "out", "", "where the evidence is kept, below evidence/")
	flags.StringVar(&f.format, "format", "", "format that the output must have")
	flags.StringVar(&f.run, "run", "", "ci: name the run of the continuous integration, out of its variables")
	flags.StringVar(&f.publish, "publish", "", "raw: the portal shows the file itself to its audience")
	flags.IntSliceVar(&f.ok, "ok-exit", []int{0}, "exit codes of a command that did its work")
	flags.StringArrayVar(&f.redact, "redact", nil, "what is removed: pointer=/JSON/POINTER, column=NAME or match=EXPRESSION")
	flags.StringArrayVar(&f.allow, "allow-secret", nil, "kind of secret that may stand in the output, and why: RULE=REASON")
	flags.DurationVar(&f.timeout, "timeout", collectors.DefaultTimeout, "how long the command may run")
	flags.BoolVar(&f.asJSON, "json", false, "print the result as one line of JSON")
	return cmd
}

func (e *Env) record(ctx context.Context, argv []string, f recordFlags) error {
	opt, _, list, err := e.collection()
	if err != nil {
		return err
	}
	if opt.Config == nil {
		if err := e.Report(list); err != nil {
			return err
		}
		return ErrMend
	}
	opt.WorkDir = "" // where the user stands
	job, err := e.job(argv, f, opt)
	if err != nil {
		return err
	}
	results, err := collect.Run(ctx, opt, []collect.Job{job})
	if err != nil {
		return err
	}
	r := results[0]
	if failure := r.Failure; failure != nil && failure.Unrun {
		return misuse("%s", failure.Reason).hinted("%s", strings.Join(failure.Detail, "; "))
	}
	e.tell(r, f.asJSON)
	if r.Failure != nil {
		return ErrMend
	}
	return nil
}

// job reads the flags.
func (e *Env) job(argv []string, f recordFlags, opt collect.Options) (collect.Job, error) {
	c := &collectors.Collector{
		ID: f.id, Name: f.id, Evidence: f.id, Title: f.title, Controls: f.controls, Argv: argv, Env: f.env, Timeout: f.timeout, MaxOutput: 64 << 20,
		Backoff: collectors.DefaultBackoff, OK: f.ok, Target: f.target, Version: f.version, Stdin: f.stdin, Produces: f.file, File: f.out, Format: f.format, Publish: f.publish,
	}
	job := collect.Job{Collector: c, By: &evidence.Collector{ID: "candor record"}}
	switch {
	case f.id == "":
		return job, misuse("name the evidence: --id ID")
	case !evidence.IsID(f.id):
		return job, misuse("--id %q is not made of letters, digits, hyphens and underscores", f.id)
	case f.timeout <= 0:
		return job, misuse("--timeout %s is no time", f.timeout)
	case f.out != "" && (!fs.ValidPath(f.out) || !strings.HasPrefix(f.out, evidence.Dir+"/") || !evidence.IsEvidence(f.out)):
		return job, misuse("--out %s is no file of evidence: name one below %s/", f.out, evidence.Dir)
	case f.format != "" && !slices.Contains(opt.Formats.IDs(), f.format):
		return job, misuse("there is no format %q", f.format).hinted("%s", diag.DidYouMean(f.format, opt.Formats.IDs()))
	case f.publish != "" && f.publish != "raw" && f.publish != "envelope-only":
		return job, misuse("--publish %q is neither raw nor envelope-only", f.publish)
	case f.stdin != "" && f.stdin != "-" && !fs.ValidPath(f.stdin):
		return job, misuse("--stdin %s is no file below the site", f.stdin)
	}
	for _, read := range []func(*collect.Job, recordFlags, collect.Options) error{readScope, readKept, readTimes, e.readRun} {
		if err := read(&job, f, opt); err != nil {
			return job, err
		}
	}
	return job, nil
}

func readScope(job *collect.Job, f recordFlags, opt collect.Options) error {
	for _, text := range f.scope {
		axis, values, ok := strings.Cut(text, "=")
		if !ok || axis == "" || values == "" {
			return misuse("--scope %q is not AXIS=VALUE", text)
		}
		if job.Scope == nil {
			job.Scope = trust.Scope{}
		}
		for v := range strings.SplitSeq(values, ",") {
			if known, declared := opt.Config.Scope[axis]; declared && !slices.Contains(known, v) {
				return misuse("%q is no value of the scope axis %s, expected one of %s", v, axis, strings.Join(known, ", ")).hinted("%s", diag.DidYouMean(v, known))
			}
			job.Scope[axis] = append(job.Scope[axis], v)
		}
	}
	return nil
}

func readKept(job *collect.Job, f recordFlags, _ collect.Options) error {
	for _, text := range f.redact {
		kind, value, _ := strings.Cut(text, "=")
		r := map[string]redact.Rule{"pointer": {Pointer: value}, "column": {Column: value}, "match": {Match: value}}[kind]
		if err := r.Check(); err != nil {
			return misuse("--redact %q: %v", text, err).hinted("write pointer=/a/b, column=NAME or match=EXPRESSION")
		}
		job.Redact = append(job.Redact, r)
	}
	for _, text := range f.allow {
		rule, why, _ := strings.Cut(text, "=")
		switch {
		case !slices.Contains(secret.IDs(), rule):
			return misuse("there is no rule %q for secrets", rule).hinted("%s", diag.DidYouMean(rule, secret.IDs()))
		case why == "":
			return misuse("say why %s is no secret here: --allow-secret %s=REASON", rule, rule)
		}
		job.Allow = append(job.Allow, collectors.Allow{Rule: rule, Why: why})
	}
	for _, code := range f.ok {
		if code < 0 || code > 255 {
			return misuse("--ok-exit %s is no exit code", strconv.Itoa(code))
		}
	}
	return nil
}

func readTimes(job *collect.Job, f recordFlags, opt collect.Options) error {
	if f.validUntil != "" {
		at, err := period.ParseInstant(f.validUntil)
		if err != nil {
			if at, err = period.ParseDate(f.validUntil, opt.Config.Location); err != nil {
				return misuse("--valid-until %q is neither a date nor an instant", f.validUntil)
			}
		}
		job.ValidUntil = at
	}
	if f.event != "" {
		kind, key, ok := strings.Cut(f.event, ":")
		if !ok || kind == "" || key == "" {
			return misuse("--event %q is not TYPE:KEY, such as release:v4.2.0", f.event)
		}
		job.Event = &evidence.Occurrence{Type: kind, Key: key}
	}
	return nil
}

func (e *Env) readRun(job *collect.Job, f recordFlags, _ collect.Options) error {
	switch f.run {
	case "":
		return nil
	case "ci":
		if run := collect.Integration(e.Getenv); run != nil {
			job.By = run
			return nil
		}
		return misuse("--run ci: no run of a continuous integration is known here").hinted("GitHub Actions, GitLab, Buildkite, CircleCI and Jenkins are recognised by their variables; leave --run out elsewhere")
	}
	return misuse("--run %q is not ci", f.run)
}
