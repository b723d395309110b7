package highlight

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// plainLanguages are names for code that has no colours. The lexer of jungle
// takes time that grows exponentially.
var plainLanguages = map[string]bool{
	"text": true, "txt": true, "plain": true, "plaintext": true, "none": true, "output": true, "console-output": true, "log": true, "logs": true,
	"math": true, "mermaid": true, "tree": true, "ascii": true, "raw": true, "stdout": true, "stderr": true, "regex": true, "regexp": true,
	"gitignore": true, "dockerignore": true, "codeowners": true, "asciidoc": true, "plantuml": true, "csp": true, "jungle": true,
}

// nearLanguages are names that no lexer has, with the lexer that reads the
// language or the nearest one.
var nearLanguages = map[string]string{
	"astro": "html", "cel": "javascript", "cli": "console", "common-lisp": "scheme", "commonlisp": "scheme", "conf": "ini", "config": "ini",
	"cl": "scheme", "curl": "bash", "cypher": "sql", "dotenv": "bash", "emacs": "scheme", "emacs-lisp": "scheme", "elisp": "scheme", "emacslisp": "scheme", "env": "bash",
	"erb": "html", "html+erb": "html", "html+ruby": "html", "rhtml": "html", "geojson": "json", "go-html-template": "go-text-template", "go-template": "go-text-template",
	"gohtml": "go-text-template", "gotemplate": "go-text-template", "gotmpl": "go-text-template", "helm": "yaml", "html+jinja": "jinja", "json5": "json",
	"jsonc": "json", "jsonl": "json", "k8s": "yaml", "kql": "sql", "kubernetes": "yaml", "kusto": "sql", "liquid": "jinja", "lisp": "scheme",
	"markdoc": "markdown", "mdx": "markdown", "ndjson": "json", "node": "javascript", "phtml": "php", "powershell-session": "powershell",
	"pycon": "python", "sentinel": "hcl", "shell-script": "bash", "shellscript": "bash", "sls": "yaml", "spicedb": "hcl", "svelte": "html",
	"terminal": "console", "tfvars": "hcl", "vtl": "html", "yaml+jinja": "yaml", "ansible": "yaml", "salt": "yaml",
}

// Known reports whether code in a language gets colours, or is known
// to have none.
func Known(lang string) bool { return plainLanguages[lang] || Coloured(lang) }

// Coloured reports whether code in a language gets colours.
func Coloured(lang string) bool {
	return quickLexers[lexerName(lang)] != nil || lexerOf(lang) != nil
}

// Languages returns the names that a language can be called by, sorted.
func Languages() []string {
	var all []string
	for _, name := range lexers.Names(true) {
		all = append(all, strings.ToLower(name))
	}
	for name := range plainLanguages {
		all = append(all, name)
	}
	for name := range nearLanguages {
		all = append(all, name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// lexerOf returns the lexer of a language, or nil.
func lexerOf(lang string) chroma.Lexer {
	if name := lexerName(lang); name != "" {
		return timeless().Get(name)
	}
	return nil
}

// lexerName returns the name of the lexer of a language, or "".
func lexerName(lang string) string {
	if lang == "" || plainLanguages[lang] {
		return ""
	}
	if near, ok := nearLanguages[lang]; ok {
		lang = near
	}
	return lexerNames()[strings.ToLower(lang)]
}

// lexerNames maps what a language may be called to the name of its lexer: names
// and aliases first, then extensions and names of files. chroma itself would try
// the patterns of all lexers for a name that it does not know, which takes
// milliseconds for each fence. It is made once and never changes.
var lexerNames = sync.OnceValue(func() map[string]string {
	all := slices.Clone(lexers.GlobalLexerRegistry.Lexers)
	slices.SortStableFunc(all, func(a, b chroma.Lexer) int {
		return cmp.Or(cmp.Compare(priority(b), priority(a)), cmp.Compare(a.Config().Name, b.Config().Name))
	})
	names := map[string]string{}
	add := func(key, name string) {
		if key = strings.ToLower(key); names[key] == "" {
			names[key] = name
		}
	}
	for _, l := range all {
		add(l.Config().Name, l.Config().Name)
	}
	for _, l := range all {
		for _, alias := range l.Config().Aliases {
			add(alias, l.Config().Name)
		}
	}
	for _, l := range all {
		for _, pattern := range l.Config().Filenames {
			add(strings.TrimPrefix(pattern, "*."), l.Config().Name)
		}
	}
	return names
})

// priority returns which of several lexers is taken for a name of files.
func priority(l chroma.Lexer) float32 {
	if p := l.Config().Priority; p != 0 {
		return p
	}
	return 1
}

// timeless returns the lexers of chroma without the limit of 250 ms that each
// match of a regular expression has there: what a machine that is busy or put
// to sleep does not finish in time would be coloured otherwise than on a quick
// one. What bounds a match instead is the size of the code; see maxCode and
// maxLine. It is made once and never changes.
var timeless = sync.OnceValue(func() *chroma.LexerRegistry {
	registry := chroma.NewLexerRegistry()
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		rules, ok := inner(l).(*chroma.RegexLexer)
		if !ok {
			continue
		}
		registry.Register(chroma.MustNewLexer(l.Config(), func() chroma.Rules { return withoutLimit(rules.MustRules()) }))
	}
	return registry
})

// inner returns the lexer that a wrapper holds in its exported field, or the
// lexer itself.
func inner(l chroma.Lexer) chroma.Lexer {
	if v := reflect.ValueOf(l).Elem(); v.Kind() == reflect.Struct {
		if f := v.FieldByName("Lexer"); f.IsValid() && f.CanInterface() {
			if held, ok := f.Interface().(chroma.Lexer); ok {
				return held
			}
		}
	}
	return l
}

// limitState is a state that no lexer enters. Its only rule exists to be
// called when the rules have been compiled.
const limitState = "candor-no-limit"

func withoutLimit(rules chroma.Rules) chroma.Rules {
	out := chroma.Rules{limitState: {{Mutator: liftLimit{}}}}
	for state, list := range rules {
		out[state] = list
	}
	return out
}

// liftLimit takes the limit of time from every expression of a lexer.
type liftLimit struct{}

// Mutate implements chroma.Mutator.
func (liftLimit) Mutate(*chroma.LexerState) error { return nil }

// MutateLexer implements chroma.LexerMutator.
func (liftLimit) MutateLexer(rules chroma.CompiledRules, state string, _ int) error {
	for _, list := range rules {
		for _, rule := range list {
			rule.Regexp.MatchTimeout = forever
		}
	}
	rules[state] = nil
	return nil
}
