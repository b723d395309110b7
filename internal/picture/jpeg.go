package picture

import (
	"bytes"
	"errors"
)

// The markers of JPEG that matter here (ITU-T T.81, table B.1).
const (
	markSOI   = 0xd8
	markEOI   = 0xd9
	markSOS   = 0xda
	markTEM   = 0x01
	markRST0  = 0xd0
	markRST7  = 0xd7
	markAPP0  = 0xe0
	markAPP1  = 0xe1
	markAPP2  = 0xe2
	markAPP14 = 0xee
	markAPP15 = 0xef
	markCOM   = 0xfe
	markJPG0  = 0xf0
)

// maxScans is the most passes over a picture: each costs as much as the whole,
// and the programs that write progressive pictures use about ten.
const maxScans = 100

// readJPEG keeps the segments that the picture is drawn from, the colour profile
// and, of Exif, how it is turned. Nothing is decoded.
func (p *Picture) readJPEG(data []byte) error {
	out := append(make([]byte, 0, len(data)), 0xff, markSOI)
	at, scans, began := 2, 0, false
	for {
		marker, next, err := nextMarker(data, at)
		if err != nil {
			return err
		}
		at = next
		if marker == markEOI {
			if scans == 0 {
				return errEmpty
			}
			p.Data = append(out, 0xff, markEOI)
			return nil
		}
		if marker == markTEM || marker >= markRST0 && marker <= markSOI {
			continue
		}
		if at+2 > len(data) {
			return errTruncated
		}
		length := int(data[at])<<8 | int(data[at+1])
		if length < 2 || at+length > len(data) {
			return errTruncated
		}
		body := data[at+2 : at+length]
		at += length
		if marker == markAPP1 && bytes.HasPrefix(body, []byte("Exif\x00")) && p.Turn == 1 {
			p.Turn = turnOf(body)
		}
		kept := keptJPEG(marker, body)
		if kept == nil {
			continue
		}
		if marker != markAPP0 && !began {
			began = true
			if turn := turnBefore(data, p.Turn, at); turn != 1 {
				p.Turn = turn
				out = appendSegment(out, markAPP1, append([]byte("Exif\x00\x00"), exifOf(turn)...))
			}
		}
		out = appendSegment(out, marker, kept)
		if marker == markSOS {
			if scans++; scans > maxScans {
				return errors.New("it is drawn in more than 100 passes")
			}
			end := endOfScan(data, at)
			out, at = append(out, data[at:end]...), end
		}
	}
}

// turnBefore returns how a picture is turned, known so far or said by a segment
// that stands before the first scan.
func turnBefore(data []byte, known, at int) int {
	for known == 1 {
		marker, next, err := nextMarker(data, at)
		if err != nil || marker == markSOS || marker == markEOI || next+2 > len(data) {
			return known
		}
		length := int(data[next])<<8 | int(data[next+1])
		if length < 2 || next+length > len(data) {
			return known
		}
		if body := data[next+2 : next+length]; marker == markAPP1 && bytes.HasPrefix(body, []byte("Exif\x00")) {
			return turnOf(body)
		}
		at = next + length
	}
	return known
}

// nextMarker finds the marker at a place, and where it ends; bytes that fill up
// the space between are passed over.
func nextMarker(data []byte, at int) (marker byte, next int, err error) {
	if at >= len(data) {
		return 0, 0, errTruncated
	}
	if data[at] != 0xff {
		return 0, 0, errors.New("there are bytes between its segments that belong to none")
	}
	for at < len(data) && data[at] == 0xff {
		at++
	}
	if at >= len(data) {
		return 0, 0, errTruncated
	}
	return data[at], at + 1, nil
}

// endOfScan finds where the coded pixels of a scan end.
func endOfScan(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		if next := data[at+1]; data[at] == 0xff && next != 0 && next != 0xff && (next < markRST0 || next > markRST7) {
			return at
		}
	}
	return len(data)
}

// keptJPEG returns what is published of a segment, or nil. A thumbnail shows
// what was cut off later.
func keptJPEG(marker byte, body []byte) []byte {
	switch {
	case marker == markAPP0:
		if len(body) < 14 || string(body[:5]) != "JFIF\x00" {
			return nil
		}
		return append(bytes.Clone(body[:12]), 0, 0)
	case marker == markAPP2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")):
		return body
	case marker == markAPP14 && len(body) >= 12 && string(body[:5]) == "Adobe":
		return body[:12] // whether the colours were transformed
	case marker >= markAPP0 && marker <= markAPP15, marker >= markJPG0:
		return nil // among them comments
	}
	return body
}

// appendSegment writes a segment.
func appendSegment(out []byte, marker byte, body []byte) []byte {
	n := len(body) + 2
	return append(append(out, 0xff, marker, byte(n>>8), byte(n)), body...)
}

// profileOf returns the segments of a JPEG file that hold its colour profile,
// as they stand.
func profileOf(data []byte) []byte {
	var out []byte
	for at := 2; ; {
		marker, next, err := nextMarker(data, at)
		if err != nil || marker == markSOS || marker == markEOI || next+2 > len(data) {
			return out
		}
		at = next + int(data[next])<<8 + int(data[next+1])
		if marker == markAPP2 && at <= len(data) {
			out = appendSegment(out, marker, data[next+2:at])
		}
	}
}
