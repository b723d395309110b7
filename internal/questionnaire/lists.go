package questionnaire

import (
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/amend"
)

// maxWords is how many answers a list may offer.
const maxWords = 200

// resolve finds out what the lists of all sheets offer.
func resolve(book *amend.Book, sheets []*sheet) {
	for i, s := range sheets {
		k, ok := s.cells.(*known)
		if !ok {
			continue
		}
		seen := map[string][]string{}
		for _, r := range k.Rules {
			var words []string
			if r.Kind == "list" {
				formula := r.Formulas[0]
				var known bool
				if words, known = seen[formula]; !known {
					words = offered(book, sheets, i, formula)
					seen[formula] = words
				}
			}
			k.lists = append(k.lists, words)
		}
	}
}

// offered resolves where a list takes its answers from: text in quotes, a range
// of this or another sheet, or the name of one. What cannot be resolved offers
// nothing that is known.
func offered(book *amend.Book, sheets []*sheet, on int, formula string) []string {
	formula = strings.TrimPrefix(strings.TrimSpace(formula), "=")
	if quoted, ok := strings.CutPrefix(formula, `"`); ok {
		return choices(strings.Split(strings.ReplaceAll(strings.TrimSuffix(quoted, `"`), `""`, `"`), ","))
	}
	for _, n := range book.Names() {
		if strings.EqualFold(n.Name, formula) && (n.Sheet == "" || n.Sheet == strconv.Itoa(on)) {
			formula = strings.TrimPrefix(strings.TrimSpace(n.Refer), "=")
			break
		}
	}
	from, ref := sheets[on], formula
	if at := strings.LastIndexByte(formula, '!'); at >= 0 {
		name := strings.ReplaceAll(strings.Trim(formula[:at], "'"), "''", "'")
		i := slices.IndexFunc(sheets, func(s *sheet) bool { return strings.EqualFold(s.name, name) })
		if i < 0 {
			return nil
		}
		from, ref = sheets[i], formula[at+1:]
	}
	m, ok := amend.ParseRange(ref)
	if !ok || (m.To.Row-m.From.Row+1)*(m.To.Column-m.From.Column+1) > maxWords {
		return nil
	}
	var out []string
	for r := m.From.Row; r <= m.To.Row; r++ {
		for c := m.From.Column; c <= m.To.Column; c++ {
			out = append(out, from.text(r, c))
		}
	}
	return choices(out)
}

// choices cleans a list of answers.
func choices(words []string) []string {
	var out []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// longest is how many characters a rule on the length of a text lets a cell
// hold, or 0 where it says nothing of that.
func longest(r amend.Rule) int {
	first, err1 := strconv.Atoi(strings.TrimSpace(r.Formulas[0]))
	second, err2 := strconv.Atoi(strings.TrimSpace(r.Formulas[1]))
	switch {
	case r.Operator == "lessThanOrEqual" && err1 == nil, r.Operator == "equal" && err1 == nil:
		return first
	case r.Operator == "lessThan" && err1 == nil:
		return first - 1
	case (r.Operator == "" || r.Operator == "between") && err2 == nil:
		return second
	}
	return 0
}
