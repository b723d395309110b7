package locker

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// left are the fields of evidence that are not kept: content, what was joined, and
// what is given anew.
var left = map[string]bool{"Path": true, "Span": true, "Content": true, "Beside": true, "Sources": true, "Body": true}

// filler fills values at random.
type filler struct {
	*rand.Rand
	zones []*time.Location
}

func (f filler) text() string {
	return []string{"", "a", "evidence-1", "aws", "text with äöü", "long " + string(make([]byte, f.IntN(300)))}[f.IntN(6)]
}

func (f filler) fill(v reflect.Value) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		if f.IntN(4) > 0 {
			v.Set(reflect.ValueOf(time.Unix(f.Int64N(1<<33)-1<<32, f.Int64N(2)*f.Int64N(1e9)).In(f.zones[f.IntN(len(f.zones))])))
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.text())
	case reflect.Bool:
		v.SetBool(f.IntN(2) == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(f.Int64() >> f.IntN(64))
	case reflect.Slice:
		if f.IntN(3) > 0 {
			v.Set(reflect.MakeSlice(v.Type(), f.IntN(4), 4))
		}
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Map:
		if f.IntN(3) == 0 {
			return
		}
		v.Set(reflect.MakeMap(v.Type()))
		for range f.IntN(4) {
			item := reflect.New(v.Type().Elem()).Elem()
			f.fill(item)
			v.SetMapIndex(reflect.ValueOf(f.text()), item)
		}
	case reflect.Pointer:
		if f.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem())
		}
	case reflect.Interface:
		if x := f.plain(3); x != nil {
			v.Set(reflect.ValueOf(x))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i))
		}
	default:
		panic("a field of kind " + v.Kind().String() + " is not kept")
	}
}

// plain is a plain tree.
func (f filler) plain(depth int) any {
	switch n := f.IntN(7); {
	case n == 0:
		return nil
	case n == 1:
		return f.IntN(2) == 0
	case n == 2:
		return f.Int64() >> f.IntN(64)
	case n == 3:
		return f.NormFloat64()
	case n == 4 || depth == 0:
		return f.text()
	case n == 5:
		list := make([]any, f.IntN(3))
		for i := range list {
			list[i] = f.plain(depth - 1)
		}
		return list
	}
	tree := map[string]any{}
	for range f.IntN(3) {
		tree[f.text()] = f.plain(depth - 1)
	}
	return tree
}

func (f filler) evidence() *trust.Evidence {
	e := &trust.Evidence{Path: "evidence/e.json"}
	v := reflect.ValueOf(e).Elem()
	for i := range v.NumField() {
		if !left[v.Type().Field(i).Name] {
			f.fill(v.Field(i))
		}
	}
	return e
}

// TestPack holds what comes back to what was packed, in all fields.
func TestPack(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	f := filler{rand.New(rand.NewPCG(1, 2)), []*time.Location{time.UTC, berlin, time.FixedZone("", -12600)}}
	shelf := NewShelf(berlin)
	for range 3000 {
		want := f.evidence()
		envelope := source.NewFile("evidence/e.json.evidence.json", []byte("{\r\n \"ä\": 1,\r\n \"id\": \"evidence\r\n-1\"}\r\n"))
		want.Span = envelope.Span(f.IntN(10), 12+f.IntN(20))
		if f.IntN(3) == 0 {
			want.Span = source.NewFile(want.Path, nil).Whole()
		}
		bare := f.IntN(2) == 0
		text, ok := Pack(want, bare, berlin)
		if !ok {
			t.Fatalf("%+v was not packed", want)
		}
		got, gotBare := shelf.Unpack(text, want.Path, envelope.Path)
		if got == nil || gotBare != bare {
			t.Fatalf("%+v did not come back", want)
		}
		if got.Span.Path() != want.Span.Path() || got.Span.Start != want.Span.Start || got.Span.End != want.Span.End ||
			got.Span.Position() != want.Span.Position() || got.Span.EndPosition() != want.Span.EndPosition() || got.Span.Text() != want.Span.Text() {
			t.Fatalf("the place is %v, want %v", got.Span.Position(), want.Span.Position())
		}
		line := want.Span.Position().Line
		gotText, gotAt := got.Span.File.Line(line)
		if wantText, wantAt := want.Span.File.Line(line); gotText != wantText || gotAt != wantAt && want.Span.Start < want.Span.End {
			t.Fatalf("line %d is %q at %d, want %q at %d", line, gotText, gotAt, wantText, wantAt)
		}
		got.Span = want.Span
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
		for range 20 { // what is damaged is refused, or is another piece
			bad := bytes.Clone(text)
			bad[f.IntN(len(bad))] = byte(f.Uint32())
			NewShelf(berlin).Unpack(bad[:f.IntN(len(bad)+1)], want.Path, envelope.Path)
		}
	}
}

// TestPackRefuses packs what would not come back.
func TestPackRefuses(t *testing.T) {
	for _, e := range []*trust.Evidence{
		{Path: "e", Params: map[string]any{"when": time.Now()}},
		{Path: "e", Params: map[string]any{"n": []any{1}}},
		{Path: "e", Sources: []*trust.Evidence{{}}},
	} {
		if _, ok := Pack(e, false, time.UTC); ok {
			t.Errorf("%+v was packed", e)
		}
	}
}

// TestShared holds pieces with equal scopes to one scope.
func TestShared(t *testing.T) {
	shelf := NewShelf(time.UTC)
	text, _ := Pack(&trust.Evidence{Path: "e", Scope: trust.Scope{"cloud": {"aws"}}}, false, time.UTC)
	a, _ := shelf.Unpack(text, "a", "")
	b, _ := shelf.Unpack(text, "b", "")
	if reflect.ValueOf(a.Scope).Pointer() != reflect.ValueOf(b.Scope).Pointer() || a.Path != "a" || b.Path != "b" {
		t.Error("equal scopes are held twice")
	}
}
