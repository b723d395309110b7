package amend

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
)

// after are the elements that follow calcPr in a workbook (ECMA-376 part 1,
// 18.2.27).
var after = []string{"oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"}

// recalculate has the program that opens the workbook compute all formulas: what
// it holds of their values is from before the change.
func recalculate(data []byte) ([]byte, error) {
	s := newScan(data)
	depth, space := 0, ""
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		switch e := t.Token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 && e.Name.Space != "" {
				space = e.Name.Space + ":"
			}
			switch {
			case depth != 2:
			case e.Name.Local == "calcPr":
				return flag(data, t, e), nil
			case slices.Contains(after, e.Name.Local):
				return apply(data, []edit{{t.from, t.from, calcPr(space)}}), nil
			}
		case xml.EndElement:
			if depth--; depth == 0 {
				return apply(data, []edit{{t.from, t.from, calcPr(space)}}), nil
			}
		}
	}
}

// calcPr is the element with nothing but the flag.
func calcPr(space string) string { return "<" + space + `calcPr fullCalcOnLoad="1"/>` }

// flag sets the flag on an element that is there.
func flag(data []byte, t token, e xml.StartElement) []byte {
	text := "<" + tag(e.Name)
	for _, a := range e.Attr {
		if a.Name.Space == "" && a.Name.Local == "fullCalcOnLoad" {
			if a.Value == "1" || a.Value == "true" {
				return data
			}
			continue
		}
		text += " " + tag(a.Name) + `="` + escaped(a.Value) + `"`
	}
	text += ` fullCalcOnLoad="1"`
	if data[t.to-2] == '/' {
		text += "/"
	}
	return apply(data, []edit{{t.from, t.to, text + ">"}})
}
