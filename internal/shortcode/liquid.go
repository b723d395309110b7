package shortcode

import (
	"bytes"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

var (
	liquidTag   = onuse.Regexp(`\{%-?[ \t\n]*([a-zA-Z_]\w*)((?:[^%\n]|%[^}\n])*?)-?%\}`)
	liquidValue = onuse.Regexp(`\{\{-?[ \t]*([^{}\n<%]+?)[ \t]*-?\}\}`)
	prefixValue = onuse.Regexp(`^(?:site|page)\.(?:baseurl|url|base_url)$`)
	urlFilter   = onuse.Regexp(`^["']([^"']+)["'][ \t]*\|[ \t]*(?:relative_url|absolute_url)$`)
	bindingName = onuse.Regexp(`^(site|page|config)\.([A-Za-z_]\w*)$`)
)

// isLogic reports whether a tag of Liquid or Jinja shows nothing by itself.
func isLogic(name string) bool {
	switch name {
	case "if", "elsif", "elif", "else", "endif", "unless", "endunless", "case", "when", "endcase", "for", "endfor", "assign", "set", "capture", "endcapture",
		"break", "continue", "cycle", "block", "endblock", "extends", "import", "from", "macro", "endmacro", "tablerow", "endtablerow", "increment", "decrement":
		return true
	}
	return false
}

// Liquid rewrites the tags and values of Liquid and Jinja.
func Liquid(p *draft.Page) {
	d := &page{p}

	hidden := draft.Mask(d.Buf, d.Indented)
	tags := liquidTags(d.Buf, hidden)
	skip := 0 // behind what is shown as it is
	var shown [][2]int
	for i, s := range tags {
		if s.from < skip {
			continue
		}
		skip = max(skip, d.liquidTag(s, tags[i+1:], hidden))
		shown = append(shown, [2]int{s.from, skip})
	}
	for _, s := range shown {
		draft.Hide(hidden[s[0]:s[1]])
	}
	front := len(d.Front())
	for _, m := range liquidValue.FindAllSubmatchIndex(hidden, maxShortcodes) {
		if m[0] >= front && (m[0] == 0 || d.Buf[m[0]-1] != '$') {
			d.liquidValue(m[0], m[1], string(d.Buf[m[2]:m[3]]))
		}
	}
	d.Flush()
}

func liquidTags(buf, hidden []byte) (out []*shortcode) {
	for _, m := range liquidTag.FindAllSubmatchIndex(hidden, maxShortcodes) {
		if m[0] > 0 && buf[m[0]-1] == '{' { // a shortcode of Hugo
			continue
		}
		out = append(out, &shortcode{from: m[0], to: m[1], raw: string(buf[m[0]:m[1]]), name: strings.ToLower(string(buf[m[2]:m[3]])), args: draft.ReadArguments(strings.TrimSpace(string(buf[m[4]:m[5]])))})
	}
	return out
}

// liquidTag rewrites one tag and returns the place behind which reading goes on.
func (d *page) liquidTag(s *shortcode, next []*shortcode, hidden []byte) int {
	for _, e := range next {
		if e.name == "end"+s.name && (s.name == "highlight" || s.name == "raw" || s.name == "comment") {
			s.end = e
			break
		}
	}
	switch {
	case s.end != nil && s.name == "highlight":
		d.code(s, s.args.At(0))
		return s.end.to
	case s.end != nil && s.name == "comment":
		comment(d, s)
		return s.end.to
	case s.end != nil && s.name == "raw":
		d.rawLiquid(s, hidden)
		return s.end.to
	case s.name == "link" || s.name == "post_url":
		to := s.args.At(0)
		if s.name == "post_url" {
			to += ".md"
		}
		if !strings.HasPrefix(to, "/") {
			to = "/" + to
		}
		d.Rewrite(s.from, s.to, to, to)
	case s.name == "include" && strings.HasSuffix(s.args.At(0), ".md"):
		d.Replace(s.from, s.to, d.Include(s.from, s.args.At(0)))
	case s.name == "toc":
		d.Rewrite(s.from, s.to, "", "nothing, pages have a list of contents")
	case isLogic(s.name):
		message := "this stood on a condition or in a loop, " + strings.Join(strings.Fields(s.raw), " ") + ", which Candor does not decide; keep what fits"
		d.Note(s.from, message)
		d.Replace(s.from, s.to, draft.Remark(message))
	case s.name == "include":
		d.Doubt(s.from, "the template %s was shown here; make it a component, components/%s.html", s.args.At(0), componentName(s.args.At(0)))
		d.Replace(s.from, s.to, draft.InlineCode(s.raw))
	default:
		if !bytes.HasSuffix(d.Buf[:s.from], []byte("](")) {
			d.Doubt(s.from, "Candor does not know the tag %s; write what it stands for, or a component", s.name)
			d.Replace(s.from, s.to, draft.InlineCode(s.raw))
		}
	}
	return s.to
}

// rawLiquid shows what stands between raw and endraw as it is.
func (d *page) rawLiquid(s *shortcode, hidden []byte) {
	d.Rewrite(s.from, s.to, "", "nothing, braces are text")
	d.Replace(s.end.from, s.end.to, "")
	inner := hidden[s.to:s.end.from]
	for at := 0; at < len(inner); {
		n := bytes.IndexByte(inner[at:], '{')
		if n < 0 {
			return
		}
		at += n
		d.Replace(s.to+at, s.to+at, `\`)
		for at < len(inner) && inner[at] == '{' {
			at++
		}
	}
}

// liquidValue rewrites {{ value }}.
func (d *page) liquidValue(from, to int, value string) {
	inLink := bytes.LastIndex(d.Buf[:from], []byte("](")) > bytes.LastIndexByte(d.Buf[:from], '\n')
	b := bindingName.FindStringSubmatch(value)
	switch {
	case prefixValue.MatchString(value):
		d.Rewrite(from, to, "", "nothing, paths count from the root of the site")
	case urlFilter.MatchString(value):
		path := urlFilter.FindStringSubmatch(value)[1]
		d.Rewrite(from, to, path, path)
	case b != nil && b[1] == "page" && d.HasFront(b[2]):
		d.Rewrite(from, to, "{frontMatter."+b[2]+"}", "{frontMatter."+b[2]+"}")
	case b != nil && b[1] == "page" && b[2] == "title", b != nil && b[1] == "site" && b[2] == "title":
		d.Rewrite(from, to, "{"+value+"}", "{"+value+"}")
	case inLink && linkTemplate.Match(d.Buf[max(0, from-200):min(len(d.Buf), to+200)]):
		return // the link is unmade when the page is compiled
	default:
		d.Doubt(from, "Candor has no value %s; write it out, or name a value of this site", value)
		d.Replace(from, to, draft.InlineCode(string(d.Buf[from:to])))
	}
}

var linkTemplate = onuse.Regexp(`\]\([^()\s]*\{\{[^()\n]*\}\}[^()\n]*\)`)

// componentName makes the name of a component of that of a file.
func componentName(file string) string {
	file = file[strings.LastIndexByte(file, '/')+1:]
	file, _, _ = strings.Cut(file, ".")
	var out strings.Builder
	for _, part := range strings.FieldsFunc(file, func(r rune) bool { return r == '-' || r == '_' || r == ' ' }) {
		out.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	if out.Len() == 0 {
		return "Part"
	}
	return out.String()
}
