package change

import (
	"cmp"
	"fmt"
	"reflect"
	"time"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/snapshot"
)

// Approval says that somebody agreed to a claim becoming weaker.
type Approval struct {
	Control   string
	Parameter string // name, or "" where the aspect is none
	Aspect    Aspect
	From, To  any // plain trees; with a parameter nil is no value, else nil is any
	Approved
}

// Approved is who agreed, when, and why.
type Approved struct {
	By     string `json:"by" jsonschema:"who"`
	On     string `json:"on" jsonschema:"date"`
	Reason string `json:"reason" jsonschema:"why"`
}

// ApprovedOn returns who agreed on a day.
func ApprovedOn(by string, on time.Time, reason string) Approved {
	return Approved{By: by, On: on.Format(time.DateOnly), Reason: reason}
}

// Weakening is one way in which a claim became weaker by somebody's decision:
// what was merely found, such as evidence that grew old, is none.
type Weakening struct {
	Control string // id, as it is now
	Was     string // id, as it was
	Title   string
	Change  Change
	approve **Approved
}

// Weakenings lists what became weaker by decision, in the order of the
// comparison. A withdrawn claim has the aspect claim, and an exception that was
// opened, or may stand longer, the aspect exception.
func (c *Comparison) Weakenings() []Weakening {
	var out []Weakening
	for i := range c.Withdrawn {
		w := &c.Withdrawn[i]
		if w.Grade == Weaker {
			out = append(out, Weakening{w.ID, w.ID, w.Title, Change{Aspect: Whole, Label: "claim", From: "claimed", To: "withdrawn", Grade: Weaker}, &w.Approved})
		}
	}
	for i := range c.Changed {
		w := &c.Changed[i]
		for j := range w.Changes {
			if ch := &w.Changes[j]; ch.Grade == Weaker && ch.Aspect.Claimed() {
				out = append(out, Weakening{w.ID, cmp.Or(w.Was, w.ID), w.Title, *ch, &ch.Approved})
			}
		}
	}
	for i := range c.Exceptions {
		e := &c.Exceptions[i]
		if e.Grade == Weaker && e.How == Added {
			out = append(out, Weakening{e.Control, e.Control, e.Title, Change{Aspect: Exceptions, Item: e.ID, Label: "exception " + e.ID, From: "none", To: "open " + e.Detail, Grade: Weaker}, &e.Approved})
			continue
		}
		for j := range e.Changes {
			if ch := &e.Changes[j]; ch.Grade == Weaker {
				d := *ch
				d.Item, d.Label = e.ID, "exception "+e.ID
				out = append(out, Weakening{e.Control, e.Control, e.Title, d, &ch.Approved})
			}
		}
	}
	return out
}

// Fit says how an approval lies to a weakening.
type Fit int

// The fits.
const (
	Apart  Fit = iota // it is about something else
	Nearly            // it is about this claim, and other values
	Fits
)

// Fits says how an approval lies to a weakening. Values that differ in writing
// alone are the same.
func (a *Approval) Fits(w Weakening) Fit {
	if a.Control != w.Control && a.Control != w.Was {
		return Apart
	}
	if a.Parameter != "" || w.Change.Aspect == OfParameter {
		switch {
		case a.Parameter != w.Change.Parameter || w.Change.Aspect != OfParameter:
			return Apart
		case alike(w.Change, a.From, w.Change.OldValue) && alike(w.Change, a.To, w.Change.NewValue):
			return Fits
		}
		return Nearly
	}
	if a.Aspect != w.Change.Aspect {
		return Apart
	}
	for _, side := range []struct {
		said any
		is   string
	}{{a.From, w.Change.From}, {a.To, w.Change.To}} {
		if side.said != nil && parameter.FormatRaw(parameter.Text, side.said) != side.is && fmt.Sprint(side.said) != side.is {
			return Nearly
		}
	}
	return Fits
}

// alike reports whether two values of a changed parameter say the same.
func alike(c Change, one, two any) bool {
	if one == nil || two == nil {
		return one == two
	}
	p := func(raw any) *snapshot.Parameter {
		return &snapshot.Parameter{Name: c.Parameter, Type: c.Type, Value: raw}
	}
	a, ok := boundOf(p(one), "")
	b, ok2 := boundOf(p(two), "")
	if !ok || !ok2 {
		return reflect.DeepEqual(one, two)
	}
	if a.value.Word != "" || b.value.Word != "" {
		return a.value.Word == b.value.Word
	}
	return compare(a.value, b.value).equal && a.value.Op == b.value.Op
}

// Approve notes in a comparison who agreed to what became weaker, and returns
// the weakenings that have an approval.
func (c *Comparison) Approve(approvals []Approval) []Weakening {
	var out []Weakening
	for _, w := range c.Weakenings() {
		for i := range approvals {
			if approvals[i].Fits(w) == Fits {
				said := approvals[i].Approved
				*w.approve = &said
				w.Change.Approved = &said
				out = append(out, w)
				break
			}
		}
	}
	return out
}
