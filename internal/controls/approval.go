package controls

import (
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/trust"
)

// readApproval checks one approval and adds it to the catalog. That its control
// exists, and that it fits a change, is found where snapshots are known.
func (r *reader) readApproval(f *approvalFile) {
	r.filled(f.By, "name of who approved it")
	r.filled(f.Reason, "reason")
	a := &trust.Approval{
		Span: f.Control.Span, Control: f.Control.Value, Parameter: f.Parameter.Value, ParameterSpan: f.Parameter.Span, Aspect: f.Aspect.Value,
		By: f.By.Value, BySpan: f.By.Span, On: r.date(f.On, "on"), Reason: f.Reason.Value, Audience: r.audience(f.Audience),
	}
	switch {
	case !given(f.Control):
		return
	case given(f.Parameter) == given(f.Aspect):
		r.list.Add(diag.Errorf(diag.KeyMissing, f.Control.Span, "the approval for %s must name either a parameter or an aspect", a.Control).
			Hinted(`add "parameter" with its name, or "aspect" such as status; claim stands for a withdrawn one`))
		return
	case given(f.Aspect):
		a.From, a.To = f.From.Plain(), f.To.Plain()
		r.catalog.Approvals = append(r.catalog.Approvals, a)
		return
	}
	t, ok := r.cfg.Vocabulary.TypeOf(a.Parameter)
	if !ok {
		r.list.Add(diag.Errorf(diag.ParameterUnknown, f.Parameter.Span, "the parameter %q does not exist", a.Parameter).
			Hinted("%s", suggest(a.Parameter, r.cfg.Vocabulary.Names(), "declare it with its type in candor.yaml under parameters")))
		return
	}
	for _, side := range []struct {
		node *decode.Node
		into *any
	}{{f.From, &a.From}, {f.To, &a.To}} {
		if side.node == nil || side.node.Kind == decode.Null {
			continue
		}
		v, ok := r.value(a.Parameter, t, side.node)
		if !ok {
			return
		}
		*side.into = v.Raw
	}
	r.catalog.Approvals = append(r.catalog.Approvals, a)
}
