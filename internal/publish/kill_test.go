package publish

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/source"
)

// startChild starts this program again to publish trees to dir by turns, and waits
// until it has begun.
func startChild(t *testing.T, dir, trees string, renames bool) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childTrees+"="+trees)
	if renames {
		cmd.Env = append(cmd.Env, childSwap+"=1")
	}
	var problems strings.Builder
	cmd.Stderr = &problems
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if problems.Len() > 0 {
			t.Errorf("a child says: %s", problems.String())
		}
	})
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	return cmd
}

// kill ends a child the hard way.
func kill(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // "signal: killed"
}

// TestKillAtRandom kills a publishing process again and again. The target must
// be one whole tree each time, and a reader must never see a mixture.
func TestKillAtRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("120 kills take some seconds")
	}
	t.Run("trees made anew", func(t *testing.T) { killAtRandom(t, "AB", 120) })
	t.Run("trees that are revised", func(t *testing.T) { killAtRandom(t, "CDE", 120) })
}

func killAtRandom(t *testing.T, trees string, kills int) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	all := func() {
		for _, name := range trees {
			mustPublish(t, dir, string(name))
		}
	}
	all()
	// Kills fall anywhere within two rounds of all trees, however long a round
	// takes on this machine.
	began := time.Now()
	all()
	window := min(max(2*time.Since(began), 20*time.Millisecond), time.Second)
	ctx, stop := context.WithCancel(context.Background())
	report := make(chan error, 1)
	go func() { report <- readAlong(ctx, dir) }()

	random := rand.New(rand.NewPCG(1, 2))
	seen := map[string]int{}
	for range kills {
		child := startChild(t, dir, trees, false)
		time.Sleep(time.Duration(random.Int64N(int64(window))))
		kill(t, child)
		name, err := whichTree(dir)
		if err != nil {
			t.Fatalf("after kill: %v", err)
		}
		seen[name]++
		previous := filepath.Join(parent, ".public.candor-previous")
		if _, err := os.Lstat(previous); err == nil {
			if _, err := whichTree(previous); err != nil {
				t.Fatalf("after kill, the tree before: %v", err)
			}
		}
	}
	stop()
	if err := <-report; err != nil {
		t.Error(err)
	}
	if len(seen) != len(trees) {
		t.Errorf("the kills met only some trees: %v", seen)
	}
	all()
	mustBe(t, dir, trees[len(trees)-1:])
	mustList(t, parent, ".public.candor-previous", "public")
}

// readAlong reads the site over and over until ctx ends, as a web server does
// that opened its directory.
func readAlong(ctx context.Context, dir string) error {
	whole, late := 0, 0
	for ctx.Err() == nil {
		switch err := readOnce(dir); {
		case err == nil:
			whole++
		case errors.Is(err, errOutlived):
			late++
		default:
			return fmt.Errorf("a reader saw a torn site after %d good reads: %w", whole, err)
		}
	}
	if whole == 0 {
		return fmt.Errorf("no whole read, and %d that took longer than two publications, prove nothing", late)
	}
	return nil
}

// errOutlived says that the tree was replaced twice during one read, which one
// kept generation cannot help.
var errOutlived = errors.New("the tree was replaced twice while it was read")

// readOnce opens the site and compares each file with the manifest there.
func readOnce(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	manifest, err := root.ReadFile(artifact.ManifestPath)
	if err != nil {
		return err
	}
	fault := compare(root, manifest)
	if fault == nil {
		return nil
	}
	mine, err := root.Stat(".")
	if err != nil {
		return errors.Join(fault, err)
	}
	previous := filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+previousMark)
	for _, p := range []string{dir, previous} {
		if info, err := os.Stat(p); err == nil && os.SameFile(info, mine) {
			if now, err := root.ReadFile(artifact.ManifestPath); err == nil && !bytes.Equal(now, manifest) {
				return errOutlived // and became another one
			}
			return fault
		}
	}
	return errOutlived
}

func compare(root *os.Root, manifest []byte) error {
	m, err := artifact.DecodeManifest(manifest)
	if err != nil {
		return err
	}
	for _, e := range m.Files {
		data, err := root.ReadFile(e.Path)
		if err != nil {
			return err
		}
		if source.DigestOf(data) != e.SHA256 {
			return fmt.Errorf("%s differs", e.Path)
		}
	}
	return nil
}

// TestKillAtEachStep kills a process right after each step, and looks that the
// next run needs no help.
func TestKillAtEachStep(t *testing.T) {
	for _, c := range []struct {
		step    string
		renames bool
		want    string // tree after the kill; "" means none stands there
	}{
		{"cleaned", false, "A"},
		{"written", false, "A"},
		{"verified", false, "A"},
		{"synced", false, "A"},
		{"exchanged", false, "B"},
		{"recorded", false, "B"},
		{"older moved", false, "B"},
		{"previous moved", false, "B"},
		{"kept", false, "B"},
		{"journal written", true, "A"},
		{"target moved away", true, ""},
		{"target moved in", true, "B"},
		{"exchanged", true, "B"},
		{"older moved", true, "B"},
	} {
		t.Run(fmt.Sprintf("%s renames=%v", c.step, c.renames), func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			mustPublish(t, dir, "B")
			mustPublish(t, dir, "A")
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), childDir+"="+dir, childTrees+"=B", childStep+"="+c.step)
			if c.renames {
				cmd.Env = append(cmd.Env, childSwap+"=1")
			}
			out, err := cmd.CombinedOutput()
			if err == nil || len(out) > 0 {
				t.Fatalf("the child ended with %v and said %q", err, out)
			}
			if c.want == "" {
				mustBeAbsentThenWhole(t, dir)
			} else {
				mustBe(t, dir, c.want)
			}
			// Whatever the state is now, the next runs go through and clean up.
			mustPublish(t, dir, "A")
			mustBe(t, dir, "A")
			mustPublish(t, dir, "B")
			mustBe(t, dir, "B")
			mustList(t, parent, ".public.candor-previous", "public")
			mustBe(t, filepath.Join(parent, ".public.candor-previous"), "A")
		})
	}
}

// mustBeAbsentThenWhole checks the one moment at which two renames leave no
// site: the journal brings the new one into place.
func mustBeAbsentThenWhole(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Lstat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("the target exists: %v", err)
	}
	p, err := locate(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.finish(); err != nil {
		t.Fatal(err)
	}
	mustBe(t, dir, "B")
}

// TestErrorAtEachStep lets each step fail: before the exchange the old site
// stays and nothing is left over; after it the new one stands.
func TestErrorAtEachStep(t *testing.T) {
	for _, c := range []struct {
		step    string
		renames bool
		want    string
	}{
		{"cleaned", false, "A"},
		{"written", false, "A"},
		{"verified", false, "A"},
		{"synced", false, "A"},
		{"journal written", true, "A"},
		{"target moved away", true, "A"},
		{"target moved in", true, "B"},
		{"exchanged", false, "B"},
		{"recorded", false, "B"},
		{"older moved", false, "B"},
		{"previous moved", false, "B"},
		{"kept", false, "B"},
	} {
		t.Run(c.step, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			mustPublish(t, dir, "B")
			mustPublish(t, dir, "A")
			r := &run{opt: Options{Dir: dir, AsOf: asOf}, swap: exchange, reached: func(s string) error {
				if s == c.step {
					return io.ErrUnexpectedEOF
				}
				return nil
			}}
			if c.renames {
				r.swap = cannotSwap
			}
			if _, err := r.publish(context.Background(), tree("B")); !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatalf("error is %v, want the injected one", err)
			}
			mustBe(t, dir, c.want)
			if c.want == "A" {
				mustList(t, parent, ".public.candor-previous", "public")
			}
			mustPublish(t, dir, "A")
			mustPublish(t, dir, "B")
			mustBe(t, dir, "B")
			mustList(t, parent, ".public.candor-previous", "public")
		})
	}
}

func TestFinishWithoutTrees(t *testing.T) {
	for _, c := range []struct {
		name, journal, want string
		trees               map[string]string
	}{
		{"new tree", `{"staging":".public.candor-staging-1","away":".public.candor-staging-10"}`, "B",
			map[string]string{".public.candor-staging-1": "B", ".public.candor-staging-10": "A"}},
		{"old tree only", `{"staging":".public.candor-staging-1","away":".public.candor-staging-10"}`, "A",
			map[string]string{".public.candor-staging-10": "A"}},
		{"already in place", `{"staging":".public.candor-staging-1","away":".public.candor-staging-10"}`, "B",
			map[string]string{"public": "B", ".public.candor-staging-10": "A"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			parent := t.TempDir()
			for at, name := range c.trees {
				mustPublish(t, filepath.Join(parent, "make"), name)
				if err := os.Rename(filepath.Join(parent, "make"), filepath.Join(parent, at)); err != nil {
					t.Fatal(err)
				}
			}
			put(t, parent, ".public.candor-journal", c.journal)
			dir := filepath.Join(parent, "public")
			p, err := locate(Options{Dir: dir})
			if err != nil {
				t.Fatal(err)
			}
			if err := p.finish(); err != nil {
				t.Fatal(err)
			}
			mustBe(t, dir, c.want)
			if _, err := os.Lstat(p.journal); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the journal is still there: %v", err)
			}
		})
	}
}

func TestFinishRefusesAForgedJournal(t *testing.T) {
	for _, text := range []string{
		"", "{}", "[]",
		`{"staging":"../victim","away":".public.candor-staging-10"}`,
		`{"staging":".public.candor-staging-1/../../victim","away":".public.candor-staging-10"}`,
		`{"staging":".public.candor-staging-1","away":"victim"}`,
		`{"staging":".public.candor-staging-","away":".public.candor-staging-10"}`,
	} {
		parent := t.TempDir()
		put(t, parent, "victim/thesis.tex", "years of work")
		put(t, parent, ".public.candor-journal", text)
		before := everything(t, parent)
		_, err := Dir(context.Background(), tree("A"), Options{Dir: filepath.Join(parent, "public")})
		if err == nil || !strings.Contains(err.Error(), "journal cannot be understood") {
			t.Errorf("%q gives %v", text, err)
		}
		if after := everything(t, parent); after != before {
			t.Errorf("%q changed\n%s\nto\n%s", text, before, after)
		}
	}
}
