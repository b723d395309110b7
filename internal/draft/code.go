package draft

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/tag"
)

// Masked stands in for the bytes of code and comments.
const Masked = 0x01

var listMarker = onuse.Regexp(`(?:[-*+]|\d{1,9}[.)])[ \t]+`)

// FenceStart matches a line that opens fenced code: the fence, and what stands
// behind it.
var FenceStart = regexp.MustCompile("^[ \t]*(?:(?:>|[-*+]|\\d{1,9}[.)])[ \t]+|>)*(`{3,}|~{3,})([^`\n]*)$")

// Mask returns the text in which code and comments are bytes that stand for
// nothing, line feeds apart; offsets stay. indented masks indented code, too.
func Mask(text []byte, indented bool) []byte {
	out, _ := ScanCode(text, indented)
	return out
}

// ScanCode is Mask, and also returns where the lines start that open fences.
func ScanCode(text []byte, indented bool) (out []byte, fences []int) {
	out = bytes.Clone(text)
	fence := ""
	blank, listed := true, false
	open := -1 // start of the lines that wait for their code spans
	remark, unwrapped := false, ""
	end := func(at int) {
		if open >= 0 {
			maskSpans(out[open:at])
			open = -1
		}
	}
	for at := 0; at < len(text); {
		stop := at + len(text[at:])
		if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
			stop = at + n
		}
		line := text[at:stop]
		indent := Indentation(line)
		switch m := FenceStart.FindSubmatch(line); {
		case remark:
			Hide(out[at:stop])
			remark = !bytes.Contains(line, []byte("-->"))
		case unwrapped != "" && closesFence(line, unwrapped):
			end(at)
			Hide(out[at:stop])
			unwrapped = ""
		case fence != "":
			Hide(out[at:stop])
			if closesFence(line, fence) {
				fence = ""
			}
		case m != nil && (m[1][0] == '~' || !bytes.ContainsRune(m[2], '`')):
			end(at)
			if strings.TrimSpace(string(m[2])) == "mdx-code-block" { // what is inside is no code
				unwrapped = string(m[1])
			} else {
				fence = string(m[1])
			}
			fences = append(fences, at)
			Hide(out[at:stop])
		case len(bytes.TrimSpace(line)) == 0:
			end(at)
			blank = true
			at = stop + 1
			continue
		case indented && indent >= 4 && blank && !listed:
			Hide(out[at:stop])
			at = stop + 1
			continue
		default:
			if bytes.HasPrefix(bytes.TrimLeft(line, " \t>"), []byte("|")) { // code spans end in their row
				end(at)
				maskSpans(out[at:stop])
			} else if open < 0 {
				open = at
			}
			if trimmed := bytes.TrimLeft(line, " \t"); bytes.HasPrefix(trimmed, []byte("<!--")) && !bytes.Contains(line, []byte("-->")) {
				end(at)
				Hide(out[at:stop])
				remark = true
			}
			if indent < 4 {
				listed = bytes.IndexByte([]byte("-*+<:[!?=>0123456789{"), bytes.TrimLeft(line, " \t")[0]) >= 0 || listed && indent > 0
			}
		}
		blank = false
		at = stop + 1
	}
	end(len(text))
	return out, fences
}

// closesFence reports whether a line ends the fenced code that fence began.
func closesFence(line []byte, fence string) bool {
	rest := bytes.TrimSpace(bytes.TrimLeft(line, " \t>"))
	return len(rest) >= len(fence) && len(bytes.Trim(rest, fence[:1])) == 0
}

// maskSpans hides the code spans and comments of a paragraph.
func maskSpans(b []byte) {
	for i := 0; i < len(b); {
		switch {
		case b[i] == '\\':
			i += 2
		case b[i] == '`':
			n := tag.SkipCode(b[i:])
			if n > 1 && b[i+n-1] == '`' {
				Hide(b[i : i+n])
			}
			i += max(n, 1)
		case bytes.HasPrefix(b[i:], []byte("<!--")):
			n := bytes.Index(b[i:], []byte("-->"))
			if n < 0 {
				n = len(b) - i - 3
			}
			Hide(b[i : i+n+3])
			i += n + 3
		default:
			i++
		}
	}
}

// Hide makes bytes stand for nothing, line feeds apart.
func Hide(b []byte) {
	for i := range b {
		if b[i] != '\n' {
			b[i] = Masked
		}
	}
}

// Indentation counts the columns before the first character; tabs reach to the
// next multiple of four.
func Indentation(line []byte) int {
	n := 0
	for _, c := range line {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}
