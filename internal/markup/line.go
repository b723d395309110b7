package markup

// form says how a tag at the start of a line stands there.
type form int

const (
	notFlow  form = iota // inside a paragraph
	standing             // <Name/> alone
	opening              // <Name>, with its content on the following lines
	inlined              // <Name>content</Name>
)

// shape is what the line says about its first tag.
type shape struct {
	form    form
	stop    int // in the page, where the tag ends
	closeAt int // in the page, where the closing tag starts, of inlined
}

// tagForm is the form of one tag on a line.
type tagForm int

const (
	openTag tagForm = iota
	closeTag
	voidTag
	cutTag // goes on behind the line
)

// lineTag is one tag on a line.
type lineTag struct {
	form     tagForm
	name     string
	from, to int
}

// skipCode returns the length of the code span that starts b, or of its
// backticks when nothing closes it.
func skipCode(b []byte) int {
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

// judge decides on the first of the tags of a line.
func judge(line []byte, tokens []lineTag) shape {
	first := tokens[0]
	s := shape{stop: first.to}
	if first.form == voidTag {
		if isBlank(line[first.to:]) {
			s.form = standing
		}
		return s
	}
	partners := pairTags(tokens)
	if k := partners[0]; k >= 0 {
		if isBlank(line[tokens[k].to:]) {
			s.form, s.closeAt = inlined, tokens[k].from
		}
		return s
	}
	at := first.to
	for i := 1; i < len(tokens); i++ {
		t := tokens[i]
		if !isBlank(line[at:t.from]) {
			return s
		}
		at = t.to
		k := partners[i]
		switch {
		case t.form == cutTag:
			s.form = opening
			return s
		case t.form == closeTag:
			return s
		case t.form == voidTag || k >= 0:
			if k >= 0 {
				at = tokens[k].to
			}
			if isBlank(line[at:]) {
				s.form = opening
			}
			return s
		}
	}
	if isBlank(line[at:]) {
		s.form = opening
	}
	return s
}

// pairTokens returns, for each tag, the index of the tag that closes it, or -1.
func pairTags(tokens []lineTag) []int {
	partners := make([]int, len(tokens))
	open := map[string][]int{}
	for i, t := range tokens {
		partners[i] = -1
		switch stack := open[t.name]; {
		case t.form == openTag:
			open[t.name] = append(stack, i)
		case t.form == closeTag && len(stack) > 0:
			partners[stack[len(stack)-1]] = i
			open[t.name] = stack[:len(stack)-1]
		}
	}
	return partners
}
