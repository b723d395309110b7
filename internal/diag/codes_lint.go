package diag

import (
	"maps"
	"slices"
)

// lints is the table of lints, with the severity that each has where the site
// says nothing else. A lint finds what may be wrong or weak about what a site
// says; the site can be built right in spite of it. So the site decides its
// weight (lints in candor.yaml), and a comment may waive it at one place.
// What makes a site fail to be what its files say is no lint.
var lints = map[Code]Severity{
	AnswerContradicts:   Error,
	AnswerOverdue:       Warning,
	AnswerSimilar:       Warning,
	AnswerUnreachable:   Warning,
	AnswerVerdict:       Warning,
	AnswerWithheld:      Warning,
	BoldHeading:         Note,
	ClaimContradicts:    Error,
	ConditionUnmet:      Warning,
	ControlSuperseded:   Note,
	ControlVague:        Note,
	DocumentExpired:     Warning,
	DocumentOverdue:     Note,
	FactContradicted:    Error,
	FactLiteral:         Note,
	FactUnbound:         Warning,
	FrameworkDegree:     Warning,
	FrameworkShortfall:  Warning,
	HeadingStructure:    Warning,
	ImageAlt:            Warning,
	LinkBare:            Note,
	LinkEmpty:           Warning,
	LinkInsecure:        Note,
	LinkVague:           Note,
	NameSpelling:        Note,
	OverrideVoid:        Warning,
	RelationBroken:      Error,
	RelationCycle:       Error,
	RelationEmpty:       Warning,
	RelationObsolete:    Warning,
	RelationTension:     Note,
	RelationUnchecked:   Note,
	RestatementDiffers:  Warning,
	ReviewOverdue:       Warning,
	StandardEnding:      Note,
	StandardUndated:     Note,
	StandardWithdrawn:   Warning,
	SubprocessorOverdue: Warning,
	TopicUnanswered:     Note,
	ValueUnstated:       Note,
	WordingAmbiguous:    Warning,
	WordingUndated:      Note,
	WordingVague:        Warning,
}

// Lint reports whether a code is a lint, and its severity by default.
func (c Code) Lint() (Severity, bool) {
	s, ok := lints[c]
	return s, ok
}

// Lints returns the codes of all lints, sorted.
func Lints() []Code { return slices.Sorted(maps.Keys(lints)) }

// Lint reports whether the row describes a lint.
func (i Info) Lint() bool {
	_, ok := lints[i.Code]
	return ok
}
