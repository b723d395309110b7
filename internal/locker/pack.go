package locker

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/trust"
)

// Pack returns a piece of evidence in few bytes: all of it but its path, its
// content, what stands beside it and what it was joined from, and with it whether
// it is bare. Of the file that the piece is named in, the lines of the name are
// kept. Times in the zone of the site come back in it, others in their offset. It
// returns false for a piece that holds what cannot be kept.
func Pack(e *trust.Evidence, bare bool, zone *time.Location) ([]byte, bool) {
	w := rooms.Get().(*writer)
	defer rooms.Put(w)
	w.out, w.zone, w.bad = w.out[:0], zone, len(e.Sources) > 0
	w.place(e, bare)
	w.own(e)
	w.apart(func() { w.words(e) })
	w.head(e)
	w.clocks(&e.Clocks)
	w.lists(e)
	return bytes.Clone(w.out), !w.bad
}

var rooms = sync.Pool{New: func() any { return new(writer) }}

// writer writes the parts of a piece one behind the other.
type writer struct {
	out   []byte
	inner []byte
	zone  *time.Location
	bad   bool
}

func (w *writer) uint(n uint64) { w.out = binary.AppendUvarint(w.out, n) }
func (w *writer) int(n int64)   { w.out = binary.AppendVarint(w.out, n) }

func (w *writer) text(s string) {
	w.uint(uint64(len(s)))
	w.out = append(w.out, s...)
}

// flags packs what is true or false.
func (w *writer) flags(list ...bool) {
	n := uint64(0)
	for i, set := range list {
		if set {
			n |= 1 << i
		}
	}
	w.uint(n)
}

// size writes the length of a list, and tells nil from an empty one.
func (w *writer) size(n int, none bool) {
	if none {
		w.uint(0)
		return
	}
	w.uint(uint64(n) + 1)
}

// apart writes a part with its length before it, so that equal ones are found.
func (w *writer) apart(part func()) {
	start := len(w.out)
	part()
	w.inner = append(w.inner[:0], w.out[start:]...)
	w.out = binary.AppendUvarint(w.out[:start], uint64(len(w.inner)))
	w.out = append(w.out, w.inner...)
}

// place writes where the piece is named.
func (w *writer) place(e *trust.Evidence, bare bool) {
	at := e.Span
	w.flags(bare, at.Start < at.End, e.Title == e.ID)
	if at.Start >= at.End {
		return
	}
	lines, before, above := at.Lines()
	for _, n := range []int{at.Start, at.End, before, above} {
		w.uint(uint64(n))
	}
	w.text(string(lines))
}

// own writes the texts that hardly any other piece has.
func (w *writer) own(e *trust.Evidence) {
	texts := own(e)
	if e.Title == e.ID {
		texts = texts[1:]
	}
	sum := 0
	for _, s := range texts {
		w.uint(uint64(len(*s)))
		sum += len(*s)
	}
	w.uint(uint64(sum))
	for _, s := range texts {
		w.out = append(w.out, *s...)
	}
}

// own are the texts that hardly any other piece has, the title first.
func own(e *trust.Evidence) []*string {
	return []*string{&e.Title, &e.ID, (*string)(&e.Digest), &e.Run, &e.Target, &e.Clocks.Conflict, &e.Clocks.Unknown}
}

// words writes the texts that most pieces share with others.
func (w *writer) words(e *trust.Evidence) {
	for _, s := range words(e) {
		w.text(*s)
	}
}

func words(e *trust.Evidence) []*string {
	c := &e.Clocks
	return []*string{
		&e.Media, &e.Format, &e.Record, &e.Audience, &e.Tool.Name, &e.Tool.Version, &e.Collector, &e.Version, (*string)(&e.Verdict), (*string)(&e.Assurance),
		&c.CollectedSource, &c.Precision, (*string)(&c.Zone), &c.ExistedSource,
	}
}

func (w *writer) head(e *trust.Evidence) {
	w.int(e.Size)
	w.flags(e.Manual, e.Publish, e.Told, e.ExitCode != nil, e.Event != nil, e.Attester != nil, e.Coverage.Known, e.Coverage.Truncated)
	if e.ExitCode != nil {
		w.int(int64(*e.ExitCode))
	}
	w.int(e.Coverage.Examined)
	w.int(e.Coverage.Skipped)
	w.int(e.Coverage.Errors)
	if e.Event != nil {
		w.event(*e.Event)
	}
	if e.Attester != nil {
		w.text(e.Attester.Name)
		w.text(e.Attester.Role)
	}
}

func (w *writer) clocks(c *trust.Clocks) {
	for _, t := range []time.Time{
		c.ObservedFrom, c.ObservedTo, c.ProducedAt, c.CollectedAt, c.RecordedAt, c.Existed, c.ValidUntil, c.KnowledgeAt,
	} {
		w.time(t)
	}
}

// The forms of a time.
const (
	never = iota
	inUTC
	inZone // of the site
	inOffset
)

func (w *writer) time(t time.Time) {
	form := uint64(inOffset)
	switch {
	case t == time.Time{}:
		w.uint(never)
		return
	case t.Location() == time.UTC:
		form = inUTC
	case w.zone != nil && t.Location() == w.zone:
		form = inZone
	}
	w.uint(form)
	w.int(t.Unix())
	w.uint(uint64(t.Nanosecond()))
	if form == inOffset {
		_, offset := t.Zone()
		w.int(int64(offset))
	}
}

func (w *writer) event(e trust.Event) {
	w.text(e.Type)
	w.text(e.Key)
	w.time(e.At)
	w.flags(e.Day)
}

func (w *writer) texts(list []string) {
	w.size(len(list), list == nil)
	for _, s := range list {
		w.text(s)
	}
}

// lists writes what most pieces share with others, or do without.
func (w *writer) lists(e *trust.Evidence) {
	w.apart(func() { w.texts(e.Command) })
	w.apart(func() { w.texts(e.Env) })
	w.apart(func() { w.scope(e.Scope) })
	w.apart(func() {
		w.size(len(e.Params), e.Params == nil)
		for _, name := range slices.Sorted(maps.Keys(e.Params)) {
			w.text(name)
			w.value(e.Params[name])
		}
	})
	w.apart(func() {
		w.size(len(e.Problems), e.Problems == nil)
		for _, p := range e.Problems {
			w.text(p.Code)
			w.text(p.Message)
		}
	})
	w.size(len(e.Events), e.Events == nil)
	for _, x := range e.Events {
		w.event(x)
	}
	w.size(len(e.Parents), e.Parents == nil)
	for _, p := range e.Parents {
		w.text(p.Name)
		w.text(string(p.Digest))
		w.time(p.CollectedAt)
	}
	w.size(len(e.Signers), e.Signers == nil)
	for _, s := range e.Signers {
		w.text(s.Signer)
		w.flags(s.Person, s.Base64)
		w.texts(s.Controls)
		for _, text := range []string{s.Form, s.Key, s.Scheme, s.Identity, s.Issuer} {
			w.text(text)
		}
	}
}

func (w *writer) scope(s trust.Scope) {
	w.size(len(s), s == nil)
	for _, axis := range s.Axes() {
		w.text(axis)
		w.texts(s[axis])
	}
}

// The kinds of a plain value.
const (
	isNil = iota
	isFalse
	isTrue
	isInt
	isFloat
	isText
	isList
	isMap
)

// value writes a plain value.
func (w *writer) value(v any) {
	switch v := v.(type) {
	case nil:
		w.uint(isNil)
	case bool:
		w.uint(isFalse)
		if v {
			w.out[len(w.out)-1] = isTrue
		}
	case int64:
		w.uint(isInt)
		w.int(v)
	case float64:
		w.uint(isFloat)
		w.out = binary.LittleEndian.AppendUint64(w.out, math.Float64bits(v))
	case string:
		w.uint(isText)
		w.text(v)
	case []any:
		w.uint(isList)
		w.size(len(v), v == nil)
		for _, item := range v {
			w.value(item)
		}
	case map[string]any:
		w.uint(isMap)
		w.size(len(v), v == nil)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			w.text(key)
			w.value(v[key])
		}
	default:
		w.bad = true
	}
}
