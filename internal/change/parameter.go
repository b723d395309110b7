package change

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/snapshot"
)

// parameters compares two sets of values of a control. Values that describe a
// gap, and not a claim, have no strong side.
func parameters(oldOwner, newOwner *snapshot.Control, old, now []snapshot.Parameter, scope snapshot.Scope) []Change {
	was, is := byName(old), byName(now)
	all := maps.Clone(was)
	maps.Copy(all, is)
	gap := standing[oldOwner.Status] == 0 && standing[newOwner.Status] == 0
	var out []Change
	for _, name := range slices.Sorted(maps.Keys(all)) {
		found := values(name, was[name], is[name], comparator(oldOwner), comparator(newOwner))
		for _, c := range found {
			c.Scope = scope
			if gap {
				c.Grade, c.Why = Neutral, ""
			}
			out = append(out, c)
		}
	}
	return out
}

func byName(list []snapshot.Parameter) map[string]*snapshot.Parameter {
	out := make(map[string]*snapshot.Parameter, len(list))
	for i := range list {
		out[list[i].Name] = &list[i]
	}
	return out
}

// comparator returns the sense that a control states beside its values, or "".
func comparator(c *snapshot.Control) parameter.Sense {
	if p := c.Parameter("comparator"); p != nil {
		text, _ := p.Value.(string)
		return parameter.Sense(text)
	}
	return ""
}

// values compares one parameter with what it was; nil stands for one that is
// not there. A set that gained and lost members gives two changes.
func values(name string, old, now *snapshot.Parameter, oldSense, newSense parameter.Sense) []Change {
	c := Change{Aspect: OfParameter, Parameter: name, Label: strings.ReplaceAll(name, "_", " "), Grade: Neutral}
	var a, b bound
	one, two := true, true
	if old != nil {
		c.From, c.OldValue, c.Type = old.Text, old.Value, old.Type
		a, one = boundOf(old, oldSense)
	}
	if now != nil {
		c.To, c.NewValue, c.Type = now.Text, now.Value, now.Type
		b, two = boundOf(now, newSense)
	}
	if !one || !two || old != nil && now != nil && old.Type != now.Type {
		return unread(c, old, now)
	}
	c.From, c.To = a.text, b.text
	return grade(c, a, b, old != nil, now != nil)
}

// unread compares values that are not of their type, as a snapshot of another
// version may hold them: they are equal or not.
func unread(c Change, old, now *snapshot.Parameter) []Change {
	if old != nil && now != nil && old.Type == now.Type && reflect.DeepEqual(old.Value, now.Value) {
		return nil
	}
	return []Change{c}
}

// grade says what a change of a value does to the claim.
func grade(c Change, a, b bound, was, is bool) []Change {
	way := direct(c.Parameter, a, b)
	if way == ranked {
		way = more
	}
	was, is = was && a.stated(), is && b.stated()
	switch {
	case way == isTrue || way == isFalse:
		return truth(c, a, b, way == isTrue, was, is)
	case way == fewest:
		return membersOf(c, byMembers(listOf(a, was), listOf(b, is)), less)
	case !was && !is:
		if a.value.Word == b.value.Word && a.value.Type == b.value.Type {
			return nil
		}
		return []Change{c} // not stated, negotiable, left out: none says a value
	case !was || !is:
		if way != neutral {
			c.Grade, c.Why = Weaker, "no value is stated any more"
			if is {
				c.Grade, c.Why = Stronger, "a value is stated now"
			}
		}
		return []Change{c}
	}
	o := compare(a.value, b.value)
	switch {
	case o.equal && a.sense == b.sense:
		return nil
	case o.equal:
		c.Why = "the sense of the value changed: look"
		if a.text == b.text {
			return nil // the parameter comparator tells of it
		}
		return []Change{c}
	}
	return membersOf(c, o, way)
}

// listOf returns the members of a value, or none.
func listOf(b bound, stated bool) []string {
	if !stated {
		return nil
	}
	return members(b.value.Raw)
}

// truth grades a truth value: good is the strong one. Not stating it claims
// nothing, and admitting the other is no weaker than that.
func truth(c Change, a, b bound, good, was, is bool) []Change {
	strong := func(v bound, stated bool) bool { return stated && v.value.Raw == good }
	switch before, after := strong(a, was), strong(b, is); {
	case was == is && (!was || a.value.Raw == b.value.Raw):
		return nil
	case before && !after:
		c.Grade = Weaker
	case after && !before:
		c.Grade = Stronger
	}
	return []Change{c}
}

// membersOf grades an order by the way in which more of it counts. Where some
// members came and some went there are two changes.
func membersOf(c Change, o order, way decision) []Change {
	up, down := Stronger, Weaker
	switch way {
	case less:
		up, down = Weaker, Stronger
	case more:
	default:
		if o.equal {
			return nil
		}
		return []Change{c}
	}
	var out []Change
	if o.smaller {
		d := c
		d.Grade, d.Why = down, reasonOf(way, "lower")
		if len(o.removed) > 0 {
			d.Why = "no longer listed: " + strings.Join(o.removed, ", ")
		}
		out = append(out, d)
	}
	if o.greater {
		u := c
		u.Grade, u.Why = up, reasonOf(way, "higher")
		if len(o.added) > 0 {
			u.Why = "newly listed: " + strings.Join(o.added, ", ")
		}
		out = append(out, u)
	}
	if len(out) == 0 && !o.equal {
		return []Change{c}
	}
	return out
}

// reasonOf says what a grade rests on: "the value is a floor, and lower".
func reasonOf(way decision, moved string) string {
	if way == less {
		return "the value is a ceiling, and " + moved
	}
	return "the value is a floor, and " + moved
}
