package inspect

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestSections(t *testing.T) {
	got := Sections([]byte(`<p>Before <em>it</em>all.</p>
<h1 id="a">The <code>first</code></h1><p>One.</p><p>Two &amp; three.</p>
<style>p{color:red}</style><svg><title>drawn</title></svg><button>Copy</button>
<h2>No id</h2><ul><li>x</li><li>y</li></ul><br/>z
<h3 id="empty"></h3>
<h3 id="c">Table</h3><table><tr><td>a</td><td>b</td></tr></table>
<template>never <template>at</template> all</template>last`))
	want := []Section{
		{"", 0, "", "Before itall."},
		{"a", 1, "The first", "One. Two & three."},
		{"", 2, "No id", "x y z"},
		{"c", 3, "Table", "a b last"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	for _, bad := range []string{"", "<h1", "<h1>open", "</h2>x", "<svg>never closed", "<h2><h3>x</h2></h3>"} {
		Sections([]byte(bad))
	}
}

// agreeSections holds the plain reading of a page to what the tokenizer of HTML
// reads.
func agreeSections(t *testing.T, page []byte) bool {
	t.Helper()
	got, plain := sections(page)
	if want := tokeniseSections(page); plain && !slices.Equal(got, want) {
		t.Errorf("%q:\n got %+v\nwant %+v", page, got, want)
	}
	return plain
}

func TestPlainSections(t *testing.T) {
	for _, page := range []string{
		"", "words", "a &lt; b &amp;&nbsp;c &mdash; d &quot;e&#39; f&#8217;g &bogus; & h", " a\u00a0b\u2003c\n\n d ", `<p>One <b>t</b>wo<br>three<br/>four</p>five`,
		`<h1 id="a">A <code>x</code></h1><p>b</p><h2>c</h2><H3 ID="d&amp;e">D</H3>e<h2 id="">f</h2>`, `<h2>open <h3>inner</h2> more</h3> text`, `<h2>never closed`, `</h2>x<h2/>y`, `<h2 id>x</h2>`,
		`a<svg viewBox="0 0 1 1"><title>t &amp; <b></title><svg><path/></svg>no</svg>b<script>"<p>"</script>c<style>p{}</style><button type="button">Copy</button>d<select><option>1</option></select>`,
		`a<svg/>b<template>x<template>y</template>z</template>c<!-- d -->e<!doctype html>f`, `a<custom-element-with-a-long-name x="1">b</custom-element-with-a-long-name>c`, `x < y`[:1], `<svg>open`, `<ul><li>x<li>y</ul>`,
	} {
		if !agreeSections(t, []byte(page)) {
			t.Errorf("not plain: %s", page)
		}
	}
	for _, page := range []string{
		`a < b`, `<`, `<p`, `a<title>b &amp; c</title>d`, `<textarea>a</textarea>`, `<xmp><b>a</b></xmp>`, `<script/>a</script>b`, `<h2 id="a" id="b">c</h2>`, `<h2 id=a>b</h2>`, "a\x00b", "a\xffb", "\xc2<b>\xa0</b>c", `<?x>a`, `</ p>a`, `<svg><script/>a</svg>b`, `<plaintext>a<b>`,
	} {
		agreeSections(t, []byte(page))
	}
}

// FuzzSections reads any page both ways.
func FuzzSections(f *testing.F) {
	f.Add([]byte(`<h1 id="a">b</h1><p>c &amp; <code>d</code></p><svg><title>e</title></svg><h2 id="f&gt;">g</h2><table><tr><td>h</td><td>i</td></tr></table><!-- j -->k`))
	f.Add([]byte(`<h2>a<h3>b</h2>&#13;&nbsp;c</h3><button>d<button></button>e</button><SVG/>f<H1>g`))
	f.Fuzz(func(t *testing.T, page []byte) { agreeSections(t, page) })
}

// BenchmarkSections reads the body of a page with 50 sections.
func BenchmarkSections(b *testing.B) {
	var page strings.Builder
	for i := range 50 {
		fmt.Fprintf(&page, "<h2 id=\"part-%d\">Part</h2>\n<p>%s &amp; <a class=\"link\" href=\"/security/page-%d/#part-%d\">there</a></p>\n", i, strings.Repeat("Words of a page. ", 20), i, i)
	}
	data := []byte(page.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if got := Sections(data); len(got) != 50 {
			b.Fatal(len(got))
		}
	}
}
