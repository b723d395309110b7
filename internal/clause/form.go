package clause

import (
	"strconv"
	"strings"
)

// Slot is a place of a form at which an expression has an id.
type Slot struct {
	Of   string // what is read there by the id: ev, facts or at
	Form string // what the form has in its place, or the id, where that stays
	ID   string
}

// Open begins what a form has in place of ids. Nothing else in a form does.
const Open = "@"

// The limits within which the ids of an expression may be taken out: with longer
// ones reading them would cost otherwise.
const (
	maxText = 8 << 10
	maxID   = 31
)

// Form returns an expression without the ids of the evidence that it reads, as in
// ev["trivy"], facts["trivy"] and at["trivy"], and what stood there. Expressions
// of one form say the same of different evidence. Where ids may be read in any
// other way, as in ev.all(...), the form is the expression itself, and there are
// no slots.
func Form(text string) (form string, slots []Slot) {
	if len(text) > maxText || strings.Contains(text, Open) || strings.ContainsAny(text, "\\`") || strings.Contains(text, `"""`) || strings.Contains(text, `'''`) {
		return text, nil
	}
	f := former{text: text}
	for at := 0; at < len(text); {
		from, to := TokenAt(text, at)
		if to <= at {
			break
		}
		f.tokens = append(f.tokens, span{from, to})
		at = to
	}
	for i := range f.tokens {
		if f.token(i) == "/" && f.token(i+1) == "/" || !f.read(i) {
			return text, nil
		}
	}
	if f.b.Len() == 0 {
		return text, f.slots
	}
	f.b.WriteString(text[f.done:])
	return f.b.String(), f.slots
}

type span struct{ from, to int }

// former makes a form.
type former struct {
	text   string
	tokens []span
	slots  []Slot
	ids    []string // that were taken out
	b      strings.Builder
	done   int // up to here the text is written
}

func (f *former) token(i int) string {
	if i < 0 || i >= len(f.tokens) {
		return ""
	}
	return f.text[f.tokens[i].from:f.tokens[i].to]
}

// read takes out the id that is read at a token, where one is. It returns false
// where that is not plain.
func (f *former) read(i int) bool {
	of := f.token(i)
	if of != "ev" && of != "facts" && of != "at" {
		return true
	}
	if before := f.token(i - 1); before == "." || before == ".?" {
		return f.ends(i - 2) // else it is the name itself, in full: .ev
	}
	key, after := f.token(i+2), f.token(i+3)
	switch f.token(i + 1) {
	case ".", ".?":
		if key == "" || !InName(key[0]) || after == "(" {
			return false
		}
		f.note(Slot{of, key, key})
		return true
	case "[", "[?":
		if after != "]" || !isPlainString(key) || !plainID(key[1:len(key)-1]) {
			return false
		}
		id := key[1 : len(key)-1]
		form := Open + strconv.Itoa(f.number(id))
		f.note(Slot{of, form, id})
		f.b.WriteString(f.text[f.done:f.tokens[i+2].from])
		f.b.WriteString(strconv.Quote(form))
		f.done = f.tokens[i+2].to
		return true
	}
	return false
}

// ends reports whether a token can be the end of a value, of which a member is
// read then.
func (f *former) ends(i int) bool {
	t := f.token(i)
	return t != "" && t != "in" && (InName(t[0]) || strings.Contains(`)]}"'`, t[len(t)-1:]))
}

// number returns which of the ids that are taken out one is.
func (f *former) number(id string) int {
	for i, known := range f.ids {
		if known == id {
			return i
		}
	}
	f.ids = append(f.ids, id)
	return len(f.ids) - 1
}

func (f *former) note(s Slot) {
	for _, known := range f.slots {
		if known == s {
			return
		}
	}
	f.slots = append(f.slots, s)
}

// plainID reports whether a text is written in quotation marks as it stands.
func plainID(id string) bool {
	if id == "" || len(id) > maxID {
		return false
	}
	for i := range len(id) {
		if c := id[i]; !InName(c) && c != '-' && c != '.' && c != '/' && c != ':' {
			return false
		}
	}
	return true
}
