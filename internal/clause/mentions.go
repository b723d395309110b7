// Package clause reads expressions in CEL by their tokens alone, without parsing
// or checking them: which evidence they name, and what of them is left when the
// ids of evidence are taken out.
//
// It may say that it cannot tell, and then names more than is read. What is no
// expression it does not find out.
package clause

import "strings"

// Mentions finds the evidence whose body an expression reads, without compiling
// it: ev["trivy"] and ev.trivy name "trivy". An expression that reads evidence
// in any other way, such as ev[p.tool] or ev.all(...), is not exact: it may read
// anything that it has at hand, and the ids are all names and strings in it.
func Mentions(text string) (ids []string, exact bool) {
	exact = !strings.Contains(text, `"""`) && !strings.Contains(text, `'''`) // what stands in them is not told apart
	tokens := tokensOf(text)
	at := func(i int) string {
		if i < 0 || i >= len(tokens) {
			return ""
		}
		return tokens[i]
	}
	for i, token := range tokens {
		if token == "/" && at(i+1) == "/" {
			exact = false // a comment
		}
		if token != "ev" || at(i-1) == "." || at(i-1) == ".?" {
			continue
		}
		next, key, after := at(i+1), at(i+2), at(i+3)
		switch {
		case (next == "." || next == ".?") && key != "" && InName(key[0]) && after != "(":
			ids = append(ids, key)
		case (next == "[" || next == "[?") && isPlainString(key) && after == "]":
			ids = append(ids, key[1:len(key)-1])
		default:
			exact = false
		}
	}
	if exact {
		return ids, true
	}
	for _, token := range tokens {
		switch {
		case isPlainString(token):
			ids = append(ids, token[1:len(token)-1])
		case InName(token[0]):
			ids = append(ids, token)
		}
	}
	return ids, false
}

// tokensOf splits an expression into its tokens.
func tokensOf(text string) (tokens []string) {
	for at := 0; at < len(text); {
		from, to := TokenAt(text, at)
		if to <= at {
			break
		}
		tokens = append(tokens, text[from:to])
		at = to
	}
	return tokens
}

// isPlainString reports whether a token is a string without a prefix or escapes.
func isPlainString(token string) bool {
	return len(token) >= 2 && (token[0] == '"' || token[0] == '\'') && token[len(token)-1] == token[0] && !strings.Contains(token, `\`)
}
