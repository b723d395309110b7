package bare

import (
	"fmt"
	"io"
	"strings"

	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/source"
)

// List prints facts for people: a line each, with what each was held against,
// and the counts at the end.
func List(w io.Writer, facts []Fact) error {
	var b strings.Builder
	for _, f := range facts {
		fmt.Fprintf(&b, "%s: %s: %s %q = %s", f.Span.Position(), f.Class, f.Kind, oneLine(f.Words), f.Value)
		if held := f.held(); held != "" {
			b.WriteString(" | " + held)
			if f.Claimed != "" {
				b.WriteString(" = " + f.Claimed)
			}
		}
		if f.Why != "" {
			b.WriteString(" | " + f.Why)
		}
		b.WriteByte('\n')
	}
	counts := count(facts)
	fmt.Fprintf(&b, "%d facts:", len(facts))
	for _, c := range Classes() {
		fmt.Fprintf(&b, " %d %s", counts[c], c)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// held names what a fact was held against: "control.parameter", the control
// alone, or "".
func (f Fact) held() string {
	if f.Parameter == "" {
		return f.Control
	}
	return f.Control + "." + f.Parameter
}

func count(facts []Fact) map[Class]int {
	out := map[Class]int{}
	for _, f := range facts {
		out[f.Class]++
	}
	return out
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// factJSON is one fact for programs.
type factJSON struct {
	File      string     `json:"file"`
	Line      int        `json:"line"`
	Column    int        `json:"column"`
	Words     string     `json:"words"`
	Kind      string     `json:"kind"`
	Value     string     `json:"value"`
	Class     Class      `json:"class"`
	Control   string     `json:"control,omitempty"`
	Parameter string     `json:"parameter,omitempty"`
	Claimed   string     `json:"claimed,omitempty"`
	At        *placeJSON `json:"at,omitempty"` // of the parameter in the catalog
	Binding   string     `json:"binding,omitempty"`
	Reason    string     `json:"reason"`
}

type placeJSON struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// ListJSON prints facts for programs: {"facts": [...], "counts": {...}}.
func ListJSON(w io.Writer, facts []Fact) error {
	out := struct {
		Facts  []factJSON    `json:"facts"`
		Counts map[Class]int `json:"counts"`
	}{make([]factJSON, len(facts)), map[Class]int{}}
	counts := count(facts)
	for _, c := range Classes() {
		out.Counts[c] = counts[c]
	}
	for i, f := range facts {
		at := f.Span.Position()
		out.Facts[i] = factJSON{at.Path, at.Line, at.Column, oneLine(f.Words), f.Kind, f.Value, f.Class, f.Control, f.Parameter, f.Claimed, placed(f.At), f.Binding, f.Why}
	}
	return jsontext.Document(w, out)
}

func placed(s source.Span) *placeJSON {
	if s.IsZero() {
		return nil
	}
	at := s.Position()
	return &placeJSON{at.Path, at.Line, at.Column}
}
