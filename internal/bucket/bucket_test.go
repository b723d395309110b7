package bucket

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/mirror"
	"github.com/candor-site/candor/internal/source"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func options(dir, address string) Options {
	return Options{
		Source: address, Dir: dir, Now: noon, Workers: 8, Attempts: 4, Timeout: 5 * time.Second, Pause: 10 * time.Millisecond, Limit: 1 << 20,
	}
}

// held is the copy of a site as text: path and content of each file.
func held(t *testing.T, dir string) string {
	t.Helper()
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	m, err := mirror.Open(tree, "evidence")
	if err != nil || m == nil {
		t.Fatal("no mirror: ", err)
	}
	var b strings.Builder
	for _, e := range m.Entries() {
		f, err := m.Read(e.Path, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s=%s ", e.Path, f.Data)
	}
	return strings.TrimSpace(b.String())
}

func pullAll(t *testing.T, opt Options) *Report {
	t.Helper()
	r, err := Pull(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestPull copies a real bucket again and again while it changes.
func TestPull(t *testing.T) {
	g, dir := serveS3(t), t.TempDir()
	for key, text := range map[string]string{"prod/a.json": "1", "prod/scans/b.json": "2", "prod/same.json": "1", "other/c.json": "3"} {
		g.put(t, key, text)
	}
	opt := options(dir, g.source(g.url, "prod"))
	if r := pullAll(t, opt); r.Listed != 3 || r.Fetched != 3 || r.Bytes != 3 || len(r.Refused) != 0 {
		t.Errorf("the first copy: %+v", r)
	}
	want := "evidence/a.json=1 evidence/same.json=1 evidence/scans/b.json=2"
	if got := held(t, dir); got != want {
		t.Errorf("held %s, want %s", got, want)
	}
	if r := pullAll(t, opt); r.Fetched != 0 {
		t.Errorf("nothing changed, and %d objects were fetched", r.Fetched)
	}

	g.put(t, "prod/a.json", "9") // of the same length
	g.drop(t, "prod/scans/b.json")
	if r := pullAll(t, opt); r.Fetched != 1 || r.Removed != 1 {
		t.Errorf("one changed and one gone: %+v", r)
	}
	if got, want := held(t, dir), "evidence/a.json=9 evidence/same.json=1"; got != want {
		t.Errorf("held %s, want %s", got, want)
	}
	if left := objects(t, dir); left != 2 {
		t.Errorf("%d contents are kept, want 2", left)
	}
	// Content that was lost is fetched again.
	if err := os.RemoveAll(filepath.Join(dir, mirror.Dir, "objects")); err != nil {
		t.Fatal(err)
	}
	if r := pullAll(t, opt); r.Fetched != 2 {
		t.Errorf("all was lost, and %d objects were fetched", r.Fetched)
	}
	// Another bucket starts anew.
	opt.Source = g.source(g.url, "other")
	if r := pullAll(t, opt); r.Fetched != 1 || held(t, dir) != "evidence/c.json=3" {
		t.Errorf("the other prefix: %+v", r)
	}
}

// objects counts the contents on disk.
func objects(t *testing.T, dir string) int {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, mirror.Dir, "objects", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(names)
}

// TestPullFaults lets a server fail in each way, now and then or always.
func TestPullFaults(t *testing.T) {
	g := serveS3(t)
	var want []string
	for i := range 20 {
		text := strings.Repeat(fmt.Sprintf("%02d", i), 500)
		g.put(t, fmt.Sprintf("f%02d.json", i), text)
		want = append(want, fmt.Sprintf("evidence/f%02d.json=%s", i, text))
	}
	status := func(code int) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	truncated := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.Header().Set("Last-Modified", noon.Format(http.TimeFormat))
		_, _ = w.Write(bytes.Repeat([]byte("x"), 400))
		panic(http.ErrAbortHandler)
	}
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	reset := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	for name, fault := range map[string]func(http.ResponseWriter, *http.Request){
		"500": status(500), "503": status(503), "truncated": truncated, "hang": hang, "reset": reset,
	} {
		t.Run(name+" now and then", func(t *testing.T) {
			dir := t.TempDir()
			at := g.faulty(t, func(n int64, w http.ResponseWriter, r *http.Request) bool {
				if n%4 != 0 || strings.Contains(r.URL.RawQuery, "list-type") && name == "truncated" {
					return false
				}
				fault(w, r)
				return true
			})
			opt := options(dir, g.source(at, ""))
			opt.Timeout, opt.Attempts = time.Second, 8
			pullAll(t, opt)
			if got := held(t, dir); got != strings.Join(want, " ") {
				t.Errorf("held %s", got)
			}
		})
		t.Run(name+" always", func(t *testing.T) {
			dir := t.TempDir()
			pullAll(t, options(dir, g.source(g.url, "")))
			before := held(t, dir)
			g.put(t, "f00.json", strings.Repeat("zz", 500))
			defer g.put(t, "f00.json", strings.Repeat("00", 500))
			at := g.faulty(t, func(_ int64, w http.ResponseWriter, r *http.Request) bool {
				if strings.Contains(r.URL.RawQuery, "list-type") {
					return false
				}
				fault(w, r)
				return true
			})
			opt := options(dir, g.source(at, ""))
			opt.Timeout, opt.Attempts = 400*time.Millisecond, 2
			r, err := Pull(context.Background(), opt)
			var failed *FetchError
			if r != nil || !errors.As(err, &failed) || len(failed.Failed) == 0 {
				t.Fatalf("got %+v, %v; want a FetchError", r, err)
			}
			if got := held(t, dir); got != before {
				t.Errorf("the last copy did not stay: %s", got)
			}
		})
	}
}

// TestPullOdd meets what is no fault of a single request.
func TestPullOdd(t *testing.T) {
	g := serveS3(t)
	for i := range 20 {
		g.put(t, fmt.Sprintf("f%02d.json", i), "1")
	}
	t.Run("a body that is shorter than listed", func(t *testing.T) {
		// No fault that a client can see: the copy holds what the store said, and
		// looks again the next time.
		dir := t.TempDir()
		at := g.faulty(t, func(_ int64, w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, "/f07.json") {
				return false
			}
			w.Header().Set("Last-Modified", noon.Format(http.TimeFormat))
			_, _ = w.Write([]byte("half"))
			return true
		})
		pullAll(t, options(dir, g.source(at, "")))
		opt := options(dir, g.source(at, ""))
		if r := pullAll(t, opt); r.Fetched != 1 {
			t.Errorf("%d objects were fetched again, want 1", r.Fetched)
		}
	})
	t.Run("no listing", func(t *testing.T) {
		at := g.faulty(t, func(_ int64, w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(500); return true })
		opt := options(t.TempDir(), g.source(at, ""))
		opt.Attempts = 2
		if r, err := Pull(context.Background(), opt); err == nil || !strings.HasPrefix(err.Error(), "listing s3://") {
			t.Errorf("got %+v, %v", r, err)
		}
	})
	t.Run("interrupted", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		at := g.faulty(t, func(n int64, _ http.ResponseWriter, r *http.Request) bool {
			if n > 5 {
				cancel()
				<-r.Context().Done()
				return true
			}
			return false
		})
		if r, err := Pull(ctx, options(t.TempDir(), g.source(at, ""))); !errors.Is(err, context.Canceled) {
			t.Errorf("got %+v, %v", r, err)
		}
	})
	t.Run("denied", func(t *testing.T) {
		t.Setenv("AWS_SECRET_ACCESS_KEY", "another")
		if r, err := Pull(context.Background(), options(t.TempDir(), g.source(g.url, ""))); err == nil {
			t.Errorf("got %+v", r)
		}
	})
}

// TestPullMany lists a hundred thousand objects. They lie in the folder of the
// server: it gives no tags for them, so the time of change decides.
func TestPullMany(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes 100,000 files")
	}
	const count = 100_000
	g, dir := serveS3(t), t.TempDir()
	for i := range count {
		folder := filepath.Join(g.folder, fmt.Sprintf("d%03d", i/1000))
		if i%1000 == 0 {
			if err := os.Mkdir(folder, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("e%06d.json", i)), []byte("same"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	opt := options(dir, g.source(g.url, ""))
	opt.Timeout = time.Minute
	listed := &pull{opt: opt, report: &Report{}}
	b, prefix, err := open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	listed.bucket, listed.prefix = b, prefix
	if err := listed.list(context.Background()); err != nil || len(listed.found) != count {
		t.Fatalf("%d objects are listed, %v", len(listed.found), err)
	}
	// The content is known from an earlier copy: nothing is fetched.
	s, err := openStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	digest := source.DigestOf([]byte("same"))
	if err := s.put(digest, []byte("same")); err != nil {
		t.Fatal(err)
	}
	for i := range listed.found {
		listed.found[i].Digest = digest
	}
	if err := s.commit(mirror.Index{Source: opt.Source, PulledAt: noon, Objects: listed.found}); err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(g.folder, "d050", "e050000.json")
	if err := os.WriteFile(changed, []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := pullAll(t, opt); r.Listed != count || r.Fetched != 1 {
		t.Errorf("%+v; want %d listed and 1 fetched", r, count)
	}
}

// TestPullRefuses copies a folder that holds what cannot be evidence.
func TestPullRefuses(t *testing.T) {
	from, dir := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"good.json": "1", "formats/x.yaml": "id: x", "collectors.yaml": "", ".hidden": "x", "a:b": "x", "large.json": strings.Repeat("x", 2<<20),
	} {
		path := filepath.Join(from, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := pullAll(t, options(dir, "file://"+from))
	var refused []string
	for _, x := range r.Refused {
		refused = append(refused, x.Key)
	}
	if got, want := strings.Join(refused, " "), ".hidden a:b collectors.yaml formats/x.yaml large.json"; got != want {
		t.Errorf("refused %s, want %s", got, want)
	}
	if got := held(t, dir); got != "evidence/good.json=1" {
		t.Errorf("held %s", got)
	}
}

func TestRun(t *testing.T) {
	from, dir := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(from, "a.json"), []byte("1"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		out  string
	}{
		{[]string{"pull", "-dir", dir, "file://" + from}, 0, `"listed":1,"fetched":1`},
		{[]string{"pull", "-dir", dir, "file://" + from + "/nowhere"}, 3, "the last copy stays"},
		{[]string{"pull", "-dir", dir, "ftp://x"}, 3, "expected s3://"},
		{[]string{"pull"}, 2, "usage:"},
		{[]string{"push", "x"}, 2, "usage:"},
		{nil, 2, "usage:"},
	} {
		var out bytes.Buffer
		code := Run(context.Background(), Process{Args: c.args, Stdout: &out, Stderr: &out, Now: func() time.Time { return noon }})
		if code != c.code || !strings.Contains(out.String(), c.out) {
			t.Errorf("%q: exit %d, %s", c.args, code, out.String())
		}
	}
}
