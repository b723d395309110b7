package citation

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/source"
)

// control is a claim with something in every field that counts.
func control(retention string) snapshot.Control {
	return snapshot.Control{
		ID: "logs", Title: "Logs are kept", Kind: "retention", Statement: "Logs are kept for " + retention + ".", Status: "in-effect", Responsibility: "provider",
		Scope: snapshot.Scope{"cloud": {"gcp", "aws"}},
		Parameters: []snapshot.Parameter{
			{Name: "retention", Type: "retention", Sense: "at-least", Text: retention, Value: retention},
			{Name: "count", Type: "count", Text: "2", Value: map[string]any{"value": int64(2), "op": ">="}},
		},
		Overrides: []snapshot.Override{{Scope: snapshot.Scope{"plan": {"free"}}, Parameters: []snapshot.Parameter{}}},
		Assert:    "ev.logs.ok", Evidence: []snapshot.Need{{ID: "logs", Schedule: "daily", Every: "P1D"}},
		Mappings: []snapshot.Mapping{{Framework: "soc2", Requirement: "CC7.2", Degree: "supports"}, {Framework: "pci", Requirement: "10.5.1", Degree: "meets"}},
		State:    "satisfied", Reason: "pass", Grade: "measured", Origin: "x",
	}
}

// at is a snapshot of a day of 2026.
func at(day int, name string, controls ...snapshot.Control) *snapshot.Snapshot {
	s := &snapshot.Snapshot{Name: name, AsOf: snapshot.At(time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC)), Controls: controls}
	s.Sort()
	return s
}

func TestDigest(t *testing.T) {
	base := control("P90D")
	want := Digest(Canonical(&base))
	for what, edit := range map[string]func(c *snapshot.Control){
		"id": func(c *snapshot.Control) { c.ID = "other" }, "title": func(c *snapshot.Control) { c.Title = "x" },
		"state": func(c *snapshot.Control) {
			c.State, c.Reason, c.Detail, c.Grade = "not-satisfied", "contradicted", "x", "asserted"
		},
		"origin": func(c *snapshot.Control) { c.Origin = "" },
		"text":   func(c *snapshot.Control) { c.Parameters[0].Text = "three months" },
		"order": func(c *snapshot.Control) {
			slices.Reverse(c.Parameters)
			slices.Reverse(c.Mappings)
			slices.Reverse(c.Scope["cloud"])
		},
		"spaces":  func(c *snapshot.Control) { c.Assert = "  ev.logs.ok\n" },
		"number":  func(c *snapshot.Control) { c.Parameters[1].Value = map[string]any{"op": ">=", "value": 2.0} },
		"wording": func(c *snapshot.Control) { c.Evidence[0].Schedule = "every day" },
	} {
		c := control("P90D")
		edit(&c)
		if Digest(Canonical(&c)) != want {
			t.Errorf("another %s changes the digest:\n%s\n%s", what, Canonical(&base), Canonical(&c))
		}
	}
	for what, edit := range map[string]func(c *snapshot.Control){
		"statement": func(c *snapshot.Control) { c.Statement = "x" }, "kind": func(c *snapshot.Control) { c.Kind = "x" },
		"status": func(c *snapshot.Control) { c.Status = "planned" }, "responsibility": func(c *snapshot.Control) { c.Responsibility = "customer" },
		"scope": func(c *snapshot.Control) { c.Scope = snapshot.Scope{"cloud": {"aws"}} }, "value": func(c *snapshot.Control) { c.Parameters[0].Value = "P30D" },
		"sense": func(c *snapshot.Control) { c.Parameters[0].Sense = "exactly" }, "override": func(c *snapshot.Control) { c.Overrides = nil },
		"assertion": func(c *snapshot.Control) { c.Assert = "true" }, "need": func(c *snapshot.Control) { c.Evidence = nil },
		"schedule": func(c *snapshot.Control) { c.Evidence[0].Every = "P7D" }, "mapping": func(c *snapshot.Control) { c.Mappings[0].Degree = "meets" },
	} {
		c := control("P90D")
		edit(&c)
		if Digest(Canonical(&c)) == want {
			t.Errorf("another %s does not change the digest", what)
		}
	}
	if !json.Valid(Canonical(&base)) || strings.Contains(string(Canonical(&base)), "\n") {
		t.Errorf("no line of JSON: %s", Canonical(&base))
	}
}

// TestSurvivesTheFile wants every claim of our own snapshots to keep its digest
// when the snapshot is written and read again.
func TestSurvivesTheFile(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "snapshots", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("there is no snapshot", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s, list := snapshot.Read(source.NewFile("snapshots/"+filepath.Base(name), data))
		if s == nil {
			t.Fatal(list)
		}
		again, list := snapshot.Read(source.NewFile("snapshots/"+filepath.Base(name), s.Write()))
		if again == nil {
			t.Fatal(list)
		}
		for i := range s.Controls {
			if Digest(Canonical(&s.Controls[i])) != Digest(Canonical(&again.Controls[i])) {
				t.Errorf("%s: %s does not keep its digest", name, s.Controls[i].ID)
			}
		}
	}
}

func TestVersions(t *testing.T) {
	old, weaker, other := control("P90D"), control("P30D"), control("P10D")
	other.ID, other.Origin = "other", "y"
	gone := control("P5D")
	gone.ID, gone.Origin, gone.Statement = "gone", "z", "Gone."
	list, _ := Versions([]*snapshot.Snapshot{at(1, "one", old, gone), at(2, "two", old, other, gone), at(3, "three", weaker, other), at(4, snapshot.Now, weaker, other)})
	var got []string
	for _, v := range list {
		next, now := "-", "-"
		if v.Next != nil {
			next = v.Next.Name()
		}
		if v.Now != nil {
			now = v.Now.Name()
		}
		got = append(got, strings.Join([]string{v.ID, v.First().Name, v.Last().Name, next, now}, " "))
		if len(v.Digest) != Digits || !strings.HasPrefix(v.Sum, v.Digest) || v.Name() != v.ID+"@"+v.Digest {
			t.Errorf("%s is called %s", v.Sum, v.Name())
		}
	}
	new := "logs@" + Digest(Canonical(&weaker))[:Digits]
	want := []string{"gone one two - -", "logs one two " + new + " " + new, "logs three now - -", "other two now - -"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if list[0].Current || list[1].Current || !list[2].Current || !list[3].Current {
		t.Error("what is claimed now is not told from what was")
	}
	ch := list[1].Changes
	if len(ch) != 1 || ch[0].Grade != change.Weaker || ch[0].Parameter != "retention" {
		t.Errorf("changes are %+v", ch)
	}
}

// TestLines wants what several audiences were shown to be told apart: a claim is
// current where any of them is shown it now.
func TestLines(t *testing.T) {
	inside, outside, before := control("P90D"), control("P60D"), control("P1D")
	list, _ := Versions([]*snapshot.Snapshot{at(9, snapshot.Now, inside)}, []*snapshot.Snapshot{at(1, "one", before), at(9, snapshot.Now, outside)})
	if len(list) != 3 || list[0].Current || !list[1].Current || !list[2].Current {
		t.Fatalf("got %+v", list)
	}
	if list[0].Now == nil || list[0].Now.Sum != Digest(Canonical(&outside)) {
		t.Error("what followed is not of the same audience")
	}
	now := at(9, snapshot.Now, inside)
	if _, of := Versions([]*snapshot.Snapshot{now}); of(&now.Controls[0]) == nil || of(&outside) != nil {
		t.Error("the versions of a control of a snapshot, or of no one, are wrong")
	}
	list, of := Versions()
	empty, _ := Versions([]*snapshot.Snapshot{at(1, snapshot.Now)})
	if list == nil || len(empty) != 0 || of(&inside) != nil {
		t.Error("a portal without controls has versions")
	}
}

// TestRenamed follows a claim that got another id.
func TestRenamed(t *testing.T) {
	old, now := control("P90D"), control("P60D")
	now.ID = "log-retention"
	list, _ := Versions([]*snapshot.Snapshot{at(1, "one", old), at(2, snapshot.Now, now)})
	if len(list) != 2 || list[1].ID != "logs" || list[1].Now != list[0] || list[1].Next != list[0] {
		t.Fatalf("got %+v", list)
	}
}

// TestCollision gives versions that share their first digits more of them; the
// earlier one keeps its name.
func TestCollision(t *testing.T) {
	list := []*Version{{ID: "a", Sum: "aaaabbbb"}, {ID: "a", Sum: "aaaacccc"}, {ID: "a", Sum: "aaaacddd"}, {ID: "b", Sum: "aaaaeeee"}}
	name(list, 4)
	var got []string
	for _, v := range list {
		got = append(got, v.Name())
	}
	if want := []string{"a@aaaa", "a@aaaac", "a@aaaacd", "b@aaaa"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	same := []*Version{{ID: "a", Sum: "aa"}, {ID: "a", Sum: "aa"}}
	name(same, 1)
	if same[0].Digest != "a" || same[1].Digest != "aa" {
		t.Error(same[0].Digest, same[1].Digest)
	}
}
