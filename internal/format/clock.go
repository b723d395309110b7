package format

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/moment"
	"github.com/candor-site/candor/internal/pattern"
	"github.com/candor-site/candor/internal/plain"
)

// clock says where a time stands and how it is written.
type clock struct {
	at      pointer
	where   []condition
	layouts []string         // names of layouts, or layouts of package time
	pick    string           // oldest, newest, first, last
	utc     bool             // what carries no zone is UTC by the tool's own rule
	pattern *pattern.Pattern // its groups, joined by a space, hold the time
}

var picks = []string{"oldest", "newest", "first", "last"}

// DecodeNode reads a clock: a pointer to an ISO 8601 time, or a mapping.
func (k *clock) DecodeNode(n *decode.Node) diag.List {
	k.pick, k.layouts = "oldest", []string{moment.ISO}
	if n.Kind == decode.String {
		return k.at.DecodeNode(n)
	}
	if n.Kind != decode.Map {
		return invalid(n, "expected a pointer or {at: ..., layout: ...}, found %s", n.Kind)
	}
	var list diag.List
	for _, f := range n.Fields {
		list.Add(k.decodeField(f)...)
	}
	if n.Get("at") == nil {
		list.Add(invalid(n, "a time needs at, the pointer to where it stands")...)
	}
	return list
}

func (k *clock) decodeField(f decode.Field) (list diag.List) {
	switch f.Key {
	case "at":
		return k.at.DecodeNode(f.Value)
	case "where":
		k.where, list = decodeConditions(f.Value)
	case "layout":
		k.layouts = texts(f.Value)
		for _, l := range k.layouts {
			if why := moment.Fault(l); why != "" {
				list.Add(invalid(f.Value, "layout %q %s", l, why)...)
			}
		}
	case "pick":
		if k.pick = f.Value.Scalar; !slices.Contains(picks, k.pick) {
			return invalid(f.Value, "pick is one of %s, not %q", strings.Join(picks, ", "), k.pick)
		}
	case "zone":
		if k.utc = f.Value.Scalar == "UTC"; !k.utc {
			return invalid(f.Value, "zone is UTC where the tool always writes UTC, or absent; found %q", f.Value.Scalar)
		}
	case "match":
		k.pattern, list = decodePattern(f.Value, 1)
	default:
		return unknownKey(f, "at", "where", "layout", "pick", "zone", "match")
	}
	return list
}

// stamp is a time that was read, and where.
type stamp struct {
	moment.Moment
	pointer string
}

// clock returns the time that the first clock with an acceptable one says.
func (c *context) clock(list []clock) (stamp, bool) {
	for i := range list {
		if s, ok := list[i].read(c); ok {
			return s, true
		}
	}
	return stamp{}, false
}

// read returns the time that the clock picks. Of several texts, those that the
// pattern does not fit are other texts; all else that is no time is refused
// aloud.
func (k *clock) read(c *context) (best stamp, found bool) {
	in := c.within()
	others, other := 0, ""
	k.at.Find(c.doc, &c.work, func(m plain.Match) bool {
		if len(k.where) > 0 && !in.at(m.Value).hold(k.where) {
			return true
		}
		c.work.Take(20) // a dozen layouts may be tried
		refused := func() string {
			return c.root + m.Pointer() + " holds " + strconv.Quote(decode.Excerpt(plain.Text(m.Value))) + ", which is no usable time"
		}
		v, fits := k.part(m.Value, c)
		at, ok := k.parse(v, c)
		switch {
		case plain.Text(m.Value) == "":
		case !fits:
			if others++; others == 1 {
				other = refused()
			}
		case !ok:
			c.problem("time-refused", refused())
		case !found, k.pick == "oldest" && at.Time.Before(best.Time), k.pick == "newest" && at.Time.After(best.Time), k.pick == "last":
			best, found = stamp{at, c.root + m.Pointer()}, true
		}
		return !found || k.pick != "first"
	})
	if !found && others == 1 {
		c.problem("time-refused", other)
	}
	return best, found
}

// part returns what the pattern takes of a text, if it fits.
func (k *clock) part(v any, c *context) (any, bool) {
	if k.pattern == nil {
		return v, true
	}
	groups := k.pattern.Find(c.matchable(v))
	if groups == nil {
		return nil, false
	}
	return strings.Join(groups[1:], " "), true
}

func (k *clock) parse(v any, c *context) (moment.Moment, bool) {
	loc := c.loc
	if k.utc {
		loc = time.UTC
	}
	for _, layout := range k.layouts {
		if m, ok := moment.Parse(v, layout, loc); ok {
			m.Zoned = m.Zoned || k.utc
			return m, true
		}
	}
	return moment.Moment{}, false
}
