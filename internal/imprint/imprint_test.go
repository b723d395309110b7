package imprint

import (
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/source"
)

type leaf struct {
	Name  string
	inner int
	at    time.Time
}

type node struct {
	Leaf  *leaf
	List  []leaf
	Named map[string]any
	Keyed map[[2]int]string
	Of    any
	Do    func()
	next  *node
	Span  source.Span
	Data  []byte
	Float float64
	Array [2]bool
}

func sample() *node {
	file := source.NewFile("a.md", []byte("text"))
	return &node{
		Leaf: &leaf{Name: "a", inner: 1, at: time.Unix(1, 2).UTC()}, List: []leaf{{Name: "b"}, {inner: 3}},
		Named: map[string]any{"x": 1, "y": []any{"z", nil, true}}, Keyed: map[[2]int]string{{1, 2}: "one", {3, 4}: "two"},
		Of: leaf{Name: "of"}, next: &node{Float: 2}, Span: file.Span(1, 2), Data: []byte("data"), Float: 1.5, Array: [2]bool{true, false},
	}
}

func digest(t *testing.T, values ...any) Digest {
	t.Helper()
	d, err := Of(nil, values...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestOf changes a value in one place at a time: each gives another digest, and
// what is equal gives the same, in whatever order maps hand out what they hold.
func TestOf(t *testing.T) {
	seen := map[Digest]string{digest(t, sample()): "as it was"}
	for range 20 {
		if d := digest(t, sample()); seen[d] != "as it was" {
			t.Fatal("equal values have different digests")
		}
	}
	for name, change := range map[string]func(*node){
		"text":               func(n *node) { n.Leaf.Name = "b" },
		"not exported":       func(n *node) { n.Leaf.inner++ },
		"time":               func(n *node) { n.Leaf.at = n.Leaf.at.Add(1) },
		"zone":               func(n *node) { n.Leaf.at = n.Leaf.at.In(time.FixedZone("x", 0)) },
		"order":              func(n *node) { n.List[0], n.List[1] = n.List[1], n.List[0] },
		"empty for none":     func(n *node) { n.next.Data = []byte{} },
		"number in map":      func(n *node) { n.Named["x"] = 2 },
		"type in map":        func(n *node) { n.Named["x"] = int64(1) },
		"key":                func(n *node) { n.Named["w"] = n.Named["x"]; delete(n.Named, "x") },
		"nil in list":        func(n *node) { n.Named["y"] = []any{"z", false, true} },
		"value of other key": func(n *node) { n.Keyed[[2]int{1, 2}], n.Keyed[[2]int{3, 4}] = "two", "one" },
		"other type":         func(n *node) { n.Of = &leaf{Name: "of"} },
		"nothing":            func(n *node) { n.next = nil },
		"place":              func(n *node) { n.Span.End++ },
		"file":               func(n *node) { n.Span.File = source.NewFile("a.md", []byte("texts")) },
		"path":               func(n *node) { n.Span.File = source.NewFile("b.md", []byte("text")) },
		"bytes":              func(n *node) { n.Data = make([]byte, 2<<13) },
		"float":              func(n *node) { n.Float = -n.Float },
		"array":              func(n *node) { n.Array[1] = true },
	} {
		n := sample()
		change(n)
		d := digest(t, n)
		if other, taken := seen[d]; taken {
			t.Errorf("%s: the same digest as %s", name, other)
		}
		seen[d] = name
	}
	if digest(t, "ab", "c") == digest(t, "a", "bc") || digest(t, "a") == digest(t, "a", nil) {
		t.Error("values run into one another")
	}
}

// TestAs says in other words what a type is.
func TestAs(t *testing.T) {
	as := As{reflect.TypeFor[*leaf](): func(v any) any { return v.(*leaf).Name }}
	a, _ := Of(as, &leaf{Name: "a", inner: 1})
	b, _ := Of(as, &leaf{Name: "a", inner: 2})
	c, _ := Of(as, &leaf{Name: "b", inner: 2})
	if a != b || b == c {
		t.Error("a leaf is more or less than its name")
	}
}

// TestRefuses holds no value that cannot be looked into for equal to another.
func TestRefuses(t *testing.T) {
	circle := &node{}
	circle.next = circle
	type rounds []rounds
	round := make(rounds, 1)
	round[0] = round
	for name, v := range map[string]any{
		"function": &node{Do: func() {}}, "channel": make(chan int), "lock": &struct{ mu sync.Mutex }{}, "circle": circle, "list in itself": round,
	} {
		if _, err := Of(nil, v); err == nil {
			t.Errorf("%s: has a digest", name)
		}
	}
}
