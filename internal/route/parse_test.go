package route

import (
	"net/url"
	"reflect"
	"testing"
)

// FuzzParse holds the parts of an address that is written plainly to what package
// url finds in it.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "/", "//", "//host/a", "///a", "/a//b/", "../a.md", "./a_b~c-d.9#top", "#", "a#", "#b.c", "a#b#c", "a##", "a#b/c", "a:b", "/a?b#c", "a%20b", "@site/a", "/a b", "1:2", "é", "a\x7f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		got, err := parse(address)
		want, fault := url.Parse(address)
		if (err == nil) != (fault == nil) || err == nil && !reflect.DeepEqual(got, *want) {
			t.Errorf("%q: got %+v, want %+v", address, got, want)
		}
	})
}

func TestParts(t *testing.T) {
	for address, plain := range map[string]bool{"../a/b.md#c-d": true, "/controls/x/": true, "#top": true, "//host": false, "a?b": false, "a#b/c": false, "mailto:a": false} {
		if _, _, ok := parts(address); ok != plain {
			t.Errorf("%q is plain: %v", address, ok)
		}
	}
}
