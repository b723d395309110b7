package bare

import (
	"bytes"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Stated classes the facts that a page, which says this and cites these controls,
// states in words. Few sentences do: what stands around them is looked at for
// those alone. It also reports whether the catalog was asked about any.
func (x *Index) Stated(p *site.Page, sentences []prose.Sentence, cited []string) (out []Fact, asked bool) {
	var around *setting
	heading := ""
	for _, s := range sentences {
		if s.Kind == prose.Heading {
			heading = s.Text
		}
		list := factsOf(s)
		if len(list) == 0 {
			continue
		}
		if around == nil {
			around, asked = settingOf(sentences, cited), true
		}
		at := passage{Sentence: s, context: s.Text + " " + heading, cited: around.cited, near: around.near[s.Block], reads: reads(s)}
		if s.Kind == prose.Cell {
			at.row = around.rows()[rowOf(s)]
			at.context = at.row + " " + heading
		}
		for _, v := range x.judge(at, list) {
			f := x.told(v, s)
			f.Page, f.Uncited = p, len(at.cited) == 0
			x.fix(&f, v, at, p)
			out = append(out, f)
		}
	}
	return out, asked
}

// factsOf returns the facts of a sentence; of a cell below a heading that says
// so, also its ports.
func factsOf(s prose.Sentence) []fact.Fact {
	list := fact.In(s.Text, s.Low, s.May(fact.Filter(), nil))
	if len(list) > 0 || s.Kind != prose.Cell {
		return list
	}
	if list = fact.Ports(s.Text); len(list) > 0 && startsAny(columnOf(s), []string{"port"}) {
		return list
	}
	return nil
}

// setting is what stands around the sentences of a page.
type setting struct {
	cited map[string]bool         // controls that the page cites
	near  map[int]map[string]bool // of each block, the controls that it reads
	rows  func() map[source.Position]string
}

func settingOf(sentences []prose.Sentence, cited []string) *setting {
	near := map[int]map[string]bool{}
	for _, s := range sentences {
		for path := range reads(s) {
			if near[s.Block] == nil {
				near[s.Block] = map[string]bool{}
			}
			id, _, _ := strings.Cut(path, ".")
			near[s.Block][id] = true
		}
	}
	return &setting{set(cited), near, sync.OnceValue(func() map[source.Position]string { return rowsOf(sentences) })}
}

// rowsOf returns the words of the rows of all tables.
func rowsOf(sentences []prose.Sentence) map[source.Position]string {
	rows := map[source.Position]string{}
	for _, s := range sentences {
		if s.Kind == prose.Cell {
			rows[rowOf(s)] += " " + s.Text
		}
	}
	return rows
}

// rowOf returns the line that a cell stands on.
func rowOf(s prose.Sentence) source.Position {
	at := s.Whole().Position()
	at.Column = 0
	return at
}

// columnOf returns what stands above the column of a cell of a table that is
// drawn with bars; "" in any other table.
func columnOf(s prose.Sentence) string {
	at := s.Whole()
	if at.IsZero() {
		return ""
	}
	line := at.Position().Line
	text, start := at.File.Line(line)
	if at.Start < start || at.Start > start+len(text) {
		return ""
	}
	column := strings.Count(text[:at.Start-start], "|")
	head := ""
	for line--; line > 0; line-- {
		above, _ := at.File.Line(line)
		if !strings.Contains(above, "|") {
			break
		}
		head = above
	}
	cells := strings.Split(head, "|")
	if column >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[column])
}

// reads returns the values of controls that a sentence reads, as
// "control.parameter".
func reads(s prose.Sentence) map[string]bool {
	if len(s.Holes) == 0 {
		return nil
	}
	out := map[string]bool{}
	for _, h := range s.Holes {
		if path, ok := strings.CutPrefix(strings.TrimSpace(h.Text), "control."); ok && h.Kind == prose.Binding {
			out[path] = true
		}
	}
	return out
}

// told turns a verdict on a sentence into a fact of the site.
func (x *Index) told(v verdict, s prose.Sentence) Fact {
	f := Fact{Span: s.Span(v.From, v.To), Words: strings.Clone(s.Text[v.From:v.To]), Kind: string(v.Kind), Value: v.Value(), Class: v.class, Why: v.why}
	switch {
	case v.best != nil:
		c := v.best
		f.Control, f.Parameter, f.Claimed, f.At = c.control.ID, c.parameter.Name, c.parameter.Value.String(), c.parameter.Span
		if base, ok := c.control.Parameter(c.parameter.Name); ok && base.Span == c.parameter.Span && c.match != within && !(v.Kind == fact.Frequency && v.Schedule.Basis != period.Every) {
			f.Binding = "{control." + f.Control + "." + f.Parameter + "}"
		}
	case v.name != nil && v.name.control != nil:
		f.Control, f.At = v.name.control.ID, v.name.control.Span
	}
	return f
}

// Bound returns the values of controls that a page reads: in expressions, and
// by the component that shows one.
func (x *Index) Bound(p *site.Page) []Fact {
	var out []Fact
	add := func(id, name string, at source.Span) {
		c := x.byID[id]
		if c == nil {
			return
		}
		param, ok := c.Parameter(name)
		if !ok {
			return
		}
		out = append(out, Fact{Span: at, Words: at.Text(), Kind: string(param.Value.Type), Value: param.Value.String(), Class: Bound, Page: p,
			Control: id, Parameter: name, Claimed: param.Value.String(), At: param.Span, Why: "it is read from the catalog"})
	}
	for _, r := range p.Doc.Reads {
		if len(r.Path) == 3 && r.Path[0] == "control" {
			add(r.Path[1], r.Path[2], r.Span)
		}
	}
	for _, u := range p.Doc.Uses {
		id, name := textOf(u.Prop("control")), textOf(u.Prop("param"))
		if id != "" && name != "" {
			add(id, name, u.Span)
		}
	}
	return out
}

func textOf(p *markup.PropValue) string {
	if p == nil {
		return ""
	}
	text, _ := p.Value.(string)
	return text
}

// Catalog classes the facts that controls and answers state in words.
func (x *Index) Catalog() []Fact {
	var out []Fact
	for _, c := range x.subjects {
		whole := c.Title + " " + c.Summary
		for _, text := range []string{c.Title, c.Summary} {
			for _, s := range said(c.Control, text) {
				for _, f := range x.own(c, s, whole) {
					f.Binding = "" // nothing is read from the catalog there
					if f.Class != Unbound {
						out = append(out, f)
					}
				}
			}
		}
		for _, s := range prose.Plain(c.Statement) {
			for _, f := range x.own(c, s, whole) {
				if f.Binding != "" {
					f.Binding = "{{ ." + f.Parameter + " }}"
				}
				out = append(out, f)
			}
		}
	}
	for _, a := range x.site.Catalog.Answers {
		for _, text := range a.Templates() {
			out = append(out, x.answer(a, text)...)
		}
	}
	return out
}

// own classes what a control says of itself.
func (x *Index) own(c *subject, s prose.Sentence, around string) []Fact {
	var out []Fact
	list := factsOf(s)
	if len(list) == 0 {
		return nil
	}
	at := passage{Sentence: s, context: s.Text + " " + around, own: c, reads: templateReads(s, c.ID)}
	for _, v := range x.judge(at, list) {
		out = append(out, x.told(v, s))
	}
	return out
}

// answer classes what an answer says of the controls that it names.
func (x *Index) answer(a *trust.Answer, text source.Text) []Fact {
	only, first := map[string]*subject{}, ""
	for _, r := range a.Controls {
		if c := x.byID[r.ID]; c != nil {
			only[r.ID] = c
			if first == "" {
				first = r.ID
			}
		}
	}
	var out []Fact
	for _, s := range prose.Plain(text) {
		list := factsOf(s)
		if len(list) == 0 {
			continue
		}
		at := passage{Sentence: s, context: s.Text + " " + a.Question, only: only, cited: map[string]bool{}, reads: templateReads(s, first)}
		for id := range only {
			at.cited[id] = true
		}
		for _, v := range x.judge(at, list) {
			f := x.told(v, s)
			switch {
			case f.Binding != "" && f.Control == first:
				f.Binding = "{{ ." + f.Parameter + " }}"
			case f.Binding != "":
				f.Binding = `{{ control "` + f.Control + `" "` + f.Parameter + `" }}`
			}
			out = append(out, f)
		}
	}
	return out
}

// templateReads returns the parameters that the actions of a template name.
func templateReads(s prose.Sentence, id string) map[string]bool {
	out := map[string]bool{}
	for _, h := range s.Holes {
		words := strings.FieldsFunc(h.Text, func(r rune) bool { return strings.ContainsRune(` {}()|"`, r) })
		for i, w := range words {
			if name, ok := strings.CutPrefix(w, "."); ok {
				out[id+"."+name] = true
			}
			if w == "control" && i+2 < len(words) {
				out[words[i+1]+"."+words[i+2]] = true
			}
		}
	}
	return out
}

// said returns the sentences of a title or a summary, with their places; with
// the place of the control's id where the text is written in another form.
func said(c *trust.Control, text string) []prose.Sentence {
	if f := c.Span.File; f != nil && text != "" {
		if at := bytes.Index(f.Data[c.Span.Start:], []byte(text)); at >= 0 && at < maxBlock {
			return prose.Plain(source.Text{Value: text, Span: f.Span(c.Span.Start+at, c.Span.Start+at+len(text))})
		}
	}
	return prose.At(text, c.Span)
}

// maxBlock is how far behind its id the title of a control can stand, in bytes.
const maxBlock = 4096

// fix says how the words of a page become a binding, where that changes their
// form at most.
func (x *Index) fix(f *Fact, v verdict, at passage, p *site.Page) {
	if f.Class != Equal || f.Binding == "" || v.best.match != same || v.Loose || at.Kind == prose.Heading || strings.ContainsAny(f.Span.Text(), "*_`[]<>\\&\n") {
		return
	}
	if cfg := x.site.Config; cfg.Closed(v.best.control.Audience) > cfg.Closed(p.Audience) {
		return
	}
	prints := v.best.parameter.Value.String()
	span := f.Span
	switch v.Kind {
	case fact.Duration:
		if strings.Contains(f.Words, "-") || v.best.parameter.Value.Type == "quantity" {
			return
		}
	case fact.Frequency:
		if c := f.Words[0]; v.Schedule.Basis != period.Every || strings.HasSuffix(f.Words, "al") || 'A' <= c && c <= 'Z' {
			return // "for each release", and a small letter at the start of a sentence, do not read well
		}
	case fact.Percentage:
		if v.best.parameter.Value.Op != "" {
			return
		}
	case fact.Count:
		if v.best.parameter.Value.Op != "==" && v.best.parameter.Value.Op != "" || v.best.parameter.Value.Type == "ids" || strings.Contains(f.Words, "-") {
			return
		}
		number, _, _ := strings.Cut(f.Words, " ")
		span = span.Sub(0, len(number))
	default:
		return
	}
	for _, bound := range []string{"at least ", "at most "} {
		before := f.Span.File.Data[:span.Start]
		switch {
		case !strings.HasPrefix(prints, bound):
		case bytes.HasSuffix(before, []byte(bound)):
			span = f.Span.File.Span(span.Start-len(bound), span.End)
		case followed(at.Text[:v.From]):
			return
		}
	}
	f.Fix = &Fix{Span: span, Prints: prints}
}

// followed reports whether a word before a number leaves no room for "at least".
func followed(before string) bool {
	before = strings.ToLower(strings.TrimSpace(before))
	for _, w := range []string{"within", "after", "every", "up to", "than", "of", "to", "a", "the", "and", "or", "minimum", "maximum"} {
		if before == w || strings.HasSuffix(before, " "+w) {
			return true
		}
	}
	return false
}
