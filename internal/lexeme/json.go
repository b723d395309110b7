package lexeme

import "strings"

// The states of the lexer of JSON.
const (
	jsonRoot      = iota
	jsonObject    // where a key or the end of an object is expected
	jsonAttribute // behind a key
	jsonArray
)

// JSON returns the tokens of JSON, in the room of a list that is overwritten. It
// reports false where the lexer has to be asked.
func JSON(room []Token, code string) ([]Token, bool) {
	if !ordinary(code) {
		return room, false
	}
	c := &cursor{code: code, out: room[:0]}
	var states [32]uint8
	stack := append(states[:0], jsonRoot)
	for c.at < len(code) {
		state := stack[len(stack)-1]
		switch b := code[c.at]; {
		case is[b]&space != 0:
			c.take(Text, c.run(c.at, space))
		case b == '"':
			end, ok := c.jsonString()
			if !ok {
				return room, false
			}
			if state != jsonObject {
				c.take(Double, end)
				continue
			}
			c.take(Tag, end)
			stack = append(stack, jsonAttribute)
		case b == '/' && c.byteAt(c.at+1) == '/' && strings.IndexByte(code[c.at:], '\n') > 0:
			c.take(CommentLine, c.at+strings.IndexByte(code[c.at:], '\n')+1)
		case b == '}' && state == jsonObject:
			c.take(Punctuation, c.at+1)
			stack = stack[:len(stack)-1]
		case state == jsonObject:
			c.take(Error, c.at+1)
		case b == '{':
			c.take(Punctuation, c.at+1)
			stack = append(stack, jsonObject)
		case b == '[':
			c.take(Punctuation, c.at+1)
			stack = append(stack, jsonArray)
		case b == ':' && state == jsonAttribute, b == ',' && state == jsonArray:
			c.take(Punctuation, c.at+1)
		case b == ',' && state == jsonAttribute, b == ']' && state == jsonArray:
			c.take(Punctuation, c.at+1)
			stack = stack[:len(stack)-1]
		case b == '}' && state == jsonAttribute:
			c.take(Punctuation, c.at+1)
			stack = stack[:len(stack)-2]
		default:
			c.jsonScalar()
		}
	}
	return c.out, true
}

// jsonString returns where the text ends that begins here. One that does not
// end may be read in several ways.
func (c *cursor) jsonString() (end int, ok bool) {
	for i := c.at + 1; i < len(c.code); i++ {
		switch c.code[i] {
		case '"':
			return i + 1, true
		case '\\':
			if b := c.byteAt(i + 1); b == '\\' || b == '"' {
				i++
			}
		}
	}
	return 0, false
}

// jsonScalar takes a number or a constant, or one byte that is neither.
func (c *cursor) jsonScalar() {
	for _, name := range []string{"true", "false", "null"} {
		if c.has(c.at, name) && c.boundary(c.at+len(name)) {
			c.take(Constant, c.at+len(name))
			return
		}
	}
	from := c.at
	if c.code[from] == '-' {
		from++
	}
	end := from
	switch b := c.byteAt(from); {
	case b == '0':
		end++
	case is[b]&digit != 0:
		end = c.run(from, digit)
	default:
		c.take(Error, c.at+1)
		return
	}
	if to := c.jsonFraction(end); to > end {
		c.take(Float, to)
		return
	}
	c.take(Integer, end)
}

// jsonFraction returns where the fraction and the power end that begin at a
// place.
func (c *cursor) jsonFraction(i int) int {
	if c.byteAt(i) == '.' {
		end := c.run(i+1, digit)
		if end == i+1 {
			return i
		}
		i = end
	}
	if c.byteAt(i)|0x20 != 'e' {
		return i
	}
	from := i + 1
	if b := c.byteAt(from); b == '+' || b == '-' {
		from++
	}
	if end := c.run(from, digit); end > from {
		return end
	}
	return i
}
