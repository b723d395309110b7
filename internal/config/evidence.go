package config

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/mirror"
)

// readEvidence reads where evidence lies.
func (r *reader) readEvidence() {
	at := r.file.Evidence.Source
	if !given(at) {
		return
	}
	if _, err := mirror.ParseSource(at.Value); err != nil {
		r.list.Add(diag.Errorf(diag.ValueInvalid, at.Span, "%v", err).
			Hinted("write an address such as s3://bucket/prefix?region=eu-central-1; credentials come from the environment"))
		return
	}
	r.cfg.Bucket = at
}
