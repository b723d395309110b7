package gather

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/collect"
	"github.com/candor-site/candor/internal/collectors"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/source"
)

// collectFlags are the flags of collect.
type collectFlags struct {
	due, dryRun, asJSON bool
	jobs                int
	asOf                string
}

// Collect is the command collect.
func (e *Env) Collect() *cobra.Command {
	var f collectFlags
	cmd := &cobra.Command{
		Use:   "collect [ID...]",
		Short: "Run the collectors of evidence/collectors.yaml",
		Long: `Collect runs the collectors that evidence/collectors.yaml declares, or those that
are named, and keeps what they print as evidence: the file, the envelope beside
it, a line in evidence/log.jsonl. Nothing is kept that holds what looks like a
secret. A collector that fails does not stop the others; its failure is recorded,
and leaves the controls undetermined that need its evidence.`,
		Example: `  candor collect
  candor collect trivy-api tls
  candor collect --due              # from cron or CI: those whose period is over
  candor collect --due --dry-run    # which would run, and why`,
		RunE: func(cmd *cobra.Command, args []string) error { return e.collect(cmd.Context(), args, f) },
	}
	cmd.Flags().BoolVar(&f.due, "due", false, "run only those that are due")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "run nothing, print what would run and why")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object a collector and line")
	cmd.Flags().IntVar(&f.jobs, "jobs", 4, "collectors run at a time")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "with --dry-run: what is due at this instant or date")
	return cmd
}

func (e *Env) collect(ctx context.Context, ids []string, f collectFlags) error {
	switch {
	case f.jobs < 1:
		return misuse("--jobs %d is not a number of collectors", f.jobs)
	case f.asOf != "" && !f.dryRun:
		return misuse("--as-of is for --dry-run: what is collected bears the time at which it was")
	}
	now := e.Now().UTC().Truncate(time.Second)
	if f.asOf != "" {
		at, err := e.Instant(f.asOf)
		if err != nil {
			return err
		}
		now = at
	}
	opt, set, list, err := e.collection()
	if err != nil {
		return err
	}
	if err := e.Report(list); err != nil {
		return err
	}
	if list.HasErrors() {
		e.say("nothing was run: %s", diag.Summary(list))
		return ErrMend
	}
	jobs, err := chosen(set, ids)
	if err != nil {
		return err
	}
	jobs, plans := planned(jobs, opt, f.due, now)
	if f.dryRun {
		return e.printPlans(plans, f.asJSON)
	}
	if len(plans) == 0 {
		return misuse("%s declares no collectors", collectors.File).hinted("docs/collect.md shows how they are written; candor record wraps a single command")
	}
	e.identify(jobs, set)
	p := &collecting{Env: e, all: len(jobs), asJSON: f.asJSON, running: map[string]bool{}}
	opt.Jobs, opt.Started, opt.Ended = f.jobs, p.started, p.ended
	_, err = collect.Run(ctx, opt, jobs)
	e.settle()
	if err != nil {
		return err
	}
	e.say("%s", p.summary(len(plans)-len(jobs)))
	if p.failed > 0 {
		return ErrMend
	}
	return nil
}

// collection reads what a collection needs to know of the site.
func (e *Env) collection() (collect.Options, *collectors.Set, diag.List, error) {
	opt := collect.Options{Root: *e.Dir, WorkDir: *e.Dir, Version: e.Version, Now: e.Now, Getenv: e.Getenv, Stdin: e.Stdin}
	if err := e.Site(); err != nil {
		return opt, nil, nil, err
	}
	tree, err := source.OpenTree(*e.Dir)
	if err != nil {
		return opt, nil, nil, err
	}
	defer tree.Close()
	f, err := tree.Read(config.Name, decode.Config.Bytes)
	if err != nil {
		return opt, nil, nil, err
	}
	cfg, list := config.Load(f)
	if cfg == nil {
		return opt, nil, list, nil
	}
	formats, found, err := evidence.Formats(tree)
	if err != nil {
		return opt, nil, list, err
	}
	list.Add(found...)
	// What is wrong with evidence that is there is for candor check to say.
	known, _, err := evidence.Load(tree, cfg, evidence.Options{
		Formats: formats, Workers: 4, Keep: func(string) bool { return false },
	})
	if err != nil {
		return opt, nil, list, err
	}
	set, found, err := collectors.Load(tree, cfg, formats.IDs)
	list.Add(found...)
	opt.Config, opt.Formats, opt.Known = cfg, formats, known
	return opt, set, list, err
}

// chosen returns the jobs of the named collectors, or of all.
func chosen(set *collectors.Set, ids []string) ([]collect.Job, error) {
	var known []string
	var jobs []collect.Job
	for _, c := range set.Collectors {
		if !slices.Contains(known, c.ID) {
			known = append(known, c.ID)
		}
		if len(ids) == 0 || slices.Contains(ids, c.ID) {
			jobs = append(jobs, collect.Job{Collector: c})
		}
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return nil, misuse("there is no collector %q in %s", id, collectors.File).hinted("%s", diag.DidYouMean(id, known))
		}
	}
	return jobs, nil
}

// plan is what is to become of one collector.
type plan struct {
	Name string   `json:"collector"`
	ID   string   `json:"id"`
	Run  bool     `json:"run"`
	Why  string   `json:"why"`
	Argv []string `json:"argv"`
}

// planned returns the jobs to run, and what becomes of each.
func planned(jobs []collect.Job, opt collect.Options, due bool, now time.Time) ([]collect.Job, []plan) {
	var run []collect.Job
	plans := []plan{}
	for _, j := range jobs {
		p := plan{Name: j.Name, ID: j.Evidence, Run: true, Why: "asked for", Argv: j.Argv}
		if j.Builtin != "" {
			p.Argv = []string{"built in", j.Builtin}
		}
		if due {
			p.Run, p.Why = collect.Due(j, opt.Known, opt.Config.Location, now)
		}
		if plans = append(plans, p); p.Run {
			run = append(run, j)
		}
	}
	return run, plans
}

func (e *Env) printPlans(plans []plan, asJSON bool) error {
	for _, p := range plans {
		if asJSON {
			if err := jsontext.Line(e.Stdout, p); err != nil {
				return err
			}
			continue
		}
		verb := "would run"
		if !p.Run {
			verb = "would skip"
		}
		if _, err := fmt.Fprintf(e.Stdout, "%s %s (%s): %s\n", verb, p.Name, p.Why, strings.Join(p.Argv, " ")); err != nil {
			return err
		}
	}
	return nil
}

// identify says who collects: the declaration, and the run of the continuous
// integration where the file asks for that.
func (e *Env) identify(jobs []collect.Job, set *collectors.Set) {
	var run *evidence.Collector
	if set.CI {
		if run = collect.Integration(e.Getenv); run == nil {
			e.say("candor: note: no run of a continuous integration is known here, so that the envelopes name none")
		}
	}
	for i := range jobs {
		jobs[i].By = &evidence.Collector{ID: collectors.File + "#" + jobs[i].ID}
		if run != nil {
			jobs[i].By = run
		}
	}
}

// collecting shows a collection as it goes.
type collecting struct {
	*Env
	mu                    sync.Mutex
	all, recorded, failed int
	running               map[string]bool
	asJSON                bool
}

func (p *collecting) started(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running[name] = true
	p.draw()
}

// draw overwrites the line of a terminal with what runs.
func (p *collecting) draw() {
	if !p.Terminal || *p.Quiet {
		return
	}
	var names []string
	for name := range p.running {
		names = append(names, name)
	}
	slices.Sort(names)
	line := fmt.Sprintf("collecting %d of %d: %s", p.recorded+p.failed+1, p.all, strings.Join(names, ", "))
	if runes := []rune(line); len(runes) > 75 {
		line = string(runes[:75]) + "..."
	}
	p.drawn.Store(true)
	fmt.Fprintf(p.Stderr, "\r\x1b[K%s", line)
}

func (p *collecting) ended(r collect.Result) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.running, r.Name)
	if r.Failure == nil {
		p.recorded++
	} else {
		p.failed++
	}
	p.settle()
	p.tell(r, p.asJSON)
	if len(p.running) > 0 {
		p.draw()
	}
}

func (p *collecting) summary(skipped int) string {
	text := fmt.Sprintf("%d collected, %d failed", p.recorded, p.failed)
	if skipped > 0 {
		text += fmt.Sprintf(", %d not due", skipped)
	}
	return text
}

// collected is the result of one run, as a line of JSON.
type collected struct {
	Name        string   `json:"collector"`
	ID          string   `json:"id"`
	Outcome     string   `json:"outcome"` // recorded, failed
	File        *string  `json:"file"`
	Format      *string  `json:"format"`
	Verdict     *string  `json:"verdict"`
	CollectedAt *string  `json:"collected_at"`
	Source      *string  `json:"collected_at_source"`
	ExitCode    *int     `json:"exit_code"`
	Attempts    int      `json:"attempts"`
	Seconds     int      `json:"seconds"`
	Reason      *string  `json:"reason"`
	Detail      []string `json:"detail"`
	Stderr      []string `json:"stderr"`
}

// tell prints what came of one run.
func (e *Env) tell(r collect.Result, asJSON bool) {
	if asJSON {
		_ = jsontext.Line(e.Stdout, resultLine(r)) // a closed pipe ends the program by itself
		return
	}
	if r.Failure != nil {
		fmt.Fprintf(e.Stderr, "failed: %s: %s\n", r.Name, r.Failure.Reason)
		for _, line := range slices.Concat(r.Failure.Detail, prefixed("stderr: ", r.Stderr)) {
			fmt.Fprintf(e.Stderr, "  %s\n", line)
		}
		return
	}
	known := "no known format"
	if r.Format != "" {
		known = "format " + r.Format
	}
	e.say("recorded: %s: %s, %s, verdict %s, collected %s (%s)", r.Name, r.File, known, r.Verdict, evidence.Stamp(r.CollectedAt), r.Source)
	for _, note := range r.Notes {
		e.say("  note: %s", note)
	}
}

func prefixed(prefix string, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = prefix + line
	}
	return out
}

func resultLine(r collect.Result) collected {
	out := collected{
		Name: r.Name, ID: r.ID, Outcome: "recorded", ExitCode: r.ExitCode, Attempts: r.Attempts, Seconds: int(r.Ended.Sub(r.Started).Seconds()),
		File: orNull(r.File), Format: orNull(r.Format), Verdict: orNull(r.Verdict), CollectedAt: orNull(evidence.Stamp(r.CollectedAt)), Source: orNull(r.Source),
		Detail: r.Notes, Stderr: r.Stderr,
	}
	if r.Failure != nil {
		out.Outcome, out.Reason, out.Detail = "failed", &r.Failure.Reason, r.Failure.Detail
	}
	if out.Detail == nil {
		out.Detail = []string{}
	}
	if out.Stderr == nil {
		out.Stderr = []string{}
	}
	return out
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
