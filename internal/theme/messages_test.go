package theme

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/themes"
)

// languages are those that the default theme speaks in full.
var languages = []string{"de", "en", "es"}

// Every language has the keys of English, with the same values, forms and links.
func TestSameInEveryLanguage(t *testing.T) {
	th, list := load(t, nil, "")
	if len(list) > 0 {
		t.Fatal(list)
	}
	c := th.Messages()
	if got := c.Languages(); !slices.Equal(got, languages) {
		t.Fatalf("the theme speaks %v, want %v", got, languages)
	}
	for _, lang := range languages {
		all := slices.Concat(c.Keys(lang), c.Keys(message.Fallback))
		slices.Sort(all)
		for _, key := range slices.Compact(all) {
			here, there := c.Span(lang, key), c.Span(message.Fallback, key)
			switch {
			case here.IsZero():
				t.Errorf("%s lacks %s (%s)", lang, key, there.Position())
				continue
			case there.IsZero():
				t.Errorf("English lacks %s (%s)", key, here.Position())
				continue
			}
			names, plural := c.Needs(lang, key)
			wantNames, wantPlural := c.Needs(message.Fallback, key)
			if !slices.Equal(names, wantNames) || plural != wantPlural {
				t.Errorf("%s: %s has the values %v (forms: %v), English %v (forms: %v)", here.Position(), key, names, plural, wantNames, wantPlural)
			}
		}
	}
}

// templateTrees parses every template of a built-in theme, whatever functions it
// calls.
func templateTrees(t *testing.T, name string) map[string]*parse.Tree {
	t.Helper()
	out := make(map[string]*parse.Tree)
	err := fs.WalkDir(themes.FS, name, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".html") {
			return err
		}
		data, err := themes.FS.ReadFile(p)
		if err != nil {
			return err
		}
		tree := parse.New(p)
		tree.Mode = parse.SkipFuncCheck
		set := make(map[string]*parse.Tree)
		if _, err := tree.Parse(string(data), "", "", set); err != nil {
			return err
		}
		for inner, tree := range set {
			out[p+"#"+inner] = tree
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// themesBuiltIn are the themes that ship inside the program.
func themesBuiltIn(t *testing.T) []string {
	t.Helper()
	entries, err := themes.FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// unconverted are the templates that still hold words of their own.
var unconverted = []string{}

// spokenAttributes are the attributes that readers see or hear.
var spokenAttributes = []string{"aria-label", "aria-description", "title", "alt", "placeholder", "label", "data-label"}

// names are words that are the same in every language: formats, programs.
var names = []string{"JSON", "Markdown", "CSV", "SHA", "YouTube", "Atom", "API", "iCalendar", "UTC", "OpenAPI", "Ctrl"}

var bareWord = regexp.MustCompile(`\p{L}{2,}`)

// foreignWords returns the words of a text that are no names.
func foreignWords(text string) []string {
	var out []string
	for _, w := range bareWord.FindAllString(text, -1) {
		if !slices.Contains(names, w) {
			out = append(out, w)
		}
	}
	return out
}

// bareIn returns the words that a template writes itself: in text, in spoken
// attributes, and as text in its actions.
func bareIn(tree *parse.Tree) []string {
	var flat strings.Builder
	var out []string
	walkNodes(tree.Root, func(n parse.Node) {
		switch x := n.(type) {
		case *parse.TextNode:
			flat.Write(x.Text)
		case *parse.CommandNode:
			flat.WriteString("\u00b7") // stands for what the action writes
			out = append(out, wordsInAction(x)...)
		}
	})
	tokens := html.NewTokenizer(strings.NewReader(flat.String()))
	silent := 0
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return out
		}
		token := tokens.Token()
		if slices.Contains([]string{"code", "style", "script", "kbd"}, token.Data) {
			switch kind {
			case html.StartTagToken:
				silent++
			case html.EndTagToken:
				silent--
			}
		}
		if kind == html.TextToken && silent == 0 {
			out = append(out, foreignWords(token.Data)...)
		}
		for _, a := range token.Attr {
			if slices.Contains(spokenAttributes, a.Key) {
				out = append(out, foreignWords(a.Val)...)
			}
		}
	}
}

// wordsInAction returns what a call writes by itself: the formats and the words
// that it is given in quotes.
func wordsInAction(c *parse.CommandNode) []string {
	name, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok || !slices.Contains([]string{"default", "plural", "printf", "print", "ternary", "sentence"}, name.Ident) {
		return nil
	}
	var out []string
	for _, a := range c.Args[1:] {
		s, ok := a.(*parse.StringNode)
		if !ok || slices.Contains([]string{"en", "note"}, s.Text) {
			continue
		}
		if name.Ident == "printf" && !strings.Contains(s.Text, " ") {
			continue // an id
		}
		out = append(out, foreignWords(strings.NewReplacer("%d", "", "%s", "", "%v", "").Replace(s.Text))...)
	}
	return out
}

func TestNoBareWords(t *testing.T) {
	for _, name := range themesBuiltIn(t) {
		trees := templateTrees(t, name)
		found := make(map[string][]string)
		for _, at := range slices.Sorted(maps.Keys(trees)) {
			file, _, _ := strings.Cut(strings.TrimPrefix(at, themes.Default+"/"), "#")
			found[file] = append(found[file], bareIn(trees[at])...)
		}
		for _, file := range slices.Sorted(maps.Keys(found)) {
			bare := found[file]
			switch listed := slices.Contains(unconverted, file); {
			case len(bare) > 0 && !listed:
				t.Errorf("%s holds words of its own, which belong into i18n/LANGUAGE/AREA.yaml: %q", file, bare)
			case len(bare) == 0 && listed:
				t.Logf("%s holds no words of its own: take it out of the list", file)
			}
		}
	}
}

// The test sees words wherever a template can hold them.
func TestBareWordsAreSeen(t *testing.T) {
	for text, want := range map[string]int{
		`<p>{{.A}} JSON <code>abc</code> · </p>`:                    0,
		`<p class="abc" id="abc">{{t "label.state.satisfied"}}</p>`: 0,
		`<p>abc {{.A}}</p>`: 1,
		`{{if .A}}<p{{if .B}} class="x"{{end}}>{{else}}abc{{end}}`:            1,
		`<p title="abc {{.A}}">`:                                              1,
		`<p aria-label="{{if .A}}abc{{end}}">`:                                1,
		`{{define "main"}}abc{{end}}`:                                         1,
		`{{default "abc" .A}} {{.N | plural "1 page" (printf "%d pages" 3)}}`: 3,
		`{{$x := printf "abc-%s" .A}}`:                                        0,
	} {
		tree := parse.New("x")
		tree.Mode = parse.SkipFuncCheck
		set := make(map[string]*parse.Tree)
		if _, err := tree.Parse(text, "", "", set); err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, tree := range set {
			n += len(bareIn(tree))
		}
		if n != want {
			t.Errorf("%s: %d words, want %d", text, n, want)
		}
	}
}

// goSources returns the programs of this module below internal/.
func goSources(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir("..", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		data, err := os.ReadFile(p)
		b.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	keyInGo  = regexp.MustCompile(`"([a-z][a-z-]*\.[a-z][A-Za-z0-9_.:-]*)"`)
	saidInGo = regexp.MustCompile(`\.(?:Text|Say|Fixed)\("([a-z-]+\.[^"]+)"[,)]`)
)

// Every message is said somewhere, and every message that Go says exists.
func TestNoMessageUnused(t *testing.T) {
	th, _ := load(t, nil, "")
	keys := th.Messages().Keys(message.Fallback)
	said := make(map[string]bool)
	for _, name := range themesBuiltIn(t) {
		for _, tree := range templateTrees(t, name) {
			for _, u := range usesIn(tree.Root, source.NewFile("x", nil)) {
				said[u.key] = true
			}
		}
	}
	program := goSources(t)
	for _, m := range keyInGo.FindAllStringSubmatch(program, -1) {
		said[m[1]] = true
	}
	for _, m := range saidInGo.FindAllStringSubmatch(program, -1) {
		if _, ok := slices.BinarySearch(keys, m[1]); !ok && !strings.HasSuffix(m[1], ".") {
			if len(unconverted) > 0 {
				t.Logf("Go says %q, which is no message yet", m[1])
				continue
			}
			t.Errorf("Go says %q, which is no message", m[1])
		}
	}
	var scripts strings.Builder
	for name, f := range th.Assets() {
		if strings.HasSuffix(name, ".ts") {
			scripts.Write(f.Data)
		}
	}
	for _, key := range keys {
		area, rest, _ := strings.Cut(key, ".")
		switch {
		case said[key], said[strings.TrimSuffix(key, "-doc")], slices.Contains([]string{"date", "kinds", "label", "number", "value"}, area): // each said by its id
		case slices.Contains([]string{"script", "filling"}, area) && strings.Contains(scripts.String(), `"`+rest+`"`):
		case area == "word" && len(unconverted) > 0: // waits for the templates that will say it
		default:
			t.Errorf("%s: nothing says %s", th.Messages().Span(message.Fallback, key).Position(), key)
		}
	}
}
