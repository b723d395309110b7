package topic

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

func TestExtend(t *testing.T) {
	base := Builtin()
	before := len(base[0].Words)
	got, list := Extend(base, source.NewFile("t.yaml", []byte("topics:\n  - {id: "+base[0].ID+", words: [gadget]}\n  - {id: own-topic, about: Ours, strong: [gizmo]}\n")))
	if len(list) > 0 || len(got) != len(base)+1 {
		t.Fatalf("%d topics, %v", len(got), list)
	}
	if len(got[0].Words) != before+1 || len(base[0].Words) != before || got[0].About != base[0].About {
		t.Errorf("words are added beside what is there: %d and %d, were %d", len(got[0].Words), len(base[0].Words), before)
	}
	if own := got[len(base)]; own.ID != "own-topic" || own.About != "Ours" {
		t.Errorf("own: %+v", own)
	}
}

func TestExtendMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"topics: [{id: own, strong: [a]}]":                       "t.yaml:1:15: error: the topic own does not say what it is about [key-missing]",
		"topics: [{id: own, about: A, against: [b]}]":            "t.yaml:1:15: error: no word leads to the topic own [key-missing]",
		"topics: [{id: backups}]":                                "t.yaml:1:15: error: nothing is added to the topic backups [value-invalid]",
		"topics: [{id: backups, words: ['']}]":                   "t.yaml:1:32: error: a phrase of the topic backups is blank [value-invalid]",
		"topics: [{id: Own_Topic, about: A, words: [w]}]":        `t.yaml:1:15: error: the topic id "Own_Topic" is not small letters, digits and hyphens [value-invalid]`,
		"topics: [{id: mfa, words: [a]}, {id: mfa, words: [b]}]": "t.yaml:1:38: error: the topic mfa is defined twice [topic-duplicate]",
		"topics: [{id: mfa, word: [a]}]":                         `has no key "word" [key-unknown]`,
		"topics: [{words: [a]}]":                                 `lacks the key "id" [key-missing]`,
	} {
		topics, list := Extend(Builtin(), source.NewFile("t.yaml", []byte(text)))
		if len(list) == 0 || !strings.Contains(list[0].Error(), want) || topics == nil {
			t.Errorf("%s\ngot  %v\nwant %s", text, list, want)
		}
	}
}
