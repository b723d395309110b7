package intake

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/claims"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// Lacking is what an inventory uses and the site does not declare.
type Lacking struct {
	Scope      map[string][]string `json:"scope"`      // axis to all its values, those that are declared too
	Events     []string            `json:"events"`     // names
	Kinds      []string            `json:"kinds"`      // ids
	Parameters map[string]string   `json:"parameters"` // name to type, "" where the inventory says none
	Frameworks []string            `json:"frameworks"` // ids that no file below controls/frameworks/ has
}

// lacking compares what an inventory uses with what a site declares.
func lacking(in *claims.Inventory, cfg *site.Config, catalog *trust.Catalog) Lacking {
	out := Lacking{Scope: map[string][]string{}, Events: []string{}, Kinds: []string{}, Parameters: map[string]string{}, Frameworks: []string{}}
	for axis, values := range in.Scope {
		all := slices.Clone(cfg.Scope[axis])
		for _, v := range values {
			if !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
		if len(all) > len(cfg.Scope[axis]) {
			out.Scope[axis] = all
		}
	}
	for _, event := range in.Events {
		if _, ok := cfg.Events[event]; !ok {
			out.Events = append(out.Events, event)
		}
	}
	for _, kind := range in.Kinds {
		if !slices.ContainsFunc(cfg.Kinds, func(k site.Kind) bool { return k.ID == kind }) {
			out.Kinds = append(out.Kinds, kind)
		}
	}
	for name, t := range in.Parameters {
		if _, ok := cfg.Vocabulary.TypeOf(name); !ok {
			out.Parameters[name] = t
		}
	}
	for _, id := range in.Frameworks {
		if !slices.ContainsFunc(catalog.Frameworks, func(f *trust.Framework) bool { return f.ID == id }) {
			out.Frameworks = append(out.Frameworks, id)
		}
	}
	return out
}

// Words says in short what candor.yaml lacks: "2 axes of scope, 1 event"; "" for
// nothing.
func (l Lacking) Words() string {
	var said []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			said = append(said, "1 "+one)
		case n > 1:
			said = append(said, fmt.Sprintf("%d %s", n, many))
		}
	}
	add(len(l.Scope), "axis of scope", "axes of scope")
	add(len(l.Events), "event", "events")
	add(len(l.Kinds), "kind", "kinds")
	add(len(l.Parameters), "parameter", "parameters")
	if len(said) == 0 {
		return ""
	}
	return parameter.Enumerate(said, "and")
}

// Paste writes what candor.yaml lacks as YAML to paste into it. What the
// inventory does not say stands in a comment.
func (l Lacking) Paste() string {
	var b strings.Builder
	section := func(n int, head string) bool {
		if n > 0 {
			b.WriteString(head + "\n")
		}
		return n > 0
	}
	if section(len(l.Scope), "scope: # all values of each axis, in place of those that are there") {
		for _, axis := range slices.Sorted(maps.Keys(l.Scope)) {
			fmt.Fprintf(&b, "  %s: %s\n", word(axis), list(l.Scope[axis]))
		}
	}
	if section(len(l.Events), "# Name the evidence that tells when each happened; until then, what waits for it is undated.\n# events:") {
		for _, event := range l.Events {
			fmt.Fprintf(&b, "#   %s: {evidence: ID}\n", event)
		}
	}
	if section(len(l.Kinds), "kinds:") {
		for _, kind := range l.Kinds {
			fmt.Fprintf(&b, "  - {id: %s, title: %s}\n", word(kind), word(strings.ReplaceAll(kind, "-", " ")))
		}
	}
	if section(len(l.Parameters), "parameters:") {
		for _, name := range slices.Sorted(maps.Keys(l.Parameters)) {
			if t := l.Parameters[name]; t != "" {
				fmt.Fprintf(&b, "  %s: %s\n", word(name), word(t))
				continue
			}
			fmt.Fprintf(&b, "  %s: text # or another type: the inventory says none\n", word(name))
		}
	}
	return b.String()
}

// list writes words as a list on one line.
func list(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = word(w)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// word writes text as YAML: plain where it is a name, else as a JSON string,
// which is a quoted scalar of YAML.
func word(text string) string {
	plain := strings.Trim(text, "abcdefghijklmnopqrstuvwxyz-_") == "" && !slices.Contains([]string{"", "true", "false", "null", "yes", "no", "on", "off", "y", "n", "-", "--", "---"}, text) && text[0] != '-'
	if plain {
		return text
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return `""` // text always encodes
	}
	return string(quoted)
}
