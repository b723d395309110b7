package diag

// Codes about words: what sentences of pages and of the catalog leave open.
const (
	AnswerContradicts   Code = "answer-contradicts"
	AnswerOverdue       Code = "answer-overdue"
	AnswerSimilar       Code = "answer-similar"
	AnswerStale         Code = "answer-stale"
	AnswerUnreachable   Code = "answer-unreachable"
	AnswerVerdict       Code = "answer-verdict"
	AnswerWithheld      Code = "answer-withheld"
	TopicUnanswered     Code = "topic-unanswered"
	ControlSuperseded   Code = "control-superseded"
	ControlVague        Code = "control-vague"
	DocumentOverdue     Code = "document-overdue"
	NameSpelling        Code = "name-spelling"
	SubprocessorOverdue Code = "subprocessor-overdue"
	StandardEnding      Code = "standard-ending"
	StandardUndated     Code = "standard-undated"
	StandardWithdrawn   Code = "standard-withdrawn"
	WordingAmbiguous    Code = "wording-ambiguous"
	WordingUndated      Code = "wording-undated"
	WordingVague        Code = "wording-vague"
)

var wordCodes = []Info{
	{AnswerOverdue, "an answer was not reviewed for too long", "Buyers rely on it word by word. Read it against what holds now, and set the date."},
	{AnswerContradicts, "two answers contradict each other", "Two customers would get opposite replies to one question. Mend the controls, the comparisons or the polarity of the one that is wrong."},
	{AnswerSimilar, "two answers are nearly the same", "They drift apart as one is changed. Make one of the two, with the other question under asks."},
	{AnswerStale, "an answer rests on evidence that is past its date", "candor.yaml calls that a mistake (answers: {stale: fail}). Collect the evidence again, or let such questions be left to a person (hold)."},
	{AnswerUnreachable, "an answer is never given", "Another one is about the same topic and asks the same, so that one is always found first. Remove one, or ask something else."},
	{AnswerVerdict, "a yes or a no is written into an answer", "Whether it is yes or no is computed from controls, comparisons and polarity. A word that is written stays when they change."},
	{AnswerWithheld, "an answer is not shown to its own audience", "A recorded gap qualifies what it rests on, and is for a more closed audience: shown without it, the answer would say too much."},
	{TopicUnanswered, "topics of questionnaires have no answer", "Questions about them are left to a person. Add answers, or switch the lint off where nobody asks."},
	{DocumentOverdue, "a document was not reviewed for too long", "It has no last day of validity, and nobody has looked at it for longer than the site allows (freshness.review)."},
	{SubprocessorOverdue, "a subprocessor was not assessed for too long", "The date of its last assessment is older than the site allows (freshness.review). Assess it again."},
	{ControlSuperseded, "a control rests on a standard that has passed", "Its author flags it as superseded. It is shown as such; claim what took the place of the standard once that is true."},
	{NameSpelling, "one name is written in several ways", "Readers cannot tell whether two things are meant, and search finds half of them. Write the name in one way; candor.yaml may list names under spellings."},
	{StandardEnding, "a standard will be withdrawn", "The claim will not hold from that day on. Plan what takes its place."},
	{StandardUndated, "a claim names a standard and leaves out the edition", "Editions are withdrawn one by one; without the edition nobody knows whether the claim still holds."},
	{StandardWithdrawn, "a standard was withdrawn or superseded", "Nobody can be held to what is no longer in force. Name what took its place; controls/standards.yaml corrects and adds dates."},
	{ControlVague, "a control leaves open what a check needs", "It is flagged as vague or ambiguous, has several readings, or is repeated at no stated interval. It is shown as such; state the number."},
	{WordingAmbiguous, "a frequency can mean two things", "Readers hear the one that suits them. Write how often in numbers."},
	{WordingUndated, "a sentence holds for now, and nobody is bound to review it", "It will be wrong one day, and the page will not say since when. Give the page a review_by, or write a date."},
	{WordingVague, "a vague word stands where a check needs a number", "What nobody can measure, nobody can prove. Write the number, the limit, the condition or the standard."},
}
