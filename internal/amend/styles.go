package amend

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
)

const stylesType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"

// Unlocked returns the styles whose cells may be changed on a protected sheet
// (ECMA-376 part 1, 18.8.33).
func (b *Book) Unlocked() (map[int]bool, error) {
	parts, err := b.relations(path.Join(path.Dir(b.workbook), "_rels", path.Base(b.workbook)+".rels"), path.Dir(b.workbook))
	if err != nil {
		return nil, err
	}
	out := map[int]bool{}
	for _, r := range parts {
		if r.Type != stylesType || !b.pack.Has(r.Target) {
			continue
		}
		data, err := b.pack.Read(r.Target)
		if err != nil {
			return nil, err
		}
		if err := unlocked(data, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// unlocked notes the formats of cells that say that they are not locked.
func unlocked(data []byte, out map[int]bool) error {
	s, inside, style := newScan(data), false, -1
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := t.Token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "cellXfs":
				inside = true
			case "xf":
				style++
			case "protection":
				if v := attr(e, "locked"); inside && (v == "0" || v == "false") {
					out[style] = true
				}
			}
			if e.Name.Local == "cellXfs" {
				style = -1
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				inside = false
			}
		}
	}
}
