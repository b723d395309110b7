package gallery

import (
	"bytes"
	"testing"
)

func TestPictured(t *testing.T) {
	for _, page := range []string{"", "g", "img", "<im", "<img", "<p><img>", "<imgs", "<i m g>", "<IMG>", "g<g<imgg", "long <image> ing", "x<img\n"} {
		if got, want := pictured([]byte(page)), bytes.Contains([]byte(page), []byte("<img")); got != want {
			t.Errorf("%q: %v", page, got)
		}
	}
}
