package markup

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// commonmarkExceptions are the examples of CommonMark 0.31.2 that .md pages do
// not follow, by the reason.
var commonmarkExceptions = map[string][]int{
	"an HTML element is a container: what is inside it is Markdown, indented or not": {
		148, 149, 150, 155, 159, 160, 161, 162, 164, 166, 167, 169, 174, 184, 185, 186, 189, 190, 191,
	},
	"a comment is no block of HTML: the words behind it are Markdown":        {177},
	"a closing tag without an opening one is left out, and no block of HTML": {151, 165},
	"an element that is not allowed is shown as text":                        {163, 201, 491, 524, 536, 613, 614, 615, 617, 623},
	"an element that could run code is shown as text":                        {170, 171, 172, 173, 176, 178},
	"an attribute that is not allowed is left out":                           {616},
	"a tag that never ends is shown as text, not dropped":                    {156, 157, 158},
	"processing instructions, declarations and CDATA are shown as text":      {180, 181, 182, 627, 628, 629},
	"a link whose scheme is not allowed leaves its words":                    {598, 599, 601},
	"GFM: addresses without brackets are links":                              {608, 611, 612},
}

// TestCommonMark renders the examples of the specification, which come with
// goldmark, as .md pages and compares what they say.
func TestCommonMark(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(moduleDir(t, "github.com/yuin/goldmark"), "_test", "spec.json"))
	if err != nil {
		t.Skipf("the examples are not here: %v", err)
	}
	var examples []struct {
		Markdown, HTML, Section string
		Example                 int
	}
	if err := json.Unmarshal(data, &examples); err != nil || len(examples) < 600 {
		t.Fatalf("%d examples, %v", len(examples), err)
	}
	reasons := map[int]string{}
	for reason, numbers := range commonmarkExceptions {
		for _, n := range numbers {
			reasons[n] = reason
		}
	}
	passed := 0
	for _, e := range examples {
		want, got := canon(t, e.HTML), canon(t, plainHTML(e.Markdown))
		reason, excepted := reasons[e.Example]
		switch {
		case got == want && excepted:
			t.Errorf("example %d (%s) passes; remove it from the exceptions: %s", e.Example, e.Section, reason)
		case got == want:
			passed++
		case !excepted:
			t.Errorf("example %d (%s)\n%s\nexpected\n%sgot\n%s", e.Example, e.Section, e.Markdown, want, got)
		}
	}
	t.Logf("%d of %d examples pass, %d are exceptions", passed, len(examples), len(reasons))
}
