package evidence

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/lineage"
	"github.com/candor-site/candor/internal/locker"
	"github.com/candor-site/candor/internal/progress"
	"github.com/candor-site/candor/internal/reach"
	"github.com/candor-site/candor/internal/rest"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/shelf"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/slack"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Names below Dir that are not evidence.
const (
	LogFile        = Dir + "/log.jsonl"
	CollectorsFile = Dir + "/collectors.yaml"
	FormatsDir     = Dir + "/formats"
)

// Options say how evidence is read.
type Options struct {
	Formats *format.Registry
	Workers int                  // files read at a time
	Keep    func(id string) bool // whether the content of that evidence is needed beside its facts; nil keeps all
	Publish func(id string) bool // whether a control asks for the file itself to be published; nil: none does
	Root    string               // directory of the site, for its git history; "" has none
	Locker  *locker.Locker       // pieces as they came out of files in earlier runs; nil: nothing is known
	// Parts says which parts of the content of some evidence are read, nil all of
	// it; without the function all is kept as it is.
	Parts func(id string) *reach.Part
	Watch *rest.Watch // which files were at rest when the run began; nil: none, and nothing is remembered
	// Progress is told of each piece; it may be nil.
	Progress *progress.Work
}

// Load reads the folder below tree. An error says that the machine failed; all
// that an author can mend comes back as diagnostics.
func Load(tree *source.Tree, cfg *site.Config, opt Options) (*Set, diag.List, error) {
	var bucket source.Text
	if cfg != nil {
		bucket = cfg.Bucket
	}
	from, list, err := shelf.Open(tree, Dir, bucket)
	if err != nil {
		return nil, nil, err
	}
	entries, found, err := from.Walk()
	if err != nil {
		return nil, nil, err
	}
	list.Add(found...)
	known, bad, err := loadAuthority(tree, cfg)
	list.Add(bad...)
	if err != nil {
		return nil, list, err
	}
	files := classify(entries, &list).files
	loaded := make([]loadedFile, len(files))
	slack.Expect(int64(len(files)) * perPiece)
	past := newRecall(tree, cfg, opt, entries)
	room, unit := crew.NewRoom(maxHeld), opt.Progress.Expect("pieces of evidence", len(files))
	if err := crew.Each(context.Background(), opt.Workers, len(files), func(i int) error {
		defer unit.Done()
		own := rooms.Get().(*workroom)
		l, done := past.recall(files[i], opt, own)
		if !done {
			defer room.Take(files[i].file.Size)()
			l = loadFile(from, files[i], piece{cfg: cfg, formats: opt.Formats, known: known, raw: opt.Publish, keep: opt.Keep, past: past, room: own})
		}
		defer func() { own.back(l.evidence) }()
		if l.evidence != nil {
			opt.reduce(l.evidence)
		}
		loaded[i] = l
		return l.err
	}); err != nil {
		return nil, nil, err
	}
	if err := crew.Each(context.Background(), opt.Workers, len(files), func(i int) error { return past.unpack(files[i], &loaded[i]) }); err != nil {
		return nil, nil, err
	}
	set := &Set{Evidence: make([]*trust.Evidence, 0, len(files))}
	owned := map[string]bool{}
	for i := range loaded {
		if loaded[i].names != "" {
			owned[loaded[i].names] = true
		}
	}
	for i := range loaded {
		l := &loaded[i]
		// What a record stands for is no evidence of its own, unless it says
		// something by itself.
		if l.bare && owned[files[i].file.Path] {
			continue
		}
		list.Add(l.list...)
		if l.evidence != nil {
			set.Evidence = append(set.Evidence, l.evidence)
		}
	}
	if opt.Root != "" && cfg != nil && cfg.Freshness.ByGit {
		blobs := map[*trust.Evidence]history.Blob{}
		for _, l := range loaded {
			if l.blob != "" {
				blobs[l.evidence] = l.blob
			}
		}
		lineage.Introduce(set.Evidence, blobs, opt.Root)
	}
	lineage.Inherit(set.Evidence)
	slices.SortStableFunc(set.Evidence, byIdentity)
	list.Add(duplicates(set.Evidence)...)
	log, found, err := loadLog(from, entries)
	list.Add(found...)
	set.Log = log
	return set, list, err
}

// reduce lets go of what nobody needs of a piece.
func (opt Options) reduce(e *trust.Evidence) {
	const small = 1 << 10
	if opt.Keep != nil && !opt.Keep(e.ID) {
		release(e)
		return
	}
	if opt.Parts == nil || e.Size < small {
		return
	}
	if part := opt.Parts(e.ID); part != nil {
		if packed := part.Pack(e.Body); packed != nil {
			span := e.Span
			release(e)
			if e.Body = packed; span.Path() != e.Path {
				e.Span = span
			}
		}
	}
}

// release lets go of the content of a file: its tree, and its bytes, which the
// place of its evidence would hold.
func release(e *trust.Evidence) {
	e.Body = nil
	if e.Span.Path() == e.Path {
		e.Span = source.NewFile(e.Path, nil).Whole()
	}
}

// perPiece is what the heap holds in the end for a piece and the need of a control for it.
const perPiece = 2500

// maxHeld is how many bytes of files are read at once; what they become in memory
// is several times as much.
const maxHeld = 12 << 20

// loadedFile is what came of one file.
type loadedFile struct {
	evidence *trust.Evidence
	packed   []byte       // the evidence in few bytes, or nil
	names    string       // path of the file that a record stands for, or ""
	bare     bool         // has neither a format nor an envelope
	blob     history.Blob // names the bytes of evidence that nothing dates
	list     diag.List
	err      error
}

// loadFile reads a file. The piece says how.
func loadFile(from shelf.Reader, b beside, p piece) loadedFile {
	f, bad, err := shelf.Read(from, p.room.file[:], b.file.Path, shape.Limits.Bytes)
	if f == nil {
		return loadedFile{list: bad, err: err}
	}
	p.file = f
	return p.load(from, b)
}

// load reads what stands beside a file, and makes evidence of both.
func (p *piece) load(from shelf.Reader, b beside) (out loadedFile) {
	more := func(e *source.Entry, into []byte) *source.File {
		if e == nil || out.err != nil {
			return nil
		}
		f, bad, err := shelf.Read(from, into, e.Path, decode.Config.Bytes)
		out.list.Add(bad...)
		out.err = err
		return f
	}
	p.beside = more(b.envelope, p.room.envelope[:])
	for _, s := range b.signatures {
		if sig := more(s, nil); sig != nil {
			p.signatures = append(p.signatures, sig)
		}
	}
	if out.err != nil {
		return out
	}
	e, r := p.make()
	out.evidence, out.bare = e, r.Format == "" && p.beside == nil && p.record == nil
	if e != nil && e.Clocks.CollectedAt.IsZero() {
		out.blob = history.BlobOf(p.file.Data)
	}
	out.list.Add(p.list...)
	if p.record != nil && p.record.common.File.Value != "" {
		var more diag.List
		out.names, more = named(from, p.file, p.record)
		out.list.Add(more...)
	}
	if !p.shelve(b, &out) {
		p.leave()
	}
	return out
}

// named finds the file that a record stands for, beside the record or from the
// root of the site, and compares its digest. Whatever keeps it from being read
// is a mistake in the path.
func named(from shelf.Reader, at *source.File, r *record) (string, diag.List) {
	text := r.common.File
	for _, name := range []string{path.Join(path.Dir(at.Path), text.Value), path.Clean(text.Value)} {
		if !fs.ValidPath(name) {
			continue
		}
		f, list, err := shelf.Read(from, nil, name, shape.Limits.Bytes)
		if len(list) > 0 {
			return name, list
		}
		if f == nil || err != nil {
			continue
		}
		if want := r.common.SHA256; want.Value != "" && string(f.Digest()) != want.Value {
			list.Add(diag.Errorf(diag.EnvelopeDigest, want.Span, "%s has the digest %s, the record says %s", name, f.Digest().Short(), source.Digest(want.Value).Short()).
				Hinted("the text changed after it was approved: approve it again, and record the new digest"))
		}
		return name, list
	}
	return "", diag.List{diag.Errorf(diag.FileUnreadable, text.Span, "file %q does not exist, neither beside the record nor from the root of the site", text.Value).
		Hinted("correct the path; for a document that is kept elsewhere write location")}
}

// byIdentity orders evidence by id, scope and path.
func byIdentity(a, b *trust.Evidence) int {
	if c := cmp.Compare(a.ID, b.ID); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Scope.String(), b.Scope.String()), cmp.Compare(a.Path, b.Path))
}

// duplicates reports evidence that nothing tells apart: one id, one scope, one
// target and one version. The list is in order.
func duplicates(set []*trust.Evidence) (list diag.List) {
	type identity struct{ id, scope, target, version string }
	seen := map[identity]*trust.Evidence{}
	for i, e := range set {
		if (i == 0 || set[i-1].ID != e.ID) && (i+1 == len(set) || set[i+1].ID != e.ID) {
			continue
		}
		key := identity{e.ID, e.Scope.String(), e.Target, e.Version}
		if first, ok := seen[key]; ok {
			scope := cmp.Or(key.scope, "the whole site")
			list.Add(diag.Errorf(diag.EvidenceDuplicate, e.Span, "evidence %q exists twice for %s", e.ID, scope).
				Also(first.Span, "the other is %s", first.Path).
				Hinted("give the two different scopes in their envelopes, or remove one"))
			continue
		}
		seen[key] = e
	}
	return list
}

// Formats reads the site's own formats below evidence/formats/ over the
// embedded ones.
func Formats(tree *source.Tree) (*format.Registry, diag.List, error) {
	entries, problems, err := tree.Walk(FormatsDir)
	if err != nil {
		return format.Builtin(), nil, err
	}
	var list diag.List
	for _, p := range problems {
		list.Add(shelf.Unreadable(p))
	}
	var files []*source.File
	for _, e := range entries {
		if ext := path.Ext(e.Path); ext != ".yaml" && ext != ".yml" {
			list.Add(diag.Warningf(diag.FileUnexpected, source.NewFile(e.Path, nil).Whole(), "%s is no format: formats are YAML files", path.Base(e.Path)))
			continue
		}
		f, bad, err := shelf.Read(tree, nil, e.Path, decode.Config.Bytes)
		if err != nil {
			return format.Builtin(), list, err
		}
		list.Add(bad...)
		if f != nil {
			files = append(files, f)
		}
	}
	registry, bad := format.Builtin().With(files)
	list.Add(bad...)
	return registry, list, nil
}
