package markup

import "testing"

// TestGFMRules tries each rule of the four sections of the GFM specification
// (0.29) on an example of our own. The HTML is what the rule says.
func TestGFMRules(t *testing.T) {
	for _, c := range []struct{ section, rule, markdown, html string }{
		{"4.10", "header, delimiter and data rows", "| a | b |\n| - | - |\n| 1 | 2 |\n", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"},
		{"4.10", "outer bars and the width of cells do not matter", "a|b\n-|---\n1 |   2\n", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"},
		{"4.10", "colons align", "|a|b|c|d|\n|:-|-:|:-:|-|\n|1|2|3|4|\n", `<table><thead><tr><th align="left">a</th><th align="right">b</th><th align="center">c</th><th>d</th></tr></thead><tbody><tr><td align="left">1</td><td align="right">2</td><td align="center">3</td><td>4</td></tr></tbody></table>`},
		{"4.10", "an escaped bar stays in the cell, in code and emphasis too", "|a|\n|-|\n|x \\| y|\n|`\\|`|\n|**\\|**|\n", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>x | y</td></tr><tr><td><code>|</code></td></tr><tr><td><strong>|</strong></td></tr></tbody></table>"},
		{"4.10", "a bar in code ends the cell", "|a|b|\n|-|-|\n|`x|y`|\n", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>`x</td><td>y`</td></tr></tbody></table>"},
		{"4.10", "a block-level start ends the table", "|a|\n|-|\n|1|\n> q\n", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><blockquote><p>q</p></blockquote>"},
		{"4.10", "a heading, a list, a fence and a rule end it too", "|a|\n|-|\n# h\n\n|a|\n|-|\n- i\n\n|a|\n|-|\n```\nc\n```\n\n|a|\n|-|\n***\n", "<table><thead><tr><th>a</th></tr></thead></table><h1>h</h1><table><thead><tr><th>a</th></tr></thead></table><ul><li>i</li></ul><table><thead><tr><th>a</th></tr></thead></table><pre><code>c\n</code></pre><table><thead><tr><th>a</th></tr></thead></table><hr>"},
		{"4.10", "an empty line ends it, a line without bars does not", "|a|b|\n|-|-|\nw\n\nw\n", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>w</td><td></td></tr></tbody></table><p>w</p>"},
		{"4.10", "headers and delimiters must be as many", "|a|b|\n|-|\n|1|\n", "<p>|a|b| |-| |1|</p>"},
		{"4.10", "short rows are filled, further cells ignored", "|a|b|\n|-|-|\n|1|\n|1|2|3|\n", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr><tr><td>1</td><td>2</td></tr></tbody></table>"},
		{"4.10", "without rows there is no body", "|a|\n|-|\n", "<table><thead><tr><th>a</th></tr></thead></table>"},
		{"4.10", "cells hold inlines, no blocks", "|a|\n|-|\n|*e* [l](u) `c` - x|\n", `<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><em>e</em> <a href="u">l</a> <code>c</code> - x</td></tr></tbody></table>`},
		{"4.10", "up to three blanks may stand before it", "   |a|\n  |-|\n |1|\n", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"},
		{"4.10", "a table in a quote and in an item", "> |a|\n> |-|\n\n- |a|\n  |-|\n", "<blockquote><table><thead><tr><th>a</th></tr></thead></table></blockquote><ul><li><table><thead><tr><th>a</th></tr></thead></table></li></ul>"},
		{"4.10", "hyphens that go on with an item rule no table", "- a\n--\n", "<ul><li>a --</li></ul>"},

		{"5.3", "open and done", "- [ ] a\n- [x] b\n", `<ul><li><input type="checkbox" disabled> a</li><li><input type="checkbox" disabled checked> b</li></ul>`},
		{"5.3", "either letter", "- [X] a\n", `<ul><li><input type="checkbox" disabled checked> a</li></ul>`},
		{"5.3", "nested, in any list", "* [x] a\n  + [ ] b\n  + [x] c\n1. [ ] d\n", `<ul><li><input type="checkbox" disabled checked> a<ul><li><input type="checkbox" disabled> b</li><li><input type="checkbox" disabled checked> c</li></ul></li></ul><ol><li><input type="checkbox" disabled> d</li></ol>`},
		{"5.3", "a blank must stand behind the marker", "- [x]a\n", "<ul><li>[x]a</li></ul>"},
		{"5.3", "only at the start of the first paragraph", "- a [x] b\n\n[ ] c\n", "<ul><li>a [x] b</li></ul><p>[ ] c</p>"},
		{"5.3", "one blank or the letter, nothing else", "- [] a\n- [  ] b\n- [y] c\n", "<ul><li>[] a</li><li>[  ] b</li><li>[y] c</li></ul>"},

		{"6.5", "two tildes", "~~a~~ b\n", "<p><del>a</del> b</p>"},
		{"6.5", "one tilde", "~a~ b\n", "<p><del>a</del> b</p>"},
		{"6.5", "not over paragraphs", "~~a\n\nb~~\n", "<p>~~a</p><p>b~~</p>"},
		{"6.5", "three and more tildes are text", "a ~~~b~~~ c\n", "<p>a ~~~b~~~ c</p>"},
		{"6.5", "as many at the end as at the start", "~~a~ b\n", "<p>~~a~ b</p>"},
		{"6.5", "with other markup", "**~~a~~** ~~*b*~~ ~~`~~`~~\n", "<p><strong><del>a</del></strong> <del><em>b</em></del> <del><code>~~</code></del></p>"},

		{"6.9", "www.", "www.example.org\n", `<p><a href="http://www.example.org">www.example.org</a></p>`},
		{"6.9", "a path goes with it", "see www.example.org/a/b?c=d#e for\n", `<p>see <a href="http://www.example.org/a/b?c=d#e">www.example.org/a/b?c=d#e</a> for</p>`},
		{"6.9", "http, https and ftp", "http://a.example https://b.example/x ftp://c.example\n", `<p><a href="http://a.example">http://a.example</a> <a href="https://b.example/x">https://b.example/x</a> <a href="ftp://c.example">ftp://c.example</a></p>`},
		{"6.9", "behind the start of a line, blanks, *, _, ~ and (", "(www.a.example) *www.a.example* _www.a.example_ ~www.a.example~\n", `<p>(<a href="http://www.a.example">www.a.example</a>) <em><a href="http://www.a.example">www.a.example</a></em> <em><a href="http://www.a.example">www.a.example</a></em> <del><a href="http://www.a.example">www.a.example</a></del></p>`},
		{"6.9", "not inside words", "xhttp://a.example xwww.a.example\n", "<p>xhttp://a.example xwww.a.example</p>"},
		{"6.9", "no underscore in the last two labels of a host", "http://a.b_c.example www.a_b.c_d http://x_y.a.example\n", `<p>http://a.b_c.example www.a_b.c_d <a href="http://x_y.a.example">http://x_y.a.example</a></p>`},
		{"6.9", "punctuation at the end does not belong to it", "www.a.example/b. www.a.example/b, www.a.example/b! www.a.example/b? www.a.example/b: www.a.example/b*\n", `<p><a href="http://www.a.example/b">www.a.example/b</a>. <a href="http://www.a.example/b">www.a.example/b</a>, <a href="http://www.a.example/b">www.a.example/b</a>! <a href="http://www.a.example/b">www.a.example/b</a>? <a href="http://www.a.example/b">www.a.example/b</a>: <a href="http://www.a.example/b">www.a.example/b</a>*</p>`},
		{"6.9", "parentheses at the end belong to it in pairs", "www.a.example/b_(c) (www.a.example/b_(c)) (www.a.example/b))) (www.a.example)d\n", `<p><a href="http://www.a.example/b_(c)">www.a.example/b_(c)</a> (<a href="http://www.a.example/b_(c)">www.a.example/b_(c)</a>) (<a href="http://www.a.example/b">www.a.example/b</a>))) (<a href="http://www.a.example">www.a.example</a>)d</p>`},
		{"6.9", "parentheses inside do not count", "www.a.example/?q=(b))+c\n", `<p><a href="http://www.a.example/?q=(b))+c">www.a.example/?q=(b))+c</a></p>`},
		{"6.9", "what looks like a character reference at the end does not belong to it", "www.a.example/?q=b&amp; www.a.example/?q=b&copy=c www.a.example/?q=b&hl;\n", `<p><a href="http://www.a.example/?q=b">www.a.example/?q=b</a>&amp; <a href="http://www.a.example/?q=b&amp;copy=c">www.a.example/?q=b&amp;copy=c</a> <a href="http://www.a.example/?q=b">www.a.example/?q=b</a>&amp;hl;</p>`},
		{"6.9", "< ends it", "www.a.example/he<lp\n", `<p><a href="http://www.a.example/he">www.a.example/he</a>&lt;lp</p>`},
		{"6.9", "other characters belong to it", "http://a.example/ü|{x}*y\n", `<p><a href="http://a.example/ü|{x}*y">http://a.example/ü|{x}*y</a></p>`},
		{"6.9", "addresses of mail", "a@b.example a.b-c_d+e@b.c.example\n", `<p><a href="mailto:a@b.example">a@b.example</a> <a href="mailto:a.b-c_d+e@b.c.example">a.b-c_d+e@b.c.example</a></p>`},
		{"6.9", "+ only before the @", "a@b+c.example a+b@c.example\n", `<p>a@b+c.example <a href="mailto:a+b@c.example">a+b@c.example</a></p>`},
		{"6.9", "a dot at the end does not belong to it, - and _ forbid it", "a.b-c_d@a.b a.b-c_d@a.b. a.b-c_d@a.b- a.b-c_d@a.b_\n", `<p><a href="mailto:a.b-c_d@a.b">a.b-c_d@a.b</a> <a href="mailto:a.b-c_d@a.b">a.b-c_d@a.b</a>. a.b-c_d@a.b- a.b-c_d@a.b_</p>`},
		{"6.9", "a host of mail has a dot", "a@b\n", "<p>a@b</p>"},
		{"6.9", "not inside links and code", "[www.a.example](u) `www.a.example`\n", `<p><a href="u">www.a.example</a> <code>www.a.example</code></p>`},
	} {
		if want, got := canon(t, c.html), canon(t, plainHTML(c.markdown)); got != want {
			t.Errorf("%s, %s\n%s\nexpected\n%sgot\n%s", c.section, c.rule, c.markdown, want, got)
		}
	}
}
