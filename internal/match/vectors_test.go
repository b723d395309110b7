package match

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/topic"
)

var update = flag.Bool("update", false, "write testdata/vectors.json anew")

// vector is what a question must be read as, here and in the browser.
type vector struct {
	Question   string      `json:"question"`
	Section    string      `json:"section,omitempty"`
	Previous   string      `json:"previous,omitempty"`
	Stems      []string    `json:"stems"`
	Candidates []ranked    `json:"candidates"` // the best five
	Margin     int         `json:"margin"`     // thousandths
	Intent     Intent      `json:"intent"`
	Polarity   Polarity    `json:"polarity"`
	Thresholds []threshold `json:"thresholds,omitempty"`
	Parts      []string    `json:"parts,omitempty"`
	Abstain    Reason      `json:"abstain"`
}

type ranked struct {
	Topic string `json:"topic"`
	Score int    `json:"score"` // thousandths
}

type threshold struct {
	Kind  string `json:"kind"`
	Bound Bound  `json:"bound"`
	Text  string `json:"text"`
	Value any    `json:"value"`
}

// around are questions beside those of questions.jsonl that lean on what stands
// around them, or try the rules one by one.
var around = []Question{
	{Text: "How often?", Previous: "Do you perform penetration tests?"},
	{Text: "How often?"},
	{Text: "When was it last done?", Section: "Penetration testing", Previous: "Is a penetration test performed by a third party?"},
	{Text: "Is it encrypted?", Section: "Backups", Previous: "Where are backups kept?"},
	{Text: "If yes, please describe.", Section: "Encryption", Previous: "Do you encrypt data at rest?"},
	{Text: "Do you back up customer data, and how often?"},
	{Text: "Do you log security events, and how long are logs retained?"},
	{Text: "Is there an incident response plan? Is it tested at least annually?"},
	{Text: "Does Fleet encrypt data at rest?"},
	{Text: "FLEET: is data encrypted in transit (e.g. TLS 1.2)?"},
	{Text: "Firewalls are a basic control. Does your company use firewalls (for example at the perimeter)?", Section: "Network"},
	{Text: "1.2 Are backups kept for at least thirty (30) days?"},
	{Text: "Are patches applied in 14 business days or less?"},
	{Text: "Is access reviewed twice a year?"},
	{Text: "Is support staffed 24 hours a day, 7 days a week?"},
	{Text: "Are keys 2048 bits or longer?"},
	{Text: "Are prohibited protocols such as telnet disabled?"},
	{Text: "Do you have a policy that prohibits shared accounts?"},
	{Text: "Are shared accounts prohibited?"},
	{Text: "Are passwords never stored in plaintext?"},
	{Text: "Can data be deleted without our consent?"},
	{Text: "Is the solution accessible to screen readers?", Section: "IT Accessibility"},
	{Text: "Encryption at rest"},
	{Text: "Logs shall be retained for at least 12 months.", Section: "Logging"},
	{Text: "Are all of the controls you selected above tested?"},
	{Text: "—"},
	{Text: ""},
	{Text: "Größe der Firma?"},
	{Text: "Ｄｏ ｙｏｕ ｅｎｃｒｙｐｔ?"},
}

func TestVectors(t *testing.T) {
	m := New(topic.Builtin(), "Fleet")
	data, err := os.ReadFile("testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	questions := around
	for line := range strings.Lines(string(data)) {
		var q struct{ Question, Section, Previous string }
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		questions = append(questions, Question{Text: q.Question, Section: q.Section, Previous: q.Previous})
	}
	var out bytes.Buffer
	out.WriteString("[\n")
	for i, q := range questions {
		if i > 0 {
			out.WriteString(",\n")
		}
		enc, err := json.Marshal(m.vector(q))
		if err != nil {
			t.Fatal(err)
		}
		out.Write(enc)
	}
	out.WriteString("\n]\n")
	const name = "testdata/vectors.json"
	if *update {
		if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, out.Bytes()) {
		t.Errorf("%s does not hold what the matcher says; go test -update writes it", name)
	}
}

func (m *Matcher) vector(q Question) vector {
	r := m.Read(q)
	v := vector{
		Question: q.Text, Section: q.Section, Previous: q.Previous, Stems: m.stems(m.strip(q.Text)), Candidates: []ranked{},
		Margin: thousandths(r.Margin), Intent: r.Intent, Polarity: r.Polarity, Parts: r.Parts, Abstain: r.Abstain,
	}
	for _, c := range r.Candidates[:min(5, len(r.Candidates))] {
		v.Candidates = append(v.Candidates, ranked{c.Topic, thousandths(c.Score)})
	}
	for _, t := range r.Thresholds {
		v.Thresholds = append(v.Thresholds, threshold(t))
	}
	return v
}

// TestTables holds the tables to being whole: they survive JSON, and lists are
// never null where a reader expects one.
func TestTables(t *testing.T) {
	m := New(topic.Builtin(), "Fleet")
	one, err := json.Marshal(m.Tables())
	if err != nil {
		t.Fatal(err)
	}
	two, err := json.Marshal(New(topic.Builtin(), "Fleet").Tables())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("two matchers of the same topics have different tables")
	}
	tables := m.Tables()
	if len(tables.Topics) != len(topic.Builtin()) || len(tables.Outside) < 10 || len(tables.Weights) < 500 || len(tables.Own) != 1 {
		t.Errorf("%d topics, %d subjects, %d weights, own names %q", len(tables.Topics), len(tables.Outside), len(tables.Weights), tables.Own)
	}
}
