package serve

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// beat is how often a quiet stream says that it is alive, so that connections
// whose browser is gone are found out.
const beat = 15 * time.Second

// events streams what happens as server-sent events (HTML Standard, section
// 9.2): "show" with the name of the build at the start and after each change,
// then "fail" with the diagnostics as a JSON string if a build failed since.
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
	v := s.view()
	err := send(w, v)
	for err == nil {
		flusher.Flush()
		select {
		case <-r.Context().Done():
			return
		case <-v.changed:
			v = s.view()
			err = send(w, v)
		case <-alive.C:
			_, err = io.WriteString(w, ": alive\n\n")
		}
	}
}

// send writes the state: the build that is shown, then why there is no newer one.
func send(w io.Writer, v view) error {
	if _, err := fmt.Fprintf(w, "event: show\ndata: %s\n\n", v.build); err != nil {
		return err
	}
	if v.failure == "" {
		return nil
	}
	text, err := json.Marshal(v.failure) // one line, whatever is in it
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "event: fail\ndata: %s\n\n", text)
	return err
}
