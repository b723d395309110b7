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
)

//go:embed reload.js
var script []byte

//go:embed reload.css
var style []byte

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v := s.view()
	for _, h := range v.headers {
		w.Header().Set(h.name, h.value)
	}
	w.Header().Set("Cache-Control", "no-store")
	if status, reason := guard(r); status != 0 {
		if status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, HEAD")
		}
		plainText(w, status, reason)
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, s.base)
	switch {
	case !ok && (r.URL.Path == "/" || r.URL.Path+"/" == s.base):
		redirect(w, r, s.base)
	case !ok:
		plainText(w, http.StatusNotFound, "the site is below "+s.base)
	case name == eventsPath:
		s.events(w, r)
	case name == ReloadPath:
		content(w, r, artifact.File{Path: name, Data: script, Media: artifact.MediaType(name)})
	case name == stylePath:
		content(w, r, artifact.File{Path: name, Data: style, Media: artifact.MediaType(name)})
	case strings.HasPrefix(name, ownPrefix):
		plainText(w, http.StatusNotFound, "there is nothing here")
	case v.build == "":
		s.waiting(w, v)
	default:
		s.file(w, r, v, name)
	}
}

// file answers with a file of the build: the path itself, or the index of a
// directory, which has a slash at its end.
func (s *Server) file(w http.ResponseWriter, r *http.Request, v view, name string) {
	index := name
	if name == "" || strings.HasSuffix(name, "/") {
		index += "index.html"
	}
	if f, ok := v.files[index]; ok {
		content(w, r, s.withReload(v, f))
		return
	}
	if _, ok := v.files[name+"/index.html"]; ok {
		redirect(w, r, r.URL.Path+"/")
		return
	}
	f, ok := v.files["404.html"]
	if !ok {
		plainText(w, http.StatusNotFound, "there is no page "+r.URL.Path)
		return
	}
	page(w, http.StatusNotFound, s.withReload(v, f).Data)
}

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
func (s *Server) withReload(v view, f artifact.File) artifact.File {
	if !strings.HasPrefix(f.Media, "text/html") && (f.Media != "" || !strings.HasSuffix(f.Path, ".html")) {
		return f
	}
	tag := fmt.Sprintf("<script src=\"%s\" defer data-build=%q></script>\n", html.EscapeString(s.base+ReloadPath), v.build)
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
func (s *Server) waiting(w http.ResponseWriter, v view) {
	title, text := "No build yet", "The first build is under way."
	if v.failure != "" {
		title, text = "The build failed", v.failure
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
