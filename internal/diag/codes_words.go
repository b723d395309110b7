package diag

// Codes about words: what sentences of pages and of the catalog leave open.
const (
	ControlVague     Code = "control-vague"
	WordingAmbiguous Code = "wording-ambiguous"
	WordingUndated   Code = "wording-undated"
	WordingVague     Code = "wording-vague"
)

var wordCodes = []Info{
	{ControlVague, "a control leaves open what a check needs", "It is flagged as vague or ambiguous, has several readings, or is repeated at no stated interval. It is shown as such; state the number."},
	{WordingAmbiguous, "a frequency can mean two things", "Readers hear the one that suits them. Write how often in numbers."},
	{WordingUndated, "a sentence holds for now, and nobody is bound to review it", "It will be wrong one day, and the page will not say since when. Give the page a review_by, or write a date."},
	{WordingVague, "a vague word stands where a check needs a number", "What nobody can measure, nobody can prove. Write the number, the limit, the condition or the standard."},
}
