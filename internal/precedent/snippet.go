package precedent

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Snippets writes what a person may want to copy into controls/answers/: answers
// for topics that have none, and further wordings of those that are there. The
// texts are those of the questionnaire; what would be read as a template is
// written so that it is not.
func Snippets(name string, findings []Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Candidates out of %s. Nothing of this is used before somebody copies it\n# into controls/answers/, names the controls behind it and puts values in place of numbers.\n", comment(name))
	for _, f := range findings {
		if f.Kind == Contradiction || f.Kind == Unproven {
			fmt.Fprintf(&b, "# %s %s: %s\n", comment(f.Place), f.Kind, comment(f.Because))
		}
	}
	n := map[string]int{}
	var answers strings.Builder
	for _, f := range findings {
		if f.Kind != Candidate {
			continue
		}
		n[f.Topic]++
		fmt.Fprintf(&answers, "  - id: imported-%s-%d\n    topic: %s\n    question: %s\n    controls: [] # which controls is it about?\n    short: %s\n", f.Topic, n[f.Topic], f.Topic, scalar(f.Question), scalar(f.Text))
	}
	if answers.Len() == 0 {
		b.WriteString("answers: []\n")
	} else {
		b.WriteString("answers:\n" + answers.String())
	}
	asks := map[string][]string{}
	var ids []string
	for _, f := range findings {
		if f.Kind != Wording || f.Library == "" {
			continue
		}
		if !slices.Contains(ids, f.Library) {
			ids = append(ids, f.Library)
		}
		if q := scalar(f.Question); !slices.Contains(asks[f.Library], q) {
			asks[f.Library] = append(asks[f.Library], q)
		}
	}
	if len(ids) > 0 {
		slices.Sort(ids)
		b.WriteString("# Further wordings of answers that are there, for their asks:\n")
	}
	for _, id := range ids {
		fmt.Fprintf(&b, "#   %s\n", id)
		for _, q := range asks[id] {
			fmt.Fprintf(&b, "#     - %s\n", q)
		}
	}
	return b.String()
}

// scalar writes text as a scalar of YAML on one line (YAML 1.2, 7.3.1) that no
// template reads anything into.
func scalar(text string) string {
	return strconv.Quote(strings.ReplaceAll(text, "{{", `{{ "{{" }}`))
}

// comment writes text into a comment: on one line, with what a terminal acts on
// taken out.
func comment(text string) string {
	quoted := strconv.Quote(strings.Join(strings.Fields(text), " "))
	return quoted[1 : len(quoted)-1]
}
