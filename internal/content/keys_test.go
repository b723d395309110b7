package content

import (
	"fmt"
	"testing"
	"time"
)

// TestKeysOfOthers reads keys of other generators: what they become, and what
// is said.
func TestKeysOfOthers(t *testing.T) {
	for _, c := range []struct{ front, got, want string }{
		// Starlight
		{"sidebar: {label: Short, order: 4, badge: New}", "link=Short weight=4 params=map[sidebar:map[badge:New label:Short order:4]]", ""},
		{"sidebar: {label: Short}\nlink_title: Own", "link=Own params=map[sidebar:map[label:Short]]", ""},
		{"tableOfContents: false", "toc=hidden", ""},
		{"tableOfContents: {minHeadingLevel: 2}", "params=map[tableOfContents:map[minHeadingLevel:2]]", ""},
		{"lastUpdated: 2026-02-03", "modified=2026-02-03", ""},
		{"lastUpdated: false", "params=map[lastUpdated:false]", ""},
		{"template: splash\nhero: {tagline: x}\npagefind: false", "layout=splash params=map[hero:map[tagline:x] pagefind:false]", ""},
		// Docusaurus
		{"sidebar_label: S\nsidebar_position: 2\nhide_title: true\nhide_table_of_contents: true", "link=S weight=2 toc=hidden title=hidden", ""},
		{"pagination_next: null\npagination_prev: a\ndisplayed_sidebar: x", "params=map[displayed_sidebar:x pagination_next:<nil> pagination_prev:a]", ""},
		{"last_update: {date: 2026-02-03, author: A}", "modified=2026-02-03 params=map[last_update:map[author:A date:2026-02-03]]", ""},
		{"last_update: {author: A}", "params=map[last_update:map[author:A]]", ""},
		{"unlisted: true", "noindex", ""},
		// Mintlify
		{"sidebarTitle: S\nicon: lock\nmode: wide\n'og:title': T\nurl: https://example.com/x", "link=S params=map[icon:lock mode:wide og:title:T url:https://example.com/x]", ""},
		// Gatsby, Hugo, Jekyll
		{"path: /here/there\nmetaTags: [a]", "route=/here/there/ params=map[metaTags:[a]]", ""},
		{"url: /here/", "route=/here/", ""},
		{"permalink: /here/", "route=/here/", ""},
		{"permalink: /:categories/:title/", "params=map[permalink:/:categories/:title/]", ""},
		{"publishDate: 2026-02-03\nlastmod: 2026-02-04\nlinkTitle: L", "link=L date=2026-02-03 modified=2026-02-04", ""},
		{"publishDate: 2026-02-03\ndate: 2026-02-01", "date=2026-02-01 params=map[publishDate:2026-02-03]", ""},
		{"keywords: [a]\nnav_order: 3", "weight=3 params=map[keywords:[a]]", ""},
		// Near and far.
		{"titel: X", "params=map[titel:X]", `a.md:2:1: warning: the front matter has the unknown key "titel" [key-unknown] (did you mean "title"?)`},
		{"reviewedby: X", "params=map[reviewedby:X]", `a.md:2:1: warning: the front matter has the unknown key "reviewedby" [key-unknown] (did you mean "review_by"?)`},
		{"sidebar_labels: X", "params=map[sidebar_labels:X]", `a.md:2:1: warning: the front matter has the unknown key "sidebar_labels" [key-unknown] (did you mean "sidebar_label"?)`},
		{"cluster: eu", "params=map[cluster:eu]", `a.md:2:1: note: the front matter has the unknown key "cluster", kept as a parameter of the page [key-unknown]`},
		// Wrong types: one error each.
		{"sidebar: {order: soon}", "params=map[sidebar:map[order:soon]]", `a.md:2:18: error: "sidebar.order" is text (soon), expected a whole number [value-type]`},
		{"draft: perhaps", "", `a.md:2:8: error: "draft" is text (perhaps), expected true or false [value-type] (write true or false)`},
		{"title: [a]", "", `a.md:2:8: error: "title" is a list, expected text [value-type]`},
		{"reviewed: soon", "", `a.md:2:11: error: reviewed: "soon" is not a date such as 2026-07-31 [value-invalid]`},
		{"tags: {a: b}", "", `a.md:2:7: error: "tags" is a mapping, expected a list [value-type] (start each item with "- ")`},
		{"description: a\nmetaDescription: b\nsidebar_label: c\nsidebarTitle: d", "link=c",
			`a.md:5:1: error: the keys "sidebarTitle" and "sidebar_label" mean the same [key-duplicate] (remove one of the two) <content/a.md:4:1>`},
	} {
		pages, _, list := load(t, map[string]string{"content/a.md": "---\n" + c.front + "\n---\nText\n"}, Options{})
		if got := lines(list); got != c.want {
			t.Errorf("%s: diagnostics\n%s\nwant\n%s", c.front, got, c.want)
		}
		p, got := pages[0], ""
		add := func(format string, x any, when bool) {
			if when {
				got += " " + fmt.Sprintf(format, x)
			}
		}
		add("route=%s", p.Route, p.Route != "/a/")
		add("link=%s", p.LinkTitle, p.LinkTitle != "")
		add("weight=%d", p.Weight, p.Weight != 0)
		add("date=%s", p.Date.Format(time.DateOnly), !p.Date.IsZero())
		add("modified=%s", p.Modified.Format(time.DateOnly), !p.Modified.IsZero())
		add("layout=%s", p.Layout, p.Layout != "")
		add("toc=%s", "hidden", p.HideTOC)
		add("title=%s", "hidden", p.HideTitle)
		add("%s", "noindex", p.NoIndex)
		add("params=%v", p.Params, len(p.Params) > 0)
		if want := c.got; got != want && got != " "+want {
			t.Errorf("%s:\n%s\nwant\n %s", c.front, got, want)
		}
	}
}
