// Package opc reads the packages that Office documents are (Open Packaging
// Conventions, ECMA-376 part 2): ZIP archives of parts. It writes one again with
// some parts replaced and all others copied as they are, byte for byte.
//
// A package comes from a stranger. It is refused before anything of it is
// unpacked when it is encrypted, of the older binary format, larger than its
// limits, or names parts in a way that two readers could understand
// differently. The package follows no link, runs nothing, and knows nothing of
// what the parts say.
package opc

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits bound what a package may ask for; zero fields are those of Usual.
type Limits struct {
	Parts int   // how many
	Part  int64 // unpacked bytes of one part
	Total int64 // unpacked bytes of all parts
	Ratio int64 // unpacked bytes to packed bytes of one part that is larger than a mebibyte
}

// Usual are limits that the questionnaires of companies stay below.
var Usual = Limits{Parts: 2_000, Part: 64 << 20, Total: 200 << 20, Ratio: 200}

// Refused says why a package is not read. Its text is for people, in lower case
// and without a full stop.
type Refused struct {
	Reason string
	Hint   string // what to do about it
}

// Error implements error.
func (r *Refused) Error() string { return r.Reason }

// refuse makes a Refused.
func refuse(hint, format string, args ...any) error {
	return &Refused{Reason: fmt.Sprintf(format, args...), Hint: hint}
}

// Package is a package that was opened. It is safe for concurrent reading.
type Package struct {
	files []*zip.File
	parts map[string]*zip.File
}

// The first bytes of the two containers that Office documents come in.
var (
	compound = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1} // [MS-CFB] 2.2
	archive  = []byte("PK")
)

// Packed reports whether a file is a package, or of the binary format that came
// before: that is for Open to read or refuse.
func Packed(data []byte) bool {
	return bytes.HasPrefix(data, archive) || bytes.HasPrefix(data, compound)
}

// Open reads the directory of a package and unpacks nothing. What cannot be
// read safely is a *Refused.
func Open(data []byte, limits Limits) (*Package, error) {
	limits = limits.orUsual()
	switch {
	case bytes.HasPrefix(data, compound):
		return nil, refuse("open it in a spreadsheet program, remove the password, and save it as .xlsx", "the file is encrypted, or of the binary format .xls")
	case !bytes.HasPrefix(data, archive):
		return nil, refuse("it should be .xlsx, .xlsm or .csv", "the file is no workbook")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, refuse("ask for the file again: it may have been cut off on its way", "the file cannot be unpacked: %v", err)
	}
	if len(z.File) > limits.Parts {
		return nil, refuse("", "the file has %d parts, the limit is %d", len(z.File), limits.Parts)
	}
	p := &Package{files: z.File, parts: make(map[string]*zip.File, len(z.File))}
	folded := make(map[string]bool, len(z.File))
	var total uint64
	for _, f := range z.File {
		if err := limits.check(f); err != nil {
			return nil, err
		}
		key := strings.ToLower(f.Name) // part names are equal without regard to case (ECMA-376 part 2, 6.2.2.3)
		if folded[key] {
			return nil, refuse("", "the file holds %q twice", f.Name)
		}
		folded[key], p.parts[f.Name] = true, f
		if total += f.UncompressedSize64; total > uint64(limits.Total) {
			return nil, refuse("", "the file would take more than %d MiB when it is unpacked", limits.Total>>20)
		}
	}
	return p, nil
}

// orUsual fills in the fields that are zero.
func (l Limits) orUsual() Limits {
	if l.Parts == 0 {
		l.Parts = Usual.Parts
	}
	if l.Part == 0 {
		l.Part = Usual.Part
	}
	if l.Total == 0 {
		l.Total = Usual.Total
	}
	if l.Ratio == 0 {
		l.Ratio = Usual.Ratio
	}
	return l
}

// smallPart is below which the ratio of a part does not matter.
const smallPart = 1 << 20

// check refuses an entry by what the directory says of it.
func (l Limits) check(f *zip.File) error {
	name := f.Name
	switch {
	case !utf8.ValidString(name) || strings.ContainsAny(name, "\\\x00:") || path.IsAbs(name) || !local(name):
		return refuse("", "the file holds a part with the name %q", name)
	case f.Flags&1 != 0:
		return refuse("remove the password", "the part %s is encrypted", name)
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return refuse("", "the part %s is packed in a way that Office does not use", name)
	case f.UncompressedSize64 > uint64(l.Part):
		return refuse("", "the part %s would take %d MiB when it is unpacked, the limit is %d", name, f.UncompressedSize64>>20, l.Part>>20)
	case f.UncompressedSize64 > smallPart && f.UncompressedSize64 > f.CompressedSize64*uint64(l.Ratio):
		return refuse("", "the part %s grows more than %d times when it is unpacked", name, l.Ratio)
	}
	return nil
}

// local reports whether a name stays inside the package, in its plain form.
func local(name string) bool {
	trimmed := strings.TrimSuffix(name, "/")
	return trimmed != "" && path.Clean(trimmed) == trimmed && !strings.HasPrefix(trimmed, "../") && trimmed != ".."
}

// Names returns the names of the parts, in the order of the archive.
func (p *Package) Names() []string {
	out := make([]string, 0, len(p.files))
	for _, f := range p.files {
		out = append(out, f.Name)
	}
	return out
}

// Has reports whether there is a part of a name.
func (p *Package) Has(name string) bool { return p.parts[name] != nil }

// Read unpacks a part. It never gives more bytes than the directory promised: a
// part that holds more, or whose checksum is wrong, is refused.
func (p *Package) Read(name string) ([]byte, error) {
	f := p.parts[name]
	if f == nil {
		return nil, refuse("", "the file has no part %s", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, refuse("", "the part %s cannot be unpacked: %v", name, err)
	}
	defer func() { _ = r.Close() }() // it only read
	data, err := io.ReadAll(io.LimitReader(r, int64(f.UncompressedSize64)+1))
	if err != nil {
		return nil, refuse("ask for the file again: it may have been damaged on its way", "the part %s cannot be unpacked: %v", name, err)
	}
	if uint64(len(data)) != f.UncompressedSize64 {
		return nil, refuse("", "the part %s is larger than it says", name)
	}
	return data, nil
}

// Write writes the package with some parts replaced. The others are copied as
// they are packed, with their names, times and order. A replacement for a part
// that does not exist is an error.
func (p *Package) Write(w io.Writer, replaced map[string][]byte) error {
	for name := range replaced {
		if !p.Has(name) {
			return fmt.Errorf("opc: there is no part %s to replace", name)
		}
	}
	z := zip.NewWriter(w)
	for _, f := range p.files {
		data, ok := replaced[f.Name]
		if !ok {
			if err := z.Copy(f); err != nil {
				return fmt.Errorf("copy %s: %w", f.Name, err)
			}
			continue
		}
		out, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method, Modified: f.Modified, ExternalAttrs: f.ExternalAttrs, Comment: f.Comment})
		if err != nil {
			return fmt.Errorf("write %s: %w", f.Name, err)
		}
		if _, err := out.Write(data); err != nil {
			return fmt.Errorf("write %s: %w", f.Name, err)
		}
	}
	return z.Close()
}

// Below returns the names of the parts below a folder, sorted.
func (p *Package) Below(folder string) []string {
	var out []string
	for name := range p.parts {
		if strings.HasPrefix(name, folder) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
