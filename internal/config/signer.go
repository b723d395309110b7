package config

import (
	"path"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// readSigners reads who may sign evidence. Keys are read with the evidence.
func (r *reader) readSigners() {
	first := map[string]source.Span{}
	for _, f := range r.file.Signers {
		if !given(f.ID) {
			continue
		}
		id := f.ID.Value
		switch {
		case !isID(id):
			r.invalid(f.ID, "the signer %q is not an id of small letters, digits and hyphens", id)
			continue
		case !first[id].IsZero():
			r.list.Add(diag.Errorf(diag.ValueInvalid, f.ID.Span, "the signer %q stands twice", id).Also(first[id], "the first is here"))
			continue
		}
		first[id] = f.ID.Span
		if s, ok := r.signer(f); ok {
			r.cfg.Signers = append(r.cfg.Signers, s)
		}
	}
	if r.file.Sigstore != nil {
		r.cfg.TrustedRoot = r.file.Sigstore.TrustedRoot
	}
}

// signer reads one signer, who has either a key or an identity with its
// issuer.
func (r *reader) signer(f signerFile) (site.Signer, bool) {
	s := site.Signer{
		ID: f.ID.Value, Span: f.ID.Span, Person: f.Who.Value == "person", Key: f.Key,
		Identity: f.Identity.Value, Issuer: f.Issuer.Value,
	}
	keyless := given(f.Identity) || given(f.Issuer)
	switch {
	case given(f.Key) && keyless:
		r.list.Add(diag.Errorf(diag.ValueInvalid, f.Key.Span, "the signer %s has a key and an identity", s.ID).Hinted("make two signers of it"))
		return s, false
	case keyless && (!given(f.Identity) || !given(f.Issuer)):
		r.list.Add(diag.Errorf(diag.KeyMissing, f.ID.Span, "the signer %s needs both identity and issuer: a name is worth as much as who vouches for it", s.ID).
			Hinted("add the one that is missing"))
		return s, false
	case !keyless && !given(f.Key):
		r.list.Add(diag.Errorf(diag.KeyMissing, f.ID.Span, "the signer %s has no key", s.ID).Hinted("add key, or identity and issuer"))
		return s, false
	case keyless && (r.file.Sigstore == nil || !given(r.file.Sigstore.TrustedRoot)):
		r.list.Add(diag.Errorf(diag.KeyMissing, f.ID.Span, "the signer %s is verified against a trusted root, and there is none", s.ID).
			Hinted("add sigstore: {trusted_root: FILE}; docs/freshness.md says where to get one"))
		return s, false
	}
	for _, pattern := range f.Evidence {
		if _, err := path.Match(pattern.Value, ""); err != nil || strings.TrimSpace(pattern.Value) == "" {
			r.invalid(pattern, "the pattern %q is malformed", pattern.Value)
			continue
		}
		s.Evidence = append(s.Evidence, pattern.Value)
	}
	for _, c := range f.Controls {
		s.Controls = append(s.Controls, site.Name{ID: c.Value, Span: c.Span})
	}
	return s, f.Who.Value != ""
}
