package spelling

import (
	"regexp"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/prefilter"
	"github.com/candor-site/candor/internal/site"
)

// Table holds the spellings that the pages of a site have: a page counts them by
// their numbers, so that what it says need not be kept. It only grows, and is
// safe for concurrent use.
type Table struct {
	mu     sync.RWMutex
	of     [kinds]map[string]int // numbers, by kind and text
	forms  []form
	recent [recents]atomic.Int32 // words as they were met last: the number of one, from 1
	groups map[string]int        // numbers of groups, by what their spellings have in common
	common []common

	own     []site.Spelling // of the site, which are always reported
	aliases []alias
	may     *prefilter.Filter // of their spellings
}

// kind says as what a text was met.
type kind int

const (
	word    kind = iota // that may be a name, or a spelling of one
	tied                // a word that counts as no spelling, and may stand in a pair
	acronym             // with its number, or two of them
	cell                // of a table
	kinds
)

// form is one spelling.
type form struct {
	text   string
	kind   kind
	group  int
	name   bool // it is that of a name, and not of a common word
	low    bool // a word in small letters alone
	humped bool // a word as programs have them
	counts bool // a word that may be a spelling of a name
}

// recents is how many words are found without a look into the table.
const recents = 1 << 12

// common is what spellings have in common.
type common struct {
	key   string
	forms int // how many they are, without tied words
}

// NewTable returns the table of a site that lists these spellings.
func NewTable(own []site.Spelling) *Table {
	t := &Table{groups: map[string]int{}, own: own}
	for i := range t.of {
		t.of[i] = map[string]int{}
	}
	var literals []string
	for _, list := range [][]site.Spelling{own, known()} {
		for _, s := range list {
			a := longestFirst(s)
			t.aliases = append(t.aliases, a)
			for _, text := range a.texts {
				literals = append(literals, regexp.QuoteMeta(text))
			}
		}
	}
	t.may = prefilter.New(literals...)
	return t
}

var (
	// coined finds a name by its capitals: SaaS, IOpipe, DataDog.
	coined = onuse.Regexp(`^[A-Z][A-Za-z]*[a-z][A-Za-z]*[A-Z]|^[A-Z]{2,}[a-z]{2,}`)
	// humps finds a name of a program's text, which two words are not: linkTitle,
	// ApiKey.
	humps = onuse.Regexp(`[a-z][A-Z]`)
)

// Filter finds what may hold a spelling of the list.
func (t *Table) Filter() *prefilter.Filter { return t.may }

// Forms returns how many spellings the table holds.
func (t *Table) Forms() int { return len(t.forms) }

// add returns the number of a text that is new to whoever asks.
func (t *Table) add(k kind, text string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n, ok := t.of[k][text]; ok {
		return n
	}
	f, key := formOf(k, strings.Clone(text)) // which is a piece of a page
	f.group = t.groupOf(key)
	if k != tied {
		t.common[f.group].forms++
	}
	n := len(t.forms)
	t.forms = append(t.forms, f)
	t.of[k][f.text] = n
	return n
}

func (t *Table) groupOf(key string) int {
	n, ok := t.groups[key]
	if !ok {
		n = len(t.common)
		t.groups[key] = n
		t.common = append(t.common, common{key: key})
	}
	return n
}

// formOf returns what can be said of a text wherever it stands, and what it has
// in common with its other spellings.
func formOf(k kind, text string) (f form, key string) {
	f = form{text: text, kind: k, name: true}
	switch k {
	case acronym:
		return f, "acronym " + fold(text)
	case cell:
		return f, "cell " + strings.ToLower(text)
	}
	f.name, f.low, f.humped = coined.MatchString(text), lowerOnly(text), humps.MatchString(text)
	// With a number it is an acronym, and linkTitle is no name of prose.
	f.counts = !strings.ContainsAny(text, digits) && (f.low || !lowerOnly(text[:1]))
	return f, fold(text)
}

const digits = "0123456789"

func lowerOnly(text string) bool { return text == strings.ToLower(text) }

// fold returns what the spellings of one name have in common.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == ' ' || r == '-' || r == '_':
			return -1
		}
		return r
	}, text)
}
