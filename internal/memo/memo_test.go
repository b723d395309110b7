package memo

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

const name = "cache/table"

func open(t *testing.T, dir string, most int64) *Table {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	table, err := Open(root, name, "this build", most)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func closed(t *testing.T, table *Table) {
	t.Helper()
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
}

func key(i int) Key { return KeyOf("test", fmt.Sprint(i)) }

func value(i int) []byte { return bytes.Repeat([]byte(fmt.Sprintf("value %d ", i)), 1+i%7) }

// fill sees to it that the values [0, n) are in the table of a directory.
func fill(t *testing.T, dir string, n int) {
	t.Helper()
	table := open(t, dir, 1<<30)
	for i := range n {
		if table.Get(key(i)) == nil {
			table.Put(key(i), value(i))
		}
	}
	closed(t, table)
}

// found counts the values of [0, n) that are there, and fails on a wrong one.
func found(t *testing.T, dir string, n int) (count int) {
	t.Helper()
	table := open(t, dir, 1<<30)
	defer closed(t, table)
	for i := range n {
		switch got := table.Get(key(i)); {
		case got == nil:
		case !bytes.Equal(got, value(i)):
			t.Errorf("value %d is %q", i, got)
		default:
			count++
		}
	}
	return count
}

func TestTable(t *testing.T) {
	dir := t.TempDir()
	if n := found(t, dir, 10); n != 0 {
		t.Errorf("%d values in no table", n)
	}
	fill(t, dir, 100)
	fill(t, dir, 150)
	if n := found(t, dir, 200); n != 150 {
		t.Errorf("%d values, want 150", n)
	}
	table := open(t, dir, 1<<30)
	table.Put(key(1), []byte("again"))
	if got := table.Get(key(1)); string(got) != "again" {
		t.Errorf("got %q", got)
	}
	table.Put(key(2), make([]byte, MaxValue+1))
	if got := table.Get(key(2)); !bytes.Equal(got, value(2)) {
		t.Error("a value that is too long was kept")
	}
	closed(t, table)
	table = open(t, dir, 1<<30)
	defer closed(t, table)
	if got := table.Get(key(1)); string(got) != "again" {
		t.Errorf("the later value does not count: %q", got)
	}
}

func TestKeyOf(t *testing.T) {
	if KeyOf("ab", "c") == KeyOf("a", "bc") || KeyOf("a") == KeyOf("a", "") {
		t.Error("keys do not tell their parts apart")
	}
}

// TestDamage breaks the file at every byte, in three ways. No wrong value may
// come out, and the next run repairs it.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 2)
	file := filepath.Join(dir, name)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 0x41
		for _, data := range [][]byte{flipped, whole[:i], append(bytes.Clone(whole), whole[:i]...)} {
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
			found(t, dir, 2)
		}
	}
	if err := os.WriteFile(file, whole[:len(whole)-3], 0o644); err != nil {
		t.Fatal(err)
	}
	fill(t, dir, 2)
	if n := found(t, dir, 2); n != 2 {
		t.Errorf("%d values after the repair, want 2", n)
	}
}

// TestBounded checks that values which no run uses go, and that the file has
// at most its size.
func TestBounded(t *testing.T) {
	dir := t.TempDir()
	big := bytes.Repeat([]byte("x"), 100_000)
	table := open(t, dir, 1<<30)
	for i := range 50 {
		table.Put(key(i), big)
	}
	closed(t, table)
	table = open(t, dir, 1<<30)
	for i := range 10 {
		table.Get(key(i))
	}
	closed(t, table)
	if size := size(t, dir); size > 11*100_000 {
		t.Errorf("%d bytes for 10 values that are used", size)
	}
	table = open(t, dir, 500_000)
	for i := range 50 {
		table.Put(key(100+i), big)
	}
	closed(t, table)
	if size := size(t, dir); size > 500_000 || size < 400_000 {
		t.Errorf("%d bytes, at most 500,000 are allowed", size)
	}
}

func size(t *testing.T, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// TestTwo lets several runs write at once. What one of them wrote may be lost
// to another, what is found is right.
func TestTwo(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 10)
	var wait sync.WaitGroup
	for run := range 8 {
		table := open(t, dir, 1<<30)
		wait.Go(func() {
			for i := range 10 {
				table.Get(key(i))
			}
			for i := range 20 {
				table.Put(key(10+run*20+i), value(10+run*20+i))
			}
			if err := table.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := found(t, dir, 170); n != 170 {
		t.Errorf("%d values, want 170", n)
	}
}

// TestMaker checks that what another build computed does not count.
func TestMaker(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 5)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	table, err := Open(root, name, "another build", 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if table.Get(key(1)) != nil {
		t.Error("a value of another build was found")
	}
	table.Put(key(1), value(1))
	closed(t, table)
	if n := found(t, dir, 5); n != 0 {
		t.Errorf("%d values stand in the table of another build", n)
	}
}

func TestRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := Open(root, name, "", 1<<20); err == nil {
		t.Error("a directory was opened")
	}
}
