package decode

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/token"
)

// jsonScan reads the tokens of RFC 8259 from data, strictly: no comments, no
// trailing commas, no control characters in text.
type jsonScan struct {
	data   []byte
	at     int
	limits Limits
	nodes  int
}

// jsonFault is what a scan stops at.
type jsonFault struct {
	code       diag.Code
	start, end int
	message    string
	hint       string
	related    int // where the first of two keys starts and ends
	relatedEnd int
}

// Error implements error.
func (f *jsonFault) Error() string { return f.message }

func (s *jsonScan) fault(start, end int, hint, format string, args ...any) *jsonFault {
	return &jsonFault{code: diag.FileSyntax, start: start, end: max(start, end), message: fmt.Sprintf(format, args...), hint: hint}
}

// open counts a value at a depth and says whether a limit is exceeded.
func (s *jsonScan) open(depth int) error {
	s.nodes++
	var message string
	switch {
	case s.nodes > s.limits.Nodes:
		message = fmt.Sprintf("the file holds more than %d values", s.limits.Nodes)
	case depth > s.limits.Depth:
		message = fmt.Sprintf("values are nested deeper than %d levels", s.limits.Depth)
	default:
		return nil
	}
	return &jsonFault{code: diag.FileLimit, start: s.at, end: s.at + 1, message: message, hint: "split the file"}
}

// tooManyKeys is the fault of a mapping over its limit.
func (s *jsonScan) tooManyKeys() error {
	return &jsonFault{code: diag.FileLimit, start: s.at, end: s.at + 1,
		message: fmt.Sprintf("a mapping holds more than %d keys", s.limits.Keys), hint: "split the file"}
}

// space skips white space and returns the next byte, 0 at the end.
func (s *jsonScan) space() byte {
	for s.at < len(s.data) {
		switch c := s.data[s.at]; c {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return c
		}
	}
	return 0
}

// unexpected is the fault of a token that does not belong where it stands.
func (s *jsonScan) unexpected(want string) error {
	if s.at >= len(s.data) {
		return s.fault(s.at, s.at, "", "the text ends, expected %s", want)
	}
	r, size := utf8.DecodeRune(s.data[s.at:])
	hint := ""
	switch {
	case r == '\'':
		hint = "write text in double quotes"
	case r == '/' || r == '#':
		hint = "remove the comment: JSON has none"
	case (r == '}' || r == ']') && s.behindComma():
		hint = "remove the comma before it"
	}
	return s.fault(s.at, s.at+size, hint, "found %q, expected %s", r, want)
}

// behindComma reports whether the last token is a comma.
func (s *jsonScan) behindComma() bool {
	return bytes.HasSuffix(bytes.TrimRight(s.data[:s.at], " \t\r\n"), []byte(","))
}

// sequence reads what stands in brackets, from the opening bracket to the
// closing one: items with commas between them.
func (s *jsonScan) sequence(closing byte, item func() error) error {
	s.at++
	if s.space() == closing {
		s.at++
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		switch s.space() {
		case ',':
			s.at++
		case closing:
			s.at++
			return nil
		default:
			return s.unexpected("a comma or " + string(rune(closing)))
		}
	}
}

// key reads a key and says where it starts.
func (s *jsonScan) key(strict bool) (text []byte, start int, err error) {
	if s.space() != '"' {
		return nil, s.at, s.unexpected("a key in double quotes")
	}
	start = s.at
	text, err = s.text(strict)
	return text, start, err
}

// colon reads what follows a key.
func (s *jsonScan) colon() error {
	if s.space() != ':' {
		return s.unexpected("a colon")
	}
	s.at++
	return nil
}

// literal reads true, false or null.
func (s *jsonScan) literal() (string, error) {
	end := s.at
	for end < len(s.data) && (s.data[end] >= 'a' && s.data[end] <= 'z' || s.data[end] >= 'A' && s.data[end] <= 'Z') {
		end++
	}
	word := s.data[s.at:end]
	for _, known := range [...]string{"true", "false", "null"} {
		if string(word) == known {
			s.at = end
			return known, nil
		}
	}
	if len(word) == 0 {
		return "", s.unexpected("a value")
	}
	return "", s.fault(s.at, end, "write text in double quotes", "found %s, expected a value", Excerpt(string(word)))
}

// number reads a number and returns its spelling.
func (s *jsonScan) number() ([]byte, error) {
	start := s.at
	for s.at < len(s.data) {
		c := s.data[s.at]
		if (c < '0' || c > '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E' {
			break
		}
		s.at++
	}
	text := s.data[start:s.at]
	if _, ok := token.Number(string(text)); !ok {
		return nil, s.fault(start, s.at, "", "found %s, which is not a number of JSON", Excerpt(string(text)))
	}
	return text, nil
}

// text reads a quoted text, whose opening quote is the next byte. The result
// shares memory with the data where it has no escapes.
func (s *jsonScan) text(strict bool) ([]byte, error) {
	start := s.at
	s.at++
	if s.at = token.Ordinary(s.data, s.at); s.at < len(s.data) {
		switch s.data[s.at] {
		case '"':
			s.at++
			return s.data[start+1 : s.at-1], nil
		case '\\':
			return s.escaped(start, strict)
		}
		return nil, s.control(start)
	}
	return nil, s.fault(start, start+1, "close the quote", "a quoted text is not closed")
}

// control is the fault of a control character inside a text.
func (s *jsonScan) control(start int) error {
	if c := s.data[s.at]; c != '\n' && c != '\r' {
		return s.fault(s.at, s.at+1, fmt.Sprintf(`write it as \u%04x`, c), "found the control character %U in a text", c)
	}
	return s.fault(start, start+1, "close the quote", "a quoted text is not closed on its line")
}

// escaped goes on with a text at its first backslash. With strict, half of a
// surrogate pair is refused; otherwise it becomes U+FFFD, as in encoding/json.
func (s *jsonScan) escaped(start int, strict bool) ([]byte, error) {
	out := append([]byte(nil), s.data[start+1:s.at]...)
	for s.at < len(s.data) {
		c := s.data[s.at]
		switch {
		case c == '"':
			s.at++
			return out, nil
		case c < 0x20:
			return nil, s.control(start)
		case c != '\\':
			out = append(out, c)
			s.at++
			continue
		}
		r, err := s.escape(strict)
		if err != nil {
			return nil, err
		}
		out = utf8.AppendRune(out, r)
	}
	return nil, s.fault(start, start+1, "close the quote", "a quoted text is not closed")
}

// escape reads one escape, at its backslash.
func (s *jsonScan) escape(strict bool) (rune, error) {
	start := s.at
	s.at += 2
	if s.at > len(s.data) {
		s.at = len(s.data)
		return 0, s.fault(start, s.at, "close the quote", "the text ends inside an escape")
	}
	switch c := s.data[start+1]; c {
	case '"', '\\', '/':
		return rune(c), nil
	case 'b':
		return '\b', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case 'u':
		return s.unicodeEscape(start, strict)
	}
	return 0, s.fault(start, s.at, "write two backslashes for one", "found an unknown escape in a text")
}

// unicodeEscape reads the digits of \uXXXX, and the second half of a pair.
func (s *jsonScan) unicodeEscape(start int, strict bool) (rune, error) {
	r, ok := hex4(s.data[s.at:])
	if !ok {
		return 0, s.fault(start, min(start+6, len(s.data)), "", `found \u without four hexadecimal digits`)
	}
	s.at += 4
	if strict && r == 0 {
		f := s.fault(start, s.at, "remove it", "found an escaped NUL character, expected text")
		f.code = diag.FileEncoding
		return 0, f
	}
	if !utf16.IsSurrogate(r) {
		return r, nil
	}
	if rest := s.data[s.at:]; len(rest) >= 6 && rest[0] == '\\' && rest[1] == 'u' {
		if low, ok := hex4(rest[2:]); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				s.at += 6
				return pair, nil
			}
		}
	}
	if strict {
		return 0, s.fault(start, s.at, "", "found half of a surrogate pair")
	}
	return utf8.RuneError, nil
}

// hex4 reads four hexadecimal digits.
func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 32)
	return rune(n), err == nil
}
