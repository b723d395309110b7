// Package feed writes the updates of a portal for programs that ask for news:
// as Atom (RFC 4287) and as JSON Feed 1.1
// (https://www.jsonfeed.org/version/1.1/). Updates are pages of the folder
// updates/, and claims that became weaker with an approval.
//
// It sees nothing but the View, and writes no words of its own but a title.
package feed

import (
	"cmp"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// The addresses of the feeds.
const (
	Atom = "/feed.atom"
	JSON = "/feed.json"
)

// size is how many updates a feed holds at most.
const size = 50

// Has reports whether a view has updates for feeds.
func Has(v *disclose.View) bool { return len(v.Published(size)) > 0 }

// Files makes the feeds of a view. A view without updates has none.
func Files(v *disclose.View) []artifact.File {
	list := v.Published(size)
	if len(list) == 0 {
		return nil
	}
	w := &writer{v}
	return []artifact.File{artifact.New(route.FilePath(Atom), w.atom(list)), artifact.New(route.FilePath(JSON), w.json(list))}
}

// writer writes the feeds of one view.
type writer struct{ view *disclose.View }

// absolute returns the absolute URL of a route; other URLs come back as they
// are.
func (w *writer) absolute(address string) string { return route.Below(w.view.Site.BaseURL, address) }

// mark is what identifies an update for good: the address of a page, or of the
// index of changes with a mark of its own.
func (w *writer) mark(n disclose.News) string {
	if n.Mark == "" {
		return w.absolute(n.Route)
	}
	return w.absolute(route.Changes) + "#" + n.Mark
}

func feedTitle(s disclose.Site) string { return cmp.Or(s.Title, s.Organization) + ": updates" }

// instant formats a date as the time at which it begins (RFC 3339).
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
