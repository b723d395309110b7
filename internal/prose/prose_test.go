package prose_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/prefilter"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/source"
)

// read returns the sentences of a page, each as "kind text", and checks that
// each word of a sentence is found where its span says.
func read(t *testing.T, text string) []string {
	t.Helper()
	doc, _ := markup.Parse(source.NewFile("content/a.mdx", []byte(text)), 0, markup.Options{
		MDX: true, Roots: []string{"page", "control"}, Components: map[string]*component.Component{"Note": {Name: "Note"}, "Value": {Name: "Value"}},
	})
	var out []string
	for _, s := range doc.Prose() {
		out = append(out, fmt.Sprintf("%d %s", s.Kind, strings.ReplaceAll(s.Text, string(prose.Mark), "□")))
		at := 0
		for word := range strings.FieldsSeq(s.Text) {
			i := strings.Index(s.Text[at:], word) + at
			at = i + len(word)
			if got := s.Span(i, at).Text(); got != word && !strings.ContainsAny(word, string(prose.Mark)+"&*") && !strings.ContainsAny(got, `&\*_]{`) {
				t.Errorf("%q: the word %q stands at %q", s.Text, word, got)
			}
		}
		for _, h := range s.Holes {
			if !strings.HasPrefix(s.Text[h.At:], string(prose.Mark)) {
				t.Errorf("%q has no hole at %d", s.Text, h.At)
			}
		}
	}
	return out
}

func TestPage(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"One two. Three\nfour! Five", []string{"0 One two.", "0 Three four!", "0 Five"}},
		{"Logs, e.g. of RDS, are kept. See J. Smith v. 2.0 of it.", []string{"0 Logs, e.g. of RDS, are kept.", "0 See J. Smith v. 2.0 of it."}},
		{"He said \"Stop.\" Then (so it was.) \"Go\" came.", []string{`0 He said "Stop."`, "0 Then (so it was.)", `0 "Go" came.`}},
		{"# A *head* {#x}\n\ntext", []string{"1 A head", "0 text"}},
		{"- one\n- two\n\n  three", []string{"2 one", "2 two", "2 three"}},
		{"|a|b|\n|-|-|\n|c d|`e`|\n", []string{"3 a", "3 b", "3 c d", "3 □"}},
		{"> quoted\n\nnot", []string{"0 not"}},
		{"```\ncode\n```\n\n    code\n", nil},
		{"a &amp; b \\* c &nbsp;d", []string{"0 a & b * c d"}},
		{"kept {control.a.b} days", []string{"0 kept □ days"}},
		{"kept `P1D` long, see https://a.example/x now", []string{"0 kept □ long, see □ now"}},
		{"a<br/>b", []string{"0 a", "0 b"}},
		{"one  \ntwo", []string{"0 one", "0 two"}},
		{"![alt](a.png) [the link](b.md) **bold**ness", []string{"0 the link boldness"}},
		{"<Note>\n\nInside. More.\n\n</Note>\n", []string{"0 Inside.", "0 More."}},
		{"For <Value/> days", []string{"0 For □ days"}},
		{"{/* hidden */}\n\na {/* hidden */} b", []string{"0 a b"}},
		{"{\"text\"} ~~gone~~ here", []string{"0 text here"}},
		{"He wrote <q>as needed</q> there", []string{"0 He wrote □ there"}},
	} {
		if got := read(t, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	f := source.NewFile("c.yaml", []byte("statement: >-\n  Logs are kept\n  {{ .retention | days }} long. They are hashed.\n"))
	text := source.Text{Value: "Logs are kept {{ .retention | days }} long. They are hashed.", Span: f.Span(11, len(f.Data)-1)}
	got := prose.Plain(text)
	if len(got) != 2 || got[0].Text != "Logs are kept \ufffc long." || got[1].Text != "They are hashed." {
		t.Fatalf("%v", got)
	}
	if at := got[1].Span(9, 15).Text(); at != "hashed" {
		t.Errorf("hashed stands at %q", at)
	}
	if h := got[0].Holes; len(h) != 1 || h[0].Text != ".retention | days" || h[0].Span.Text() != "{{ .retention | days }}" {
		t.Errorf("holes %+v", h)
	}
	if at := prose.At("One. Two.", f.Span(0, 9)); len(at) != 2 || at[1].Span(0, 3).Text() != "statement" {
		t.Errorf("%v", at)
	}
}

// TestLongText holds what goes on without an end to pieces that can be read, at
// their places, and loses none of it.
func TestLongText(t *testing.T) {
	for _, word := range []string{"90 days and ", "日志保留九十天"} {
		text := strings.TrimSpace(strings.Repeat(word, 2000))
		f := source.NewFile("a.yaml", []byte(text))
		at := 0
		for _, s := range prose.Plain(source.Text{Value: text, Span: f.Span(0, len(text))}) {
			if len(s.Text) > 4100 || !utf8.ValidString(s.Text) || s.Whole().Text() != s.Text {
				t.Fatalf("a piece of %d bytes at %s", len(s.Text), s.Whole().Position())
			}
			at += strings.Index(text[at:], s.Text) + len(s.Text)
		}
		if at != len(text) {
			t.Errorf("%d of %d bytes are in sentences", at, len(text))
		}
	}
}

// TestFree reads pages in turn, each where the one before was, and keeps single
// sentences of all.
func TestFree(t *testing.T) {
	texts := []string{"One two. Three `x` four.\n\n- five\n", "# A {control.a.b}\n\nB. C. D. E.", "", "|a|b|\n|-|-|\n|c|d|\n"}
	page := func(text string) []prose.Sentence {
		doc, _ := markup.Parse(source.NewFile("content/a.md", []byte(text)), 0, markup.Options{Roots: []string{"control"}})
		return doc.Prose()
	}
	show := func(said []prose.Sentence) (out []string) {
		for _, s := range said {
			out = append(out, fmt.Sprintf("%d %s %s %s", s.Kind, s.Text, s.Low, s.Whole().Text()))
			for _, h := range s.Holes {
				out = append(out, fmt.Sprintf("%d %d %s %s", h.At, h.Kind, h.Text, h.Span.Text()))
			}
		}
		return out
	}
	var want [][]string
	for _, text := range texts {
		want = append(want, show(page(text)))
	}
	var kept []prose.Sentence
	var all []string
	for i := range 4 * len(texts) {
		i = i * 3 % len(texts)
		said := page(texts[i])
		if got := show(said); !slices.Equal(got, want[i]) {
			t.Errorf("%q: %q, want %q", texts[i], got, want[i])
		}
		kept, all = append(kept, said...), append(all, want[i]...)
		prose.Free(said)
	}
	if got := show(kept); !slices.Equal(got, all) {
		t.Errorf("sentences that were kept: %q, want %q", got, all)
	}
}

// TestLook asks sentences what they may hold: by themselves, after all were looked at
// together, and when that is forgotten.
func TestLook(t *testing.T) {
	doc, _ := markup.Parse(source.NewFile("content/a.md", []byte("# A port\n\nReports are kept. Each week `x`.\n\n- TLS port\n\n|a|b|\n|-|-|\n|ports|nothing|\n")), 0, markup.Options{})
	filters := []*prefilter.Filter{prefilter.New("port", "week"), prefilter.New("nowhere"), prefilter.New("ports", "reports", "tls")}
	show := func(said []prose.Sentence) (out []string) {
		for i := range said {
			for _, f := range filters {
				hits := said[i].May(f, nil)
				out = append(out, fmt.Sprint(said[i].Text, len(hits) > 0, hits.Has(0), hits.Has(1), hits.Has(2)))
			}
		}
		return out
	}
	want := show(doc.Prose())
	for range 3 {
		said := doc.Prose()
		prose.Look(said, prefilter.Together(filters[0], filters[1]))
		if got := show(said); !slices.Equal(got, want) {
			t.Errorf("together\n%q, want\n%q", got, want)
		}
		kept := slices.Clone(said)
		prose.Free(said)
		if got := show(kept); !slices.Equal(got, want) {
			t.Errorf("forgotten\n%q, want\n%q", got, want)
		}
	}
	prose.Look(nil, prefilter.Together())
}
