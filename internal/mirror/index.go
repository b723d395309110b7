package mirror

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/onuse"
)

// maxIndex is the most bytes that an index may have; 200,000 objects with long
// paths need a quarter of it.
const maxIndex = 256 << 20

// Index says what a bucket held when it was copied.
type Index struct {
	Source   string    // address of the bucket
	PulledAt time.Time // when it was listed
	Objects  []Object  // sorted by path
}

// header is the first line of an index; a line for each object follows.
type header struct {
	Schema   int       `json:"schema"`
	Source   string    `json:"source"`
	PulledAt time.Time `json:"pulled_at"`
	Objects  int       `json:"objects"`
}

const schema = 1

// Encode writes an index as JSON Lines: what it is of, then its objects.
func Encode(w io.Writer, index Index) error {
	slices.SortFunc(index.Objects, byPath)
	buffered := bufio.NewWriter(w)
	out := json.NewEncoder(buffered)
	out.SetEscapeHTML(false)
	if err := out.Encode(header{Schema: schema, Source: index.Source, PulledAt: index.PulledAt, Objects: len(index.Objects)}); err != nil {
		return err
	}
	for _, o := range index.Objects {
		if err := out.Encode(o); err != nil {
			return err
		}
	}
	return buffered.Flush()
}

var hexDigest = onuse.Regexp(`^[0-9a-f]{64}$`)

// Decode reads an index. An error says what is wrong with it, as words that
// complete "the index ...": a part of an index is none.
func Decode(data []byte) (*Index, error) {
	in := json.NewDecoder(bytes.NewReader(data))
	var h header
	if err := in.Decode(&h); err != nil || h.Schema != schema || h.Objects < 0 {
		return nil, errors.New("is not an index of a bucket that this version reads")
	}
	index := &Index{Source: h.Source, PulledAt: h.PulledAt}
	for in.More() {
		var o Object
		if err := in.Decode(&o); err != nil {
			return nil, fmt.Errorf("is broken after %d objects", len(index.Objects))
		}
		if !hexDigest.MatchString(string(o.Digest)) || KeyFault(o.Path) != "" {
			return nil, fmt.Errorf("holds an object that cannot be one: %q", o.Path)
		}
		index.Objects = append(index.Objects, o)
	}
	if len(index.Objects) != h.Objects {
		return nil, fmt.Errorf("lists %d objects and says that there are %d", len(index.Objects), h.Objects)
	}
	if !sorted(index.Objects) {
		return nil, errors.New("is not in order, or lists a path twice")
	}
	return index, nil
}
