package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// isSVG reports whether a file is XML whose root is the element svg.
func isSVG(data []byte) bool {
	if len(data) == 0 || !bytes.ContainsRune(data[:min(len(data), 4096)], '<') {
		return false
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.RawToken()
		if err != nil {
			return false
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name.Local == "svg"
		}
		if text, ok := token.(xml.CharData); ok && len(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))) > 0 {
			return false
		}
	}
}

// maxDepth is how deep the elements of an SVG may lie in one another.
const maxDepth = 256

// readSVG takes out the element metadata, comments, processing instructions,
// and the elements and attributes of other vocabularies, in which editors keep
// names of files and people; pictures inside lose their metadata too. Titles
// and descriptions stay: they are read aloud.
func (p *Picture) readSVG(data []byte) error {
	s := svg{picture: p, data: data, in: xml.NewDecoder(bytes.NewReader(data))}
	if err := s.copy(); err != nil {
		return err
	}
	p.Data = s.out.Bytes()
	return nil
}

// svg is a file that is being copied.
type svg struct {
	picture *Picture
	data    []byte
	in      *xml.Decoder
	out     bytes.Buffer
	depth   int
	skip    int // the depth of the element that is left out, or 0
}

func (s *svg) copy() error {
	for from := 0; ; {
		token, err := s.in.Token()
		to := int(s.in.InputOffset())
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errors.New("its XML is broken")
		}
		raw := s.data[from:to]
		from = to
		switch t := token.(type) {
		case xml.StartElement:
			if s.depth++; s.depth > maxDepth {
				return errors.New("its elements are nested deeper than 256")
			}
			if s.depth == 1 && left(t.Name) {
				return errUnknown
			}
			if s.depth == 1 {
				s.picture.Width, s.picture.Height = sizeOf(t)
			}
			if s.skip == 0 && left(t.Name) {
				s.skip = s.depth
			}
			if s.skip == 0 {
				s.out.Write(s.start(t, raw))
			}
		case xml.EndElement:
			if s.skip == 0 {
				s.out.Write(raw)
			}
			if s.depth == s.skip {
				s.skip = 0
			}
			s.depth--
		case xml.Comment, xml.ProcInst:
			if t, ok := t.(xml.ProcInst); ok && t.Target == "xml" {
				s.out.Write(raw)
			}
		default:
			if s.skip == 0 {
				s.out.Write(raw)
			}
		}
	}
}

// Namespaces whose elements and attributes are drawn.
var drawn = map[string]bool{"": true, "http://www.w3.org/2000/svg": true, "http://www.w3.org/1999/xlink": true, "http://www.w3.org/XML/1998/namespace": true,
	"xml": true, "xmlns": true, "xlink": true}

// left reports whether an element is left out.
func left(name xml.Name) bool { return name.Local == "metadata" || !drawn[name.Space] }

// attribute matches an attribute of a tag, with the space before it.
var attribute = regexp.MustCompile(`\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')`)

// start returns a start tag without the attributes of other vocabularies.
func (s *svg) start(t xml.StartElement, raw []byte) []byte {
	foreign := map[string]bool{}
	for _, a := range t.Attr {
		if !drawn[a.Name.Space] || strings.HasPrefix(a.Name.Local, "data-") {
			foreign[a.Name.Local] = true
		}
	}
	tag := string(raw)
	return []byte(attribute.ReplaceAllStringFunc(tag, func(whole string) string {
		part := attribute.FindStringSubmatch(whole)
		prefix, local, ok := strings.Cut(part[1], ":")
		if !ok {
			local = prefix
		}
		switch {
		case ok && prefix != "xmlns" && prefix != "xml" && prefix != "xlink" && foreign[local]:
			return ""
		case strings.HasPrefix(local, "data-"):
			return ""
		case local == "href":
			return strings.Replace(whole, part[2], part[2][:1]+within(part[2][1:len(part[2])-1])+part[2][:1], 1)
		}
		return whole
	}))
}

// within takes the metadata out of a picture that stands in an address.
func within(address string) string {
	head, text, ok := strings.Cut(address, ";base64,")
	if !ok || !strings.HasPrefix(strings.ToLower(strings.TrimSpace(head)), "data:image/") {
		return address
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return ""
	}
	p, err := Read(data)
	if err != nil || p.Format == SVG {
		return ""
	}
	return head + ";base64," + base64.StdEncoding.EncodeToString(p.Data)
}

// length matches a length in CSS pixels.
var length = regexp.MustCompile(`^\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*$`)

// sizeOf returns the size in which an SVG is shown, 0 where it does not say.
func sizeOf(root xml.StartElement) (width, height int) {
	var w, h float64
	var box [2]float64
	for _, a := range root.Attr {
		switch {
		case a.Name.Space != "":
		case a.Name.Local == "width":
			w = pixels(a.Value)
		case a.Name.Local == "height":
			h = pixels(a.Value)
		case a.Name.Local == "viewBox":
			if part := strings.Fields(strings.ReplaceAll(a.Value, ",", " ")); len(part) == 4 {
				box = [2]float64{pixels(part[2]), pixels(part[3])}
			}
		}
	}
	boxed := box[0] > 0 && box[1] > 0
	switch {
	case w > 0 && h > 0:
	case w > 0 && boxed:
		h = w * box[1] / box[0]
	case h > 0 && boxed:
		w = h * box[0] / box[1]
	case boxed:
		w, h = box[0], box[1]
	default:
		return 0, 0
	}
	return round(w), round(h)
}

func round(x float64) int { return max(1, int(x+0.5)) }

func pixels(text string) float64 {
	m := length.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil || n > 1e6 {
		return 0
	}
	return n
}
