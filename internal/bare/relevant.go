package bare

import (
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/prose"
)

// relevant reports whether a fact that no control carries is one about the
// security of whoever publishes the page: by its kind, and by the words around
// it. What a manual tells its reader to do is none.
func relevant(f fact.Fact, p passage) bool {
	catalog := p.own != nil || p.only != nil
	if !catalog && f.Kind != fact.Cipher && exemplary.MatchString(strings.ToLower(p.Text[:f.From])) {
		return false
	}
	switch f.Kind {
	case fact.Cipher:
		return true
	case fact.Standard:
		return catalog || (f.Version != "" || startsAny(p.context, lexicon().conform) && !striving.MatchString(strings.ToLower(p.Text[:f.From]))) && !instructs(p.Sentence)
	case fact.Product:
		return catalog || adopted(f, p) && !instructs(p.Sentence)
	case fact.Version:
		if f.Name != "TLS" && f.Name != "SSL" && f.Name != "DTLS" && f.Name != "SSH" && !adopted(f, p) {
			return false
		}
		return catalog || !instructs(p.Sentence)
	case fact.Duration:
		if f.Period.Approx() < 1e9 || takes.MatchString(strings.ToLower(p.Text[:f.From])) {
			return false // a measurement, or how long a reader waits
		}
	case fact.Frequency:
		if f.Schedule.Basis != period.Every && (p.own != nil || p.Kind == prose.Heading) {
			return false // names what happens then, not how often
		}
	}
	if !catalog && instructs(p.Sentence) || assigned.MatchString(p.Text[:f.From]) {
		return false
	}
	text := p.Text
	if p.Kind != prose.Paragraph {
		text = p.context
	}
	return startsAny(strings.ReplaceAll(text, p.Text[f.From:f.To], " "), lexicon().context)
}

var (
	takes    = onuse.Regexp(`\b(?:takes?|wait|waits|waiting|allow|last|first|next)(?: for| about| around| up to| the| only| just| at least)*(?: \d+ ?(?:-|–|to))? ?$`)
	assigned = onuse.Regexp(`(?:=|"\s*:)\s*["']?$`)
)

// adopted reports whether the words before a name say that it is in use, rather
// than speak of it. A word with a capital behind it makes another name of it:
// Google Cloud Run, Azure AD.
func adopted(f fact.Fact, p passage) bool {
	if p.Kind == prose.Cell {
		return f.From == 0 && f.Group == "scanner" && startsAny(p.row, scanning)
	}
	return adopts.MatchString(strings.ToLower(p.Text[:f.From])) && !another.MatchString(p.Text[f.To:])
}

var (
	adopts = onuse.Regexp(`(?:hosted|deployed|scanned|tested|checked|analy[sz]ed|monitored|stored|runs?|running|kept|backed up|replicated|provided|built|operates?|operated|transmitted|sent|served|resides?|located|approach|endpoints|infrastructure|systems?|data)` +
		` (?:[\w'’-]+ ){0,4}(?:in|on|with|by|using|through|across|inside|over|via) (?:[\w'’(-]+ ){0,4}$|(?:using|uses|leverag\w+|utili[sz]\w+|we use|rely on|relies on|supports?) (?:[\w'’-]+,? ){0,5}$`)
	another   = onuse.Regexp(`^(?: [A-Z]|['’]s)`)
	exemplary = onuse.Regexp(`\b(?:e\.g\.|such as|for example|for instance)[^.;]*$`)
	striving  = onuse.Regexp(`\bto (?:comply|conform|meet|achieve|satisfy|prepare|support)\b[^.;]*$`)
	scanning  = []string{"scan", "vulnerab", "cve", "benchmark", "test", "sast", "dast", "analysis"}
)

// instructs reports whether a sentence tells its reader what to do or to see.
func instructs(s prose.Sentence) bool {
	list := wordsOf(s.Text)
	if len(list) == 0 || s.Kind == prose.Cell {
		return false
	}
	if s.Kind != prose.Heading && lexicon().imperative[list[0]] {
		return true
	}
	if _, after, ok := strings.Cut(s.Text, ": "); ok {
		if rest := wordsOf(after); len(rest) > 0 && lexicon().imperative[rest[0]] {
			return true
		}
	}
	if len(list) > 1 && conditional[list[0]] && (strings.HasSuffix(list[1], "ing") || list[1] == "you") {
		return true
	}
	for i, w := range list {
		if w == "you" && i+1 < len(list) && (lexicon().imperative[list[i+1]] || reader[list[i+1]]) {
			return true
		}
	}
	return false
}

// conditional are words with which an instruction begins: "before configuring".
var conditional = map[string]bool{"if": true, "when": true, "before": true, "after": true, "once": true, "while": true, "by": true, "to": true}

// reader are words behind "you" by which a sentence turns to its reader.
var reader = map[string]bool{"can": true, "should": true, "will": true, "must": true, "need": true, "want": true, "may": true, "have": true, "are": true, "might": true}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '-' })
}
