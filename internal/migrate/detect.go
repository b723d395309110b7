package migrate

import (
	"bytes"
	"path"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

// signs tell what a page of Markdown was written for, the surest first. They
// are looked for outside code.
var signs = []struct {
	kind    Kind
	pattern *onuse.Pattern
}{
	{Hugo, onuse.Regexp(`\A\+\+\+\n|\A\{\n|\{\{[<%]`)},
	{MkDocs, onuse.Regexp(`(?m)^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z]|^[ \t]*===[!+]?[ \t]+"|^[ \t]*-+8<-+|:(?:material|octicons|fontawesome|simple)-`)},
	{Jekyll, onuse.Regexp(`(?m)\{%|\{\{[ \t]*(?:site|page)\.|^[ \t]*\{:`)},
	{Starlight, onuse.Regexp(`from ['"]@astrojs/`)},
	{Docusaurus, onuse.Regexp(`from ['"]@(?:theme|site|docusaurus)|` + "```mdx-code-block" + `|(?m)^(?:sidebar_position|sidebar_label|hide_table_of_contents):`)},
	{Gatsby, onuse.Regexp(`(?m)from ['"]shared/|^(?:metaTitle|hideToC):|<InlineAlert\b`)},
	{Mintlify, onuse.Regexp(`(?m)<(?:CardGroup|AccordionGroup|CodeGroup|ParamField|ResponseField|Steps)\b|from ['"]/snippets/|^sidebarTitle:`)},
}

var (
	htmlStart  = onuse.Regexp(`(?i)\A\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b`)
	importLine = onuse.Regexp(`(?m)^import .* from ['"]`)
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
var markdownLine = onuse.Regexp("(?m)^#{1,6} |^```|^\\|.*\\|$|\\]\\(|\\*\\*\\S|^:::|^<[A-Za-z]")

// isMDX reports whether tags and braces of a page are syntax. Some generators
// read .md as MDX, which shows by its imports.
func isMDX(name string, kind Kind, text []byte) bool {
	switch kind {
	case Text, HTML, Hugo, MkDocs, Jekyll:
		return false
	}
	return strings.EqualFold(path.Ext(name), ".mdx") || importLine.Match(draft.Mask(text, false))
}
