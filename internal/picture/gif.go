package picture

import "errors"

// readGIF keeps the frames, and how often they are repeated; comments and what
// programs added go (GIF89a, 12 to 27).
func (p *Picture) readGIF(data []byte) error {
	if len(data) < 13 {
		return errTruncated
	}
	at := 13 + colourTable(data[10])
	if at > len(data) {
		return errTruncated
	}
	out, frames := append(make([]byte, 0, len(data)), data[:at]...), 0
	for at < len(data) && data[at] != ';' {
		start := at
		switch data[at] {
		case '!':
			if at+2 >= len(data) {
				return errTruncated
			}
			at += 2
		case ',':
			if at+10 >= len(data) {
				return errTruncated
			}
			at += 10 + colourTable(data[at+9]) + 1
			frames++
		default:
			return errors.New("it holds a block of no known kind")
		}
		end, ok := endOfBlocks(data, at)
		if !ok {
			return errTruncated
		}
		if keptGIF(data[start:end]) {
			out = append(out, data[start:end]...)
		}
		at = end
	}
	p.Animated = frames > 1
	p.Data = append(out, ';')
	return nil
}

// colourTable returns the length of the colour table that a byte of flags
// announces.
func colourTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// endOfBlocks finds the end of a series of blocks, each with its length before
// it, that an empty one ends.
func endOfBlocks(data []byte, at int) (int, bool) {
	for at < len(data) {
		length := int(data[at])
		at += 1 + length
		if length == 0 {
			return at, true
		}
	}
	return 0, false
}

// keptGIF reports whether a block is drawn from: a frame, how long it is shown,
// or how often all are repeated.
func keptGIF(block []byte) bool {
	switch {
	case block[0] == ',', block[1] == 0xf9:
		return true
	case block[1] == 0xff && len(block) > 14:
		name := string(block[3:14])
		return block[2] == 11 && (name == "NETSCAPE2.0" || name == "ANIMEXTS1.0")
	}
	return false
}
