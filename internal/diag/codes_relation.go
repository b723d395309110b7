package diag

// Codes about what controls say of each other, and of the requirements of
// frameworks.
const (
	ClaimContradicts   Code = "claim-contradicts"
	RelationBroken     Code = "relation-broken"
	RelationCycle      Code = "relation-cycle"
	RelationEmpty      Code = "relation-empty"
	RelationObsolete   Code = "relation-obsolete"
	RelationTension    Code = "relation-tension"
	RelationUnchecked  Code = "relation-unchecked"
	RestatementDiffers Code = "restatement-differs"
	OverrideVoid       Code = "override-void"
	ConditionUnmet     Code = "condition-unmet"
	FrameworkShortfall Code = "framework-shortfall"
	FrameworkDegree    Code = "framework-degree"
)

var relationCodes = []Info{
	{ClaimContradicts, "two claims contradict each other", "Both are published; only one can be true."},
	{RelationBroken, "a value does not fit that of another control", "A backup that is made less often than the recovery point allows does not keep it. Correct a value, or what it describes."},
	{RelationCycle, "controls rest on each other in a circle", "Nothing holds up a claim that rests on itself. Remove one of the relations."},
	{RelationEmpty, "a relation has nothing to compare", "It asks for values to fit, and none of the two controls are known to meet. Say which under compare, at the relation."},
	{RelationObsolete, "a contradiction between values that agree", "One of the claims was corrected. Remove the relation, so that the next contradiction is seen."},
	{RelationTension, "two claims that one means does not keep both of", "It is shown on the pages of both. Nothing needs to be done as long as something else keeps them."},
	{RelationUnchecked, "values that must fit cannot be compared", "One of them is not stated, is agreed with each customer, or follows events and not a clock."},
	{RestatementDiffers, "a claim that restates another says otherwise", "One of the two was changed without the other. A number is best written once, and cited."},
	{OverrideVoid, "an override replaces nothing", "It holds in a narrower scope than what it overrides, and shares a parameter with it."},
	{ConditionUnmet, "the condition of a claim is not met", "A claim that holds on a condition does not hold without it."},
	{FrameworkShortfall, "a control falls short of a framework's own number", "The mapping says that it bears on the requirement, and it does not reach what that asks for. Say degree: falls-short, or raise the value."},
	{FrameworkDegree, "a mapping says that it falls short, and does not", "The control reaches the framework's own number by now. Correct the degree."},
}
