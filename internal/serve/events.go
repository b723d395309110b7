package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/onuse"
)

// beat is how often a quiet stream says that it is alive, so that connections
// whose browser is gone are found out.
const beat = 15 * time.Second

// events streams what happens to the page at a path as server-sent events (HTML
// Standard, section 9.2): at the start and after each change "show" with the name
// of the page, or "style" where it wears other stylesheets and is the same
// otherwise; "fail" with the errors for which no newer build is shown; and "bar"
// with what the toolbar shows.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		plainText(w, http.StatusInternalServerError, "events cannot be streamed")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	alive := time.NewTicker(beat)
	defer alive.Stop()
	path, _ := strings.CutPrefix(r.URL.Query().Get("path"), s.base)
	t := teller{out: w, path: path}
	changed := s.next()
	err := t.tell(s.site(chosen(r)))
	for err == nil {
		flusher.Flush()
		select {
		case <-r.Context().Done():
			return
		case <-changed:
			changed = s.next()
			err = t.tell(s.site(chosen(r)))
		case <-alive.C:
			_, err = io.WriteString(w, ": alive\n\n")
		}
	}
}

// teller tells one browser of one page.
type teller struct {
	out    io.Writer
	path   string
	page   []byte // as it was told last; nil at the start
	beside string
}

// tell says what is shown now.
func (t *teller) tell(shown *Showing) error {
	if shown.File != nil {
		page := shown.page(t.path)
		worn, swaps := restyled(t.page, page)
		var err error
		if worn && shown.Beside == t.beside {
			err = t.send("style", map[string]any{"build": nameOf(page, shown.Beside), "sheets": swaps})
		} else {
			_, err = fmt.Fprintf(t.out, "event: show\ndata: %s\n\n", nameOf(page, shown.Beside))
		}
		if err != nil {
			return err
		}
		t.page, t.beside = page, shown.Beside
	}
	if len(shown.Faults) > 0 {
		if err := t.send("fail", shown.Faults); err != nil {
			return err
		}
	}
	return t.send("bar", shown.Bar)
}

// page returns the page at a path, or the one that stands for those which do not
// exist.
func (sh *Showing) page(path string) []byte {
	f, ok := sh.find(path)
	if !ok {
		f, _ = sh.File(notFound)
	}
	return f.Data
}

// send writes an event with data as JSON: one line, whatever is in it.
func (t *teller) send(event string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "event: %s\ndata: %s\n\n", event, text)
	return err
}

// sheet is a stylesheet that takes the place of another.
type sheet struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Integrity string `json:"integrity"`
}

var (
	linkTag   = onuse.Regexp(`(?i)<link\s[^>]*>`)
	styleRel  = onuse.Regexp(`(?i)\srel="?stylesheet"?[\s/>]`)
	hrefOf    = onuse.Regexp(`(?i)\shref="([^"]*)"`)
	integrity = onuse.Regexp(`(?i)\sintegrity="([^"]*)"`)
)

// restyled reports whether two versions of a page differ in the addresses of
// their stylesheets alone, and which took the place of which.
func restyled(before, now []byte) (bool, []sheet) {
	if before == nil || bytes.Equal(before, now) {
		return false, nil
	}
	var sheets [2][]sheet
	var rest [2][]byte
	for i, page := range [][]byte{before, now} {
		rest[i] = linkTag.ReplaceAllFunc(page, func(tag []byte) []byte {
			href := hrefOf.FindSubmatch(tag)
			if !styleRel.Match(tag) || href == nil {
				return tag
			}
			s := sheet{To: html.UnescapeString(string(href[1]))}
			if sum := integrity.FindSubmatch(tag); sum != nil {
				s.Integrity = html.UnescapeString(string(sum[1]))
			}
			sheets[i] = append(sheets[i], s)
			return nil
		})
	}
	if !bytes.Equal(rest[0], rest[1]) || len(sheets[0]) != len(sheets[1]) {
		return false, nil
	}
	var swaps []sheet
	for i, s := range sheets[1] {
		if s.From = sheets[0][i].To; s.From != s.To {
			swaps = append(swaps, s)
		}
	}
	return true, swaps
}
