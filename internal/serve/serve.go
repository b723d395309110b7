// Package serve is the development server: it shows the files of the last
// good build from memory, on loopback, and reloads a page when it changed. A
// toolbar on each page chooses what is shown: to whom, as of when.
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
	"strings"
	"sync"
	"time"
)

// Server shows a site, each visitor the view that was chosen in the toolbar. It
// is safe for concurrent use.
type Server struct {
	base string // starts and ends with a slash
	site func(View) *Showing

	mu      sync.Mutex
	changed chan struct{} // closed when something else is to be shown
}

// New returns a server for a site below basePath ("/" or "/portal/"). site tells
// what a view shows; it must be safe for concurrent use.
func New(basePath string, site func(View) *Showing) *Server {
	base := "/" + strings.Trim(basePath, "/") + "/"
	if base == "//" {
		base = "/"
	}
	return &Server{base: base, site: site, changed: make(chan struct{})}
}

// Changed tells open pages that the site may show something else.
func (s *Server) Changed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.changed)
	s.changed = make(chan struct{})
}

// next is closed at the next change.
func (s *Server) next() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// nameOf names a page by what it shows, so that a browser keeps it when a build,
// or a restarted server, changed nothing of it.
func nameOf(page []byte, beside string) string {
	all := sha256.New()
	fmt.Fprintf(all, "%d %s", len(beside), beside)
	all.Write(page)
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
