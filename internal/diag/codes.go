package diag

import "slices"

// Info describes a code for people: the table behind `candor explain CODE` and
// the reference page.
type Info struct {
	Code  Code
	Title string // what is wrong, in one line
	Why   string // why it matters and how to mend it, in one or two sentences
}

// Codes returns every known code, sorted.
func Codes() []Info {
	out := slices.Concat(fileCodes, pageCodes, catalogCodes, evidenceCodes, relationCodes, siteCodes, linkCodes, wordCodes, waiverCodes, factCodes)
	slices.SortFunc(out, func(a, b Info) int {
		if a.Code < b.Code {
			return -1
		}
		return 1
	})
	return out
}

// Lookup returns the description of a code.
func Lookup(code Code) (Info, bool) {
	for _, info := range Codes() {
		if info.Code == code {
			return info, true
		}
	}
	return Info{}, false
}
