package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// reviser publishes trees to a directory and is told of each step.
type reviser struct {
	*testing.T
	parent, dir string
	steps       []string
	at          func(step string) error
	renames     bool
}

// newReviser publishes C, then D: what comes next is made of C.
func newReviser(t *testing.T) *reviser {
	if runtime.GOOS == "windows" {
		t.Skip("files have no numbers here")
	}
	v := &reviser{T: t, parent: t.TempDir(), at: func(string) error { return nil }}
	v.dir = filepath.Join(v.parent, "public")
	for _, name := range []string{"C", "D"} {
		if _, err := v.publish(name); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

func (v *reviser) publish(name string) (*Result, error) {
	v.Helper()
	v.steps = nil
	r := &run{opt: Options{Dir: v.dir, AsOf: asOf}, swap: exchange, reached: func(s string) error {
		v.steps = append(v.steps, s)
		return v.at(s)
	}}
	if v.renames {
		r.swap = cannotSwap
	}
	return r.publish(context.Background(), tree(name))
}

func (v *reviser) previous() string { return filepath.Join(v.parent, ".public.candor-previous") }

// mustHold fails unless the target and the tree before it are these, and nothing
// else is beside them.
func (v *reviser) mustHold(now, before string) {
	v.Helper()
	mustBe(v.T, v.dir, now)
	mustBe(v.T, v.previous(), before)
	mustList(v.T, v.parent, ".public.candor-previous", "public")
}

func (v *reviser) revised() bool { return strings.Contains(strings.Join(v.steps, ","), "older taken") }

func TestRevise(t *testing.T) {
	for _, renames := range []bool{false, true} {
		v := newReviser(t)
		v.renames = renames
		if v.revised() {
			t.Fatal("there was a tree to revise already")
		}
		before := "D"
		for _, name := range []string{"E", "C", "E", "D", "C", "D"} {
			older := inodes(t, v.previous())
			res, err := v.publish(name)
			if err != nil {
				t.Fatal(err)
			}
			if !v.revised() || !os.SameFile(older, inodes(t, v.dir)) {
				t.Errorf("%s was made anew", name)
			}
			v.mustHold(name, before)
			if res.Unchanged || res.Seal != SealOf(v.dir) {
				t.Errorf("the result of %s is %+v", name, res)
			}
			shared := "controls/c01/index.html"
			if !os.SameFile(inodes(t, filepath.Join(v.dir, shared)), inodes(t, filepath.Join(v.previous(), shared))) {
				t.Error("an unchanged file is not shared")
			}
			for _, at := range []string{"only-" + before, "swap/a/c"} {
				if _, err := os.Lstat(filepath.Join(v.dir, at)); err == nil {
					t.Errorf("%s is still there", at)
				}
			}
			before = name
		}
	}
}

// A tree that has little in common with the next one is not revised, nor one that
// somebody closed a folder of; what somebody changed in it by hand does not stay.
func TestReviseOnlyWhatServes(t *testing.T) {
	v := newReviser(t)
	if _, err := v.publish("A"); err != nil || v.revised() {
		t.Errorf("a tree without a common file was revised: %v", err)
	}
	v.mustHold("A", "D")

	v = newReviser(t)
	if err := os.Chmod(filepath.Join(v.previous(), "controls", "c01"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := v.publish("E"); err != nil || v.revised() {
		t.Errorf("a tree with a closed folder was revised: %v", err)
	}
	v.mustHold("E", "D")

	v = newReviser(t)
	changed := filepath.Join(v.previous(), "controls", "c01", "index.html")
	gone := filepath.Join(v.previous(), "controls", "c02")
	if err := errors.Join(os.Remove(changed), os.RemoveAll(gone), os.MkdirAll(filepath.Join(v.previous(), "empty", "folder"), 0o755)); err != nil {
		t.Fatal(err)
	}
	put(t, v.previous(), "controls/c01/index.html", "by hand")
	put(t, v.previous(), "controls/.DS_Store", "window places")
	if _, err := v.publish("E"); err != nil || !v.revised() {
		t.Errorf("the tree was not revised: %v", err)
	}
	v.mustHold("E", "D")
	for _, at := range []string{"empty", "controls/.DS_Store"} {
		if _, err := os.Lstat(filepath.Join(v.dir, at)); err == nil {
			t.Errorf("%s is still there", at)
		}
	}
}

// TestErrorWhileRevising lets each step fail: before the exchange both trees stay
// as they were, and nothing is left over.
func TestErrorWhileRevising(t *testing.T) {
	for _, c := range []struct {
		step      string
		renames   bool
		published bool
	}{
		{"cleaned", false, false},
		{"older taken", false, false},
		{"older emptied", false, false},
		{"written", false, false},
		{"verified", false, false},
		{"synced", false, false},
		{"journal written", true, false},
		{"target moved away", true, false},
		{"target moved in", true, true},
		{"exchanged", false, true},
		{"recorded", false, true},
		{"kept", false, true},
	} {
		t.Run(c.step, func(t *testing.T) {
			v := newReviser(t)
			v.renames = c.renames
			v.at = func(s string) error {
				if s == c.step {
					return io.ErrUnexpectedEOF
				}
				return nil
			}
			if _, err := v.publish("E"); !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatalf("error is %v, want the injected one", err)
			}
			if c.published {
				mustBe(t, v.dir, "E")
			} else {
				v.mustHold("D", "C")
			}
			v.at = func(string) error { return nil }
			for _, name := range []string{"C", "D", "E"} {
				if _, err := v.publish(name); err != nil {
					t.Fatal(err)
				}
				mustBe(t, v.dir, name)
			}
			v.mustHold("E", "D")
		})
	}
}

// TestKillWhileRevising kills a process right after each step: the target is one
// tree, and the next run needs no help.
func TestKillWhileRevising(t *testing.T) {
	for _, c := range []struct {
		step    string
		renames bool
		want    string
	}{
		{"older taken", false, "D"},
		{"older emptied", false, "D"},
		{"written", false, "D"},
		{"verified", false, "D"},
		{"synced", false, "D"},
		{"exchanged", false, "E"},
		{"recorded", false, "E"},
		{"kept", false, "E"},
		{"journal written", true, "D"},
		{"target moved away", true, ""},
		{"target moved in", true, "E"},
	} {
		t.Run(fmt.Sprintf("%s renames=%v", c.step, c.renames), func(t *testing.T) {
			v := newReviser(t)
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), childDir+"="+v.dir, childTrees+"=E", childStep+"="+c.step)
			if c.renames {
				cmd.Env = append(cmd.Env, childSwap+"=1")
			}
			if out, err := cmd.CombinedOutput(); err == nil || len(out) > 0 {
				t.Fatalf("the child ended with %v and said %q", err, out)
			}
			if c.want != "" {
				mustBe(t, v.dir, c.want)
			} else {
				p, err := locate(Options{Dir: v.dir})
				if err != nil {
					t.Fatal(err)
				}
				if err := p.finish(); err != nil {
					t.Fatal(err)
				}
				mustBe(t, v.dir, "E")
			}
			for _, name := range []string{"C", "D", "E"} {
				if _, err := v.publish(name); err != nil {
					t.Fatal(err)
				}
				mustBe(t, v.dir, name)
			}
			v.mustHold("E", "D")
		})
	}
}

// TestDamageWhileRevising damages what a revision works on, at each step before
// the exchange: such a tree is not published, and the next run goes through.
func TestDamageWhileRevising(t *testing.T) {
	staged := func(t *testing.T, v *reviser, name string) string {
		found, err := filepath.Glob(filepath.Join(v.parent, ".public.candor-staging-*", filepath.FromSlash(name)))
		if err != nil || len(found) != 1 {
			t.Fatalf("staged are %q, %v", found, err)
		}
		return found[0]
	}
	for _, c := range []struct {
		name, step string
		damage     func(t *testing.T, v *reviser) error
		before     string // the tree before the target's afterwards; "" for none
	}{
		{"a new file is gone", "older emptied", func(t *testing.T, v *reviser) error { return os.Remove(staged(t, v, "only-E/index.html")) }, "C"},
		{"a new file is another", "older emptied", func(t *testing.T, v *reviser) error {
			return os.WriteFile(staged(t, v, "only-E/index.html"), []byte("ONLY IN E"), 0o644)
		}, "C"},
		{"a file was added", "older emptied", func(t *testing.T, v *reviser) error {
			return os.WriteFile(filepath.Join(filepath.Dir(staged(t, v, "controls/c01/index.html")), "more"), nil, 0o644)
		}, ""},
		{"a file that stays is gone", "older emptied", func(t *testing.T, v *reviser) error { return os.Remove(staged(t, v, "controls/c01/index.html")) }, ""},
		{"a file that left is gone", "older emptied", func(t *testing.T, v *reviser) error {
			return errors.Join(os.Remove(staged(t, v, "0")), os.Remove(staged(t, v, "only-E/index.html")))
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := newReviser(t)
			v.at = func(s string) error {
				if s == c.step {
					return c.damage(t, v)
				}
				return nil
			}
			if _, err := v.publish("E"); err == nil {
				t.Error("a damaged tree was published")
			}
			mustBe(t, v.dir, "D")
			if c.before != "" {
				v.mustHold("D", c.before)
			}
			v.at = func(string) error { return nil }
			for _, name := range []string{"C", "D", "E"} {
				if _, err := v.publish(name); err != nil && !errors.As(err, new(*Refused)) {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestKnown: of a target that an earlier run vouches for, no file is read; one that
// was touched since is not vouched for.
func TestKnown(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	seal := mustPublish(t, dir, "C").Seal
	name := filepath.Join(dir, "controls", "c01", "index.html")
	info := inodes(t, name)
	text := strings.ToUpper(string(tree("C")[1].Data))
	if err := errors.Join(os.WriteFile(name, []byte(text), 0o644), os.Chtimes(name, info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
	asked := 0
	publish := func(name string) (*Result, error) {
		return Dir(context.Background(), tree(name), Options{Dir: dir, AsOf: asOf, Known: func(s Seal) bool { asked++; return s == seal }})
	}
	// Nothing but its bytes tells that the file was changed, and nobody reads it.
	if res, err := publish("C"); err != nil || !res.Unchanged || res.Seal != seal {
		t.Errorf("a tree that is known is %+v, %v", res, err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if res, err := publish("C"); err != nil || res.Unchanged || asked != 2 {
		t.Errorf("a tree that was touched is %+v, %v, and asked for %d times", res, err, asked)
	}
	mustBe(t, dir, "C")
}

// A file of the target that changes while the next tree is made is not taken over.
func TestChangeOfWhatIsKnown(t *testing.T) {
	for _, trees := range []string{"C", "CD"} {
		dir := filepath.Join(t.TempDir(), "public")
		for _, name := range trees {
			mustPublish(t, dir, string(name))
		}
		s, err := Begin(context.Background(), Options{Dir: dir, AsOf: asOf, Known: func(Seal) bool { return true }})
		if err != nil {
			t.Fatal(err)
		}
		if err := putAll(s, tree("E")); err != nil {
			t.Fatal(err)
		}
		put(t, dir, "controls/c01/index.html", "defaced")
		if _, err := s.Publish(context.Background()); err == nil || !strings.Contains(err.Error(), "controls/c01/index.html differs") {
			t.Errorf("error is %v", err)
		}
		mustPublish(t, dir, "E")
		mustBe(t, dir, "E")
	}
}
