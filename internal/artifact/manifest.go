package artifact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/source"
)

// ManifestPath is where the manifest stands in the output.
const ManifestPath = "manifest.json"

// Manifest lists every file of an output but itself.
type Manifest struct {
	Schema string  `json:"schema"` // ManifestSchema
	AsOf   string  `json:"as_of"`  // RFC 3339, UTC
	Files  []Entry `json:"files"`  // sorted by path
}

// ManifestSchema names the shape of the manifest.
const ManifestSchema = "candor-manifest/1"

// Entry is one file of a manifest.
type Entry struct {
	Path   string        `json:"path"`
	SHA256 source.Digest `json:"sha256"`
	Size   int           `json:"size"`
	Media  string        `json:"media_type"`
}

// EntryOf describes a file.
func EntryOf(f File) Entry {
	return Entry{Path: f.Path, SHA256: f.sum(), Size: len(f.Data), Media: f.Media}
}

// sum returns the digest of the bytes of the file.
func (f *File) sum() source.Digest {
	if f.SHA256 != "" {
		return f.SHA256
	}
	return source.DigestOf(f.Data)
}

// NewManifest lists files that were described, which it sorts. Two files at one
// path are an error.
func NewManifest(asOf string, entries []Entry) (*Manifest, error) {
	entries = append([]Entry{}, entries...)
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	for i := 1; i < len(entries); i++ {
		if entries[i].Path == entries[i-1].Path {
			return nil, fmt.Errorf("two files want the path %s", entries[i].Path)
		}
	}
	return &Manifest{Schema: ManifestSchema, AsOf: asOf, Files: entries}, nil
}

// Encode returns the manifest as indented JSON with a final newline.
func (m *Manifest) Encode() []byte {
	size := 256
	for i := range m.Files {
		e := &m.Files[i]
		size += len(e.Path) + len(e.SHA256) + len(e.Media) + len(entryStart+entryDigest+entrySize+entryMedia+entryEnd) + len(",\n") + 20
	}
	out := append(make([]byte, 0, size), "{\n  \"schema\": "...)
	out = appendText(out, m.Schema)
	out = appendText(append(out, ",\n  \"as_of\": "...), m.AsOf)
	out = append(out, ",\n  \"files\": "...)
	switch {
	case m.Files == nil:
		return append(out, "null\n}\n"...)
	case len(m.Files) == 0:
		return append(out, "[]\n}\n"...)
	}
	for i, e := range m.Files {
		if i == 0 {
			out = append(out, "[\n"...)
		} else {
			out = append(out, ",\n"...)
		}
		out = appendText(append(out, entryStart...), e.Path)
		out = appendText(append(out, entryDigest...), string(e.SHA256))
		out = strconv.AppendInt(append(out, entrySize...), int64(e.Size), 10)
		out = appendText(append(out, entryMedia...), e.Media)
		out = append(out, entryEnd...)
	}
	return append(out, "\n  ]\n}\n"...)
}

// What stands around the values of an entry.
const (
	entryStart  = "    {\n      \"path\": "
	entryDigest = ",\n      \"sha256\": "
	entrySize   = ",\n      \"size\": "
	entryMedia  = ",\n      \"media_type\": "
	entryEnd    = "\n    }"
)

// isPlain reports whether a text stands in JSON as it is.
func isPlain[T string | []byte](s T) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// appendText appends a text as encoding/json writes it.
func appendText(out []byte, s string) []byte {
	if isPlain(s) {
		return append(append(append(out, '"'), s...), '"')
	}
	quoted, err := json.Marshal(s)
	if err != nil {
		panic("artifact: " + err.Error()) // text always encodes
	}
	return append(out, quoted...)
}

// DecodeManifest reads a manifest that Encode wrote.
func DecodeManifest(data []byte) (*Manifest, error) {
	m, ok := decodePlain(data)
	if !ok {
		m = new(Manifest)
		if err := json.Unmarshal(data, m); err != nil {
			return nil, err
		}
	}
	if m.Schema != ManifestSchema {
		return nil, fmt.Errorf("manifest has schema %q, want %q", m.Schema, ManifestSchema)
	}
	return m, nil
}

// decodePlain reads a manifest that stands as Encode writes it, with nothing in it
// but plain text. It is false for any other.
func decodePlain(data []byte) (*Manifest, bool) {
	r := reader{rest: data}
	r.skip("{\n  \"schema\": ")
	m := &Manifest{Schema: string(r.text())}
	r.skip(",\n  \"as_of\": ")
	m.AsOf = string(r.text())
	r.skip(",\n  \"files\": [\n")
	m.Files = make([]Entry, 0, bytes.Count(data, []byte(entryStart)))
	media := map[string]string{}
	for {
		r.skip(entryStart)
		path := r.text()
		r.skip(entryDigest)
		digest := r.text()
		r.skip(entrySize)
		size := r.number()
		r.skip(entryMedia)
		kind := r.text()
		r.skip(entryEnd)
		if r.failed {
			return nil, false
		}
		if _, known := media[string(kind)]; !known {
			media[string(kind)] = string(kind)
		}
		m.Files = append(m.Files, Entry{Path: string(path), SHA256: source.Digest(digest), Size: size, Media: media[string(kind)]})
		if !bytes.HasPrefix(r.rest, []byte(",\n")) {
			break
		}
		r.skip(",\n")
	}
	r.skip("\n  ]\n}\n")
	return m, !r.failed && len(r.rest) == 0
}

// reader reads what it expects, or fails.
type reader struct {
	rest   []byte
	failed bool
}

// skip reads exactly a text.
func (r *reader) skip(text string) {
	if len(r.rest) < len(text) || string(r.rest[:len(text)]) != text {
		r.failed = true
		return
	}
	r.rest = r.rest[len(text):]
}

// text reads plain text in quotes.
func (r *reader) text() []byte {
	r.skip(`"`)
	end := bytes.IndexByte(r.rest, '"')
	if r.failed || end < 0 || !isPlain(r.rest[:end]) {
		r.failed = true
		return nil
	}
	text := r.rest[:end]
	r.rest = r.rest[end+1:]
	return text
}

// number reads a number that is not negative.
func (r *reader) number() int {
	end := 0
	for end < len(r.rest) && '0' <= r.rest[end] && r.rest[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(string(r.rest[:end]))
	if r.failed || err != nil || end > 1 && r.rest[0] == '0' {
		r.failed = true
		return 0
	}
	r.rest = r.rest[end:]
	return n
}
