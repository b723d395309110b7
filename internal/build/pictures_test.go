package build

import (
	"bytes"
	"context"
	pixels "image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/source"
)

// whereabouts are what a camera wrote into its photographs.
const whereabouts = "48.8583 N 2.2945 E, Anna Example, camera 4711"

// scene draws the pixels of a picture.
func scene(w, h int) pixels.Image {
	m := pixels.NewNRGBA(pixels.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), uint8((x*y + 7*x) >> 3), 255})
		}
	}
	return m
}

// segment is a segment of a JPEG file, which holds text.
func segment(marker byte, text string) string {
	n := len(text) + 2
	return string([]byte{0xff, marker, byte(n >> 8), byte(n)}) + text
}

// pictured lays a site whose pictures tell where and by whom they were taken.
func pictured(t *testing.T) string {
	t.Helper()
	var photo, shot bytes.Buffer
	if err := jpeg.Encode(&photo, scene(1100, 600), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&shot, scene(600, 300)); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00" + "\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00" + "\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00" + "\x00\x00\x00\x00" + whereabouts
	data := photo.String()
	data = data[:2] + segment(0xe1, exif) + segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+whereabouts) + segment(0xfe, whereabouts) + data[2:] + whereabouts
	dir := lay(t, `
-- candor.yaml --
site: {title: T, organization: O, base_url: "https://t.example/trust/"}
audiences: {content/internal/: internal}
-- content/index.md --
---
title: Home
---
Text.
-- content/a.mdx --
---
title: A
---
![The first](images/photo.jpg)

<Figure src="images/shot.png" dark="images/photo.jpg" alt="The second" caption="A caption"/>

<Image src="images/plan.svg" alt="The third" width={40}/>

<img src="images/photo.jpg" alt="The fourth" width="200">

![The fifth](images/plan.svg "What it *shows*")
-- content/images/plan.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><metadata>48.8583 N</metadata><path d="M0 0L80 20"/></svg>
-- content/internal/b.md --
---
title: B
---
![Theirs](other.png)
`)
	put(t, dir, "content/images/photo.jpg", data)
	put(t, dir, "content/images/shot.png", shot.String()+whereabouts)
	put(t, dir, "content/internal/other.png", shot.String())
	return dir
}

func TestPictures(t *testing.T) {
	dir := pictured(t)
	m := build(t, dir, "public", 2).clean(t)
	for _, f := range m.files {
		for _, word := range []string{"48.8583", "Anna", "4711", "xap"} {
			if bytes.Contains(f.Data, []byte(word)) {
				t.Errorf("%s holds %q", f.Path, word)
			}
		}
		if strings.Contains(f.Path, "other") {
			t.Errorf("%s is there", f.Path)
		}
	}
	known := m.digests()
	page := string(m.file(t, "a/index.html"))
	var images []map[string]string
	for z := html.NewTokenizer(strings.NewReader(page)); z.Next() != html.ErrorToken; {
		token := z.Token()
		if token.Type != html.StartTagToken || token.Data != "img" && token.Data != "source" {
			continue
		}
		attrs := map[string]string{}
		for _, a := range token.Attr {
			attrs[a.Key] = a.Val
		}
		for _, candidate := range strings.Split(attrs["srcset"]+", "+attrs["src"], ", ") {
			if path, ok := strings.CutPrefix(strings.Fields(candidate + " -")[0], "/trust/"); ok && known[path] == "" {
				t.Errorf("%s is not a file", path)
			}
		}
		if token.Data == "img" {
			images = append(images, attrs)
		} else if attrs["media"] == "" && attrs["type"] != "image/webp" {
			t.Errorf("a source without a condition: %v", attrs)
		}
	}
	if len(images) != 5 {
		t.Fatalf("got %d images of five", len(images))
	}
	for i, want := range [][3]string{{"600", "1100", ""}, {"600", "300", "lazy"}, {"40", "10", "lazy"}, {"200", "367", "lazy"}, {"80", "20", "lazy"}} {
		got := images[i]
		if got["width"] != want[0] || got["height"] != want[1] || got["loading"] != want[2] || got["decoding"] != "async" {
			t.Errorf("image %d: %v, want %v", i+1, got, want)
		}
	}
	if images[0]["fetchpriority"] != "high" || images[0]["src"] != "/trust/images/photo.jpg" || !strings.Contains(images[0]["srcset"], " 480w, /trust/images/photo.jpg 600w") {
		t.Errorf("the first: %v", images[0])
	}
	for _, want := range []string{`<source media="(prefers-color-scheme: dark)" srcset="/trust/assets/pictures/photo-480-`, `<source type="image/webp" srcset="/trust/assets/pictures/shot-600-`,
		"<figcaption>What it *shows*</figcaption>", "<figcaption>A caption</figcaption>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if twin := string(m.file(t, "a/index.md")); !strings.Contains(twin, `plan.svg "What it *shows*")`) {
		t.Errorf("the caption is missing in\n%s", twin)
	}
	photo := m.file(t, "images/photo.jpg")
	if c, err := jpeg.DecodeConfig(bytes.NewReader(photo)); err != nil || c.Width != 1100 {
		t.Errorf("the picture itself: %v %v", c, err)
	}
}

// The same bytes come out whatever is remembered and however many workers there
// are.
func TestPicturesAreRemembered(t *testing.T) {
	dir := pictured(t)
	want := build(t, dir, "public", 1).digests()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for i, workers := range []int{1, 4, 4} {
		table, err := memo.Open(root, "cache", "test", 64<<20)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Open(context.Background(), Options{Dir: dir, AsOf: asOf, Workers: workers, Memo: table})
		if err != nil {
			t.Fatal(err)
		}
		view, _ := p.View("public")
		files, _, err := p.Render(context.Background(), view)
		if err != nil {
			t.Fatal(err)
		}
		if len(files) != len(want) {
			t.Errorf("run %d: %d files, want %d", i, len(files), len(want))
		}
		for _, f := range files {
			if source.DigestOf(f.Data) != want[f.Path] {
				t.Errorf("run %d: %s differs", i, f.Path)
			}
		}
		if err := table.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
