package inspect

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
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

// sheet tells the address of a stylesheet.
func sheet(address []byte) bool { return string(address) == "/a.css" }

// agree holds the scan of a page to what the tokenizer of HTML reads.
func agree(t *testing.T, page []byte) bool {
	t.Helper()
	got, plain := scan(page, nil, nil)
	want := tokenise(page)
	if plain && !reflect.DeepEqual(got, want) {
		t.Errorf("%q:\n got %+v\nwant %+v", page, got, want)
	}
	if plain { // the same, without what is told to be left out
		short, _ := scan(page, sheet, nil)
		want.Refs = slices.DeleteFunc(want.Refs, func(r Ref) bool {
			place, ok := plainPlace(r.Address)
			return (r.Attribute == "href" || r.Attribute == "src") && (ok && want.Offers(place) || r.Address == "/a.css")
		})
		if !slices.Equal(short.Refs, want.Refs) || !slices.Equal(short.IDs, want.IDs) {
			t.Errorf("%q, in short:\n got %+v\nwant %+v", page, short, want)
		}
	}
	return plain
}

func TestScan(t *testing.T) {
	for _, page := range []string{
		`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A &amp; B <b id="no"></title><link rel="stylesheet" href="/a.css"><script src="/s.js" defer></script></head>`,
		`<a class="x" href="/p/">text</a><IMG SRC=" /i.png " alt=""><svg viewBox="0 0 1 1"><use xlink:href="#i"/></svg><p id="a"><p id="a"><br><hr/>`,
		`<link href="/a.css"><a href="#a"></a><a href="/b"></a><a href="#c"></a><h2 id="a"></h2><a href="#"></a><a href="#top"></a><a href="#a b"></a><a href=" #d "></a><form action="#a"></form>`,
		`<!-- c --><p hidden id="b">a < b <3 </p><details open><input disabled ></details>`,
	} {
		if !agree(t, []byte(page)) {
			t.Errorf("not plain: %s", page)
		}
	}
	for _, page := range []string{
		`<a href='x'>`, `<a href=x>`, `<a href="a&amp;b">`, `<a href = "x">`, `<a href ="x">`, `<a href="x"id="y">`, `<a href="x" href="y">`, `<p/id="a">`, `<p / id="a">`, `<a`, `<a href="x`, `<a href`,
		`<!-- a -- b --><p id="a">`, `<!--><p id="a">-->`, `<!---><p id="a">`, `<!-- a --!><p id="a">`, `<!-- a`, `<!x><p id="a">`, `<?x><p id="a">`, `</p id="x"><p id="a">`, `</ p><p id="a">`, `</>`, `</p`,
		`<script><!-- <script></script> --><p id="a"></script>`, `<title>a</b></title><p id="a">`, `<title>a</TITLE><p id="a">`, `<title>a`, `<plaintext><p id="a">`, `<script/><p id="a"></script>`, `<textarea></textarea ><p id="a">`,
		`<P ID="A" CLASS="b">`, "<p id=\"a\rb\">", "<p\x00 id=\"a\">", `<a name="x" id="">`, `<meta content="0; url=/x/">`, `<object data="/d"><embed data="/e">`, `<img srcset="/a 1x, /b 2x">`, `<`, `<p id="x"><`,
	} {
		agree(t, []byte(page))
	}
}

// FuzzScan reads any page both ways.
func FuzzScan(f *testing.F) {
	f.Add([]byte(`<!doctype html><p id="a" class=x><a href="/b#c">d</a><!-- e --><title>f</title><script>g</script></p>`))
	f.Add([]byte(`<style></style><img src="/x" / ><a name="y" href='z'>`))
	f.Add([]byte("<p id=\"\x00a&amp;\rb&lt\">"))
	f.Fuzz(func(t *testing.T, page []byte) { agree(t, page) })
}

// FuzzLines reads a page with the lines of another one known, and without.
func FuzzLines(f *testing.F) {
	f.Add("<p>\n<a href=\"/a.css\">b</a>\n<p id=\"c\">\n<a href=\"/d\">", "<h1>\n<a href=\"/a.css\">b</a>\n<a href=\"/d\">\n")
	f.Add("<script>\n<p>\n</script>\n<p>\n", "<p>\n<script>\n</script>\n<p>\n<p\n>")
	f.Add("<p\n<p>\n", "\n<p\n<p>\n<a href\n=\"#a\">\n<title>a\n</title>")
	f.Fuzz(func(t *testing.T, one, other string) {
		var l lines
		for range 3 {
			scan([]byte(one), sheet, &l)
		}
		for range 3 {
			got, plain := scan([]byte(other), sheet, &l)
			if want, also := scan([]byte(other), sheet, nil); plain != also || !reflect.DeepEqual(got, want) {
				t.Errorf("%q behind %q:\n got %+v %v\nwant %+v %v", other, one, got, plain, want, also)
			}
		}
	})
}

// TestLines counts how many lines are known, of pages that several workers read.
func TestLines(t *testing.T) {
	var l lines
	page := []byte("<p>a\n<p><a href=\"/a.css\">b</a>\n<p id=\"c\">\n<a href=\"/d\">\n<p class=\"e\n\">\n" + strings.Repeat("<b>", longestLine/3+1) + "\n<p>f\n<p>a\n<p>g")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 100 {
				if p, _ := scan(page, sheet, &l); len(p.Refs) != 1 || len(p.IDs) != 1 {
					t.Errorf("%+v", p)
				}
			}
		})
	}
	all.Wait()
	var known []string
	for i := range l.known {
		if text := l.known[i].Load(); text != nil {
			known = append(known, *text)
		}
	}
	slices.Sort(known)
	if want := []string{"<p><a href=\"/a.css\">b</a>", "<p>a", "<p>f"}; !slices.Equal(known, want) {
		t.Errorf("%q are known, want %q", known, want)
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
