package diag

// Codes about facts that stand in prose.
const (
	FactContradicted Code = "fact-contradicted"
	FactUnbound      Code = "fact-unbound"
	FactLiteral      Code = "fact-literal"
)

var factCodes = []Info{
	{FactContradicted, "the words say another value than the control", "Readers believe the sentence, evidence proves the control. Correct the one that is wrong, and write the value as a binding, so that they cannot part again."},
	{FactUnbound, "a fact about security that no control carries", "Nothing proves it, and nobody is told when it stops being true. Make it a parameter of a control, and write it as a binding."},
	{FactLiteral, "the value of a control is written out", "It is right today, and stays as it is when the control changes. Write it as a binding; candor check --fix does."},
}
