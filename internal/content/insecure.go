package content

import (
	"net/url"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
)

// insecure notes the http: links to hosts that other links of the site reach
// by https:.
func insecure(pages []*site.Page) diag.List {
	secure := make(map[string]bool)
	each := func(scheme string, visit func(host string, at int, p *site.Page)) {
		for _, p := range pages {
			if p.Doc == nil {
				continue
			}
			for i, l := range p.Doc.Links {
				if n := len(scheme); len(l.Destination) <= n || l.Destination[n] != ':' || !strings.EqualFold(l.Destination[:n], scheme) {
					continue
				}
				if u, err := url.Parse(l.Destination); err == nil && u.Scheme == scheme {
					visit(strings.ToLower(u.Hostname()), i, p)
				}
			}
		}
	}
	each("https", func(host string, _ int, _ *site.Page) { secure[host] = true })
	var list diag.List
	each("http", func(host string, at int, p *site.Page) {
		l := p.Doc.Links[at]
		if !secure[host] || strings.HasPrefix(strings.ToLower(l.Text), "www.") {
			return // bare addresses are noted where they are read
		}
		d := diag.Warningf(diag.LinkInsecure, l.Span, "the link goes by http:, and other links to %s by https:", host).
			Hinted("write https%s", l.Destination[len("http"):])
		d.Severity = diag.Note
		list.Add(d)
	})
	return list
}
