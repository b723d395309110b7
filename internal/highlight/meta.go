package highlight

import (
	"strconv"
	"strings"
	"unicode"
)

// Mark says why a line or a word of code stands out.
type Mark byte

// The marks of lines and words.
const (
	Unmarked Mark = iota
	Marked
	Inserted
	Deleted
)

// Range is a run of lines, counted from 1, both ends included.
type Range struct {
	From, To int
	Mark     Mark
}

// Word is a text that is marked wherever it stands in the code.
type Word struct {
	Text string
	Mark Mark
	Bare bool // only quoted: the title where the code does not hold it
}

// Meta is what stands behind the language of a fence.
type Meta struct {
	Title     string
	Lines     []Range
	Words     []Word
	Numbers   bool
	Start     int // the number of the first line; 0 is 1
	Wrap      bool
	Collapsed bool
	NoCopy    bool
	Diff      bool
	Language  string   // of a diff
	Unknown   []string // keys of options that mean nothing here
}

// ReadMeta reads title="…", {1,3-5}, showLineNumbers and the other options,
// in the spellings of Docusaurus, Mintlify, Expressive Code,
// rehype-pretty-code, MkDocs, Hugo and Gatsby. Words that are no option are the
// title, as Mintlify has it.
func ReadMeta(info []byte) Meta {
	var m Meta
	var bare []string
	m.read(string(info), &bare)
	if m.Title == "" {
		m.Title = strings.Join(bare, " ")
	}
	return m
}

func (m *Meta) read(s string, bare *[]string) {
	for s = skipBlank(s); s != ""; s = skipBlank(s) {
		switch c := s[0]; c {
		case '{':
			var body string
			body, s = braced(s)
			m.braces(body, bare)
			continue
		case '"', '\'', '/':
			if text, rest, ok := quoted(s); ok && text != "" {
				m.Words = append(m.Words, Word{Text: text, Mark: Marked, Bare: c != '/'})
				s = rest
				continue
			}
		}
		n := strings.IndexAny(s, "= \t,{")
		if n < 0 || s[n] == '{' && n == 0 {
			n = len(s)
		}
		key := s[:n]
		s = s[n:]
		switch {
		case strings.HasPrefix(s, "="):
			var value string
			value, s = metaValue(s[1:])
			m.option(key, value, bare)
		case strings.HasPrefix(s, "{") && isNumbers(strings.ToLower(key)):
			var value string
			value, s = braced(s)
			m.option(key, value, bare)
		default:
			m.flag(key, bare)
		}
	}
}

func skipBlank(s string) string { return strings.TrimLeft(s, " \t,") }

// braces reads {1,3-5}, or the options of Hugo and MkDocs in one pair of
// braces.
func (m *Meta) braces(body string, bare *[]string) {
	if !strings.ContainsAny(labels.ReplaceAllString(body, ""), "=.#%") {
		m.lines(body, Marked)
		return
	}
	var own []string
	m.read(strings.Trim(body, "% "), &own)
	for _, word := range own {
		if word[0] != '.' && word[0] != '#' {
			*bare = append(*bare, word)
		}
	}
}

// option reads key=value. Empty values and false switch off.
func (m *Meta) option(key, value string, bare *[]string) {
	on := value != "false"
	switch name := strings.ToLower(strings.TrimLeft(key, "`")); {
	case name == "meta":
		m.read(value, bare)
	case isTitle(name):
		if m.Title == "" || name != "caption" {
			m.Title = value
		}
	case marks[name] != Unmarked:
		m.mark(value, marks[name])
	case isNumbers(name):
		m.Numbers = on && value != "none"
		if n, err := strconv.Atoi(value); err == nil && name != "lines" {
			m.Start = n
		}
	case isStart(name):
		m.Start, _ = strconv.Atoi(value)
		m.Numbers = true
	case name == "wrap" || name == "softwrap" || name == "wordwrap":
		m.Wrap = on
	case name == "collapse" || name == "collapsed" || name == "expandable":
		m.Collapsed = on && (value == "true" || value == "")
	case name == "copy" || name == "clipboard":
		m.NoCopy = !on
	case name == "nocopy":
		m.NoCopy = on
	case name == "diff":
		m.Diff = on
	case name == "lang" || name == "language":
		m.Language = strings.ToLower(value)
	case !otherOptions[name]:
		m.Unknown = append(m.Unknown, key)
	}
}

// flag reads a word without a value.
func (m *Meta) flag(word string, bare *[]string) {
	switch name := strings.ToLower(strings.TrimPrefix(word, ".")); {
	case isNumbers(name):
		m.Numbers = true
	case name == "nolinenumbers" || name == "hidelinenumbers":
		m.Numbers = false
	case name == "wrap" || name == "softwrap" || name == "wordwrap":
		m.Wrap = true
	case name == "collapse" || name == "collapsed" || name == "expandable":
		m.Collapsed = true
	case name == "nocopy" || name == "no-copy":
		m.NoCopy = true
	case name == "diff":
		m.Diff = true
	case otherFlags[name], !strings.ContainsFunc(word, unicode.IsLetter):
	default:
		*bare = append(*bare, word)
	}
}

func isTitle(name string) bool {
	switch name {
	case "title", "filename", "file", "filepath", "caption":
		return true
	}
	return false
}

func isNumbers(name string) bool {
	switch name {
	case "showlinenumbers", "linenumbers", "linenums", "linenos", "numberlines", "line-numbers", "lines":
		return true
	}
	return false
}

func isStart(name string) bool {
	switch name {
	case "startlinenumber", "linenostart", "startline", "start", "startfrom":
		return true
	}
	return false
}

// marks are the options that mark lines or words.
var marks = map[string]Mark{
	"highlight": Marked, "hl_lines": Marked, "linehighlight": Marked, "mark": Marked, "highlightlines": Marked, "focus": Marked,
	"ins": Inserted, "add": Inserted, "del": Deleted, "remove": Deleted,
}

// otherOptions are the options of other generators that change nothing here.
var otherOptions = map[string]bool{
	"frame": true, "icon": true, "theme": true, "id": true, "class": true, "live": true, "group": true, "tab": true, "sync": true, "key": true, "name": true,
	"preserveindent": true, "hangingindent": true, "anchorlinenos": true, "lineanchors": true, "style": true, "tabwidth": true, "run": true, "label": true, "url": true,
}

// otherFlags are the words of other generators that change nothing here.
var otherFlags = map[string]bool{
	"copy": true, "focus": true, "live": true, "noinline": true, "twoslash": true, "annotate": true, "editable": true, "static": true, "nowrap": true, "expanded": true,
	"script": true, "ignore": true, "no_run": true, "should_panic": true, "compile_fail": true, "no-annotate": true, "select": true, "highlight": true, "animate": true,
}

// Options returns the names of the options that mean something, for hints.
func Options() []string {
	return []string{"title", "filename", "highlight", "hl_lines", "mark", "ins", "del", "showLineNumbers", "linenums", "startLineNumber", "wrap", "collapse", "copy", "nocopy", "diff", "lang", "focus"}
}
