package transcript

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/citation"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/dossier"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/paraphrase"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/theme"
)

// language is that of the words of transcripts.
const language = "en"

// claim is the statement of a control, its values in bold.
func claim(c *disclose.Control) string {
	if len(c.Claim) == 0 && c.Statement != c.Title {
		return markdown.Quote(sentence(c.Statement))
	}
	var b strings.Builder
	valued := false
	for _, s := range c.Claim {
		if s.Parameter == "" {
			b.WriteString(markdown.Text(s.Text))
			continue
		}
		valued = true
		b.WriteString(markdown.Bold(markdown.Text(s.Text)))
	}
	if !valued && c.Statement == c.Title {
		return ""
	}
	return markdown.Quote(b.String())
}

// limits lists what the evidence of a control was held to, where more than its
// age counts.
func limits(c *disclose.Control) string {
	var items []string
	for _, o := range c.Evidence {
		for _, a := range o.Aspects {
			if a.Detail == "" && !a.Broken {
				continue
			}
			item := markdown.Text(orElse(o.Title, o.ID)) + ", " + a.Name + ": " + markdown.Text(theme.English().Freshness(a.Freshness))
			if a.Broken {
				item += ", not kept"
			}
			if a.Detail != "" {
				item += ": " + markdown.Text(a.Detail)
			}
			items = append(items, item)
		}
	}
	return markdown.List(items)
}

// rule says an assertion in words, and as it is written.
func rule(said *paraphrase.Said, assertion string) string {
	if assertion == "" {
		return ""
	}
	words := ""
	if said != nil {
		words = markdown.Blocks("All of this must hold. What cannot be read from the evidence leaves the control undetermined.", points(said.Sentences, ""))
	}
	return markdown.Blocks(words, "The rule as it is evaluated (CEL):", markdown.Fence("", assertion))
}

// points lists sentences with what they are made of beneath.
func points(list []paraphrase.Sentence, indent string) string {
	var lines []string
	for _, s := range list {
		var b strings.Builder
		for _, p := range s.Line {
			switch p.Kind {
			case paraphrase.Value:
				b.WriteString(markdown.Bold(markdown.Text(p.Text)))
			case paraphrase.Text:
				b.WriteString(markdown.Text(p.Text))
			default:
				b.WriteString(markdown.Code(p.Text))
			}
		}
		lines = append(lines, indent+"- "+b.String())
		if below := points(s.Points, indent+"  "); below != "" {
			lines = append(lines, below)
		}
	}
	return strings.Join(lines, "\n")
}

// service says how steadily each piece of evidence was collected.
func service(lanes []dossier.Lane) string {
	var rows [][]string
	for _, l := range lanes {
		row := []string{markdown.Text(orElse(l.Evidence.Title, l.Evidence.Key)), strconv.Itoa(len(l.Recordings)), "not measured", "", "", orElse(dated(l.Service.NextDue), "no date")}
		if l.Measured {
			row[2], row[3], row[4] = strconv.Itoa(l.Percent())+" %", fmt.Sprintf("%.1f days", l.Service.Longest.Length().Hours()/24), strconv.Itoa(l.Service.Missed)
		}
		rows = append(rows, row)
	}
	return markdown.Table([]string{"Evidence", "Recordings", "Fresh", "Longest time between two", "Missed runs", "Next due"}, rows)
}

// cited lists the pages that cite a control, with the headings under which they
// do.
func (p *Portal) cited(list []dossier.Cited) string {
	var items []string
	for _, c := range list {
		item := p.link(c.Title, c.URL)
		for i, place := range c.Places {
			if i == 0 {
				item += ": "
			} else {
				item += ", "
			}
			item += p.link(place.Title, place.URL)
		}
		items = append(items, item)
	}
	return markdown.List(items)
}

// history says how the values of a claim changed.
func history(h dossier.History) string {
	if !h.Known {
		return ""
	}
	if len(h.Tracks) == 0 {
		return "Unchanged since the oldest snapshot that holds it, " + sighting(h.Oldest) + "."
	}
	var rows [][]string
	for _, t := range h.Tracks {
		what := t.Label
		if len(t.Scope) > 0 {
			what += " (" + (change.Change{Scope: t.Scope}).Where() + ")"
		}
		for _, v := range t.Values {
			rows = append(rows, []string{markdown.Text(what), markdown.Text(orElse(v.Text, "not claimed")), sighting(v.First), sighting(v.Last), markdown.Text(graded(v))})
		}
	}
	return markdown.Table([]string{"What", "Value", "First seen", "Last seen", "Change"}, rows)
}

// graded says what a value is against the one before it.
func graded(v dossier.Value) string {
	out := string(v.Grade)
	if v.Why != "" {
		out += ", " + v.Why
	}
	if v.Approved != nil {
		out += "; approved by " + v.Approved.By + " on " + v.Approved.On + ": " + v.Approved.Reason
	}
	return out
}

func sighting(s citation.Sighting) string {
	if s.Name == snapshot.Now {
		return "this portal (" + day(s.At) + ")"
	}
	return markdown.Text(s.Name) + " (" + day(s.At) + ")"
}

// cite says under which address a claim stays.
func (p *Portal) cite(d *dossier.Dossier) string {
	if d.Version == nil {
		return ""
	}
	var items []string
	for _, v := range d.Versions {
		item := "<" + p.absolute(route.OfVersion(v.ID, v.Digest)) + ">: " + sighting(v.First()) + " to " + sighting(v.Last())
		if v.Current {
			item += ", claimed now"
		}
		items = append(items, item)
	}
	return markdown.Blocks("Each address names one version of the claim, and stays when the claim changes.", markdown.List(items))
}

// aboutVersion is the page of one version of a claim.
func (p *Portal) aboutVersion(v *citation.Version) []string {
	e := p.dossiers.Edition(v, language)
	address := route.OfVersion(v.ID, v.Digest)
	var links []string
	for _, l := range []struct {
		title string
		to    *citation.Version
	}{{"What is claimed now", v.Now}, {"The version that followed", e.Followed}} {
		if l.to != nil {
			links = append(links, p.link(l.title, route.OfVersion(l.to.ID, l.to.Digest)))
		}
	}
	if e.Control != nil {
		links = append(links, p.link("The control, with its state and its evidence", route.OfControl(e.Control.ID)))
	}
	var rows [][]string
	for _, ch := range v.Changes {
		rows = append(rows, []string{markdown.Text(ch.Label), markdown.Text(orElse(ch.From, "not claimed")), markdown.Text(orElse(ch.To, "not claimed")), markdown.Text(string(ch.Grade)), markdown.Text(ch.Why)})
	}
	return p.page(address, v.Claim.Title, strings.TrimSuffix(strings.TrimPrefix(address, "/"), "/")+".json",
		markdown.Bold(markdown.Text(standing(v))), markdown.List(links),
		section("What is claimed differently now", markdown.Table([]string{"What", "Then", "Now", "Change", "Why"}, rows)),
		section("What is claimed", markdown.Quote(sentence(v.Claim.Statement)), parameters(e.Parameters), overridden(e.Overrides)),
		section("How it is decided", rule(e.Rule, v.Claim.Assert)),
		section("What the digest covers", "SHA-256 "+markdown.Code(v.Sum)+" of:", markdown.Fence("json", v.Canonical)),
	)
}

// standing says since when a version is claimed, and until when it was.
func standing(v *citation.Version) string {
	first, last := v.First(), v.Last()
	switch {
	case v.Current && first.Name == snapshot.Now:
		return "This is claimed now, and in no snapshot before."
	case v.Current:
		return "This is claimed now. It was first seen in " + first.Name + ", " + day(first.At) + "."
	case v.Now != nil:
		return "This was claimed from " + day(first.At) + " to " + day(last.At) + ", as far as the snapshots tell. It has been replaced."
	}
	return "This was claimed from " + day(first.At) + " to " + day(last.At) + ", as far as the snapshots tell. The claim was withdrawn."
}
