package match

import (
	"strings"
	"unicode"
)

// parsed is a question cut into what asks and what stands around that.
type parsed struct {
	asks    []string // sentences that ask; of a text without question marks, all of it
	around  []string // other sentences: why it is asked
	asides  []string // what stands in parentheses
	clauses [][]string
	marked  bool // a question mark is there
}

// parse cuts a question.
func (t *tables) parse(text string) parsed {
	var p parsed
	text, p.asides = withoutAsides(text)
	for _, s := range t.sentences(text) {
		if strings.HasSuffix(s, "?") {
			p.marked = true
			p.asks = append(p.asks, s)
		} else {
			p.around = append(p.around, s)
		}
	}
	if !p.marked {
		p.asks, p.around = p.around, nil
	}
	if len(p.asks) > 0 {
		p.clauses = clauses(p.asks[0])
	}
	return p
}

// withoutAsides takes what stands in parentheses out of a text. One that is not
// closed is none.
func withoutAsides(text string) (rest string, asides []string) {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '(')
		if open < 0 {
			break
		}
		length := strings.IndexByte(text[open:], ')')
		if length < 0 {
			break
		}
		b.WriteString(text[:open])
		b.WriteByte(' ')
		asides = append(asides, text[open+1:open+length])
		text = text[open+length+1:]
	}
	b.WriteString(text)
	return b.String(), asides
}

// sentences splits text behind ? ! ; and line ends, and behind a dot that ends
// a word which is not shortened.
func (t *tables) sentences(text string) []string {
	var out []string
	from := 0
	cut := func(to int) {
		if s := strings.TrimSpace(text[from:to]); s != "" {
			out = append(out, s)
		}
		from = to
	}
	for i := range len(text) {
		switch text[i] {
		case '?', '!', ';', '\n':
			cut(i + 1)
		case '.':
			space := i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t' || text[i+1] == '\n' || text[i+1] == '\r'
			word := strings.ToLower(text[from:i])
			if at := strings.LastIndexAny(word, " \t("); at >= 0 {
				word = word[at+1:]
			}
			number := word != "" && strings.Trim(word, "0123456789.") == ""
			if space && !t.shortened[word] && !number {
				cut(i + 1)
			}
		}
	}
	cut(len(text))
	return out
}

// clauses returns the words of a sentence from its start, and from behind each
// comma, colon and dash.
func clauses(sentence string) [][]string {
	var out [][]string
	add := func(text string) {
		list := words(text)
		for len(list) > 0 && (list[0] == "please" || list[0] == "kindly" || list[0] == "also" || list[0] == "and" || isNumber(list[0])) {
			list = list[1:]
		}
		if len(list) > 0 {
			out = append(out, list)
		}
	}
	add(sentence)
	for i, r := range sentence {
		if r == ',' || r == ':' || r == '—' || r == '–' && strings.HasSuffix(sentence[:i], " ") {
			add(sentence[i+len(string(r)):])
		}
	}
	return out
}

func isNumber(word string) bool {
	return strings.TrimFunc(word, func(r rune) bool { return unicode.IsDigit(r) || r == '.' }) == ""
}
