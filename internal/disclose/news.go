package disclose

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/route"
)

// News is one entry of the updates: a page, or a claim that became weaker with
// an approval.
type News struct {
	Route       string
	Mark        string // tells entries of one route apart, and stays; "" for a page
	Title       string
	Description string
	Date        time.Time // a date; zero if not given
	Tags        []string
}

// newsFolder is where the updates of a portal are, and weakerTag the tag of
// claims that became weaker.
const (
	newsFolder = "updates"
	weakerTag  = "weaker"
)

// News returns the written pages below a folder with one of some tags, if any
// are given, and for the folder updates/ the claims that became weaker with an
// approval, which have the tag weaker. The newest come first, those without a
// date last; at most limit, if that is not 0.
func (v *View) News(under string, tags []any, limit int64) []News {
	var out []News
	for _, p := range v.Updates(under, tags, 0) {
		out = append(out, News{Route: p.Route, Title: p.Title, Description: p.Description, Date: p.Date, Tags: p.Tags})
	}
	if strings.Trim(under, "/") == newsFolder && tagged([]string{weakerTag}, tags) {
		for _, a := range v.Approvals {
			out = append(out, a.news())
		}
	}
	slices.SortStableFunc(out, func(a, b News) int { return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Route, b.Route)) })
	if limit > 0 && int64(len(out)) > limit {
		out = out[:limit]
	}
	return out
}

// Published returns the updates of the portal that have a date, as feeds list
// them.
func (v *View) Published(limit int64) []News {
	return slices.DeleteFunc(v.News(newsFolder, nil, limit), func(n News) bool { return n.Date.IsZero() })
}

func (a *Approval) news() News {
	said := a.What + ": " + a.Before + " -> " + a.After
	return News{
		Route: route.OfChange(a.From, a.To), Mark: route.Segment(a.Control + "-" + a.What + "-" + a.On.Format(time.DateOnly)),
		Title: "Weaker: " + a.Title, Description: said + ". Approved by " + a.By + ": " + strings.TrimSuffix(a.Reason, ".") + ".",
		Date: a.On, Tags: []string{weakerTag},
	}
}
