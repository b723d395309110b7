package build

import (
	"context"
	"path"
	"reflect"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/imprint"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/reuse"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// epoch returns the digest of all that files of a view are made from but for the
// words of single pages and the dates on which those were changed, and of each page
// the digest of both, "" for none. A View is all that rendering sees of a site, so
// that nothing can be left out; of parsed pages counts what others show of them.
// There is none where something cannot be looked into.
func (p *Project) epoch(v *disclose.View, opt *render.Options) (reuse.Epoch, map[*disclose.Page]source.Digest, error) {
	files := make(map[string]*source.File, len(p.Site.Pages))
	for _, page := range p.Site.Pages {
		if page.Doc != nil {
			files[page.File.Path] = page.File
		}
	}
	bare, outlines, texts := *v, make([]*outline, len(v.Pages)), make([]source.Digest, len(v.Pages))
	_ = crew.Each(context.Background(), opt.Workers, len(v.Pages), func(i int) error {
		outlines[i] = outlineOf(v.Pages[i].Doc)
		if f := files[v.Pages[i].Source]; f != nil {
			texts[i] = f.Digest()
		}
		return nil
	})
	own := slices.ContainsFunc(p.theme.Layers(), isOwn)
	bare.Pages = copies(v.Pages)
	words := map[*disclose.Page]source.Digest{nil: ""}
	for i, page := range v.Pages {
		bare.Pages[i].Doc = nil
		if !own {
			bare.Pages[i].Modified = time.Time{}
		}
		if all := texts[i]; all != "" && page.Doc != nil {
			all += source.Digest(page.Modified.Format(time.DateOnly))
			for _, f := range page.Doc.Includes {
				all += f.Digest
			}
			words[page] = all
		}
	}
	e, err := imprint.Of(
		imprint.As{reflect.TypeFor[*message.Words](): func(w any) any { return w.(*message.Words).Language() }},
		memo.Maker(), p.opt.Lenient, p.opt.Stubs, p.Config.File, p.theme.Layers(),
		opt.Bundles, opt.Closed, opt.Faulty, opt.Dresser != nil, &bare, outlines,
	)
	return reuse.Epoch(e), words, err
}

// isOwn reports whether a theme has templates that are not the program's: those may
// say on any page when any other was last changed, which the program's say on the
// page itself alone.
func isOwn(l *theme.Layer) bool {
	for name := range l.Files {
		if l.Dir != "" && path.Ext(name) == ".html" {
			return true
		}
	}
	return false
}
