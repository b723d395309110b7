package lint

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
)

// line is one line of a table as it is written.
type line struct {
	from, to    int // of its text in the page
	bars        []int
	head, trail bool // starts, ends with a bar
}

// readLine finds the bars of a line that stands at a place.
func (p *page) readLine(at int) line {
	body := p.Buf[at:]
	if i := bytes.IndexByte(body, '\n'); i >= 0 {
		body = body[:i]
	}
	body = bytes.TrimRight(body, " \t")
	lead := len(body) - len(bytes.TrimLeft(body, " \t"))
	r := line{from: at + lead, to: at + len(body)}
	for i := lead; i < len(body); i++ {
		switch {
		case body[i] == '\\':
			i++
		case body[i] != '|':
		case i == lead:
			r.head = true
		case i == len(body)-1:
			r.trail = true
		default:
			r.bars = append(r.bars, at+i)
		}
	}
	return r
}

// cells returns the number of cells of a row.
func (r line) cells() int { return len(r.bars) + 1 }

// row warns of rows that do not fit their table: GFM drops cells that have
// no column, and leaves columns empty that have no cell.
func (p *page) row(n *extast.TableRow) {
	if n.Pos() < p.Start || n.Pos() >= len(p.Buf) {
		return
	}
	r, columns := p.readLine(n.Pos()), len(n.Alignments)
	switch cells := r.cells(); {
	case cells > columns:
		p.report(diag.Warning, diag.TableStructure, r.bars[columns-1]+1, r.to, "the row has %d cells and the table %d columns, so the rest of the row is not shown", cells, columns).
			Hint = `write \| for a bar inside a cell`
	case cells < columns:
		p.report(diag.Warning, diag.TableStructure, r.from, r.to, "the row has %s and the table %d columns, so the last ones stay empty", cellsOf(r), columns).
			Hint = "add | where a cell ends"
	default:
		p.bars(n, r)
	}
}

// bars warns of a row that lacks the bar at its start or end which the
// header of its table has.
func (p *page) bars(n *extast.TableRow, r line) {
	header := n.Parent().FirstChild()
	if header == nil || header.Pos() < p.Start || header.Pos() >= len(p.Buf) {
		return
	}
	switch first := p.readLine(header.Pos()); {
	case first.head && !r.head:
		p.report(diag.Warning, diag.TableStructure, r.from, r.from+1, "the row does not start with |, as the header does").Hint = "add | at its start"
	case first.trail && !r.trail:
		p.report(diag.Warning, diag.TableStructure, r.to-1, r.to, "the row does not end with |, as the header does").Hint = "add | at its end"
	}
}

// delimiters is the second line of a table.
var delimiters = onuse.Regexp(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)

// table warns of a paragraph that was meant as a table: its second line has
// not as many cells as its first one.
func (p *page) table(n ast.Node) {
	lines := n.Lines()
	for i := 1; i < lines.Len(); i++ {
		seg, above := lines.At(i), lines.At(i-1)
		below := bytes.TrimRight(seg.Value(p.Buf), "\n")
		if bytes.IndexByte(below, '|') < 0 || bytes.IndexByte(below, '-') < 0 || !delimiters.Match(below) || bytes.IndexByte(above.Value(p.Buf), '|') < 0 {
			continue
		}
		r, first := p.readLine(seg.Start), p.readLine(above.Start)
		if r.cells() == first.cells() {
			continue
		}
		p.report(diag.Warning, diag.TableStructure, r.from, r.to, "the line below the header has %s and the header %d, so this is no table", cellsOf(r), first.cells()).
			Hint = "write as many |---| as the header has cells"
		return
	}
}

func cellsOf(r line) string {
	if r.cells() == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", r.cells())
}
