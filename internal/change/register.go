package change

import (
	"cmp"

	"github.com/candor-site/candor/internal/snapshot"
)

// registers compares the lists beside the controls.
func (c *Comparison) registers(old, now *snapshot.Snapshot, m matched) {
	c.Exceptions = append(c.Exceptions, entries(old.Exceptions, now.Exceptions, func(x snapshot.Exception) Entry {
		return Entry{ID: x.ID, Title: x.Title, Control: x.Control, Detail: until(x)}
	}, Weaker, Stronger, func(a, b snapshot.Exception) []Change { return exception(a, b, m) })...)
	c.Subprocessors = append(c.Subprocessors, entries(old.Subprocessors, now.Subprocessors, func(s snapshot.Subprocessor) Entry {
		return Entry{ID: s.ID, Title: s.Name, Detail: s.Purpose}
	}, Neutral, Neutral, subprocessor)...)
	c.Frameworks = append(c.Frameworks, entries(old.Frameworks, now.Frameworks, func(f snapshot.Framework) Entry {
		return Entry{ID: f.ID, Title: f.Title, Detail: f.Version}
	}, Neutral, Neutral, framework)...)
}

// entries compares two lists by id: what describes one, what it is worth to be
// new or gone, and what differs of one that is in both.
func entries[T any](old, now []T, of func(T) Entry, isNew, isGone Grade, differ func(a, b T) []Change) []Entry {
	was := map[string]T{}
	for _, t := range old {
		was[of(t).ID] = t
	}
	var out []Entry
	for _, t := range now {
		e := of(t)
		e.How, e.Grade, e.Changes = Added, isNew, []Change{}
		if before, both := was[e.ID]; both {
			delete(was, e.ID)
			e.How, e.Changes = Changed, differ(before, t)
			if len(e.Changes) == 0 {
				continue
			}
			sortChanges(e.Changes)
			e.Grade = e.Changes[0].Grade
		}
		out = append(out, e)
	}
	for _, t := range old {
		e := of(t)
		if _, gone := was[e.ID]; gone {
			e.How, e.Grade, e.Changes = Removed, isGone, []Change{}
			out = append(out, e)
		}
	}
	return out
}

// until says how long an exception may stand.
func until(x snapshot.Exception) string {
	if x.Until.IsZero() {
		return "without an end"
	}
	return "until " + day(x.Until.Time)
}

// exception compares two states of one exception: a gap that may stand longer is
// weaker.
func exception(a, b snapshot.Exception, m matched) []Change {
	var out []Change
	if !a.Until.Equal(b.Until.Time) {
		c := Change{Aspect: Exceptions, Item: b.ID, Label: "latest date", From: until(a), To: until(b), Scope: snapshot.Scope{}, Why: "how long the gap may stand"}
		switch {
		case a.Until.IsZero():
			c.Grade = Stronger
		case b.Until.IsZero():
			c.Grade = Weaker
		default:
			c.Grade = rise(b.Until.Compare(a.Until.Time), 0)
		}
		out = append(out, c)
	}
	out = append(out, widened(a.Scope, b.Scope)...)
	if cmp.Or(m.renamed[a.Control], a.Control) != b.Control {
		out = append(out, plain("control", a.Control, b.Control)...)
	}
	return append(out, plain("title", a.Title, b.Title)...)
}

// widened compares the scopes of a gap: one that holds in more is weaker.
func widened(old, now snapshot.Scope) []Change {
	out := scopes(old, now)
	for i := range out {
		out[i].Aspect, out[i].Scope = Exceptions, snapshot.Scope{}
		switch out[i].Grade {
		case Weaker:
			out[i].Grade = Stronger
		case Stronger:
			out[i].Grade = Weaker
		}
	}
	return out
}

// subprocessor compares two states of one third party. What is stronger is for
// the reader to judge.
func subprocessor(a, b snapshot.Subprocessor) []Change {
	var out []Change
	for _, w := range []struct{ label, old, now string }{
		{"name", a.Name, b.Name}, {"legal name", a.Entity, b.Entity}, {"purpose", a.Purpose, b.Purpose}, {"transfer", a.Transfer, b.Transfer},
		{"data", listed(a.Data, "none"), listed(b.Data, "none")}, {"places", listed(a.Places, "not stated"), listed(b.Places, "not stated")},
		{"scope", scopeText(a.Scope), scopeText(b.Scope)},
	} {
		out = append(out, plain(w.label, w.old, w.now)...)
	}
	return out
}

// framework compares two states of one framework.
func framework(a, b snapshot.Framework) []Change {
	out := append(plain("title", a.Title, b.Title), plain("version", a.Version, b.Version)...)
	withdrawn := func(f snapshot.Framework) string {
		if f.Withdrawn.IsZero() {
			return "in force"
		}
		return "withdrawn on " + day(f.Withdrawn.Time)
	}
	return append(out, plain("validity", withdrawn(a), withdrawn(b))...)
}

// plain is a change of text that has no strong side.
func plain(label, old, now string) []Change {
	if old == now {
		return nil
	}
	return []Change{{Aspect: Whole, Label: label, Item: label, From: old, To: now, Grade: Neutral, Scope: snapshot.Scope{}}}
}
