package snapshot

import (
	"path"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/source"
)

// Limits bound what a snapshot may hold.
var Limits = decode.Limits{Bytes: 32 << 20, Nodes: 2_000_000, Depth: 32, Keys: 5_000}

// Extension ends the names of the files of snapshots.
const Extension = ".json"

// longestName is the most letters that the name of a snapshot has.
const longestName = 64

// NameFault says why a name cannot be that of a snapshot, in words that complete
// "the name ..."; "" is a good name. Names become parts of addresses.
func NameFault(name string) string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	switch {
	case name == "":
		return "is empty"
	case name == Now:
		return "stands for the portal itself"
	case len(name) > longestName:
		return "is longer than 64 letters"
	case strings.Trim(name, letters+"-.") != "" || strings.Trim(name[:1], letters) != "" || strings.Trim(name[len(name)-1:], letters) != "":
		return "holds something else than small letters, digits, hyphens and dots between them"
	}
	return ""
}

// Read reads a snapshot. It is nil where something is wrong with the document,
// which the diagnostics tell; nothing of a faulty one is used, because what it
// lacks would look like a claim that was withdrawn.
func Read(f *source.File) (*Snapshot, diag.List) {
	node, list := decode.JSON(f, Limits)
	if node == nil || list.HasErrors() {
		return nil, list
	}
	if d, ok := versioned(node); !ok {
		return nil, append(list, d)
	}
	r := &reader{file: f}
	list.Add(decode.Into(node, &r.snapshot)...)
	if list.HasErrors() {
		return nil, list.Sorted()
	}
	r.check(node)
	if list.Add(r.list...); list.HasErrors() {
		return nil, list.Sorted()
	}
	s := &r.snapshot
	s.Sort()
	s.File, s.Name = f, strings.TrimSuffix(path.Base(f.Path), Extension)
	return s, list
}

// versioned checks that a document is a snapshot of the shape that is read.
func versioned(n *decode.Node) (diag.Diagnostic, bool) {
	got := n.Get("schema")
	switch {
	case n.Kind != decode.Map || got == nil:
		return diag.Errorf(diag.SnapshotInvalid, n.Span, "the document is no snapshot: it has no key \"schema\"").
			Hinted("snapshots are made by candor snapshot, and stand in a built portal as api/v1/snapshot.json"), false
	case got.Scalar != Schema:
		return diag.Errorf(diag.SnapshotInvalid, got.Span, "the schema is %q, expected %q", decode.Excerpt(got.Scalar), Schema).
			Hinted("read it with the version of candor that wrote it, or make it again with candor snapshot"), false
	}
	return diag.Diagnostic{}, true
}

// reader checks what the shape alone does not say.
type reader struct {
	file     *source.File
	snapshot Snapshot
	list     diag.List
}

// check reports what is missing or stands twice.
func (r *reader) check(n *decode.Node) {
	s := &r.snapshot
	at := n.Span
	if got := n.Get("as_of"); got != nil {
		at = got.Span
	}
	if s.AsOf.IsZero() {
		r.list.Add(diag.Errorf(diag.SnapshotInvalid, at, "the snapshot does not say when it was taken").Hinted("write as_of as a time such as 2026-11-21T12:00:00Z"))
	}
	if s.Audience == "" {
		r.list.Add(diag.Errorf(diag.SnapshotInvalid, n.Get("audience").Span, "the snapshot does not say who could see it").Hinted("write the audience"))
	}
	for _, name := range []string{"controls", "exceptions", "subprocessors", "frameworks"} {
		r.unique(name, n.Get(name))
	}
}

// unique reports ids that are empty or stand twice in a list.
func (r *reader) unique(name string, list *decode.Node) {
	if list == nil {
		return
	}
	first := map[string]source.Span{}
	for _, item := range list.Items {
		id := item.Get("id")
		if id == nil {
			continue
		}
		if id.Scalar == "" {
			r.list.Add(diag.Errorf(diag.SnapshotInvalid, id.Span, "an id of %s is empty", name).Hinted("make the snapshot again with candor snapshot"))
			continue
		}
		if was, twice := first[id.Scalar]; twice {
			r.list.Add(diag.Errorf(diag.SnapshotInvalid, id.Span, "the id %q stands twice in %s", decode.Excerpt(id.Scalar), name).
				Hinted("make the snapshot again with candor snapshot").Also(was, "the first is here"))
			continue
		}
		first[id.Scalar] = id.Span
	}
}

// DecodeNode implements decode.Decoder.
func (i *Instant) DecodeNode(n *decode.Node) diag.List {
	if n.Kind == decode.Null {
		return nil
	}
	t, err := period.ParseInstant(n.Scalar)
	if n.Kind != decode.String || err != nil {
		return diag.List{diag.Errorf(diag.SnapshotInvalid, n.Span, "expected a time such as 2026-11-21T12:00:00Z, found %q", decode.Excerpt(n.Scalar)).
			Hinted("make the snapshot again with candor snapshot")}
	}
	*i = At(t)
	return nil
}
