package twin

import (
	"time"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/citation"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/dossier"
	"github.com/candor-site/candor/internal/route"
)

// dossierJSON is what the page of a control says beside the control itself.
type dossierJSON struct {
	Claim    []segmentJSON  `json:"claim" jsonschema:"the statement, cut where values stand"`
	Rule     []string       `json:"rule" jsonschema:"the assertion in words, a line each, indented where a line belongs to the one above; empty where there is none"`
	Said     bool           `json:"rule_in_words" jsonschema:"no part of the rule stayed as code"`
	Needs    []needJSON     `json:"needs" jsonschema:"what must be proved, and what was found"`
	Steady   []steadyJSON   `json:"service" jsonschema:"how steadily each piece of evidence was collected over the last days"`
	Cited    []citedJSON    `json:"cited" jsonschema:"pages that cite it, with the headings under which they do"`
	History  []trackJSON    `json:"history" jsonschema:"what changed of the claim over the snapshots"`
	Since    *instant       `json:"known_since" jsonschema:"the oldest snapshot that holds it"`
	Version  *versionJSON   `json:"version" jsonschema:"what is claimed now, to cite; null where it cannot be cited"`
	Versions []*versionJSON `json:"versions" jsonschema:"all versions, the newest first"`
}

// segmentJSON is a part of a statement.
type segmentJSON struct {
	Text      string `json:"text" jsonschema:"as the statement has it"`
	Parameter string `json:"parameter" jsonschema:"whose value it is, or empty"`
	Control   string `json:"control" jsonschema:"whose parameter it is, empty for its own"`
}

// needJSON is one thing that must be proved.
type needJSON struct {
	ID       string      `json:"id" jsonschema:"of the evidence"`
	Shows    string      `json:"shows" jsonschema:"what in the evidence proves the claim, or empty"`
	Schedule string      `json:"schedule" jsonschema:"for people"`
	Found    []foundJSON `json:"found" jsonschema:"what was found of it"`
}

// foundJSON is what was found of one need.
type foundJSON struct {
	Title       string              `json:"title" jsonschema:"of the evidence"`
	Scope       map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	Tool        string              `json:"tool" jsonschema:"that made it, or empty"`
	Freshness   string              `json:"freshness" jsonschema:"how old it is against its schedule, a word of the vocabulary"`
	Outcome     string              `json:"outcome" jsonschema:"pass, fail, error or none"`
	Detail      string              `json:"detail" jsonschema:"a sentence, or empty"`
	CollectedAt *instant            `json:"collected_at" jsonschema:"when it was collected"`
	DueAt       *instant            `json:"due_at" jsonschema:"when the next one is due"`
	ExpiresAt   *instant            `json:"expires_at" jsonschema:"when it stops to count"`
	Aspects     []aspectJSON        `json:"aspects" jsonschema:"each limit that it was held to"`
}

// aspectJSON is one limit that evidence was held to.
type aspectJSON struct {
	Name      string `json:"name" jsonschema:"age, event, each, records, coverage, cadence, sources, scope or run"`
	Freshness string `json:"freshness" jsonschema:"what the limit makes of it"`
	Broken    bool   `json:"broken" jsonschema:"a schedule was not kept"`
	Detail    string `json:"detail" jsonschema:"a sentence, or empty"`
}

// steadyJSON is how steadily one piece of evidence was collected.
type steadyJSON struct {
	Key     string   `json:"key" jsonschema:"of the evidence"`
	Days    int      `json:"days" jsonschema:"length of the window"`
	Share   float64  `json:"share" jsonschema:"of the window with fresh evidence, 0 to 1"`
	Longest int64    `json:"longest_gap_seconds" jsonschema:"longest time between two collections"`
	Missed  int      `json:"missed" jsonschema:"runs that were due and did not come"`
	NextDue *instant `json:"next_due" jsonschema:"when the next one is due"`
}

// citedJSON is a page that cites a control.
type citedJSON struct {
	linkJSON
	Places []linkJSON `json:"places" jsonschema:"headings under which it is cited"`
}

// trackJSON is the values that one part of a claim had.
type trackJSON struct {
	Aspect string              `json:"aspect" jsonschema:"parameter, status, scope and so on"`
	Label  string              `json:"label" jsonschema:"of what changed, for people"`
	Scope  map[string][]string `json:"scope" jsonschema:"of the override that holds it; empty: the control itself"`
	Values []heldJSON          `json:"values" jsonschema:"the newest first"`
}

// heldJSON is what one part of a claim said for a time.
type heldJSON struct {
	Text     string           `json:"text" jsonschema:"for people; empty where nothing was claimed"`
	First    sightingJSON     `json:"first_seen" jsonschema:"the first snapshot that says it"`
	Last     sightingJSON     `json:"last_seen" jsonschema:"the last snapshot that says it"`
	Grade    string           `json:"grade" jsonschema:"weaker, stronger or neutral against the one before; empty of the oldest"`
	Why      string           `json:"why" jsonschema:"what the grade rests on, or empty"`
	Approved *change.Approved `json:"approved" jsonschema:"who agreed to it, or null"`
}

// sightingJSON is a snapshot, or the portal itself.
type sightingJSON struct {
	Name string   `json:"name" jsonschema:"of the snapshot; now for the portal itself"`
	AsOf *instant `json:"as_of" jsonschema:"when it was judged"`
}

// versionJSON is one version of a claim in brief.
type versionJSON struct {
	Name    string       `json:"name" jsonschema:"ID@DIGEST"`
	SHA256  string       `json:"sha256" jsonschema:"of what is claimed, hexadecimal"`
	URL     string       `json:"url" jsonschema:"address that stays"`
	JSON    string       `json:"json" jsonschema:"address of its document"`
	First   sightingJSON `json:"first_seen" jsonschema:"the first snapshot that holds it"`
	Last    sightingJSON `json:"last_seen" jsonschema:"the last snapshot that holds it"`
	Current bool         `json:"current" jsonschema:"it is claimed now"`
}

// versionDocument is c/ID@DIGEST.json.
type versionDocument struct {
	head
	versionJSON
	ID         string              `json:"id" jsonschema:"of the control"`
	Title      string              `json:"title" jsonschema:"of the control"`
	Statement  string              `json:"statement" jsonschema:"what is claimed, for people"`
	Parameters map[string]any      `json:"parameters" jsonschema:"name to plain value"`
	Scope      map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	Canonical  string              `json:"canonical" jsonschema:"the text that the digest covers"`
	Rule       []string            `json:"rule" jsonschema:"the assertion in words, a line each"`
	Next       *versionJSON        `json:"replaced_by" jsonschema:"what took its place; null where it is current or was withdrawn"`
	Now        *versionJSON        `json:"now" jsonschema:"what is claimed now instead; null where it is current or was withdrawn"`
	Changes    []change.Change     `json:"changes" jsonschema:"what is claimed differently now, the weaker first"`
}

// OfVersion returns the name of the document of a version of a claim, below
// route.API.
func OfVersion(control, digest string) string {
	return "c/" + route.Segment(control) + "@" + digest + ".json"
}

// language is that of the words in documents.
const language = "en"

// dossier makes what the page of a control says beside the control.
func (w *writer) dossier(c *disclose.Control) dossierJSON {
	d := w.dossiers.Of(c, language)
	out := dossierJSON{
		Claim: []segmentJSON{}, Rule: []string{}, Needs: []needJSON{}, Steady: []steadyJSON{}, Cited: []citedJSON{}, History: []trackJSON{},
		Version: w.brief(d.Version), Versions: []*versionJSON{}, Since: when(d.History.Oldest.At),
	}
	for _, s := range d.Claim {
		out.Claim = append(out.Claim, segmentJSON{s.Text, s.Parameter, s.Control})
	}
	if d.Rule != nil {
		out.Rule, out.Said = full(d.Rule.Lines()), d.Rule.Whole
	}
	for _, n := range d.Needs {
		out.Needs = append(out.Needs, need(n))
	}
	for _, l := range d.Lanes {
		if l.Measured {
			out.Steady = append(out.Steady, steadyJSON{
				l.Evidence.Key, dossier.Days, l.Service.Share(), int64(l.Service.Longest.Length() / time.Second), l.Service.Missed, when(l.Service.NextDue),
			})
		}
	}
	for _, p := range d.Cited {
		out.Cited = append(out.Cited, citedJSON{w.links([]disclose.Link{{Title: p.Title, URL: p.URL}})[0], w.links(p.Places)})
	}
	for _, t := range d.History.Tracks {
		track := trackJSON{string(t.Aspect), t.Label, t.Scope, []heldJSON{}}
		if track.Scope == nil {
			track.Scope = map[string][]string{}
		}
		for _, v := range t.Values {
			track.Values = append(track.Values, heldJSON{v.Text, sighting(v.First), sighting(v.Last), string(v.Grade), v.Why, v.Approved})
		}
		out.History = append(out.History, track)
	}
	for _, v := range d.Versions {
		out.Versions = append(out.Versions, w.brief(v))
	}
	return out
}

func need(n dossier.Need) needJSON {
	out := needJSON{n.ID, n.Shows, n.Schedule, []foundJSON{}}
	for _, o := range n.Found {
		f := foundJSON{
			Title: o.Title, Scope: scope(o.Scope), Tool: o.Tool, Freshness: o.Freshness, Outcome: o.Outcome, Detail: o.Detail,
			CollectedAt: when(o.Collected), DueAt: when(o.DueAt), ExpiresAt: when(o.Expires), Aspects: []aspectJSON{},
		}
		for _, a := range o.Aspects {
			f.Aspects = append(f.Aspects, aspectJSON{a.Name, a.Freshness, a.Broken, a.Detail})
		}
		out.Found = append(out.Found, f)
	}
	return out
}

func sighting(s citation.Sighting) sightingJSON { return sightingJSON{s.Name, when(s.At)} }

// brief is a version in brief; null for none.
func (w *writer) brief(v *citation.Version) *versionJSON {
	if v == nil {
		return nil
	}
	return &versionJSON{
		v.Name(), v.Sum, w.absolute(route.OfVersion(v.ID, v.Digest)), w.absolute(route.API + OfVersion(v.ID, v.Digest)),
		sighting(v.First()), sighting(v.Last()), v.Current,
	}
}

// version is c/ID@DIGEST.json.
func (w *writer) version(v *citation.Version) any {
	e := w.dossiers.Edition(v, language)
	out := versionDocument{
		head: w.head(schemaVersion), versionJSON: *w.brief(v), ID: v.ID, Title: v.Claim.Title, Statement: v.Claim.Statement, Parameters: map[string]any{},
		Scope: scope(e.Scope), Canonical: v.Canonical, Rule: []string{}, Next: w.brief(v.Next), Now: w.brief(v.Now), Changes: full(v.Changes),
	}
	for _, p := range e.Parameters {
		out.Parameters[p.Name] = p.Raw
	}
	if e.Rule != nil {
		out.Rule = full(e.Rule.Lines())
	}
	return out
}
