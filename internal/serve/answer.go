package serve

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/artifact"
)

// The paths of the server's own files, below the base path.
const (
	ownPrefix  = "_candor/"
	stylePath  = ownPrefix + "reload.css"
	eventsPath = ownPrefix + "events"
	viewPath   = ownPrefix + "view"
)

//go:embed reload.js
var reloading []byte

//go:embed overlay.js
var overlay []byte

//go:embed toolbar.js
var toolbar []byte

// script is what each page loads.
var script = slices.Concat(reloading, overlay, toolbar)

//go:embed reload.css
var style []byte

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	shown := s.site(chosen(r))
	for _, h := range s.headers(shown) {
		w.Header().Set(h.name, h.value)
	}
	w.Header().Set("Cache-Control", "no-store")
	name, ok := strings.CutPrefix(r.URL.Path, s.base)
	if status, reason := guard(r, ok && name == viewPath); status != 0 {
		if status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, HEAD")
		}
		plainText(w, status, reason)
		return
	}
	switch {
	case !ok && (r.URL.Path == "/" || r.URL.Path+"/" == s.base):
		redirect(w, r, s.base)
	case !ok:
		plainText(w, http.StatusNotFound, "the site is below "+s.base)
	case name == eventsPath:
		s.events(w, r)
	case name == viewPath && r.Method == http.MethodPost:
		s.choose(w, r)
	case name == ReloadPath:
		content(w, r, artifact.File{Path: name, Data: script, Media: artifact.MediaType(name)})
	case name == stylePath:
		content(w, r, artifact.File{Path: name, Data: style, Media: artifact.MediaType(name)})
	case strings.HasPrefix(name, ownPrefix):
		plainText(w, http.StatusNotFound, "there is nothing here")
	case shown.File == nil:
		s.waiting(w, shown)
	default:
		s.file(w, r, shown, name)
	}
}

// headers are those that the build states.
func (s *Server) headers(shown *Showing) []header {
	if shown.File != nil {
		if f, ok := shown.File(headersPath); ok {
			return readHeaders(f.Data, s.base)
		}
	}
	return standing
}

// find returns the file that a path below the base leads to: the path itself, or
// the index of a directory, which has a slash at its end.
func (sh *Showing) find(name string) (artifact.File, bool) {
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return sh.File(name)
}

// file answers with a file of the build.
func (s *Server) file(w http.ResponseWriter, r *http.Request, shown *Showing, name string) {
	if f, ok := shown.find(name); ok {
		content(w, r, s.withReload(shown, f))
		return
	}
	if _, ok := shown.File(name + "/index.html"); ok {
		redirect(w, r, r.URL.Path+"/")
		return
	}
	f, ok := shown.File(notFound)
	if !ok {
		plainText(w, http.StatusNotFound, "there is no page "+r.URL.Path)
		return
	}
	page(w, http.StatusNotFound, s.withReload(shown, f).Data)
}

// notFound is the page that stands for those which do not exist.
const notFound = "404.html"

// content writes a file; it answers ranges, which browsers ask of videos.
func content(w http.ResponseWriter, r *http.Request, f artifact.File) {
	media := f.Media
	if media == "" {
		media = artifact.MediaType(f.Path)
	}
	w.Header().Set("Content-Type", media)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Data))
}

// withReload returns an HTML page with the script of the server at the end of
// its body. Other files stay as they are.
func (s *Server) withReload(shown *Showing, f artifact.File) artifact.File {
	if !strings.HasPrefix(f.Media, "text/html") && (f.Media != "" || !strings.HasSuffix(f.Path, ".html")) {
		return f
	}
	tag := fmt.Sprintf("<script src=\"%s\" defer data-build=%q></script>\n", html.EscapeString(s.base+ReloadPath), nameOf(f.Data, shown.Beside))
	end := bodyEnd(f.Data)
	f.Data = slices.Concat(f.Data[:end], []byte(tag), f.Data[end:])
	return f
}

// bodyEnd returns where the end tag of the body starts, or the end of the page,
// as HTML lets pages leave it out.
func bodyEnd(page []byte) int {
	const tag = "</body>"
	for i := len(page) - len(tag); i >= 0; i-- {
		if page[i] == '<' && strings.EqualFold(string(page[i:i+len(tag)]), tag) {
			return i
		}
	}
	return len(page)
}

// waiting answers while there is no good build: with the diagnostics, or with
// a word of patience. The page reloads when a build is in.
func (s *Server) waiting(w http.ResponseWriter, shown *Showing) {
	title, text := "No build yet", "The first build is under way."
	if len(shown.Faults) > 0 {
		title, text = "The build failed", ""
		for _, f := range shown.Faults {
			text += f.Text
		}
	}
	const layout = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%[1]s</title>" +
		"<link rel=\"stylesheet\" href=\"%[2]s\"></head>\n<body class=\"candor-waiting\"><h1>%[1]s</h1>\n<pre>%[3]s</pre>\n<script src=\"%[4]s\" defer data-build></script>\n</body></html>\n"
	data := fmt.Sprintf(layout, title, html.EscapeString(s.base+stylePath), html.EscapeString(text), html.EscapeString(s.base+ReloadPath))
	page(w, http.StatusServiceUnavailable, []byte(data))
}

func page(w http.ResponseWriter, status int, data []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(data) // a reader that went away
}

func plainText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, text)
}

// redirect sends the browser to another path of this server.
func redirect(w http.ResponseWriter, r *http.Request, path string) {
	to := url.URL{Path: path, RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", to.EscapedPath()+query(to.RawQuery))
	w.WriteHeader(http.StatusFound)
}

func query(raw string) string {
	if raw == "" {
		return ""
	}
	return "?" + raw
}
