package format

import (
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/trust"
)

// verdictSpec is a list of rules, of which the first that applies counts.
// Without one, the verdict is none: the tool does not judge.
type verdictSpec struct{ rules []verdictRule }

// verdictRule gives a verdict: a fixed one where its conditions hold, or the
// words of the tool translated.
type verdictRule struct {
	when  []condition
	is    trust.Verdict
	at    pointer
	words map[string]trust.Verdict
	of    value
}

// IsZero reports whether there are no rules.
func (v verdictSpec) IsZero() bool { return len(v.rules) == 0 }

// DecodeNode reads one rule, or a list of rules.
func (v *verdictSpec) DecodeNode(n *decode.Node) diag.List {
	var list diag.List
	items := []*decode.Node{n}
	if n.Kind == decode.List {
		items = n.Items
	}
	for _, item := range items {
		r, bad := decodeVerdict(item)
		list.Add(bad...)
		v.rules = append(v.rules, r)
	}
	return list
}

func decodeVerdict(n *decode.Node) (r verdictRule, list diag.List) {
	if n.Kind != decode.Map {
		return r, invalid(n, "expected a rule such as {when: [...], is: fail} or {at: /status, words: {OK: pass}}, found %s", n.Kind)
	}
	for _, f := range n.Fields {
		var bad diag.List
		switch f.Key {
		case "when":
			r.when, bad = decodeConditions(f.Value)
		case "is":
			r.is, bad = decodeWord(f.Value)
		case "at":
			bad = r.at.DecodeNode(f.Value)
		case "of":
			bad = r.of.DecodeNode(f.Value)
		case "words":
			r.words = make(map[string]trust.Verdict, len(f.Value.Fields))
			for _, w := range f.Value.Fields {
				word, wrong := decodeWord(w.Value)
				r.words[strings.ToLower(w.Key)] = word
				bad.Add(wrong...)
			}
		default:
			bad = unknownKey(f, "when", "is", "at", "of", "words")
		}
		list.Add(bad...)
	}
	if r.is == "" && len(r.words) == 0 && r.of.IsZero() && !list.HasErrors() {
		list.Add(invalid(n, "a verdict needs is, or at with words, or of")...)
	}
	return r, list
}

func decodeWord(n *decode.Node) (trust.Verdict, diag.List) {
	v := trust.Verdict(n.Scalar)
	if !slices.Contains(trust.Verdicts, v) {
		return "", invalid(n, "%q is not a verdict; expected one of %s", n.Scalar, verdictWords())
	}
	return v, nil
}

func verdictWords() string {
	words := make([]string, len(trust.Verdicts))
	for i, v := range trust.Verdicts {
		words[i] = string(v)
	}
	return strings.Join(words, ", ")
}

// severity orders verdicts from the worst to the one that says least.
var severity = []trust.Verdict{
	trust.VerdictError, trust.VerdictFail, trust.VerdictInconclusive, trust.VerdictWarn,
	trust.VerdictPass, trust.VerdictNA, trust.VerdictNone, "",
}

// Worse returns the worse of two verdicts: error, fail, inconclusive, warn,
// pass, not_applicable, none.
func Worse(a, b trust.Verdict) trust.Verdict {
	if slices.Index(severity, b) < slices.Index(severity, a) {
		return b
	}
	return a
}

func (v verdictSpec) eval(c *context) trust.Verdict {
	for i := range v.rules {
		r := &v.rules[i]
		if !c.hold(r.when) {
			continue
		}
		switch {
		case r.is != "":
			return r.is
		case !r.of.IsZero():
			if word := r.of.eval(c); word != nil {
				return c.word(trust.Verdict(plain.Text(word)), plain.Text(word))
			}
		default:
			if word := r.translate(c); word != "" {
				return word
			}
		}
	}
	return trust.VerdictNone
}

// translate returns the worst of the verdicts that the tool's words stand for,
// "" when there are none.
func (r *verdictRule) translate(c *context) trust.Verdict {
	worst := trust.Verdict("")
	c.values(r.at, func(v any) bool {
		if text := plain.Text(v); text != "" {
			worst = Worse(worst, c.word(r.words[strings.ToLower(text)], text))
		}
		return true
	})
	return worst
}

// word checks a verdict; words that the format does not know are never guessed.
func (c *context) word(v trust.Verdict, text string) trust.Verdict {
	if !slices.Contains(trust.Verdicts, v) {
		c.problem("verdict-word", "the verdict "+strconv.Quote(decode.Excerpt(text))+" is not known to format "+c.format)
		return trust.VerdictInconclusive
	}
	return v
}
