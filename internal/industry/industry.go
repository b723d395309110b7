// Package industry knows the questionnaires that an industry has agreed on: how
// many questions each has and what its ids look like, and the text of the one
// that may be shipped, the Minimum Viable Secure Product.
//
// What is known is data: questionnaires.yaml, mvsp.yaml. The package answers no
// question, and holds no text of the others: those are read in the user's own copy.
package industry

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// Questionnaire is a questionnaire that an industry has agreed on, in one
// version: ids differ between versions.
type Questionnaire struct {
	ID        string `json:"id"`                  // name and version: caiq-4.0
	Title     string `json:"title"`               // for people, with the version
	Publisher string `json:"publisher,omitempty"` // "" where it is not known
	URL       string `json:"url,omitempty"`       // of its home, ""
	Questions int    `json:"questions,omitempty"` // how many it has; 0: not known
	IDs       string `json:"ids,omitempty"`       // what an id looks like, an expression for the whole of it; "": not known
	// Files are the fingerprints of the headings of its workbooks, as package
	// questionnaire makes them; nil where none was seen.
	Files []string `json:"files,omitempty"`
}

// MVSP is the id of the questionnaire whose controls are known by their text.
const MVSP = "mvsp-3.0"

// Control is a control of the Minimum Viable Secure Product: what a product must
// have or do.
type Control struct {
	ID      string   `json:"id"`      // 2.8
	Section string   `json:"section"` // of the questionnaire that it stands in
	Title   string   `json:"title"`
	Own     bool     `json:"own,omitempty"`    // worded by us, as upstream holds the text of another control
	Lead    string   `json:"lead,omitempty"`   // "" where the points say all
	Points  []string `json:"points,omitempty"` // what it asks for one by one, or nil
	Tail    string   `json:"tail,omitempty"`   // what is said behind the points, or ""
}

// Text is all that a control asks for, a line each.
func (c *Control) Text() string {
	var lines []string
	if c.Lead != "" {
		lines = append(lines, c.Lead)
	}
	for _, p := range c.Points {
		lines = append(lines, "- "+p)
	}
	if c.Tail != "" {
		lines = append(lines, c.Tail)
	}
	return strings.Join(lines, "\n")
}

//go:embed questionnaires.yaml
var questionnairesFile []byte

//go:embed mvsp.yaml
var mvspFile []byte

// Questionnaires are those that are known, in the order of the file.
var Questionnaires = sync.OnceValue(func() []*Questionnaire {
	var file struct {
		Questionnaires []*Questionnaire `json:"questionnaires"`
	}
	read("questionnaires.yaml", questionnairesFile, &file)
	return file.Questionnaires
})

// Controls are the controls of the Minimum Viable Secure Product, in its order.
var Controls = sync.OnceValue(func() []*Control {
	var file struct {
		Controls []*Control `json:"controls"`
	}
	read("mvsp.yaml", mvspFile, &file)
	return file.Controls
})

// read decodes a file that is a part of the program.
func read(name string, data []byte, into any) {
	node, list := decode.YAML(source.NewFile(name, data), decode.Config)
	if node != nil {
		list.Add(decode.Into(node, into)...)
	}
	if len(list) > 0 {
		panic("industry: " + name + ": " + list[0].Message)
	}
}

// Find returns the questionnaire of an id. One that is not known is returned too,
// by its id alone.
func Find(id string) *Questionnaire {
	for _, q := range Questionnaires() {
		if q.ID == id {
			return q
		}
	}
	return &Questionnaire{ID: id, Title: id}
}

// OfFile returns the id of the questionnaire whose workbook has headings of a
// fingerprint, or "".
func OfFile(fingerprint string) string {
	for _, q := range Questionnaires() {
		if slices.Contains(q.Files, fingerprint) {
			return q.ID
		}
	}
	return ""
}

// Fault says why a question cannot be one of a questionnaire, by the form of its
// id, or "". Nothing is wrong with a questionnaire that is not known.
func Fault(questionnaire, id string) string {
	q := Find(questionnaire)
	if q.IDs == "" || regexp.MustCompile("^(?:"+q.IDs+")$").MatchString(id) {
		return ""
	}
	return fmt.Sprintf("%s has no question %q", q.ID, id)
}
