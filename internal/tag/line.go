package tag

import "github.com/candor-site/candor/internal/excerpt"

// Stand says how a tag at the start of a line stands there.
type Stand int

// How a tag may stand at the start of a line.
const (
	InWords Stand = iota // inside a paragraph
	Alone                // <Name/> alone
	Opening              // <Name>, with its content on the following lines
	Inlined              // <Name>content</Name>
)

// Shape is what the line says about its first tag.
type Shape struct {
	Stand   Stand
	Stop    int // in the page, where the tag ends
	CloseAt int // in the page, where the closing tag starts, of Inlined
}

// LineForm is the form of one tag on a line.
type LineForm int

// The forms of a tag on a line.
const (
	Open LineForm = iota
	Close
	Void
	Cut // goes on behind the line
)

// OnLine is one tag on a line.
type OnLine struct {
	Form     LineForm
	Name     string
	From, To int
}

// SkipCode returns the length of the code span that starts b, or of its
// backticks when nothing closes it.
func SkipCode(b []byte) int {
	run := 0
	for run < len(b) && b[run] == '`' {
		run++
	}
	for i := run; i < len(b); {
		if b[i] != '`' {
			i++
			continue
		}
		n := 0
		for i+n < len(b) && b[i+n] == '`' {
			n++
		}
		i += n
		if n == run {
			return i
		}
	}
	return run
}

// Judge decides on the first of the tags of a line.
func Judge(line []byte, tokens []OnLine) Shape {
	first := tokens[0]
	s := Shape{Stop: first.To}
	if first.Form == Void {
		if excerpt.IsBlank(line[first.To:]) {
			s.Stand = Alone
		}
		return s
	}
	partners := pairTags(tokens)
	if k := partners[0]; k >= 0 {
		if excerpt.IsBlank(line[tokens[k].To:]) {
			s.Stand, s.CloseAt = Inlined, tokens[k].From
		}
		return s
	}
	at := first.To
	for i := 1; i < len(tokens); i++ {
		t := tokens[i]
		if !excerpt.IsBlank(line[at:t.From]) {
			return s
		}
		at = t.To
		k := partners[i]
		switch {
		case t.Form == Cut:
			s.Stand = Opening
			return s
		case t.Form == Close:
			return s
		case t.Form == Void || k >= 0:
			if k >= 0 {
				at = tokens[k].To
			}
			if excerpt.IsBlank(line[at:]) {
				s.Stand = Opening
			}
			return s
		}
	}
	if excerpt.IsBlank(line[at:]) {
		s.Stand = Opening
	}
	return s
}

// pairTokens returns, for each tag, the index of the tag that closes it, or -1.
func pairTags(tokens []OnLine) []int {
	partners := make([]int, len(tokens))
	open := map[string][]int{}
	for i, t := range tokens {
		partners[i] = -1
		switch stack := open[t.Name]; {
		case t.Form == Open:
			open[t.Name] = append(stack, i)
		case t.Form == Close && len(stack) > 0:
			partners[stack[len(stack)-1]] = i
			open[t.Name] = stack[:len(stack)-1]
		}
	}
	return partners
}
