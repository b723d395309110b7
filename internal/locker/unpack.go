package locker

import (
	"bytes"
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
	words    map[string][]string // that most pieces share
	lists    map[string][]string
	scopes   map[string]trust.Scope
	params   map[string]map[string]any
	problems map[string][]trust.Problem
	offsets  map[int]*time.Location

	desks sync.Pool
}

// desk is where one piece at a time is made.
type desk struct {
	pieces []trust.Evidence // room for the next ones: that of many costs less than as many rooms
	last   [6]struct {      // what was read last of each part that pieces share: mostly the next one has it, too
		text  []byte
		value any
	}
}

// atOnce is how many pieces room is made for.
const atOnce = 64

// desk lends a desk; back takes it back.
func (s *Shelf) desk() *desk {
	d, _ := s.desks.Get().(*desk)
	if d == nil {
		d = &desk{}
	}
	if len(d.pieces) == 0 {
		d.pieces = make([]trust.Evidence, atOnce)
	}
	return d
}

func (s *Shelf) back(d *desk) { s.desks.Put(d) }

// NewShelf returns a shelf for a site whose zone is given.
func NewShelf(zone *time.Location) *Shelf {
	return &Shelf{
		zone: zone, words: map[string][]string{}, lists: map[string][]string{}, scopes: map[string]trust.Scope{}, params: map[string]map[string]any{},
		problems: map[string][]trust.Problem{}, offsets: map[int]*time.Location{},
	}
}

// Unpack makes the piece at a path again, that another file beside it may name, and
// says whether it is bare. It returns nil for text that Pack did not return. The piece
// holds nothing of the text.
func (s *Shelf) Unpack(text []byte, path, beside string) (e *trust.Evidence, bare bool) {
	r := &reader{text: text, shelf: s, desk: s.desk()}
	defer s.back(r.desk)
	e = &r.desk.pieces[0]
	*e = trust.Evidence{Path: path} // an earlier text may have been no piece
	bare, titled := r.place(e, beside)
	r.own(e, titled)
	r.words(e)
	r.head(e)
	r.clocks(&e.Clocks)
	r.lists(e)
	if r.bad || len(r.text) > 0 {
		return nil, false
	}
	r.desk.pieces = r.desk.pieces[1:]
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
	e.Span = source.Lines(beside, bytes.Clone(r.cut(r.uint())), int(before), int(above)).Span(int(start), int(end))
	r.bad = r.bad || beside == ""
	return bare, titled
}

// reader reads what writer wrote.
type reader struct {
	text  []byte
	shelf *Shelf
	desk  *desk
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
	r.bad, r.text = true, nil
	return 0
}

func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *reader) cut(n uint64) []byte {
	if n > uint64(len(r.text)) {
		r.bad, r.text = true, nil
		return nil
	}
	out := r.text[:n]
	r.text = r.text[n:]
	return out
}

func (r *reader) string() string { return string(r.cut(r.uint())) }

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

// own reads the texts that hardly any other piece has, which lie in memory together.
func (r *reader) own(e *trust.Evidence, titled bool) {
	texts := own(e)
	if titled {
		texts = texts[1:]
	}
	var sizes [8]uint64
	sum := uint64(0)
	for i := range texts {
		sizes[i] = min(r.uint(), MaxPiece)
		sum += sizes[i]
	}
	all := r.string()
	if r.bad = r.bad || uint64(len(all)) != sum; r.bad {
		return
	}
	for i, to := range texts {
		*to, all = all[:sizes[i]], all[sizes[i]:]
	}
	if titled {
		e.Title = e.ID
	}
}

// words reads the texts that most pieces share with others.
func (r *reader) words(e *trust.Evidence) {
	texts := words(e)
	known := apart(r, partWords, r.shelf.words, func(r *reader) []string {
		out := make([]string, len(texts))
		for i := range out {
			out[i] = r.string()
		}
		return out
	})
	if len(known) != len(texts) {
		return // it is bad
	}
	for i, to := range texts {
		*to = known[i]
	}
}

func (r *reader) head(e *trust.Evidence) {
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
	s.mu.Lock()
	defer s.mu.Unlock()
	zone, ok := s.offsets[seconds]
	if !ok {
		zone = time.FixedZone("", seconds)
		s.offsets[seconds] = zone
	}
	return zone
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

// The parts that pieces share.
const (
	partWords = iota
	partCommand
	partEnv
	partScope
	partParams
	partProblems
)

// apart reads a part that others may have, too. It is made when it is first met.
func apart[T any](r *reader, part int, known map[string]T, read func(r *reader) T) (out T) {
	text := r.cut(r.uint())
	if len(text) == 1 && text[0] == 0 { // a list that is nil
		return out
	}
	last := &r.desk.last[part]
	if last.value != nil && string(last.text) == string(text) {
		return last.value.(T)
	}
	r.shelf.mu.RLock()
	out, ok := known[string(text)]
	r.shelf.mu.RUnlock()
	if ok {
		last.text, last.value = append(last.text[:0], text...), out
		return out
	}
	inner := &reader{text: text, shelf: r.shelf, desk: r.desk}
	if out = read(inner); inner.bad || len(inner.text) > 0 {
		r.bad = true
		return out
	}
	r.shelf.mu.Lock()
	defer r.shelf.mu.Unlock()
	if first, ok := known[string(text)]; ok {
		return first
	}
	known[string(text)] = out
	return out
}

func (r *reader) lists(e *trust.Evidence) {
	e.Command = apart(r, partCommand, r.shelf.lists, (*reader).texts)
	e.Env = apart(r, partEnv, r.shelf.lists, (*reader).texts)
	e.Scope = apart(r, partScope, r.shelf.scopes, (*reader).scope)
	e.Params = apart(r, partParams, r.shelf.params, (*reader).tree)
	e.Problems = apart(r, partProblems, r.shelf.problems, func(r *reader) []trust.Problem {
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
	for i, b := range r.cut(8) {
		n |= uint64(b) << (8 * i)
	}
	return n
}
