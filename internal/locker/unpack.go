package locker

import (
	"math"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Shelf makes pieces of what Pack returned. What is equal in several of them, such
// as their scope, they share; nobody may change it. It is safe for concurrent
// use.
type Shelf struct {
	zone *time.Location

	mu       sync.RWMutex
	words    map[string][]string
	scopes   map[string]trust.Scope
	params   map[string]map[string]any
	problems map[string][]trust.Problem
	offsets  map[int]*time.Location
}

// NewShelf returns a shelf for a site whose zone is given.
func NewShelf(zone *time.Location) *Shelf {
	return &Shelf{
		zone: zone, words: map[string][]string{}, scopes: map[string]trust.Scope{}, params: map[string]map[string]any{},
		problems: map[string][]trust.Problem{}, offsets: map[int]*time.Location{},
	}
}

// Unpack makes the piece at a path again, that another file beside it may name, and
// says whether it is bare. It returns nil for text that Pack did not return.
func (s *Shelf) Unpack(text, path, beside string) (e *trust.Evidence, bare bool) {
	r := &reader{text: text, shelf: s}
	e = &trust.Evidence{Path: path}
	bare, titled := r.place(e, beside)
	if r.head(e); titled {
		e.Title = e.ID
	}
	r.clocks(&e.Clocks)
	r.lists(e)
	if r.bad || r.text != "" {
		return nil, false
	}
	return e, bare
}

// place reads where the piece is named.
func (r *reader) place(e *trust.Evidence, beside string) (bare, titled bool) {
	var named bool
	r.flags(&bare, &named, &titled)
	if !named {
		e.Span = source.NewFile(e.Path, nil).Whole()
		return bare, titled
	}
	start, end, before, above := r.uint(), r.uint(), r.uint(), r.uint()
	e.Span = source.Lines(beside, []byte(r.string()), int(before), int(above)).Span(int(start), int(end))
	r.bad = r.bad || beside == ""
	return bare, titled
}

// reader reads what writer wrote.
type reader struct {
	text  string
	shelf *Shelf
	bad   bool
}

func (r *reader) uint() uint64 {
	n, shift := uint64(0), 0
	for i := 0; i < len(r.text) && shift < 64; i++ {
		b := r.text[i]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			r.text = r.text[i+1:]
			return n
		}
		shift += 7
	}
	r.bad, r.text = true, ""
	return 0
}

func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *reader) cut(n uint64) string {
	if n > uint64(len(r.text)) {
		r.bad, r.text = true, ""
		return ""
	}
	out := r.text[:n]
	r.text = r.text[n:]
	return out
}

func (r *reader) string() string { return r.cut(r.uint()) }

func (r *reader) strings(to ...*string) {
	for _, p := range to {
		*p = r.string()
	}
}

func (r *reader) flags(to ...*bool) {
	n := r.uint()
	for i, p := range to {
		*p = n&(1<<i) != 0
	}
}

// size reads the length of a list, of which each item takes a byte at least.
func (r *reader) size() (n int, none bool) {
	size := r.uint()
	if size == 0 || size-1 > uint64(len(r.text)) {
		r.bad = r.bad || size > 0
		return 0, true
	}
	return int(size - 1), false
}

func (r *reader) head(e *trust.Evidence) {
	r.strings(&e.ID, &e.Title, (*string)(&e.Digest), &e.Media, &e.Format, &e.Record, &e.Audience, &e.Tool.Name, &e.Tool.Version,
		&e.Collector, &e.Run, &e.Target, &e.Version, (*string)(&e.Verdict), (*string)(&e.Assurance))
	e.Size = r.int()
	var exit, event, attester bool
	r.flags(&e.Manual, &e.Publish, &e.Told, &exit, &event, &attester, &e.Coverage.Known, &e.Coverage.Truncated)
	if exit {
		code := int(r.int())
		e.ExitCode = &code
	}
	e.Coverage.Examined, e.Coverage.Skipped, e.Coverage.Errors = r.int(), r.int(), r.int()
	if event {
		x := r.event()
		e.Event = &x
	}
	if attester {
		e.Attester = &trust.Attester{}
		r.strings(&e.Attester.Name, &e.Attester.Role)
	}
}

func (r *reader) clocks(c *trust.Clocks) {
	for _, t := range []*time.Time{
		&c.ObservedFrom, &c.ObservedTo, &c.ProducedAt, &c.CollectedAt, &c.RecordedAt, &c.Existed, &c.ValidUntil, &c.KnowledgeAt,
	} {
		*t = r.time()
	}
	r.strings(&c.CollectedSource, &c.Precision, (*string)(&c.Zone), &c.ExistedSource, &c.Conflict, &c.Unknown)
}

func (r *reader) time() time.Time {
	form := r.uint()
	if form == never {
		return time.Time{}
	}
	seconds, nanos := r.int(), r.uint()
	t := time.Unix(seconds, int64(nanos)).UTC()
	switch {
	case form == inUTC:
	case form == inZone && r.shelf.zone != nil:
		t = t.In(r.shelf.zone)
	case form == inOffset:
		t = t.In(r.shelf.offset(int(r.int())))
	default:
		r.bad = true
	}
	return t
}

// offset returns the zone of an offset in seconds.
func (s *Shelf) offset(seconds int) *time.Location {
	zone, _ := shared(s, s.offsets, seconds, func() (*time.Location, bool) { return time.FixedZone("", seconds), true })
	return zone
}

// shared returns what is shared under a key. It is made when it is first asked for,
// and kept where that went well.
func shared[K comparable, T any](s *Shelf, known map[K]T, key K, make func() (T, bool)) (T, bool) {
	s.mu.RLock()
	v, ok := known[key]
	s.mu.RUnlock()
	if ok {
		return v, true
	}
	if v, ok = make(); !ok {
		return v, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, ok := known[key]; ok {
		return first, true
	}
	known[key] = v
	return v, true
}

func (r *reader) event() trust.Event {
	var e trust.Event
	r.strings(&e.Type, &e.Key)
	e.At = r.time()
	r.flags(&e.Day)
	return e
}

func (r *reader) texts() []string { return items(r, r.string) }

// items reads a list.
func items[T any](r *reader, item func() T) []T {
	n, none := r.size()
	if none {
		return nil
	}
	out := make([]T, n)
	for i := range out {
		out[i] = item()
	}
	return out
}

// apart reads a part that others may have, too.
func apart[T any](r *reader, known map[string]T, read func(r *reader) T) T {
	text := r.string()
	out, ok := shared(r.shelf, known, text, func() (T, bool) {
		inner := &reader{text: text, shelf: r.shelf}
		out := read(inner)
		return out, !inner.bad && inner.text == ""
	})
	r.bad = r.bad || !ok
	return out
}

func (r *reader) lists(e *trust.Evidence) {
	e.Command = apart(r, r.shelf.words, (*reader).texts)
	e.Env = apart(r, r.shelf.words, (*reader).texts)
	e.Scope = apart(r, r.shelf.scopes, (*reader).scope)
	e.Params = apart(r, r.shelf.params, (*reader).tree)
	e.Problems = apart(r, r.shelf.problems, func(r *reader) []trust.Problem {
		return items(r, func() trust.Problem {
			var p trust.Problem
			r.strings(&p.Code, &p.Message)
			return p
		})
	})
	e.Events = items(r, r.event)
	e.Parents = items(r, func() trust.Parent {
		var p trust.Parent
		r.strings(&p.Name, (*string)(&p.Digest))
		p.CollectedAt = r.time()
		return p
	})
	e.Signers = items(r, func() trust.Signature {
		var s trust.Signature
		r.strings(&s.Signer)
		r.flags(&s.Person, &s.Base64)
		s.Controls = r.texts()
		r.strings(&s.Form, &s.Key, &s.Scheme, &s.Identity, &s.Issuer)
		return s
	})
}

func (r *reader) scope() trust.Scope {
	n, none := r.size()
	if none {
		return nil
	}
	out := make(trust.Scope, n)
	for range n {
		axis := r.string()
		out[axis] = r.texts()
	}
	return out
}

func (r *reader) tree() map[string]any {
	n, none := r.size()
	if none {
		return nil
	}
	out := make(map[string]any, n)
	for range n {
		key := r.string()
		out[key] = r.value()
	}
	return out
}

// value reads a plain value.
func (r *reader) value() any {
	switch r.uint() {
	case isNil:
		return nil
	case isFalse:
		return false
	case isTrue:
		return true
	case isInt:
		return r.int()
	case isFloat:
		return math.Float64frombits(r.float())
	case isText:
		return r.string()
	case isList:
		return items(r, r.value)
	case isMap:
		return r.tree()
	}
	r.bad = true
	return nil
}

func (r *reader) float() uint64 {
	n := uint64(0)
	for i, b := range []byte(r.cut(8)) {
		n |= uint64(b) << (8 * i)
	}
	return n
}
