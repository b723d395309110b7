package evidence

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/ledger"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// From so many files or bytes on remembering is cheaper than reading.
const (
	manyFiles = 500
	manyBytes = 32 << 20
)

// recall remembers what formats said of files: it depends on the content, the
// formats and the time zone of the site, and on nothing else. Envelopes are read
// each time.
type recall struct {
	table  *memo.Table
	ledger *ledger.Ledger // which files are as they were; may be nil
	under  []string       // further parts of each key
}

// newRecall returns nil where nothing is to be remembered: without a table or a
// site, for a small folder, and where a format of the site cannot be read.
func newRecall(tree *source.Tree, cfg *site.Config, opt Options, files []source.Entry) *recall {
	var size int64
	for _, f := range files {
		size += f.Size
	}
	if opt.Memo == nil || cfg == nil || opt.Keep == nil || len(files) < manyFiles && size < manyBytes {
		return nil
	}
	entries, _, err := tree.Walk(FormatsDir)
	if err != nil {
		return nil
	}
	r := &recall{table: opt.Memo, ledger: opt.Ledger, under: []string{"reading", cfg.Location.String()}}
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

// get returns what was said of content, or nil; what cannot be decoded is read
// again.
func (r *recall) get(d source.Digest) (out *remembered) {
	if data := r.table.Get(r.key(d)); data != nil && memo.Unmarshal(data, &out) == nil {
		return out
	}
	return nil
}

// note remembers what a file held.
func (r *recall) note(e source.Entry, f *source.File) {
	if r != nil {
		r.ledger.Note(e, f.Digest())
	}
}

// recall makes evidence of a file that did not change without reading it, where
// what a format said of it is remembered. It returns false when the content is
// needed all the same: to date it, to publish it, for assertions, or to show
// where a mistake is.
func (p *piece) recall(from reader, b beside) (loadedFile, bool) {
	if p.past == nil || isRecord(b.name) {
		return loadedFile{}, false
	}
	digest, known := p.past.ledger.Known(p.entry)
	if !known {
		return loadedFile{}, false
	}
	q := *p
	q.file, q.size, q.unread = source.Unread(b.name, digest), p.entry.Size, true
	out := q.load(from, b)
	e := out.evidence
	return out, !q.lacking && out.err == nil && len(out.list) == 0 && e != nil && !e.Clocks.CollectedAt.IsZero() && !e.Publish
}

// put remembers what a format said of content.
func (r *recall) put(d source.Digest, reading format.Reading, media string) {
	reading.Tried, reading.Nearest = nil, nil
	if data, err := memo.Marshal(remembered{Reading: reading, Media: media}); err == nil && reading.Format != "" {
		r.table.Put(r.key(d), data)
	}
}

// detach lets a reading outlive the file that its texts were cut out of.
func detach(r *format.Reading) {
	plain.Detach(&r.Tool.Name, &r.Tool.Version, &r.Target, &r.Version, &r.Pointer)
	for axis, text := range r.Scope {
		r.Scope[axis] = strings.Clone(text)
	}
	for name, v := range r.Params {
		r.Params[name] = plain.Detached(v)
	}
	for i := range r.Events {
		plain.Detach(&r.Events[i].Key)
	}
	for i := range r.Problems {
		plain.Detach(&r.Problems[i].Message)
	}
}
