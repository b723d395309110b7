package easel

import (
	"bytes"
	"os"
	"testing"

	"github.com/candor-site/candor/internal/picture"
)

// The pictures of the portal are those that are drawn. That of the camera holds
// what is not to be published, and picture takes it out.
func TestPictures(t *testing.T) {
	for name, data := range Pictures() {
		p, err := picture.Read(data)
		if err != nil {
			t.Fatal(name, err)
		}
		if p.Format != picture.FormatOf(name) || p.Width < 1000 || len(data) > 150_000 {
			t.Errorf("%s: %s of %d x %d in %d bytes", name, p.Format, p.Width, p.Height, len(data))
		}
		if p.Format == picture.JPEG && (!bytes.Contains(data, []byte("Robin Example")) || bytes.Contains(p.Data, []byte("Robin"))) {
			t.Errorf("%s: the name of who took it is not there, or stays there", name)
		}
		there, err := os.ReadFile("../../content/images/" + name)
		if err != nil || !bytes.Equal(there, data) {
			t.Errorf("%s in content/images differs: run make pictures (%v)", name, err)
		}
	}
}
