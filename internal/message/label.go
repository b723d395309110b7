package message

import "strings"

// The words for the vocabulary of assurance. What has no message is shown as
// words of its own id.

// State names the state of a control: "Not satisfied".
func (w *Words) State(id string) string { return w.Label("state", id) }

// Reason says why a control is in its state: "Evidence has expired".
func (w *Words) Reason(id string) string { return w.Label("reason", id) }

// Grade names what stands behind a claim: "Measured".
func (w *Words) Grade(id string) string { return w.Label("grade", id) }

// Freshness names how old evidence is: "Stale".
func (w *Words) Freshness(id string) string { return w.Label("freshness", id) }

// Outcome names what evidence says of a claim.
func (w *Words) Outcome(id string) string { return w.Label("outcome", id) }

// Verdict names what a tool said.
func (w *Words) Verdict(id string) string { return w.Label("verdict", id) }

// Status names whether a claim is in effect: "Planned".
func (w *Words) Status(id string) string { return w.Label("status", id) }

// Degree says how far a control meets a requirement.
func (w *Words) Degree(id string) string { return w.Label("degree", id) }

// Exception names the state of an exception.
func (w *Words) Exception(id string) string { return w.Label("exception", id) }

// Responsibility says who must act.
func (w *Words) Responsibility(id string) string { return w.Label("responsibility", id) }

// Audience names who may read something.
func (w *Words) Audience(id string) string { return w.Label("audience", id) }

// Relation says how one control is tied to another; turned, as the other says
// it of this one.
func (w *Words) Relation(how string, turned bool) string {
	if turned {
		return w.Label("relation-turned", how)
	}
	return w.Label("relation", how)
}

// Clock names where the time of collection was read: "The document itself, at
// /CreatedAt".
func (w *Words) Clock(id string) string {
	if said, ok := w.Fixed("label.clock." + id); ok {
		return said
	}
	head, place, ok := strings.Cut(id, ":")
	if !ok || place == "" {
		return Readable(id)
	}
	key := "label.clock-at"
	switch head {
	case "signed":
		key = "label.clock-by"
	case "git", "derived_from":
		key = "label.clock-of"
	}
	return w.Text(key, "Clock", w.Label("clock", head), "Place", place)
}
