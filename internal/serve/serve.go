// Package serve is the development server: it shows the files of the last
// good build from memory, on loopback, and reloads pages when a new build is
// in.
//
// It runs no builds by itself and writes nothing. Requests with a foreign Host
// or Origin are refused.
package serve

import (
	"context"
	"net"

	"github.com/candor-site/candor/internal/artifact"
)

// Server shows one set of files at a time; it is safe for concurrent use.
type Server struct{}

// New returns a server for a site below basePath ("/" or "/portal/").
func New(basePath string) *Server { panic("serve") }

// Show replaces the files and tells open pages to reload.
func (s *Server) Show(files []artifact.File) { panic("serve") }

// Fail shows text (the diagnostics of a failed build) over the last good site
// until the next Show.
func (s *Server) Fail(text string) { panic("serve") }

// ReloadPath is the path, below the base path, of the script that pages of the
// dev server load.
const ReloadPath = "_candor/reload.js"

// Serve answers requests on the listener until ctx ends.
func (s *Server) Serve(ctx context.Context, l net.Listener) error { panic("serve") }

// Listen opens a loopback listener; any other address is an error.
func Listen(addr string) (net.Listener, error) { panic("serve") }
