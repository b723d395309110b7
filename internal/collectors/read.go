package collectors

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/redact"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/secret"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

var (
	idPattern   = regexp.MustCompile(`^[A-Za-z0-9]+([_-]+[A-Za-z0-9]+)*$`)
	namePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	sizePattern = regexp.MustCompile(`^([0-9]{1,9}) ?(B|[kK]B|KiB|MB|MiB)?$`)
)

// shellWords mean something to a shell alone.
var shellWords = []string{"|", "||", "&&", "&", ";", ">", ">>", "<", "2>", "2>&1", "|&"}

// reader turns what is written into collectors, and gathers mistakes.
type reader struct {
	cfg     *site.Config
	formats []string
	set     *Set
	faulty  bool // the file does not decode: what is missing may follow from that
	list    diag.List
}

func (r *reader) fault(code diag.Code, span source.Span, format string, args ...any) *diag.Diagnostic {
	r.list.Add(diag.Errorf(code, span, format, args...))
	return &r.list[len(r.list)-1]
}

// hint adds a hint to a mistake that was just reported.
func hint(d *diag.Diagnostic, format string, args ...any) { *d = d.Hinted(format, args...) }

// collector reads one declaration and takes its matrix apart.
func (r *reader) collector(s collector) {
	before := len(r.list)
	c := &Collector{
		ID: s.ID.Value, Span: s.ID.Span, Evidence: s.Evidence.Value, Title: s.Title, Controls: s.Controls, Builtin: s.Builtin.Value,
		Target: s.Target, Version: s.Version, Publish: s.Publish, Audience: s.Audience.Value, Format: s.Format.Value,
		Stdin: r.path(s.Stdin), Dir: r.path(s.Dir), Produces: r.path(s.Produces), File: r.path(s.File),
	}
	if c.Evidence == "" {
		c.Evidence = c.ID
	}
	for _, id := range []source.Text{s.ID, s.Evidence} {
		if id.Value != "" && !idPattern.MatchString(id.Value) {
			_ = r.fault(diag.ValueInvalid, id.Span, "id %q is not made of letters, digits, hyphens and underscores", id.Value)
		}
	}
	r.program(c, s)
	r.bounds(c, s)
	r.outcome(c, s)
	r.kept(c, s)
	c.Scope = r.scope(s.Scope)
	r.expand(c, r.scope(s.Matrix), s)
	if len(r.list) > before { // a declaration with a mistake is not run
		r.set.Collectors = slices.DeleteFunc(r.set.Collectors, func(o *Collector) bool { return o.Span == c.Span })
	}
}

// program reads what is run.
func (r *reader) program(c *Collector, s collector) {
	switch {
	case len(s.Argv) == 0 && c.Builtin == "" && !r.faulty:
		hint(r.fault(diag.KeyMissing, s.ID.Span, "collector %s runs nothing", c.ID), "add argv, a list of the program and its arguments, or builtin")
	case len(s.Argv) > 0 && c.Builtin != "":
		hint(r.fault(diag.CollectorInvalid, s.Builtin.Span, "collector %s has both argv and builtin", c.ID), "make two collectors of it")
	}
	for _, a := range s.Argv {
		c.Argv = append(c.Argv, a.Value)
		if slices.Contains(shellWords, a.Value) {
			hint(r.fault(diag.CollectorInvalid, a.Span, "no shell reads argv: %s would be an argument like any other", a.Value), "put the commands into a script of the repository, and run that")
		}
	}
	if len(c.Argv) > 0 && strings.ContainsAny(c.Argv[0], " \t") {
		hint(r.fault(diag.CollectorInvalid, s.Argv[0].Span, "the program is named %q, with a space", c.Argv[0]), "make each argument an item of argv")
	}
	for _, e := range s.Env {
		name, _, assigned := strings.Cut(e.Value, "=")
		switch {
		case assigned:
			hint(r.fault(diag.CollectorInvalid, hidden(e.Span), "env holds names, never values: %s", name), "write %s, and set it where candor collect runs", name)
		case !namePattern.MatchString(e.Value):
			_ = r.fault(diag.ValueInvalid, e.Span, "%q is no name of an environment variable", e.Value)
		}
		c.Env = append(c.Env, e.Value)
	}
	r.builtin(c, s)
}

// hidden is a place whose line shows none of its text.
func hidden(at source.Span) source.Span {
	data := []byte(string(at.File.Data))
	for i := at.Start; i < at.End; i++ {
		if data[i] != '\n' {
			data[i] = '*'
		}
	}
	return source.NewFile(at.File.Path, data).Span(at.Start, at.End)
}

// bounds reads within which bounds a run stays, and when it is due.
func (r *reader) bounds(c *Collector, s collector) {
	c.Timeout = r.duration(s.Timeout, DefaultTimeout, maxTimeout)
	c.Backoff = r.duration(s.Backoff, DefaultBackoff, time.Hour)
	c.MaxOutput = DefaultMaxOutput
	if s.MaxOutput.Value != "" {
		size, ok := parseSize(s.MaxOutput.Value)
		if !ok || size < 1 || size > maxOutput {
			_ = r.fault(diag.ValueInvalid, s.MaxOutput.Span, "max_output is %s, expected a size such as 16MB, 64MiB at most", s.MaxOutput.Value)
		}
		c.MaxOutput = size
	}
	if s.Retries.Value != "" {
		n, err := strconv.Atoi(s.Retries.Value)
		if err != nil || n < 0 || n > maxRetries {
			_ = r.fault(diag.ValueInvalid, s.Retries.Span, "retries is %s, expected a number from 0 to %d", s.Retries.Value, maxRetries)
		}
		c.Retries = n
	}
	if s.Schedule.Value != "" {
		schedule, err := period.ParseSchedule(s.Schedule.Value)
		switch {
		case err != nil:
			_ = r.fault(diag.ScheduleInvalid, s.Schedule.Span, "%v", err)
		case schedule.Basis != period.Every:
			hint(r.fault(diag.ScheduleInvalid, s.Schedule.Span, "a collector runs once a period, not %s", schedule.Human()), "write the period in which candor collect --due looks, such as daily; the control says what the event calls for")
		default:
			c.Schedule = &schedule
		}
	}
	if s.ValidFor.Value != "" {
		p, err := period.Parse(s.ValidFor.Value)
		if err != nil || p.IsZero() {
			_ = r.fault(diag.ValueInvalid, s.ValidFor.Span, "valid_for is %q, expected an ISO 8601 duration such as P30D", s.ValidFor.Value)
		}
		c.ValidFor = p
	}
}

func (r *reader) duration(text source.Text, standard, most time.Duration) time.Duration {
	if text.Value == "" {
		return standard
	}
	p, err := period.Parse(text.Value)
	switch {
	case err != nil:
		_ = r.fault(diag.ValueInvalid, text.Span, "%v", err)
	case p.Approx() <= 0 || p.Approx() > most:
		_ = r.fault(diag.ValueInvalid, text.Span, "%s is not between a second and %s", text.Value, period.Period{Clock: most}.Human())
	}
	return p.Approx()
}

func parseSize(text string) (int64, bool) {
	m := sizePattern.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	unit := map[string]int64{"": 1, "B": 1, "kB": 1000, "KB": 1000, "KiB": 1 << 10, "MB": 1_000_000, "MiB": 1 << 20}[m[2]]
	return n * unit, err == nil
}

// outcome reads what exit codes mean.
func (r *reader) outcome(c *Collector, s collector) {
	c.OK = []int{0}
	for _, text := range s.Findings {
		if code, ok := r.exitCode(text); ok {
			c.OK = append(c.OK, code)
		}
	}
	for _, v := range s.Verdict {
		code, ok := r.exitCode(v.Exit)
		if ok && !slices.Contains(c.OK, code) {
			hint(r.fault(diag.CollectorInvalid, v.Exit.Span, "exit code %d is a failed run, which has no verdict", code), "add it to findings_exit")
		}
		if c.Verdicts == nil {
			c.Verdicts = map[int]trust.Verdict{}
		}
		c.Verdicts[code] = trust.Verdict(v.Is)
	}
}

func (r *reader) exitCode(text source.Text) (int, bool) {
	code, err := strconv.Atoi(text.Value)
	if err != nil || code < 0 || code > 255 {
		_ = r.fault(diag.ValueInvalid, text.Span, "%q is no exit code, expected a number from 0 to 255", text.Value)
		return 0, false
	}
	return code, true
}

// kept reads what is kept of the output, and where.
func (r *reader) kept(c *Collector, s collector) {
	for _, rule := range s.Redact {
		one := redact.Rule{Pointer: rule.Pointer, Column: rule.Column, Match: rule.Match}
		if err := one.Check(); err != nil {
			_ = r.fault(diag.CollectorInvalid, rule.Span, "%v", err)
		}
		c.Redact = append(c.Redact, one)
	}
	for _, a := range s.Allow {
		if ids := secret.IDs(); !slices.Contains(ids, a.Rule.Value) {
			hint(r.fault(diag.ValueUnknown, a.Rule.Span, "there is no rule %q for secrets", a.Rule.Value), "%s", or(diag.DidYouMean(a.Rule.Value, ids), "docs/collect.md lists them"))
		}
		c.Allow = append(c.Allow, Allow{a.Rule.Value, a.Why})
	}
	if f := s.Format; f.Value != "" && len(r.formats) > 0 && !slices.Contains(r.formats, f.Value) {
		hint(r.fault(diag.ValueUnknown, f.Span, "there is no format %q", f.Value), "%s", or(diag.DidYouMean(f.Value, r.formats), "add it below evidence/formats/, or leave format out"))
	}
	if c.File != "" && (!strings.HasPrefix(c.File, "evidence/") || strings.HasSuffix(c.File, ".evidence.json") || c.File == File || c.File == "evidence/log.jsonl") {
		_ = r.fault(diag.ValueInvalid, s.File.Span, "evidence is kept below evidence/, not in %s", c.File)
	}
	if a := s.Audience; a.Value != "" && r.cfg != nil && !slices.Contains(r.cfg.Ladder, a.Value) {
		hint(r.fault(diag.AudienceUnknown, a.Span, "audience %q does not exist, expected one of %s", a.Value, strings.Join(r.cfg.Ladder, ", ")), "%s", diag.DidYouMean(a.Value, r.cfg.Ladder))
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// path reads a path below the site.
func (r *reader) path(text source.Text) string {
	if text.Value == "" {
		return ""
	}
	clean := path.Clean(text.Value)
	if !fs.ValidPath(clean) {
		hint(r.fault(diag.ValueInvalid, text.Span, "the path %q leaves the site", text.Value), "name a path below the root of the site")
	}
	return clean
}

// scope reads axes and their values, and holds them to the site's vocabulary.
func (r *reader) scope(written schema.Map[schema.Some[scalar]]) trust.Scope {
	var out trust.Scope
	for _, axis := range written {
		var known []string
		declared := false
		if r.cfg != nil {
			known, declared = r.cfg.Scope[axis.Key.Value]
		}
		for _, v := range axis.Value {
			if declared && !slices.Contains(known, v.Value) {
				hint(r.fault(diag.ScopeValueUnknown, v.Span, "%q is no value of the scope axis %s, expected one of %s", v.Value, axis.Key.Value, strings.Join(known, ", ")), "%s", diag.DidYouMean(v.Value, known))
			}
			if out == nil {
				out = trust.Scope{}
			}
			out[axis.Key.Value] = append(out[axis.Key.Value], v.Value)
		}
	}
	return out
}

// expand makes one collector for each combination of the matrix.
func (r *reader) expand(c *Collector, matrix trust.Scope, s collector) {
	axes := slices.Sorted(maps.Keys(matrix))
	runs := []map[string]string{{}}
	for _, axis := range axes {
		var next []map[string]string
		for _, run := range runs {
			for _, v := range matrix[axis] {
				one := maps.Clone(run)
				one[axis] = v
				next = append(next, one)
			}
		}
		if runs = next; len(runs) > maxRuns {
			_ = r.fault(diag.CollectorInvalid, s.Matrix[0].Key.Span, "the matrix makes more than %d runs", maxRuns)
			return
		}
	}
	for _, run := range runs {
		r.set.Collectors = append(r.set.Collectors, c.with(axes, run))
	}
}

// with returns the collector for one combination of its matrix.
func (c *Collector) with(axes []string, run map[string]string) *Collector {
	one := *c
	one.Name, one.Scope = c.ID, maps.Clone(c.Scope)
	var pairs, values []string
	for _, axis := range axes {
		pairs = append(pairs, "{"+axis+"}", run[axis])
		values = append(values, run[axis])
		if one.Scope == nil {
			one.Scope = trust.Scope{}
		}
		one.Scope[axis] = []string{run[axis]}
	}
	if len(values) > 0 {
		one.Name = fmt.Sprintf("%s (%s)", c.ID, strings.Join(values, ", "))
	}
	fill := strings.NewReplacer(pairs...)
	for _, text := range []*string{&one.Target, &one.Version, &one.Dir, &one.Stdin, &one.Produces, &one.File, &one.With.Path, &one.With.Resolver} {
		*text = fill.Replace(*text)
	}
	for _, texts := range []*[]string{&one.Argv, &one.With.Globs, &one.With.Endpoints, &one.With.URLs, &one.With.Names, &one.With.Selectors} {
		*texts = slices.Clone(*texts)
		for i := range *texts {
			(*texts)[i] = fill.Replace((*texts)[i])
		}
	}
	return &one
}

// collisions reports collectors that would write the same evidence.
func (r *reader) collisions() {
	type identity struct{ evidence, scope, target, version string }
	seen, names := map[identity]*Collector{}, map[string]*Collector{}
	for _, c := range r.set.Collectors {
		key := identity{c.Evidence, c.Scope.String(), c.Target, c.Version}
		first := names[c.ID]
		if first == nil || first.Span == c.Span {
			first = seen[key]
		}
		if first != nil && first.Span != c.Span {
			d := diag.Errorf(diag.CollectorInvalid, c.Span, "two collectors make evidence %s for the same scope and target", c.Evidence)
			if first.ID == c.ID {
				d = diag.Errorf(diag.CollectorInvalid, c.Span, "two collectors are called %s", c.ID)
			}
			r.list.Add(d.Also(first.Span, "the other is here").Hinted("give them different ids or scopes, or remove one"))
		}
		seen[key], names[c.ID] = c, c
	}
}
