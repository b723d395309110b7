package relation

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/controls"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// judged reads a catalog and checks its relations. Findings say which controls
// are not satisfied; the others are.
func judged(t *testing.T, catalog string, unmet ...string) ([]trust.RelationState, diag.List) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "controls/c.yaml", "controls:\n"+catalog)
	write(t, dir, "controls/frameworks/card.yaml", card)
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	cfg := &site.Config{
		Kinds: site.Kinds(), Vocabulary: parameter.Default(), Location: time.UTC, Ladder: []string{"public"},
		Scope: map[string][]string{"plan": {"standard", "enterprise"}, "cloud": {"aws", "gcp"}},
	}
	c, list, err := controls.Load(tree, cfg)
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	a := &trust.Assessment{}
	for _, x := range c.Controls {
		f := &trust.Finding{Control: x.ID, State: trust.Satisfied}
		if slices.Contains(unmet, x.ID) {
			f.State = trust.NotSatisfied
		}
		a.Findings = append(a.Findings, f)
	}
	for _, x := range c.Exceptions {
		a.Exceptions = append(a.Exceptions, trust.ExceptionState{ID: x.ID, State: "open"})
	}
	return Judge(&site.Site{Config: cfg, Catalog: c}, a)
}

// said formats diagnostics as "severity code: message" lines with the places.
func said(list diag.List) string {
	var out []string
	for _, d := range list {
		line := d.Severity.String() + " " + string(d.Code) + ": " + d.Message
		for _, r := range d.Related {
			if r.Span.IsZero() {
				line += " (a related place is missing)"
			}
		}
		if d.Span.IsZero() || d.Hint == "" && d.Severity != diag.Note {
			line += " (no place or no hint)"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

const (
	rpo  = "  - {id: rpo, title: Little is lost, kind: recovery-objective, parameters: {rpo: PT2H}}\n"
	keep = "  - {id: keep, title: Logs are kept, kind: retention, scope: {cloud: [aws, gcp]}, parameters: {retention: P90D}}\n"
)

func TestJudge(t *testing.T) {
	for _, c := range []struct{ name, catalog, verdict, want string }{
		{"a backup that is made too rarely", rpo +
			"  - {id: b, title: Backups, kind: backup, parameters: {frequency: P1D}, relates: [{id: rpo, how: constrained-by}]}\n",
			"broken", "error relation-broken: control b does not fit control rpo: the backup interval of 1 day is longer than the recovery point of 2 hours"},
		{"said by the objective", "  - {id: rpo, title: Little is lost, kind: recovery-objective, parameters: {rpo: PT2H}, relates: [{id: b, how: constrains}]}\n" +
			"  - {id: b, title: Backups, kind: backup, parameters: {frequency: P1D}}\n",
			"broken", "error relation-broken: control b does not fit control rpo: the backup interval of 1 day is longer than the recovery point of 2 hours"},
		{"said by both, one cause", "  - {id: rpo, title: Little is lost, kind: recovery-objective, parameters: {rpo: PT2H}, relates: [{id: b, how: constrains}]}\n" +
			"  - {id: b, title: Backups, kind: backup, parameters: {frequency: P1D}, relates: [{id: rpo, how: constrained-by}]}\n",
			"broken broken", "error relation-broken: control b does not fit control rpo: the backup interval of 1 day is longer than the recovery point of 2 hours"},
		{"continuous", rpo + "  - {id: b, title: B, kind: backup, parameters: {frequency: continuous}, relates: [{id: rpo, how: constrained-by}]}\n", "holds", ""},
		{"an event has no period", rpo + "  - {id: b, title: B, kind: backup, parameters: {frequency: per-release}, relates: [{id: rpo, how: constrained-by}]}\n", "unchecked",
			"note relation-unchecked: what control b says of control rpo was not checked: the backup interval (for each release) and the recovery point of 2 hours cannot be compared: for each release and 2 hours have no common measure"},
		{"lag in seconds", rpo + "  - {id: b, title: B, kind: availability, parameters: {lag: {op: \"<=\", value: 60, unit: s}}, relates: [{id: rpo, how: constrained-by}]}\n", "holds", ""},
		{"lag beyond", rpo + "  - {id: b, title: B, kind: availability, parameters: {lag: {op: \"<=\", value: 9000, unit: s}}, relates: [{id: rpo, how: constrained-by}]}\n", "broken",
			"error relation-broken: control b does not fit control rpo: the lag behind the original of at most 9000 seconds is longer than the recovery point of 2 hours"},
		{"a drill within the recovery time", "  - {id: d, title: D, kind: test-exercise, parameters: {within: PT9H}, relates: [{id: rto, how: constrained-by}]}\n" +
			"  - {id: rto, title: R, kind: recovery-objective, parameters: {rto: PT8H}}\n", "broken",
			"error relation-broken: control d does not fit control rto: the time to restore of 9 hours is longer than the recovery time of 8 hours"},
		{"rotation before the retention ends", keep + "  - {id: r, title: R, kind: logging-audit, parameters: {frequency: P30D}, relates: [{id: keep, how: constrained-by}]}\n", "broken",
			"error relation-broken: control r does not fit control keep: the interval of rotation of 30 days is shorter than the retention of 90 days"},
		{"scans rarer than the schedule", "  - {id: s, title: S, kind: scan, parameters: {frequency: P14D}, relates: [{id: p, how: constrained-by}]}\n" +
			"  - {id: p, title: P, kind: policy-review, parameters: {frequency: P7D}}\n", "broken",
			"error relation-broken: control s does not fit control p: the interval between scans of 14 days is longer than the interval of the policy of 7 days"},
		{"a processor elsewhere", "  - {id: p, title: P, kind: subprocessor, parameters: {region_names: [us]}, relates: [{id: r, how: constrained-by}]}\n" +
			"  - {id: r, title: R, kind: data-handling, parameters: {region_names: [eu, ch]}}\n", "broken",
			"error relation-broken: control p does not fit control r: the regions of the processor (us) are not all among the regions of residency (eu and ch)"},
		{"a window that outlives its stream", keep + "  - {id: w, title: W, kind: recovery-objective, parameters: {window: P91D}, relates: [{id: keep, how: bounded-by}]}\n", "broken",
			"error relation-broken: control w does not fit control keep: the window of 91 days is longer than the retention of 90 days"},
		{"unstated", "  - {id: k, title: K, kind: retention, parameters: {retention: unstated}}\n" +
			"  - {id: w, title: W, kind: recovery-objective, parameters: {window: P91D}, relates: [{id: k, how: bounded-by}]}\n", "unchecked",
			"note relation-unchecked: what control w says of control k was not checked: the window of 91 days and the retention (not stated) cannot be compared: the retention of one is not stated"},
		{"planned", rpo + "  - {id: b, title: B, kind: backup, status: planned, parameters: {frequency: P1D}, relates: [{id: rpo, how: constrained-by}]}\n", "settled", ""},
		{"nothing to compare", rpo + "  - {id: b, title: B, kind: backup, relates: [{id: rpo, how: constrained-by}]}\n", "unchecked",
			"warning relation-empty: control b is constrained by control rpo, but nothing is compared: no parameters of the two are known to meet"},
		{"compare", rpo + "  - {id: b, title: B, kind: other, parameters: {remediation_within: P1D}, relates: [{id: rpo, how: constrained-by, compare: {remediation_within: \"<= rpo\"}}]}\n", "broken",
			"error relation-broken: control b does not fit control rpo: the remediation within of 1 day is longer than the rpo of 2 hours"},
		{"a value that depends on the plan", keep + "  - {id: w, title: W, kind: recovery-objective, parameters: {window: P7D}, overrides: [{scope: {plan: enterprise}, parameters: {window: P1Y}}], relates: [{id: keep, how: bounded-by}]}\n", "broken",
			"error relation-broken: control w does not fit control keep: the window of 1 year is longer than the retention of 90 days where plan is enterprise"},
		{"both depend on the plan", "  - {id: k, title: K, kind: retention, parameters: {retention: P30D}, overrides: [{scope: {plan: enterprise}, parameters: {retention: P2Y}}]}\n" +
			"  - {id: w, title: W, kind: recovery-objective, parameters: {window: P7D}, overrides: [{scope: {plan: enterprise}, parameters: {window: P1Y}}], relates: [{id: k, how: bounded-by}]}\n", "holds", ""},
		{"scopes that never meet", keep + "  - {id: w, title: W, kind: other, scope: {plan: standard, cloud: aws}, parameters: {window: P7D}, relates: [{id: x, how: bounded-by}]}\n" +
			"  - {id: x, title: X, kind: retention, scope: {cloud: gcp}, parameters: {retention: P1D}}\n", "unchecked",
			"warning relation-empty: control w is bounded by control x, but nothing is compared: the two never hold in one scope"},
		{"depends on another number", "  - {id: a, title: A, kind: other, parameters: {regions: {op: \"=\", value: 9}, resource: x}, relates: [{id: b, how: depends-on}]}\n" +
			"  - {id: b, title: B, kind: other, parameters: {regions: {op: \"=\", value: 10}, resource: y}}\n", "broken",
			"error relation-broken: control a does not fit control b: regions: 9 in a, 10 in b"},
		{"restates", keep + "  - {id: r, title: R, kind: retention, parameters: {retention: P60D, resource: logs}, relates: [{id: keep, how: restates}]}\n", "broken",
			"warning restatement-differs: control r restates control keep, but says otherwise: retention: 60 days in r, 90 days in keep"},
		{"restates in other units", "  - {id: r, title: R, kind: retention, parameters: {retention: P7D}, relates: [{id: k, how: restates}]}\n" +
			"  - {id: k, title: K, kind: retention, parameters: {retention: P1W}}\n", "holds", ""},
		{"overrides", "  - {id: k, title: K, kind: retention, parameters: {retention: P30D}}\n" +
			"  - {id: o, title: O, kind: retention, scope: {plan: enterprise}, parameters: {retention: negotiable}, relates: [{id: k, how: overrides}]}\n", "holds", ""},
		{"an override that is wider", keep + "  - {id: o, title: O, kind: retention, parameters: {retention: P30D}, relates: [{id: keep, how: overrides}]}\n", "broken",
			"warning override-void: control o overrides nothing of control keep: its scope (everywhere) is not narrower than that of the other (cloud=aws,gcp)"},
		{"an override of nothing", keep + "  - {id: o, title: O, kind: retention, scope: {cloud: aws}, parameters: {rto: PT1H}, relates: [{id: keep, how: overrides}]}\n", "broken",
			"warning override-void: control o overrides nothing of control keep: the two share no parameter"},
		{"tension", rpo + "  - {id: b, title: B, kind: backup, parameters: {frequency: P1D}, relates: [{id: rpo, how: in-tension}]}\n", "stated",
			"note relation-tension: control b is in tension with control rpo: the backup interval of 1 day is longer than the recovery point of 2 hours"},
		{"itself", "  - {id: a, title: A, kind: other, relates: [{id: a, how: restates}]}\n", "", "error relation-cycle: control a relates to itself"},
		{"a circle", "  - {id: a, title: A, kind: other, relates: [{id: b, how: condition-of}]}\n  - {id: b, title: B, kind: other, relates: [{id: a, how: condition-of}]}\n", "holds holds",
			"error relation-cycle: the relations of controls form a circle: a rests on b rests on a"},
		{"a condition that is met", "  - {id: a, title: A, kind: other, relates: [{id: b, how: condition-of}]}\n  - {id: b, title: B, kind: other}\n", "holds", ""},
		{"a planned condition", "  - {id: a, title: A, kind: other, status: planned, relates: [{id: b, how: condition-of}]}\n  - {id: b, title: B, kind: other}\n", "broken",
			"warning condition-unmet: control b holds only if control a does, and that is announced, not in effect"},
		{"a condition that evidence contradicts", "  - {id: unmet, title: A, kind: other, relates: [{id: b, how: condition-of}]}\n  - {id: b, title: B, kind: other}\n", "broken",
			"warning condition-unmet: control b holds only if control unmet does, and that is contradicted by its evidence"},
		{"a condition of what is planned", "  - {id: unmet, title: A, kind: other, relates: [{id: b, how: condition-of}]}\n  - {id: b, title: B, kind: other, status: planned}\n", "settled", ""},
	} {
		states, list := judged(t, c.catalog, "unmet")
		var verdicts []string
		for _, s := range states {
			verdicts = append(verdicts, string(s.Verdict))
		}
		if got := strings.Join(verdicts, " "); got != c.verdict {
			t.Errorf("%s: verdict %q, want %q (%v)", c.name, got, c.verdict, states)
		}
		if got := said(list); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestContradictions(t *testing.T) {
	two := func(a, b string) string {
		return "  - {id: a, title: All ports are closed., kind: network, relates: [{id: b, how: contradicts}], " + a + "}\n" +
			"  - {id: b, title: One port is open., kind: network, relates: [{id: a, how: contradicts}], " + b + "}\n"
	}
	const ports, closed = "parameters: {ports: [6443], resource: x}", "parameters: {ports: [], resource: y}"
	for _, c := range []struct{ name, catalog, verdict, want string }{
		{"values", two(closed, ports), "broken broken",
			"error claim-contradicts: control a contradicts control b, and both are published: ports: no ports in a, 6443 in b"},
		{"statements", two("note: x", ports), "broken broken",
			`error claim-contradicts: control a contradicts control b, and both are published: "All ports are closed" against "One port is open"`},
		{"what is about nothing else", two("parameters: {resource: x}", ports), "broken broken",
			`error claim-contradicts: control a contradicts control b, and both are published: "All ports are closed" against "One port is open"`},
		{"agreed by now", two(ports, ports), "holds holds",
			"warning relation-obsolete: control a does not contradict control b any more: ports: 6443 in both"},
		{"planned", two(closed+", status: planned", ports), "settled settled", ""},
		{"recorded as a gap", two(closed, ports+", status: exception"), "settled settled", ""},
		{"does not arise", two(closed+", status: not-applicable", ports), "settled settled", ""},
		{"denies the matter", two("status: not-applicable, parameters: {applicable: false}", ports), "broken broken",
			`error claim-contradicts: control a contradicts control b, and both are published: "All ports are closed" against "One port is open"`},
		{"in other scopes", two(closed+", scope: {cloud: aws}", ports+", scope: {cloud: gcp}"), "settled settled", ""},
		{"in scopes that overlap", two(closed+", scope: {cloud: [aws, gcp]}", ports+", scope: {cloud: gcp}"), "broken broken",
			"error claim-contradicts: control a contradicts control b, and both are published: ports: no ports in a, 6443 in b"},
		{"under an exception", two(closed, ports) + "exceptions:\n  - {id: x, waives: a, reason: known, opened: 2026-01-01}\n", "settled settled", ""},
		{"only values that are named", "  - {id: a, title: A, kind: other, parameters: {regions: all, ports: [1]}, relates: [{id: b, how: contradicts, compare: {ports: in}}]}\n" +
			"  - {id: b, title: B, kind: other, parameters: {regions: {op: \"=\", value: 3}, ports: [1, 2]}}\n", "holds",
			"warning relation-obsolete: control a does not contradict control b any more: the ports (1) are among the ports (1 and 2)"},
	} {
		states, list := judged(t, c.catalog)
		var verdicts []string
		for _, s := range states {
			verdicts = append(verdicts, string(s.Verdict))
		}
		if got := strings.Join(verdicts, " "); got != c.verdict {
			t.Errorf("%s: verdict %q, want %q", c.name, got, c.verdict)
		}
		if got := said(list); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// TestInferredValuesStayIn holds what readers see of a relation against values
// that the author only inferred.
func TestInferredValuesStayIn(t *testing.T) {
	states, _ := judged(t, rpo+"  - {id: b, title: B, kind: backup, parameters: {frequency: P1D, lag: {op: \"<=\", value: 77, unit: s}}, inferred: [lag], relates: [{id: rpo, how: constrained-by}]}\n")
	if len(states) != 1 || !strings.Contains(states[0].Detail, "77 seconds") || strings.Contains(states[0].Brief, "77") || !strings.Contains(states[0].Brief, "1 day") {
		t.Errorf("got %+v", states)
	}
	states, _ = judged(t, rpo+"  - {id: b, title: B, kind: backup, parameters: {lag: {op: \"<=\", value: 77, unit: s}}, inferred: [lag], relates: [{id: rpo, how: constrained-by}]}\n")
	if len(states) != 1 || states[0].Brief != "values that are not published were compared" {
		t.Errorf("got %+v", states)
	}
}

// TestTable holds the rows of the table to the vocabulary.
func TestTable(t *testing.T) {
	kinds := []string{"*"}
	for _, k := range site.Kinds() {
		kinds = append(kinds, k.ID)
	}
	vocabulary := parameter.Default()
	for _, r := range pairs().rows {
		for _, e := range []end{r.left, r.right} {
			if _, ok := vocabulary.TypeOf(e.parameter); !ok || !slices.Contains(kinds, e.kind) {
				t.Errorf("table.yaml names %s/%s", e.kind, e.parameter)
			}
		}
	}
	for name := range pairs().subjects {
		if _, ok := vocabulary.TypeOf(name); !ok {
			t.Errorf("table.yaml has the subject %s, which is no parameter", name)
		}
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
