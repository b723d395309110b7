// Package trust is the vocabulary of assurance: controls with typed
// parameters, the evidence that they need, what was observed, and what was
// found. The words follow OSCAL where it has one: an observation is collected
// and expires, a finding has a state and a reason.
//
// It holds data only: it reads no files, knows no clock and judges nothing.
package trust

import "slices"

// Status says how far a claim is in effect, as its author declares it.
type Status string

// The statuses of a control. Only the first is claimed as true now without
// reservation.
const (
	InEffect        Status = "in-effect"        // claimed as true now (the default)
	Optional        Status = "optional"         // true where the customer turns it on or buys it
	RequiredSetting Status = "required-setting" // true only after the customer sets it
	Conditional     Status = "conditional"      // compliant on stated conditions
	Partial         Status = "partial"          // compliant in part, with listed gaps
	Excepted        Status = "exception"        // a recorded gap; its assertion is true while the gap exists
	Limitation      Status = "limitation"       // a stated weakness outside any standard
	NotApplicable   Status = "not-applicable"   // the matter does not arise
	Planned         Status = "planned"          // announced, not in effect
)

// Statuses lists the statuses in the order of the vocabulary.
var Statuses = []Status{InEffect, Optional, RequiredSetting, Conditional, Partial, Excepted, Limitation, NotApplicable, Planned}

// Claims reports whether a control of this status says that something holds
// now. Planned and not-applicable controls never count as met.
func (s Status) Claims() bool { return s != Planned && s != NotApplicable }

// Responsibility says who must do what the control describes.
type Responsibility string

// The responsibilities.
const (
	Provider  Responsibility = "provider"  // the publisher of the page (the default)
	Customer  Responsibility = "customer"  // the reader of the page
	Shared    Responsibility = "shared"    // both
	Inherited Responsibility = "inherited" // a supplier of the publisher, such as a cloud
)

// Responsibilities lists the responsibilities.
var Responsibilities = []Responsibility{Provider, Customer, Shared, Inherited}

// Method says how a claim can be checked at best.
type Method string

// The methods, from strong to weak.
const (
	Machine         Method = "machine"          // a program can decide it from collected files
	Document        Method = "document"         // a person reads a document; a program checks its hash and age
	AttestationOnly Method = "attestation-only" // nothing but a signed statement can support it
)

// Methods lists the methods.
var Methods = []Method{Machine, Document, AttestationOnly}

// Relation says how one control bears on another.
type Relation string

// The relations.
const (
	Contradicts   Relation = "contradicts"    // both cannot hold as written
	Restates      Relation = "restates"       // the same fact again
	Overrides     Relation = "overrides"      // replaces a value for a narrower scope
	ConditionOf   Relation = "condition-of"   // the other holds only if this one does
	Constrains    Relation = "constrains"     // sets a bound for the other
	ConstrainedBy Relation = "constrained-by" // must stay within the other
	BoundedBy     Relation = "bounded-by"     // works only within the other's window
	DependsOn     Relation = "depends-on"     // takes a value from the other
	InTension     Relation = "in-tension"     // not both met by this means alone
)

// Relations lists the relations.
var Relations = []Relation{Contradicts, Restates, Overrides, ConditionOf, Constrains, ConstrainedBy, BoundedBy, DependsOn, InTension}

// Flag marks a weakness in the wording of a claim.
type Flag string

// The flags.
const (
	Vague        Flag = "vague"         // no number, or a word such as regularly, where a check needs one
	Ambiguous    Flag = "ambiguous"     // a phrase with two meanings
	Garbled      Flag = "garbled"       // text damaged, mislabelled or mistyped
	Superseded   Flag = "superseded"    // names a standard, edition or version since replaced
	FrameworkGap Flag = "framework-gap" // maps to a requirement that its value does not meet
)

// Flags lists the flags.
var Flags = []Flag{Vague, Ambiguous, Garbled, Superseded, FrameworkGap}

// Degree says how far a control meets a requirement of a framework.
type Degree string

// The degrees.
const (
	Meets      Degree = "meets"
	Supports   Degree = "supports" // the default: a mapping is not a proof
	FallsShort Degree = "falls-short"
)

// Degrees lists the degrees.
var Degrees = []Degree{Meets, Supports, FallsShort}

// Basis says where the age limit of a control's evidence comes from.
type Basis string

// The bases of freshness.
const (
	BasisClaim    Basis = "claim"    // the claim states a period, or a bound follows from it
	BasisEvent    Basis = "event"    // evidence belongs to the latest event of a sort
	BasisSnapshot Basis = "snapshot" // a standing configuration: the site's default
	BasisReview   Basis = "review"   // a document or a statement: the site's default
	BasisNone     Basis = "none"     // it cannot go stale; the reason says why
)

// Bases lists the bases of freshness.
var Bases = []Basis{BasisClaim, BasisEvent, BasisSnapshot, BasisReview, BasisNone}

// Freshness is the state of one piece of evidence in time, at one instant.
type Freshness string

// The states of freshness, from good to bad.
const (
	Fresh        Freshness = "fresh"         // within the period
	Due          Freshness = "due"           // inside the grace
	Stale        Freshness = "stale"         // past the grace
	Expired      Freshness = "expired"       // at or past its expiry
	Incomplete   Freshness = "incomplete"    // coverage 0, errors, truncated
	Conflict     Freshness = "conflict"      // two sources of time disagree
	Future       Freshness = "future"        // later than now and the tolerance
	UndatedEvent Freshness = "undated-event" // no feed tells when the event was
	Undated      Freshness = "undated"       // no acceptable time
	Missing      Freshness = "missing"       // no evidence at all
)

// Freshnesses lists the states of freshness from good to bad.
var Freshnesses = []Freshness{Fresh, Due, Stale, Expired, Incomplete, Conflict, Future, UndatedEvent, Undated, Missing}

// Worse returns the worse of two states.
func (f Freshness) Worse(g Freshness) Freshness {
	if slices.Index(Freshnesses, g) > slices.Index(Freshnesses, f) {
		return g
	}
	return f
}

// Counts reports whether evidence in this state may support a claim.
func (f Freshness) Counts() bool { return f == Fresh || f == Due }

// Outcome is what a check of evidence said.
type Outcome string

// The outcomes. A check that crashed is an error: neither pass nor fail.
const (
	Pass    Outcome = "pass"
	Fail    Outcome = "fail"
	Crashed Outcome = "error"
	None    Outcome = "none"
)

// Verdict is what a tool or a person said in the evidence itself.
type Verdict string

// The verdicts.
const (
	VerdictPass         Verdict = "pass"
	VerdictFail         Verdict = "fail"
	VerdictWarn         Verdict = "warn"
	VerdictError        Verdict = "error"
	VerdictInconclusive Verdict = "inconclusive"
	VerdictNA           Verdict = "not_applicable"
	VerdictNone         Verdict = "none" // the tool does not judge
)

// Verdicts lists the verdicts.
var Verdicts = []Verdict{VerdictPass, VerdictFail, VerdictWarn, VerdictError, VerdictInconclusive, VerdictNA, VerdictNone}

// Grade says what stands behind a claim.
type Grade string

// The grades, from strong to weak.
const (
	Measured       Grade = "measured"   // an assertion over machine evidence
	Documented     Grade = "documented" // a document with hash and review date
	Attested       Grade = "attested"   // a signed statement with an end date
	GradeInherited Grade = "inherited"  // a provider's certificate
	Asserted       Grade = "asserted"   // nothing; shown so
)

// Grades lists the grades from strong to weak.
var Grades = []Grade{Measured, Documented, Attested, GradeInherited, Asserted}

// Assurance says who vouches for a piece of evidence and its time.
type Assurance string

// The levels of assurance, from strong to weak.
const (
	SignedByCI     Assurance = "signed-by-ci"     // a program of the organisation signed it
	SignedByPerson Assurance = "signed-by-person" // a person signed it
	UnsignedRun    Assurance = "unsigned-run"     // unsigned, with the identity of a run that can be looked up
	Unsigned       Assurance = "unsigned"         // an envelope or a record that anybody could have written
	Inferred       Assurance = "inferred"         // nothing but the file itself
)

// Assurances lists the levels of assurance from strong to weak.
var Assurances = []Assurance{SignedByCI, SignedByPerson, UnsignedRun, Unsigned, Inferred}

// Weaker returns the weaker of two levels.
func (a Assurance) Weaker(b Assurance) Assurance {
	if slices.Index(Assurances, b) > slices.Index(Assurances, a) {
		return b
	}
	return a
}

// Signed reports whether somebody whom the site lists signed.
func (a Assurance) Signed() bool { return a == SignedByCI || a == SignedByPerson }

// Demand is the least assurance that a control asks of its evidence; "" asks
// for none.
type Demand string

// The demands.
const (
	DemandSigned   Demand = "signed"           // by anybody whom the site lists
	DemandCI       Demand = "signed-by-ci"     // by a program
	DemandPerson   Demand = "signed-by-person" // by a person
	DemandRun      Demand = "run"              // signed, or with the identity of a run
	DemandEnvelope Demand = "envelope"         // anything but inferred
)

// Demands lists the demands.
var Demands = []Demand{DemandSigned, DemandCI, DemandPerson, DemandRun, DemandEnvelope}

// Met reports whether a level is enough.
func (d Demand) Met(a Assurance) bool {
	switch d {
	case DemandSigned:
		return a.Signed()
	case DemandCI:
		return a == SignedByCI
	case DemandPerson:
		return a == SignedByPerson
	case DemandRun:
		return a.Signed() || a == UnsignedRun
	case DemandEnvelope:
		return a != Inferred
	}
	return true
}

// State is what was found for a control.
type State string

// The states of a control. Only satisfied is green.
const (
	Satisfied          State = "satisfied"
	NotSatisfied       State = "not-satisfied" // evidence contradicts the claim
	Undetermined       State = "undetermined"  // the reason says why
	StatePlanned       State = "planned"
	StateNotApplicable State = "not-applicable"
)

// States lists the states.
var States = []State{Satisfied, NotSatisfied, Undetermined, StatePlanned, StateNotApplicable}

// Reason says why a control is in its state. Beside these, every Freshness is
// a reason of an undetermined control.
type Reason string

// The reasons.
const (
	ReasonPass         Reason = "pass"         // the assertion is true, or the grade's own rule holds
	ReasonContradicted Reason = "contradicted" // the assertion is false on fresh evidence
	ReasonExcepted     Reason = "excepted"     // contradicted under a current exception
	ReasonError        Reason = "error"        // the assertion could not be evaluated
	ReasonEmpty        Reason = "empty"        // the population of the assertion is empty
	ReasonVerdict      Reason = "verdict"      // the tool's own verdict is not a pass
	ReasonNoEvidence   Reason = "no-evidence"  // the claim has nothing behind it
	ReasonDeclared     Reason = "declared"     // the author says so: planned, not applicable
	ReasonObsolete     Reason = "obsolete"     // a recorded gap that the evidence no longer shows
	ReasonAssurance    Reason = "assurance"    // the evidence is not vouched for as the control demands
	ReasonCondition    Reason = "condition"    // its own evidence passes, and a condition of it is not met
)

// Reasons lists the reasons that are not states of freshness.
var Reasons = []Reason{ReasonPass, ReasonContradicted, ReasonExcepted, ReasonError, ReasonEmpty, ReasonVerdict, ReasonNoEvidence, ReasonDeclared, ReasonObsolete, ReasonAssurance, ReasonCondition}
