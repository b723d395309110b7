package markup

import (
	"bytes"

	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/diag"
)

// checkRow warns of cells that have no column: GFM drops them.
func (p *page) checkRow(n *extast.TableRow) {
	if n.Pos() < p.Start || n.Pos() >= len(p.Buf) {
		return
	}
	line := p.Buf[n.Pos():]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	body := bytes.TrimRight(line, " \t")
	at := len(body) - len(bytes.TrimLeft(body, " \t"))
	if at < len(body) && body[at] == '|' {
		at++
	}
	cells, extra := 1, -1
	for i := at; i < len(body)-1; i++ {
		if body[i] == '|' && body[i-min(i, 1)] != '\\' {
			if cells++; cells == len(n.Alignments)+1 {
				extra = i + 1
			}
		}
	}
	if extra >= 0 {
		p.Report(diag.Warning, diag.TableStructure, n.Pos()+extra, n.Pos()+len(body), "the row has %d cells and the table %d columns, so the rest of the row is not shown", cells, len(n.Alignments)).
			Hint = `write \| for a bar inside a cell`
	}
}
