package questionnaire

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/delimited"
	"github.com/candor-site/candor/internal/opc"
)

// file is a questionnaire as a table or several.
type file struct {
	sheets  []*sheet
	remarks []string
	table   *delimited.Table // nil of a workbook
}

// remarks says what a workbook holds that is kept and never used.
func remarks(pack *opc.Package) []string {
	var out []string
	has := func(parts ...string) bool {
		for _, p := range parts {
			if pack.Has(p) || len(pack.Below(p+"/")) > 0 {
				return true
			}
		}
		return false
	}
	if has("xl/vbaProject.bin") {
		out = append(out, "the workbook holds macros: they are kept and were not run")
	}
	if has("xl/externalLinks", "xl/connections.xml", "xl/queryTables") {
		out = append(out, "the workbook takes data from other files or hosts: the links are kept and were not followed")
	}
	if has("xl/embeddings", "xl/activeX", "xl/ctrlProps") {
		out = append(out, "the workbook holds embedded objects or controls: they are kept and were not opened")
	}
	return out
}

// declared refuses a package of which a part declares a document type: no part
// of Office has one, and it could define entities.
func declared(pack *opc.Package) error {
	for _, name := range pack.Names() {
		lower := strings.ToLower(name)
		if !strings.HasSuffix(lower, ".xml") && !strings.HasSuffix(lower, ".rels") && !strings.HasSuffix(lower, ".vml") {
			continue
		}
		data, err := pack.Read(name)
		if err != nil {
			return err
		}
		if hasDocumentType(data) {
			return &Refused{Reason: fmt.Sprintf("the part %s declares a document type, which no workbook needs", name), Hint: "open it in a spreadsheet program and save it anew"}
		}
	}
	return nil
}

// hasDocumentType looks at what stands before the first element of XML, which is
// the one place for a document type (XML 1.0, 2.8).
func hasDocumentType(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	for {
		data = bytes.TrimLeft(data, " \t\r\n")
		var end string
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(data, []byte("<?")):
			end = "?>"
		default:
			return bytes.HasPrefix(data, []byte("<!"))
		}
		at := bytes.Index(data, []byte(end))
		if at < 0 {
			return false
		}
		data = data[at+len(end):]
	}
}
