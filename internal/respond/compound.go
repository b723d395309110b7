package respond

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/match"
)

// compound answers a question that holds several: each by itself, and all of
// them or none. Those that ask for yes or no must be answered with the same
// word; where some do and some do not, one answer must serve all.
func (r *Responder) compound(q match.Question, reading match.Reading) Response {
	out := Response{Reading: reading}
	if reading.Abstain != "" && reading.Abstain != match.Close {
		return r.single(q, reading, nil)
	}
	var parts []Response
	previous := q.Previous
	for _, text := range reading.Parts {
		part := match.Question{Text: text, Section: q.Section, Previous: previous}
		parts = append(parts, r.single(part, r.matcher.Read(part), r.exact[folded(text)]))
		previous = text
	}
	first := parts[0]
	out.Answer, out.Text, out.Long, out.Citation = first.Answer, first.Text, first.Long, first.Citation
	for _, p := range parts {
		if !p.Fill {
			return out.person(Compound, "it asks several things, and of one: "+p.Because)
		}
		if p.Word != first.Word && (p.Word != "" && first.Word != "" || p.Answer != first.Answer) {
			return out.person(Compound, "it asks several things, which are not answered alike")
		}
	}
	if slices.ContainsFunc(parts, func(p Response) bool { return asksYesOrNo(p.Reading) && p.Word == "" }) {
		return out.person(Compound, "it asks several things, and to one of them no answer says yes or no")
	}
	out.Fill, out.Word = true, first.Word
	seen := []string{first.Text}
	for _, p := range parts[1:] {
		if out.Word == "" {
			out.Word = p.Word
		}
		out.Comparisons = append(out.Comparisons, p.Comparisons...)
		if text := p.plain(); p.Answer != first.Answer && !slices.Contains(seen, text) {
			seen = append(seen, text)
			out.Text = join(out.Text, text)
		}
	}
	out.Comparisons = slices.Concat(first.Comparisons, out.Comparisons)
	return out
}

// plain is the text of a response without its yes or no.
func (r Response) plain() string {
	if r.Word == "" {
		return r.Text
	}
	return strings.TrimSpace(strings.TrimPrefix(r.Text, spoken[r.Word]))
}
