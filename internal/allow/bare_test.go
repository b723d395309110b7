package allow

import "testing"

func TestMayBeBare(t *testing.T) {
	for text, want := range map[string]bool{
		"https://a.example b": true, "www.a.example": true, "a@b.example": true, "a.b@c.example": true, "localhost:80": true,
		"word": false, "word http://a.example": false, "v1.2.3": false, "wide.open": false, "": false, "a\nb@c.example": false,
	} {
		if got := MayBeBare([]byte(text)); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
		if (BareURL.MatchString(text) || BareWWW.MatchString(text)) && !want {
			t.Errorf("%q is an address, and nobody would ask", text)
		}
	}
}
