package render

import (
	"github.com/candor-site/candor/internal/answerkey"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
)

// answerable makes what the page needs on which a visitor has a questionnaire
// answered. A theme whose scripts fill in none has no use for it.
func (r *renderer) answerable() []artifact.File {
	if r.portal.Bundle("fill.js").URL == "" || !r.portal.Lists(route.Fill) {
		return nil
	}
	return []artifact.File{answerkey.File(reply.New(r.view))}
}
