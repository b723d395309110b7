package format

import (
	"slices"
	"sync"

	"github.com/candor-site/candor/internal/sieve"
	"github.com/candor-site/candor/internal/source"
)

// packed is an embedded format that is parsed when a file may be of it.
type packed struct {
	sieve.Sieve
	entries func() []*entry
}

// unindexed are the formats that know a file by other things than keys at its
// top.
var unindexed = []string{
	"asff", "aws-cli-iam", "aws-cli-lists", "aws-cli-services", "elasticsearch", "govulncheck", "harbor", "junit", "mozilla-observatory", "null-report",
	"openscap", "openvas", "oscal", "pgbackrest", "saf-attestation", "scubagear", "spdx", "tfsec", "trivy-operator",
}

// pack looks through the text of an embedded format. A test holds what is found
// to what the format says when it is parsed.
func pack(f *source.File) *packed {
	p := &packed{Sieve: sieve.Of(string(f.Data)), entries: sync.OnceValue(func() []*entry {
		added, list := parseAll([]*source.File{f}, false)
		if list.HasErrors() {
			panic("format: " + list.Sorted()[0].Error())
		}
		return added
	})}
	if slices.Contains(unindexed, p.ID) {
		p.Keys = nil
	}
	return p
}
