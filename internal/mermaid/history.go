package mermaid

import (
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// event is what stands before each event.
var event = onuse.Regexp(`\s*:\s+`)

// History is a timeline.
type History struct {
	Title   string
	Periods []Period
}

// Period is a stretch of time with what happened in it.
type Period struct {
	Section string // that it is the first of, or ""
	Name    string
	Events  []string
}

// ReadHistory reads a timeline.
func ReadHistory(all []Statement) (*History, *Fault) {
	h := &History{}
	section, rows := "", 0
	for _, x := range all[1:] {
		word, rest, _ := strings.Cut(x.Text, " ")
		switch {
		case len(x.Text) > MaxLabel:
			return nil, Faultf(x.Line, "a line is longer than %d bytes", MaxLabel)
		case word == "title":
			h.Title = strings.TrimSpace(rest)
			continue
		case word == "section":
			section = strings.TrimSpace(rest)
			continue
		}
		parts := event.Split(x.Text, -1)
		if name := strings.TrimSpace(parts[0]); name != "" {
			h.Periods = append(h.Periods, Period{Section: section, Name: name})
			section = ""
		}
		if len(h.Periods) == 0 {
			return nil, Faultf(x.Line, "an event stands before the first period")
		}
		in := &h.Periods[len(h.Periods)-1]
		for _, said := range parts[1:] {
			if said = strings.TrimSpace(said); said != "" {
				in.Events = append(in.Events, said)
				rows++
			}
		}
		if rows++; rows > MaxRows {
			return nil, Faultf(x.Line, "the timeline has more than %d lines", MaxRows)
		}
	}
	if len(h.Periods) == 0 {
		return nil, Faultf(all[0].Line, "the timeline has no periods")
	}
	return h, nil
}
