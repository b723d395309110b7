// Package shortcode rewrites the tags of templates that pages of other
// generators hold: the shortcodes of Hugo, and the tags and values of Liquid and
// Jinja. Tags without an equivalent stay visible and are marked.
//
// It runs nothing: what a template would have shown is not known here.
package shortcode

import (
	"bytes"
	"strings"

	"github.com/candor-site/candor/internal/draft"
)

// shortcode is one tag of Hugo, or of Liquid, with what is inside its pair.
type shortcode struct {
	from, to int
	raw      string // the tag as written
	name     string
	args     draft.Arguments
	closing  bool
	void     bool // ends with /
	shown    bool // written between /* and */: Hugo shows it
	markdown bool // {{% %}}: what is inside is Markdown

	end    *shortcode // the closing tag, or nil
	inside []*shortcode
}

// maxShortcodes bounds the tags of one page; the rest stays and is reported
// when the page is compiled.
const maxShortcodes = 20_000

// findShortcodes returns the shortcodes outside code and comments, in order.
func findShortcodes(buf, hidden []byte) (found []*shortcode) {
	for at := 0; len(found) < maxShortcodes; {
		n := bytes.Index(hidden[at:], []byte("{{"))
		if n < 0 {
			break
		}
		at += n
		if s := readShortcode(buf, at); s != nil {
			found = append(found, s)
			at = s.to
		} else {
			at += 2
		}
	}
	return found
}

// readShortcode reads {{< x >}} or {{% x %}} at a place, or returns nil.
func readShortcode(buf []byte, at int) *shortcode {
	rest := buf[at:]
	if len(rest) < 6 || rest[2] != '<' && rest[2] != '%' {
		return nil
	}
	end := string(rest[2:3]) + "}}"
	if rest[2] == '<' {
		end = ">}}"
	}
	n := bytes.Index(rest[3:min(len(rest), 4096)], []byte(end)) + 3
	if n < 3 {
		return nil
	}
	s := &shortcode{from: at, to: at + n + 3, raw: string(rest[:n+3]), markdown: rest[2] == '%'}
	inner := strings.TrimSpace(string(rest[3:n]))
	if strings.HasPrefix(inner, "/*") && strings.HasSuffix(inner, "*/") {
		s.shown = true
		inner = strings.TrimSpace(inner[2 : len(inner)-2])
	}
	if strings.HasPrefix(inner, "/") {
		s.closing = true
		inner = strings.TrimSpace(inner[1:])
	}
	if strings.HasSuffix(inner, "/") && !strings.HasSuffix(inner, "//") {
		s.void = true
		inner = strings.TrimSpace(inner[:len(inner)-1])
	}
	name, args := inner, ""
	if i := strings.IndexAny(inner, " \t\n"); i >= 0 {
		name, args = inner[:i], inner[i:]
	}
	s.name, s.args = strings.ToLower(name), draft.ReadArguments(args)
	return s
}

// verbatim are the shortcodes whose inside is not read.
var verbatim = map[string]bool{"highlight": true, "comment": true, "mermaid": true, "raw": true, "rawhtml": true}

// pair finds the closing tag of each shortcode and returns the tree.
func pair(all []*shortcode) (roots []*shortcode) {
	closers := map[string]int{} // how many closing tags of a name still come
	for _, s := range all {
		if s.closing && !s.shown {
			closers[s.name]++
		}
	}
	var open []*shortcode
	add := func(s *shortcode) {
		if len(open) > 0 {
			open[len(open)-1].inside = append(open[len(open)-1].inside, s)
		} else {
			roots = append(roots, s)
		}
	}
	for _, s := range all {
		switch {
		case len(open) > 0 && verbatim[open[len(open)-1].name] && !(s.closing && s.name == open[len(open)-1].name):
			if s.closing && !s.shown {
				closers[s.name]--
			}
		case s.shown:
			add(s)
		case s.closing:
			closers[s.name]--
			i := len(open) - 1
			for i >= 0 && open[i].name != s.name {
				i--
			}
			if i < 0 {
				add(s)
				continue
			}
			for _, o := range open[i+1:] { // no closing tag of theirs comes in time
				open[i].inside = append(open[i].inside, o.inside...)
				o.inside = nil
			}
			open[i].end = s
			open = open[:i]
		case s.void || closers[s.name] == 0 || len(open) >= 60:
			add(s)
		default:
			add(s)
			open = append(open, s)
		}
	}
	return roots
}

// page is a page that is being rewritten.
type page struct{ *draft.Page }

// Hugo rewrites the shortcodes of Hugo.
func Hugo(p *draft.Page) {
	d := &page{p}

	d.shortcodesOf(pair(findShortcodes(d.Buf, draft.Mask(d.Buf, d.Indented))))
	d.Flush()
}

func (d *page) shortcodesOf(list []*shortcode) {
	for _, s := range list {
		d.shortcode(s)
	}
}

// shortcode rewrites one with all that is inside.
func (d *page) shortcode(s *shortcode) {
	switch {
	case s.shown:
		d.Rewrite(s.from, s.to, draft.InlineCode(strings.Replace(strings.Replace(s.raw, "/*", "", 1), "*/", "", 1)), "code")
		return
	case s.closing:
		d.Doubt(s.from, "%s closes nothing", s.raw)
		d.Replace(s.from, s.to, draft.InlineCode(s.raw))
		return
	}
	if rewrite := ruleOf(s.name); rewrite != nil && rewrite(d, s) {
		return
	}
	d.unknownShortcode(s)
	d.shortcodesOf(s.inside)
}

// unknownShortcode keeps a shortcode visible. As the destination of a link it
// stays too: the link is unmade when the page is compiled.
func (d *page) unknownShortcode(s *shortcode) {
	if s.from >= 2 && bytes.HasSuffix(d.Buf[:s.from], []byte("](")) {
		return
	}
	d.Doubt(s.from, "Candor does not know the shortcode %s; write what it stands for, or a component", s.name)
	d.Replace(s.from, s.to, draft.InlineCode(s.raw))
	if s.end != nil {
		d.Replace(s.end.from, s.end.to, draft.InlineCode(s.end.raw))
	}
}

// ruleOf returns how a shortcode is rewritten, or nil. A rule returns false
// where this use has no equivalent.
func ruleOf(name string) func(d *page, s *shortcode) bool {
	switch name {
	case "alert", "note", "warning", "tip", "info", "caution", "danger", "important", "hint", "notice", "callout", "admonition", "pageinfo", "success", "error", "attention":
		return box
	case "details", "expand", "collapse":
		return details
	case "tabs", "tabpane", "codetabs":
		return tabs
	case "tab", "codetab", "tabpanel":
		return tab
	case "card":
		return card
	case "cardpane", "cards":
		return cards
	case "ref", "relref":
		return reference
	case "figure", "img", "image", "imgproc":
		return figure
	case "highlight":
		return highlightBlock
	case "mermaid":
		return mermaid
	case "param":
		return parameter
	case "readfile", "include", "include-file":
		return include
	case "youtube", "vimeo":
		return video
	case "button", "btn":
		return button
	case "comment":
		return comment
	}
	return nil
}

// wrap replaces a pair by two lines of their own around what is inside.
func (d *page) wrap(s *shortcode, head, tail string) {
	start, _ := draft.LineAt(d.Buf, s.from)
	rest, own := draft.Margin(d.Buf[start:s.from])
	if !own {
		rest = string(d.Buf[start : start+len(d.Buf[start:])-len(bytes.TrimLeft(d.Buf[start:], " \t>"))])
		head = "\n" + rest + head
	}
	d.Change(s.from, draft.Clip([]byte(s.raw)), strings.TrimSpace(draft.FirstLine(head)))
	head = strings.ReplaceAll(head, "\n", "\n"+rest)
	if s.end == nil {
		d.Replace(s.from, s.to, head+"\n"+rest+tail)
		return
	}
	to := s.to
	if at := draft.SkipBlanks(d.Buf, s.to, s.end.from); at < s.end.from && d.Buf[at] != '\n' || at == s.end.from {
		to, head = at, head+"\n"+rest
	}
	d.Replace(s.from, to, head)
	start, _ = draft.LineAt(d.Buf, s.end.from)
	from := max(start, to)
	if len(bytes.Trim(d.Buf[from:s.end.from], " \t>")) > 0 {
		from = s.end.from
		tail = "\n" + rest + tail
	} else if start >= to {
		tail = rest + tail
	}
	end := s.end.to
	if at := draft.SkipBlanks(d.Buf, end, len(d.Buf)); at < len(d.Buf) && d.Buf[at] != '\n' {
		end, tail = at, tail+"\n"+rest
	}
	d.Replace(from, end, tail)
}

// text is what stands inside a pair, as written.
func (d *page) text(s *shortcode) string {
	if s.end == nil {
		return ""
	}
	return string(d.Buf[s.to:s.end.from])
}

// code replaces a pair by fenced code; nothing inside is read.
func (d *page) code(s *shortcode, info string) bool {
	if s.end == nil {
		return false
	}
	fence := draft.FenceFor(d.text(s))
	d.wrap(s, fence+info, fence)
	return true
}

// Span is one shortcode of a text, as written.
type Span struct {
	From, To int
	Raw      string
}

// Spans returns the shortcodes of a text.
func Spans(text []byte) (out []Span) {
	for _, s := range findShortcodes(text, text) {
		out = append(out, Span{s.from, s.to, s.raw})
	}
	return out
}
