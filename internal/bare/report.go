package bare

import (
	"fmt"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/site"
)

// Diagnose returns what the facts of a site, which are sorted, give reason to
// mend.
func Diagnose(facts []Fact) diag.List {
	var list diag.List
	first := map[string]bool{} // names that were reported on a page
	uncited := map[*site.Page]int{}
	for _, f := range facts {
		if f.Class == Unbound && f.Uncited {
			uncited[f.Page]++
		}
	}
	for _, f := range facts {
		switch f.Class {
		case Contradicted:
			d := diag.Errorf(diag.FactContradicted, f.Span, "the words say %q, control %s says %s = %s", f.Words, f.Control, f.Parameter, f.Claimed)
			list.Add(d.Hinted("%s", f.mend()).Also(f.At, "%s of %s is %s here", f.Parameter, f.Control, f.Claimed))
		case Unbound:
			if f.again(first) {
				continue
			}
			if n := uncited[f.Page]; f.Uncited && n > 0 {
				uncited[f.Page] = 0
				list.Add(unconnected(f, n))
			} else if !f.Uncited {
				read := "{control.ID.PARAMETER}"
				if f.Page == nil {
					read = "{{ .PARAMETER }}"
				}
				list.Add(diag.Warningf(diag.FactUnbound, f.Span, "no control carries %q (%s)", f.Words, sort(f)).
					Hinted("make it a parameter of a control, and write %s", read))
			}
		case Equal:
			if f.Binding == "" {
				continue
			}
			d := diag.Warningf(diag.FactLiteral, f.Span, "%q is written out; it is %s of control %s", f.Words, f.Parameter, f.Control)
			d.Severity = diag.Note
			list.Add(d.Hinted("write %s, so that it follows", f.Binding))
		}
	}
	return list
}

// unconnected reports the facts of a page that cites no control at all, as one.
func unconnected(f Fact, n int) diag.Diagnostic {
	message := fmt.Sprintf("the page cites no control, and states %d facts about security, the first of them %q (%s)", n, f.Words, sort(f))
	if n == 1 {
		message = fmt.Sprintf("the page cites no control, and states a fact about security: %q (%s)", f.Words, sort(f))
	}
	return diag.Warningf(diag.FactUnbound, f.Span, "%s", message).
		Hinted("make them parameters of controls, and write {control.ID.PARAMETER}; candor check --facts lists them")
}

// again reports whether a name was reported on its page already, and notes it.
func (f Fact) again(first map[string]bool) bool {
	switch fact.Kind(f.Kind) {
	case fact.Product, fact.Standard, fact.Cipher, fact.Version:
		key := f.Span.Path() + "\n" + f.Value
		if first[key] {
			return true
		}
		first[key] = true
	}
	return false
}

// sort names the sort of a fact with its value.
func sort(f Fact) string { return f.Kind + " " + f.Value }

// mend says what to write in place of words that are not true.
func (f Fact) mend() string {
	if f.Binding == "" {
		return "correct the one that is wrong"
	}
	return fmt.Sprintf("write %s, or correct the control", f.Binding)
}
