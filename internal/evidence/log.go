package evidence

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/shelf"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// loadLog reads log.jsonl when it is there.
func loadLog(from shelf.Reader, entries []source.Entry) ([]trust.LogEntry, diag.List, error) {
	if !slices.ContainsFunc(entries, func(e source.Entry) bool { return e.Path == LogFile }) {
		return nil, nil, nil
	}
	f, list, err := shelf.Read(from, nil, LogFile, shape.Limits.Bytes)
	if f == nil {
		return nil, list, err
	}
	entriesOf, bad := parseLog(f)
	return entriesOf, append(list, bad...), nil
}

// parseLog reads the log: one JSON object a line, each one recording, in the
// order in which they were made. A broken line does not hide the others.
//
//	{"id": "trivy", "sha256": "...", "collected_at": "...", "recorded_at": "...",
//	 "verdict": "pass", "coverage": {"examined": 3}, "tool": {"name": "trivy"},
//	 "scope": {"product": ["fleet"]}, "target": "registry/api",
//	 "version": "v4.2.0", "params": {"critical": 0}}
//
// A run that failed has a line, too, without digest and time of collection:
//
//	{"id": "trivy", "recorded_at": "...", "verdict": "error",
//	 "failed": {"reason": "exit code 2", "exit_code": 2, "stderr": ["..."]}}
//
// A line may name the one that it was added to: see chain.
func parseLog(f *source.File) ([]trust.LogEntry, diag.List) {
	nodes, list := decode.JSONLines(f, shape.Limits)
	list = list.Hinted("restore the line as it was written; remove one that was cut short")
	var out []trust.LogEntry
	var last time.Time
	above := chain{}
	for _, n := range nodes {
		if n == nil {
			continue
		}
		list.Add(above.follow(n)...)
		var bad diag.List
		entry := logEntry(n, &bad)
		list.Add(bad...)
		if bad.HasErrors() {
			continue
		}
		if entry.RecordedAt.Before(last) {
			list.Add(diag.Warningf(diag.LogInvalid, n.Span, "this recording of %s was made before the one above it (%s); the log is only ever appended to", stamp(entry.RecordedAt), stamp(last)).
				Hinted("restore the order in which the lines were written"))
		} else {
			last = entry.RecordedAt
		}
		out = append(out, entry)
	}
	return out, list
}

func logEntry(n *decode.Node, list *diag.List) trust.LogEntry {
	o := object{node: n, code: diag.LogInvalid, list: list}
	if n.Kind != decode.Map {
		o.fault(n, "a line of the log is %s, expected %s", n.Kind, decode.Map)
		return trust.LogEntry{}
	}
	e := trust.LogEntry{Span: n.Span, ID: o.required("id"), CollectedAt: o.instant("collected_at"), RecordedAt: o.instant("recorded_at")}
	if failed, ok := o.object("failed"); ok {
		e.Failed, e.CollectedAt = failed.required("reason"), time.Time{}
	} else if e.Digest, _ = o.sha256("sha256"); e.Digest == "" {
		o.missing("sha256")
	}
	if ahead := e.CollectedAt.Sub(e.RecordedAt); !e.RecordedAt.IsZero() && ahead > defaultSkew {
		o.fault(o.get("collected_at"), "this recording of %s holds what was collected later, at %s", stamp(e.RecordedAt), stamp(e.CollectedAt))
	}
	e.Target, e.Version = o.text("target"), o.text("version")
	o.missing("recorded_at")
	if e.Verdict = o.verdict(); e.Verdict == "" {
		e.Verdict = trust.VerdictNone
	}
	if c, ok := o.object("coverage"); ok {
		e.Coverage = coverageOf(c)
	}
	if t, ok := o.object("tool"); ok {
		e.Tool = trust.Tool{Name: t.text("name"), Version: t.text("version")}
	}
	if s, ok := o.object("scope"); ok {
		e.Scope = trust.Scope{}
		for _, f := range s.node.Fields {
			e.Scope[f.Key] = s.texts(f.Key)
		}
	}
	if p, ok := o.object("params"); ok {
		e.Params, _ = p.node.Plain().(map[string]any)
	}
	return e
}
