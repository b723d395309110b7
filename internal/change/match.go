package change

import (
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/snapshot"
)

// pair is a control as it was and as it is.
type pair struct{ old, now *snapshot.Control }

// matched are the controls of two snapshots, brought together.
type matched struct {
	pairs     []pair
	withdrawn []*snapshot.Control
	added     []*snapshot.Control
	renamed   map[string]string // old id -> new id, of every pair
}

// Renamed returns, of every control that is in both of two snapshots, its id in
// the old one and its id in the new one.
func Renamed(old, now *snapshot.Snapshot) map[string]string {
	return match(old.Controls, now.Controls).renamed
}

// match brings together controls by their id; of the rest, those that have one
// origin, and then those that say the same. What is not unique is not a rename.
func match(old, now []snapshot.Control) matched {
	m := matched{renamed: map[string]string{}}
	byID := map[string]*snapshot.Control{}
	for i := range now {
		byID[now[i].ID] = &now[i]
	}
	for i := range old {
		c := &old[i]
		if same := byID[c.ID]; same != nil {
			m.add(c, same)
			delete(byID, c.ID)
		} else {
			m.withdrawn = append(m.withdrawn, c)
		}
	}
	for i := range now {
		if byID[now[i].ID] != nil {
			m.added = append(m.added, &now[i])
		}
	}
	m.rename(func(c *snapshot.Control) string { return c.Origin })
	m.rename(content)
	return m
}

func (m *matched) add(old, now *snapshot.Control) {
	m.pairs = append(m.pairs, pair{old, now})
	m.renamed[old.ID] = now.ID
}

// rename brings together what is left and has one mark, which nothing else has.
func (m *matched) rename(mark func(*snapshot.Control) string) {
	before, after := marked(m.withdrawn, mark), marked(m.added, mark)
	for _, c := range slices.Clone(m.withdrawn) {
		k := mark(c)
		if k == "" || len(before[k]) != 1 || len(after[k]) != 1 {
			continue
		}
		other := after[k][0]
		m.add(c, other)
		m.withdrawn = slices.DeleteFunc(m.withdrawn, func(x *snapshot.Control) bool { return x == c })
		m.added = slices.DeleteFunc(m.added, func(x *snapshot.Control) bool { return x == other })
	}
}

func marked(list []*snapshot.Control, mark func(*snapshot.Control) string) map[string][]*snapshot.Control {
	out := map[string][]*snapshot.Control{}
	for _, c := range list {
		out[mark(c)] = append(out[mark(c)], c)
	}
	return out
}

// content is a digest of what a control claims; "" for one that claims too
// little to be recognised by it.
func content(c *snapshot.Control) string {
	if len(c.Parameters) == 0 && c.Assert == "" && len(c.Evidence) == 0 {
		return ""
	}
	data, err := json.Marshal(struct {
		Kind, Statement, Scope, Assert string
		Parameters                     []snapshot.Parameter
		Overrides                      []snapshot.Override
		Evidence                       []snapshot.Need
	}{c.Kind, c.Statement, scopeText(c.Scope), strings.Join(strings.Fields(c.Assert), " "), c.Parameters, c.Overrides, c.Evidence})
	if err != nil {
		return "" // a value that is no plain tree
	}
	sum := sha256.Sum256(data)
	return string(sum[:])
}
