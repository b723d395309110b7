package diag

// Codes about the catalog: controls, parameters, frameworks, exceptions.
const (
	ControlDuplicate     Code = "control-duplicate"
	ControlUnknown       Code = "control-unknown"
	KindUnknown          Code = "kind-unknown"
	ParameterUnknown     Code = "parameter-unknown"
	ParameterType        Code = "parameter-type"
	ParameterUnit        Code = "parameter-unit"
	ScopeUnknown         Code = "scope-unknown"
	ScopeValueUnknown    Code = "scope-value-unknown"
	ScopeConflict        Code = "scope-conflict"
	FrameworkUnknown     Code = "framework-unknown"
	FrameworkDuplicate   Code = "framework-duplicate"
	RequirementUnknown   Code = "requirement-unknown"
	RequirementDuplicate Code = "requirement-duplicate"
	ExceptionDuplicate   Code = "exception-duplicate"
	ExceptionObsolete    Code = "exception-obsolete"
	ExceptionOverdue     Code = "exception-overdue"
	AnswerDuplicate      Code = "answer-duplicate"
	TopicUnknown         Code = "topic-unknown"
	TopicDuplicate       Code = "topic-duplicate"
	QuestionUnknown      Code = "question-unknown"
	SubprocessorInvalid  Code = "subprocessor-invalid"
	AssertSyntax         Code = "assert-syntax"
	AssertType           Code = "assert-type"
	AssertError          Code = "assert-error"
	ScheduleInvalid      Code = "schedule-invalid"
	ValueUnstated        Code = "value-unstated"
	WeakeningUnapproved  Code = "weakening-unapproved"
	ApprovalUnused       Code = "approval-unused"
)

var catalogCodes = []Info{
	{ControlDuplicate, "two controls have one id", "An id names one control in pages, exports and permanent links. Rename one."},
	{ControlUnknown, "a control does not exist", "Correct the id; ids are matched exactly."},
	{KindUnknown, "a kind of control does not exist", "Kinds are a closed list; candor.yaml may extend it under kinds."},
	{ParameterUnknown, "a parameter does not exist", "Parameter names are a vocabulary with a type for each; candor.yaml may extend it under parameters."},
	{ParameterType, "a parameter has the wrong type", "The type of a parameter follows from its name; the message says which form it takes."},
	{ParameterUnit, "a quantity lacks its unit", "A number without a unit cannot be compared with what a tool measures."},
	{ScopeUnknown, "a scope axis does not exist", "The axes of scope are declared in candor.yaml under scope."},
	{ScopeValueUnknown, "a scope value does not exist", "The values of each axis are declared in candor.yaml under scope."},
	{ScopeConflict, "evidence states a scope that scope_map contradicts", "One of the two is wrong: the envelope of the evidence, or scope_map in candor.yaml."},
	{FrameworkUnknown, "a framework does not exist", "Frameworks are files below controls/frameworks/."},
	{FrameworkDuplicate, "two frameworks have one id", "Rename one of the two."},
	{RequirementUnknown, "a framework has no such requirement", "Correct the id, or add the requirement to the framework's file."},
	{RequirementDuplicate, "a framework lists a requirement twice", "Remove one of the two."},
	{ExceptionDuplicate, "two exceptions have one id", "Rename one of the two."},
	{ExceptionObsolete, "an exception covers a gap that is gone", "The evidence no longer shows the gap. Close the exception: a register that hides a closed gap is as wrong as a hidden gap."},
	{ExceptionOverdue, "an exception is past its latest date", "It waives nothing any more. Remedy the gap, or accept it again with a new date."},
	{AnswerDuplicate, "two answers have one id", "Rename one of the two."},
	{TopicUnknown, "a topic of questionnaires does not exist", "Questions find answers by topic. Use one of the vocabulary, or add it to controls/topics.yaml."},
	{TopicDuplicate, "a topic of questionnaires is defined twice", "Put the words of both into one entry."},
	{QuestionUnknown, "a standard questionnaire has no such question", "Ids are matched exactly, and differ between versions of a questionnaire. Correct the id, or the version."},
	{SubprocessorInvalid, "an entry of the subprocessor list is not usable", "Mend the entry as the message says."},
	{AssertSyntax, "an assertion does not parse", "Assertions are CEL expressions."},
	{AssertType, "an assertion does not type-check", "An assertion is a CEL expression over ev, facts, at, p, c and now, and yields true or false."},
	{AssertError, "an assertion could not be evaluated", "The evidence lacks what the assertion reads. The control is undetermined, not failed."},
	{ScheduleInvalid, "a schedule is malformed", "Write daily, weekly, an ISO 8601 duration (P7D), per-EVENT, on-EVENT, or {before: EVENT}."},
	{WeakeningUnapproved, "a claim is weaker than in the newest snapshot, and nobody approved it", "candor.yaml asks for a named approval of each weaker claim (policy.weaker). Set the claim back, or write an approval into controls/approvals.yaml with who agreed, when and why."},
	{ApprovalUnused, "an approval fits nothing that became weaker", "Correct it, or remove it: an approval of something else hides what was approved."},
	{ValueUnstated, "a value is unstated", "The claim leaves out its number. It is shown as such."},
}
