package survey

import (
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
)

// responder answers with what an audience may see.
func responder(v *disclose.View) *respond.Responder { return respond.New(reply.New(v), names(v)...) }

// names are what customers call the vendor and its products; in questions they say
// nothing of what is asked.
func names(v *disclose.View) []string {
	out := []string{v.Site.Organization}
	if first, _, more := strings.Cut(v.Site.Organization, " "); more && len(first) > 3 {
		out = append(out, first)
	}
	for _, a := range v.Scopes {
		if a.Name != "product" {
			continue
		}
		for _, p := range a.Values {
			if p != "" {
				out = append(out, strings.ToUpper(p[:1])+p[1:])
			}
		}
	}
	return out
}
