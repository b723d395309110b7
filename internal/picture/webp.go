package picture

import (
	"encoding/binary"
	"errors"
)

// The flags of the chunk VP8X (WebP container specification, "Extended file
// format").
const (
	flagAnimation = 0x02
	flagXMP       = 0x04
	flagExif      = 0x08
	flagAlpha     = 0x10
	flagProfile   = 0x20
)

// keptWebP are the chunks that the picture is drawn from.
var keptWebP = map[string]bool{"VP8 ": true, "VP8L": true, "VP8X": true, "ALPH": true, "ANIM": true, "ANMF": true, "ICCP": true}

// riffChunks calls each for every chunk of data.
func riffChunks(data []byte, each func(name string, body []byte)) error {
	for at := 0; at < len(data); {
		if at+8 > len(data) {
			return errTruncated
		}
		length := uint64(binary.LittleEndian.Uint32(data[at+4:]))
		if uint64(at)+8+length > uint64(len(data)) {
			return errTruncated
		}
		end := at + 8 + int(length)
		each(string(data[at:at+4]), data[at+8:end])
		at = end + int(length&1)
	}
	return nil
}

// readWebP keeps the chunks that the picture is drawn from and, of Exif, how it
// is turned.
func (p *Picture) readWebP(data []byte) error {
	length := uint64(binary.LittleEndian.Uint32(data[4:]))
	if length < 4 || length+8 > uint64(len(data)) {
		return errTruncated
	}
	data = data[12 : length+8]
	extended := false
	err := riffChunks(data, func(name string, body []byte) {
		switch {
		case name == "EXIF":
			p.Turn = turnOf(body)
		case name == "VP8X" && len(body) >= 10:
			extended, p.Animated = true, body[0]&flagAnimation != 0
		}
	})
	if err != nil {
		return err
	}
	if !extended {
		p.Turn = 1 // nobody looks for Exif there
	}
	var out []byte
	err = riffChunks(data, func(name string, body []byte) {
		switch {
		case !keptWebP[name]:
			return
		case name == "VP8X" && len(body) >= 10:
			head := append([]byte{}, body[:10]...)
			head[0] &^= flagXMP | flagExif
			if p.Turn != 1 {
				head[0] |= flagExif
			}
			body = head
		case name == "ANMF" && len(body) >= 16:
			body = frame(body)
		}
		out = appendRIFF(out, name, body)
	})
	if p.Turn != 1 {
		out = appendRIFF(out, "EXIF", exifOf(p.Turn))
	}
	if len(out) == 0 {
		return errors.Join(err, errEmpty)
	}
	p.Data = webpFile(out)
	return err
}

// frame keeps what one frame of an animation is drawn from.
func frame(body []byte) []byte {
	out := append([]byte{}, body[:16]...)
	if riffChunks(body[16:], func(name string, part []byte) {
		if name == "VP8 " || name == "VP8L" || name == "ALPH" {
			out = appendRIFF(out, name, part)
		}
	}) != nil {
		return body[:16]
	}
	return out
}

// appendRIFF writes a chunk.
func appendRIFF(out []byte, name string, body []byte) []byte {
	out = binary.LittleEndian.AppendUint32(append(out, name...), uint32(len(body)))
	out = append(out, body...)
	if len(body)%2 != 0 {
		out = append(out, 0)
	}
	return out
}

// webpFile puts the head of the file before its chunks.
func webpFile(chunks []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(chunks)+4))
	return append(append(out, "WEBP"...), chunks...)
}

// withProfile adds a colour profile to a file that holds the chunk VP8L alone.
func withProfile(file, profile []byte, width, height int, alpha bool) []byte {
	head := make([]byte, 10)
	head[0] = flagProfile
	if alpha {
		head[0] |= flagAlpha
	}
	put24(head[4:], width-1)
	put24(head[7:], height-1)
	out := appendRIFF(appendRIFF(nil, "VP8X", head), "ICCP", profile)
	return webpFile(append(out, file[12:]...))
}

func put24(out []byte, n int) { out[0], out[1], out[2] = byte(n), byte(n>>8), byte(n>>16) }
