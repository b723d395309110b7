// Package slip finds keys of evidence envelopes that are nearly keys which Candor
// knows, and are most likely misspelt.
//
// An envelope is an in-toto Statement, whose readers pass over what they do not
// know, so that programs can add keys of their own; a misspelt key would lose its
// value by that without a word. The package never refuses a key, never looks at
// values, and takes no key for misspelt whose right spelling stands beside it.
package slip

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Slip is a key that is nearly a known one.
type Slip struct {
	Span source.Span // of the key
	Want string      // the known key
	path string      // the key as messages name it: predicate.tool.nmae
	in   *decode.Node
}

// Find returns the misspelt keys of an envelope, in the order of the file.
func Find(envelope *decode.Node) []Slip {
	var above [4]string
	return statement.find(nil, envelope, above[:0])
}

// Of returns the misspelt key by which a key of an object was probably meant, or nil.
func Of(slips []Slip, in *decode.Node, key string) *Slip {
	if i := slices.IndexFunc(slips, func(s Slip) bool { return s.in == in && s.Want == key }); i >= 0 {
		return &slips[i]
	}
	return nil
}

// Report warns of the misspelt keys of which a list says nothing yet.
func Report(slips []Slip, list *diag.List) {
	for _, s := range slips {
		if !slices.ContainsFunc(*list, func(d diag.Diagnostic) bool { return d.Span == s.Span }) {
			list.Add(diag.Warningf(diag.KeyUnknown, s.Span, "the envelope has the unknown key %q", decode.Excerpt(s.path)).Hinted("did you mean %q?", s.Want))
		}
	}
}

// find adds the slips of an object, or of the objects of a list, and of what is
// known to be inside. Programs write the keys in the order of the table, mostly:
// each is looked for behind the one before, so that a sound object costs one walk.
func (o object) find(slips []Slip, n *decode.Node, above []string) []Slip {
	for _, item := range n.Items {
		slips = o.find(slips, item, above)
	}
	next := 0
	for i := range n.Fields {
		f := &n.Fields[i]
		at := o.index(f.Key, next)
		if at < 0 {
			if want := o.meant(n, f.Key); want != "" {
				slips = append(slips, Slip{Span: f.KeySpan, Want: want, path: strings.Join(append(above, f.Key), "."), in: n})
			}
			continue
		}
		if next = at + 1; o[at].in != nil {
			slips = o[at].in.find(slips, f.Value, append(above, f.Key))
		}
	}
	return slips
}

// index finds a key, from a place on and then before it. It returns -1 where there
// is none.
func (o object) index(name string, from int) int {
	for i := from; i < len(o); i++ {
		if o[i].name == name {
			return i
		}
	}
	for i := range min(from, len(o)) {
		if o[i].name == name {
			return i
		}
	}
	return -1
}

// meant returns the key that an unknown one is nearly, or "". What stands in the
// object is not meant by another key, nor is what Candor does not read.
func (o object) meant(n *decode.Node, name string) string {
	var room [32]string
	absent := room[:0]
	for _, k := range o {
		if !k.foreign && n.Get(k.name) == nil {
			absent = append(absent, k.name)
		}
	}
	return diag.Slip(name, absent)
}
