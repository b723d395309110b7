// Package picture reads pictures that nobody vouches for: PNG, JPEG, GIF, WebP
// and SVG. It tells their size, takes out of them what is not the picture
// (where and when a photograph was taken, with what, by whom), and makes
// smaller ones.
//
// It never decodes pixels before it knows how many there are, never changes
// those of a picture that is published in its own size, and writes the same
// bytes for the same picture.
package picture

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path"
	"strings"

	"golang.org/x/image/webp"
)

// Format is how a picture is written.
type Format string

// The formats that are read.
const (
	PNG  Format = "PNG"
	JPEG Format = "JPEG"
	GIF  Format = "GIF"
	WebP Format = "WebP"
	SVG  Format = "SVG"
)

// MaxPixels is the most pixels of a picture that is decoded: the memory that a
// picture asks for follows from them, not from the size of its file.
const MaxPixels = 50_000_000

// Picture is what a file of a picture says at its beginning.
type Picture struct {
	Format Format
	// Width and Height are the size in which it is shown, in pixels: a photograph
	// that was taken upright is higher than wide. 0: an SVG does not say.
	Width, Height int
	Animated      bool
	Turn          int // how it is turned before it is shown, as Exif says: 1 to 8
	// Data is the file without metadata and without what stands behind its end.
	Data []byte
}

// Large reports whether a picture has too many pixels to be decoded.
func (p *Picture) Large() bool { return p.Width*p.Height > MaxPixels }

// formats lists the extensions of each format.
var formats = map[string]Format{
	".png": PNG, ".apng": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".jpe": JPEG, ".jfif": JPEG, ".gif": GIF, ".webp": WebP, ".svg": SVG,
}

// FormatOf returns the format that the name of a file promises, or "".
func FormatOf(name string) Format { return formats[strings.ToLower(path.Ext(name))] }

// Sniff returns the format that the content of a file is in, or "".
func Sniff(data []byte) Format {
	switch {
	case bytes.HasPrefix(data, []byte(pngHead)):
		return PNG
	case bytes.HasPrefix(data, []byte{0xff, 0xd8, 0xff}):
		return JPEG
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return GIF
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return WebP
	case isSVG(data):
		return SVG
	}
	return ""
}

// The reasons why a file is no picture.
var (
	errUnknown   = errors.New("it is neither PNG, JPEG, GIF, WebP nor SVG")
	errTruncated = errors.New("it ends too soon")
	errEmpty     = errors.New("it has no pixels")
)

// Read reads a picture of any format. The error completes "the picture cannot
// be read: ...".
func Read(data []byte) (*Picture, error) {
	p := &Picture{Format: Sniff(data), Turn: 1}
	var err error
	switch p.Format {
	case PNG:
		err = p.readPNG(data)
	case JPEG:
		err = p.readJPEG(data)
	case GIF:
		err = p.readGIF(data)
	case WebP:
		err = p.readWebP(data)
	case SVG:
		return p, p.readSVG(data)
	default:
		err = errUnknown
	}
	if err != nil {
		return nil, err
	}
	config, err := p.config()
	switch {
	case err != nil:
		return nil, plainly(err)
	case config.Width < 1 || config.Height < 1:
		return nil, errEmpty
	}
	p.Width, p.Height = config.Width, config.Height
	if p.Turn >= 5 {
		p.Width, p.Height = p.Height, p.Width
	}
	return p, nil
}

// config reads the size in pixels out of the head of the file.
func (p *Picture) config() (image.Config, error) {
	in := bytes.NewReader(p.Data)
	switch p.Format {
	case PNG:
		return png.DecodeConfig(in)
	case JPEG:
		return jpeg.DecodeConfig(in)
	case GIF:
		return gif.DecodeConfig(in)
	}
	return webp.DecodeConfig(in)
}

// decode reads the pixels.
func (p *Picture) decode() (image.Image, error) {
	in := bytes.NewReader(p.Data)
	switch p.Format {
	case PNG:
		return png.Decode(in)
	case JPEG:
		return jpeg.Decode(in)
	}
	return webp.Decode(in)
}

// plainly says an error of a decoder without the name of its package.
func plainly(err error) error {
	text := err.Error()
	for _, prefix := range []string{"png: ", "jpeg: ", "gif: ", "webp: ", "vp8: ", "vp8l: ", "riff: ", "invalid format: ", "unsupported feature: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	if strings.Contains(text, "EOF") {
		return errTruncated
	}
	return errors.New(text)
}
