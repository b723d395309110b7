package material

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

var (
	tocLine      = onuse.Regexp(`(?m)^\[TOC\][ \t]*$`)
	keysCode     = onuse.Regexp(`\+\+([A-Za-z0-9"][A-Za-z0-9+"_-]*?)\+\+`)
	markCode     = onuse.Regexp(`==([^=\s](?:[^=\n]*[^=\s])?)==`)
	insertCode   = onuse.Regexp(`\^\^([^\^\s](?:[^\^\n]*[^\^\s])?)\^\^`)
	abbreviation = onuse.Regexp(`(?m)^\*\[([^\]\n]+)\]:[ \t]*(.+)$`)
	markdownAttr = onuse.Regexp(`(<[a-z]+\b[^>\n]*?)[ \t]+markdown(?:="[^"]*")?([ \t>])`)
	fenceBraces  = onuse.Regexp("(?m)^([ \t>]*(?:`{3,}|~{3,}))[ \t]*\\{[ \t]*([^}\n]*?)[ \t]*\\}[ \t]*$")
)

// Inline rewrites what MkDocs reads inside lines.
func Inline(p *draft.Page) {
	d := &page{p}

	hidden := draft.Mask(d.Buf, false)
	for _, m := range draft.Icon.FindAllIndex(hidden, -1) {
		d.Rewrite(m[0], m[1], "", "nothing, the icon is left out")
	}
	for _, m := range tocLine.FindAllIndex(hidden, -1) {
		d.Rewrite(m[0], draft.LineEnd(d.Buf, draft.LineEnd(d.Buf, m[1])), "", "nothing, pages have a list of contents")
	}
	for _, m := range keysCode.FindAllSubmatchIndex(hidden, -1) {
		var keys []string
		for _, key := range strings.Split(string(d.Buf[m[2]:m[3]]), "+") {
			keys = append(keys, "<kbd>"+strings.Trim(key, `"`)+"</kbd>")
		}
		d.Rewrite(m[0], m[1], strings.Join(keys, "+"), "<kbd>")
	}
	for _, rule := range []struct {
		pattern *onuse.Pattern
		element string
	}{{markCode, "mark"}, {insertCode, "ins"}} {
		for _, m := range rule.pattern.FindAllSubmatchIndex(hidden, -1) {
			d.Change(m[0], draft.Clip(d.Buf[m[0]:m[1]]), "<"+rule.element+">")
			d.Replace(m[0], m[2], "<"+rule.element+">")
			d.Replace(m[3], m[1], "</"+rule.element+">")
		}
	}
	for _, m := range markdownAttr.FindAllSubmatchIndex(hidden, -1) {
		d.Change(m[0], "markdown in "+draft.Clip(d.Buf[m[0]:m[1]]), "nothing, elements hold Markdown anyway")
		d.Replace(m[3], m[4], "")
	}
	d.fenceAttributes()
	d.Flush()
	d.abbreviations()
	d.Flush()
}

// fenceAttributes rewrites the braces behind a fence to a language and what
// the dialect reads behind it. The code stays.
func (d *page) fenceAttributes() {
	_, fences := draft.ScanCode(d.Buf, false)
	for _, m := range fenceBraces.FindAllSubmatchIndex(d.Buf, -1) {
		if _, opens := slices.BinarySearch(fences, m[0]); !opens {
			continue
		}
		info := ""
		for _, a := range draft.ReadArguments(string(d.Buf[m[4]:m[5]])) {
			switch {
			case a.Name == "" && strings.HasPrefix(a.Value, ".") && info == "" && a.Value != ".no-copy" && a.Value != ".annotate":
				info = a.Value[1:]
			case a.Name == "title":
				info += draft.Props("title", a.Value)
			case a.Name == "hl_lines":
				info += " {" + strings.Join(strings.Fields(a.Value), ",") + "}"
			case a.Name == "linenums":
				info += " showLineNumbers"
			}
		}
		d.Rewrite(m[0], m[1], string(d.Buf[m[2]:m[3]])+" "+strings.TrimSpace(info), "```"+strings.TrimSpace(info))
	}
}

// abbreviations explains the first use of each abbreviation; MkDocs explains
// all of them.
func (d *page) abbreviations() {
	hidden := draft.Mask(d.Buf, false)
	found := abbreviation.FindAllSubmatchIndex(hidden, 200)
	for _, m := range found {
		short, long := string(d.Buf[m[2]:m[3]]), string(d.Buf[m[4]:m[5]])
		use, err := regexp.Compile(`(?m)\b` + regexp.QuoteMeta(short) + `\b`)
		if err != nil {
			continue
		}
		text := ""
		for _, u := range use.FindAllIndex(hidden, -1) {
			start, end := draft.LineAt(hidden, u[0])
			line := hidden[start:end]
			if abbreviation.Match(line) || bytes.HasPrefix(line, []byte("#")) || bytes.ContainsAny(line, "<[|") || start < len(d.Front()) {
				continue
			}
			text = "<abbr" + draft.Props("title", long) + ">" + short + "</abbr>"
			d.Rewrite(u[0], u[1], text, text)
			break
		}
		if text == "" {
			d.Replace(m[0], m[1], draft.Remark("the abbreviation "+short+" means: "+long))
			d.Note(m[0], "the abbreviation "+short+" means: "+long)
			continue
		}
		d.Rewrite(m[0], draft.LineEnd(d.Buf, m[1]), "", "an explanation of the first "+short)
	}
}
