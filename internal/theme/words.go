package theme

import "strings"

// The tables below are the words that people read for the vocabulary of
// package trust. Sentence case, no full stop. What a table does not name is
// shown as words of its own id.

// states name the states of a control.
var states = map[string]string{
	"satisfied":      "Satisfied",
	"not-satisfied":  "Not satisfied",
	"undetermined":   "Undetermined",
	"planned":        "Planned",
	"not-applicable": "Not applicable",
}

// stateDocs say what each state means.
var stateDocs = map[string]string{
	"satisfied":      "Current evidence supports the claim",
	"not-satisfied":  "Current evidence contradicts the claim",
	"undetermined":   "The claim can be neither confirmed nor refuted now",
	"planned":        "Announced and not in effect; it counts as not met",
	"not-applicable": "The matter does not arise; it counts as not met",
}

// reasons say why a control is in its state.
var reasons = map[string]string{
	"pass":          "The check passes",
	"contradicted":  "Evidence contradicts the claim",
	"excepted":      "Evidence contradicts the claim, and an exception records it",
	"error":         "The check could not be evaluated",
	"empty":         "The check found nothing to examine",
	"verdict":       "The tool's own verdict is not a pass",
	"condition":     "The claim holds on a condition that is not met",
	"no-evidence":   "Nothing stands behind the claim but the statement itself",
	"declared":      "Declared so by the organisation",
	"fresh":         "Evidence is within its period",
	"due":           "Evidence is due and inside its grace period",
	"stale":         "Evidence is older than its period and grace",
	"expired":       "Evidence has expired",
	"incomplete":    "Evidence does not cover what it should",
	"conflict":      "Two sources disagree on when evidence was collected",
	"future":        "Evidence carries a time in the future",
	"undated-event": "Nothing tells when the event that calls for evidence last happened",
	"undated":       "Evidence carries no acceptable time",
	"missing":       "Evidence is missing",
}

// grades name what stands behind a claim.
var grades = map[string]string{
	"measured":   "Measured",
	"documented": "Documented",
	"attested":   "Attested",
	"inherited":  "Inherited",
	"asserted":   "Asserted",
}

// gradeDocs say what each grade means.
var gradeDocs = map[string]string{
	"measured":   "A rule is evaluated over files that machines collected",
	"documented": "A document with a digest and a review date supports it",
	"attested":   "A signed statement with an end date supports it",
	"inherited":  "The certificate of a supplier supports it",
	"asserted":   "A statement with nothing behind it",
}

// freshnesses name the states of evidence in time.
var freshnesses = map[string]string{
	"fresh":         "Fresh",
	"due":           "Due",
	"stale":         "Stale",
	"expired":       "Expired",
	"incomplete":    "Incomplete",
	"conflict":      "Times in conflict",
	"future":        "Dated in the future",
	"undated-event": "Event not dated",
	"undated":       "Not dated",
	"missing":       "Missing",
}

// outcomes name what a check of evidence said.
var outcomes = map[string]string{
	"pass":  "Pass",
	"fail":  "Fail",
	"error": "Could not be evaluated",
	"none":  "No verdict",
}

// verdicts name what a tool or a person said in the evidence itself.
var verdicts = map[string]string{
	"pass":           "Pass",
	"fail":           "Fail",
	"warn":           "Pass with warnings",
	"error":          "The tool reported an error",
	"inconclusive":   "Inconclusive",
	"not_applicable": "Not applicable",
	"none":           "The tool does not judge",
}

// statuses name how far a claim is in effect.
var statuses = map[string]string{
	"in-effect":        "In effect",
	"optional":         "Optional: where the customer turns it on or buys it",
	"required-setting": "Requires a setting by the customer",
	"conditional":      "On stated conditions",
	"partial":          "In part, with listed gaps",
	"exception":        "A recorded gap",
	"limitation":       "A stated limitation",
	"not-applicable":   "Not applicable",
	"planned":          "Planned, not in effect",
}

// audiences name for whom something is.
var audiences = map[string]string{
	"public":   "Everybody",
	"nda":      "Readers under a non-disclosure agreement",
	"internal": "Ourselves only",
}

// responsibilities name who must do what a control describes.
var responsibilities = map[string]string{
	"provider":  "The provider",
	"customer":  "The customer",
	"shared":    "Provider and customer",
	"inherited": "A supplier of the provider",
}

// methods name how a claim can be checked at best.
var methods = map[string]string{
	"machine":          "A program decides it from collected files",
	"document":         "A person reads a document; a program checks its digest and age",
	"attestation-only": "Only a signed statement can support it",
}

// degrees name how far a control meets a requirement.
var degrees = map[string]string{
	"meets":       "Meets",
	"supports":    "Supports",
	"falls-short": "Falls short",
}

// relations complete "this control ... that control".
var relations = map[string]string{
	"contradicts":    "Contradicts",
	"restates":       "Restates",
	"overrides":      "Replaces a value of",
	"condition-of":   "Is a condition of",
	"constrains":     "Sets a bound for",
	"constrained-by": "Stays within",
	"bounded-by":     "Works only within the window of",
	"depends-on":     "Takes a value from",
	"in-tension":     "Is in tension with",
}

// turnedRelations complete the same sentences from the other end.
var turnedRelations = map[string]string{
	"contradicts":    "Is contradicted by",
	"restates":       "Is restated by",
	"overrides":      "Is replaced in part by",
	"condition-of":   "Holds only together with",
	"constrains":     "Stays within",
	"constrained-by": "Sets a bound for",
	"bounded-by":     "Is the window of",
	"depends-on":     "Gives a value to",
	"in-tension":     "Is in tension with",
}

// relationVerdicts say whether a relation is kept.
var relationVerdicts = map[string]string{
	"holds":     "Holds",
	"broken":    "Does not hold",
	"unchecked": "Not checked",
	"settled":   "Rests, as one of the two claims nothing now",
	"stated":    "As stated",
}

// flags name weaknesses in the wording of a claim.
var flags = map[string]string{
	"vague":         "The wording is vague",
	"ambiguous":     "The wording has two meanings",
	"garbled":       "The wording is damaged",
	"superseded":    "It names a standard that has been replaced",
	"framework-gap": "Its value does not meet a requirement that it is mapped to",
}

// senses name the sense of a value.
var senses = map[string]string{
	"at-least": "at least",
	"at-most":  "at most",
	"exactly":  "exactly",
}

// exceptionStates name the states of an exception.
var exceptionStates = map[string]string{
	"open":         "Open",
	"obsolete":     "The gap is closed; the exception can be removed",
	"overdue":      "Past its latest date",
	"undetermined": "It cannot be told whether the gap still exists",
}

// clocks say where the time of collection was read; what follows a colon is
// the place in it.
var clocks = map[string]string{
	"signed":       "The envelope, signed",
	"document":     "The document itself",
	"record":       "The record",
	"envelope":     "The envelope",
	"envelope:run": "The envelope of an identified run",
	"file-name":    "The name of the file",
	"git":          "The first commit of these bytes",
	"derived_from": "The oldest file that it was made of",
}

// clock names where the time of collection was read: "The document itself, at
// /CreatedAt".
func clock(id string) string {
	head, place, ok := strings.Cut(id, ":")
	_, whole := clocks[id]
	switch {
	case whole || !ok || place == "":
		return label(clocks)(id)
	case head == "signed":
		return label(clocks)(head) + " by " + place
	case head == "git", head == "derived_from":
		return label(clocks)(head) + ": " + place
	}
	return label(clocks)(head) + ", at " + place
}

// label returns a lookup in one table.
func label(table map[string]string) func(string) string {
	return func(id string) string {
		if text, ok := table[id]; ok {
			return text
		}
		return words(id)
	}
}

// words makes readable words of an id: "not-satisfied" becomes "Not satisfied".
func words(id string) string {
	text := strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(id))
	if text == "" {
		return ""
	}
	first := []rune(text)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}
