package highlight

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// disagrees returns where the tokens that are had quickly are not those of the
// lexer; "" when there is none, or the lexer would be asked.
func disagrees(name, code string) (difference string, asked bool) {
	tokens, ok := quickLexers[name](nil, code)
	if !ok {
		return "", true
	}
	var got []chroma.Token
	for _, t := range tokens {
		got = append(got, chroma.Token{Type: tokenTypes[t.Kind], Value: t.Text})
	}
	want := tokenise(timeless().Get(name), code)
	if slices.Equal(got, want) {
		return "", false
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return "from token " + strings.Join([]string{chroma.Stringify(got[:min(i, len(got))]...),
				"the lexer has " + shown(want[min(i, len(want)):]), "and not " + shown(got[min(i, len(got)):])}, "\n"), false
		}
	}
	return "", false
}

func shown(tokens []chroma.Token) string {
	var out strings.Builder
	for _, t := range tokens[:min(len(tokens), 4)] {
		out.WriteString(t.GoString() + " ")
	}
	return out.String()
}

// morsels are what code of a language is put together from: what its lexer has
// rules for, whole and in part.
var morsels = map[string][]string{
	"JSON": strings.Split("{ } [ ] : , \" \\ / // \n \t true false null tru e E + - 0 1 12 012 . 1.5 1e9 -2.5E-3 1.e 1e \"a\" \"a\\\"b\" \"\\\\\" \"\\n\" a_b é \r # ' {\"k\":1} [1,2]", " "),
	"YAML": append(strings.Split("- ? : , [ ] { } ! !! !!str & &a * *a # // --- ... \" ' \\ | > |- >+ \n \n\n \t key: key:\n a: b: true yes no on n Y null nope True 2026-11-22 "+
		"2026-11-22T10:00:00Z 10:00:00 .5 1.5 10. 1e5 1e 0x1f 0o17 0o18 .inf .nan -1 +2 4_0 12h \"a\" 'a' \"a\\\"b\" %include @ ` é \r text a-b http://x /", " "),
		" ", "  ", "    ", "\n  ", "\n    ", "\n- ", "- ", ": ", " #c", " //c", ": |\n  ", "\": ", "2026-11-22 10:00:00.5 +01", "\n---\n", "\n...\n"),
	"Bash": append(strings.Split("if fi do done then while case function echo read readonly set cd test type time a ab a1 1 12 3.5 = += == $ $a $_ $_a $1 $# $? $- $@ $( ) $(( )) ${ ${# } "+
		"( [ [[ ]] { \" ' ` \\ \\\" \\n \\0 ; & && | || < << <<< <<EOF <<-EOF <<'E' EOF E > # #! #!/bin/sh \n \t :- : % * + - / ^ 2#1 2# ! ~ é \r $\" $' // a=b a=", " "),
		" ", "  ", "\n  ", "if ", "fi\n", "echo ", "do ", " #c\n", " 12 ", "$((1+2))", "${a:-b}", "$(a b)"),
}

// made puts code together at random.
func made(random *rand.Rand, name string) string {
	var out strings.Builder
	for range random.IntN(14) {
		out.WriteString(morsels[name][random.IntN(len(morsels[name]))])
	}
	return out.String()
}

// TestQuickTokensAreThoseOfTheLexer holds package lexeme to chroma on code that
// nobody would write.
func TestQuickTokensAreThoseOfTheLexer(t *testing.T) {
	rounds := 6_000
	if testing.Short() {
		rounds = 1_500
	}
	for name := range quickLexers {
		for _, long := range []string{"#", "@\n", ")\n", "}\n", "a\n"} {
			if difference, _ := disagrees(name, strings.Repeat(long, 10_000/len(long))); difference != "" {
				t.Errorf("%s: many times %q\n%.200s", name, long, difference)
			}
		}
		random, asked := rand.New(rand.NewPCG(8, uint64(len(name)))), 0
		for range rounds {
			code := made(random, name)
			difference, handed := disagrees(name, code)
			if difference != "" {
				t.Fatalf("%s: %q\n%s", name, code, difference)
			}
			if handed {
				asked++
			}
		}
		if asked == 0 || asked > rounds*3/5 {
			t.Errorf("%s: the lexer is asked for %d of %d", name, asked, rounds)
		}
	}
}

func FuzzQuickTokens(f *testing.F) {
	for name := range quickLexers {
		random := rand.New(rand.NewPCG(9, 9))
		for range 40 {
			f.Add(name, made(random, name))
		}
	}
	f.Fuzz(func(t *testing.T, name, code string) {
		if quickLexers[name] == nil || len(code) > 300 {
			return
		}
		if difference, _ := disagrees(name, code); difference != "" {
			t.Errorf("%s: %q\n%s", name, code, difference)
		}
	})
}

var fenceOf = regexp.MustCompile("(?ms)^[ \t]*```+[ \t]*([a-zA-Z0-9]+)[^\n]*\n(.*?)^[ \t]*```")

// TestQuickTokensOfFiles holds package lexeme to chroma on what people and
// programs wrote: the files of this repository and of the corpus, whole or in
// pieces that a fence may hold, and the fences of their pages.
func TestQuickTokensOfFiles(t *testing.T) {
	const shared = "../../../shared"
	if _, err := os.Stat(shared); err != nil {
		t.Logf("without the corpus: %v", err)
	}
	held, asked := map[string]int{}, map[string]int{}
	check := func(file, lang, code string) {
		name := lexerName(strings.ToLower(lang))
		if quickLexers[name] == nil || len(code) > maxCode || longestLine(code) > maxLine {
			return
		}
		difference, handed := disagrees(name, code)
		if difference != "" {
			t.Errorf("%s: %s", file, difference)
		}
		if held[name]++; handed {
			asked[name]++
		}
	}
	for _, root := range []string{"../..", shared + "/corpus", shared + "/seeds"} {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." {
				return fs.SkipDir
			}
			switch ext := filepath.Ext(path); ext {
			case ".md", ".mdx", ".json", ".yaml", ".yml", ".sh":
				data, err := os.ReadFile(path)
				if err != nil || len(data) > 1<<20 {
					return nil
				}
				for _, m := range fenceOf.FindAllStringSubmatch(string(data), -1) {
					check(path, m[1], m[2])
				}
				if code := string(data); !strings.HasPrefix(ext, ".md") {
					code = code[:min(len(code), maxCode/4)]
					check(path, ext[1:], code)
					check(path, ext[1:], code[:strings.LastIndexByte(code, '\n')+1])
				}
			}
			return nil
		})
	}
	for name := range quickLexers {
		if held[name] < 10 || asked[name]*2 > held[name] {
			t.Errorf("%s: of %d pieces the lexer is asked for %d", name, held[name], asked[name])
		}
	}
	t.Logf("held to one another: %v, handed over: %v", held, asked)
}
