package attic

import (
	"bytes"
	"os"
	"runtime"
	"sync"
	"testing"
)

func TestAttic(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("nothing is put away here: files are held open by their names")
	}
	dir := t.TempDir()
	a := New(dir)
	if a == nil {
		t.Fatal("there is none")
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%s can be seen", left[0].Name())
	}
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			var room []byte
			for i := range 200 {
				first, second := bytes.Repeat([]byte{byte(w)}, i), bytes.Repeat([]byte{byte(i)}, 2*w)
				at, ok := a.Put(first, second)
				if !ok {
					t.Error("there is no room")
				}
				var err error
				if room, err = a.Get(at, room); err != nil || !bytes.Equal(room, append(first, second...)) {
					t.Errorf("%d, %d: %v %v", w, i, room, err)
				}
				if err := a.Use(at, func(data []byte) {
					if !bytes.Equal(data, room) {
						t.Errorf("%d, %d: %v is lent", w, i, data)
					}
					clear(data) // nobody else has it
				}); err != nil {
					t.Error(err)
				}
				if part, err := a.Get(at.First(i), nil); err != nil || !bytes.Equal(part, first) {
					t.Errorf("%d, %d: the first part is %v %v", w, i, part, err)
				}
			}
		})
	}
	all.Wait()
}

func TestNoAttic(t *testing.T) {
	a := New(t.TempDir() + "/missing")
	if a != nil {
		t.Fatal("there is one in a folder that is not there")
	}
	if _, ok := a.Put([]byte("a")); ok {
		t.Error("what is not there took something")
	}
	full := New(t.TempDir())
	if full == nil {
		return // no such files here
	}
	at, _ := full.Put([]byte("abc"))
	if err := full.Close(); err != nil {
		t.Fatal(err)
	}
	if _, ok := full.Put([]byte("a")); ok {
		t.Error("a file that is closed took something")
	}
	if _, err := full.Get(at, nil); err == nil {
		t.Error("a file that is closed gave something")
	}
}
