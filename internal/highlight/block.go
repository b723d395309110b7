package highlight

import "strings"

// Block is the code of a fence, ready to be written.
type Block struct {
	Title string
	Lines []Line
	// PerLine is set where lines stand out or are numbered, so that each needs
	// an element of its own.
	PerLine bool
	// Columns is the width of the longest line, in characters; wide ones count
	// twice, and tabs lead to the next multiple of eight.
	Columns int

	room *room
}

// Free tells that the lines of a block are not needed any more: what comes next
// may be written where they are.
func (b *Block) Free() {
	if b.room != nil {
		b.room.free()
		b.room, b.Lines = nil, nil
	}
}

// Line is one line of code, with the line feed that ends it.
type Line struct {
	Mark   Mark
	Pieces []Piece
}

// Piece is a part of a line of one colour and one mark.
type Piece struct {
	Token
	Mark Mark
}

// sign is the class of the first character of the lines of a difference.
const sign = "sign"

// Read colours the code of a fence and marks what its meta and its comments
// name. The pieces together are the code, without comments of these forms
// only: highlight-next-line, highlight-start, highlight-end, highlight-line
// and [!code …]. Lines are counted without them.
func Read(lang, code string, m Meta) Block {
	code, found := directives(code)
	b := Block{Title: m.Title, room: idle.Get().(*room)}
	switch {
	case lang == "diff" && Coloured(m.Language):
		b.Lines, found = difference(m.Language, code, found, b.room)
	case m.Diff && lang != "diff":
		b.Lines, found = difference(lang, code, found, b.room)
	default:
		b.Lines = linesOf(lang, code, b.room)
		if lang == "diff" || lang == "patch" {
			_, found = signs(code, found)
		}
	}
	words := m.words(code, &b)
	for i := range b.Lines {
		line := &b.Lines[i]
		line.Mark = m.MarkOf(i + 1)
		if line.Mark == Unmarked && i < len(found) {
			line.Mark = found[i]
		}
		b.PerLine = b.PerLine || line.Mark != Unmarked
		b.Columns = max(b.Columns, columns(line.Pieces))
		line.Pieces = words.cut(line.Pieces)
	}
	b.PerLine = b.PerLine || m.Numbers
	return b
}

// Plain returns the code of a fence without the comments that mark its lines:
// what the pieces of Read are together.
func Plain(code string) string {
	code, _ = directives(code)
	return code
}

// signs returns the first character of every line of a difference, and the
// marks that follow from it. The heads of files and hunks have none.
func signs(code string, found []Mark) (first []byte, marks []Mark) {
	for line := range strings.Lines(code) {
		mark, c := Unmarked, byte(0)
		switch {
		case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"):
		case line[0] == '+':
			mark, c = Inserted, '+'
		case line[0] == '-':
			mark, c = Deleted, '-'
		case line[0] == ' ':
			c = ' '
		}
		if n := len(marks); mark == Unmarked && n < len(found) {
			mark = found[n]
		}
		first, marks = append(first, c), append(marks, mark)
	}
	return first, marks
}

// difference colours lines that start with + and - by the language of what
// follows.
func difference(lang, code string, found []Mark, r *room) ([]Line, []Mark) {
	first, marks := signs(code, found)
	var rest strings.Builder
	at := 0
	for line := range strings.Lines(code) {
		if first[at] != 0 {
			line = line[1:]
		}
		rest.WriteString(line)
		at++
	}
	lines := linesOf(lang, rest.String(), r)
	for i, c := range first {
		if i == len(lines) { // the last line is nothing but its sign
			lines = append(lines, Line{})
		}
		if c != 0 {
			lines[i].Pieces = append([]Piece{{Token: Token{Class: sign, Text: string(c)}}}, lines[i].Pieces...)
		}
	}
	return lines, marks
}

// words sorts out which texts are marked. A quoted text that the code does
// not hold is the title.
func (m Meta) words(code string, b *Block) wordList {
	var out wordList
	for _, w := range m.Words {
		switch {
		case strings.Contains(code, w.Text):
			out = append(out, w)
		case w.Bare && b.Title == "":
			b.Title = w.Text
		}
	}
	return out
}

type wordList []Word

// cut splits the tokens of a line where marked words start and end.
func (words wordList) cut(line []Piece) []Piece {
	if len(words) == 0 {
		return line
	}
	out := make([]Piece, 0, len(line))
	var text strings.Builder
	for _, t := range line {
		text.WriteString(t.Text)
	}
	marks := make([]Mark, text.Len())
	for _, w := range words {
		for at := 0; ; {
			n := strings.Index(text.String()[at:], w.Text)
			if n < 0 {
				break
			}
			for i := range len(w.Text) {
				marks[at+n+i] = w.Mark
			}
			at += n + len(w.Text)
		}
	}
	at := 0
	for _, t := range line {
		from := 0
		for i := 1; i <= len(t.Text); i++ {
			if i < len(t.Text) && marks[at+i] == marks[at+from] {
				continue
			}
			out = append(out, Piece{Token: Token{Class: t.Class, Text: t.Text[from:i]}, Mark: marks[at+from]})
			from = i
		}
		at += len(t.Text)
	}
	return out
}

// columns measures a line.
func columns(line []Piece) int {
	n := 0
	for _, t := range line {
		for _, r := range t.Text {
			switch {
			case r == '\n':
			case r == '\t':
				n += 8 - n%8
			case r >= 0x1100:
				n += 2
			default:
				n++
			}
		}
	}
	return n
}
