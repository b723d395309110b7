package secret

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/candor-site/candor/internal/source"
)

// made returns a text that an expression matches, the same in every run.
func made(t *testing.T, expression string) string {
	t.Helper()
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	var b strings.Builder
	generate(&b, tree, rand.New(rand.NewPCG(uint64(len(expression)), 7)))
	return b.String()
}

func generate(b *strings.Builder, re *syntax.Regexp, random *rand.Rand) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		var all []rune
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				all = append(all, r)
			}
		}
		b.WriteRune(all[random.IntN(len(all))])
	case syntax.OpRepeat:
		for range re.Min {
			generate(b, re.Sub[0], random)
		}
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			generate(b, sub, random)
		}
	case syntax.OpQuest:
		generate(b, re.Sub[0], random)
	}
}

// TestRules holds each rule to the texts beside it.
func TestRules(t *testing.T) {
	file, err := parse(embedded)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range file.Rules {
		if seen[r.ID] || r.Title == "" || len(r.Found) == 0 || len(r.Passed) == 0 {
			t.Errorf("%s: the rule is there twice, or lacks a title or texts", r.ID)
		}
		seen[r.ID] = true
		for _, expression := range r.Found {
			text := made(t, expression)
			hits := Text("x", text)
			if !slices.ContainsFunc(hits, func(h Hit) bool { return h.Rule.ID == r.ID }) {
				t.Errorf("%s finds nothing in a text of %s; others: %v", r.ID, expression, hits)
			}
		}
		for _, expression := range r.Passed {
			if hits := Text("x", made(t, expression)); len(hits) > 0 {
				t.Errorf("%s: %v in a harmless text of %s", r.ID, hits, expression)
			}
		}
	}
	if len(file.Rules) < 30 {
		t.Errorf("%d rules", len(file.Rules))
	}
	if hits := Scan(source.NewFile("rules.yaml", embedded), nil); len(hits) > 0 {
		t.Errorf("the file of rules holds a secret: %v", hits)
	}
}

// The value is in nothing that a hit can say.
func TestTheValueIsNeverSaid(t *testing.T) {
	token := made(t, "ghp_[A-Za-z0-9]{36}")
	f := source.NewFile("a.json", []byte("{\"a\": [1,\n  {\"to/ken\": \""+token+"\"}]}"))
	hits := Scan(f, nil)
	if len(hits) != 1 {
		t.Fatal(hits)
	}
	h := hits[0]
	if got, want := h.String(), "a token of GitHub (github-token) on line 2, column 15, at /a/1/to~1ken, 40 characters"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	line, _ := h.Span.File.Line(2)
	if said := fmt.Sprintf("%+v %s %s", h, h.Span.Text(), line); strings.Contains(said, token) || strings.Contains(string(h.Span.File.Data), token) {
		t.Errorf("the hit says its value: %s", said)
	}
	if got := Mask("x " + token + " y"); got != "x "+strings.Repeat("*", 40)+" y" {
		t.Error(got)
	}
	if got := Without(hits, []string{"github-token"}); len(got) != 0 {
		t.Error(got)
	}
}

// What cannot be read as text is looked through as a tree.
func TestTrees(t *testing.T) {
	password := made(t, "[A-Za-z0-9]{24}")
	var wide bytes.Buffer
	for _, c := range utf16.Encode([]rune("\ufeffx")) {
		wide.Write([]byte{byte(c), byte(c >> 8)})
	}
	hits := Scan(source.NewFile("x", wide.Bytes()), map[string]any{"a": []any{map[string]any{"password": password}, int64(3)}, "b": "x"})
	if len(hits) != 1 || hits[0].Pointer != "/a/0/password" || !hits[0].Span.IsZero() {
		t.Error(hits)
	}
}

// TestDigestsPass: what evidence is full of is no secret.
func TestDigestsPass(t *testing.T) {
	for _, expression := range []string{
		"[0-9a-f]{40}", "[0-9a-f]{64}", `sha256:[0-9a-f]{64}`, `"digest": "sha512-[A-Za-z0-9+/]{86}=="`, `h1:[A-Za-z0-9+/]{43}=`,
		`"integrity": "sha512-[A-Za-z0-9+/]{86}=="`, `"certificateFingerprint": "[0-9a-f]{64}"`, `"etag": "[0-9a-f]{32}"`,
		`"commit": "[0-9a-f]{40}"`, `"KeyId": "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"`, `"keyName": "alias/prod-database-2024"`,
	} {
		if hits := Text("x", made(t, expression)); len(hits) > 0 {
			t.Errorf("%s: %v", expression, hits)
		}
	}
}

// inCorpus are the hits in real output of tools, each of which was looked at:
// the token of a service account, a password that a scanner found, and the hash
// of a password in the instructions of a checklist.
var inCorpus = map[string][]string{
	"kube-hunter/kind-1.18-in-cluster-scan.json": {"jwt"},
	"gitleaks/gitleaks8_many.json":               {"secret-value"},
	"disa-ckl/small_ckl_overrides.ckl":           {"secret-value"},
}

// TestCorpus looks through real output of tools.
func TestCorpus(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "corpus", "evidence")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the corpus of evidence is not here")
	}
	found := map[string][]string{}
	err := filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "SOURCES.md" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		short, err := filepath.Rel(root, name)
		for _, h := range Scan(source.NewFile(name, data), nil) {
			found[filepath.ToSlash(short)] = append(found[filepath.ToSlash(short)], h.Rule.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range inCorpus {
		if !slices.Equal(found[name], inCorpus[name]) {
			t.Errorf("%s: found %v, want %v", name, found[name], inCorpus[name])
		}
	}
	for name, rules := range found {
		if inCorpus[name] == nil {
			t.Errorf("%s: found %v, want nothing", name, rules)
		}
	}
}

// TestHostileText looks through long texts of almost-secrets. The time is that
// of regular expressions without backtracking.
func TestHostileText(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("password=", 40_000), strings.Repeat("://a:b", 60_000), strings.Repeat("ey", 200_000), strings.Repeat("-----BEGIN PRIVATE KEY-----", 12_000),
		strings.Repeat("server=a;", 40_000), strings.Repeat("\u0130", 20_000) + "ghp_",
	} {
		if hits := Text("x", text); len(hits) > 200_000 {
			t.Errorf("%d hits", len(hits))
		}
	}
}
