package twin

import (
	"cmp"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// pageJSON is one written page of site.json.
type pageJSON struct {
	Title       string   `json:"title" jsonschema:"for people"`
	URL         string   `json:"url" jsonschema:"absolute address of the page"`
	Language    string   `json:"language" jsonschema:"BCP 47"`
	Description string   `json:"description" jsonschema:"in a sentence, or empty"`
	Tags        []string `json:"tags" jsonschema:"topics"`
	Date        *instant `json:"date" jsonschema:"when it was published"`
	Modified    *instant `json:"modified" jsonschema:"when its text last changed"`
	Reviewed    *instant `json:"reviewed" jsonschema:"when somebody last reviewed it"`
	ReviewBy    *instant `json:"review_by" jsonschema:"date of the next review"`
	FreshUntil  *instant `json:"fresh_until" jsonschema:"when the state may first change by age alone; null: never"`
	Controls    []string `json:"controls" jsonschema:"ids of controls"`
}

// kindJSON is one kind of control of site.json.
type kindJSON struct {
	ID       string      `json:"id" jsonschema:"id, unique among its kind"`
	Title    string      `json:"title" jsonschema:"for people"`
	URL      string      `json:"url" jsonschema:"absolute address of the page"`
	Controls []string    `json:"controls" jsonschema:"ids of controls"`
	Summary  summaryJSON `json:"summary" jsonschema:"counts"`
}

// exceptionJSON is one exception of site.json.
type exceptionJSON struct {
	ID       string              `json:"id" jsonschema:"id, unique among its kind"`
	Title    string              `json:"title" jsonschema:"for people"`
	Control  string              `json:"control" jsonschema:"id of the control that does not hold"`
	Resource string              `json:"resource" jsonschema:"what it is about"`
	Reason   string              `json:"reason" jsonschema:"why it is accepted or open"`
	Action   string              `json:"action" jsonschema:"what will be done"`
	By       string              `json:"by" jsonschema:"who does it"`
	When     string              `json:"when" jsonschema:"when, in words"`
	State    string              `json:"state" jsonschema:"open, obsolete, overdue or undetermined"`
	Accepted bool                `json:"accepted" jsonschema:"the gap is accepted for good"`
	Opened   *instant            `json:"opened" jsonschema:"date"`
	Until    *instant            `json:"until" jsonschema:"latest date; null: none"`
	Scope    map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	Owner    string              `json:"owner" jsonschema:"who answers for it, or empty"`
	Trigger  string              `json:"trigger" jsonschema:"the event on which it is looked at again, or empty"`
	Blocked  string              `json:"blocked_by" jsonschema:"what is in the way, or empty"`
}

// subprocessorJSON is one subprocessor of site.json.
type subprocessorJSON struct {
	ID       string              `json:"id" jsonschema:"id, unique among its kind"`
	Name     string              `json:"name" jsonschema:"for people"`
	Entity   string              `json:"entity" jsonschema:"legal entity"`
	Purpose  string              `json:"purpose" jsonschema:"what it is engaged for"`
	Data     []string            `json:"data" jsonschema:"kinds of data that it sees"`
	Places   []string            `json:"places" jsonschema:"where it runs or stores"`
	Transfer string              `json:"transfer" jsonschema:"legal basis of a transfer"`
	URL      string              `json:"url" jsonschema:"address of the subprocessor, or empty"`
	Since    *instant            `json:"since" jsonschema:"date"`
	Notice   *instant            `json:"notice" jsonschema:"when it was announced"`
	Scope    map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	Controls []string            `json:"controls" jsonschema:"ids of controls"`
}

// documentJSON is one document of site.json; url is "" for one that is given on
// request.
type documentJSON struct {
	Title       string   `json:"title" jsonschema:"for people"`
	URL         string   `json:"url" jsonschema:"address of the file, or empty where it is given on request"`
	Request     string   `json:"request" jsonschema:"where to ask for it, or empty"`
	Description string   `json:"description" jsonschema:"for people"`
	Folder      string   `json:"folder" jsonschema:"with slashes, empty at the top"`
	Tags        []string `json:"tags" jsonschema:"topics"`
	Audience    string   `json:"audience" jsonschema:"who may read it"`
	Size        int64    `json:"size" jsonschema:"bytes"`
	Digest      string   `json:"sha256" jsonschema:"digest of the file, hexadecimal"`
	Date        *instant `json:"date" jsonschema:"of the document"`
	ValidUntil  *instant `json:"valid_until" jsonschema:"date"`
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
	Security string `json:"security" jsonschema:"address for reports of vulnerabilities"`
	Policy   string `json:"policy" jsonschema:"address of the disclosure policy"`
}

// siteDocument is site.json.
type siteDocument struct {
	head
	Title         string             `json:"title" jsonschema:"for people"`
	Organization  string             `json:"organization" jsonschema:"whose portal it is"`
	Description   string             `json:"description" jsonschema:"in a sentence"`
	URL           string             `json:"url" jsonschema:"absolute address of the portal"`
	Language      string             `json:"language" jsonschema:"BCP 47"`
	Contact       contactJSON        `json:"contact" jsonschema:"whom to write to"`
	Summary       summaryJSON        `json:"summary" jsonschema:"counts"`
	Menu          []linkJSON         `json:"menu" jsonschema:"main menu"`
	Pages         []pageJSON         `json:"pages" jsonschema:"written pages"`
	Kinds         []kindJSON         `json:"kinds" jsonschema:"kinds of control that are used"`
	Exceptions    []exceptionJSON    `json:"exceptions" jsonschema:"register of known gaps"`
	Subprocessors []subprocessorJSON `json:"subprocessors" jsonschema:"third parties that run systems or hold data"`
	Documents     []documentJSON     `json:"documents" jsonschema:"files to keep or to ask for"`
}

// site is site.json.
func (w *writer) site() any {
	v := w.view
	pages := make([]pageJSON, 0, len(v.Pages))
	for _, p := range v.Pages {
		pages = append(pages, pageJSON{
			p.Title, w.absolute(p.Route), cmp.Or(p.Language, v.Site.Language), p.Description, full(p.Tags), when(p.Date), when(p.Modified), when(p.Reviewed), when(p.ReviewBy),
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
			x.ID, x.Title, x.Control, x.Resource, x.Reason, x.Action, x.By, x.When, x.State, x.Accepted, when(x.Opened), when(x.Until), scope(x.Scope), x.Owner, x.Trigger, x.BlockedBy,
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
	ID         string   `json:"id" jsonschema:"id, unique among its kind"`
	State      string   `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
	Reason     string   `json:"reason" jsonschema:"why it is in that state, a word of the vocabulary"`
	FreshUntil *instant `json:"fresh_until" jsonschema:"when the state may first change by age alone; null: never"`
}

// statusDocument is status.json: the counts, and the state of each control.
type statusDocument struct {
	head
	summaryJSON
	Controls []statusJSON `json:"controls" jsonschema:"state of each control"`
}

// status is status.json.
func (w *writer) status() any {
	list := make([]statusJSON, 0, len(w.view.Controls))
	for _, c := range w.view.Controls {
		list = append(list, statusJSON{c.ID, c.State, c.Reason, when(c.FreshUntil)})
	}
	return statusDocument{w.head(schemaStatus), summary(w.view.Summary), list}
}
