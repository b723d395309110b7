package diagram

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// sequence is a sequence diagram as it is written.
type sequence struct {
	heading
	lanes []*lane
	byID  map[string]*lane
	rows  []row
	boxes []lanesBox
}

// lane is a participant.
type lane struct {
	id    string
	label label
	actor bool // a person
	index int
	x, w  float64
}

// lanesBox is a frame around participants that stand side by side.
type lanesBox struct {
	title       label
	first, last int
}

// row is one step of a sequence.
type row struct {
	kind     string // message, note, open, part, close
	from, to *lane
	text     label
	source   string // of the text of a message
	word     string // loop, alt, else …; of a note over, left, right
	dotted   bool
	head     string
	tail     string
}

var (
	participantLine = onuse.Regexp(`^(?:create\s+)?(participant|actor)\s+(.+?)(?:\s+as\s+(.+))?$`)
	messageLine     = onuse.Regexp(`^(.+?)\s*(<<-->>|<<->>|-->>|->>|--x|-x|--\)|-\)|-->|->)\s*[+-]?\s*([^:]+?)\s*(?::\s*(.*))?$`)
	noteLine        = onuse.Regexp(`(?i)^note\s+(over|left\s+of|right\s+of)\s+([^:]+?)\s*:\s*(.*)$`)
	numberLine      = onuse.Regexp(`^autonumber(?:\s+(\d{1,6}))?(?:\s+(\d{1,4}))?$`)
	boxColour       = onuse.Regexp(`(?i)^(?:(?:rgb|rgba|hsl|hsla)\([^)]*\)|transparent|aqua|blue|gray|grey|green|lightblue|lightgreen|lightgrey|lightgray|lightyellow|orange|pink|purple|red|white|yellow|#[0-9a-f]{3,8})\b\s*`)
)

// messageEnds are the head and the tail of each arrow.
var messageEnds = map[string][2]string{
	"->>": {"arrow", ""}, "->": {"", ""}, "-x": {"cross", ""}, "-)": {"open", ""}, "<<->>": {"arrow", "arrow"},
}

// messageWidth is the width at which a message is broken into lines, unless
// there is more room.
const messageWidth = 250.0

// sequenceReader reads the statements of a sequence diagram.
type sequenceReader struct {
	*sequence
	line         int
	open         []string // blocks that have no end yet
	inBox        bool
	number, step int
}

func readSequence(all []statement, head *heading) (drawing, *Fault) {
	r := &sequenceReader{sequence: &sequence{heading: *head, byID: map[string]*lane{}}}
	for _, s := range all[1:] {
		r.line = s.Line
		if len(r.rows) >= maxRows {
			return nil, fault(s.Line, "the diagram has more than %d steps", maxRows)
		}
		if len(s.Text) > maxLabel {
			return nil, fault(s.Line, "a line is longer than %d bytes", maxLabel)
		}
		if err := r.statement(strings.TrimSuffix(s.Text, ";")); err != nil {
			return nil, err
		}
	}
	if len(r.open) > 0 || r.inBox {
		return nil, fault(r.line, "a block has no end")
	}
	if len(r.lanes) == 0 {
		return nil, fault(all[0].Line, "the diagram has no participants")
	}
	return r.sequence, nil
}

func (r *sequenceReader) statement(s string) *Fault {
	word, rest, _ := strings.Cut(s, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "activate", "deactivate", "destroy", "link", "links", "properties", "details":
		return nil
	case "title", "title:":
		r.title = plainLabel(rest)
		return nil
	case "box":
		rest = boxColour.ReplaceAllString(rest, "")
		r.boxes = append(r.boxes, lanesBox{title: readLabel(rest, 1e9).heading(), first: len(r.lanes), last: -1})
		r.inBox = true
		return nil
	case "loop", "alt", "opt", "par", "critical", "break", "rect":
		if word == "rect" {
			rest = ""
		}
		r.open = append(r.open, word)
		r.rows = append(r.rows, row{kind: "open", word: word, text: readLabel(rest, 420)})
		return nil
	case "else", "and", "option":
		if len(r.open) == 0 {
			return fault(r.line, "%s stands outside a block", word)
		}
		r.rows = append(r.rows, row{kind: "part", word: word, text: readLabel(rest, 420)})
		return nil
	case "end":
		return r.end()
	}
	if m := numberLine.FindStringSubmatch(s); m != nil {
		r.number, r.step = 1, 1
		if m[1] != "" {
			r.number, _ = strconv.Atoi(m[1])
		}
		if m[2] != "" {
			r.step, _ = strconv.Atoi(m[2])
		}
		return nil
	}
	if s == "autonumber off" {
		r.step = 0
		return nil
	}
	if m := participantLine.FindStringSubmatch(s); m != nil && !strings.Contains(m[2], "->") {
		return r.participant(m)
	}
	if m := noteLine.FindStringSubmatch(s); m != nil {
		return r.note(m)
	}
	if m := messageLine.FindStringSubmatch(s); m != nil {
		return r.message(m)
	}
	return fault(r.line, "%s is not understood", clip(s))
}

func (r *sequenceReader) end() *Fault {
	if r.inBox && len(r.open) == 0 {
		r.inBox = false
		b := &r.boxes[len(r.boxes)-1]
		b.last = len(r.lanes) - 1
		return nil
	}
	if len(r.open) == 0 {
		return fault(r.line, "end closes no block")
	}
	r.rows = append(r.rows, row{kind: "close", word: r.open[len(r.open)-1]})
	r.open = r.open[:len(r.open)-1]
	return nil
}

func (r *sequenceReader) participant(m []string) *Fault {
	if strings.Contains(m[2], "@{") {
		return fault(r.line, "%s is not understood", clip(m[2]))
	}
	l, err := r.lane(m[2])
	if err != nil {
		return err
	}
	l.actor = l.actor || m[1] == "actor"
	if m[3] != "" {
		l.label = readLabel(m[3], 150)
	}
	return nil
}

// lane returns the participant of a name, which it makes at its first use.
func (r *sequenceReader) lane(id string) (*lane, *Fault) {
	id = strings.TrimSpace(id)
	if l := r.byID[id]; l != nil {
		return l, nil
	}
	if len(r.lanes) >= maxGroups {
		return nil, fault(r.line, "the diagram has more than %d participants", maxGroups)
	}
	l := &lane{id: id, label: readLabel(id, 150), index: len(r.lanes)}
	r.byID[id] = l
	r.lanes = append(r.lanes, l)
	return l, nil
}

func (r *sequenceReader) note(m []string) *Fault {
	names := strings.Split(m[2], ",")
	if len(names) > 2 {
		return fault(r.line, "a note stands over one or two participants")
	}
	from, err := r.lane(names[0])
	if err != nil {
		return err
	}
	to := from
	if len(names) == 2 {
		if to, err = r.lane(names[1]); err != nil {
			return err
		}
	}
	if from.index > to.index {
		from, to = to, from
	}
	where := strings.ToLower(strings.Fields(m[1])[0])
	r.rows = append(r.rows, row{kind: "note", from: from, to: to, word: where, text: readLabel(m[3], 190)})
	return nil
}

func (r *sequenceReader) message(m []string) *Fault {
	from, err := r.lane(m[1])
	if err != nil {
		return err
	}
	to, err := r.lane(m[3])
	if err != nil {
		return err
	}
	dotted := strings.Contains(m[2], "--")
	ends := messageEnds[strings.Replace(m[2], "--", "-", 1)]
	w := row{kind: "message", from: from, to: to, dotted: dotted, head: ends[0], tail: ends[1], source: m[4]}
	if r.step > 0 {
		w.source = strings.TrimSpace(fmt.Sprintf("%d. %s", r.number, m[4]))
		r.number += r.step
	}
	w.text = readLabel(w.source, messageWidth)
	r.rows = append(r.rows, w)
	return nil
}

// name is how sentences call a participant.
func (l *lane) name() string {
	if s := l.label.words(); s != "" {
		return s
	}
	return l.id
}

// sentences says what happens, step by step.
func (s *sequence) sentences() string {
	var out []string
	if s.about != "" {
		out = append(out, sentence(s.about))
	}
	for _, b := range s.boxes {
		if !b.title.empty() && b.last >= b.first {
			var inside []string
			for _, l := range s.lanes[b.first : b.last+1] {
				inside = append(inside, l.name())
			}
			out = append(out, sentence(b.title.words()+" holds "+list(inside)))
		}
	}
	for _, w := range s.rows {
		said := ""
		switch w.kind {
		case "message":
			said = w.from.name() + " to " + w.to.name()
			if w.from == w.to {
				said = w.from.name() + " to itself"
			}
			if w.head == "cross" {
				said += ", lost"
			}
		case "note":
			said = "Note " + w.word + " " + w.from.name()
			if w.word != "over" {
				said = "Note " + w.word + " of " + w.from.name()
			}
			if w.to != w.from {
				said += " and " + w.to.name()
			}
		case "open", "part":
			if w.word == "rect" {
				continue
			}
			said = strings.ToUpper(w.word[:1]) + w.word[1:]
		case "close":
			if w.word != "rect" {
				out = append(out, "End of "+w.word+".")
			}
			continue
		}
		if !w.text.empty() {
			said += ": " + w.text.words()
		}
		out = append(out, sentence(said))
	}
	return strings.Join(out, " ")
}
