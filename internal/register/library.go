package register

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/disclose"
)

// Shelf is the documents of one folder.
type Shelf struct {
	Folder    string // with slashes, "" at the top
	Documents []*disclose.Document
}

// Library is the documents of a portal.
type Library struct {
	Shelves   []Shelf          // by folder
	Tags      []disclose.Count // by how many documents bear them, then by name
	Total     int
	OnRequest int
}

// Library lists documents by folder; within one they keep their order.
func (b *Book) Library(in []*disclose.Document) *Library {
	out := &Library{Total: len(in)}
	n := make(map[string]int)
	for _, d := range in {
		if d.Route == "" {
			out.OnRequest++
		}
		for _, t := range d.Tags {
			n[t]++
		}
		at := slices.IndexFunc(out.Shelves, func(s Shelf) bool { return s.Folder == d.Folder })
		if at < 0 {
			at = len(out.Shelves)
			out.Shelves = append(out.Shelves, Shelf{Folder: d.Folder})
		}
		out.Shelves[at].Documents = append(out.Shelves[at].Documents, d)
	}
	slices.SortFunc(out.Shelves, func(x, y Shelf) int { return cmp.Compare(x.Folder, y.Folder) })
	out.Tags = byCount(n)
	return out
}

// byCount lists names by how often they occur, the most first, then by name.
func byCount(n map[string]int) []disclose.Count {
	var out []disclose.Count
	for name, count := range n {
		out = append(out, disclose.Count{Name: name, N: count})
	}
	slices.SortFunc(out, func(x, y disclose.Count) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Name, y.Name)) })
	return out
}

// NewsFolder is the folder of the updates of a portal.
const NewsFolder = "updates"

// Journal is the updates of a portal.
type Journal struct {
	Years []Year // the newest first; what has no date comes last
	Tags  []disclose.Count
	Total int
	Tag   string // that all of them bear; "" for all updates
}

// Year is the updates of one year.
type Year struct {
	Year int // 0 for what has no date
	News []disclose.News
}

// Journal lists the updates with a tag, or all when it is "". Claims that became
// weaker with an approval are among them.
func (b *Book) Journal(tag string) *Journal {
	out := &Journal{Tag: tag}
	n := make(map[string]int)
	for _, news := range b.view.News(NewsFolder, nil, 0) {
		for _, t := range news.Tags {
			n[t]++
		}
		if tag != "" && !slices.Contains(news.Tags, tag) {
			continue
		}
		year := 0
		if !news.Date.IsZero() {
			year = news.Date.Year()
		}
		if len(out.Years) == 0 || out.Years[len(out.Years)-1].Year != year {
			out.Years = append(out.Years, Year{Year: year})
		}
		last := &out.Years[len(out.Years)-1]
		last.News = append(last.News, news)
		out.Total++
	}
	out.Tags = byCount(n)
	return out
}
