package reply

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// verdict is what one control, or one comparison, says of a claim.
type verdict struct {
	control *disclose.Control
	truth   Truth
	why     string // a clause for people
	say     string // what must be said beside it, a sentence; or ""
}

// judge computes one answer.
type judge struct {
	view       *disclose.View
	answer     *disclose.Answer
	controls   map[string]*disclose.Control
	exceptions map[string][]*disclose.Exception // by control
}

func (j *judge) judge() *Answer {
	out := &Answer{Answer: j.answer}
	var each []verdict
	for _, id := range j.answer.Controls {
		if c := j.controls[id]; c != nil {
			each = append(each, j.control(c))
		}
	}
	var compared []verdict
	for _, w := range j.answer.Where {
		compared = append(compared, j.compare(w))
	}
	decided := each
	switch {
	case j.answer.Quantifier == string(trust.NoTruth):
		out.Truth = open(each)
	case len(each) == 0:
		out.Truth, out.Because = Unknown, "It rests on no control."
		return out
	case j.answer.Quantifier == string(trust.AnyHolds):
		out.Truth, decided = anyOf(each)
	default:
		out.Truth = allOf(each)
	}
	out.Truth = narrowed(out.Truth, compared)
	decided = append(slices.Clip(decided), compared...)
	beside := j.beside(decided)
	if out.Truth != NotApplicable && count(beside)[Unknown] > 0 {
		out.Truth = Unknown
		decided = append(decided, beside...)
	}
	for _, v := range slices.Concat(decided, beside) {
		if v.control != nil && !slices.Contains(out.Behind, v.control) {
			out.Behind = append(out.Behind, v.control)
		}
	}
	covered, elsewhere := j.coverage(decided)
	if elsewhere && out.Truth != NotApplicable {
		out.Truth, out.Because = Unknown, "Nothing that it rests on is about "+parameter.Enumerate(j.answer.Products, "or")+"."
	}
	if out.Truth != No {
		out.Qualification = covered
	}
	out.Qualification = qualification(out, decided, beside)
	if out.Truth == Yes && out.Qualification != "" {
		out.Truth = Qualified
	}
	if out.Because == "" {
		out.Because = because(out.Truth, decided)
	}
	return out
}

// beside judges the controls that the texts of the answer speak of beside those
// that decide: their values must not be said while nothing proves them, and not
// without saying that they are planned.
func (j *judge) beside(decided []verdict) []verdict {
	var out []verdict
	for _, id := range j.answer.Reads {
		c := j.controls[id]
		if c == nil || slices.ContainsFunc(decided, func(v verdict) bool { return v.control == c }) {
			continue
		}
		out = append(out, j.control(c))
	}
	return out
}

// control judges one control. What is planned does not hold, whatever its
// evidence; what nothing proves now is unknown.
func (j *judge) control(c *disclose.Control) verdict {
	state, reason := j.state(c)
	switch {
	case c.Status == string(trust.Planned):
		return verdict{c, No, quoted(c) + " is planned and not in effect", ""}
	case state == string(trust.StateNotApplicable):
		return verdict{c, NotApplicable, quoted(c) + " does not apply", ""}
	case reason == string(trust.ReasonExcepted):
		return verdict{c, Partial, quoted(c) + " has a recorded gap", j.gaps(c)}
	case state == string(trust.Undetermined) && c.Showed == string(trust.Satisfied) && j.view.Site.StaleAnswers == string(site.MarkStale):
		v := j.held(c)
		v.say = sentences("The evidence of "+quoted(c)+" is past its date: it was collected on "+day(oldest(c))+".", v.say)
		return v
	case state != string(trust.Satisfied):
		return verdict{c, Unknown, unproved(c, state), ""}
	}
	return j.held(c)
}

// state is the state of a control where the answer is about: the worst within
// its products, where states differ by product.
func (j *judge) state(c *disclose.Control) (state, reason string) {
	for _, s := range c.PerScope {
		if len(j.answer.Products) == 0 || !names(s.Scope, j.answer.Products) {
			continue
		}
		if state == "" || rank(s.State) > rank(state) {
			state, reason = s.State, s.Reason
		}
	}
	if state == "" {
		return c.State, c.Reason
	}
	if state == string(trust.NotSatisfied) && len(j.waivers(c)) > 0 && c.Reason == string(trust.ReasonExcepted) {
		reason = c.Reason
	}
	return state, reason
}

// rank orders states from good to bad.
func rank(state string) int {
	return slices.Index([]trust.State{trust.StateNotApplicable, trust.Satisfied, trust.StatePlanned, trust.Undetermined, trust.NotSatisfied}, trust.State(state))
}

// held judges a control whose evidence proves it: how far it is in effect is
// for its author to say.
func (j *judge) held(c *disclose.Control) verdict {
	switch trust.Status(c.Status) {
	case trust.Partial:
		return verdict{c, Partial, quoted(c) + " holds in part", j.gaps(c)}
	case trust.Limitation:
		return verdict{c, Partial, quoted(c) + " is a stated limitation", j.gaps(c)}
	case trust.Optional:
		return verdict{c, Qualified, quoted(c) + " holds where the customer turns it on or buys it", sentences(capital(quoted(c))+" holds where the customer turns it on or buys it.", j.gaps(c))}
	case trust.RequiredSetting:
		return verdict{c, Qualified, quoted(c) + " holds once the customer has set it", sentences(capital(quoted(c))+" holds once the customer has set it.", j.gaps(c))}
	case trust.Conditional:
		return verdict{c, Qualified, quoted(c) + " holds on a condition", sentences("It holds on a condition: "+c.Statement, j.gaps(c))}
	}
	if gaps := j.gaps(c); gaps != "" {
		return verdict{c, Qualified, quoted(c) + " holds, with a recorded gap", gaps}
	}
	return verdict{c, Yes, quoted(c) + " holds", ""}
}

// waivers are the gaps that are recorded for a control where the answer is
// about, and that the evidence does not show to be gone.
func (j *judge) waivers(c *disclose.Control) []*disclose.Exception {
	var out []*disclose.Exception
	for _, x := range j.exceptions[c.ID] {
		if x.State != "obsolete" && meets(x.Scope, j.answer.Products) {
			out = append(out, x)
		}
	}
	return out
}

// gaps says which gaps are recorded for a control.
func (j *judge) gaps(c *disclose.Control) string {
	var out []string
	for _, x := range j.waivers(c) {
		text := "Recorded gap: " + strings.TrimSuffix(x.Title, ".")
		if !x.Until.IsZero() {
			text += ", until " + day(x.Until)
		}
		out = append(out, text+".")
	}
	return sentences(out...)
}

// allOf is the truth of a claim that needs every control. What does not apply
// takes nothing away.
func allOf(each []verdict) Truth {
	n := count(each)
	switch all := len(each); {
	case n[Unknown] > 0:
		return Unknown
	case n[NotApplicable] == all:
		return NotApplicable
	case n[No] == all-n[NotApplicable]:
		return No
	case n[No] > 0 || n[Partial] > 0:
		return Partial
	case n[Qualified] > 0:
		return Qualified
	}
	return Yes
}

// anyOf is the truth of a claim that needs one control, and those that decide.
func anyOf(each []verdict) (Truth, []verdict) {
	n := count(each)
	for _, t := range []Truth{Yes, Qualified, Unknown, Partial, No} {
		if n[t] > 0 {
			return t, slices.DeleteFunc(slices.Clone(each), func(v verdict) bool { return v.truth != t && t != No })
		}
	}
	return NotApplicable, each
}

// open is the truth of an answer that claims nothing that is true or false: it
// may be said while nothing that it rests on is unproved.
func open(each []verdict) Truth {
	n := count(each)
	switch {
	case n[Unknown] > 0:
		return Unknown
	case len(each) > 0 && n[NotApplicable] == len(each):
		return NotApplicable
	}
	return Open
}

func count(each []verdict) map[Truth]int {
	n := make(map[Truth]int)
	for _, v := range each {
		n[v.truth]++
	}
	return n
}

// narrowed lays comparisons over a truth: one that fails makes a no, one that
// nothing settles makes it unknown.
func narrowed(t Truth, compared []verdict) Truth {
	n := count(compared)
	switch {
	case t == Unknown || t == NotApplicable || t == Open:
		return t
	case n[Unknown] > 0:
		return Unknown
	case n[No] > 0:
		return No
	case n[Partial] > 0 && t != No:
		return Partial
	}
	return t
}

// qualification is what must be said beside an answer, before what it says
// already of where it holds.
func qualification(a *Answer, decided, beside []verdict) string {
	if a.Truth == Unknown || a.Truth == NotApplicable {
		return ""
	}
	var out []string
	add := func(text string) {
		if text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, v := range decided {
		if a.Truth == Open && (v.truth == No || v.truth == Partial) {
			add(capital(v.why) + ".")
		}
		add(v.say)
	}
	for _, v := range beside {
		if v.truth == No || v.truth == Partial {
			add(capital(v.why) + ".")
		}
		add(v.say)
	}
	add(a.Qualification)
	return sentences(out...)
}

// coverage says which products an answer is about, where its controls leave out
// some of those that it would otherwise be taken for; elsewhere reports that
// they leave out all.
func (j *judge) coverage(decided []verdict) (said string, elsewhere bool) {
	wanted := j.answer.Products
	if len(wanted) == 0 {
		wanted = productsOf(j.view.Scopes)
	}
	covered := make(map[string]bool)
	some := false
	for _, v := range decided {
		if v.control == nil || v.truth == No {
			continue
		}
		some = true
		values := productsOf(v.control.Scope)
		if values == nil {
			return "", false
		}
		for _, p := range values {
			covered[p] = true
		}
	}
	var among []string
	for _, p := range wanted {
		if covered[p] {
			among = append(among, p)
		}
	}
	switch {
	case !some || len(among) == len(wanted):
		return "", false
	case len(among) == 0:
		return "", true
	case len(among) == 1:
		return "This is said of the product " + among[0] + ".", false
	}
	return fmt.Sprintf("This is said of the products %s.", parameter.Enumerate(among, "and")), false
}

// because says in one sentence what decided.
func because(t Truth, decided []verdict) string {
	if t == Yes || t == Qualified || t == Open {
		if len(decided) == 0 {
			return "It rests on no control."
		}
		if t == Yes && len(decided) > 1 {
			return fmt.Sprintf("All %d points that it rests on hold.", len(decided))
		}
	}
	var clauses []string
	holds := 0
	for _, v := range decided {
		if t == Unknown && v.truth != Unknown || t == No && v.truth != No {
			continue
		}
		if v.truth == Yes {
			holds++
			clauses = slices.Insert(clauses, holds-1, v.why)
			continue
		}
		clauses = append(clauses, v.why)
	}
	return capital(strings.Join(clauses, "; ")) + "."
}
