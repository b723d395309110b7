package decode

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/linemark"
)

// syntaxRule explains one problem of the YAML parser in words of our own.
type syntaxRule struct {
	problem string // how the parser's message starts
	message string
	hint    string
	place   func(s *syntaxSite) (start, end int)
}

// syntaxSite is what is known about a place where parsing stopped. The parser
// tells a line, and often that of the construct around the mistake; how far it
// had read is the better witness.
type syntaxSite struct {
	data []byte
	line int // as the parser says, 0 if it does not
	read int // bytes read when the parser gave up
}

// syntaxRules are tried in order. The parser's messages are those of
// go.yaml.in/yaml/v3 v3.0.6, scannerc.go and parserc.go.
var syntaxRules = []syntaxRule{
	{"exceeded max depth", "values are nested too deeply", "split the file", (*syntaxSite).lastToken},
	{"found character that cannot start any token", "found a character that cannot start a value", "indent with spaces instead of tabs, and quote text that starts with @, ` or %", before("\t@`%")},
	{"found a tab character", "found a tab in the indentation, expected spaces", "indent with spaces", before("\t")},
	{"mapping values are not allowed", "found a second colon on the line, or a key that is indented wrongly", "quote text that holds \": \", or align the key with its neighbours", before(":")},
	{"block sequence entries are not allowed", "found a list item where none may start", "start the list on a line of its own", before("-")},
	{"mapping keys are not allowed", "found a ? where no key may start", "quote text that starts with \"? \"", before("?")},
	{"found unexpected end of stream", "a quoted text is not closed", "close the quote", (*syntaxSite).openQuote},
	{"found unexpected document indicator", "a quoted text is not closed before the line of hyphens or dots", "close the quote", (*syntaxSite).openQuote},
	{"found unknown escape character", "found an unknown escape in a double-quoted text", "write two backslashes for one, or use single quotes", before(`\`)},
	{"did not find expected hexdecimal number", "found an escape without its hexadecimal digits", "write two backslashes for one, or use single quotes", before(`\`)},
	{"found invalid Unicode character escape code", "found an escape that is no Unicode character", "write the character itself", before(`\`)},
	{"could not find expected ':'", "found a line without a colon, expected \"key: value\"", "write \"key: value\", or indent the line below the key it belongs to", (*syntaxSite).contextLine},
	{"did not find expected key", "found text that does not fit, expected a key", "align the line with its neighbours, and let nothing follow a closing quote", (*syntaxSite).lastToken},
	{"did not find expected '-' indicator", "found text that does not fit, expected a list item", "start the line with \"- \", or align it with its neighbours", (*syntaxSite).lastToken},
	{"did not find expected ',' or ']'", "a list in brackets is not closed, or lacks a comma", "close it with ], and separate its items by commas", (*syntaxSite).lastToken},
	{"did not find expected ',' or '}'", "a mapping in braces is not closed, or lacks a comma", "close it with }, and quote text that starts with {", (*syntaxSite).lastToken},
	{"did not find expected node content", "found punctuation, expected a value", "quote text that starts with punctuation", before(",]}")},
	{"did not find expected alphabetic or numeric character", "found * or & without a name, expected a value", "quote text that starts with * or &", before("*&")},
	{"did not find expected comment or line break", "found text behind | or >, expected the end of the line", "start the text on the next line, or quote it", before("|>")},
	{"found an indentation indicator equal to 0", "found | or > with a 0 behind it", "remove the 0, or quote the text", before("|>")},
	{"did not find expected <document start>", "found text behind the end of the document", "align it with its neighbours, or quote it", (*syntaxSite).lastToken},
	{"found unexpected ':'", "found a colon inside a value", "quote text that holds a colon", before(":")},
	{"found undefined tag handle", "found a tag, expected a value", "quote text that starts with !", before("!")},
	{"did not find expected whitespace or line break", "found a tag, expected a value", "quote text that starts with !", before("!%")},
	{"did not find the expected '>'", "found a tag, expected a value", "quote text that starts with !", before("!")},
}

var syntaxMessage = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// yamlSyntax turns an error of the parser into a diagnostic.
func yamlSyntax(r region, err error, code diag.Code) diag.Diagnostic {
	message, _, _ := strings.Cut(err.Error(), "\n")
	site := syntaxSite{data: r.data}
	if m := syntaxMessage.FindStringSubmatch(message); m != nil {
		site.line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	site.read = site.reach()
	if start, end, ok := site.behindQuote(); ok && strings.HasPrefix(message, "did not find expected") {
		return diag.Errorf(code, r.span(start, end), "found text behind a closing quote, expected the end of the value").
			Hinted("quote the whole value; a quote inside single quotes is written twice")
	}
	if at, ok := site.question(); ok && strings.HasPrefix(message, "did not find expected ',' or") {
		return diag.Errorf(code, r.span(at, at+1), "found a question mark in text inside brackets, which ends the text").
			Hinted("quote the text, or write one item a line")
	}
	if d, ok := site.unclosed(r, message, code); ok {
		return d
	}
	if name, ok := strings.CutPrefix(message, "unknown anchor '"); ok {
		return site.unknownAnchor(r, strings.TrimSuffix(name, "' referenced"))
	}
	for _, rule := range syntaxRules {
		if !strings.HasPrefix(message, rule.problem) {
			continue
		}
		if rule.problem == "exceeded max depth" {
			code = diag.FileLimit
		}
		start, end := rule.place(&site)
		return diag.Errorf(code, r.span(start, end), "%s", rule.message).Hinted("%s", rule.hint)
	}
	start, end := site.lastToken()
	return diag.Errorf(code, r.span(start, end), "the text is not YAML: %s", Excerpt(message))
}

// question returns the place of a question mark behind the last opening
// bracket: the parser ends plain text there.
func (s *syntaxSite) question() (int, bool) {
	open := bytes.LastIndexAny(s.data[:s.read], "[{")
	if open < 0 {
		return 0, false
	}
	i := bytes.IndexByte(s.data[open:s.read], '?')
	return open + i, i > 0
}

// unclosed reports a list or mapping in brackets that is not closed, at its
// bracket: the parser notices only where the text cannot go on.
func (s *syntaxSite) unclosed(r region, message string, code diag.Code) (diag.Diagnostic, bool) {
	text := bytes.TrimRight(s.data, " \t\r\n")
	start, end := len(text), len(text)
	var lacks string
	switch {
	case strings.HasPrefix(message, "did not find expected ',' or"):
		start, end = s.lastToken()
		lacks = ", or lacks a comma"
	case !strings.HasPrefix(message, "did not find expected node content"), s.read < len(text), len(text) == 0, strings.IndexByte("[{,", text[len(text)-1]) < 0:
		return diag.Diagnostic{}, false // some other value is missing
	}
	at, ok := openBracket(s.data[:start])
	if !ok {
		return diag.Diagnostic{}, false
	}
	what, bracket := "list", "]"
	if s.data[at] == '{' {
		what, bracket = "mapping", "}"
	}
	d := diag.Errorf(code, r.span(at, at+1), "the %s that starts here is not closed%s", what, lacks).Hinted("close it with %s", bracket)
	if lacks != "" {
		d = d.Hinted("close it with %s, and separate its parts by commas", bracket).Also(r.span(start, end), "this does not fit in it")
	}
	return d, true
}

// openBracket returns the last bracket without a partner.
func openBracket(text []byte) (int, bool) {
	closed := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ']', '}':
			closed++
		case '[', '{':
			if closed == 0 {
				return i, true
			}
			closed--
		}
	}
	return 0, false
}

// reach parses again, one byte at a time, and returns how many bytes the parser
// asked for before it gave up. In a large file it trusts the parser's line, so
// that a mistake costs no more than reading does.
func (s *syntaxSite) reach() int {
	if len(s.data) > 256<<10 {
		table := linemark.New(s.data)
		if start, ok := table.Start(s.line + 2); ok && s.line > 0 {
			return start
		}
		return len(s.data)
	}
	reader := &singleBytes{data: s.data}
	decoder := yaml.NewDecoder(reader)
	for {
		if err := decoder.Decode(new(yaml.Node)); err != nil {
			return reader.read
		}
	}
}

// singleBytes is a reader that gives one byte a call.
type singleBytes struct {
	data []byte
	read int
}

func (s *singleBytes) Read(p []byte) (int, error) {
	if s.read == len(s.data) || len(p) == 0 {
		return 0, io.EOF
	}
	p[0] = s.data[s.read]
	s.read++
	return 1, nil
}

// before looks backwards for the nearest of some characters, on the line where
// reading stopped and the ones before it.
func before(chars string) func(*syntaxSite) (int, int) {
	return func(s *syntaxSite) (int, int) {
		from := max(0, s.read-512)
		if i := bytes.LastIndexAny(s.data[from:s.read], chars); i >= 0 {
			return from + i, from + i + 1
		}
		return s.lastToken()
	}
}

// lastToken returns the last word of the text that was read, from the first
// character of its line that is not white space.
func (s *syntaxSite) lastToken() (int, int) {
	text := bytes.TrimRight(s.data[:s.read], " \t\r\n")
	start := bytes.LastIndexByte(text, '\n') + 1
	start += len(text[start:]) - len(bytes.TrimLeft(text[start:], " \t"))
	return start, s.lineEnd(start)
}

// contextLine returns the text of the line that the parser names.
func (s *syntaxSite) contextLine() (int, int) {
	table := linemark.New(s.data)
	start, ok := table.Start(s.line)
	if !ok {
		return s.lastToken()
	}
	for start < len(s.data) && (s.data[start] == ' ' || s.data[start] == '\t') {
		start++
	}
	return start, s.lineEnd(start)
}

// openQuote returns the quote that is not closed. The parser names its line,
// except when that is the first.
func (s *syntaxSite) openQuote() (int, int) {
	start, end := s.contextLine()
	if i, ok := s.openQuoteIn(start, end); ok {
		return i, i + 1
	}
	if i, ok := s.openQuoteIn(0, s.lineEnd(0)); ok {
		return i, i + 1
	}
	return start, end
}

// openQuoteIn returns the first quote in a line that opens a value and has no
// partner.
func (s *syntaxSite) openQuoteIn(start, end int) (int, bool) {
	for i := start; i < end; i++ {
		if !s.opensQuote(start, i) {
			continue
		}
		closed, ok := closingQuote(s.data[:end], i, s.data[i])
		if !ok {
			return i, true
		}
		i = closed - 1
	}
	return 0, false
}

// opensQuote reports whether data[i] is a quote that starts a value.
func (s *syntaxSite) opensQuote(lineStart, i int) bool {
	c := s.data[i]
	return (c == '"' || c == '\'') && (i == lineStart || strings.IndexByte(" \t[{,:", s.data[i-1]) >= 0)
}

// behindQuote finds text that follows a closing quote, on the last two lines
// that were read.
func (s *syntaxSite) behindQuote() (start, end int, ok bool) {
	last, _ := s.lastToken()
	lines := []int{last}
	if previous := bytes.TrimRight(s.data[:last], " \t\r\n"); len(previous) > 0 {
		lines = []int{bytes.LastIndexByte(previous, '\n') + 1, last}
	}
	for _, from := range lines {
		to := s.lineEnd(from)
		for i := from; i < to; i++ {
			if !s.opensQuote(from, i) {
				continue
			}
			closed, found := closingQuote(s.data[:to], i, s.data[i])
			if !found {
				break
			}
			rest := bytes.TrimLeft(s.data[closed:to], " \t")
			if len(rest) > 0 && strings.IndexByte("#:,]}", rest[0]) < 0 {
				return to - len(rest), to, true
			}
			i = closed - 1
		}
	}
	return 0, 0, false
}

// unknownAnchor reports an alias without an anchor, which the parser mentions
// without a place. It stands at most a few bytes before the end of reading.
func (s *syntaxSite) unknownAnchor(r region, name string) diag.Diagnostic {
	start, end := s.lastToken()
	if i := bytes.LastIndex(s.data[:s.read], []byte("*"+name)); i >= 0 {
		start, end = i, i+1+len(name)
	}
	return diag.Errorf(diag.YAMLFeature, r.span(start, end), "found the alias *%s, expected a value", Excerpt(name)).
		Hinted("repeat the value, or quote text that starts with *")
}

// lineEnd returns the end of the line that offset is on, without white space.
func (s *syntaxSite) lineEnd(offset int) int {
	end := len(s.data)
	if i := bytes.IndexByte(s.data[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	return offset + len(bytes.TrimRight(s.data[offset:end], " \t\r"))
}
