// Package toc makes the contents of a page out of its headings.
//
// It reads no page: whoever parsed it knows its headings.
package toc

import "github.com/candor-site/candor/internal/outline"

// Entry is one entry of the contents of a page.
type Entry struct {
	ID, Text string
	Entries  []Entry
}

// Of makes two levels of contents out of the headings of levels 2 and 3;
// in a page with several headings of level 1, those after the first count as
// level 2. Fewer than two entries are not worth a list.
func Of(headings []outline.Heading) []Entry {
	var out []Entry
	seenFirst := false
	for _, h := range headings {
		level := h.Level
		if level == 1 && seenFirst {
			level = 2
		}
		seenFirst = seenFirst || h.Level == 1
		switch {
		case h.ID == "":
		case level == 2, level == 3 && len(out) == 0:
			out = append(out, Entry{ID: h.ID, Text: h.Text})
		case level == 3:
			last := &out[len(out)-1]
			last.Entries = append(last.Entries, Entry{ID: h.ID, Text: h.Text})
		}
	}
	if len(out) == 1 && len(out[0].Entries) == 0 {
		return nil
	}
	return out
}

// Say replaces the headings by the words that readers see, by id: the values of
// bindings instead of what is written.
func Say(entries []Entry, words map[string]string) {
	for i := range entries {
		if said := words[entries[i].ID]; said != "" {
			entries[i].Text = said
		}
		Say(entries[i].Entries, words)
	}
}
