package evidence

import (
	"path"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// listing is what the folder holds: files that are evidence with their envelopes,
// and signatures by what they sign.
type listing struct {
	files      []beside
	signatures map[string][]*source.Entry
}

// beside is one file of evidence and what stands beside it.
type beside struct {
	file, envelope *source.Entry   // envelope is nil without one
	signatures     []*source.Entry // of the envelope, or of the record
}

// beside is the path of the envelope, or "".
func (b beside) beside() string {
	if b.envelope == nil {
		return ""
	}
	return b.envelope.Path
}

// all lists the files of a piece.
func (b beside) all() []*source.Entry {
	list := make([]*source.Entry, 0, 2+len(b.signatures))
	if list = append(list, b.file); b.envelope != nil {
		list = append(list, b.envelope)
	}
	return append(list, b.signatures...)
}

// classify tells evidence, envelopes and signatures apart. Entries are sorted by
// path.
func classify(entries []source.Entry, list *diag.List) listing {
	orphan := func(name, text, of, hint string) {
		list.Add(diag.Errorf(diag.EnvelopeOrphan, source.NewFile(name, nil).Whole(), "%s %s, which is not there", text, path.Base(of)).Hinted("%s", hint))
	}
	l := listing{signatures: map[string][]*source.Entry{}}
	envelopes, described := make([]*source.Entry, len(entries)), 0 // by the place of the file
	for i := range entries {
		e := &entries[i]
		signs, isSignature := signedName(e.Path)
		name, isEnvelope := strings.CutSuffix(e.Path, EnvelopeSuffix)
		switch {
		case isSignature && source.Find(entries, signs, i) >= 0:
			l.signatures[signs] = append(l.signatures[signs], e)
		case isSignature:
			orphan(e.Path, "the signature is of", signs, "restore what it signs, or remove the signature")
		case isEnvelope:
			if at := source.Find(entries, name, i); at >= 0 && IsEvidence(name) {
				envelopes[at] = e
				described++
				continue
			}
			orphan(e.Path, "the envelope describes", name, "restore the file, or remove the envelope")
		}
	}
	l.files = make([]beside, 0, len(entries)-described)
	for i := range entries {
		if !IsEvidence(entries[i].Path) {
			continue
		}
		b := beside{file: &entries[i], envelope: envelopes[i]}
		if len(l.signatures) > 0 {
			signed := b.file.Path
			if b.envelope != nil {
				signed = b.envelope.Path
			}
			b.signatures = l.signatures[signed]
		}
		l.files = append(l.files, b)
	}
	return l
}

// IsEvidence reports whether a file below Dir is evidence, and not an envelope,
// a signature, the log, or what the folder itself needs.
func IsEvidence(name string) bool {
	switch {
	case name == LogFile, name == CollectorsFile, name == site.LabelsFile, name == site.JoinsFile, strings.HasPrefix(name, FormatsDir+"/"):
		return false
	case strings.HasSuffix(name, EnvelopeSuffix), strings.EqualFold(path.Base(name), "README.md"):
		return false
	}
	_, isSignature := signedName(name)
	return !isSignature
}
