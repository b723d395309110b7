package shape

import (
	"errors"
	"fmt"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

// The limits of YAML inside evidence. The parser takes some 200 bytes for each
// value, so that they are far below those of JSON.
const (
	maxYAMLBytes     = 4 << 20
	maxYAMLNodes     = 250_000
	maxYAMLDocuments = 1_000
)

var (
	// yamlMarker starts what can be nothing but YAML.
	yamlMarker = onuse.Regexp(`^(?:%YAML |---(?:[ \t]|\r?\n))`)
	// yamlStart is how a mapping or a list starts, behind comments.
	yamlStart = onuse.Regexp(`^(?:#[^\n]*\n\s*)*(?:- |-\r?\n|["']?[\w./@$][^:#\n]*:(?:[ \t\r\n]|$))`)
)

// yaml decodes one or more YAML documents. Text that does not parse as a
// mapping or a list gives nil, unless it starts with a marker of YAML.
func (p *piece) yaml(text []byte) (*Document, error) {
	marked := yamlMarker.Match(text)
	if !marked && !yamlStart.Match(text[:min(len(text), 64<<10)]) {
		return nil, nil
	}
	lim := p.limits
	lim.Bytes, lim.Nodes = min(lim.Bytes, maxYAMLBytes), min(lim.Nodes, maxYAMLNodes)
	documents, counted, list := decode.LooseYAML(source.NewFile("", text), lim, maxYAMLDocuments+1)
	switch {
	case documents == nil && list.HasErrors():
		return nil, unless(marked, yamlFault(list))
	case len(documents) > maxYAMLDocuments:
		return nil, exceeded("the file holds more than %d YAML documents", maxYAMLDocuments)
	}
	bodies := make([]any, 0, len(documents))
	for _, node := range documents {
		if node != nil && !marked && node.Kind != decode.Map && node.Kind != decode.List {
			return nil, nil
		}
		bodies = append(bodies, node.Plain())
	}
	if list.HasErrors() {
		return nil, unless(marked || !onlyDuplicates(list), yamlFault(list))
	}
	if err := p.count(counted); err != nil {
		return nil, err
	}
	if len(bodies) == 1 {
		return document("yaml", bodies[0]), nil
	}
	return document("yaml", bodies), nil
}

// onlyDuplicates reports whether nothing but repeated keys speaks against a
// text being YAML: then it is a list of records of another kind, such as SPDX
// tag-value.
func onlyDuplicates(list diag.List) bool {
	for _, d := range list {
		if d.Code != diag.KeyDuplicate {
			return false
		}
	}
	return true
}

// yamlFault turns the first diagnostic into an error.
func yamlFault(list diag.List) error {
	d := list[0]
	message := fmt.Sprintf("the YAML is broken on line %d: %s", d.Span.Position().Line, d.Message)
	if d.Code == diag.FileLimit {
		return exceeded("%s", message)
	}
	return errors.New(message)
}
