package match

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kljensen/snowball/english"

	"github.com/candor-site/candor/internal/topic"
)

var updateStems = flag.Bool("update-stems", false, "write testdata/stems.txt anew")

// Roots and endings that lead through every step of the stemmer.
var (
	roots = strings.Fields(`encrypt control polic stud run occur plan agre at bl iz gener commun arsen relat hop fizz sens condit vigil digit feud decis form radic differ vile
 analog oper hope call electr good revis allow infer irrit replac gyroscop adjust defens defend adopt hom angular effect bowdler rat ceas abil fall say cr by us`)
	endings = strings.Fields(`' 's 's' s es ies ied us ss sses ed eed edly eedly ing ingly y ly li e er or ers ation ations ational ator ization izer ize alize ality alism al ally ance ancy ence ency
 able ably ible ibly ment ments ement ent ently ant ism iti ity ous ously ousness ive iveness ivity ion ions ic ical icate iciti ative ful fully fulness less lessly lessness ness ogy ogi logi ll`)
)

// TestStems holds the stems that the script of the portal is held to as well.
func TestStems(t *testing.T) {
	var list []string
	for _, r := range roots {
		list = append(list, r)
		for _, e := range endings {
			list = append(list, r+e)
		}
	}
	list = append(list, strings.Fields("skis skies dying lying tying idly gently ugly early only singly sky news howe atlas cosmos bias andes innings outing cannings herring earrings proceeds exceeded succeeding the yourselves "+
		"a is boy youth yyy sayable étude 2fa tls1.2 'quoted don’t ''' x' naïve größe")...)
	for _, x := range topic.Builtin() {
		for _, group := range [][]string{{x.ID, x.About}, phrases(x)} {
			for _, text := range group {
				list = append(list, words(text)...)
			}
		}
	}
	slices.Sort(list)
	var b strings.Builder
	for _, w := range slices.Compact(list) {
		b.WriteString(w + " " + english.Stem(w, false) + "\n")
	}
	const file = "testdata/stems.txt"
	if *updateStems {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != b.String() {
		t.Errorf("%s is not what the stemmer gives: go test -run TestStems -update-stems writes it", file)
	}
}

// phrases are all texts of the profile of a topic.
func phrases(x *topic.Topic) []string {
	var out []string
	for _, s := range slices.Concat(x.Strong, x.Words, x.Against) {
		out = append(out, s.Value)
	}
	return out
}
