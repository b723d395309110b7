package evidence

import (
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// manyFiles is the number of files from which on remembering is cheaper than
// reading.
const manyFiles = 500

// recall remembers what formats said of files: it depends on the content, the
// formats and the time zone of the site, and on nothing else. Envelopes are read
// each time.
type recall struct {
	table *memo.Table
	under []string // further parts of each key
}

// newRecall returns nil where nothing is to be remembered: without a table or a
// site, in a small folder, and where a format of the site cannot be read.
func newRecall(tree *source.Tree, cfg *site.Config, opt Options, files int) *recall {
	if opt.Memo == nil || cfg == nil || opt.Keep == nil || files < manyFiles {
		return nil
	}
	entries, _, err := tree.Walk(FormatsDir)
	if err != nil {
		return nil
	}
	r := &recall{table: opt.Memo, under: []string{"reading", cfg.Location.String()}}
	for _, e := range entries {
		f, err := tree.Read(e.Path, decode.Config.Bytes)
		if err != nil {
			return nil
		}
		r.under = append(r.under, e.Path, string(f.Digest()))
	}
	return r
}

// remembered is a value of the table.
type remembered struct {
	Reading format.Reading
	Media   string
}

func (r *recall) key(d source.Digest) memo.Key {
	return memo.KeyOf(append(slices.Clip(r.under), string(d))...)
}

// get returns what was said of content, or nil.
func (r *recall) get(d source.Digest) *remembered {
	data := r.table.Get(r.key(d))
	if data == nil {
		return nil
	}
	var out remembered
	if err := memo.Unmarshal(data, &out); err != nil {
		return nil // it is read again
	}
	return &out
}

// put remembers what a format said of content.
func (r *recall) put(d source.Digest, reading format.Reading, media string) {
	if reading.Format == "" {
		return
	}
	reading.Tried, reading.Nearest = nil, nil
	if data, err := memo.Marshal(remembered{Reading: reading, Media: media}); err == nil {
		r.table.Put(r.key(d), data)
	}
}
