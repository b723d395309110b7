package plaintext

import (
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

// item is one item of a list of plain text.
type item struct {
	indent int
	number int // 0 of a bullet
	lines  []string
}

var (
	bulletItem  = onuse.Regexp(`^([ \t]*)([•▪▫◦‣·●○■□➢✓✔*–—o-])[ \t]+(\S.*)$`)
	orderedItem = onuse.Regexp(`^([ \t]*)(\d{1,3})[.)][ \t]+(\S.*)$`)
)

// weakBullets start sentences, too: one alone makes no list.
const weakBullets = "–—o"

func isItem(line string) bool { return bulletItem.MatchString(line) || orderedItem.MatchString(line) }

// readItem reads the line that starts an item; mark is its bullet.
func readItem(line string) (it item, mark string, ok bool) {
	if m := orderedItem.FindStringSubmatch(line); m != nil {
		n, _ := strconv.Atoi(m[2])
		return item{indent: draft.Indentation([]byte(line)), number: max(n, 0), lines: []string{m[3]}}, "1", n > 0
	}
	if m := bulletItem.FindStringSubmatch(line); m != nil {
		return item{indent: draft.Indentation([]byte(line)), lines: []string{m[3]}}, m[2], true
	}
	return item{}, "", false
}

// readList reads the list that starts the lines and returns how many lines it
// takes; 0 where there is none. Lines that are indented more than their bullet
// go on with the item.
func (w *writer) readList(lines []string) (items []item, n int) {
	first, mark, ok := readItem(lines[0])
	if !ok {
		return nil, 0
	}
	for n < len(lines) {
		it, _, ok := readItem(lines[n])
		switch {
		case ok:
			items = append(items, it)
		case draft.Indentation([]byte(lines[n])) > items[len(items)-1].indent:
			last := &items[len(items)-1]
			last.lines = append(last.lines, lines[n])
		default:
			return items, w.certain(items, first, mark, n)
		}
		n++
	}
	return items, w.certain(items, first, mark, n)
}

// certain returns n if the items are a list, and 0 if they may be sentences.
func (w *writer) certain(items []item, first item, mark string, n int) int {
	switch {
	case len(items) > 1:
		return n
	case first.number > 1 && w.numbered.last+1 != first.number:
		return 0
	case strings.Contains(weakBullets, mark):
		return 0
	}
	return n
}

// list writes a list. One that starts anew right behind another gets other
// marks behind its numbers, so that the two stay apart.
func (w *writer) list(items []item) {
	goesOn := w.kind == "list" && (items[0].number == 0 || items[0].number == w.numbered.last+1)
	if !goesOn {
		mark := byte('.')
		if w.kind == "list" && items[0].number > 0 && w.numbered.mark == '.' {
			mark = ')'
		}
		w.numbered.mark = mark
		what := " with a bullet"
		if items[0].number > 0 {
			what = " with a number"
		}
		w.change(draft.Plural(len(items), "line", "lines")+what, "a list")
	}
	type level struct{ indent, width int }
	var open []level
	for _, it := range items {
		for len(open) > 1 && it.indent < open[len(open)-1].indent {
			open = open[:len(open)-1]
		}
		marker := "- "
		if it.number > 0 {
			marker = strconv.Itoa(it.number) + string(w.numbered.mark) + " "
		}
		switch {
		case len(open) == 0:
			open = []level{{it.indent, len(marker)}}
		case it.indent > open[len(open)-1].indent+1 && len(open) < 8:
			open = append(open, level{it.indent, len(marker)})
		default:
			open[len(open)-1].width = len(marker)
		}
		margin := 0
		for _, l := range open[:len(open)-1] {
			margin += l.width
		}
		for i, line := range it.lines {
			if i == 0 {
				w.out.WriteString(strings.Repeat(" ", margin) + marker)
			} else {
				w.out.WriteString(strings.Repeat(" ", margin+len(marker)))
			}
			w.out.WriteString(escapeLine(strings.TrimSpace(line)) + "\n")
		}
		if len(open) == 1 {
			w.numbered.last = it.number
		}
	}
	w.out.WriteString("\n")
	w.kind = "list"
}
