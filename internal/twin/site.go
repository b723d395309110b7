package twin

import (
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// pageJSON is one written page of site.json.
type pageJSON struct {
	Title       string   `json:"title"`
	URL         string   `json:"url"`
	Description string   `json:"description"`
	Tags        []string `json:"tags"`
	Date        *instant `json:"date"`
	Modified    *instant `json:"modified"`
	Reviewed    *instant `json:"reviewed"`
	ReviewBy    *instant `json:"review_by"`
	FreshUntil  *instant `json:"fresh_until"`
	Controls    []string `json:"controls"`
}

// kindJSON is one kind of control of site.json.
type kindJSON struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	URL      string      `json:"url"`
	Controls []string    `json:"controls"`
	Summary  summaryJSON `json:"summary"`
}

// exceptionJSON is one exception of site.json.
type exceptionJSON struct {
	ID       string              `json:"id"`
	Title    string              `json:"title"`
	Control  string              `json:"control"`
	Resource string              `json:"resource"`
	Reason   string              `json:"reason"`
	Action   string              `json:"action"`
	By       string              `json:"by"`
	When     string              `json:"when"`
	State    string              `json:"state"`
	Accepted bool                `json:"accepted"`
	Opened   *instant            `json:"opened"`
	Until    *instant            `json:"until"`
	Scope    map[string][]string `json:"scope"`
}

// subprocessorJSON is one subprocessor of site.json.
type subprocessorJSON struct {
	ID       string              `json:"id"`
	Name     string              `json:"name"`
	Entity   string              `json:"entity"`
	Purpose  string              `json:"purpose"`
	Data     []string            `json:"data"`
	Places   []string            `json:"places"`
	Transfer string              `json:"transfer"`
	URL      string              `json:"url"`
	Since    *instant            `json:"since"`
	Notice   *instant            `json:"notice"`
	Scope    map[string][]string `json:"scope"`
	Controls []string            `json:"controls"`
}

// documentJSON is one document of site.json; url is "" for one that is given on
// request.
type documentJSON struct {
	Title       string   `json:"title"`
	URL         string   `json:"url"`
	Request     string   `json:"request"`
	Description string   `json:"description"`
	Folder      string   `json:"folder"`
	Tags        []string `json:"tags"`
	Audience    string   `json:"audience"`
	Size        int64    `json:"size"`
	Digest      string   `json:"sha256"`
	Date        *instant `json:"date"`
	ValidUntil  *instant `json:"valid_until"`
}

// documentList lists the documents.
func (w *writer) documentList() []documentJSON {
	out := make([]documentJSON, 0, len(w.view.Documents))
	for _, d := range w.view.Documents {
		out = append(out, documentJSON{
			d.Title, w.absolute(d.Route), w.absolute(d.Request), d.Description, d.Folder, full(d.Tags), d.Audience, d.Size, d.Digest,
			when(d.Date), when(d.ValidUntil),
		})
	}
	return out
}

// contactJSON says whom to write to.
type contactJSON struct {
	Security string `json:"security"`
	Policy   string `json:"policy"`
}

// siteDocument is site.json.
type siteDocument struct {
	head
	Title         string             `json:"title"`
	Organization  string             `json:"organization"`
	Description   string             `json:"description"`
	URL           string             `json:"url"`
	Language      string             `json:"language"`
	Contact       contactJSON        `json:"contact"`
	Summary       summaryJSON        `json:"summary"`
	Menu          []linkJSON         `json:"menu"`
	Pages         []pageJSON         `json:"pages"`
	Kinds         []kindJSON         `json:"kinds"`
	Exceptions    []exceptionJSON    `json:"exceptions"`
	Subprocessors []subprocessorJSON `json:"subprocessors"`
	Documents     []documentJSON     `json:"documents"`
}

// site is site.json.
func (w *writer) site() any {
	v := w.view
	pages := make([]pageJSON, 0, len(v.Pages))
	for _, p := range v.Pages {
		pages = append(pages, pageJSON{
			p.Title, w.absolute(p.Route), p.Description, full(p.Tags), when(p.Date), when(p.Modified), when(p.Reviewed), when(p.ReviewBy),
			when(p.FreshUntil), full(p.Controls),
		})
	}
	kinds := make([]kindJSON, 0, len(v.Kinds))
	for _, k := range v.Kinds {
		kinds = append(kinds, kindJSON{k.ID, k.Title, w.absolute(route.OfKind(k.ID)), full(k.Controls), summary(k.Summary)})
	}
	exceptions := make([]exceptionJSON, 0, len(v.Exceptions))
	for _, x := range v.Exceptions {
		exceptions = append(exceptions, exceptionJSON{
			x.ID, x.Title, x.Control, x.Resource, x.Reason, x.Action, x.By, x.When, x.State, x.Accepted, when(x.Opened), when(x.Until), scope(x.Scope),
		})
	}
	return siteDocument{
		w.head(schemaSite), v.Site.Title, v.Site.Organization, v.Site.Description, v.Site.BaseURL, v.Site.Language,
		contactJSON{v.Site.Contact.Security, w.absolute(v.Site.Contact.Policy)}, summary(v.Summary),
		w.links(w.menu), pages, kinds, exceptions, subprocessors(v.Subprocessors), w.documentList(),
	}
}

// subprocessors lists the subprocessors.
func subprocessors(in []*disclose.Subprocessor) []subprocessorJSON {
	out := make([]subprocessorJSON, 0, len(in))
	for _, s := range in {
		out = append(out, subprocessorJSON{
			s.ID, s.Name, s.Entity, s.Purpose, full(s.Data), full(s.Places), s.Transfer, s.URL, when(s.Since), when(s.Notice),
			scope(s.Scope), full(s.Controls),
		})
	}
	return out
}

// statusJSON is the state of one control of status.json.
type statusJSON struct {
	ID         string   `json:"id"`
	State      string   `json:"state"`
	Reason     string   `json:"reason"`
	FreshUntil *instant `json:"fresh_until"`
}

// statusDocument is status.json: the counts, and the state of each control.
type statusDocument struct {
	head
	summaryJSON
	Controls []statusJSON `json:"controls"`
}

// status is status.json.
func (w *writer) status() any {
	list := make([]statusJSON, 0, len(w.view.Controls))
	for _, c := range w.view.Controls {
		list = append(list, statusJSON{c.ID, c.State, c.Reason, when(c.FreshUntil)})
	}
	return statusDocument{w.head(schemaStatus), summary(w.view.Summary), list}
}

// answerJSON is one answer of answers.json.
type answerJSON struct {
	ID         string   `json:"id"`
	Topic      string   `json:"topic"`
	Question   string   `json:"question"`
	Short      string   `json:"short"`
	Long       string   `json:"long"`
	State      string   `json:"state"`
	Reviewed   *instant `json:"reviewed"`
	FreshUntil *instant `json:"fresh_until"`
	Controls   []string `json:"controls"`
}

// answersDocument is answers.json.
type answersDocument struct {
	head
	Answers []answerJSON `json:"answers"`
}

// answers is answers.json.
func (w *writer) answers() any {
	list := make([]answerJSON, 0, len(w.view.Answers))
	for _, a := range w.view.Answers {
		list = append(list, answerJSON{a.ID, a.Topic, a.Question, a.Short, a.Long, a.State, when(a.Reviewed), when(a.FreshUntil), full(a.Controls)})
	}
	return answersDocument{w.head(schemaAnswers), list}
}
