package desktop

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestOpener(t *testing.T) {
	for _, c := range []struct {
		system string
		env    map[string]string
		want   []string
	}{
		{"darwin", nil, []string{"open"}},
		{"windows", nil, []string{"rundll32", "url.dll,FileProtocolHandler"}},
		{"linux", map[string]string{"DISPLAY": ":0"}, []string{"xdg-open"}},
		{"linux", map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, []string{"xdg-open"}},
		{"linux", nil, nil},
		{"linux", map[string]string{"DISPLAY": ":0", "SSH_CONNECTION": "x"}, nil},
		{"darwin", map[string]string{"CI": "true"}, nil},
	} {
		if got := opener(c.system, env(c.env)); !slices.Equal(got, c.want) {
			t.Errorf("%s %v: %q, want %q", c.system, c.env, got, c.want)
		}
	}
}

// TestOpen lets a program of the test stand for the desktop's.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	told := filepath.Join(dir, "told")
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\nprintf %s \"$1\" >"+told+".part && mv "+told+".part "+told+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	desktop := env(map[string]string{"DISPLAY": ":0"})
	t.Setenv("PATH", t.TempDir())
	if err := Open("http://127.0.0.1:1/", "linux", desktop); !errors.Is(err, ErrNone) {
		t.Errorf("without the program: %v", err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	for _, bad := range []string{"file:///etc/passwd", "--help", ""} {
		if err := Open(bad, "linux", desktop); err == nil {
			t.Errorf("%q is opened", bad)
		}
	}
	if err := Open("http://127.0.0.1:1/", "linux", desktop); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if data, err := os.ReadFile(told); err == nil {
			if string(data) != "http://127.0.0.1:1/" {
				t.Errorf("the program was told %q", data)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the program was not run")
}
