package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/HugoSmits86/nativewebp"
	"golang.org/x/image/webp"
)

// photograph draws something with gradients, whose top left quarter is red.
func photograph(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), uint8((x*7 + y*3) % 256), 255}
			if x < w/2 && y < h/2 {
				c = color.NRGBA{220, 20, 20, 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

// flat draws what a screenshot is made of: areas of one colour.
func flat(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{250, 250, 250, 255}
			if (x/40+y/24)%3 == 0 {
				c = color.NRGBA{30, 90, 160, 255}
			}
			if x%97 == 0 {
				c = color.NRGBA{0, 0, 0, uint8(y % 256)}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

const secret = "48.8583 N, 2.2945 E, Anna Example, camera 4711"

// exif holds a place, a person and how the picture is turned.
func exif(turn int) []byte {
	out := []byte{'I', 'I', '*', 0, 8, 0, 0, 0, 2, 0}
	out = append(out, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0) // GPSInfo
	out = append(out, 0x12, 1, 3, 0, 1, 0, 0, 0, byte(turn), 0, 0, 0)
	return append(append(out, 0, 0, 0, 0), secret...)
}

// withJPEG puts segments behind the start of a JPEG.
func withJPEG(t *testing.T, m image.Image, turn int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	out := []byte{0xff, markSOI}
	out = appendSegment(out, markAPP0, append([]byte("JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x01\x01"), 1, 2, 3))
	out = appendSegment(out, markAPP1, append([]byte("Exif\x00\x00"), exif(turn)...))
	out = appendSegment(out, markAPP1, []byte("http://ns.adobe.com/xap/1.0/\x00"+secret))
	out = appendSegment(out, markAPP2, []byte("ICC_PROFILE\x00\x01\x01the profile"))
	out = appendSegment(out, 0xed, []byte("Photoshop 3.0\x00"+secret))
	out = appendSegment(out, markCOM, []byte(secret))
	return append(append(out, b.Bytes()[2:]...), "MPF: "+secret...)
}

func encodePNG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withPNG puts chunks behind the head of a PNG, and something behind its end.
func withPNG(t *testing.T, m image.Image, chunks ...[]byte) []byte {
	t.Helper()
	data := encodePNG(t, m)
	head := len(pngHead) + 25
	out := bytes.Clone(data[:head])
	for _, c := range chunks {
		out = append(out, c...)
	}
	return append(append(out, data[head:]...), secret...)
}

func chunk(name, body string) []byte { return appendChunk(nil, name, []byte(body)) }

func TestMetadataIsRemoved(t *testing.T) {
	var animated bytes.Buffer
	pal := color.Palette{color.White, color.Black}
	frame := image.NewPaletted(image.Rect(0, 0, 4, 4), pal)
	if err := gif.EncodeAll(&animated, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{10, 10}}); err != nil {
		t.Fatal(err)
	}
	noted := bytes.TrimSuffix(animated.Bytes(), []byte{';'})
	noted = append(bytes.Clone(noted), "!\xfe"+string(byte(len(secret)))+secret+"\x00"+"!\xff\x0bXMP DataXMP"+string(byte(len(secret)))+secret+"\x00;"+secret...)
	var lossless bytes.Buffer
	if err := nativewebp.Encode(&lossless, flat(20, 10), nil); err != nil {
		t.Fatal(err)
	}
	extended := make([]byte, 10)
	extended[0] = flagExif | flagXMP
	put24(extended[4:], 19)
	put24(extended[7:], 9)
	webpNoted := webpFile(appendRIFF(appendRIFF(append(appendRIFF(nil, "VP8X", extended), lossless.Bytes()[12:]...), "EXIF", exif(6)), "XMP ", []byte(secret)))
	inner := base64.StdEncoding.EncodeToString(withJPEG(t, photograph(8, 4), 1))

	for _, c := range []struct {
		name          string
		data          []byte
		format        Format
		width, height int
		turn          int
		animated      bool
	}{
		{"jpeg", withJPEG(t, photograph(30, 20), 1), JPEG, 30, 20, 1, false},
		{"jpeg on its side", withJPEG(t, photograph(30, 20), 6), JPEG, 20, 30, 6, false},
		{"png", withPNG(t, flat(30, 20), chunk("tEXt", "Author\x00"+secret), chunk("zTXt", secret), chunk("iTXt", secret), chunk("tIME", "1234567"), chunk("caBX", secret)), PNG, 30, 20, 1, false},
		{"png with Exif", withPNG(t, flat(30, 20), chunk("eXIf", string(exif(3)))), PNG, 30, 20, 3, false},
		{"animated png", withPNG(t, flat(30, 20), chunk("acTL", "\x00\x00\x00\x01\x00\x00\x00\x00"), chunk("tEXt", secret)), PNG, 30, 20, 1, true},
		{"gif", noted, GIF, 4, 4, 1, true},
		{"webp", webpNoted, WebP, 10, 20, 6, false},
		{"svg", []byte(`<?xml version="1.0"?><!-- ` + secret + ` --><svg xmlns="http://www.w3.org/2000/svg" xmlns:e="http://www.inkscape.org/namespaces/inkscape" e:export-filename="` + secret + `" viewBox="0 0 40 10"><metadata>` +
			secret + `</metadata><title>Kept</title><e:view who="` + secret + `"><rect/></e:view><rect width="4" data-name="` + secret + `"/><image href="data:image/jpeg;base64,` + inner + `"/></svg>`), SVG, 40, 10, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read(c.data)
			if err != nil {
				t.Fatal(err)
			}
			if p.Format != c.format || p.Width != c.width || p.Height != c.height || p.Turn != c.turn || p.Animated != c.animated {
				t.Errorf("got %s %dx%d turn %d animated %v", p.Format, p.Width, p.Height, p.Turn, p.Animated)
			}
			plain := string(p.Data)
			if i := strings.Index(plain, ";base64,"); i >= 0 {
				inner, err := base64.StdEncoding.DecodeString(plain[i+8 : i+8+strings.IndexByte(plain[i+8:], '"')])
				if err != nil {
					t.Fatal(err)
				}
				plain += string(inner)
			}
			for _, word := range []string{"48.8583", "Anna", "4711", "XMP", "Photoshop"} {
				if strings.Contains(plain, word) {
					t.Errorf("%q is still there", word)
				}
			}
			again, err := Read(p.Data)
			if err != nil || !bytes.Equal(again.Data, p.Data) || again.Width != p.Width || again.Turn != p.Turn {
				t.Errorf("reading what was written gives something else: %v", err)
			}
			if _, err := again.decode(); err != nil && c.format != GIF && c.format != SVG {
				t.Errorf("it cannot be decoded any more: %v", err)
			}
		})
	}
}

// The pixels of what is published in its own size are those of the file.
func TestPixelsStay(t *testing.T) {
	for name, data := range map[string][]byte{"jpeg": withJPEG(t, photograph(64, 48), 1), "png": withPNG(t, flat(64, 48), chunk("tEXt", secret))} {
		before, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		p, err := Read(data)
		if err != nil {
			t.Fatal(name, err)
		}
		after, err := p.decode()
		if err != nil {
			t.Fatal(name, err)
		}
		for y := range 48 {
			for x := range 64 {
				if before.At(x, y) != after.At(x, y) {
					t.Fatalf("%s: pixel %d,%d changed", name, x, y)
				}
			}
		}
	}
	p, err := Read(withJPEG(t, photograph(64, 48), 1))
	if err != nil || !bytes.Contains(p.Data, []byte("the profile")) {
		t.Errorf("the colour profile is gone: %v", err)
	}
}

func TestVersions(t *testing.T) {
	gray16 := image.NewGray16(image.Rect(0, 0, 1000, 300))
	paletted := image.NewPaletted(image.Rect(0, 0, 1000, 300), color.Palette{color.White, color.Black, color.NRGBA{200, 0, 0, 255}})
	for i := range paletted.Pix {
		paletted.Pix[i] = uint8(i / 37 % 3)
	}
	for _, c := range []struct {
		name   string
		data   []byte
		widths []int // of the versions
		format Format
	}{
		{"jpeg", withJPEG(t, photograph(1000, 300), 1), []int{480, 960}, JPEG},
		{"narrow jpeg", withJPEG(t, photograph(300, 100), 1), nil, ""},
		{"upright jpeg", withJPEG(t, photograph(700, 1000), 8), []int{480, 960}, JPEG},
		{"png", encodePNG(t, photograph(1000, 300)), []int{1000}, WebP},
		{"16 bits", encodePNG(t, gray16), []int{480, 960, 1000}, WebP},
		{"palette", encodePNG(t, paletted), []int{1000}, WebP},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read(c.data)
			if err != nil {
				t.Fatal(err)
			}
			got, err := p.Versions([]int{480, 960, 1440})
			if err != nil {
				t.Fatal(err)
			}
			var widths []int
			for _, v := range got {
				widths = append(widths, v.Width)
				again, err := Read(v.Data)
				switch {
				case err != nil:
					t.Fatal(err)
				case v.Format != c.format || again.Format != c.format || again.Width != v.Width || again.Height != v.Height || again.Turn != 1:
					t.Errorf("%s %dx%d was written as %s %dx%d", v.Format, v.Width, v.Height, again.Format, again.Width, again.Height)
				case len(v.Data) >= len(p.Data):
					t.Errorf("%d is not smaller than the file itself", v.Width)
				case bytes.Contains(v.Data, []byte("Anna")):
					t.Error("metadata came back")
				}
			}
			if !slices.Equal(widths, c.widths) {
				t.Errorf("got widths %v, want %v", widths, c.widths)
			}
			second, err := p.Versions([]int{480, 960, 1440})
			if err != nil || len(second) != len(got) {
				t.Fatal("the second time gives others", err)
			}
			for i := range got {
				if !bytes.Equal(got[i].Data, second[i].Data) {
					t.Error("the second time gives other bytes")
				}
			}
		})
	}
}

// A picture that Exif turns is turned in its smaller versions: the red quarter
// at the top left of the file comes where a reader sees it.
func TestTurned(t *testing.T) {
	for turn, want := range map[int][2]float64{
		1: {0.25, 0.25}, 2: {0.75, 0.25}, 3: {0.75, 0.75}, 4: {0.25, 0.75}, 5: {0.25, 0.25}, 6: {0.75, 0.25}, 7: {0.75, 0.75}, 8: {0.25, 0.75},
	} {
		p, err := Read(withJPEG(t, photograph(1200, 800), turn))
		if err != nil {
			t.Fatal(err)
		}
		v, err := p.Versions([]int{400})
		if err != nil || len(v) != 1 {
			t.Fatal(v, err)
		}
		m, err := jpeg.Decode(bytes.NewReader(v[0].Data))
		if err != nil {
			t.Fatal(err)
		}
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		if upright := h > w; upright != (turn >= 5) {
			t.Errorf("turn %d: %dx%d", turn, w, h)
		}
		for _, at := range [][2]float64{{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}} {
			r, g, b, _ := m.At(int(at[0]*float64(w)), int(at[1]*float64(h))).RGBA()
			if red := r > 0xc000 && g < 0x3000 && b < 0x3000; red != (at == want) {
				t.Errorf("turn %d: red at %v is %v", turn, at, red)
			}
		}
	}
}

// A lossless version in the size of the picture has its very pixels.
func TestLossless(t *testing.T) {
	p, err := Read(encodePNG(t, photograph(200, 100)))
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Versions(nil)
	if err != nil || len(v) != 1 {
		t.Fatal(v, err)
	}
	want, err := p.decode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := webp.Decode(bytes.NewReader(v[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	for y := range 100 {
		for x := range 200 {
			r, g, b, a := got.At(x, y).RGBA()
			wr, wg, wb, wa := want.At(x, y).RGBA()
			if r != wr || g != wg || b != wb || a != wa {
				t.Fatalf("pixel %d,%d is %v, want %v", x, y, got.At(x, y), want.At(x, y))
			}
		}
	}
}

func TestColours(t *testing.T) {
	profile := make([]byte, 200)
	copy(profile[16:], "RGB ")
	for _, c := range []struct {
		name   string
		chunks [][]byte
		made   int
	}{
		{"none", nil, 1},
		{"sRGB", [][]byte{chunk("sRGB", "\x00"), chunk("gAMA", "\x00\x00\xb1\x8f")}, 1},
		{"another gamma", [][]byte{chunk("gAMA", "\x00\x01\x86\xa0")}, 0},
		{"profile", [][]byte{chunk("iCCP", "P3\x00\x00"+packed(t, profile))}, 1},
		{"profile of grey", [][]byte{chunk("iCCP", "grey\x00\x00"+packed(t, make([]byte, 200)))}, 0},
		{"profile that explodes", [][]byte{chunk("iCCP", "big\x00\x00"+packed(t, make([]byte, 8<<20)))}, 0},
		{"broken profile", [][]byte{chunk("iCCP", "x\x00\x00nothing")}, 0},
	} {
		p, err := Read(withPNG(t, photograph(200, 200), c.chunks...))
		if err != nil {
			t.Fatal(c.name, err)
		}
		v, err := p.Versions(nil)
		if err != nil || len(v) != c.made {
			t.Errorf("%s: %d versions, want %d; %v", c.name, len(v), c.made, err)
		}
		if c.name == "profile" && len(v) == 1 {
			again, err := Read(v[0].Data)
			if err != nil || again.Width != 200 || !bytes.Contains(v[0].Data, profile) {
				t.Errorf("the profile is gone: %v", err)
			}
			if _, err := again.decode(); err != nil {
				t.Error(err)
			}
		}
	}
}

func packed(t *testing.T, data []byte) string {
	t.Helper()
	var m bytes.Buffer
	z := zlib.NewWriter(&m)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return m.String()
}

// hugePNG is a file of some bytes that asks for gigabytes.
func hugePNG(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(nil, w)
	head = append(binary.BigEndian.AppendUint32(head, h), 8, 6, 0, 0, 0)
	return appendChunk(appendChunk(appendChunk([]byte(pngHead), "IHDR", head), "IDAT", []byte("x\x9c\x03\x00\x00\x00\x00\x01")), "IEND", nil)
}

func TestLimits(t *testing.T) {
	p, err := Read(hugePNG(60000, 60000))
	if err != nil {
		t.Fatal(err)
	}
	if !p.Large() {
		t.Error("3.6 billion pixels are not large")
	}
	if v, err := p.Versions([]int{480}); err != nil || v != nil {
		t.Error("it was decoded", err)
	}
	scans := []byte{0xff, markSOI}
	for range maxScans + 1 {
		scans = append(appendSegment(scans, markSOS, make([]byte, 8)), 1, 2, 3)
	}
	if _, err := Read(append(scans, 0xff, markEOI)); err == nil {
		t.Error("a picture of endless passes was read")
	}
	deep := `<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat("<g>", 300) + strings.Repeat("</g>", 300) + "</svg>"
	if _, err := Read([]byte(deep)); err == nil {
		t.Error("endless nesting was read")
	}
}

func TestBroken(t *testing.T) {
	whole := map[string][]byte{"jpeg": withJPEG(t, photograph(64, 48), 6), "png": withPNG(t, flat(64, 48), chunk("eXIf", string(exif(3)))), "gif": encodeGIF(t)}
	for name, data := range whole {
		end := bytes.Index(data, []byte("MPF: "))
		if name == "png" {
			end = bytes.Index(data, []byte("IEND"))
		}
		if end < 0 {
			end = len(data) - 2
		}
		for n := range end {
			p, err := Read(data[:n])
			if err == nil && name != "gif" {
				t.Fatalf("%s: %d of %d bytes are a picture %v", name, n, len(data), p)
			}
		}
	}
	for _, text := range []string{"", "text", "\xff\xd8\xff", "GIF89a", "RIFF\x04\x00\x00\x00WEBP", pngHead, "<html><svg/></html>", "<svg", "RIFF\xff\xff\xff\xffWEBPVP8 "} {
		if p, err := Read([]byte(text)); err == nil {
			t.Errorf("%q is a picture: %v", text, p)
		}
	}
	// A sum that is wrong shows when the pixels are read.
	data := encodePNG(t, flat(64, 48))
	at := bytes.Index(data, []byte("IDAT"))
	data[at+20] ^= 0x55
	p, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Versions(nil); err == nil {
		t.Error("broken pixels were read")
	}
}

func encodeGIF(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.White, color.Black}), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSizeOfSVG(t *testing.T) {
	for attrs, want := range map[string][2]int{
		`width="40" height="30"`: {40, 30}, `width="40px" height="30.4px"`: {40, 30}, `viewBox="0 0 100 50"`: {100, 50},
		`width="50" viewBox="0,0,100,50"`: {50, 25}, `height="50" viewBox="0 0 100 50"`: {100, 50}, `width="100%" height="100%" viewBox="0 0 7 3"`: {7, 3},
		``: {0, 0}, `width="3cm" height="4cm"`: {0, 0}, `width="1e9" height="4"`: {0, 0}, `viewBox="0 0 -1 4"`: {0, 0},
	} {
		p, err := Read([]byte(`<svg xmlns="http://www.w3.org/2000/svg" ` + attrs + `/>`))
		if err != nil || p.Width != want[0] || p.Height != want[1] {
			t.Errorf("%s: %+v %v, want %v", attrs, p, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{pngHead, "GIF89a", "\xff\xd8\xff\xe1\x00\x08Exif\x00\x00", "RIFF\x0c\x00\x00\x00WEBPVP8L\x00\x00\x00\x00", "<svg xmlns='http://www.w3.org/2000/svg' a:b='c'/>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(data)
		if err != nil {
			return
		}
		again, err := Read(p.Data)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !bytes.Equal(again.Data, p.Data) {
			t.Fatal("what was written is written otherwise")
		}
		if p.Width*p.Height < 1<<20 {
			_, _ = p.Versions([]int{16})
		}
	})
}
