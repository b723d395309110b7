package packed

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/tree"
)

// bare returns a copy of a node that is neither in a tree nor above one, or nil
// for a kind of nodes that is not known.
func bare(n ast.Node) ast.Node {
	if n.Type() == ast.TypeInline {
		return bareInline(n)
	}
	switch n := n.(type) {
	case *ast.ThematicBreak:
		return &ast.ThematicBreak{}
	case *ast.CodeBlock:
		return &ast.CodeBlock{}
	case *ast.Blockquote:
		return &ast.Blockquote{}
	case *ast.LinkReferenceDefinition:
		return &ast.LinkReferenceDefinition{Label: n.Label, Destination: n.Destination, Title: n.Title}
	case *extast.TableRow:
		return &extast.TableRow{Alignments: n.Alignments}
	case *extast.TableHeader:
		return &extast.TableHeader{Alignments: n.Alignments}
	case *extast.DefinitionList:
		return &extast.DefinitionList{Offset: n.Offset}
	case *extast.DefinitionTerm:
		return &extast.DefinitionTerm{}
	case *extast.DefinitionDescription:
		return &extast.DefinitionDescription{IsTight: n.IsTight}
	case *extast.Footnote:
		return &extast.Footnote{Ref: n.Ref, Index: n.Index}
	case *extast.FootnoteList:
		return &extast.FootnoteList{Count: n.Count}
	case *tree.Admonition:
		c := *n
		c.BaseBlock, c.Child = ast.BaseBlock{}, nil
		return &c
	case *tree.BlockElement:
		c := *n
		c.BaseBlock, c.Child = ast.BaseBlock{}, nil
		return unless(c.Part != nil, &c)
	case *tree.ExpressionBlock:
		return &tree.ExpressionBlock{Brace: n.Brace}
	case *tree.Module:
		return &tree.Module{Broken: n.Broken, Ex: n.Ex, Kept: n.Kept}
	case *tree.Verbatim:
		return &tree.Verbatim{Ended: n.Ended}
	case *tree.Remark:
		return &tree.Remark{Stop: n.Stop}
	}
	return nil
}

func bareInline(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.String:
		c := *n
		c.BaseInline = ast.BaseInline{}
		return &c
	case *ast.Link:
		c := *n
		c.BaseInline = ast.BaseInline{}
		return &c
	case *ast.Image:
		c := *n
		c.BaseInline = ast.BaseInline{}
		return &c
	case *ast.AutoLink:
		c := *n
		c.BaseInline = ast.BaseInline{}
		return &c
	case *extast.Strikethrough:
		return &extast.Strikethrough{}
	case *extast.TaskCheckBox:
		return &extast.TaskCheckBox{IsChecked: n.IsChecked}
	case *extast.FootnoteLink:
		return &extast.FootnoteLink{Index: n.Index, RefCount: n.RefCount, RefIndex: n.RefIndex}
	case *extast.FootnoteBacklink:
		return &extast.FootnoteBacklink{Index: n.Index, RefCount: n.RefCount, RefIndex: n.RefIndex}
	case *tree.Anchor:
		return &tree.Anchor{ID: n.ID, From: n.From, To: n.To}
	case *tree.Expression:
		return &tree.Expression{Brace: n.Brace}
	case *tree.InlineElement:
		return unless(n.Part != nil, &tree.InlineElement{Element: n.Element, Flow: n.Flow})
	case *tree.Literal:
		return &tree.Literal{Ex: n.Ex}
	}
	return nil
}

// unless returns a node but where something holds.
func unless(holds bool, n ast.Node) ast.Node {
	if holds {
		return nil
	}
	return n
}
