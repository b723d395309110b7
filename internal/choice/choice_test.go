package choice

import (
	"strings"
	"testing"
)

func TestPick(t *testing.T) {
	for _, c := range []struct{ choices, yes, no, partial, na string }{
		{"Yes|No", "Yes", "No", "", ""},
		{"YES|NO|N/A", "YES", "NO", "", "N/A"},
		{"Y|N|Partial|NA", "Y", "N", "Partial", "NA"},
		{"Sí|No|Parcial|N/A", "Sí", "No", "Parcial", "N/A"},
		{"Compliant|Partially compliant|Non-compliant|Not applicable", "Compliant", "Non-compliant", "Partially compliant", "Not applicable"},
		{"Fulfilled|Open|Not verified|Not required|N/A", "Fulfilled", "Open", "", "N/A"},
		{"Yes - implemented|No - planned|No - not planned", "Yes - implemented", "", "", ""},
		{"Yes|No|Yes with exceptions", "Yes", "No", "Yes with exceptions", ""},
		{"Yes, fully|Yes, partially|No", "Yes, fully", "No", "Yes, partially", ""},
		{"Fully implemented|Partially implemented|Not implemented|Not applicable", "Fully implemented", "Not implemented", "Partially implemented", "Not applicable"},
		{"1|2|3|4|5|N/A", "", "", "", "N/A"},
		{"In Place|In Place with CCW|Not in Place|Not Applicable", "In Place", "Not in Place", "", "Not Applicable"},
		{"True|False", "True", "False", "", ""},
		{"Yes|Yes|No", "Yes", "No", "", ""},
		{"Low|Medium|High", "", "", "", ""},
		{"", "", "", "", ""},
	} {
		for w, want := range map[Word]string{Yes: c.yes, No: c.no, Partial: c.partial, NotApplicable: c.na} {
			if got, ok := Builtin().Pick(w, strings.Split(c.choices, "|")); got != want || ok != (want != "") {
				t.Errorf("of %s, %s is %q, want %q", c.choices, w, got, want)
			}
		}
	}
}

func TestSays(t *testing.T) {
	for text, want := range map[string]Word{
		"Yes": Yes, "yes.": Yes, "Yes, AES-256 is used for all volumes.": Yes, "Y": Yes, "No": No, "No - see the comment": No, "No, data is never sold to anyone else.": No,
		"N/A": NotApplicable, "Not applicable: we host nothing on premises": NotApplicable, "Partially": Partial, "Partly, for administrators only so far": Partial,
		"Compliant": Yes, "Not compliant": No, "Open": No, "Open source components are scanned every night": "", "90 days": "", "": "", "Nothing is kept": "", "Full disk encryption is used on each laptop": "",
		"None of the data leaves the region it is in": "",
	} {
		if got := Builtin().Says(text); got != want {
			t.Errorf("%q says %q, want %q", text, got, want)
		}
	}
}

func TestPlaceholder(t *testing.T) {
	for text, want := range map[string]bool{"Not verified": true, "A remplir": true, "À remplir": true, "<Please select>": true, "TBD": true, "-": true, "…": true, "": false, "1": false, "No": false, "Pending review by legal": false} {
		if got := Builtin().Placeholder(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestWith(t *testing.T) {
	own := Builtin().With(map[Word][]string{Yes: {"Achieved"}, Partial: {"Open"}}, []string{"1"})
	if got, _ := own.Pick(Yes, []string{"Achieved", "Yes"}); got != "Achieved" {
		t.Errorf("what a profile says does not come first: %q", got)
	}
	if own.Says("Open") != Partial || Builtin().Says("Open") != No || !own.Placeholder("1") || Builtin().Placeholder("1") {
		t.Error("a profile does not win, or changes the program")
	}
}

// TestTables holds the tables to their form: each writing stands once.
func TestTables(t *testing.T) {
	seen := map[string]string{}
	note := func(group, writing string) {
		if was, twice := seen[writing]; twice {
			t.Errorf("%q stands in %s and in %s", writing, was, group)
		}
		seen[writing] = group
	}
	for _, w := range Words {
		for _, s := range Builtin().Words[w] {
			note(string(w), s)
		}
	}
	for _, s := range Builtin().Placeholders {
		note("placeholders", s)
	}
	for group, words := range map[string][]string{"yes": {"yes", "y"}, "na": {"n a"}, "placeholders": {"tbd", "-"}} {
		for _, w := range words {
			if seen[w] != group {
				t.Errorf("%q stands in %q, want %s", w, seen[w], group)
			}
		}
	}
}
