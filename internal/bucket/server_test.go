package bucket

import (
	"bytes"
	"context"
	"fmt"
	"go/build"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"gocloud.dev/blob"
)

// gateway is a real S3 server on loopback. The folder of its bucket is on disk,
// so that a test can put objects there without asking it.
type gateway struct {
	url    *url.URL
	folder string // of the bucket
}

// serveS3 starts an S3 server with one bucket, named evidence.
func serveS3(t *testing.T) *gateway {
	t.Helper()
	program, err := exec.LookPath("versitygw")
	if err != nil {
		program = filepath.Join(build.Default.GOPATH, "bin", "versitygw")
		if _, err := os.Stat(program); err != nil {
			t.Skip("versitygw is not installed: scripts/versitygw does it")
		}
	}
	dir := t.TempDir()
	folder := filepath.Join(dir, "data", "evidence")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	port := freePort(t)
	cmd := exec.Command(program, "--access", "reader", "--secret", "not-secret", "--port", port, "--quiet", "posix",
		"--sidecar", filepath.Join(dir, "meta"), filepath.Join(dir, "data"))
	if err := os.MkdirAll(filepath.Join(dir, "meta"), 0o755); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	t.Setenv("AWS_ACCESS_KEY_ID", "reader")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "not-secret")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		c, err := net.Dial("tcp", port)
		if err == nil {
			c.Close()
			return &gateway{url: &url.URL{Scheme: "http", Host: port}, folder: folder}
		}
		if time.Now().After(deadline) {
			t.Fatalf("the S3 server does not start: %v\n%s", err, said.String())
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// source is the address of the bucket at a server.
func (g *gateway) source(at *url.URL, prefix string) string {
	return fmt.Sprintf("s3://evidence/%s?endpoint=%s&use_path_style=true&region=us-east-1", prefix, url.QueryEscape(at.String()))
}

// put writes an object through the server.
func (g *gateway) put(t *testing.T, key, text string) {
	t.Helper()
	b, err := blob.OpenBucket(context.Background(), g.source(g.url, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.WriteAll(context.Background(), key, []byte(text), nil); err != nil {
		t.Fatal(err)
	}
}

// drop removes an object through the server.
func (g *gateway) drop(t *testing.T, key string) {
	t.Helper()
	b, err := blob.OpenBucket(context.Background(), g.source(g.url, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Delete(context.Background(), key); err != nil {
		t.Fatal(err)
	}
}

// faulty puts a server with faults before the S3 server. A fault handles a
// request, the n-th of all, or returns false.
func (g *gateway) faulty(t *testing.T, fault func(n int64, w http.ResponseWriter, r *http.Request) bool) *url.URL {
	t.Helper()
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(g.url)
		r.Out.Host = r.In.Host // it is signed
	}}
	var count atomic.Int64
	s := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !fault(count.Add(1), w, r) {
			proxy.ServeHTTP(w, r)
		}
	})}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return &url.URL{Scheme: "http", Host: l.Addr().String()}
}
