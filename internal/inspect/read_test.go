package inspect

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	p := Read([]byte(`<!doctype html><html><head><link rel=stylesheet href="/a.css"><meta http-equiv="refresh" content="0; URL='/there/'">
<meta name="description" content="see; nothing"><title><a href="no"></title><script src='s.js'>"<a href='no' id='no'>"</script></head>
<body id="Top"><h2 id='größe &amp; x'>A</h2><a name=old href="#größe%20x">x</a><A HREF="b?x=1&amp;y=2">y</A><p id="Top">
<!-- <a href="no" id="no"> --><img src=" c.png " srcset="d.png 1x, e,f.png 2x , g.png"><video poster=h.png><source src="i.mp4"><track src="j.vtt"></video>
<form action="/k"></form><svg id="pic"><use xlink:href="#pic"/></svg><div href="no" id=""><q cite="no"></q></div><blockquote cite="https://l.org/"></blockquote>`))
	if want := []string{"Top", "größe & x", "old", "pic"}; !slices.Equal(p.IDs, want) {
		t.Errorf("ids %q, want %q", p.IDs, want)
	}
	if want := []string{"Top"}; !slices.Equal(p.Twice, want) {
		t.Errorf("twice %q, want %q", p.Twice, want)
	}
	var got []string
	for _, r := range p.Refs {
		got = append(got, r.Element+" "+r.Attribute+" "+r.Address)
	}
	want := []string{
		"link href /a.css", "meta content /there/", "script src s.js", "a href #größe%20x", "a href b?x=1&y=2", "img src c.png", "img srcset d.png",
		"img srcset e,f.png", "img srcset g.png", "video poster h.png", "source src i.mp4", "track src j.vtt", "form action /k", "use xlink:href #pic", "blockquote cite https://l.org/",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for fragment, offered := range map[string]bool{"": true, "top": true, "TOP": true, "Top": true, "old": true, "Old": false, "no": false, "größe & x": true} {
		if p.Offers(fragment) != offered {
			t.Errorf("#%s is offered: %t", fragment, !offered)
		}
	}
}

// BenchmarkRead reads a page with 50 links and 20 kB of text.
func BenchmarkRead(b *testing.B) {
	var page strings.Builder
	for i := range 50 {
		fmt.Fprintf(&page, "<h2 id=\"part-%d\">Part</h2><p>%s <a class=\"link\" href=\"/security/page-%d/#part-%d\">there</a></p>\n", i, strings.Repeat("Words of a page. ", 20), i, i)
	}
	data := []byte(page.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if p := Read(data); len(p.Refs) != 50 || len(p.IDs) != 50 {
			b.Fatal(len(p.Refs), len(p.IDs))
		}
	}
}
