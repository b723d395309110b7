// Package fact finds what can be checked in a sentence of plain text: ciphers
// and key sizes, versions of protocols, durations, frequencies, percentages,
// counts, ports, standards, and the names of scanners and clouds. Each comes
// with its place and a value that does not depend on how it was written: "eight
// hours" is PT8H, "256 bit AES" is AES-256.
//
// Its words stand in vocabulary.json. It knows no control and no page, and
// never says whether a fact is true.
package fact

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/prefilter"
)

// Kind is the kind of a fact.
type Kind string

// The kinds.
const (
	Cipher     Kind = "cipher"     // with Number as bits of its key, where stated
	Version    Kind = "version"    // of a protocol
	Duration   Kind = "duration"   // also how long data is kept
	Frequency  Kind = "frequency"  // periodic, for each event, or continuous
	Percentage Kind = "percentage" // in Number
	Count      Kind = "count"      // of a noun
	Port       Kind = "port"       // in Number
	Standard   Kind = "standard"   // with its version, where stated
	Product    Kind = "product"    // a scanner or a cloud
)

// Fact is one fact, at the bytes [From, To) of the text.
type Fact struct {
	From, To int
	Kind     Kind
	Name     string           // of a cipher, protocol, standard or product; the noun of a count; scanner or cloud is Group
	Group    string           // of a product: scanner or cloud
	Number   float64          // bits, percent, how many, or the port; 0 for a cipher without bits
	Version  string           // of a protocol or a standard; "" where none is stated
	Period   period.Period    // of a duration, or of a periodic frequency
	Schedule *period.Schedule // of a frequency
	Loose    bool             // one end of a range, or counted in business days: no equal of a plain value
}

// Value returns the value in one form: "P90D", "per-release", "99.9%",
// "3 region", "443", "TLS 1.2", "AES-256", "PCI DSS 3.2", "Trivy".
func (f Fact) Value() string {
	number := strconv.FormatFloat(f.Number, 'f', -1, 64)
	switch f.Kind {
	case Cipher:
		switch {
		case f.Number == 0:
			return f.Name
		case f.Name == "":
			return number + " bits"
		}
		return f.Name + "-" + number
	case Duration:
		return f.Period.String()
	case Frequency:
		return f.Schedule.String()
	case Percentage:
		return number + "%"
	case Count:
		return number + " " + f.Name
	case Port:
		return number
	}
	return strings.TrimSpace(f.Name + " " + f.Version)
}

// finder looks for the facts of one kind or two.
type finder struct {
	find func(c *clues) []Fact
	may  func(c clues) bool // whether a text can hold such facts at all
}

// finders are all of them. Where two facts share text, the one of the earlier
// finder counts.
var finders = []finder{
	{standards, clues.standard},
	{ciphers, clues.cipher},
	{versions, clues.version},
	{ports, clues.port},
	{frequencies, clues.frequency},
	{percentages, clues.percent},
	{durations, clues.duration},
	{counts, clues.count},
	{products, clues.product},
}

// Find returns the facts of a text in reading order. No two of them overlap.
func Find(text string) []Fact {
	low := lowered(text)
	return In(text, low, theSigns().may.Which(low, nil))
}

// In returns the facts of a text of which ASCII letters in lower case are low, by
// what Filter says of those.
func In(text, low string, hits prefilter.Hits) []Fact { return find(text, low, hits, finders) }

// Filter finds what may hold a fact that has no digit.
func Filter() *prefilter.Filter { return theSigns().may }

// Names returns the standards and the products of a text in reading order.
func Names(text string) []Fact {
	low := lowered(text)
	return find(text, low, theSigns().may.Which(low, nil), []finder{{standards, clues.standard}, {products, clues.product}})
}

func find(text, low string, hits prefilter.Hits, list []finder) []Fact {
	digit := firstDigit(low)
	if len(hits) == 0 && digit < 0 {
		return nil
	}
	c := clues{text, low, digit, hits, theSigns()}
	var out []Fact
	for _, one := range list {
		if !one.may(c) {
			continue
		}
		found := c
		for _, f := range one.find(&found) {
			if !slices.ContainsFunc(out, func(g Fact) bool { return f.From < g.To && g.From < f.To }) {
				out = append(out, f)
			}
		}
	}
	slices.SortFunc(out, func(a, b Fact) int { return cmp.Compare(a.From, b.From) })
	return out
}

// firstDigit returns where the first digit of a text stands, or -1. Eight bytes are
// seen at a time.
func firstDigit(text string) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(text); i += 8 {
		from := text[i : i+8]
		w := uint64(from[0]) | uint64(from[1])<<8 | uint64(from[2])<<16 | uint64(from[3])<<24 | uint64(from[4])<<32 | uint64(from[5])<<40 | uint64(from[6])<<48 | uint64(from[7])<<56
		w ^= '0' * ones // digits are below ten now
		if ((w&^highs+(0x80-10)*ones)|w)&highs != highs {
			break
		}
	}
	for ; i < len(text); i++ {
		if c := text[i]; c >= '0' && c <= '9' {
			return i
		}
	}
	return -1
}

// lowered returns the text with ASCII letters in lower case: every byte stays
// where it is.
func lowered(text string) string {
	b := []byte(text)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
