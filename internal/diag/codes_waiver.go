package diag

// Codes about the comments that let a lint pass.
const (
	WaiverInvalid Code = "waiver-invalid"
	WaiverUnused  Code = "waiver-unused"
)

var waiverCodes = []Info{
	{WaiverInvalid, "a comment that allows something is not complete", "A lint is let pass for a reason that the next reader can judge: name the code, and say why. Only lints can be allowed; mistakes are mended."},
	{WaiverUnused, "a comment allows what is not there", "The comment would hide the next thing of that code on its line. Remove it."},
}
