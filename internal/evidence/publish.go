package evidence

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/secret"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// open keeps the bytes of a file that is to be published as it is: text, in
// which nothing looks like a secret but what its envelope allows with a reason.
func (p *piece) open(e *trust.Evidence) {
	if p.raw != nil && p.raw(e.ID) {
		e.Publish = true
	}
	if !e.Publish {
		return
	}
	e.Publish = false
	if !utf8.Valid(p.file.Data) {
		p.list.Add(diag.Errorf(diag.ValueInvalid, p.asked(), "%s is to be published as it is, and is no UTF-8 text", path.Base(p.file.Path)).
			Hinted("publish the envelope only, or record the output as text"))
		return
	}
	var allowed []string
	if p.env != nil {
		allowed = p.env.allowed
	}
	hits := secret.Without(secret.Scan(p.file, e.Body), allowed)
	if p.beside != nil { // it is published with the file
		hits = append(hits, secret.Without(secret.Scan(p.beside, nil), allowed)...)
	}
	for _, h := range hits {
		p.list.Add(diag.Errorf(diag.SecretFound, h.Span, "this is to be published, and looks like %s", h.Rule.Title).
			Hinted("have it replaced where it is valid, and record the evidence again with the field redacted; a rule that errs is allowed with a reason"))
	}
	if len(hits) > 0 {
		return
	}
	e.Publish, e.Content = true, bytes.Clone(p.file.Data)
	for _, f := range append([]*source.File{p.beside}, p.signatures...) {
		if f != nil {
			e.Beside = append(e.Beside, trust.Beside{Suffix: strings.TrimPrefix(f.Path, p.file.Path), Data: bytes.Clone(f.Data)})
		}
	}
}

// asked is where it stands that the file is to be published.
func (p *piece) asked() source.Span {
	if p.env != nil && !p.env.published.IsZero() {
		return p.env.published
	}
	return p.file.Whole()
}
