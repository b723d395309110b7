// Package topic is the vocabulary of security questionnaires: fifty subjects
// that questions are about, each with the words and phrases that such questions
// are asked in.
//
// The words are data. The package reads them and finds nothing by itself.
package topic

import (
	_ "embed"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Topic is one subject of questions.
type Topic struct {
	ID    string `json:"id"`
	About string `json:"about"` // in a few words, for people
	// Strong phrases name the topic almost by themselves, Words speak for it, and
	// Against speak for another one although other words are there.
	Strong  []source.Text `json:"strong"`
	Words   []source.Text `json:"words"`
	Against []source.Text `json:"against,omitempty"`
}

//go:embed topics.yaml
var builtin []byte

// Builtin returns the topics that every site has, in the order of the
// vocabulary.
func Builtin() []*Topic {
	topics, list := Read(source.NewFile("topics.yaml", builtin))
	if len(list) > 0 {
		panic("topic: " + list[0].Message) // the file is a part of the program
	}
	return topics
}

// Read reads a file of topics.
func Read(f *source.File) ([]*Topic, diag.List) {
	var file struct {
		Topics []*Topic `json:"topics"`
	}
	node, list := decode.YAML(f, decode.Config)
	if node != nil {
		list.Add(decode.Into(node, &file)...)
	}
	return file.Topics, list
}
