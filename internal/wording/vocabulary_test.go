package wording

import (
	"regexp"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// TestVocabulary compiles every expression of the vocabulary, as lints do when one
// may be found first: none is broken, and no word captures, as the words of a list
// are told apart by their groups.
func TestVocabulary(t *testing.T) {
	node, list := decode.YAML(source.NewFile("vocabulary.yaml", embedded), decode.Config)
	var file vocabularyFile
	list.Add(decode.Into(node, &file)...)
	if list.HasErrors() {
		t.Fatal(list)
	}
	n := 0
	one := func(text string, captures bool) {
		n++
		if re, err := regexp.Compile(text); err != nil {
			t.Error(err)
		} else if !captures && re.NumSubexp() > 0 {
			t.Errorf("%s captures", text)
		}
	}
	for _, g := range append(file.Vague, file.Undated...) {
		one(g.Unless, true)
		for _, w := range g.Words {
			one(w.Say, false)
			one(w.Near, true)
		}
	}
	for _, a := range file.Ambiguous {
		one(a.Word, true)
	}
	if n < 100 {
		t.Errorf("found %d expressions", n)
	}
}
