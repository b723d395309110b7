package fact

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/onuse"
)

// standards finds "ISO 27001", "PCI DSS v3.2", "SOC 2 Type II".
func standards(c *clues) []Fact {
	text := c.text
	var out []Fact
	for i, re := range standardPatterns() {
		if !c.hits.Has(c.signs.standards.from+i) || !strings.Contains(text, words().Standards[i].Key) {
			continue
		}
		for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
			f := Fact{From: m[0], To: m[1], Kind: Standard, Name: words().Standards[i].Name}
			for g, name := range re.SubexpNames() {
				if (name == "v" || name == "w") && m[2*g] >= 0 {
					f.Version = text[m[2*g]:m[2*g+1]]
				}
			}
			switch f.Version {
			case "1":
				f.Version = map[bool]string{true: "I", false: "1"}[strings.HasPrefix(f.Name, "SOC")]
			case "2":
				f.Version = map[bool]string{true: "II", false: "2"}[strings.HasPrefix(f.Name, "SOC")]
			}
			out = append(out, f)
		}
	}
	return out
}

var standardPatterns = sync.OnceValue(func() []*regexp.Regexp {
	var out []*regexp.Regexp
	for _, s := range words().Standards {
		out = append(out, regexp.MustCompile(`\b(?:`+s.Match+`)`+map[bool]string{true: `\b`}[!strings.HasSuffix(s.Match, `)?`)]))
	}
	return out
})

var (
	cipherFirst = pattern(func() string {
		return `\b(` + oneOf(words().Ciphers) + `)(?:[ -](?:` + oneOf(words().Modes) + `))?(?:(?: encryption)?[ -]?(?:with )?(\d{3,4})(?:[ -]?[Bb]its?)?)?(?:[ -]` + oneOf(words().Modes) + `)?(?:[ -]?RSA)?\b`
	})
	bitsFirst = pattern(func() string {
		return `\b(\d{3,4})[ -]?[Bb]its?(?: (` + oneOf(words().Ciphers) + `)(?:[ -]` + oneOf(words().Modes) + `)?\b| (?:symmetric |encryption |secret |private )?(?:keys?|encryption)\b)`
	})
	sizes = map[int]bool{112: true, 128: true, 160: true, 192: true, 224: true, 256: true, 384: true, 512: true, 521: true, 1024: true, 2048: true, 3072: true, 4096: true}
)

// ciphers finds "AES-256", "256 bit AES", "RSA 2048", "256-bit encryption",
// "bcrypt".
func ciphers(c *clues) []Fact {
	text := c.text
	if !containsAny(text, words().Ciphers) && !strings.Contains(text, "bit") {
		return nil
	}
	var out []Fact
	for _, m := range bitsFirst().FindAllStringSubmatchIndex(text, -1) {
		f := Fact{From: m[0], To: m[1], Kind: Cipher, Number: bits(text[m[2]:m[3]])}
		if m[4] >= 0 {
			f.Name = text[m[4]:m[5]]
		}
		if f.Number > 0 {
			out = append(out, f)
		}
	}
	for _, m := range cipherFirst().FindAllStringSubmatchIndex(text, -1) {
		f := Fact{From: m[0], To: m[1], Kind: Cipher, Name: text[m[2]:m[3]]}
		if m[4] >= 0 {
			if f.Number = bits(text[m[4]:m[5]]); f.Number == 0 {
				f.To = m[3]
			}
		}
		if f.Name == "SHA" && f.Number == 0 || f.Name == "DES" && f.Number == 0 {
			continue // a commit, or an article of French
		}
		out = append(out, f)
	}
	return out
}

// bits reads the size of a key, or 0 for what is none.
func bits(digits string) float64 {
	n, err := strconv.Atoi(digits)
	if err != nil || !sizes[n] {
		return 0
	}
	return float64(n)
}

var (
	protocol = pattern(func() string {
		return `\b(` + oneOf(words().Protocols) + `)(?: version |[ /-]?v?)(\d(?:\.\d)?)\b(\+?)`
	})
	further = onuse.Regexp(`^(?:,|/| and| or| &| \(or| \(and|, or|, and)[ ]?(?:v|version )?(\d\.\d)\b`)
)

// versions finds "TLS 1.2", "TLSv1.3", "HTTP/2", and the 1.3 of "TLS 1.2 or
// 1.3".
func versions(c *clues) []Fact {
	text := c.text
	if !containsAny(text, words().Protocols) {
		return nil
	}
	var out []Fact
	for _, m := range protocol().FindAllStringSubmatchIndex(text, -1) {
		f := Fact{From: m[0], To: m[5], Kind: Version, Name: text[m[2]:m[3]], Version: text[m[4]:m[5]]}
		out = append(out, f)
		for at := m[5]; ; {
			next := further.FindStringSubmatchIndex(text[at:])
			if next == nil {
				break
			}
			out = append(out, Fact{From: at + next[2], To: at + next[3], Kind: Version, Name: f.Name, Version: text[at+next[2] : at+next[3]]})
			at += next[3]
		}
	}
	return out
}

// products finds the names of scanners and clouds, written as they write
// themselves.
func products(c *clues) []Fact {
	text := c.text
	var out []Fact
	for i, p := range productNames() {
		if !c.hits.Has(c.signs.products.from + i) {
			continue
		}
		for from := 0; ; {
			at := strings.Index(text[from:], p.name)
			if at < 0 {
				break
			}
			at += from
			from = at + len(p.name)
			if at > 0 && isWord(text[at-1]) || from < len(text) && isWord(text[from]) {
				continue
			}
			name := p.name
			if other, ok := words().Aliases[name]; ok {
				name = other
			}
			out = append(out, Fact{From: at, To: from, Kind: Product, Group: p.group, Name: name})
		}
	}
	return out
}

type product struct{ name, group string }

// productNames returns the products, the longest names first.
var productNames = sync.OnceValue(func() []product {
	var out []product
	for _, group := range keys(words().Products) {
		for _, name := range words().Products[group] {
			out = append(out, product{name, group})
		}
	}
	slices.SortStableFunc(out, func(a, b product) int { return len(b.name) - len(a.name) })
	return out
})

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func containsAny(text string, list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(text, w) })
}
