package dossier

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/citation"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/paraphrase"
	"github.com/candor-site/candor/internal/snapshot"
)

// Edition is one version of a claim with all that its page shows.
type Edition struct {
	*citation.Version
	Control    *disclose.Control // as it is now under the same id, nil where it is gone
	Parameters []disclose.Parameter
	Overrides  []disclose.Override
	Scope      []disclose.Axis
	Rule       *paraphrase.Said // nil where nothing is asserted
	// Followed is the version that took its place, where that is not what is
	// claimed now.
	Followed *citation.Version
}

// Edition gathers what the page of a version shows; language is that of its
// words. It may be shared: nobody changes it.
func (x *Index) Edition(v *citation.Version, language string) *Edition {
	return x.editions.of(subject{v, language}, func() *Edition { return x.edition(v, language) })
}

func (x *Index) edition(v *citation.Version, language string) *Edition {
	c := v.Claim
	out := &Edition{Version: v, Control: x.control[v.ID], Parameters: parameters(c.Parameters), Scope: axes(c.Scope)}
	for _, o := range c.Overrides {
		out.Overrides = append(out.Overrides, disclose.Override{Scope: axes(o.Scope), Parameters: parameters(o.Parameters)})
	}
	if v.Next != v.Now {
		out.Followed = v.Next
	}
	if c.Assert != "" {
		claimed := &disclose.Control{Parameters: out.Parameters}
		out.Rule = paraphrase.Say(x.syntax(c.Assert), paraphrase.Names{
			Parameter: func(name string, members []string) (string, string) { return valueIn(claimed, name, members) },
		}, language)
	}
	return out
}

// parameters makes those of a snapshot such as a view has.
func parameters(in []snapshot.Parameter) []disclose.Parameter {
	var out []disclose.Parameter
	for _, p := range in {
		out = append(out, disclose.Parameter{
			Name: p.Name, Label: strings.ReplaceAll(p.Name, "_", " "), Text: p.Text, Raw: p.Value, Type: p.Type, Sense: p.Sense,
			Unstated: p.Value == parameter.Unstated,
		})
	}
	return out
}

// axes makes those of a scope such as a view has, by name.
func axes(s snapshot.Scope) []disclose.Axis {
	var out []disclose.Axis
	for name, values := range s {
		out = append(out, disclose.Axis{Name: name, Values: values})
	}
	slices.SortFunc(out, func(a, b disclose.Axis) int { return strings.Compare(a.Name, b.Name) })
	return out
}
