package theme

// The words of the theme for the vocabulary of package trust, for outputs that
// are not made by templates. What a table does not name is words of its own id.

// State names the state of a control: "Not satisfied".
func State(id string) string { return label(states)(id) }

// Reason says why a control is in its state: "Evidence has expired".
func Reason(id string) string { return label(reasons)(id) }

// Grade names what stands behind a claim: "Measured".
func Grade(id string) string { return label(grades)(id) }

// Freshness names how old evidence is: "Stale".
func Freshness(id string) string { return label(freshnesses)(id) }

// Outcome names what evidence says of a claim.
func Outcome(id string) string { return label(outcomes)(id) }

// Verdict names what a tool said.
func Verdict(id string) string { return label(verdicts)(id) }

// Status names whether a claim is in effect: "Planned".
func Status(id string) string { return label(statuses)(id) }

// Degree says how far a control meets a requirement.
func Degree(id string) string { return label(degrees)(id) }

// Exception names the state of an exception.
func Exception(id string) string { return label(exceptionStates)(id) }

// Responsibility says who must act.
func Responsibility(id string) string { return label(responsibilities)(id) }

// Audience names who may read something.
func Audience(id string) string { return label(audiences)(id) }

// Clock says where the time of collection was read.
func Clock(id string) string { return clock(id) }

// Relation says how one control is tied to another; turned, as the other says
// it of this one.
func Relation(how string, turned bool) string {
	if turned {
		return label(turnedRelations)(how)
	}
	return label(relations)(how)
}

// Words makes readable words of an id: "Recovery objective".
func Words(id string) string { return words(id) }
