package serve

import (
	"net/http"
	"net/url"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/onuse"
)

// View is how a visitor wants to see the site, as chosen in the toolbar. What is
// "" was not chosen.
type View struct {
	Audience string
	AsOf     string // a date
	Drafts   string // "yes" or "no"
}

// Showing is what a view shows at one moment. It does not change.
type Showing struct {
	// File makes a file of the last good build; nil where there is none yet.
	File func(path string) (artifact.File, bool)
	// Beside names what pages show beside their own text, such as pictures: when
	// it changes, all pages are loaded again.
	Beside string
	// Faults are the errors for which a newer build is not shown.
	Faults []Fault
	Bar    Bar
}

// Fault is one diagnostic, as the terminal shows it.
type Fault struct {
	Place    string `json:"place"` // file:line:column
	Severity string `json:"severity"`
	Text     string `json:"text"` // with the line and the hint
}

// Bar is what the toolbar shows.
type Bar struct {
	Audiences []string `json:"audiences"`
	Audience  string   `json:"audience"`
	Today     string   `json:"today"` // the date at which the scale begins
	AsOf      string   `json:"asOf"`  // the date of what is shown
	Drafts    bool     `json:"drafts"`
	Took      int64    `json:"took"`    // milliseconds from the change to what is shown
	Checked   bool     `json:"checked"` // all pages were made and looked through
	States    string   `json:"states"`  // of the controls, in one line
	Warnings  []Fault  `json:"warnings"`
	Dates     []Date   `json:"dates"` // to come
}

// Date is a date on which something of the portal changes by age alone.
type Date struct {
	Day   string `json:"day"`
	What  string `json:"what"`
	Title string `json:"title"`
}

// cookie holds what the visitor chose. It ends with the browser's session.
const cookie = "candor-view"

var audienceName = onuse.Regexp(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// viewOf reads what was chosen; what makes no sense was not chosen.
func viewOf(values url.Values) View {
	v := View{Audience: values.Get("audience"), AsOf: values.Get("as-of"), Drafts: values.Get("drafts")}
	if !audienceName.MatchString(v.Audience) {
		v.Audience = ""
	}
	if _, err := time.Parse(time.DateOnly, v.AsOf); err != nil {
		v.AsOf = ""
	}
	if v.Drafts != "yes" && v.Drafts != "no" {
		v.Drafts = ""
	}
	return v
}

// chosen is the view that a request asks for.
func chosen(r *http.Request) View {
	c, err := r.Cookie(cookie)
	if err != nil {
		return View{}
	}
	values, err := url.ParseQuery(c.Value)
	if err != nil {
		return View{}
	}
	return viewOf(values)
}

// choose keeps what the toolbar posts.
func (s *Server) choose(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<10)
	if err := r.ParseForm(); err != nil {
		plainText(w, http.StatusBadRequest, "the choice cannot be read")
		return
	}
	v := viewOf(r.PostForm)
	value := url.Values{"audience": {v.Audience}, "as-of": {v.AsOf}, "drafts": {v.Drafts}}.Encode()
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: value, Path: s.base, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	w.WriteHeader(http.StatusNoContent)
}
