package render

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/citation"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/twin"
)

// versions are the pages of what each control claims and claimed, at addresses
// that stay. A theme without a layout for them has none.
func (r *renderer) versions() []own {
	if !slices.Contains(r.theme.Layouts(), "version") {
		return nil
	}
	var out []own
	for _, v := range r.portal.dossiers.Versions() {
		p := about("version", route.OfVersion(v.ID, v.Digest), v.Claim.Title, v.Claim.Statement, twin.OfVersion(v.ID, v.Digest), time.Time{}, nil)
		p.item = func() any { return r.portal.dossiers.Edition(v, r.view.Site.Language) }
		p.version, p.over, p.about = true, !v.Current, v.ID
		out = append(out, p)
	}
	return out
}

// VersionURL returns the URL of the page of a version of a claim.
func (p *Portal) VersionURL(v *citation.Version) string {
	return p.URL(route.OfVersion(v.ID, v.Digest))
}

// VersionAddress returns the absolute URL of the page of a version of a claim,
// to cite it by.
func (p *Portal) VersionAddress(v *citation.Version) string {
	return p.Absolute(route.OfVersion(v.ID, v.Digest))
}

// VersionDocument returns the absolute URL of the JSON of a version of a claim.
func (p *Portal) VersionDocument(v *citation.Version) string {
	return p.Absolute(route.API + twin.OfVersion(v.ID, v.Digest))
}
