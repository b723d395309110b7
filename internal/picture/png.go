package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

// pngHead is how a PNG file begins (PNG, third edition, 5.2).
const pngHead = "\x89PNG\r\n\x1a\n"

// keptPNG are the chunks that the picture is drawn from.
var keptPNG = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "tRNS": true, "cHRM": true, "gAMA": true, "iCCP": true, "sBIT": true, "sRGB": true,
	"cICP": true, "mDCV": true, "cLLI": true, "bKGD": true, "pHYs": true, "acTL": true, "fcTL": true, "fdAT": true,
}

// pngChunks calls each for every chunk up to the end of the picture, which it
// reports whether it found.
func pngChunks(data []byte, each func(name string, body, whole []byte)) error {
	for at := len(pngHead); ; {
		if at+12 > len(data) {
			return errTruncated
		}
		length := uint64(binary.BigEndian.Uint32(data[at:]))
		if uint64(at)+12+length > uint64(len(data)) {
			return errTruncated
		}
		end := at + 12 + int(length)
		name := string(data[at+4 : at+8])
		each(name, data[at+8:end-4], data[at:end])
		if name == "IEND" {
			return nil
		}
		at = end
	}
}

// readPNG keeps the chunks that the picture is drawn from and, of Exif, how it
// is turned. Chunks are copied as they stand.
func (p *Picture) readPNG(data []byte) error {
	err := pngChunks(data, func(name string, body, _ []byte) {
		switch name {
		case "eXIf":
			p.Turn = turnOf(body)
		case "acTL":
			p.Animated = true
		}
	})
	if err != nil {
		return err
	}
	out, pixels := append(make([]byte, 0, len(data)), pngHead...), false
	err = pngChunks(data, func(name string, _, whole []byte) {
		if name == "IDAT" && !pixels {
			pixels = true
			if p.Turn != 1 {
				out = appendChunk(out, "eXIf", exifOf(p.Turn))
			}
		}
		if keptPNG[name] {
			out = append(out, whole...)
		}
	})
	if !pixels {
		return errEmpty
	}
	p.Data = appendChunk(out, "IEND", nil)
	return err
}

// appendChunk writes a chunk of PNG.
func appendChunk(out []byte, name string, body []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	start := len(out)
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}

// maxProfile is the most bytes of a colour profile.
const maxProfile = 1 << 20

// errColours says that a picture means its colours in a way that a WebP file
// cannot say.
var errColours = errors.New("its colours are not those of sRGB, and it holds no profile of them")

// profilePNG returns the colour profile of a PNG file, nil for the colours of
// the web.
func profilePNG(data []byte) (profile []byte, err error) {
	other, web := false, false
	_ = pngChunks(data, func(name string, body, _ []byte) { // it was walked through before
		switch name {
		case "iCCP":
			if _, packed, ok := bytes.Cut(body, []byte{0}); ok && len(packed) > 1 {
				profile, err = inflate(packed[1:])
			}
		case "sRGB":
			web = true
		case "gAMA":
			other = other || len(body) != 4 || binary.BigEndian.Uint32(body) != 45455
		case "cHRM":
			other = other || !bytes.Equal(body, webPrimaries)
		case "cICP":
			other = true
		}
	})
	if err == nil && profile == nil && other && !web {
		err = errColours
	}
	return profile, err
}

// webPrimaries are the primaries of sRGB as the chunk cHRM says them.
var webPrimaries = func() (out []byte) {
	for _, n := range []uint32{31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000} {
		out = binary.BigEndian.AppendUint32(out, n)
	}
	return out
}()

func inflate(packed []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, maxProfile+1))
	if len(out) > maxProfile {
		return nil, errors.New("its colour profile is larger than 1 MB")
	}
	return out, err
}
