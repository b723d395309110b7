package topic

import (
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

// Addition is a topic that a site adds, or words that it adds to one.
type Addition struct {
	ID      source.Text   `json:"id" jsonschema:"small letters, digits and hyphens; the id of a topic that Candor knows adds words to it"`
	About   string        `json:"about,omitempty" jsonschema:"what it is about, in a few words; required for a topic of the site"`
	Strong  []source.Text `json:"strong,omitempty" jsonschema:"phrases that name the topic almost by themselves"`
	Words   []source.Text `json:"words,omitempty" jsonschema:"words that speak for it"`
	Against []source.Text `json:"against,omitempty" jsonschema:"words that speak for another topic although other words are there"`
}

// Additions is the file in which a site adds topics.
type Additions struct {
	Topics []Addition `json:"topics" jsonschema:"topics of questionnaires, and words of topics"`
}

// name is what names a topic.
var name = onuse.Regexp(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Extend lays the additions of a site over topics, which stay as they are: new
// topics come last, in the order of the file. It returns nil where the file
// cannot be read at all.
func Extend(topics []*Topic, f *source.File) ([]*Topic, diag.List) {
	node, list := decode.YAML(f, decode.Config)
	if node == nil {
		return nil, list
	}
	var file Additions
	list.Add(decode.Into(node, &file)...)
	out := slices.Clone(topics)
	seen := map[string]source.Span{}
	for _, a := range file.Topics {
		if a.ID.Value == "" {
			continue // reported as missing
		}
		if first, ok := seen[a.ID.Value]; ok {
			list.Add(diag.Errorf(diag.TopicDuplicate, a.ID.Span, "the topic %s is defined twice", a.ID.Value).Also(first, "first here").
				Hinted("put the words of both into one entry"))
			continue
		}
		seen[a.ID.Value] = a.ID.Span
		if !name.MatchString(a.ID.Value) {
			list.Add(diag.Errorf(diag.ValueInvalid, a.ID.Span, "the topic id %q is not small letters, digits and hyphens", a.ID.Value))
		}
		i := slices.IndexFunc(out, func(t *Topic) bool { return t.ID == a.ID.Value })
		list.Add(a.check(i >= 0)...)
		if i < 0 {
			out = append(out, &Topic{ID: a.ID.Value, About: a.About, Strong: a.Strong, Words: a.Words, Against: a.Against})
			continue
		}
		t := *out[i]
		if a.About != "" {
			t.About = a.About
		}
		t.Strong = slices.Concat(t.Strong, a.Strong)
		t.Words = slices.Concat(t.Words, a.Words)
		t.Against = slices.Concat(t.Against, a.Against)
		out[i] = &t
	}
	return out, list
}

// check reports an addition that adds nothing, and a topic that nothing finds.
func (a *Addition) check(known bool) diag.List {
	var list diag.List
	if !known && a.About == "" {
		list.Add(diag.Errorf(diag.KeyMissing, a.ID.Span, "the topic %s does not say what it is about", a.ID.Value).Hinted(`add the key "about"`))
	}
	switch n := len(a.Strong) + len(a.Words); {
	case n == 0 && !known:
		list.Add(diag.Errorf(diag.KeyMissing, a.ID.Span, "no word leads to the topic %s", a.ID.Value).Hinted(`add phrases under "strong" and words under "words"`))
	case n+len(a.Against) == 0 && a.About == "":
		list.Add(diag.Errorf(diag.ValueInvalid, a.ID.Span, "nothing is added to the topic %s", a.ID.Value).Hinted("remove the entry, or add words"))
	}
	for _, phrases := range [][]source.Text{a.Strong, a.Words, a.Against} {
		for _, p := range phrases {
			if p.Value == "" {
				list.Add(diag.Errorf(diag.ValueInvalid, p.Span, "a phrase of the topic %s is blank", a.ID.Value))
			}
		}
	}
	return list
}
