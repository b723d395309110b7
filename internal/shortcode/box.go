package shortcode

import (
	"strings"

	"github.com/candor-site/candor/internal/draft"
)

// box rewrites a note, a warning or an alert to an admonition.
func box(d *page, s *shortcode) bool {
	kind := s.name
	title := s.args.Get("title", "heading")
	switch kind {
	case "alert", "callout", "admonition", "hint", "notice":
		word := s.args.Or(0, "type", "color", "variant", "kind")
		kind = draft.BoxKind(word)
		if title == "" && s.args.Get("type", "color", "variant", "kind") == "" {
			title = s.args.At(1)
		}
		if title == "" && kind == "note" && word != "" && !draft.IsBox(word) {
			title = word
		}
	case "pageinfo":
		kind = "info"
	default:
		kind = draft.BoxKind(kind)
		if title == "" {
			title = s.args.At(0)
		}
	}
	if s.end == nil {
		text := s.args.Get("text", "content")
		if text == "" {
			return false
		}
		d.wrap(s, ":::"+strings.TrimRight(kind+" "+title, " ")+"\n"+text, ":::")
		return true
	}
	fence := strings.Repeat(":", 2+boxHeight(s))
	d.wrap(s, fence+strings.TrimRight(kind+" "+draft.PlainTitle(title), " "), fence)
	d.shortcodesOf(s.inside)
	return true
}

// boxHeight is how deeply boxes nest from this one on; outer ones have longer
// fences.
func boxHeight(s *shortcode) int {
	h := 0
	for _, c := range s.inside {
		if c.end != nil {
			h = max(h, boxHeight(c))
		}
	}
	return h + 1
}

// details rewrites to the HTML element of that name.
func details(d *page, s *shortcode) bool {
	if s.end == nil {
		return false
	}
	open := ""
	if v := s.args.Get("open", "isopen", "expanded"); v == "true" || s.args.At(1) == "true" {
		open = " open"
	}
	d.wrap(s, draft.SummaryHead(open, s.args.Or(0, "summary", "title")), "</details>")
	d.shortcodesOf(s.inside)
	return true
}

// comment rewrites to a comment of HTML.
func comment(d *page, s *shortcode) bool {
	if s.end == nil {
		return false
	}
	d.Change(s.from, draft.Clip([]byte(s.raw)), "a comment")
	d.Replace(s.from, s.end.to, "<!-- "+strings.ReplaceAll(strings.TrimSpace(d.text(s)), "-->", "- ->")+" -->")
	return true
}
