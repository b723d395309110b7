package disclose

import (
	"path"
	"slices"

	"github.com/candor-site/candor/internal/secret"
	"github.com/candor-site/candor/internal/trust"
)

// envelope copies how evidence was made: for the audience of the raw file, as
// the rest of what only it may see. The command goes further than the file, as
// its arguments may hold what was meant for nobody: it is shown to everybody
// only where the envelope is to be published too, and to nobody where an
// argument looks like a secret.
func (r *reducer) envelope(out *Evidence, e *trust.Evidence) {
	out.File, out.Collector, out.Run, out.Exit = path.Base(e.Path), e.Collector, e.Run, e.ExitCode
	everybody := r.audience == r.site.Config.Ladder[0]
	switch secretive := slices.ContainsFunc(e.Command, func(arg string) bool { return len(secret.Text("argv", arg)) > 0 }); {
	case len(e.Command) == 0:
	case secretive, everybody && !e.Publish && !e.Told:
		out.Withheld = true
	default:
		out.Command, out.Env = e.Command, e.Env
	}
	if e.Event != nil {
		out.Event = &Event{Type: e.Event.Type, Key: e.Event.Key, At: e.Event.At}
	}
	for _, p := range e.Parents {
		out.Parents = append(out.Parents, Parent{Name: p.Name, Digest: string(p.Digest), Collected: p.CollectedAt})
	}
	for _, s := range e.Sources {
		if r.sees(s.Audience) {
			out.Parents = append(out.Parents, Parent{Name: s.ID, Digest: string(s.Digest), Collected: s.Clocks.CollectedAt})
		}
	}
	for _, s := range e.Signers {
		out.Signatures = append(out.Signatures, Signature{
			Signer: s.Signer, Person: s.Person, Form: s.Form, Base64: s.Base64, Key: s.Key, Scheme: s.Scheme, Identity: s.Identity, Issuer: s.Issuer,
		})
	}
	if e.Publish {
		out.Content, out.beside = e.Content, e.Beside
	}
}

// beside gives what stands beside a published file the name of that file.
func beside(e *Evidence) []Asset {
	var out []Asset
	for _, b := range e.beside {
		out = append(out, Asset{Route: e.Raw + b.Suffix, Data: b.Data})
	}
	return out
}
