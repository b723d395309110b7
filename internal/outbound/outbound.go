// Package outbound lists the addresses of other hosts that a portal names, and
// where each is written. It asks no host.
package outbound

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

// Reference is one place that names an address of another host.
type Reference struct {
	URL  string
	Span source.Span // of the address; else of the file that the page was made from; zero where neither is known
}

// References lists the addresses of other hosts that the files of a portal
// name: each where it is written, and those that only a finished page shows at
// the file that the page was made from.
func References(v *disclose.View, files []artifact.File) []Reference {
	var out []Reference
	written := make(map[string]bool)
	add := func(address string, at source.Span) {
		if allow.IsExternal(address) && !strings.HasPrefix(address, v.Site.BaseURL) {
			out = append(out, Reference{address, at})
			written[bare(address)] = true
		}
	}
	for _, l := range v.Menu {
		add(l.URL, l.Span)
	}
	for _, p := range v.Pages {
		if p.Doc == nil {
			continue
		}
		said := p.Doc.Outline()
		for _, l := range slices.Concat(said.Links, said.Images) {
			add(l.Destination, l.Span)
		}
		for _, u := range p.Doc.Uses {
			for _, prop := range u.Props {
				addProp(add, prop)
			}
		}
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		place := source.Span{}
		if len(f.Sources) > 0 {
			place = source.NewFile(f.Sources[0], nil).Whole()
		}
		page := inspect.Read(f.Data)
		for _, ref := range page.Refs {
			if !written[bare(ref.Address)] {
				add(ref.Address, place)
			}
		}
	}
	return out
}

// addProp adds the address that a prop holds, if it holds one.
func addProp(add func(string, source.Span), prop markup.PropValue) {
	if text, ok := prop.Value.(string); ok && !strings.ContainsAny(text, " \n") {
		add(text, prop.Span)
	}
}

// bare returns an address as finished pages and authors write it alike:
// without the escapes that browsers need not have.
func bare(address string) string {
	address, _, _ = strings.Cut(strings.TrimSpace(address), "#")
	return strings.TrimSuffix(strings.ReplaceAll(strings.ToLower(address), "%20", " "), "/")
}
