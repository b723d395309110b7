package stencil

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strings"
	"testing"
	"text/template/parse"
	"time"
)

// shelf is data of every kind that templates read.
type shelf struct {
	Inner
	Name    string
	Kind    word
	Loud    loud
	N       int
	Big     uint64
	Share   float64
	On      bool
	HTML    template.HTML
	URL     string
	When    time.Time
	Items   []*book
	Flat    []book
	Words   map[string]string
	Any     any
	Nothing *book
	Tree    map[string]any
	hidden  string
}

type Inner struct{ Deep string }

type word string

type loud string

func (l loud) String() string { return strings.ToUpper(string(l)) }

type book struct {
	Title string
	Pages int
	Next  *book
}

func (b *book) Say(before string, n ...int) string { return fmt.Sprint(before, b.Title, n) }
func (b book) Thick() bool                         { return b.Pages > 100 }
func (s *shelf) Find(title string) (*book, error) {
	for _, b := range s.Items {
		if b.Title == title {
			return b, nil
		}
	}
	return nil, errors.New("no such book")
}
func (s *shelf) Panics() string         { panic("mistake") }
func (s *shelf) With(v any) *shelf      { c := *s; c.Any = v; return &c }
func (s *shelf) Of(w word) string       { return "of " + string(w) }
func (s *shelf) At(way string) string   { return s.Deep + "/" + way }
func (b book) At(way string) string     { return b.Title + "?" + way }
func (s *shelf) Half(x float64) float64 { return x / 2 }

func data() *shelf {
	last := &book{Title: "C's \"third\" <b>", Pages: 300}
	return &shelf{
		Inner: Inner{"deep & down"}, Name: "shelf + <board>", Kind: "kind'", Loud: "loud<", N: 3, Big: 1 << 60, Share: 0.5, On: true,
		HTML: "<i>markup</i>", URL: "/a b?x=1&y=é", When: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC),
		Items: []*book{{Title: "A", Pages: 10}, {Title: "B", Pages: 200, Next: last}}, Flat: []book{{Title: "F", Pages: 101}},
		Words: map[string]string{"b": "two", "a": "one", "": "none"}, Any: 7, Tree: map[string]any{"list": []any{"x", 1, nil, true}, "text": "t<"},
	}
}

func funcs() template.FuncMap {
	return template.FuncMap{
		"lower": strings.ToLower,
		"known": func(t time.Time) bool { return !t.IsZero() },
		"day":   func(t time.Time) string { return t.Format(time.DateOnly) },
		"tag":   func(t time.Time) template.HTML { return template.HTML("<time>" + t.Format(time.DateOnly) + "</time>") },
		"dict": func(pairs ...any) map[string]any {
			out := map[string]any{}
			for i := 0; i+1 < len(pairs); i += 2 {
				out[fmt.Sprint(pairs[i])] = pairs[i+1]
			}
			return out
		},
		"list": func(x ...any) []any { return x },
		"default": func(d any, given ...any) any {
			if len(given) == 0 || given[0] == nil || given[0] == "" {
				return d
			}
			return given[0]
		},
		"fail": func(key string, pairs ...any) (any, error) {
			if key == "bad" {
				return nil, errors.New("bad")
			}
			return fmt.Sprint(key, pairs), nil
		},
		"pair": func(a, b int) int { return a*10 + b },
	}
}

// printer writes a value as html/template does, at the places of the tests.
func printer(escapers []string) Printer {
	return map[string]Printer{
		inText: wrapped("", ""), inAttribute: wrapped(`<p title="`, `">`), inTitle: wrapped("<title>", "</title>"),
		allowed + " " + normal + " " + inAttribute: wrapped(`<a href="`, `">`), percent + " " + inAttribute: wrapped(`<a href="#`, `">`),
	}[strings.Join(escapers, " ")]
}

func wrapped(before, after string) Printer {
	tmpl := template.Must(template.New("").Parse(before + "{{.}}" + after))
	return func(w io.Writer, v any) error {
		var b bytes.Buffer
		if err := tmpl.Execute(&b, v); err != nil {
			return err
		}
		_, err := w.Write(b.Bytes()[len(before) : b.Len()-len(after)])
		return err
	}
}

// at calls a method without reflection.
func at(on any, text string) (said string, ok bool) {
	x, ok := on.(interface{ At(string) string })
	if ok {
		said = x.At(text)
	}
	return said, ok
}

// steadies are the members of a shelf that are the same in tests of what is kept.
var steadies = map[string]bool{
	"At": true, "Big": true, "Deep": true, "Find": true, "Flat": true, "Half": true, "Items": true, "Kind": true, "Loud": true, "Name": true, "Nothing": true,
	"Of": true, "Panics": true, "Tree": true, "When": true, "Words": true,
}

// parsed parses a template, has html/template work out its contexts, and
// compiles it.
func parsed(t testing.TB, text string) (*template.Template, *Program, bool) {
	t.Helper()
	tmpl, err := template.New("main").Funcs(funcs()).Option("missingkey=error").Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	_ = tmpl.Execute(io.Discard, nil)
	trees := map[string]*parse.Tree{}
	for _, x := range tmpl.Templates() {
		trees[x.Name()] = x.Tree
	}
	p, ok := NewCompiler(Set{
		Tree: func(name string) *parse.Tree { return trees[name] }, Funcs: funcs(), Print: printer, Markup: map[reflect.Type]bool{reflect.TypeFor[template.HTML](): true, reflect.TypeFor[template.URL](): true},
		Raw: reflect.TypeFor[template.HTML](), Max: 1 << 16, Texts: map[string]func(any, string) (string, bool){"At": at, "Of": at}, Steady: steadies,
	}).Compile("main")
	return tmpl, p, ok
}

// alike are templates that mean the same to text/template and to this package.
var alike = []string{
	`{{.Name}} {{.Kind}} {{.Loud}} {{.N}} {{.Big}} {{.Share}} {{.On}} {{.HTML}} {{.Deep}} {{.Any}} {{.Nothing}}`,
	`<p title="{{.Name}} {{.Kind}} {{.Loud}} {{.N}} {{.HTML}} {{.On}}"><a href="{{.URL}}">{{.When}}</a><title>{{.Name}}{{.HTML}}{{.Loud}}</title>`,
	`{{if .On}}a{{else}}b{{end}}{{if .Nothing}}a{{else}}b{{end}}{{if .Items}}c{{end}}{{if .When}}d{{end}}{{if .Any}}e{{end}}{{if not .Share}}f{{end}}`,
	`{{with .Name}}{{.}}{{end}}{{with .Nothing}}{{.}}{{else}}none{{end}}{{with $x := .Kind}}{{$x}}{{$.Name}}{{end}}{{with .Nothing}}x{{else with .Name}}{{.}}{{end}}`,
	`{{range .Items}}{{.Title}}{{.Thick}}{{.Say "at " 1 2}}{{with .Next}}{{.Title}}{{end}}{{else}}none{{end}}`,
	`{{range $i, $b := .Items}}{{if $i}}, {{end}}{{$b.Title}}{{end}}{{range $b := .Flat}}{{$b.Title}}{{$b.Thick}}{{.Say "x"}}{{end}}`,
	`{{range $k, $v := .Words}}{{$k}}={{$v}};{{end}}{{.Words.a}}{{.Tree.text}}{{range .Tree.list}}[{{.}}]{{end}}`,
	`{{range .Items}}{{if .Thick}}{{break}}{{end}}{{.Title}}{{continue}}never{{end}}`,
	`{{$n := 0}}{{range .Items}}{{$n = .Pages}}{{end}}{{$n}}{{$x := .Name}}{{if true}}{{$x := "inner"}}{{$x}}{{end}}{{$x}}`,
	`{{define "a"}}({{.}}{{template "b" .}}){{end}}{{define "b"}}b{{$}}{{end}}{{template "a" .Name}}{{template "a" "text<"}}{{template "a"}}`,
	`{{define "n"}}{{.Title}}{{with .Next}}{{template "n" .}}{{end}}{{end}}{{range .Items}}{{template "n" .}}{{end}}`,
	`{{block "own" .}}own {{.Name}}{{end}}`,
	`{{eq .N 3}}{{ne .N 3}}{{eq .Kind "kind'"}}{{eq .Name "a" "b"}}{{lt .N 4}}{{le .N 3}}{{gt .N 3}}{{ge .N 4}}{{eq .Any 7}}{{eq .On true}}{{ne .On false}}`,
	`{{and .On .Name}}{{or .Nothing .Name "x"}}{{and}}{{or "" 0}}{{and 1 0 (fail "bad")}}{{or 1 (fail "bad")}}`,
	`{{len .Items}}{{len .Name}}{{index .Items 1}}{{(index .Items 0).Title}}{{index .Words "a"}}{{index .Words "missing"}}{{index .Tree.list 0}}`,
	`{{print "a" 1 .N}}{{printf "%d of %s %v" .N .Name .Any}}{{.Name | printf "%s!"}}{{.Name | lower | printf "%q"}}`,
	`{{lower .Name}}{{lower "ABC"}}{{.Name | lower}}{{day .When}}{{tag .When}}{{known .When}}{{with .When}}{{tag .}}{{end}}`,
	`{{(dict "A" .Name "B" 2).A}}{{with dict "x" .N}}{{.x}}{{end}}{{range list 1 "two" .N}}{{.}}{{end}}{{default "d" .Name}}{{default "d" ""}}{{default "d"}}`,
	`{{(.With .Name).Any}}{{((.With .N).With 4).Any}}{{(.Find "A").Title}}{{.Of "lit"}}{{.Half 3}}{{.Half 3.5}}{{pair 1 2}}{{2 | pair 1}}`,
	`{{.At "a b"}}<a href="{{.At "x y"}}">{{"piped" | .At}}{{$x := .At .Name}}{{$x}}<p title="{{.At "<"}}">{{range .Items}}{{.At "p"}}{{$.At .Title}}{{end}}{{range .Flat}}{{.At "f"}}{{end}}{{(.At "z") | lower}}`,
	`<a href="#{{.Name}}"><a href="#{{.Kind}}"><a href="/?q={{.URL}}"><a href="#{{.N}}"><a href="#{{.HTML}}">{{range list "a.b-c_d~E1" "a/b" "a:b" "é" "" "%41"}}<a href="#{{.}}">{{end}}`,
	`{{range list .Any .Name (index .Items 0) (index .Flat 0) .Items}}{{with .}}{{.}}{{end}}{{end}}{{range list (index .Items 0) (index .Flat 0) $}}{{.At "x"}}{{end}}`,
	`{{fail "good" 1 .Name}}{{fail "good"}}{{/* comment */}}{{- "trim" -}} x`,
	// What goes wrong.
	`before{{.Missing}}`, `{{.Nothing.Title}}`, `{{.Words.missing}}`, `{{fail "bad"}}`, `{{.Find "Z"}}`, `{{.Panics}}`, `{{index .Items 9}}`, `{{.hidden}}`, `{{lower .N}}`,
	`{{.Of .Name}}`, `{{.At .N}}`, `{{.At}}`, `{{.At "a" "b"}}`, `{{.Nothing.At "x"}}`, `{{len .N}}`, `{{lt .On true}}`, `{{eq .Name 1}}`, `{{range .Name}}{{end}}`, `{{.Name.Deep}}`, `{{.Find}}`, `{{pair 1}}`, `{{.Any.X}}`, `{{day .Name}}`,
	`a{{lower (len "abc")}}`, `a{{lower (list 1)}}`, `{{lower (print "AB")}}{{.At (print "AB")}}`, `a{{.At (len "abc")}}`, `a{{day (print 1)}}`, `a{{if .On}}b{{else}}{{lower (len "abc")}}{{end}}`,
	`{{define "r"}}{{template "r" .}}{{end}}x`, `{{range .Items}}{{range $.Items}}` + strings.Repeat("long ", 40000) + `{{end}}{{end}}`,
	// What is left to text/template.
	`{{range 3}}{{.}}{{end}}`, `{{slice .Name 1 2}}`, `{{html .Name}}`, `{{println .N}}`, `{{call .Any}}`, `{{eq .N .Big}}`, `{{eq .Nothing nil}}`, `{{1e3}}{{0x10}}{{'a'}}`,
	`<script>{{.Name}}</script>`, `<p style="{{.Name}}">`, `{{define "in"}}{{.}}{{end}}<p title="{{template "in" .Name}}">`,
}

// TestLikeTextTemplate runs templates both ways. What text/template refuses,
// this package must not do either; what it does, this package does the same.
func TestLikeTextTemplate(t *testing.T) {
	for _, text := range alike {
		tmpl, p, ok := parsed(t, text)
		if !ok {
			continue
		}
		var want, got bytes.Buffer
		d := data()
		wrong := tmpl.Execute(&want, d)
		done, err := p.Execute(&got, d, nil)
		switch {
		case err != nil:
			t.Errorf("%s: %v", text, err)
		case done && wrong != nil:
			t.Errorf("%s: done, want %v", text, wrong)
		case done && got.String() != want.String():
			t.Errorf("%s:\n got %s\nwant %s", text, got.String(), want.String())
		case !done && got.Len() > 0:
			t.Errorf("%s: given up, and %q was written", text, got.String())
		case !done && wrong == nil && want.Len() < 1<<16:
			t.Logf("left to text/template: %.60s", text)
		}
	}
}

// TestKnown holds the package to what the theme needs: nothing of this is left to
// text/template.
func TestKnown(t *testing.T) {
	const text = `{{range $i, $b := .Items}}{{if and (gt $b.Pages 5) .Title}}<a href="{{$.URL}}" title="{{.Title}}">{{lower .Title}}</a>{{else}}{{with .Next}}{{.}}{{end}}{{end}}{{end}}` +
		`{{default "x" .Name}}{{day .When}}{{fail "t" "Count" .N}}{{(dict "a" .Name).a}}{{index .Words "a"}}{{len .Items}}{{print .N}}{{eq .Kind "x" "y"}}`
	tmpl, p, ok := parsed(t, text)
	if !ok {
		t.Fatal("refused")
	}
	var want, got bytes.Buffer
	if err := tmpl.Execute(&want, data()); err != nil {
		t.Fatal(err)
	}
	if done, err := p.Execute(&got, data(), nil); !done || err != nil || got.String() != want.String() {
		t.Errorf("done %v, %v:\n got %s\nwant %s", done, err, got.String(), want.String())
	}
}

// TestConstants holds what depends on nothing to be written out once.
func TestConstants(t *testing.T) {
	_, p, ok := parsed(t, `<p>{{fail "words" "a" 1}}</p> {{lower "ABC<"}}{{if .On}}{{end}}{{fail "bad"}}`)
	if !ok || len(p.main.body) != 3 {
		t.Fatalf("%v: %d statements, want text, a condition and what fails", ok, len(p.main.body))
	}
	if text, ok := p.main.body[0].(literal); !ok || text != "<p>words[a 1]</p> abc&lt;" {
		t.Errorf("got %q", p.main.body[0])
	}
}

// FuzzPlaces writes any text, address and markup at every place.
func FuzzPlaces(f *testing.F) {
	tmpl, p, ok := parsed(f, `<title>{{.Name}}{{.HTML}}</title>{{.Name}}{{.Kind}}{{.HTML}}{{.Any}}<a href="{{.URL}}" title="{{.Name}}{{.Kind}}{{.HTML}}">{{.N}}</a><img src="{{.Any}}">`)
	if !ok {
		f.Fatal("refused")
	}
	for _, seed := range []string{"", "a", "<b>&\"'+`\x00\x7f\xff", "https://example.com/a?b=c&d=é#f", "javascript:alert(1)", "HTTPS://x", "mailto:a@b.c", "a/b:c", "//x/%zz%41", " a b", "x:y", "[1]:~!$*,;=@(){}|\\^"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		d := data()
		d.Name, d.Kind, d.HTML, d.URL, d.Any, d.N = text, word(text), template.HTML(text), text, text, n
		var want, got bytes.Buffer
		if err := tmpl.Execute(&want, d); err != nil {
			t.Skip(err)
		}
		if done, err := p.Execute(&got, d, nil); !done || err != nil || got.String() != want.String() {
			t.Errorf("%q: done %v, %v:\n got %s\nwant %s", text, done, err, got.String(), want.String())
		}
	})
}

// TestIntoBuffer writes behind what a buffer holds, whether there is room in it
// for all, for a part or for nothing, and writes nothing when it gives up.
func TestIntoBuffer(t *testing.T) {
	_, p, ok := parsed(t, `{{range .Items}}<b>{{.Title}}</b>{{end}}`)
	_, wrong, okay := parsed(t, `{{range .Items}}{{.Title}}{{end}}{{index .Items 99}}`)
	if !ok || !okay {
		t.Fatal("refused")
	}
	for room := range 40 {
		b := bytes.NewBuffer(append(make([]byte, 0, room+5), "kept "...))
		if done, err := wrong.Execute(b, data(), nil); done || err != nil || b.String() != "kept " {
			t.Fatalf("with room for %d bytes, a run that is given up gives %t, %v, %q", room, done, err, b)
		}
		for _, want := range []string{"kept <b>A</b><b>B</b>", "kept <b>A</b><b>B</b><b>A</b><b>B</b>"} {
			if done, err := p.Execute(b, data(), nil); !done || err != nil || b.String() != want {
				t.Fatalf("with room for %d bytes: %t, %v, %q, want %q", room, done, err, b, want)
			}
		}
	}
}

// TestConcurrent runs one program over data of several types at a time.
func TestConcurrent(t *testing.T) {
	_, p, ok := parsed(t, `{{range .Items}}{{.Title}}{{end}}`)
	if !ok {
		t.Fatal("refused")
	}
	type other struct{ Items []map[string]string }
	done := make(chan string)
	for i := range 8 {
		go func() {
			var last string
			for range 200 {
				var b bytes.Buffer
				var over any = data()
				if i%2 == 0 {
					over = other{[]map[string]string{{"Title": "A"}, {"Title": "B"}}}
				}
				_, _ = p.Execute(&b, over, nil)
				last = b.String()
			}
			done <- last
		}()
	}
	for range 8 {
		if got := <-done; got != "AB" {
			t.Errorf("got %q", got)
		}
	}
}

// BenchmarkPage compares both ways.
func BenchmarkPage(b *testing.B) {
	tmpl, p, _ := parsed(b, `{{range .Items}}<a href="{{$.URL}}" title="{{.Title}}">{{lower .Title}}{{if .Thick}}{{.Say "x"}}{{end}}</a>{{end}}{{with .Inner}}{{.Deep}}{{end}}`)
	d := data()
	b.Run("text/template", func(b *testing.B) {
		for b.Loop() {
			_ = tmpl.Execute(io.Discard, d)
		}
	})
	b.Run("stencil", func(b *testing.B) {
		for b.Loop() {
			_, _ = p.Execute(io.Discard, d, nil)
		}
	})
}
