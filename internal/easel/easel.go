// Package easel draws the pictures of the portal of Larkspur Systems, a company
// that does not exist: what a screenshot and a camera would give others.
//
// It writes no files, and draws the same every time.
package easel

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// Pictures returns the files by name: the dialogue that asks for a second factor,
// in light and dark, and a meadow of the flower that the company is named for,
// with the metadata that a camera writes, so that the portal can show that they
// are not published.
func Pictures() map[string][]byte {
	return map[string][]byte{
		"second-factor.png": encoded(dialogue(light)), "second-factor-dark.png": encoded(dialogue(dark)), "larkspur.jpg": photograph(meadow(1600, 900)),
	}
}

// encoded writes a picture of few colours as PNG.
func encoded(m image.Image) []byte {
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(&out, m); err != nil {
		panic(err) // a buffer takes all
	}
	return out.Bytes()
}

// photograph writes a picture as JPEG with Exif: where it was taken, and by whom.
func photograph(m image.Image) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 78}); err != nil {
		panic(err)
	}
	body := append([]byte("Exif\x00\x00"), exif("Robin Example", 47, 33)...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(body)+2))
	return append(append(head, body...), out.Bytes()[2:]...)
}

// exif is a TIFF file of two directories: the artist, and a place.
func exif(artist string, north, minutes uint32) []byte {
	entry := func(out []byte, tag, kind uint16, count, value uint32) []byte {
		out = binary.BigEndian.AppendUint16(out, tag)
		out = binary.BigEndian.AppendUint16(out, kind)
		return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(out, count), value)
	}
	const first, second = 8, 8 + 2 + 2*12 + 4
	text := append([]byte(artist), 0)
	place := uint32(second + 2 + 2*12 + 4 + len(text))
	out := append([]byte("MM\x00*\x00\x00\x00\x08"), 0, 2)
	out = entry(out, 0x013b, 2, uint32(len(text)), second+2+2*12+4) // Artist
	out = entry(out, 0x8825, 4, 1, second)                          // GPSInfo
	out = append(out, 0, 0, 0, 0)
	out = append(out, 0, 2)
	out = entry(out, 1, 2, 2, 'N'<<24) // GPSLatitudeRef
	out = entry(out, 2, 5, 3, place)   // GPSLatitude
	out = append(out, 0, 0, 0, 0)
	out = append(out, text...)
	for _, n := range []uint32{north, 1, minutes, 1, 0, 1} {
		out = binary.BigEndian.AppendUint32(out, n)
	}
	return out
}

// mix is a colour between two.
func mix(a, b color.RGBA, t float64) color.RGBA {
	t = max(0, min(1, t))
	at := func(x, y uint8) uint8 { return uint8(float64(x)*(1-t) + float64(y)*t) }
	return color.RGBA{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), 255}
}
