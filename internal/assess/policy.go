package assess

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Promote turns findings into diagnostics as the policy of the site says.
// Findings for which it says nothing stay findings.
func Promote(s *site.Site, a *trust.Assessment) diag.List {
	var list diag.List
	for _, f := range a.Findings {
		c := s.Catalog.Control(f.Control)
		if d, ok := promote(s, c, f); ok {
			list.Add(d)
		}
	}
	states := map[string]trust.ExceptionState{}
	for _, x := range a.Exceptions {
		states[x.ID] = x
	}
	for _, x := range s.Catalog.Exceptions {
		if d, ok := promoteException(x, states[x.ID], a.Finding(x.Waives)); ok {
			list.Add(d)
		}
	}
	return list
}

// policyReasons are the words under which the policy knows a finding. What is
// not satisfied for another reason counts as contradicted, unless the policy
// says more.
func policyReasons(f *trust.Finding) []string {
	if f.State == trust.NotSatisfied && f.Reason != trust.ReasonExcepted {
		return []string{string(f.Reason), string(trust.ReasonContradicted)}
	}
	return []string{string(f.Reason)}
}

func promote(s *site.Site, c *trust.Control, f *trust.Finding) (diag.Diagnostic, bool) {
	if len(f.Waivers) > 0 || f.State != trust.NotSatisfied && f.State != trust.Undetermined {
		return diag.Diagnostic{}, false
	}
	if f.Reason == trust.ReasonError && c.Assert.Value != "" && s.Rules[c.ID] == nil {
		return diag.Diagnostic{}, false // that it does not compile was reported when it was compiled
	}
	action := site.ActOff
	for _, reason := range policyReasons(f) {
		if action = s.Config.Policy.Action(c.Kind, reason); action != site.ActOff {
			break
		}
	}
	if f.Reason == trust.ReasonObsolete {
		action = site.ActWarning
	}
	if action == site.ActOff {
		return diag.Diagnostic{}, false
	}
	d := describe(c, f)
	d.Severity = diag.Error
	if action == site.ActWarning {
		d.Severity = diag.Warning
	}
	return d, true
}

// describe words a finding as a diagnostic at the place to mend: the parameter
// that evidence contradicts, the need that has no evidence, or the control.
func describe(c *trust.Control, f *trust.Finding) diag.Diagnostic {
	if f.State == trust.NotSatisfied {
		d := diag.Errorf(diag.StateContradicted, claimed(c, f), "control %s is contradicted by its evidence: %s", c.ID, f.Detail)
		return origin(d, f).Hinted("correct the value, mend the system, or record an exception with a reason and a date in controls/exceptions.yaml")
	}
	switch f.Reason {
	case trust.Reason(trust.Missing):
		n, span := lacking(c, f)
		return diag.Errorf(diag.StateMissing, span, "control %s has no evidence %q%s", c.ID, n, within(f)).
			Hinted("collect it into evidence/, or drop the need")
	case trust.Reason(trust.Expired):
		return origin(diag.Errorf(diag.StateExpired, c.Span, "control %s rests on expired evidence: %s", c.ID, f.Detail), f).Hinted("collect it again")
	case trust.Reason(trust.Stale):
		return origin(diag.Errorf(diag.StateStale, c.Span, "control %s rests on stale evidence: %s", c.ID, f.Detail), f).Hinted("collect it again before it expires")
	case trust.ReasonError:
		d := diag.Errorf(diag.AssertError, c.Assert.Span, "the assertion of control %s could not be evaluated: %s", c.ID, f.Detail)
		if c.Assert.Value == "" {
			d.Span = c.Span
		}
		return origin(d, f).Hinted("correct what the assertion reads, or guard it with has(); candor explain %s shows every input", c.ID)
	case trust.ReasonObsolete:
		return diag.Errorf(diag.ExceptionObsolete, c.Span, "control %s records a gap that its evidence no longer shows", c.ID).
			Hinted("close it: remove the control, or give it another status")
	}
	if f.Reason == trust.ReasonCondition {
		return diag.Errorf(diag.StateUndetermined, c.Span, "control %s is undetermined: %s: %s", c.ID, f.Detail, listedBy(f.Conditions, ", ")).
			Hinted("mend the condition; candor explain %s says why it is not met", f.Conditions[0])
	}
	return origin(diag.Errorf(diag.StateUndetermined, c.Span, "control %s is undetermined: %s", c.ID, f.Detail), f).Hinted("%s", remedies[f.Reason])
}

// remedies say what to do about a control that cannot be judged.
var remedies = map[trust.Reason]string{
	trust.Reason(trust.Undated):      "put an envelope beside the file that says when it was collected",
	trust.Reason(trust.UndatedEvent): "declare the event in candor.yaml under events, with the evidence that tells when it happened",
	trust.Reason(trust.Future):       "correct the clock that wrote the time, or raise freshness.future in candor.yaml",
	trust.Reason(trust.Conflict):     "correct the time that is wrong, in the envelope or in the name of the file",
	trust.Reason(trust.Incomplete):   "collect it again, and all of it",
	trust.ReasonAssurance:            "sign it, or let somebody sign it whom the control accepts",
	trust.ReasonNoEvidence:           "name the evidence that proves it, or give it the status planned",
}

// claimed is the place of the first parameter that a failed comparison names,
// else of the control.
func claimed(c *trust.Control, f *trust.Finding) source.Span {
	for _, cmp := range f.Comparisons {
		if cmp.Holds {
			continue
		}
		if p, ok := c.Parameter(cmp.Parameter); ok {
			return p.Span
		}
	}
	return c.Span
}

// origin adds the evidence files that took part as related places.
func origin(d diag.Diagnostic, f *trust.Finding) diag.Diagnostic {
	for _, o := range f.Observations {
		if o.Evidence != nil && !o.Evidence.Span.IsZero() {
			d = d.Also(o.Evidence.Span, "evidence %q, collected %s", o.Need, collected(o))
		}
	}
	return d
}

func collected(o *trust.Observation) string {
	if o.Collected.IsZero() {
		return "at an unknown time"
	}
	return say(o.Collected)
}

// lacking is the first need without evidence.
func lacking(c *trust.Control, f *trust.Finding) (string, source.Span) {
	for _, o := range f.Observations {
		if o.Freshness != trust.Missing {
			continue
		}
		for _, n := range c.Needs {
			if n.ID == o.Need {
				return n.ID, n.Span
			}
		}
	}
	return "", c.Span
}

// within names the scopes that lack evidence, when others have it.
func within(f *trust.Finding) string {
	var scopes []string
	for _, s := range f.PerScope {
		if s.Reason == trust.Reason(trust.Missing) && len(s.Scope) > 0 {
			scopes = append(scopes, s.Scope.String())
		}
	}
	if len(scopes) == 0 {
		return ""
	}
	return " for " + listedBy(scopes, "; ")
}

func promoteException(x *trust.Exception, state trust.ExceptionState, f *trust.Finding) (diag.Diagnostic, bool) {
	switch Gap(state.State) {
	case Closed:
		d := diag.Errorf(diag.ExceptionObsolete, x.Span, "exception %s covers a gap that the evidence no longer shows", x.ID)
		if f == nil || f.State == trust.Satisfied {
			return d.Hinted("remove the exception: control %s is met", x.Waives), true
		}
		return d.Hinted("remove the exception, or mend its assertion: control %s is %s, for another reason than this gap", x.Waives, f.State), true
	case Overdue:
		last := state.Until
		if !x.Until.IsZero() {
			last = x.Until // its last day; what ends it is the midnight behind
		}
		return diag.Warningf(diag.ExceptionOverdue, x.UntilSpan, "exception %s held until %s and waives nothing any more", x.ID, say(last)).
			Hinted("remedy the gap, or accept it again with a new date"), true
	}
	return diag.Diagnostic{}, false
}
