package content

import (
	"context"
	"net/url"
	"strings"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/site"
)

// insecure notes the http: links to hosts that other links of the site reach
// by https:.
func insecure(pages []*site.Page, workers int) diag.List {
	found := make([]hosts, len(pages))
	_ = crew.Each(context.Background(), workers, len(pages), func(i int) error {
		if pages[i].Doc != nil {
			found[i] = hostsOf(pages[i].Doc.Outline().Links)
		}
		return nil
	})
	secure := make(map[string]bool)
	for _, h := range found {
		for _, host := range h.secure {
			secure[host] = true
		}
	}
	var list diag.List
	for _, h := range found {
		for _, f := range h.open {
			if !secure[f.host] {
				continue
			}
			d := diag.Warningf(diag.LinkInsecure, f.link.Span, "the link goes by http:, and other links to %s by https:", f.host).
				Hinted("write https%s", f.link.Destination[len("http"):])
			d.Severity = diag.Note
			list.Add(d)
		}
	}
	return list
}

// hosts are those that the links of a page reach.
type hosts struct {
	secure []string // by https:
	open   []open   // by http:
}

type open struct {
	host string
	link outline.Link
}

func hostsOf(links []outline.Link) (out hosts) {
	for _, l := range links {
		if len(l.Destination) < len("http:") || !strings.EqualFold(l.Destination[:len("http")], "http") {
			continue
		}
		u, err := url.Parse(l.Destination)
		if err != nil {
			continue
		}
		switch host := strings.ToLower(u.Hostname()); {
		case u.Scheme == "https":
			out.secure = append(out.secure, host)
		case u.Scheme == "http" && !strings.HasPrefix(strings.ToLower(l.Text), "www."): // bare addresses are noted where they are read
			out.open = append(out.open, open{host, l})
		}
	}
	return out
}
