package respond

import "github.com/candor-site/candor/internal/match"

// identity is a question of a standard questionnaire: hecvat-4.14, DATA-07.
type identity struct{ standard, id string }

// identified returns the answer that names the question by its id, or nil. Of
// several, the one that shares most of its words is taken; of equals, the first
// of the library.
func (r *Responder) identified(q match.Question) *Entry {
	if q.Standard == "" || q.ID == "" {
		return nil
	}
	stems := r.matcher.Stems(q.Text)
	var best *Entry
	most := -1
	for _, e := range r.byID[identity{q.Standard, q.ID}] {
		if n := r.share(e.Stems, stems); n > most {
			best, most = e, n
		}
	}
	return best
}
