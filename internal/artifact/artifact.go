// Package artifact is one file of the output, and the manifest that lists all
// of them.
//
// It writes nothing: package publish puts artifacts on a disk, package serve
// shows them from memory.
package artifact

import (
	"mime"
	"path"
	"strings"

	"github.com/candor-site/candor/internal/source"
)

// File is one file of the output.
type File struct {
	Path    string // slash-separated, relative, such as controls/backup/index.html
	Data    []byte
	Media   string        // media type
	Sources []string      // site-relative paths that it was made from, sorted
	SHA256  source.Digest // of Data, where somebody computed it already; "" else
}

// Sink takes the files of an output one by one, as soon as each is made. It is
// safe for concurrent use and does not keep Data, which belongs to whoever made
// the file. An error of it ends the making of further files.
type Sink func(File) error

// New returns a file whose media type follows from its name.
func New(p string, data []byte, sources ...string) File {
	return File{Path: p, Data: data, Media: MediaType(p), Sources: sources}
}

// media are the types that browsers care about; others come from the system's
// table, which differs between machines and is therefore not asked.
var media = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".ico": "image/x-icon", ".pdf": "application/pdf", ".csv": "text/csv; charset=utf-8", ".atom": "application/atom+xml",
	".ics": "text/calendar; charset=utf-8", ".woff2": "font/woff2", ".mp4": "video/mp4", ".webm": "video/webm", ".zip": "application/zip",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".yaml": "application/yaml", ".yml": "application/yaml",
}

// MediaType returns the media type of a name, application/octet-stream when
// it is not known.
func MediaType(name string) string {
	if m, ok := media[strings.ToLower(path.Ext(name))]; ok {
		return m
	}
	return "application/octet-stream"
}

// IsText reports whether a media type is text.
func IsText(mediaType string) bool {
	t, _, _ := mime.ParseMediaType(mediaType)
	return strings.HasPrefix(t, "text/") || t == "application/json" || t == "application/xml"
}
