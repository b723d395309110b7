package match

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// term is one word of a question: its stem, and the word as it stands there.
type term struct {
	stem, word string
}

// weightless words say nothing of a topic. Words such as "how" and "not" are
// read elsewhere, for what is asked.
var weightless = set(`a an the of to in on at by for from with and or is are was were be been being do does did done has have had having
 can could may might shall should will would must your you our us we it its their they them this that these those there any all each every such
 as if so than then into over under per via about e.g i.e etc please describe provide list explain select following apply whether which what
 who whom whose also other more most some only both either used use using within organization organisation organization's company companies
 institution institution's solution service services product products system's application's documented implemented formal formally currently ensure ensures
 place process processes procedure procedures properly appropriate regularly how when where why no not yes`)

// set makes a set of words.
func set(words string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// terms splits text into words that carry weight, as stems.
func terms(text string) []term {
	var out []term
	for _, w := range words(text) {
		if !weightless[w] {
			out = append(out, term{stem(w), w})
		}
	}
	return out
}

// words splits text at what is neither letter nor digit. A hyphen parts words;
// dots inside of words stay, as in "security.txt" and "e.g".
func words(text string) []string {
	text = strings.ToLower(strings.NewReplacer("’", "'", "‑", "-", "–", "-").Replace(text))
	fields := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '\'' })
	out := fields[:0]
	for _, w := range fields {
		if w = strings.Trim(strings.TrimSuffix(w, "'s"), ".'"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// same are words that mean the same, each written as the first.
var same = map[string]string{
	"centre": "center", "centres": "center", "centers": "center", "organisational": "organizational", "authorised": "authorized", "unauthorised": "unauthorized", "prioritised": "prioritized",
	"sanitisation": "sanitization", "synchronised": "synchronized", "categorised": "categorized", "licence": "license", "multitenant": "multitenancy", "tenancy": "tenant",
	"offsite": "off", "pentest": "penetration", "pentests": "penetration", "pentesting": "penetration", "subprocessors": "subprocessor", "365": "24x7", "247": "24x7",
	"backups": "backup", "datacenter": "center", "datacenters": "center", "data-center": "center", "cyber": "cybersecurity", "third-party": "third",
	"csirt": "csirt", "2fa": "mfa", "twofactor": "mfa", "staff": "employee", "personnel": "employee", "employees": "employee", "workers": "employee", "clients": "customer", "client": "customer", "customers": "customer",
	"examined": "review", "pci-dss": "pci", "suppliers": "supplier", "yearly": "annually", "annual": "annually", "firewalls": "firewall", "libraries": "library",
}

// stem reduces a word to what its forms share (the English Snowball stemmer).
func stem(word string) string {
	if to, ok := same[word]; ok {
		word = to
	}
	return english.Stem(word, false)
}
