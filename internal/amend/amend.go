// Package amend writes text and numbers into cells of a workbook that exists
// (Office Open XML, ECMA-376): it changes the elements of those cells in the XML
// of their sheets and the flag that has formulas computed anew, and nothing else.
// Every other part of the file stays as it is, byte for byte.
//
// It never writes a formula, never replaces one, and does not decide which cells
// may be written: whoever calls it has read the workbook.
package amend

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/opc"
)

// Sheet is one sheet of a workbook, in the order of its tabs.
type Sheet struct {
	Name   string
	Part   string // of the package
	Hidden bool
}

// Change is what one cell is to hold.
type Change struct {
	Sheet string // its name
	Cell  string // such as B7
	Text  string // what people read
	// Number writes Text as the number that it is, so that formulas can compute
	// with it. It must be one.
	Number bool
}

// Book is a workbook that was opened.
type Book struct {
	pack     *opc.Package
	workbook string // part
	sheets   []Sheet
	names    []Name
}

// The relationships that lead to the parts of a workbook, in both editions of
// the standard (transitional and strict).
const (
	officeDocument       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
	officeDocumentStrict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
)

// Open finds the sheets of a workbook. What it cannot write safely is an
// *opc.Refused.
func Open(pack *opc.Package) (*Book, error) {
	b := &Book{pack: pack}
	top, err := b.relations("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	for _, r := range top {
		switch r.Type {
		case officeDocument:
			b.workbook = r.Target
		case officeDocumentStrict:
			return nil, &opc.Refused{Reason: "the workbook is of the kind Strict Open XML", Hint: "open it in a spreadsheet program and save it as Excel workbook (.xlsx)"}
		}
	}
	if b.workbook == "" || !pack.Has(b.workbook) {
		return nil, &opc.Refused{Reason: "the file holds no workbook", Hint: "it should be .xlsx or .xlsm"}
	}
	parts, err := b.relations(path.Join(path.Dir(b.workbook), "_rels", path.Base(b.workbook)+".rels"), path.Dir(b.workbook))
	if err != nil {
		return nil, err
	}
	byID := make(map[string]string, len(parts))
	for _, r := range parts {
		byID[r.ID] = r.Target
	}
	var doc struct {
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
		Names []Name `xml:"definedNames>definedName"`
	}
	if err := b.decode(b.workbook, &doc); err != nil {
		return nil, err
	}
	for _, s := range doc.Sheets {
		part := byID[s.ID]
		if !pack.Has(part) {
			return nil, &opc.Refused{Reason: fmt.Sprintf("the sheet %q has no part", s.Name)}
		}
		b.sheets = append(b.sheets, Sheet{s.Name, part, s.State != "" && s.State != "visible"})
	}
	b.names = doc.Names
	return b, nil
}

// Name is a name that a workbook gives to cells.
type Name struct {
	Name  string `xml:"name,attr"`
	Sheet string `xml:"localSheetId,attr"` // index of the sheet that knows it, "" for all
	Refer string `xml:",chardata"`         // such as Lists!$A$1:$A$3
}

// Names returns the names that the workbook gives to cells.
func (b *Book) Names() []Name { return slices.Clone(b.names) }

// Sheets returns the sheets in the order of their tabs.
func (b *Book) Sheets() []Sheet { return slices.Clone(b.sheets) }

// Write writes the workbook with changes made. Two changes of one cell, a cell
// that holds a formula, text that no cell can hold, and a sheet that is not
// there are errors; nothing is then written.
func (b *Book) Write(w io.Writer, changes []Change) error {
	bySheet := make(map[string][]Change)
	for _, c := range changes {
		bySheet[c.Sheet] = append(bySheet[c.Sheet], c)
	}
	replaced := make(map[string][]byte, len(bySheet)+1)
	for _, s := range b.sheets {
		mine, ok := bySheet[s.Name]
		if !ok {
			continue
		}
		delete(bySheet, s.Name)
		data, err := b.pack.Read(s.Part)
		if err != nil {
			return err
		}
		if replaced[s.Part], err = patch(data, mine); err != nil {
			return fmt.Errorf("sheet %q: %w", s.Name, err)
		}
	}
	for name := range bySheet {
		return fmt.Errorf("there is no sheet %q", name)
	}
	if len(replaced) > 0 {
		data, err := b.pack.Read(b.workbook)
		if err != nil {
			return err
		}
		if replaced[b.workbook], err = recalculate(data); err != nil {
			return fmt.Errorf("workbook: %w", err)
		}
	}
	return b.pack.Write(w, replaced)
}

// relation is a relationship to a part (ECMA-376 part 2, 6.5).
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// relations reads the relationships inside the package, with targets as names
// of parts. Those that lead out of it are left alone.
func (b *Book) relations(part, folder string) ([]relation, error) {
	var doc struct {
		Relations []relation `xml:"Relationship"`
	}
	if err := b.decode(part, &doc); err != nil {
		return nil, err
	}
	var out []relation
	for _, r := range doc.Relations {
		if r.Mode == "External" {
			continue
		}
		if rooted, ok := strings.CutPrefix(r.Target, "/"); ok {
			r.Target = path.Clean(rooted)
		} else {
			r.Target = path.Join(folder, r.Target)
		}
		out = append(out, r)
	}
	return out, nil
}

// decode reads a small part of XML.
func (b *Book) decode(part string, v any) error {
	data, err := b.pack.Read(part)
	if err != nil {
		return err
	}
	if err := plain(data); err != nil {
		return fmt.Errorf("%s: %w", part, err)
	}
	if err := xml.Unmarshal(data, v); err != nil {
		return &opc.Refused{Reason: fmt.Sprintf("the part %s is no XML: %v", part, err)}
	}
	return nil
}

// errDeclared refuses a document type, which no part of Office has and which
// could define entities.
var errDeclared = errors.New("a document type is declared, which no workbook needs")
