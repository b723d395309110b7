package migrate

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/candor-site/candor/internal/draft"
)

// signs tell what a page of Markdown was written for, the surest first. They
// are looked for outside code.
var signs = []struct {
	kind    Kind
	pattern *regexp.Regexp
}{
	{Hugo, regexp.MustCompile(`\A\+\+\+\n|\A\{\n|\{\{[<%]`)},
	{MkDocs, regexp.MustCompile(`(?m)^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z]|^[ \t]*===[!+]?[ \t]+"|^[ \t]*-+8<-+|:(?:material|octicons|fontawesome|simple)-`)},
	{Jekyll, regexp.MustCompile(`(?m)\{%|\{\{[ \t]*(?:site|page)\.|^[ \t]*\{:`)},
	{Starlight, regexp.MustCompile(`from ['"]@astrojs/`)},
	{Docusaurus, regexp.MustCompile(`from ['"]@(?:theme|site|docusaurus)|` + "```mdx-code-block" + `|(?m)^(?:sidebar_position|sidebar_label|hide_table_of_contents):`)},
	{Gatsby, regexp.MustCompile(`(?m)from ['"]shared/|^(?:metaTitle|hideToC):|<InlineAlert\b`)},
	{Mintlify, regexp.MustCompile(`(?m)<(?:CardGroup|AccordionGroup|CodeGroup|ParamField|ResponseField|Steps)\b|from ['"]/snippets/|^sidebarTitle:`)},
}

var (
	htmlStart  = regexp.MustCompile(`(?i)\A\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b`)
	importLine = regexp.MustCompile(`(?m)^import .* from ['"]`)
)

// detect finds out what a page was written for.
func detect(name string, text []byte) Kind {
	ext := strings.ToLower(path.Ext(name))
	switch {
	case ext == ".html" || ext == ".htm" || htmlStart.Match(text):
		return HTML
	case ext == ".txt" || ext == ".text":
		return Text
	}
	hidden := draft.Mask(text, false)
	for _, s := range signs {
		if s.pattern.Match(hidden) {
			if ext == ".mdx" && (s.kind == Hugo || s.kind == MkDocs || s.kind == Jekyll) {
				continue
			}
			return s.kind
		}
	}
	if ext == "" && !bytes.HasPrefix(text, []byte("---\n")) && !markdownLine.Match(text) {
		return Text
	}
	return Markdown
}

// markdownLine is a line that only Markdown has.
var markdownLine = regexp.MustCompile("(?m)^#{1,6} |^```|^\\|.*\\|$|\\]\\(|\\*\\*\\S|^:::|^<[A-Za-z]")

// isMDX reports whether tags and braces of a page are syntax. Some generators
// read .md as MDX, which shows by its imports.
func isMDX(name string, kind Kind, text []byte) bool {
	switch kind {
	case Text, HTML, Hugo, MkDocs, Jekyll:
		return false
	}
	return strings.EqualFold(path.Ext(name), ".mdx") || importLine.Match(draft.Mask(text, false))
}
