package assess

import (
	"testing"

	"github.com/candor-site/candor/internal/trust"
)

// TestUnvouched holds each level against each demand.
func TestUnvouched(t *testing.T) {
	by := func(id string, person bool, controls ...string) trust.Signature {
		return trust.Signature{Signer: id, Person: person, Controls: controls}
	}
	pieces := map[string]*trust.Evidence{
		"ci":       {Assurance: trust.SignedByCI, Signers: []trust.Signature{by("ci", false), by("ada", true)}},
		"person":   {Assurance: trust.SignedByPerson, Signers: []trust.Signature{by("ada", true)}},
		"run":      {Assurance: trust.UnsignedRun, Run: "7"},
		"unsigned": {Assurance: trust.Unsigned},
		"inferred": {Assurance: trust.Inferred},
		"other":    {Assurance: trust.SignedByCI, Run: "7", Signers: []trust.Signature{by("ci", false, "another")}},
		"ours":     {Assurance: trust.SignedByCI, Signers: []trust.Signature{by("ci", false, "backups", "another")}},
		"derived":  {Assurance: trust.Unsigned, Run: "7", Signers: []trust.Signature{by("ci", false)}},
	}
	pieces["joined"] = &trust.Evidence{Sources: []*trust.Evidence{pieces["ci"], pieces["run"]}}
	pieces["nothing known"] = &trust.Evidence{}
	met := map[trust.Demand][]string{
		"":                   {"ci", "person", "run", "unsigned", "inferred", "other", "ours", "derived", "joined", "nothing known"},
		trust.DemandSigned:   {"ci", "person", "ours"},
		trust.DemandCI:       {"ci", "ours"},
		trust.DemandPerson:   {"person"},
		trust.DemandRun:      {"ci", "person", "run", "other", "ours", "joined"},
		trust.DemandEnvelope: {"ci", "person", "run", "unsigned", "other", "ours", "derived", "joined"},
	}
	for demand, good := range met {
		want := map[string]bool{}
		for _, name := range good {
			want[name] = true
		}
		for name, e := range pieces {
			why := unvouched(&trust.Control{ID: "backups"}, trust.Need{ID: "scan", Assurance: demand}, e)
			if (why == "") != want[name] {
				t.Errorf("%s for %q: %q", name, demand, why)
			}
		}
	}
	why := unvouched(&trust.Control{ID: "backups"}, trust.Need{ID: "scan", Assurance: trust.DemandSigned}, pieces["other"])
	if want := `evidence "scan" is signed by ci, who may not vouch for this control`; why != want {
		t.Errorf("got %s", why)
	}
	if why := unvouched(&trust.Control{}, trust.Need{Assurance: trust.DemandSigned}, nil); why != "" {
		t.Errorf("missing evidence is missing, not unsigned: %s", why)
	}
}
