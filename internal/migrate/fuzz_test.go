package migrate

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzConvert rewrites anything: no crash, no lost word, and what was rewritten
// stays as it is when it is rewritten again.
func FuzzConvert(f *testing.F) {
	for _, seed := range []string{
		"Title\n\nLead of the page here.\n\nPart One\n\n• a\n• b\n\n1. x\n2. y\n", "a: 1\nb:\n  - c: {d}\n", "A   B\n1   2\n3   4\n",
		"{{% alert title=\"x\" %}}a{{< note >}}b{{< /note >}}{{% /alert %}}", "{{< tabs >}}{{< tab name=\"a\" >}}x{{< /tab >}}{{< /tabs >}}",
		"+++\ntitle = \"x\"\ntags = [\"a\"]\n+++\n# a\n", "!!! note \"x\"\n    a\n\n    === \"t\"\n        b\n", "{% highlight go %}\nx\n{% endhighlight %}\n{{ site.x }}\n",
		"<h1>a</h1><p>b <b>c</b><table><tr><td colspan=2>d", "import X from 'x'\n\n<X y={z => 1}/>\n{a.b}\n", "[[a|b]] {: .x}\n**bold**\n", "`a\n```\n<!-- x\n",
	} {
		for kind := range Kinds {
			f.Add(kind, seed)
		}
	}
	f.Fuzz(func(t *testing.T, kind int, text string) {
		if len(text) > 4<<10 {
			return
		}
		k := Kinds[(kind%len(Kinds)+len(Kinds))%len(Kinds)]
		name := "page.md"
		if k == Docusaurus || k == Mintlify || k == Starlight || k == Gatsby {
			name = "page.mdx"
		}
		p, err := Convert(name, []byte(text), Options{Kind: k})
		if err != nil {
			return
		}
		if k == Text && len(p.Lost) > 0 {
			t.Fatalf("words are lost: %q\n%s", p.Lost, p.Text)
		}
		again, err := Convert(name, []byte(text), Options{Kind: k})
		if err != nil || !bytes.Equal(p.Text, again.Text) {
			t.Fatalf("two runs differ: %v", err)
		}
		if bytes.IndexByte(p.Text, 0) >= 0 || strings.Contains(string(p.Text), "\x01") {
			t.Fatal("the page holds bytes that stand for nothing")
		}
	})
}
