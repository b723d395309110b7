// Package answerkey makes the document with which a portal answers
// questionnaires in the browser: how questions are read, how questionnaires are
// laid out, and what the answers of one view say.
//
// It holds nothing that the pages of that view do not say. The scripts of the
// theme that read it do what packages match, respond and fill do, and are held to
// them by vectors.
package answerkey

import (
	"bytes"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
	"github.com/candor-site/candor/internal/route"
)

// schema names the form of the document.
const schema = "candor-answer-key/1"

// Key is the document.
type Key struct {
	Schema   string                 `json:"schema"`
	AsOf     time.Time              `json:"as_of"`
	Roles    questionnaire.Headings `json:"roles"` // what columns are called
	Words    *choice.Tables         `json:"words"` // what yes and no are called
	Match    match.Tables           `json:"match"`
	Bars     respond.Bars           `json:"bars"`
	Controls map[string]Control     `json:"controls"` // that answers rest on, by id
	Answers  []Answer               `json:"answers"`
}

// Answer is a prepared answer with what holds of it.
type Answer struct {
	ID        string      `json:"id"`
	Topic     string      `json:"topic"`
	Asked     []string    `json:"asked"`              // the question, and its other wordings, folded
	Stems     string      `json:"stems"`              // of those, parted by blanks
	More      string      `json:"more"`               // those of the texts beside them
	Products  []string    `json:"products,omitempty"` // folded; none: all
	Negative  bool        `json:"negative,omitempty"`
	Open      bool        `json:"open,omitempty"` // it claims nothing that is true or false
	Truth     reply.Truth `json:"truth"`
	Short     string      `json:"short"`
	Long      string      `json:"long,omitempty"` // where it differs from the short form, as the list does
	List      string      `json:"list,omitempty"`
	Citation  string      `json:"citation"`
	Collected *time.Time  `json:"collected,omitempty"` // the oldest evidence
	Until     *time.Time  `json:"until,omitempty"`     // when the first of it goes stale
	Behind    []string    `json:"behind"`              // controls
	Measures  []Measure   `json:"measures,omitempty"`
}

// Control is what an answer rests on.
type Control struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// Measure is a parameter that values of questions are held against.
type Measure struct {
	Kind    string   `json:"kind"`
	Words   []string `json:"words"`
	Own     bool     `json:"own,omitempty"` // of a control that the answer rests on by itself
	Said    bool     `json:"said,omitempty"`
	Period  string   `json:"period,omitempty"` // ISO 8601
	Amount  *float64 `json:"amount,omitempty"` // of what is counted
	Version string   `json:"version,omitempty"`
	// Side is where the value leaves off: up says that it may be more, down that it
	// may be less.
	Side string `json:"side,omitempty"`
}

// File makes the document out of the answers of a view.
func File(lib *reply.Library) artifact.File {
	return artifact.New(path.Join(path.Dir(route.FilePath(route.Fill)), "key.json"), encode(Of(lib.View, respond.New(lib, lib.View.Site.Organization, lib.View.Site.Title))))
}

// Of makes the document out of what answers questions for a view.
func Of(v *disclose.View, r *respond.Responder) Key {
	base := v.Site.BasePath
	if base == "" {
		base = "/"
	}
	key := Key{
		Schema: schema, AsOf: v.AsOf, Roles: questionnaire.Columns(), Words: choice.Builtin(), Match: r.Tables(), Bars: respond.Bar(),
		Controls: make(map[string]Control), Answers: []Answer{},
	}
	for _, list := range [][]match.Profile{key.Match.Topics, key.Match.Outside} {
		for i := range list {
			list[i].Known, list[i].About = nil, "" // the one follows from its phrases, the other is for people
		}
	}
	for _, e := range r.Entries() {
		key.Answers = append(key.Answers, answer(e))
		for _, c := range e.Answer.Behind {
			key.Controls[c.ID] = Control{c.Title, route.Below(base, route.OfControl(c.ID))}
		}
	}
	return key
}

// answer writes one answer. Of one that the catalog cannot prove, nothing is said.
func answer(e *respond.Entry) Answer {
	a := e.Answer
	out := Answer{
		ID: a.ID, Topic: a.Topic, Asked: e.Wordings(), Stems: joined(e.Asked), More: joined(e.Stems, e.Asked), Negative: a.Negative, Open: !e.Closed(), Truth: a.Truth,
		Short: e.Short, Citation: e.Citation, Collected: known(a.Collected), Until: known(a.ValidUntil), Behind: []string{},
	}
	if e.Long != e.Short {
		out.Long = e.Long
	}
	if e.List != e.Short {
		out.List = e.List
	}
	for _, p := range a.Products {
		out.Products = append(out.Products, choice.Fold(p))
	}
	for _, c := range a.Behind {
		out.Behind = append(out.Behind, c.ID)
	}
	for _, m := range e.Measures {
		out.Measures = append(out.Measures, measure(m))
	}
	return out
}

// measure writes a parameter such that it can be compared without its type.
func measure(m respond.Measure) Measure {
	out := Measure{Kind: m.Kind, Words: append([]string{}, m.Words...), Own: m.Own, Said: m.Said}
	switch v := m.Value; {
	case v.Word != "":
	case v.Type == parameter.Version:
		out.Version = v.String()
	case m.Kind == match.Duration || m.Kind == match.Frequency:
		if p, ok := v.Span(); ok {
			out.Period = p.String()
		}
	default:
		out.Amount = &v.Number
	}
	switch {
	case m.Value.Sense == parameter.AtLeast || m.Value.Op == ">":
		out.Side = "up"
	case m.Value.Sense == parameter.AtMost || m.Value.Op == "<":
		out.Side = "down"
	}
	return out
}

// joined writes a set of stems without those of others, sorted.
func joined(set map[string]bool, without ...map[string]bool) string {
	var out []string
	for _, s := range slices.Sorted(maps.Keys(set)) {
		if !slices.ContainsFunc(without, func(o map[string]bool) bool { return o[s] }) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// known returns a time that is there, or nil.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// encode writes JSON without line breaks. Maps are written sorted.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("answerkey: " + err.Error()) // plain values always encode
	}
	return b.Bytes()
}
