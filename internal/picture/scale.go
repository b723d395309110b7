package picture

import (
	"bytes"
	"image"
	stddraw "image/draw"
	"image/jpeg"
	"slices"

	"github.com/HugoSmits86/nativewebp"
	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// Version is a picture in another size or format.
type Version struct {
	Width, Height int
	Format        Format
	Data          []byte
}

// quality is that of smaller JPEG files, from 1 to 100.
const quality = 82

// maxSide is the longest side of a lossless WebP file.
const maxSide = 1 << 14

// Versions makes a picture again in those of the widths that are smaller than
// its own: a JPEG as JPEG, others as lossless WebP, and these in their own width
// too. What is not smaller than the file of the picture is left out, so that
// there may be none. Animations, SVG and pictures in the colours of print are
// left alone. The error says why the pixels cannot be read.
func (p *Picture) Versions(widths []int) ([]Version, error) {
	if p.Format == SVG || p.Format == GIF || p.Animated || p.Large() {
		return nil, nil
	}
	img, err := p.decode()
	if err != nil {
		return nil, plainly(err)
	}
	if _, print := img.(*image.CMYK); print {
		return nil, nil
	}
	var out []Version
	for _, width := range widths {
		if width >= p.Width {
			continue
		}
		height := max(1, (p.Height*width+p.Width/2)/p.Width)
		out = append(out, p.encode(turned(scaled(img, width, height, p.Turn), p.Turn)))
	}
	if p.Format == PNG {
		out = append(out, p.encode(turned(img, p.Turn)))
	}
	return worthwhile(out, len(p.Data)), nil
}

// worthwhile leaves out versions, from narrow to wide, that take as many bytes as
// a wider one or as the file itself.
func worthwhile(all []Version, least int) []Version {
	var out []Version
	for _, v := range slices.Backward(all) {
		if v.Data != nil && len(v.Data) < least {
			least, out = len(v.Data), append(out, v)
		}
	}
	slices.Reverse(out)
	return out
}

// scaled makes a picture smaller, to the width and height in which it is shown.
func scaled(img image.Image, width, height, turn int) image.Image {
	if turn >= 5 {
		width, height = height, width
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.CatmullRom.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
	return out
}

// turned turns a picture as Exif says.
func turned(img image.Image, turn int) image.Image {
	if turn < 2 || turn > 8 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	from := image.NewNRGBA(image.Rect(0, 0, w, h))
	stddraw.Draw(from, from.Bounds(), img, b.Min, stddraw.Src)
	to := image.NewNRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 {
		to = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	size := to.Bounds()
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := x, y
			if turn >= 5 {
				sx, sy = y, x
			}
			if turn == 2 || turn == 3 || turn == 7 || turn == 8 {
				sx = w - 1 - sx
			}
			if turn == 3 || turn == 4 || turn == 6 || turn == 7 {
				sy = h - 1 - sy
			}
			copy(to.Pix[to.PixOffset(x, y):][:4], from.Pix[from.PixOffset(sx, sy):][:4])
		}
	}
	return to
}

// encode writes a picture in the format of its versions; one that cannot be
// written so has no Data.
func (p *Picture) encode(img image.Image) Version {
	b := img.Bounds()
	v := Version{Width: b.Dx(), Height: b.Dy(), Format: WebP}
	if p.Format == JPEG {
		var out bytes.Buffer
		v.Format = JPEG
		if jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}) == nil {
			v.Data = append(append([]byte{0xff, markSOI}, profileOf(p.Data)...), out.Bytes()[2:]...)
		}
		return v
	}
	profile, err := p.profile()
	if err != nil || b.Dx() > maxSide || b.Dy() > maxSide {
		return v
	}
	if v.Data = lossless(img); v.Data != nil && profile != nil {
		v.Data = withProfile(v.Data, profile, v.Width, v.Height, !opaque(img))
	}
	return v
}

// lossless writes a picture as WebP. The library fails on some pictures of few
// colours; these are written with all of theirs, and what cannot be read again
// is nil.
func lossless(img image.Image) []byte {
	if data := readable(img); data != nil {
		return data
	}
	if _, few := img.(*image.Paletted); !few {
		return nil
	}
	all := image.NewNRGBA(img.Bounds())
	stddraw.Draw(all, all.Bounds(), img, all.Bounds().Min, stddraw.Src)
	return readable(all)
}

// readable writes a picture, and reads it again. The library panics on some
// pictures of one colour, of which there is then no WebP.
func readable(img image.Image) (data []byte) {
	defer func() {
		if recover() != nil {
			data = nil
		}
	}()
	var out bytes.Buffer
	if nativewebp.Encode(&out, img, nil) != nil || !same(out.Bytes(), img) {
		return nil
	}
	return out.Bytes()
}

// profile returns the colour profile of what is not a JPEG, or nil.
func (p *Picture) profile() (profile []byte, err error) {
	if p.Format == PNG {
		profile, err = profilePNG(p.Data)
	} else {
		_ = riffChunks(p.Data[12:], func(name string, body []byte) { // it was walked through before
			if name == "ICCP" {
				profile = body
			}
		})
	}
	if len(profile) > 0 && (len(profile) < 20 || string(profile[16:20]) != "RGB ") {
		return nil, errColours
	}
	return profile, err
}

// opaque reports whether nothing shows through a picture.
func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// same reports whether what was written shows the same picture: it is read with
// another library than wrote it, and some thousand pixels are compared.
func same(data []byte, img image.Image) bool {
	got, err := webp.Decode(bytes.NewReader(data))
	b := img.Bounds()
	if err != nil || got.Bounds().Dx() != b.Dx() || got.Bounds().Dy() != b.Dy() {
		return false
	}
	step := max(1, b.Dx()*b.Dy()/4096)
	for i := 0; i < b.Dx()*b.Dy(); i += step {
		x, y := i%b.Dx(), i/b.Dx()
		r, g, bl, a := got.At(x, y).RGBA()
		wr, wg, wb, wa := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
		if far(r, wr) || far(g, wg) || far(bl, wb) || far(a, wa) {
			return false
		}
	}
	return true
}

// far reports whether two colour values of 16 bits differ by more than the
// rounding to 8.
func far(a, b uint32) bool { return max(a, b)-min(a, b) > 0x300 }
