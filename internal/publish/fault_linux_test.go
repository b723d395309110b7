package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// mountSmall mounts a file system of 1 MiB, or skips.
func mountSmall(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("cannot mount a small file system here: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestFullDisk(t *testing.T) {
	parent := mountSmall(t, "size=1m")
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	if _, err := Dir(context.Background(), big(2<<20), Options{Dir: dir, AsOf: asOf}); !errors.Is(err, unix.ENOSPC) {
		t.Errorf("error is %v, want a full disk", err)
	}
	mustBe(t, dir, "A")
	mustList(t, parent, "public")
	mustPublish(t, dir, "B")
	mustBe(t, dir, "B")
}

func TestNoMoreFiles(t *testing.T) {
	parent := mountSmall(t, "size=4m,nr_inodes=120")
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	if _, err := Dir(context.Background(), tree("B"), Options{Dir: dir, AsOf: asOf}); !errors.Is(err, unix.ENOSPC) {
		t.Errorf("error is %v, want a full disk", err)
	}
	mustBe(t, dir, "A")
	mustList(t, parent, "public")
}

func TestReadOnlyFileSystem(t *testing.T) {
	parent := mountSmall(t, "size=1m")
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	if err := unix.Mount("", parent, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Skipf("cannot make the file system read-only: %v", err)
	}
	if _, err := Dir(context.Background(), tree("B"), Options{Dir: dir, AsOf: asOf}); !errors.Is(err, unix.EROFS) {
		t.Errorf("error is %v, want a read-only file system", err)
	}
	mustBe(t, dir, "A")
}

func TestMountPointIsRefused(t *testing.T) {
	dir := mountSmall(t, "size=1m")
	_, err := Dir(context.Background(), tree("A"), Options{Dir: dir, AsOf: asOf})
	var refused *Refused
	if !errors.As(err, &refused) || refused.Reason != "is a mount point, which cannot be exchanged in one step" {
		t.Fatalf("error is %v, want a refusal", err)
	}
	mustList(t, filepath.Dir(dir), filepath.Base(dir)[:0]) // only the directory, whose name is a number
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		t.Errorf("the mount point holds %v, %v", entries, err)
	}
}
