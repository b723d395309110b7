package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// TestSmallestPictures has the library for WebP write pictures of one point, on
// some of which it panics.
func TestSmallestPictures(t *testing.T) {
	for name, img := range map[string]image.Image{
		"grey": image.NewGray(image.Rect(0, 0, 1, 1)), "clear": image.NewNRGBA(image.Rect(0, 0, 1, 1)),
		"palette": image.NewPaletted(image.Rect(0, 0, 1, 1), color.Palette{color.Black}), "line": image.NewGray16(image.Rect(0, 0, 2000, 1)),
	} {
		var buf bytes.Buffer
		if err := png.Encode(&buf, img); err != nil {
			t.Fatal(err)
		}
		p, err := Read(buf.Bytes())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		versions, err := p.Versions([]int{480})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, v := range versions {
			if v.Width > img.Bounds().Dx() || len(v.Data) == 0 {
				t.Errorf("%s: a version of %d pixels with %d bytes", name, v.Width, len(v.Data))
			}
		}
	}
}
