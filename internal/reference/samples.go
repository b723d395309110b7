package reference

import (
	"strconv"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/disclose"
)

// SamplesOf takes the values of examples from a view, so that they name what
// exists. nil gives values that only show how a prop is written.
func SamplesOf(v *disclose.View) Samples {
	s := Samples{
		string(component.PropURL): `"/controls/"`, string(component.PropAsset): `"/files/policy.txt"`,
		string(component.PropList): `{["one", "two"]}`, string(component.PropObject): `{{key: "value"}}`,
	}
	if v == nil {
		return s
	}
	for _, c := range v.Controls {
		if s["control"] == "" {
			s[string(component.PropControl)] = strconv.Quote(c.ID)
			s[string(component.PropControls)] = "{[" + strconv.Quote(c.ID) + "]}"
			s[string(component.PropKind)] = strconv.Quote(c.Kind)
		}
		if len(c.Parameters) > 0 && s["Value.param"] == "" {
			s["Value.control"], s["Value.param"] = strconv.Quote(c.ID), strconv.Quote(c.Parameters[0].Name)
		}
	}
	if len(v.Evidence) > 0 {
		s[string(component.PropEvidence)] = strconv.Quote(v.Evidence[0].ID)
	}
	if len(v.Frameworks) > 0 {
		s[string(component.PropFramework)] = strconv.Quote(v.Frameworks[0].ID)
	}
	return s
}
