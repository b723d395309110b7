package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestSecondBuildIsBusy(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	r := &run{opt: Options{Dir: dir, AsOf: asOf}, swap: exchange, reached: func(s string) error {
		if s != "written" {
			return nil
		}
		before := everything(t, parent)
		_, err := Dir(context.Background(), tree("A"), Options{Dir: dir, AsOf: asOf})
		var busy *Busy
		if !errors.As(err, &busy) {
			return fmt.Errorf("a second build got %v", err)
		}
		host, herr := os.Hostname()
		if herr != nil {
			return herr
		}
		if busy.PID != os.Getpid() || busy.Host != host || busy.Dir != dir {
			t.Errorf("busy says %+v", busy)
		}
		if !strings.Contains(busy.Error(), fmt.Sprintf("process %d on %s", os.Getpid(), host)) {
			t.Errorf("busy says %q", busy.Error())
		}
		if after := everything(t, parent); after != before {
			t.Error("the second build changed something")
		}
		return nil
	}}
	if _, err := r.publish(context.Background(), tree("B")); err != nil {
		t.Fatal(err)
	}
	mustBe(t, dir, "B")
	mustList(t, parent, ".public.candor-previous", "public")
}

// TestBuildsAtOnce starts builds together, round after round: each either
// publishes or is told that another one does.
func TestBuildsAtOnce(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	won := 0
	for round := range 25 {
		name := []string{"A", "B"}[round%2]
		var wg sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			wg.Go(func() { _, errs[i] = Dir(context.Background(), tree(name), Options{Dir: dir, AsOf: asOf}) })
		}
		wg.Wait()
		for _, err := range errs {
			var busy *Busy
			switch {
			case err == nil:
				won++
			case !errors.As(err, &busy):
				t.Fatal(err)
			}
		}
		mustBe(t, dir, name)
	}
	if won < 25 {
		t.Errorf("%d builds of 25 rounds went through, want one a round at least", won)
	}
	mustList(t, parent, ".public.candor-previous", "public")
}

func TestStaleLock(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	child := startChild(t, dir, "AB", false)
	kill(t, child)
	// The lock file may or may not be left; a dead process does not hold it.
	put(t, parent, ".public.candor-lock", fmt.Sprintf("%d elsewhere\n", child.Process.Pid))
	mustPublish(t, dir, "A")
	mustBe(t, dir, "A")
	if _, err := os.Lstat(filepath.Join(parent, ".public.candor-lock")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the lock file is still there: %v", err)
	}
}

func TestLockIsNoLink(t *testing.T) {
	parent := t.TempDir()
	put(t, parent, "victim", "years of work")
	link(t, filepath.Join(parent, "victim"), filepath.Join(parent, ".public.candor-lock"))
	if _, err := Dir(context.Background(), tree("A"), Options{Dir: filepath.Join(parent, "public")}); err == nil {
		t.Error("a link in place of the lock was followed")
	}
	if data, err := os.ReadFile(filepath.Join(parent, "victim")); err != nil || string(data) != "years of work" {
		t.Errorf("the victim holds %q, %v", data, err)
	}
}

func TestUnsignedLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	f, err := openLock(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := lockFile(f); err != nil {
		t.Fatal(err)
	}
	_, err = acquire(path, "public")
	var busy *Busy
	if !errors.As(err, &busy) || busy.PID != 0 || busy.Error() != "another build is publishing to public" {
		t.Errorf("error is %v", err)
	}
}
