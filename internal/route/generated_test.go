package route

import (
	"net/url"
	"strings"
	"testing"
)

func TestSegment(t *testing.T) {
	seen := make(map[string]string)
	for _, id := range []string{"plain-id_1.2", "A/B", "A-B", "../../etc", "con", "ä", "ö", `"><x>`, ".", "..", ""} {
		got := Segment(id)
		if strings.ContainsAny(got, `/\"<>% `) || got == "" || strings.HasPrefix(got, ".") {
			t.Errorf("%q becomes %q", id, got)
		}
		if other, ok := seen[got]; ok {
			t.Errorf("%q and %q both become %q", id, other, got)
		}
		seen[got] = id
	}
	if Segment("plain-id_1.2") != "plain-id_1.2" {
		t.Error("a plain id does not stay as it is")
	}
}

// TestBelowIsEscapedPath holds the short way to the one by package url.
func TestBelowIsEscapedPath(t *testing.T) {
	for c := range rune(300) {
		for _, route := range []string{"/" + string(c), "/a/" + string(c) + "b/", "/a" + string(c) + "?x=" + string(c) + "#" + string(c), "/*" + string(c)} {
			path := PathOf(route)
			u := url.URL{Path: path[1:]}
			for _, base := range []string{"/", "/trust/", "https://acme.org/"} {
				if got, want := Below(base, route), base+u.EscapedPath()+route[len(path):]; got != want && !strings.HasPrefix(route, "//") {
					t.Errorf("%q below %q is %q, want %q", route, base, got, want)
				}
			}
		}
	}
}

func TestBelow(t *testing.T) {
	for _, tt := range []struct{ base, route, want string }{
		{"/", "/controls/", "/controls/"},
		{"/trust/", "/", "/trust/"},
		{"/trust/", "/a b/?q=1#at", "/trust/a%20b/?q=1#at"},
		{"https://acme.org/trust/", OfControl("mfa"), "https://acme.org/trust/controls/mfa/"},
		{"https://acme.org/", "//cdn.example/x", "//cdn.example/x"},
		{"https://acme.org/", "mailto:a@acme.org", "mailto:a@acme.org"},
		{"https://acme.org/", "", ""},
	} {
		if got := Below(tt.base, tt.route); got != tt.want {
			t.Errorf("%q below %q is %q, want %q", tt.route, tt.base, got, tt.want)
		}
	}
}
