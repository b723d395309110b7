package migrate

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/shortcode"
)

// wordsOf splits text into words of letters and digits, in lower case.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// hiddenSyntax is what a reader of a page of another generator does not see,
// outside code; the first group, where there is one, is seen.
var hiddenSyntax = []*onuse.Pattern{
	onuse.Regexp(`(?m)^[ \t]*(?:[-*+]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:[ \t]*toc[^}\n]*\}[ \t]*$`),       // list of contents
	onuse.Regexp(`(?m)^[ \t>]*(?:[-*+][ \t]+)*\d{1,9}[.)](?:[ \t]|$)`),                               // numbers of lists
	onuse.Regexp(`(?m)^[ \t>]*\[[^\]^\n][^\]\n]*\]:[ \t]*\n?.*$`),                                    // link references
	onuse.Regexp(`\]\[[^\[\]\n]*\]`),                                                                 // link labels
	onuse.Regexp(`\[\^[^\[\]\n]+\]:?`),                                                               // footnotes
	onuse.Regexp(`(?m)^\*\[[^\]\n]+\]:.*$`),                                                          // abbreviations
	onuse.Regexp(`(?m)^\[TOC\][ \t]*$`),                                                              //
	onuse.Regexp(`\]\((?:<[^<>\n]*>|(?:[^()\n{]|\([^()\n]*\)|\{\{[^}\n]*\}\}|\{%[^}\n]*%\}|\{)*)\)`), // link targets
	onuse.Regexp(`\[\[[^\[\]|\n]*\|([^\[\]\n]*)\]\]`),                                                // wikilinks
	onuse.Regexp(`(?m)^[ \t>]*:::+[ \t]*[A-Za-z][\w-]*`),                                             // admonitions
	onuse.Regexp(`(?m)^[ \t]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[^"'\n]*(?:["'](.*)["'][ \t]*)?$`),      //
	onuse.Regexp(`(?m)^[ \t]*-{1,2}8<-{1,2}.*$`),                                                     // snippets
	onuse.Regexp(`\{\{.*?\}\}`),                                                                      // values
	onuse.Regexp(`\{%[^\n]*?%\}`),                                                                    //
	onuse.Regexp(`\{[ \t]*(?:[:#.]|[\w-]+=)[^{}\n]*\}`),                                              // attribute lists
	onuse.Regexp(`\{(?:site|page|control|frontMatter|props)\.[^{}\n]*\}`),                            // bindings
	onuse.Regexp(`:(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:`),                            // icons
}

var (
	seenArgument = onuse.Regexp(`(?i)\b(?:title|header|heading|caption|summary|footer|subtitle|alt)=(?:"([^"]*)"|` + "`([^`]*)`" + `|([^\s"'>%]+))`)
	oldComment   = onuse.Regexp(`(?s)\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{\{[<%]\s*comment\s*[>%]\}\}.*?\{\{[<%]\s*/comment\s*[>%]\}\}`)
	fenceLine    = onuse.Regexp("^[ \t>]*(?:(?:[-*+]|\\d+[.)])[ \t]+)*(?:```|~~~)")
	codePlace    = onuse.Regexp("\ue000(\\d+)\ue001")
)

// visibleWords returns the words that a reader of a page sees, in order:
// without front matter, comments, statements, tags, link targets and the
// syntax of generators. Where syntax is doubtful, its words are not asked for.
func visibleWords(text []byte, mdx bool) []string {
	d := &draft.Page{Buf: text}
	text = text[len(d.Front()):]
	if bytes.HasPrefix(text, []byte("+++\n")) {
		if n := bytes.Index(text[3:], []byte("\n+++")); n >= 0 {
			text = text[3+n+4:]
		}
	} else if bytes.HasPrefix(text, []byte("{\n")) {
		if n := bytes.Index(text, []byte("\n}\n")); n >= 0 {
			text = text[n+2:]
		}
	}
	hidden := draft.Mask(text, false)
	var shown []string // code, in order
	var out strings.Builder
	remark := false
	list := constructs(text, hidden, mdx)
	for i := 0; i < len(text); {
		if c, ok := around(list, i); ok && c.form != formula {
			out.WriteByte(' ')
			i = c.to
			continue
		}
		if hidden[i] != draft.Masked {
			out.WriteByte(text[i])
			i++
			continue
		}
		stop := i
		for stop < len(text) && hidden[stop] == draft.Masked {
			stop++
		}
		run := text[i:stop]
		switch {
		case remark || bytes.HasPrefix(bytes.TrimLeft(run, " \t"), []byte("<!--")):
			remark = !bytes.Contains(run, []byte("-->"))
		case fenceLine.Match(run):
		default:
			fmt.Fprintf(&out, "\ue000%d\ue001", len(shown))
			shown = append(shown, string(run))
		}
		i = stop
	}
	s := out.String()
	if !mdx {
		s = oldComment.ReplaceAllString(s, " ")
		s = shortcodeWords(s)
	}
	for _, pattern := range hiddenSyntax {
		s = pattern.ReplaceAllString(s, " $1 ")
	}
	var words []string
	at := 0
	s = html.UnescapeString(s)
	for _, m := range codePlace.FindAllStringSubmatchIndex(s, -1) {
		words = append(words, wordsOf(s[at:m[0]])...)
		if n, err := strconv.Atoi(s[m[2]:m[3]]); err == nil && n < len(shown) {
			words = append(words, wordsOf(shown[n])...)
		}
		at = m[1]
	}
	return append(words, wordsOf(s[at:])...)
}

// shortcodeWords replaces shortcodes by their draft.Arguments that are seen.
func shortcodeWords(s string) string {
	var out strings.Builder
	at := 0
	for _, c := range shortcode.Spans([]byte(s)) {
		out.WriteString(s[at:c.From] + " ")
		for _, m := range seenArgument.FindAllStringSubmatch(c.Raw, -1) {
			out.WriteString(m[1] + m[2] + m[3] + " ")
		}
		at = c.To
	}
	return out.String() + s[at:]
}

var (
	seenAttribute = onuse.Regexp(`<[a-zA-Z][^<>]*?\s(?:alt|title)="([^"]*)"[^<>]*>`)
	codeToken     = onuse.Regexp(`</?span[^<>]*>`)
	anyMarkup     = onuse.Regexp(`<[^>]*>`)
)

// shownWords returns the words of the rendered page, with those of its title
// and description, which the layout shows.
func (d *page) shownWords() []string {
	doc, _ := d.parse(true)
	var out bytes.Buffer
	doc.Render(&out, hypertext.Env{
		Component: func(c *hypertext.Call) (template.HTML, error) {
			var b strings.Builder
			for _, name := range slices.Sorted(maps.Keys(c.Props)) {
				if h, ok := c.Props[name].(template.HTML); ok {
					b.WriteString(string(h) + " ")
				} else {
					b.WriteString(html.EscapeString(fmt.Sprint(c.Props[name])) + " ")
				}
			}
			for _, name := range slices.Sorted(maps.Keys(c.Slots)) {
				b.WriteString(string(c.Slots[name]) + " ")
			}
			return template.HTML(" "+b.String()) + c.Children + " ", nil
		},
		Bind:  func(path []string) (any, bool) { return strings.Join(path, "."), true },
		Link:  func(_, to string) string { return to },
		Image: func(_, to string) string { return to },
	})
	s := codeToken.ReplaceAllString(seenAttribute.ReplaceAllString(out.String(), " $1 "), "")
	return wordsOf(html.UnescapeString(anyMarkup.ReplaceAllString(s, " ")))
}

// lostWords returns the words of the input that the page does not show, as
// often as they are missing.
func (d *page) lostWords() (lost []string) {
	count := map[string]int{}
	for _, w := range append(wordsOf(string(d.Front())), d.shownWords()...) {
		count[w]++
	}
	for _, w := range d.seen {
		if count[w]--; count[w] < 0 {
			lost = append(lost, w)
		}
	}
	return lost
}
