package lexeme

import "strings"

// YAML returns the tokens of YAML, in the room of a list that is overwritten. It
// reports false where the lexer has to be asked.
func YAML(room []Token, code string) ([]Token, bool) {
	if !ordinary(code) {
		return room, false
	}
	c := &cursor{code: code, out: room[:0]}
	for c.at < len(code) {
		if is[code[c.at]]&space != 0 {
			c.take(Space, c.run(c.at, space))
			continue
		}
		if c.has(c.at, "%include") {
			return room, false
		}
		if c.yamlSign() || c.yamlKey() {
			continue
		}
		if taken, sure := c.yamlQuoted(); !sure {
			return room, false
		} else if taken || c.yamlBlock() || c.yamlScalar() {
			continue
		}
		kind := Text
		if strings.IndexByte("?:,[]", code[c.at]) >= 0 {
			kind = Punctuation
		}
		c.take(kind, c.at+1)
	}
	return c.out, true
}

// yamlSign takes what its first bytes tell: the marks of documents and lists,
// comments, tags, anchors and references.
func (c *cursor) yamlSign() bool {
	first := c.at == 0 || c.code[c.at-1] == '\n'
	switch c.code[c.at] {
	case '-':
		if first && c.has(c.at, "---") {
			c.take(Namespace, c.at+3)
			return true
		}
		if c.byteAt(c.at+1) == ' ' {
			c.take(Text, c.at+2)
			return true
		}
	case '.':
		if first && c.has(c.at, "...") {
			c.take(Namespace, c.at+3)
			return true
		}
	case '?':
		if i := c.run(c.at+1, space); c.has(i, "- ") {
			c.take(Text, i+2)
			return true
		}
	case '#':
		c.take(Comment, c.lineEnd(c.at))
		return true
	case '/':
		if c.byteAt(c.at+1) == '/' {
			c.take(Comment, c.lineEnd(c.at))
			return true
		}
	case '!':
		if end := c.run(c.at+2, solid); c.byteAt(c.at+1) == '!' && end > c.at+2 {
			c.take(CommentPreproc, end)
			return true
		}
	case '&', '*':
		if end := c.run(c.at+1, solid); end > c.at+1 {
			c.take(CommentPreproc, end)
			return true
		}
	}
	return false
}

// yamlKey takes the key of a mapping, with the colon and what follows it.
func (c *cursor) yamlKey() bool {
	if c.code[c.at] == '"' {
		if b := c.byteAt(c.at + 1); b == 0 || b == '"' || b == '\n' || b == '#' {
			return false
		}
		rest := c.code[c.at+2 : c.lineEnd(c.at)]
		i := strings.LastIndex(rest, `": `)
		if i < 0 {
			return false
		}
		c.take(Tag, c.at+2+i+len(`": `))
		return true
	}
	for i := c.at; i < len(c.code); i++ {
		switch b := c.code[i]; {
		case b == ':' && c.byteAt(i+1) == ' ', b == ':' && c.byteAt(i+1) == '\n':
			c.take(Tag, i)
			c.take(Punctuation, i+1)
			c.take(Space, i+2)
			return true
		case b == '"', b == '\n', b == '{', b == '#', b == '/' && c.byteAt(i+1) == '/':
			return false
		}
	}
	return false
}

// yamlQuoted takes a text in quotes. One that does not end may be read in
// several ways.
func (c *cursor) yamlQuoted() (taken, sure bool) {
	quote, kind := c.code[c.at], Double
	switch quote {
	case '"':
	case '\'':
		kind = Single
	default:
		return false, true
	}
	for i := c.at + 1; i < len(c.code); i++ {
		switch c.code[i] {
		case quote:
			c.take(kind, i+1)
			return true, true
		case '\\':
			if b := c.byteAt(i + 1); b != 0 && b != '\n' {
				i++
			}
		}
	}
	return false, false
}

// yamlBlock takes a text over several lines that are indented further.
func (c *cursor) yamlBlock() bool {
	if b := c.code[c.at]; b != '|' && b != '>' {
		return false
	}
	head := c.at + 1
	if b := c.byteAt(head); b == '+' || b == '-' {
		head++
	}
	if !c.has(head, "\n ") {
		return false
	}
	indent := head + 1
	for c.byteAt(indent) == ' ' {
		indent++
	}
	margin, end := c.code[head+1:indent], c.lineEnd(indent)
	for {
		next := end
		for c.byteAt(next) == '\n' {
			next++
		}
		if !c.has(next, margin) {
			break
		}
		end = c.lineEnd(next)
	}
	c.take(Punctuation, head)
	c.take(Doc, end)
	return true
}

// isConstant reports the words that are no text.
func isConstant(word string) bool {
	switch word {
	case "false", "False", "FALSE", "true", "True", "TRUE", "null", "Off", "off", "yes", "Yes", "YES", "OFF", "On", "ON", "no", "No", "on", "NO",
		"n", "N", "Y", "y":
		return true
	}
	return false
}

// yamlScalar takes a constant, a date, a number or a bare value.
func (c *cursor) yamlScalar() bool {
	b := c.code[c.at]
	if end := c.run(c.at, word); isConstant(c.code[c.at:end]) {
		c.take(Constant, end)
		return true
	}
	if is[b]&digit != 0 {
		if end := c.yamlDate(); end > 0 {
			c.take(Date, end)
			return true
		}
	}
	if is[b]&digit != 0 || b == '.' || b == '+' || b == '-' {
		if end := c.yamlNumber(); end > 0 {
			c.take(Number, end)
			return true
		}
	}
	if is[b]&value == 0 {
		return false
	}
	end := c.lineEnd(c.at)
	rest := c.code[c.at+1 : end]
	for _, sign := range []string{" #", " //"} {
		if i := strings.LastIndex(rest, sign); i >= 0 {
			c.take(Literal, c.at+1+i)
			c.take(Space, c.at+1)
			c.take(Comment, end)
			return true
		}
	}
	c.take(Literal, end)
	return true
}

// like reports whether the code at a place has the form of a pattern, in which
// 0 stands for a digit.
func (c *cursor) like(i int, pattern string) bool {
	if len(c.code)-i < len(pattern) {
		return false
	}
	for n := range len(pattern) {
		if b := c.code[i+n]; pattern[n] == '0' && is[b]&digit == 0 || pattern[n] != '0' && pattern[n] != b {
			return false
		}
	}
	return true
}

// yamlDate returns where the date ends that begins here, or 0.
func (c *cursor) yamlDate() int {
	if !c.like(c.at, "0000-00-00") {
		return 0
	}
	end := c.at + len("0000-00-00")
	if b := c.byteAt(end); b != 'T' && b != ' ' || !c.like(end+1, "00:00:00") {
		return end
	}
	end += len("T00:00:00")
	if fraction := c.run(end+1, digit); c.byteAt(end) == '.' && fraction > end+1 {
		end = fraction
	}
	if c.byteAt(end) == 'Z' {
		return end + 1
	}
	sign := c.run(end, space)
	if b := c.byteAt(sign); sign > end && (b == '+' || b == '-') {
		if zone := c.run(sign+1, digit); zone > sign+1 {
			return zone
		}
	}
	return end
}

// yamlNumber returns where the number ends that begins here, or 0.
func (c *cursor) yamlNumber() int {
	if !c.boundary(c.at) {
		return 0
	}
	i := c.at
	if b := c.code[i]; b == '+' || b == '-' {
		i++
	}
	if end := c.run(i+2, hex); c.has(i, "0x") && end > i+2 && c.boundary(end) {
		return end
	}
	if c.has(i, "0o") {
		end := i + 2
		for b := c.byteAt(end); b >= '0' && b <= '7'; b = c.byteAt(end) {
			end++
		}
		if end > i+2 && c.boundary(end) {
			return end
		}
	}
	if end := c.run(i, digit); end > i {
		if c.byteAt(end) != '.' {
			return c.yamlPower(end)
		}
		fraction := c.run(end+1, digit)
		if to := c.yamlPower(fraction); to > 0 {
			return to
		}
		if c.boundary(end + 1) {
			return end + 1
		}
		return end
	}
	if c.byteAt(i) != '.' {
		return 0
	}
	if end := c.run(i+1, digit); end > i+1 {
		return c.yamlPower(end)
	}
	if (c.has(i, ".inf") || c.has(i, ".nan")) && c.boundary(i+4) {
		return i + 4
	}
	return 0
}

// yamlPower returns where a number ends whose digits end at a place, with the
// power of ten if it has one, or 0 where no number may end.
func (c *cursor) yamlPower(i int) int {
	if c.byteAt(i) == 'e' {
		from := i + 1
		if b := c.byteAt(from); b == '+' || b == '-' {
			from++
		}
		if end := c.run(from, digit); end > from && c.boundary(end) {
			return end
		}
	}
	if c.boundary(i) {
		return i
	}
	return 0
}
