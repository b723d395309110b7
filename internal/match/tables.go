package match

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/source"
)

//go:embed cues.yaml
var cuesYAML []byte

//go:embed outside.yaml
var outsideYAML []byte

// Cues are the words that tell what a question asks for, as cues.yaml lists
// them. Patterns are written as that file says; lists of words are parted by
// spaces.
type Cues struct {
	Weightless  string              `json:"weightless"`
	Same        map[string]string   `json:"same"`
	Intents     []IntentCue         `json:"intents"`
	Statements  []string            `json:"statements"`
	Negative    []string            `json:"negative"`
	Positive    string              `json:"positive"`
	Guards      []string            `json:"guards"`
	Unclear     []string            `json:"unclear"`
	Shortened   string              `json:"shortened"`
	Openers     string              `json:"openers"`
	Pronouns    string              `json:"pronouns"`
	Counted     string              `json:"counted"`
	Figures     string              `json:"figures"`
	Bounds      map[string][]string `json:"bounds"`
	Windows     []string            `json:"windows"`
	Commitments []string            `json:"commitments"`
	Laws        string              `json:"laws"`
	Names       []string            `json:"names"`
	Forms       FormCue             `json:"forms"`
	Back        []string            `json:"back"`
	FollowUps   []string            `json:"follow_ups"`
	Foreign     string              `json:"foreign"`
}

// IntentCue says which clauses have an intent.
type IntentCue struct {
	Intent   Intent   `json:"intent"`
	Patterns []string `json:"patterns"`
}

// FormCue says which rows are fields of a form: how they end, and how they
// begin.
type FormCue struct {
	Last     string   `json:"last"`
	Patterns []string `json:"patterns"`
}

// Subject is something that questionnaires ask and that is no topic.
type Subject struct {
	ID    string        `json:"id"`
	About string        `json:"about"`
	Heavy bool          `json:"heavy,omitempty"` // its words count wherever they stand, whatever else is asked
	Words []source.Text `json:"words"`
}

// files are the embedded tables as they are written.
type files struct {
	cues     Cues
	subjects []*Subject
}

// embedded returns them. It panics where a file that was built in is damaged,
// which no input can cause.
var embedded = sync.OnceValue(func() *files {
	var outside struct {
		Subjects []*Subject `json:"subjects"`
	}
	f := &files{}
	read("cues.yaml", cuesYAML, &f.cues)
	read("outside.yaml", outsideYAML, &outside)
	f.subjects = outside.Subjects
	return f
})

func read(name string, data []byte, to interface{}) {
	node, list := decode.YAML(source.NewFile(name, data), decode.Config)
	if node != nil {
		list.Add(decode.Into(node, to)...)
	}
	if len(list) > 0 {
		panic("match: " + name + ": " + list[0].Message)
	}
}

// tables are the cues, prepared.
type tables struct {
	weightless, statements, positive, laws, last, foreignWords                 map[string]bool
	shortened, openers, pronouns, counted, figures                             map[string]bool
	same                                                                       map[string]string
	intents                                                                    []intentCue
	negative, guards, unclear, windows, commitments, names, forms, back, after []pattern
	atLeast, atMost                                                            []pattern
	units, rhythms                                                             map[string]string
	numbers                                                                    map[string]int
}

type intentCue struct {
	intent   Intent
	patterns []pattern
}

var prepared = sync.OnceValue(func() *tables {
	c := &embedded().cues
	t := &tables{
		weightless: set(c.Weightless), statements: set(strings.Join(c.Statements, " ")), positive: set(c.Positive), laws: set(c.Laws), last: set(c.Forms.Last), foreignWords: set(c.Foreign),
		shortened: set(c.Shortened), openers: set(c.Openers), pronouns: set(c.Pronouns), counted: set(c.Counted), figures: set(c.Figures),
		same: c.Same, negative: patternsOf(c.Negative), guards: patternsOf(c.Guards), names: patternsOf(c.Names), unclear: patternsOf(c.Unclear), windows: patternsOf(c.Windows), commitments: patternsOf(c.Commitments),
		forms: patternsOf(c.Forms.Patterns), back: patternsOf(c.Back), after: patternsOf(c.FollowUps), atLeast: patternsOf(c.Bounds[string(AtLeast)]), atMost: patternsOf(c.Bounds[string(AtMost)]),
		units: fact.Units(), rhythms: fact.Rhythms(), numbers: fact.Numbers(),
	}
	for _, i := range c.Intents {
		t.intents = append(t.intents, intentCue{i.Intent, patternsOf(i.Patterns)})
	}
	return t
})

// set makes a set of words.
func set(words string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
