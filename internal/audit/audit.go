// Package audit holds the files of evidence against the log: what was recorded
// last must be what is there, and what was recorded must be in the log.
//
// It judges no control, and writes nothing.
package audit

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// disagreements reports where files and log disagree. Digests, envelopes,
// signatures and the log itself are verified when they are loaded. Evidence
// that nobody recorded, and records that people keep, need no line.
func disagreements(set *evidence.Set) diag.List {
	var list diag.List
	if len(set.Log) == 0 {
		return nil
	}
	v := verifier{byID: map[string][]trust.LogEntry{}}
	for _, l := range set.Log {
		if l.Failed == "" {
			v.byID[l.ID] = append(v.byID[l.ID], l)
		}
	}
	for _, e := range set.Evidence {
		if !e.Manual {
			list.Add(v.file(e)...)
		}
	}
	list.Add(gone(set)...)
	return list
}

// verifier knows the recordings of each id.
type verifier struct {
	byID map[string][]trust.LogEntry
}

// linesOf returns the recordings of a piece of evidence that the log has, oldest
// first, runs that failed among them.
func linesOf(log []trust.LogEntry, e *trust.Evidence) []trust.LogEntry {
	var out []trust.LogEntry
	for _, l := range log {
		if l.ID == e.ID && concerns(l, e) {
			out = append(out, l)
		}
	}
	return out
}

// concerns reports whether a line is about a piece of the same id: whatever the
// line says of scope and target, the piece says too.
func concerns(l trust.LogEntry, e *trust.Evidence) bool {
	for axis, values := range l.Scope {
		if !slices.Equal(slices.Sorted(slices.Values(values)), slices.Sorted(slices.Values(e.Scope[axis]))) {
			return false
		}
	}
	return l.Target == "" || e.Target == "" || l.Target == e.Target
}

// file verifies one file.
func (v verifier) file(e *trust.Evidence) (list diag.List) {
	lines := linesOf(v.byID[e.ID], e)
	var same []trust.LogEntry
	for _, l := range lines {
		if l.Digest == e.Digest {
			same = append(same, l)
		}
	}
	recorded := e.Clocks.RecordedAt
	switch {
	case len(same) == 0 && len(lines) > 0:
		last := lines[len(lines)-1]
		list.Add(diag.Errorf(diag.LogMismatch, e.Span, "%s is not what was recorded of %s: its digest is %s, and the last recording of %s has %s", e.Path, e.ID, e.Digest.Short(), evidence.Stamp(last.RecordedAt), last.Digest.Short()).
			Also(last.Span, "the last recording").Hinted("restore the file that was recorded, or record it again"))
	case len(same) == 0 && !recorded.IsZero():
		list.Add(diag.Errorf(diag.LogMismatch, e.Span, "%s was recorded at %s, and the log does not know of it", e.Path, evidence.Stamp(recorded)).
			Hinted("restore the line of the log, or record the evidence again"))
	case len(same) == 0:
	case lines[len(lines)-1].Digest != e.Digest:
		last := lines[len(lines)-1]
		list.Add(diag.Errorf(diag.LogMismatch, e.Span, "%s is an older recording of %s: the last one, of %s, is not there", e.Path, e.ID, evidence.Stamp(last.RecordedAt)).
			Also(last.Span, "the last recording").Hinted("restore the file that was recorded last, or record it again"))
	case !recorded.IsZero():
		list.Add(v.envelope(e, same)...)
	}
	return list
}

// envelope compares what an envelope and the log say of the same bytes.
func (v verifier) envelope(e *trust.Evidence, same []trust.LogEntry) (list diag.List) {
	at := slices.IndexFunc(same, func(l trust.LogEntry) bool { return sameSecond(l.RecordedAt, e.Clocks.RecordedAt) })
	if at < 0 {
		last := same[len(same)-1]
		return diag.List{diag.Errorf(diag.LogMismatch, e.Span, "the envelope of %s says that it was recorded at %s, the log says %s", e.Path, evidence.Stamp(e.Clocks.RecordedAt), evidence.Stamp(last.RecordedAt)).
			Also(last.Span, "the recording").Hinted("restore the envelope as it was recorded")}
	}
	said := e.Clocks.CollectedAt
	if !strings.HasPrefix(e.Clocks.CollectedSource, "envelope") && !strings.HasPrefix(e.Clocks.CollectedSource, "signed:") {
		return nil // the envelope, which the log repeats, is not what dates the file
	}
	for _, l := range same[at:] {
		if sameSecond(l.RecordedAt, e.Clocks.RecordedAt) && (sameSecond(l.CollectedAt, said) || l.CollectedAt.IsZero() || said.IsZero()) {
			return nil
		}
	}
	return diag.List{diag.Errorf(diag.LogMismatch, e.Span, "%s says that it was collected at %s, the log says %s", e.Path, evidence.Stamp(said), evidence.Stamp(same[at].CollectedAt)).
		Also(same[at].Span, "the recording").Hinted("restore the envelope as it was recorded")}
}

func sameSecond(a, b time.Time) bool { return a.Truncate(time.Second).Equal(b.Truncate(time.Second)) }

// gone finds what was recorded last and has no file any more.
func gone(set *evidence.Set) (list diag.List) {
	type subject struct{ id, scope, target string }
	last := map[subject]trust.LogEntry{}
	var order []subject
	for _, l := range set.Log {
		if l.Failed != "" {
			continue
		}
		s := subject{l.ID, l.Scope.String(), l.Target}
		if _, seen := last[s]; !seen {
			order = append(order, s)
		}
		last[s] = l
	}
	byID := map[string][]*trust.Evidence{}
	digests := map[source.Digest]bool{}
	for _, e := range set.Evidence {
		byID[e.ID] = append(byID[e.ID], e)
		digests[e.Digest] = true
	}
	for _, s := range order {
		l := last[s]
		if digests[l.Digest] || slices.ContainsFunc(byID[s.id], func(e *trust.Evidence) bool { return concerns(l, e) }) {
			continue
		}
		scope := ""
		if s.scope != "" {
			scope = " (" + s.scope + ")"
		}
		list.Add(diag.Errorf(diag.LogMismatch, l.Span, "%s%s was recorded at %s, and its file is not there or cannot be used", s.id, scope, evidence.Stamp(l.RecordedAt)).
			Hinted("restore the file, or record it again"))
	}
	return list
}
