package inspect

import (
	"slices"
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
