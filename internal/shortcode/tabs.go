package shortcode

import (
	"strings"

	"github.com/candor-site/candor/internal/draft"
)

// tabs rewrites a group of tabs. Docsy shows what is inside a tab as code,
// unless the group says text=true or the tab is written {{% tab %}}.
func tabs(d *page, s *shortcode) bool {
	if s.end == nil {
		return false
	}
	lead := ""
	var rest []*shortcode
	for _, c := range s.inside {
		if c.name == "tab" && c.args.Get("disabled") == "true" && c.end == nil { // the label of the group
			lead += c.args.Or(0, "header", "name", "title") + "\n\n"
			d.Replace(c.from, draft.LineEnd(d.Buf, c.to), "")
			continue
		}
		if c.name == "tab" && s.name == "tabpane" && !c.markdown && s.args.Get("text") != "true" && c.args.Get("text") != "true" {
			if c.args.Get("lang") == "" {
				c.args = append(c.args, draft.Argument{Name: "lang", Value: s.args.Get("lang")})
			}
			c.args = append(c.args, draft.Argument{Name: "code", Value: "true"})
		}
		rest = append(rest, c)
	}
	group := s.args.Get("groupid", "persist")
	if group == "lang" || group == "header" || group == "disabled" {
		group = ""
	}
	d.wrap(s, draft.EscapeTags(lead)+"<Tabs"+draft.Props("groupId", group)+">", "</Tabs>")
	d.shortcodesOf(rest)
	return true
}

// tab rewrites one tab of a group.
func tab(d *page, s *shortcode) bool {
	title := draft.PlainTitle(s.args.Or(0, "header", "name", "title", "label"))
	head := "<Tab" + draft.Props("title", title) + ">"
	lang := s.args.Get("lang", "codelang")
	isCode := s.args.Get("code") == "true" || s.args.Get("codelang") != "" || s.name == "codetab"
	text := d.text(s)
	if s.end == nil {
		if file := s.args.Get("include"); file != "" {
			head += "\n" + d.Include(s.from, file)
		}
		d.wrap(s, head, "</Tab>")
		return true
	}
	if isCode && strings.TrimSpace(text) != "" && !strings.HasPrefix(strings.TrimSpace(text), "```") {
		fence := draft.FenceFor(text)
		d.wrap(s, head+"\n"+fence+lang, fence+"\n</Tab>")
		return true
	}
	d.wrap(s, head, "</Tab>")
	d.shortcodesOf(s.inside)
	return true
}

// card rewrites one card.
func card(d *page, s *shortcode) bool {
	title := s.args.Or(0, "title", "header")
	if h := s.args.Get("header"); h != "" && h != title {
		title = h + " " + title
	}
	head := "<Card" + draft.Props("title", draft.PlainTitle(title), "href", s.args.Get("link", "href", "url")) + ">"
	tail := "</Card>"
	for _, part := range []string{s.args.Get("subtitle"), s.args.Get("text", "description")} {
		if part != "" {
			head += "\n" + part + "\n"
		}
	}
	if footer := s.args.Get("footer"); footer != "" {
		tail = "\n" + footer + "\n" + tail
	}
	if s.end != nil && s.args.Get("code") == "true" {
		fence := draft.FenceFor(d.text(s))
		d.wrap(s, head+"\n"+fence+s.args.Get("lang"), fence+"\n"+tail)
		return true
	}
	d.wrap(s, head, tail)
	d.shortcodesOf(s.inside)
	return true
}

// cards rewrites a group of cards.
func cards(d *page, s *shortcode) bool {
	if s.end == nil {
		return false
	}
	d.wrap(s, "<Cards>", "</Cards>")
	d.shortcodesOf(s.inside)
	return true
}
