package change

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/snapshot"
)

// How much the words of a control claim: more is stronger, equal is neither.
// They are those of package trust.
var (
	standing = map[string]int{"in-effect": 2, "optional": 1, "required-setting": 1, "conditional": 1, "partial": 1}
	share    = map[string]int{"provider": 2, "inherited": 2, "shared": 1, "customer": 0}
	backing  = map[string]int{"measured": 4, "documented": 3, "attested": 2, "inherited": 1, "asserted": 0}
	degrees  = map[string]int{"meets": 2, "supports": 1, "falls-short": 0}
)

// rise grades a move from one rank to another.
func rise(old, now int) Grade {
	switch {
	case now > old:
		return Stronger
	case now < old:
		return Weaker
	}
	return Neutral
}

// word returns the change of a word that has a rank.
func word(a Aspect, old, now string, ranks map[string]int, why string) []Change {
	if old == now {
		return nil
	}
	c := Change{Aspect: a, Label: string(a), From: old, To: now, Grade: rise(ranks[old], ranks[now])}
	if a == Proof {
		c.Label = "what stands behind it"
	}
	if c.Grade != Neutral {
		c.Why = why
	}
	return []Change{c}
}

// controls lists what differs between two controls, in no order.
func controls(old, now *snapshot.Control) []Change {
	var out []Change
	if old.ID != now.ID {
		out = append(out, Change{Aspect: ID, Label: "id", From: old.ID, To: now.ID, Grade: Neutral, Why: "renamed"})
	}
	values := parameters(old, now, old.Parameters, now.Parameters, nil)
	values = append(values, overrides(old, now)...)
	out = append(out, values...)
	out = append(out, word(Status, old.Status, now.Status, standing, "how far the claim is in effect")...)
	out = append(out, word(Responsibility, old.Responsibility, now.Responsibility, share, "who must act")...)
	out = append(out, word(Proof, old.Grade, now.Grade, backing, "")...)
	out = append(out, scopes(old.Scope, now.Scope)...)
	out = append(out, evidence(old.Evidence, now.Evidence)...)
	out = append(out, assertion(old.Assert, now.Assert)...)
	out = append(out, mappings(old.Mappings, now.Mappings)...)
	for _, w := range []struct {
		aspect   Aspect
		old, now string
	}{{Kind, old.Kind, now.Kind}, {Title, old.Title, now.Title}} {
		if w.old != w.now {
			out = append(out, Change{Aspect: w.aspect, Label: string(w.aspect), From: w.old, To: w.now, Grade: Neutral})
		}
	}
	if old.Statement != now.Statement && len(values) == 0 && written(old) == written(now) {
		out = append(out, Change{Aspect: Statement, Label: "wording", From: old.Statement, To: now.Statement, Grade: Neutral})
	}
	return out
}

// written is how the values of a control are written, which its statement
// repeats: 2160 hours for 90 days is no change of words.
func written(c *snapshot.Control) string {
	var texts []string
	for _, p := range c.Parameters {
		texts = append(texts, p.Name, p.Text)
	}
	return strings.Join(texts, "\n")
}

// overrides compares the values that hold in narrower scopes. An override whose
// scope is in one of the two only is compared with the values of the control.
func overrides(old, now *snapshot.Control) []Change {
	var out []Change
	key := func(o snapshot.Override) string { return scopeText(o.Scope) }
	was, is := map[string]snapshot.Override{}, map[string]snapshot.Override{}
	for _, o := range old.Overrides {
		was[key(o)] = o
	}
	for _, o := range now.Overrides {
		is[key(o)] = o
	}
	all := maps.Clone(was)
	maps.Copy(all, is)
	for _, k := range slices.Sorted(maps.Keys(all)) {
		a, b := over(old.Parameters, was[k].Parameters, is[k].Parameters), over(now.Parameters, is[k].Parameters, was[k].Parameters)
		out = append(out, parameters(old, now, a, b, all[k].Scope)...)
	}
	return out
}

// over returns the values of an override; for those that only the other has,
// the values of the control hold.
func over(base, own, theirs []snapshot.Parameter) []snapshot.Parameter {
	out := slices.Clone(own)
	for _, t := range theirs {
		if slices.ContainsFunc(own, func(p snapshot.Parameter) bool { return p.Name == t.Name }) {
			continue
		}
		if i := slices.IndexFunc(base, func(p snapshot.Parameter) bool { return p.Name == t.Name }); i >= 0 {
			out = append(out, base[i])
		}
	}
	return out
}

// scopes compares where a claim holds, axis by axis. No values are all values.
func scopes(old, now snapshot.Scope) []Change {
	axes := maps.Clone(old)
	if axes == nil {
		axes = snapshot.Scope{}
	}
	maps.Copy(axes, now)
	var out []Change
	for _, axis := range slices.Sorted(maps.Keys(axes)) {
		a, b := old[axis], now[axis]
		c := Change{Aspect: InScope, Item: axis, Label: "scope: " + axis, From: listed(a, "everywhere"), To: listed(b, "everywhere")}
		o := byMembers(a, b)
		switch {
		case o.equal:
			continue
		case len(a) == 0:
			c.Grade, c.Why = Weaker, "it holds in less than before"
			out = append(out, c)
			continue
		case len(b) == 0:
			c.Grade, c.Why = Stronger, "it holds in more than before"
			out = append(out, c)
			continue
		}
		if o.smaller {
			c.Grade, c.Why = Weaker, "it holds no longer for "+listed(o.removed, "")
			out = append(out, c)
		}
		if o.greater {
			c.Grade, c.Why = Stronger, "it now holds for "+listed(o.added, "")
			out = append(out, c)
		}
	}
	return out
}

// listed says a list to people, or what no list means.
func listed(words []string, none string) string {
	if len(words) == 0 {
		return none
	}
	return parameter.Enumerate(words, "and")
}

// evidence compares what a control needs to be proved.
func evidence(old, now []snapshot.Need) []Change {
	var out []Change
	was, is := map[string]snapshot.Need{}, map[string]snapshot.Need{}
	for i := len(old) - 1; i >= 0; i-- {
		was[old[i].ID] = old[i]
	}
	for i := len(now) - 1; i >= 0; i-- {
		is[now[i].ID] = now[i]
	}
	for _, id := range slices.Sorted(maps.Keys(was)) {
		a := was[id]
		b, both := is[id]
		if !both {
			out = append(out, Change{Aspect: Evidence, Item: id, Label: "evidence " + id, From: "needed", To: "not needed", Grade: Weaker, Why: "the claim can hold without it"})
			continue
		}
		out = append(out, schedule(id, a, b)...)
	}
	for _, id := range slices.Sorted(maps.Keys(is)) {
		if _, both := was[id]; !both {
			out = append(out, Change{Aspect: Evidence, Item: id, Label: "evidence " + id, From: "not needed", To: "needed", Grade: Stronger, Why: "the claim cannot hold without it"})
		}
	}
	return out
}

// schedule compares how often one piece of evidence is due.
func schedule(id string, old, now snapshot.Need) []Change {
	c := Change{Aspect: Schedule, Item: id, Label: "schedule of " + id, From: old.Schedule, To: now.Schedule, Grade: Neutral}
	a, err := period.Parse(old.Every)
	b, err2 := period.Parse(now.Every)
	if err != nil || err2 != nil {
		if old.Schedule == now.Schedule {
			return nil
		}
		return []Change{c}
	}
	switch o := byPeriod(a, b); {
	case o.equal:
		return nil
	case o.greater:
		c.Grade, c.Why = Weaker, "it is due less often"
	case o.smaller:
		c.Grade, c.Why = Stronger, "it is due more often"
	}
	return []Change{c}
}

// assertion compares what is checked. Spaces mean nothing in it.
func assertion(old, now string) []Change {
	a, b := strings.Join(strings.Fields(old), " "), strings.Join(strings.Fields(now), " ")
	c := Change{Aspect: Assertion, Label: "assertion", From: a, To: b}
	switch {
	case a == b:
		return nil
	case b == "":
		c.Grade, c.Why = Weaker, "nothing is checked any more"
	case a == "":
		c.Grade, c.Why = Stronger, "it is checked now"
	default:
		c.Grade, c.Why = Neutral, "assertion changed: look"
	}
	return []Change{c}
}

// mappings compares the requirements that a control bears on.
func mappings(old, now []snapshot.Mapping) []Change {
	var out []Change
	key := func(m snapshot.Mapping) string { return m.Framework + " " + m.Requirement }
	was, is := map[string]string{}, map[string]string{}
	for _, m := range old {
		was[key(m)] = m.Degree
	}
	for _, m := range now {
		is[key(m)] = m.Degree
	}
	all := maps.Clone(was)
	maps.Copy(all, is)
	for _, k := range slices.Sorted(maps.Keys(all)) {
		if was[k] == is[k] {
			continue
		}
		c := Change{Aspect: Mapping, Item: k, Label: "mapping to " + k, From: was[k], To: is[k], Grade: rise(degrees[was[k]], degrees[is[k]])}
		if c.Grade != Neutral {
			c.Why = "how far the requirement is met"
		}
		out = append(out, c)
	}
	return out
}

// scopeText formats a scope as "cloud=aws,gcp environment=production".
func scopeText(s snapshot.Scope) string {
	var parts []string
	for _, axis := range slices.Sorted(maps.Keys(s)) {
		parts = append(parts, fmt.Sprintf("%s=%s", axis, strings.Join(slices.Sorted(slices.Values(s[axis])), ",")))
	}
	return strings.Join(parts, " ")
}
