package picture

import (
	"bytes"
	"encoding/binary"
)

// orientation is the tag of Exif that says how a picture is turned (CIPA
// DC-008, 4.6.4).
const orientation = 0x0112

// maxTags is how many tags of a directory are looked at.
const maxTags = 512

// turnOf reads how a picture is turned out of Exif data, which is the beginning
// of a TIFF file; 1 means not at all, and is said of what cannot be read.
func turnOf(exif []byte) int {
	exif = bytes.TrimPrefix(exif, []byte("Exif\x00\x00"))
	if len(exif) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(exif[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := uint64(order.Uint32(exif[4:]))
	if at+2 > uint64(len(exif)) {
		return 1
	}
	count := int(order.Uint16(exif[at:]))
	for i := range min(count, maxTags) {
		entry := at + 2 + uint64(i)*12
		if entry+12 > uint64(len(exif)) {
			return 1
		}
		if order.Uint16(exif[entry:]) != orientation {
			continue
		}
		if turn := int(order.Uint16(exif[entry+8:])); turn >= 1 && turn <= 8 {
			return turn
		}
		return 1
	}
	return 1
}

// exifOf writes Exif data that say how a picture is turned, and nothing else.
func exifOf(turn int) []byte {
	return []byte{
		'M', 'M', 0, '*', 0, 0, 0, 8, // big-endian, the directory follows
		0, 1, // one tag
		orientation >> 8, orientation & 0xff, 0, 3, 0, 0, 0, 1, 0, byte(turn), 0, 0, // one short
		0, 0, 0, 0, // no further directory
	}
}
