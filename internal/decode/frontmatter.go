package decode

import (
	"bytes"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// FrontMatter splits a page into the YAML between its first two lines of three
// hyphens and its body. body is the byte offset at which the body starts: 0
// without front matter, or behind a byte order mark. node is nil without front
// matter and where it does not parse; empty front matter is an empty mapping.
// Positions count from the start of the file.
func FrontMatter(f *source.File, lim Limits) (node *Node, body int, list diag.List) {
	start := 0
	if bytes.HasPrefix(f.Data, []byte(byteOrderMark)) {
		start = len(byteOrderMark)
	}
	if looksUTF16(f.Data) {
		d, _ := encodingFault(region{file: f, data: f.Data})
		return nil, 0, diag.List{d}
	}
	fence, inner := fenceAt(f.Data, start)
	switch fence {
	case "":
		return nil, start, nil
	case "+++":
		list.Add(diag.Errorf(diag.ForeignSyntax, f.Span(start, start+3), "found TOML front matter, expected YAML").
			Hinted("write the front matter as YAML between two lines of ---"))
		_, after, _ := closingFence(f.Data, inner, fence)
		return nil, after, list
	}
	end, after, ok := closingFence(f.Data, inner, fence)
	if !ok {
		list.Add(diag.Errorf(diag.FrontmatterSyntax, f.Span(start, start+3), "the front matter is not closed").
			Hinted("close it with a line of ---; a rule at the start of a page is written ***"))
		return nil, after, list
	}
	node, list = frontMatterNode(f, inner, end, lim)
	return node, after, list
}

// frontMatterNode decodes the YAML in [start, end).
func frontMatterNode(f *source.File, start, end int, lim Limits) (*Node, diag.List) {
	if node := plainMapping(f, start, end, lim); node != nil {
		return node, nil
	}
	return yamlMapping(f, start, end, lim)
}

// yamlMapping does that for any YAML.
func yamlMapping(f *source.File, start, end int, lim Limits) (*Node, diag.List) {
	r, list := regionOf(f, start, end, lim.Bytes)
	if list.HasErrors() {
		return nil, list
	}
	node, list := yamlDocument(r, lim, diag.FrontmatterSyntax)
	switch {
	case node == nil:
		return nil, list
	case node.Kind == Null && node.Scalar == "":
		return &Node{Kind: Map, Span: f.Span(start, start)}, list
	case node.Kind != Map:
		list.Add(diag.Errorf(diag.FrontmatterSyntax, node.Span, "the front matter is %s, expected a mapping", node.Kind).
			Hinted("write it as lines of the form key: value"))
		return nil, list
	}
	return node, list
}

// fenceAt returns the fence that the line at offset consists of, "---", "+++"
// or "", and the offset of the next line.
func fenceAt(data []byte, offset int) (fence string, next int) {
	next = len(data)
	if i := bytes.IndexByte(data[offset:], '\n'); i >= 0 {
		next = offset + i + 1
	}
	switch line := string(bytes.TrimRight(data[offset:min(next, offset+80)], " \t\r\n")); line {
	case "---", "+++":
		return line, next
	}
	return "", next
}

// closingFence returns the start of the next line that is the fence and the
// offset of the line behind it; without one, both are the end of the file.
func closingFence(data []byte, from int, fence string) (start, after int, ok bool) {
	for at := from; at < len(data); {
		found, next := fenceAt(data, at)
		if found == fence {
			return at, next, true
		}
		at = next
	}
	return len(data), len(data), false
}
