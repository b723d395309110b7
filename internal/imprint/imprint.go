// Package imprint computes one digest of all that values hold, whatever types they
// are of: two values of equal digest are equal in everything that a program could
// read of them.
//
// It goes through fields, exported or not, lists, maps in the order of their keys
// and what pointers lead to, and never guesses: where a value holds what cannot be
// looked into (a function, a lock), there is no digest.
package imprint

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/source"
)

// Digest is the digest of some values.
type Digest [sha256.Size]byte

// As says in other words what values of some types are, by type.
type As map[reflect.Type]func(any) any

// deepest is how many values may lie inside one another: more are a circle.
const deepest = 100

// Of returns the digest of some values, in their order. It reports an error for
// what cannot be looked into.
func Of(as As, values ...any) (Digest, error) {
	p := &press{hash: sha256.New(), as: as, plans: map[reflect.Type]plan{}}
	for _, v := range values {
		p.any(reflect.ValueOf(v), 0)
	}
	p.flush()
	if p.fault != nil {
		return Digest{}, p.fault
	}
	return Digest(p.hash.Sum(nil)), nil
}

// press is one digest on its way.
type press struct {
	hash  hash.Hash
	as    As
	plans map[reflect.Type]plan
	buf   []byte
	fault error
}

// plan is how values of a type are taken.
type plan func(v reflect.Value, depth int)

// full is how many bytes are digested at a time.
const full = 8 << 10

func (p *press) flush() {
	p.hash.Write(p.buf)
	p.buf = p.buf[:0]
}

// number takes a number.
func (p *press) number(n uint64) {
	if len(p.buf) > full {
		p.flush()
	}
	p.buf = binary.AppendUvarint(p.buf, n)
}

// text takes a text.
func (p *press) text(s string) {
	p.number(uint64(len(s)))
	p.buf = append(p.buf, s...)
}

// bytes takes bytes.
func (p *press) bytes(b []byte) {
	p.number(uint64(len(b)))
	if len(b) > full {
		p.flush()
		p.hash.Write(b)
		return
	}
	p.buf = append(p.buf, b...)
}

// refuse notes that a type cannot be looked into.
func (p *press) refuse(t reflect.Type) {
	if p.fault == nil {
		p.fault = fmt.Errorf("a %s cannot be looked into", t)
	}
}

// any takes what an interface holds, with its type.
func (p *press) any(v reflect.Value, depth int) {
	if !v.IsValid() {
		p.number(0)
		return
	}
	p.number(1)
	t := v.Type()
	p.text(t.PkgPath())
	p.text(t.String())
	if t.Kind() == reflect.Struct && v.CanInterface() { // fields that are not exported are read through their address
		held := reflect.New(t).Elem()
		held.Set(v)
		v = held
	}
	p.value(v, depth)
}

// value takes a value of a known type.
func (p *press) value(v reflect.Value, depth int) {
	if depth > deepest {
		p.refuse(v.Type())
	}
	if p.fault == nil {
		p.plan(v.Type())(v, depth)
	}
}

// plan returns how values of a type are taken.
func (p *press) plan(t reflect.Type) plan {
	known := p.plans[t]
	if known == nil {
		known = p.newPlan(t)
		p.plans[t] = known
	}
	return known
}

var (
	timeType = reflect.TypeFor[time.Time]()
	zoneType = reflect.TypeFor[*time.Location]()
	fileType = reflect.TypeFor[*source.File]()
)

func (p *press) newPlan(t reflect.Type) plan {
	if say := p.as[t]; say != nil {
		return func(v reflect.Value, depth int) {
			if !v.CanInterface() {
				p.refuse(t)
				return
			}
			p.any(reflect.ValueOf(say(v.Interface())), depth+1)
		}
	}
	switch t {
	case timeType:
		return p.time
	case zoneType:
		return p.zone
	case fileType:
		return p.file
	}
	if path := t.PkgPath(); path == "sync" || strings.HasPrefix(path, "sync/") {
		return func(reflect.Value, int) { p.refuse(t) }
	}
	switch t.Kind() {
	case reflect.Bool:
		return func(v reflect.Value, _ int) {
			if v.Bool() {
				p.number(1)
			} else {
				p.number(0)
			}
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value, _ int) { p.number(uint64(v.Int())) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return func(v reflect.Value, _ int) { p.number(v.Uint()) }
	case reflect.Float32, reflect.Float64:
		return func(v reflect.Value, _ int) { p.number(math.Float64bits(v.Float())) }
	case reflect.String:
		return func(v reflect.Value, _ int) { p.text(v.String()) }
	case reflect.Slice, reflect.Array:
		return p.list(t)
	case reflect.Map:
		return p.table
	case reflect.Pointer:
		return func(v reflect.Value, depth int) {
			if v.IsNil() {
				p.number(0)
				return
			}
			p.number(1)
			p.value(v.Elem(), depth+1)
		}
	case reflect.Interface:
		return func(v reflect.Value, depth int) { p.any(v.Elem(), depth+1) }
	case reflect.Struct:
		return p.fields(t)
	}
	return func(v reflect.Value, _ int) { // a function or a channel
		if k := t.Kind(); k != reflect.Func && k != reflect.Chan && k != reflect.UnsafePointer || !v.IsZero() {
			p.refuse(t)
		}
		p.number(0)
	}
}

// fields takes a struct, field by field.
func (p *press) fields(t reflect.Type) plan {
	plans := make([]plan, t.NumField())
	return func(v reflect.Value, depth int) {
		for i := range plans {
			if plans[i] == nil { // not before: a type may lead to itself
				plans[i] = p.plan(t.Field(i).Type)
			}
			plans[i](v.Field(i), depth)
		}
	}
}

// list takes a slice or an array; a slice that is nil is another than an empty one.
func (p *press) list(t reflect.Type) plan {
	var each plan
	return func(v reflect.Value, depth int) {
		if t.Kind() == reflect.Slice {
			if v.IsNil() {
				p.number(0)
				return
			}
			p.number(1)
			if t.Elem().Kind() == reflect.Uint8 {
				p.bytes(v.Bytes())
				return
			}
		}
		if each == nil {
			each = p.plan(t.Elem())
		}
		p.number(uint64(v.Len()))
		for i := 0; i < v.Len() && p.fault == nil; i++ {
			if depth >= deepest {
				p.refuse(t)
				return
			}
			each(v.Index(i), depth+1)
		}
	}
}

// table takes a map in the order of its keys.
func (p *press) table(v reflect.Value, depth int) {
	if v.IsNil() {
		p.number(0)
		return
	}
	p.number(1)
	p.number(uint64(v.Len()))
	if v.Type().Key().Kind() == reflect.String {
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			p.text(key.String())
			p.value(v.MapIndex(key), depth+1)
		}
		return
	}
	type entry struct {
		key   []byte
		value reflect.Value
	}
	entries := make([]entry, 0, v.Len())
	p.flush()
	own := p.hash
	for it := v.MapRange(); it.Next(); {
		var key keep
		p.hash = &key
		p.value(it.Key(), depth+1)
		p.flush()
		entries = append(entries, entry{key.all, it.Value()})
	}
	p.hash = own
	slices.SortFunc(entries, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
	for _, e := range entries {
		p.bytes(e.key)
		p.value(e.value, depth+1)
	}
}

// keep is a hash that keeps what it is given.
type keep struct {
	hash.Hash
	all []byte
}

func (k *keep) Write(b []byte) (int, error) {
	k.all = append(k.all, b...)
	return len(b), nil
}

// time takes an instant and its zone.
func (p *press) time(v reflect.Value, _ int) {
	at, ok := at(v)
	if !ok {
		p.refuse(timeType)
		return
	}
	p.number(uint64(at.Unix()))
	p.number(uint64(at.Nanosecond()))
	name, offset := at.Zone()
	p.number(uint64(offset))
	p.text(name)
	p.text(at.Location().String())
}

// at returns a time, also of a field that is not exported.
func at(v reflect.Value) (time.Time, bool) {
	if v.CanInterface() {
		out, ok := v.Interface().(time.Time)
		return out, ok
	}
	if v.CanAddr() {
		out, ok := reflect.NewAt(timeType, v.Addr().UnsafePointer()).Interface().(*time.Time)
		return *out, ok
	}
	return time.Time{}, false
}

func (p *press) zone(v reflect.Value, _ int) {
	p.text((*time.Location)(v.UnsafePointer()).String())
}

// file takes a file by its path and the digest of its bytes.
func (p *press) file(v reflect.Value, _ int) {
	if v.IsNil() {
		p.number(0)
		return
	}
	f := (*source.File)(v.UnsafePointer())
	p.number(1)
	p.text(f.Path)
	p.text(string(f.Digest()))
}
