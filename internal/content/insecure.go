package content

import (
	"net/url"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/site"
)

// insecure notes the http: links to hosts that other links of the site reach
// by https:.
func insecure(pages []*site.Page) diag.List {
	secure := make(map[string]bool)
	type open struct {
		host string
		link outline.Link
	}
	var found []open
	for _, p := range pages {
		if p.Doc == nil {
			continue
		}
		for _, l := range p.Doc.Outline().Links {
			if len(l.Destination) < len("http:") || !strings.EqualFold(l.Destination[:len("http")], "http") {
				continue
			}
			u, err := url.Parse(l.Destination)
			if err != nil {
				continue
			}
			switch host := strings.ToLower(u.Hostname()); {
			case u.Scheme == "https":
				secure[host] = true
			case u.Scheme == "http" && !strings.HasPrefix(strings.ToLower(l.Text), "www."): // bare addresses are noted where they are read
				found = append(found, open{host, l})
			}
		}
	}
	var list diag.List
	for _, f := range found {
		if !secure[f.host] {
			continue
		}
		d := diag.Warningf(diag.LinkInsecure, f.link.Span, "the link goes by http:, and other links to %s by https:", f.host).
			Hinted("write https%s", f.link.Destination[len("http"):])
		d.Severity = diag.Note
		list.Add(d)
	}
	return list
}
