package hypertext

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/diagram"
	"github.com/candor-site/candor/internal/tree"
)

// codeContent replaces the content of a component by a block of code: of a fence, of
// an expression, of its prop code, or of its text as it is written. Its props
// language, title, showLineNumbers and className say how the code is shown.
func (r *renderer) codeContent(call *Call, n ast.Node) {
	lang, rest := callMeta(call)
	var code string
	switch fence := onlyFence(n); {
	case fence != nil:
		own, meta := r.FenceInfo(fence)
		if own != "" {
			lang = own
		}
		code, rest = r.CodeLines(fence), string(meta)+rest
	case n.FirstChild() == nil:
		if code, _ = call.Props["code"].(string); code == "" {
			return
		}
	case hasFence(n):
		return
	case hasExpression(n):
		if code = string(call.Children); !r.plain {
			code = html.UnescapeString(anyTag.ReplaceAllString(code, ""))
		}
	default:
		code = r.writtenInside(n)
	}
	if fault := diagram.Check(code); lang == "mermaid" && onlyFence(n) == nil && fault != nil {
		r.diags.Add(diag.Diagnostic{Code: diag.DiagramUnsupported, Severity: diag.Note, Span: call.span, Message: "the diagram is shown as text: " + fault.Message})
	}
	start := r.out.Len()
	r.codeBlock(lang, rest, strings.TrimRight(code, " \t\n")+"\n")
	call.Pieces = []Piece{{HTML: r.cut(start)}}
	call.Children = joined(call.Pieces)
}

// callMeta returns the language and what stands behind it on a fence, as the
// props of a component say them.
func callMeta(call *Call) (lang, rest string) {
	lang, _ = call.Props["language"].(string)
	if class, _ := call.Props["className"].(string); lang == "" {
		for _, c := range strings.Fields(class) {
			if after, ok := strings.CutPrefix(c, "language-"); ok {
				lang = after
			}
		}
	}
	if title, _ := call.Props["title"].(string); title != "" {
		rest += ` title="` + strings.ReplaceAll(title, `"`, "'") + `"`
	}
	if numbers, _ := call.Props["showLineNumbers"].(bool); numbers {
		rest += " showLineNumbers"
	}
	return lang, rest
}

// onlyFence returns the fence that is all that a node holds, or nil.
func onlyFence(n ast.Node) *ast.FencedCodeBlock {
	if n.FirstChild() != n.LastChild() {
		return nil
	}
	fence, _ := n.FirstChild().(*ast.FencedCodeBlock)
	return fence
}

func hasFence(n ast.Node) bool {
	return holds(n, func(x ast.Node) bool { return x.Kind() == ast.KindFencedCodeBlock })
}

func hasExpression(n ast.Node) bool {
	return holds(n, func(x ast.Node) bool { _, ok := x.(tree.BraceNode); return ok })
}

// holds reports whether a condition is true of a node inside another.
func holds(n ast.Node, is func(ast.Node) bool) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if is(c) || holds(c, is) {
			return true
		}
	}
	return false
}

// writtenInside returns what stands between the tags of an element as it is
// written, without the indentation that its lines share.
func (r *renderer) writtenInside(n ast.Node) string {
	t := n.(tree.ElementNode).Elem().Tag
	text := string(r.Buf[t.To:])
	if i := strings.Index(text, "</"+t.Name); i >= 0 {
		text = text[:i]
	}
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	shared := -1
	for _, l := range lines {
		if bare := strings.TrimLeft(l, " \t"); bare != "" && (shared < 0 || len(l)-len(bare) < shared) {
			shared = len(l) - len(bare)
		}
	}
	for i, l := range lines {
		lines[i] = l[min(max(shared, 0), len(l)-len(strings.TrimLeft(l, " \t"))):]
	}
	return strings.Join(lines, "\n")
}
