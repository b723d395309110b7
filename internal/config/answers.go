package config

import "github.com/candor-site/candor/internal/site"

// answersSection says what becomes of prepared answers.
type answersSection struct {
	Stale site.StaleAnswers `json:"stale,omitempty" oneof:"hold mark fail" jsonschema:"what becomes of answers while evidence that they rest on is stale or expired: hold leaves the question to a person (the default), mark says what the evidence showed, with its date, fail holds and is a mistake"`
}

// readAnswers reads what becomes of answers.
func (r *reader) readAnswers() {
	if s := r.file.Answers.Stale; s != "" {
		r.cfg.StaleAnswers = s
	}
}
