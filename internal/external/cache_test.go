package external

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A second run asks only for what is not believed any more.
func TestCache(t *testing.T) {
	w := newWeb(t)
	name := filepath.Join(t.TempDir(), "deep", "external.json")
	c := newClock()
	run := func() []Answer {
		t.Helper()
		opt := c.options()
		var err error
		if opt.Cache, err = OpenCache(name); err != nil {
			t.Fatal(err)
		}
		answers, err := Check(t.Context(), []string{w.URL + "/ok", w.URL + "/missing", w.URL + "/moved", "https://x.example/"}, opt)
		if err != nil {
			t.Fatal(err)
		}
		if err := opt.Cache.Save(name, c.Now()); err != nil {
			t.Fatal(err)
		}
		return answers
	}
	first := run()
	if n := CountOf(first); n != (Count{Checked: 3, Skipped: 1, Hosts: 2}) {
		t.Errorf("first run: %+v", n)
	}
	second := run()
	if n := CountOf(second); n != (Count{Cached: 3, Skipped: 1, Hosts: 2}) {
		t.Errorf("second run: %+v", n)
	}
	for i := range first {
		first[i].Cached = second[i].Cached
		if first[i] != second[i] {
			t.Errorf("remembered %+v as %+v", first[i], second[i])
		}
	}
	c.now = c.now.Add(2 * time.Hour) // failures are forgotten
	if n := CountOf(run()); n.Checked != 1 || n.Cached != 2 || w.count("GET /missing") != 2 || w.count("HEAD /ok") != 2 {
		t.Errorf("after two hours: %+v; %v", n, w.seen)
	}
	c.now = c.now.Add(8 * 24 * time.Hour) // everything is
	if n := CountOf(run()); n.Checked != 3 {
		t.Errorf("after eight days: %+v", n)
	}
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder of the cache holds %v, %v", entries, err)
	}
}

// What lies in the future, and what is not of this program, does not count.
func TestCacheOfOthers(t *testing.T) {
	name := filepath.Join(t.TempDir(), "c.json")
	now := newClock().now
	for text, want := range map[string]string{
		"{":             "is not a cache of addresses",
		`{"format": 9}`: "is a cache of format 9",
		`{"format": 1, "answers": {"https://a.org/": {"checked": "2030-01-01T00:00:00Z", "outcome": "reached", "status": 200}}}`: "",
		`{"format": 1, "answers": {"https://a.org/": {"checked": "2026-11-21T11:00:00Z", "outcome": "fine"}}}`:                   "",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := OpenCache(name)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
		if a, ok := c.find("https://a.org/", now); ok {
			t.Errorf("%s: knows %+v", text, a)
		}
	}
	// A folder that cannot be made is an error, and leaves no trace.
	c, _ := OpenCache(name)
	if err := c.Save(filepath.Join(name, "below", "c.json"), now); err == nil {
		t.Error("saved below a file")
	}
}

// A run in which no host answers teaches nothing.
func TestOfflineIsNotRemembered(t *testing.T) {
	w := newWeb(t)
	address := w.URL + "/ok"
	w.Close()
	opt := newClock().options()
	opt.Cache, _ = OpenCache(filepath.Join(t.TempDir(), "c.json"))
	if _, err := Check(t.Context(), []string{address}, opt); err != nil {
		t.Fatal(err)
	}
	if len(opt.Cache.entries) > 0 {
		t.Errorf("remembered %v", opt.Cache.entries)
	}
}
