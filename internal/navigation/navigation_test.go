package navigation

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/disclose"
)

// site makes pages out of lines such as "/security/data/ 20 Data".
func site(lines ...string) []*disclose.Page {
	var out []*disclose.Page
	for _, l := range lines {
		var p disclose.Page
		var title string
		fmt.Sscanf(l, "%s %d %s", &p.Route, &p.Weight, &title)
		p.Title, p.LinkTitle = title, title
		out = append(out, &p)
	}
	return out
}

var pages = site(
	"/ 0 Home", "/people/ 0 People", "/faq/ 1 Questions", "/alone/only/ 0 Only",
	"/security/ 0 Security", "/security/data/ 20 Data", "/security/access/ 10 Access", "/security/zoo/ 0 Zoo", "/security/bees/ 0 Bees",
	"/security/cloud-regions/aws/ 15 AWS", "/security/cloud-regions/gcp/ 0 GCP", "/security/cloud-regions/gcp/deep/ 0 Deep",
)

// drawn writes a tree as text: > for the way to the page, * for the page.
func drawn(entries []Entry) string {
	var out []string
	for _, e := range entries {
		text := e.Title
		switch {
		case e.Current:
			text = "*" + text
		case e.Open:
			text = ">" + text
		}
		if e.Route == "" {
			text += "/"
		}
		if len(e.Entries) > 0 {
			text += "(" + drawn(e.Entries) + ")"
		}
		if e.Before+e.After > 0 {
			text += fmt.Sprintf("[%d %d]", e.Before, e.After)
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestSection(t *testing.T) {
	m := New("/", pages)
	for _, c := range []struct{ address, title, tree, around string }{
		{"/security/data/", "Security", "Access Cloud regions/(AWS GCP(Deep)) *Data Bees Zoo", "/security/cloud-regions/gcp/deep/ /security/bees/"},
		{"/security/", "Security", "Access Cloud regions/(AWS GCP(Deep)) Data Bees Zoo", "- /security/access/"},
		{"/security/zoo/", "Security", "Access Cloud regions/(AWS GCP(Deep)) Data Bees *Zoo", "/security/bees/ -"},
		{"/security/cloud-regions/gcp/", "Security", "Access >Cloud regions/(AWS *GCP(Deep)) Data Bees Zoo", "/security/cloud-regions/aws/ /security/cloud-regions/gcp/deep/"},
		{"/people/", "", "Questions *People", "/faq/ -"},
		{"/faq/", "", "*Questions People", "- /people/"},
	} {
		s := m.Section(c.address)
		if s == nil {
			t.Errorf("%s has no section", c.address)
			continue
		}
		around := at(s.Previous) + " " + at(s.Next)
		if s.Title != c.title || drawn(s.Entries) != c.tree || around != c.around {
			t.Errorf("%s lies in %q: %s, between %s", c.address, s.Title, drawn(s.Entries), around)
		}
	}
	for _, address := range []string{"/", "/alone/only/", "/controls/"} {
		if s := m.Section(address); s != nil {
			t.Errorf("%q lies in %v", address, s)
		}
	}
	if s := m.Section("/security/data/"); s.Route != "/security/" {
		t.Errorf("the section leads to %q", s.Route)
	}
}

func at(l *disclose.Link) string {
	if l == nil {
		return "-"
	}
	return l.URL
}

// A page of a large site must not be as long as the site.
func TestLargeSection(t *testing.T) {
	var lines []string
	for folder := range 40 {
		for page := range 50 {
			lines = append(lines, fmt.Sprintf("/docs/f%02d/p%02d/ 0 P%02d", folder, page, page))
		}
	}
	m := New("/", site(append(lines, "/docs/first/ 1 First")...))
	s := m.Section("/docs/f20/p49/")
	n, current := 0, 0
	var count func(entries []Entry)
	count = func(entries []Entry) {
		for _, e := range entries {
			n++
			if e.Current {
				current++
			}
			count(e.Entries)
		}
	}
	count(s.Entries)
	if current != 1 || n > 2*maxBeside {
		t.Errorf("%d entries, the page %d times", n, current)
	}
	for _, e := range s.Entries {
		if !e.Open && e.Title != "First" && !strings.HasSuffix(e.Route, "/p00/") {
			t.Errorf("the closed folder %s leads to %q", e.Title, e.Route)
		}
		if e.Open && (e.Entries[0].Before != 50-maxBeside || e.Entries[len(e.Entries)-1].After != 0) {
			t.Errorf("beside the page %d and %d are left out", e.Entries[0].Before, e.Entries[len(e.Entries)-1].After)
		}
	}
	if at(s.Previous) != "/docs/f20/p48/" || at(s.Next) != "/docs/f21/p00/" {
		t.Errorf("it stands between %s and %s", at(s.Previous), at(s.Next))
	}
}

func TestEdit(t *testing.T) {
	for _, c := range []struct{ pattern, path, want string }{
		{"https://git.example/edit/main/{path}", "content/security/data.mdx", "https://git.example/edit/main/content/security/data.mdx"},
		{"https://git.example/?f={path}&x=1", "content/a b#c?.md", "https://git.example/?f=content/a%20b%23c%3F.md&x=1"},
		{"", "content/a.md", ""}, {"https://git.example/{path}", "", ""},
	} {
		if got := Edit(c.pattern, c.path); got != c.want {
			t.Errorf("%s of %s: %s", c.path, c.pattern, got)
		}
	}
}
