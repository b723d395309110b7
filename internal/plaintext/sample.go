package plaintext

import (
	"encoding/json"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

var (
	yamlLine   = onuse.Regexp(`^[ \t]*(?:- )?["']?[\w.$/-]+["']?:(?:[ \t]|$)`)
	codeLine   = onuse.Regexp(`^[ \t]*(?:["'{}\[\]]|[\w.]+[ \t]*=[ \t]*\S|</?[a-z][\w-]*[^<>]*>|//|#!|\$ )|[{};,(]$|\);?$`)
	promptLine = onuse.Regexp(`^[ \t]*\$ \S`)
	itemLine   = onuse.Regexp(`^[ \t]*- [\w."'/-]+$`)
)

// isSample reports whether lines are code for certain: nearly all look like it,
// and they are indented by structure or start with a prompt.
func isSample(lines []string) bool {
	code, nested, prompts := 0, false, 0
	first := draft.Indentation([]byte(lines[0]))
	for _, line := range lines {
		if yamlLine.MatchString(line) || codeLine.MatchString(line) || itemLine.MatchString(line) {
			code++
		}
		if promptLine.MatchString(line) {
			prompts++
		}
		nested = nested || draft.Indentation([]byte(line)) > first
	}
	if prompts > 0 && prompts*2 >= len(lines) {
		return true
	}
	return len(lines) >= 3 && nested && code*5 >= len(lines)*4 && !isItem(strings.TrimSpace(lines[0]))
}

// sample writes code byte for byte between fences, with the samples that follow
// after one blank line.
func (w *writer) sample(b block) {
	lines := b.lines
	for next := w.next(); next != nil && next.gap == 1 && isSample(next.lines) && alike(lines, next.lines); next = w.next() {
		lines = append(append(lines, ""), next.lines...)
		w.at++
	}
	text := strings.Join(lines, "\n")
	lang := languageOf(lines, text)
	fence := draft.FenceFor(text)
	if lang == "" {
		w.doubt("this was taken for a sample; name its language behind the fence")
	} else {
		w.doubt("this was taken for a sample of " + lang)
	}
	w.change(draft.Plural(len(lines), "line", "lines")+" that look like code", "fenced code")
	w.out.WriteString(fence + lang + "\n" + text + "\n" + fence + "\n\n")
	w.kind = "sample"
}

// alike reports whether two samples are of one language.
func alike(a, b []string) bool {
	return languageOf(a, strings.Join(a, "\n")) == languageOf(b, strings.Join(b, "\n"))
}

// languageOf names the language of a sample, or "" where that is not certain.
func languageOf(lines []string, text string) string {
	switch {
	case json.Valid([]byte(text)):
		return "json"
	case promptLine.MatchString(lines[0]):
		return "console"
	case strings.HasPrefix(strings.TrimSpace(text), "<"):
		return "xml"
	case yamlLine.MatchString(lines[0]) && !strings.Contains(text, ";\n"):
		return "yaml"
	}
	return ""
}
