package statement

import (
	"sync"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Table remembers sentences that were parsed, by their text. It is safe for
// concurrent use; a nil Table remembers nothing.
type Table struct {
	mu        sync.Mutex
	now, last map[string]*Template // where each text stood when it was asked for last
}

// Parse reads a sentence as the function Parse does.
func (t *Table) Parse(text source.Text) (*Template, diag.List) {
	if t == nil {
		return Parse(text)
	}
	t.mu.Lock()
	known := t.now[text.Value]
	if known == nil {
		known = t.last[text.Value]
	}
	if known != nil && known.text == text && known.sound {
		t.keep(known)
		t.mu.Unlock()
		return known, nil
	}
	t.mu.Unlock()
	if known == nil {
		known = &Template{text: text}
		known.parsed, known.wrong = read(text.Value)
	}
	var list diag.List
	if known.wrong == nil {
		known, list = known.parsed.at(text)
	}
	t.mu.Lock()
	t.keep(known)
	t.mu.Unlock()
	if known.wrong != nil {
		return nil, diag.List{syntax(text, known.wrong)}
	}
	return known, list
}

// keep remembers a sentence; mu is held.
func (t *Table) keep(s *Template) {
	if t.now == nil {
		t.now = map[string]*Template{}
	}
	t.now[s.text.Value] = s
}

// Turn forgets the sentences that were not asked for since it was called last.
func (t *Table) Turn() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now, t.last = nil, t.now
}
