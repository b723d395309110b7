package tag

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/excerpt"
)

func cut(s string) excerpt.Excerpt { return excerpt.Cut([]byte(s), 0, len(s)) }

func TestScanHead(t *testing.T) {
	for text, want := range map[string]string{
		"<a href": "a 2", "</Tabs.Tab>": "/Tabs.Tab 10", "<>": " 1", "</>": "/ 2", "<a.": "a 2", "<1": "", "< a": "", "<": "", "<é": "", "<x:y>": "x:y 4",
	} {
		h, ok := ScanHead([]byte(text))
		got := ""
		if ok {
			got = fmt.Sprintf("%s %d", h.Name, h.N)
			if h.Closing {
				got = "/" + got
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	text := `<Card a b="1 &amp; 2" c={x > 1} {...rest} {/* no */} d='' e=f/>`
	got, fault := Parse(cut(text))
	if fault != nil {
		t.Fatal(fault)
	}
	var b strings.Builder
	for _, a := range got.Attrs {
		fmt.Fprintf(&b, "%d %s %q %q %q\n", a.Form, a.Name, a.Text, a.Expr, text[a.From:a.To])
	}
	want := "0 a \"\" \"\" \"a\"\n1 b \"1 & 2\" \"\" \"1 &amp; 2\"\n2 c \"\" \"x > 1\" \"{x > 1}\"\n3  \"\" \"...rest\" \"{...rest}\"\n1 d \"\" \"\" \"\"\n1 e \"f/\" \"\" \"f/\"\n"
	if b.String() != want || got.Void || got.Name != "Card" {
		t.Errorf("void %v, name %s:\n%swant\n%s", got.Void, got.Name, b.String(), want)
	}
	for text, void := range map[string]bool{"<br>": true, "<Card/>": true, "<Card />": true, "<Card>": false, `<Card a="/"/>`: true, "<BR>": true, "<Link>": false} {
		if got, fault := Parse(cut(text)); fault != nil || got.Void != void {
			t.Errorf("%s: %+v, %v", text, got, fault)
		}
	}
}

func TestParseFaults(t *testing.T) {
	for text, want := range map[string]string{
		`<a b="1" b>`: "9-10 attribute b stands twice in <a>", `<a b=>`: "3-4 attribute b has no value after =", `<a {b}>`: "3-6 expected an attribute name before the value in braces",
		`<a "b">`: `3-4 expected an attribute name, found "\""`,
	} {
		_, fault := Parse(cut(text))
		if fault == nil || fmt.Sprintf("%d-%d %s", fault.From, fault.To, fault.Message) != want {
			t.Errorf("%s: %+v, want %s", text, fault, want)
		}
	}
}

func TestJudge(t *testing.T) {
	// tags finds tags without attributes, as the caller of Judge does.
	tags := func(line string) []OnLine {
		var out []OnLine
		for i := range len(line) {
			if h, ok := ScanHead([]byte(line[i:])); line[i] == '<' && ok {
				end := i + strings.IndexByte(line[i:], '>') + 1
				x := OnLine{Name: h.Name, From: i, To: end}
				switch {
				case h.Closing:
					x.Form = Close
				case line[end-2] == '/':
					x.Form = Void
				}
				out = append(out, x)
			}
		}
		return out
	}
	for line, want := range map[string]Stand{
		"<A/>": Alone, "<A/> x": InWords, "<A>": Opening, "<A> <B>": Opening, "<A><B>x</B>": Opening, "<A>x</A>": Inlined, "<A>x</A> y": InWords,
		"<A> x": InWords, "<A></B>": InWords, "<A><A>x</A></A>": Inlined, "<A><B/>": Opening,
	} {
		if got := Judge([]byte(line), tags(line)); got.Stand != want {
			t.Errorf("%s stands as %d, want %d", line, got.Stand, want)
		}
	}
	for text, want := range map[string]int{"`a` b": 3, "``a`b`` c": 7, "`a": 1, "``": 2} {
		if got := SkipCode([]byte(text)); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`<a b="1" {...c} d={e}/>`, "<a b=", "<>", "</a >", `<a b='&#39;'>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h, ok := ScanHead([]byte(text + "x"))
		if !strings.HasPrefix(text, "<") || !ok {
			return
		}
		n, progress := excerpt.TagExtent(true).Feed([]byte(text[min(h.N, len(text)):]))
		if progress != excerpt.Finished || h.N+n > len(text) {
			return
		}
		got, fault := Parse(cut(text[:h.N+n]))
		if fault != nil {
			if fault.From < 0 || fault.To > len(text) || fault.From > fault.To || fault.Message == "" {
				t.Errorf("bad place of %+v", fault)
			}
			return
		}
		for _, a := range got.Attrs {
			if a.At < 0 || a.At > a.From || a.From > a.To || a.To > a.Stop || a.Stop > len(text) {
				t.Errorf("bad place of %+v", a)
			}
		}
	})
}

func TestHeadsOfAdmonitions(t *testing.T) {
	for in, want := range map[string]string{
		"note": "note  true", " tip [A b]": "tip A b true", "info A b": "info A b true", `info{title="A"}`: "info A true", "1": "  false", "a:b": "  false", "": "  false",
	} {
		kind, title, ok := AdmonitionHead(in)
		if got := fmt.Sprintf("%s %s %v", kind, title, ok); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"[!NOTE]": "note  true", "[!TIP]+ A b": "tip A b true", "[!a b]": "  false", "[!NOTE](u)": "  false", "[NOTE]": "  false",
	} {
		kind, title, ok := AlertHead(in)
		if got := fmt.Sprintf("%s %s %v", kind, title, ok); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
