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
	now, last map[string]*parsed
}

// Parse reads a sentence as the function Parse does.
func (t *Table) Parse(text source.Text) (*Template, diag.List) {
	if t == nil {
		return Parse(text)
	}
	t.mu.Lock()
	p := t.now[text.Value]
	if p == nil {
		p = t.last[text.Value]
	}
	t.mu.Unlock()
	if p == nil {
		var err error
		if p, err = read(text.Value); err != nil {
			return nil, diag.List{syntax(text, err)}
		}
	}
	t.mu.Lock()
	if t.now == nil {
		t.now = map[string]*parsed{}
	}
	t.now[text.Value] = p
	t.mu.Unlock()
	return p.at(text)
}

// Turn forgets the sentences that were not asked for since it was called last.
func (t *Table) Turn() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now, t.last = nil, t.now
}
