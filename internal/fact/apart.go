package fact

import "slices"

// Apart finds a kind of which two texts both name values, and none the same: one
// keeps logs for 90 days, the other for a year. The values are as they are written
// there. It returns "" where there is none.
func Apart(one, other string) (kind Kind, its, others []string) {
	a, b := Find(one), Find(other)
	for _, kind := range []Kind{Duration, Frequency, Percentage, Version, Cipher} {
		mine, yours := values(a, kind), values(b, kind)
		if len(mine) > 0 && len(yours) > 0 && !slices.ContainsFunc(mine, func(v Fact) bool { return slices.ContainsFunc(yours, v.equals) }) {
			return kind, written(one, mine), written(other, yours)
		}
	}
	return "", nil, nil
}

func (f Fact) equals(other Fact) bool { return f.Value() == other.Value() }

// values returns the facts of a kind, each value once.
func values(facts []Fact, kind Kind) []Fact {
	var out []Fact
	for _, f := range facts {
		if f.Kind == kind && !f.Loose && !slices.ContainsFunc(out, f.equals) {
			out = append(out, f)
		}
	}
	return out
}

// written returns facts as they stand in a text.
func written(text string, facts []Fact) []string {
	var out []string
	for _, f := range facts {
		out = append(out, text[f.From:f.To])
	}
	return out
}
