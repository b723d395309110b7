package markup

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/diag"
)

type mistake struct {
	code      diag.Code
	text      string
	severity  diag.Severity
	lenient   diag.Severity
	message   string // how it starts
	withoutMD bool   // .md reads it as text
}

// mistakes are one mistake of each code that reading a page finds. «» stand
// around what the diagnostic must point at.
var mistakes = []mistake{
	{diag.TagUnclosed, "words «<Card title=\"T\">» open", diag.Error, diag.Warning, "<Card> is not closed before the block ends", false},
	{diag.TagMismatch, "words <Tabs><Card title=\"T\">x «</Tabs>» y", diag.Error, diag.Warning, "</Tabs> closes <Card>, which is still open", false},
	{diag.TagStrayClose, "words «</Card>» more", diag.Error, diag.Warning, "</Card> has no opening tag in this block", false},
	{diag.AttrSyntax, "words <Card «title»= /> more", diag.Error, diag.Warning, "attribute title has no value after =", false},
	{diag.ExprUnsupported, "words {«site.run»(1)} more", diag.Error, diag.Warning, "site.run(…) is a call", false},
	{diag.ExprUnbound, "words {«frontMatter.titel»} more", diag.Error, diag.Warning, "frontMatter.titel is not bound to anything", false},
	{diag.ComponentUnknown, "words <«Crad»/> more", diag.Error, diag.Warning, "component Crad does not exist", true},
	{diag.PropUnknown, "words <Card title=\"T\" «hreff»=\"x\"/> more", diag.Error, diag.Error, "<Card> has no prop hreff", false},
	{diag.PropType, "words <Card title=\"T\" size=\"«big»\"/> more", diag.Error, diag.Error, "the prop size of <Card> takes a whole number, not text", false},
	{diag.PropMissing, "words «<Card/>» more", diag.Error, diag.Error, "<Card> needs the prop title", false},
	{diag.HTMLForbidden, "words «<script>» more", diag.Error, diag.Warning, "the element <script> is not allowed", false},
	{diag.ForeignSyntax, "words «{{< ref >}}» more", diag.Error, diag.Warning, "the Hugo shortcode {{< ref >}} is not part of the dialect", false},
	{diag.IDDuplicate, "<b id=\"x\">a</b> words <b id=\"«x»\">b</b> more", diag.Error, diag.Warning, "the id x stands twice on this page", false},
}

// surroundings put a line into a page; %s is the line.
var surroundings = []struct{ name, page string }{
	{"alone", "%s\n"},
	{"behind front matter", "---\ntitle: T\nowner: Kim\n---\n\n%s\n"},
	{"in a list", "- one\n- two\n\n  - %s\n"},
	{"on a later line of a list item", "1. one\n\n   %s\n"},
	{"in a quote", "> one\n>\n> %s\n"},
	{"in a quote in a list", "- > %s\n"},
	{"in an admonition", ":::note\n\n%s\n\n:::\n"},
	{"in a component", "<Steps>\n\n    %s\n\n</Steps>\n"},
	{"behind tabs", "-\ta\tb\t%s\n"},
	{"behind wide characters", "漢字 🙂 ü e\u0301 %s\n"},
	{"on a later line of a paragraph", "one\ntwo 漢 %s\n"},
	{"in a table", "| A | B |\n|---|---|\n| 漢 | %s |\n"},
	{"in a heading", "## One %s\n"},
	{"with carriage returns", "one\r\n\r\ntwo\r\n%s\r\n"},
	{"behind a byte order mark", "\ufeffone\n\n%s\n"},
	{"behind a byte order mark, on the first line", "\ufeff%s\n"},
	{"all at once", "\ufeff---\r\ntitle: 漢\r\n---\r\n\r\n-\tone\r\n\r\n\t> 🙂\t%s\r\n"},
}

// TestPlaces checks where a mistake of each code is reported in each of the
// surroundings, counted in code points from the start of the file, and what it
// weighs in both presets, strictly and leniently.
func TestPlaces(t *testing.T) {
	for _, m := range mistakes {
		for _, s := range surroundings {
			for _, preset := range []string{"page.mdx", "page.md"} {
				if preset == "page.md" && m.withoutMD {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%s", m.code, s.name, preset), func(t *testing.T) {
					marked := fmt.Sprintf(s.page, m.text)
					want := placeOf(marked)
					text := strings.NewReplacer("«", "", "»", "").Replace(marked)
					for _, lenient := range []bool{false, true} {
						opt := Options{MDX: preset == "page.mdx", Lenient: lenient, Components: caseComponents(), Roots: []string{"site"}, Front: map[string]any{"title": "T"}}
						d, ds := parseText(preset, text, opt)
						m.find(t, ds, want, lenient, opt.MDX)
						out, _ := renderPage(d, echo())
						if !strings.Contains(out, "words") {
							t.Errorf("the words are lost: %q", out)
						}
					}
				})
			}
		}
	}
}

func (m mistake) find(t *testing.T, ds diag.List, want string, lenient, mdx bool) {
	t.Helper()
	for _, x := range ds {
		if x.Code != m.code {
			continue
		}
		from, to := x.Span.Position(), x.Span.EndPosition()
		if got := fmt.Sprintf("%d:%d-%d:%d", from.Line, from.Column, to.Line, to.Column); got != want {
			t.Errorf("at %s, want %s: %v", got, want, x)
		}
		severity := m.severity
		if lenient || !mdx && habits[m.code] {
			severity = m.lenient
		}
		if x.Severity != severity {
			t.Errorf("it is %s, want %s: %v", x.Severity, severity, x)
		}
		if !strings.HasPrefix(x.Message, m.message) {
			t.Errorf("message %q, want %q", x.Message, m.message)
		}
		if x.Hint == "" {
			t.Errorf("no hint: %v", x)
		}
		return
	}
	t.Errorf("not reported: %v", ds)
}

// habits are the codes that are warnings in .md: the table of the dialect.
var habits = map[diag.Code]bool{diag.HTMLForbidden: true, diag.ForeignSyntax: true, diag.IDDuplicate: true}

// placeOf returns the place between the marks, as line:column-line:column.
func placeOf(marked string) string {
	from, to := strings.Index(marked, "«"), strings.Index(marked, "»")
	return position(marked[:from]) + "-" + position(strings.Replace(marked[:to], "«", "", 1))
}

// position counts the lines and code points before a place. A byte order mark
// is one of them, as in every file that is read.
func position(before string) string {
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("%d:%d", line, column)
}

// TestPlacesOfLinks checks where links and images point from, which is where a
// broken link and a broken anchor are reported.
func TestPlacesOfLinks(t *testing.T) {
	for _, text := range []string{"words [a](«b/c.md#d») more", "words ![a](«i.png» \"T\") more", "words <a href=\"«x.md»\">a</a> more", "words «https://a.example/x» more"} {
		for _, s := range surroundings {
			for _, preset := range []string{"page.mdx", "page.md"} {
				t.Run(fmt.Sprintf("%s/%s/%s", text, s.name, preset), func(t *testing.T) {
					marked := fmt.Sprintf(s.page, text)
					d, ds := parseText(preset, strings.NewReplacer("«", "", "»", "").Replace(marked), Options{MDX: preset == "page.mdx", Components: caseComponents()})
					if ds.HasErrors() {
						t.Error(ds)
					}
					found := append(d.Outline().Links, d.Outline().Images...)
					if len(found) != 1 {
						t.Fatalf("links %v", found)
					}
					from, to := found[0].Span.Position(), found[0].Span.EndPosition()
					if got, want := fmt.Sprintf("%d:%d-%d:%d", from.Line, from.Column, to.Line, to.Column), placeOf(marked); got != want {
						t.Errorf("at %s, want %s", got, want)
					}
				})
			}
		}
	}
}
