package content

import (
	"strings"
	"testing"
	"time"
)

// asOf is the evening of 20 November in UTC, and the 21st in the site's zone.
var asOf = time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC)

// TestPagesInTime reads one page with some dates: which stay, and what is said.
func TestPagesInTime(t *testing.T) {
	for _, c := range []struct{ name, front, absent, want string }{
		{"no dates", "title: A", "", ""},
		{"dated today in the site's zone", "date: 2026-11-21", "", ""},
		{"dated tomorrow", "date: 2026-11-22", "is dated 22 November 2026, which is still to come",
			"a.md:2:7: note: the page is dated 22 November 2026 and is left out until then [page-future] (keep it with --drafts)"},
		{"dated later today", "date: 2026-11-20T23:30:00Z", "is dated 21 November 2026, which is still to come",
			"a.md:2:7: note: the page is dated 21 November 2026 and is left out until then [page-future] (keep it with --drafts)"},
		{"expires today", "expires: 2026-11-21", "expired on 21 November 2026",
			"a.md:2:10: note: the page expired on 21 November 2026 and is left out [page-expired] (remove it, or move its date of expiry)"},
		{"expires tomorrow", "expires: 2026-11-22", "", ""},
		{"draft", "draft: true\nreviewed: 2030-01-01", "is a draft", ""},
		{"review due today", "reviewed: 2026-01-01\nreview_by: 2026-11-21", "", ""},
		{"review overdue", "review_by: 2026-11-20", "",
			"a.md:2:12: warning: the page was to be reviewed by 20 November 2026, and it is 21 November 2026 [review-overdue] (review it, then set reviewed and the next review_by)"},
		{"reviewed today", "reviewed: 2026-11-21", "", ""},
		{"reviewed a year ago", "reviewed: 2025-11-21", "",
			"a.md:2:11: warning: the page was last reviewed on 21 November 2025, and a review holds for P1Y (freshness.review) [review-overdue] (review it and set reviewed, or give the page a review_by of its own)"},
		{"reviewed a year ago but a day", "reviewed: 2025-11-22", "", ""},
		{"reviewed long ago, with a next review", "reviewed: 2024-11-22\nreview_by: 2026-11-22", "", ""},
		{"reviewed tomorrow", "reviewed: 2026-11-22", "",
			"a.md:2:11: error: the page says that it was reviewed on 22 November 2026, which is still to come on 21 November 2026 [review-invalid] (write the day on which it happened)"},
		{"changed tomorrow", "lastmod: 2026-11-22", "",
			"a.md:2:10: error: the page says that it was last changed on 22 November 2026, which is still to come on 21 November 2026 [review-invalid] (write the day on which it happened)"},
		{"next before last", "reviewed: 2026-11-02\nreview_by: 2026-11-01", "",
			"a.md:3:12: error: the next review, 1 November 2026, lies before the last one, 2 November 2026 [review-invalid] (set the next review after the last) <content/a.md:2:11>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, list, err := Load(openTree(t, map[string]string{"content/a.md": "---\n" + c.front + "\n---\nText\n"}), testConfig(), Options{AsOf: asOf})
			if err != nil {
				t.Fatal(err)
			}
			if got := lines(list); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			switch {
			case c.absent == "" && (len(set.Pages) != 1 || len(set.Absent) != 0):
				t.Errorf("%d pages, absent %+v", len(set.Pages), set.Absent)
			case c.absent != "" && (len(set.Pages) != 0 || len(set.Absent) != 1 || set.Absent[0].Why != c.absent || set.Absent[0].Route != "/a/"):
				t.Errorf("%d pages, absent %+v", len(set.Pages), set.Absent)
			}
		})
	}
}

// TestDraftsAreKept keeps drafts and future pages on request, and expired ones
// never.
func TestDraftsAreKept(t *testing.T) {
	pages, _, list := load(t, map[string]string{
		"content/draft.md": "---\ndraft: true\n---\n", "content/future.md": "---\ndate: 2030-01-01\n---\n", "content/gone.md": "---\ndraft: true\nexpires: 2020-01-01\n---\n",
	}, Options{Drafts: true, AsOf: asOf})
	if len(pages) != 2 || pages[0].Route != "/draft/" || pages[1].Route != "/future/" || !strings.Contains(lines(list), "gone.md:3:10: note") {
		t.Errorf("%d pages, %s", len(pages), lines(list))
	}
}
