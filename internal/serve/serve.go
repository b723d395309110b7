// Package serve is the development server: it shows the files of the last
// good build from memory, on loopback, and reloads pages when a new build is
// in.
//
// It runs no builds by itself and writes nothing. Requests with a foreign Host
// or Origin are refused, because any page that a browser visits can send
// requests to loopback. Pages get the headers of the build's own _headers
// file, so what the policy forbids fails here too.
package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/artifact"
)

// Server shows one set of files at a time; it is safe for concurrent use.
type Server struct {
	base string // starts and ends with a slash

	mu      sync.RWMutex
	files   map[string]artifact.File
	headers []header
	build   string // names the files that are shown; "" before the first Show
	failure string // diagnostics of a failed build, or ""
	changed chan struct{}
}

// New returns a server for a site below basePath ("/" or "/portal/").
func New(basePath string) *Server {
	base := "/" + strings.Trim(basePath, "/") + "/"
	if base == "//" {
		base = "/"
	}
	return &Server{base: base, headers: standing, changed: make(chan struct{})}
}

// Show replaces the files and tells open pages to reload.
func (s *Server) Show(files []artifact.File) {
	byPath := make(map[string]artifact.File, len(files))
	headers := standing
	for _, f := range files {
		byPath[f.Path] = f
		if f.Path == headersPath {
			headers = readHeaders(f.Data, s.base)
		}
	}
	build := nameOf(files)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files, s.headers, s.build, s.failure = byPath, headers, build, ""
	s.tell()
}

// Fail shows text (the diagnostics of a failed build) over the last good site
// until the next Show.
func (s *Server) Fail(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failure = text
	s.tell()
}

// tell wakes the event streams. The caller holds the lock.
func (s *Server) tell() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// view is what a request is answered from: the state at one instant.
type view struct {
	files   map[string]artifact.File
	headers []header
	build   string
	failure string
	changed <-chan struct{} // closed when there is a newer view
}

func (s *Server) view() view {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return view{s.files, s.headers, s.build, s.failure, s.changed}
}

// nameOf names a set of files by its content, so that a page stays as it is
// when a build, or a restarted server, changed nothing.
func nameOf(files []artifact.File) string {
	sorted := slices.Clone(files)
	slices.SortFunc(sorted, func(a, b artifact.File) int { return strings.Compare(a.Path, b.Path) })
	all := sha256.New()
	for _, f := range sorted {
		fmt.Fprintf(all, "%d %s %d ", len(f.Path), f.Path, len(f.Data))
		all.Write(f.Data)
	}
	return hex.EncodeToString(all.Sum(nil)[:8])
}

// ReloadPath is the path, below the base path, of the script that pages of the
// dev server load.
const ReloadPath = "_candor/reload.js"

// shutdownTime is how long open requests may take when the server stops.
const shutdownTime = time.Second

// Serve answers requests on the listener until ctx ends, which is no error. It
// closes the listener, and ends within about a second. A TCP listener that is
// not on loopback is refused.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	if tcp, ok := l.Addr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
		return errors.Join(notLoopback(l.Addr().String()), l.Close())
	}
	web := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the event streams
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := web.Shutdown(limit); err != nil {
		_ = web.Close()
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Listen opens a loopback listener; any other address is an error. Port 0
// picks a free one.
func Listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("%s is not an address such as 127.0.0.1:8080", addr)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, notLoopback(addr)
	}
	return net.Listen("tcp", net.JoinHostPort(host, port))
}

func notLoopback(addr string) error {
	return fmt.Errorf("%s is not on loopback: the development server listens on 127.0.0.1, [::1] or localhost only", addr)
}
