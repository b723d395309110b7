package proofread

import (
	"time"

	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/spelling"
	"github.com/candor-site/candor/internal/standards"
)

// Kept is what readings of a site gave, for the next one: of each page by its
// document, which is another one as soon as the page changes. It relies on two
// more pointers: a configuration that leads to the same place is the same, and
// so is the catalog where the register of standards is, as both are read from
// one folder. The zero Kept keeps nothing yet; it is for one reading at a time.
type Kept struct {
	config    *site.Config
	standards *standards.Register
	last      *reader
	pages     map[*markup.Document]*reading
}

// maxForms is how many spellings are kept: a session that met more, by edits,
// starts anew.
const maxForms = 1 << 20

// reader returns a reader for a site as it is now, with what holds of the last.
func (k *Kept) reader(s *site.Site, register *standards.Register, now time.Time) *reader {
	if k == nil || k.last == nil || k.config != s.Config || !k.standards.Equal(register) || k.last.names.Forms() > maxForms {
		if k != nil {
			*k = Kept{}
		}
		return newReader(s, register, now, spelling.NewTable(s.Config.Spellings))
	}
	if k.standards != register {
		return newReader(s, register, now, k.last.names)
	}
	r := *k.last
	r.site, r.now, r.same = s, now, true
	if r.standards.Passed(now) != r.standards.Passed(k.last.now) {
		r.readCatalog()
	}
	return &r
}

// of returns what a page gave, or nil.
func (k *Kept) of(p *site.Page) *reading {
	if k == nil {
		return nil
	}
	return k.pages[p.Doc]
}

// keep keeps what pages gave, and nothing of pages that are gone.
func (k *Kept) keep(r *reader, pages []*site.Page, found []*reading) {
	if k == nil {
		return
	}
	*k = Kept{r.site.Config, r.standards, r, make(map[*markup.Document]*reading, len(pages))}
	for i, p := range pages {
		k.pages[p.Doc] = found[i]
	}
}
