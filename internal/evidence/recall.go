package evidence

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/locker"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/rest"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// From so many files or bytes on remembering is cheaper than reading.
const (
	manyFiles = 500
	manyBytes = 32 << 20
)

// recall remembers pieces of which nobody needs the content: they depend on the
// file, its envelope and the signatures of that, on the formats and on the site
// file and the keys that it names, and on nothing else.
type recall struct {
	locker *locker.Locker // nil: pieces of this run are packed, none is remembered
	shelf  *locker.Shelf
	watch  *rest.Watch // which files were at rest
	under  []byte      // the digest of what all pieces depend on
}

// newRecall returns nil outside of a site, and where all content is kept. A small
// folder is not remembered, nor is one under formats or keys that cannot be read.
func newRecall(tree *source.Tree, cfg *site.Config, opt Options, files []source.Entry) *recall {
	if cfg == nil || opt.Keep == nil {
		return nil
	}
	r := &recall{shelf: locker.NewShelf(cfg.Location)}
	var size int64
	for i := range files {
		size += files[i].Size
	}
	if opt.Locker == nil || cfg.File == nil || len(files) < manyFiles && size < manyBytes {
		return r
	}
	entries, _, err := tree.Walk(FormatsDir)
	names := []string{cfg.TrustedRoot.Value}
	for _, e := range entries {
		names = append(names, e.Path)
	}
	for _, s := range cfg.Signers {
		names = append(names, s.Key.Value)
	}
	under := []string{string(cfg.File.Digest())}
	for _, name := range names {
		if name == "" || strings.Contains(name, "-----BEGIN") {
			continue // a key that stands in the site file
		}
		var f *source.File
		if f, err = tree.Read(name, decode.Config.Bytes); err != nil {
			break
		}
		under = append(under, name, string(f.Digest()))
	}
	if err != nil {
		return r
	}
	sum := sha256.Sum256([]byte(strings.Join(under, "\n")))
	r.locker, r.watch, r.under = opt.Locker, opt.Watch, sum[:]
	return r
}

// key returns the key of a piece: what all depend on, and what the file system says
// of its files. It returns false where that is not enough to see that they change.
func (r *recall) key(b beside) (locker.Key, bool) {
	text := append(make([]byte, 0, 512), r.under...)
	for _, e := range b.all() {
		if !rest.Marked(*e) {
			return locker.Key{}, false
		}
		text = rest.AppendMark(text, *e)
	}
	return locker.KeyOf(text), true
}

// recall makes a piece of files that did not change without reading them. It returns
// false where they are to be read all the same.
func (r *recall) recall(b beside, opt Options, room *workroom) (loadedFile, bool) {
	if r == nil || r.locker == nil || isRecord(b.file.Path) {
		return loadedFile{}, false
	}
	key, ok := r.key(b)
	if !ok {
		return loadedFile{}, false
	}
	text, known := r.locker.Get(room.file[:0], key)
	if !known {
		return loadedFile{}, false
	}
	e, bare := r.shelf.Unpack(text, b.file.Path, b.beside())
	return loadedFile{evidence: e, bare: bare}, e != nil && !opt.Keep(e.ID) && (opt.Publish == nil || !opt.Publish(e.ID))
}

// shelve packs a piece of which nobody needs the content, and remembers it, unless
// there is more to say of it than it says itself, or a file of it was not at rest. It
// reports whether nothing is left of the files that it was made of.
func (p *piece) shelve(b beside, out *loadedFile) bool {
	e, r := out.evidence, p.past
	if r == nil || e == nil || p.record != nil || len(out.list) > 0 || p.keep(e.ID) || e.Publish || e.Clocks.CollectedAt.IsZero() {
		return false
	}
	text, ok := locker.Pack(e, out.bare, p.cfg.Location)
	if !ok {
		return false
	}
	*out = loadedFile{packed: text}
	if r.locker == nil || slices.ContainsFunc(b.all(), func(e *source.Entry) bool { return !r.watch.Settled(*e) }) {
		return true
	}
	if key, ok := r.key(b); ok {
		r.locker.Put(key, text)
	}
	return true
}

// unpack makes what was packed while others were read: until then there is little
// that the collector must look at.
func (r *recall) unpack(b beside, l *loadedFile) error {
	if l.packed == nil {
		return nil
	}
	if l.evidence, l.bare = r.shelf.Unpack(l.packed, b.file.Path, b.beside()); l.evidence == nil {
		return fmt.Errorf("%s was packed and cannot be unpacked", b.file.Path)
	}
	l.packed = nil
	return nil
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
