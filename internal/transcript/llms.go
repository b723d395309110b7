package transcript

import (
	"strings"

	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/route"
)

// LLMs is llms.txt, as llmstxt.org describes it: the name of the portal, what
// it is, and lists of links to its pages as Markdown and to its data. Pages that
// search engines are kept from are not listed.
func (p *Portal) LLMs() []byte {
	v := p.view
	md := func(title, address, note string) string {
		return noted(markdown.Link(markdown.Text(title), p.absolute(Route(address))), note)
	}
	var pages []string
	for _, w := range v.Pages {
		if !w.NoIndex {
			pages = append(pages, md(w.Title, w.Route, w.Description))
		}
	}
	var indexes []string
	for _, x := range []struct {
		some                 bool
		title, address, note string
	}{
		{true, "Controls", route.Controls, "Every control with its state, by kind."},
		{len(v.Evidence) > 0, "Evidence", route.Evidence, "What was collected, when, what it says and when it expires."},
		{len(p.agenda) > 0, "Calendar", route.Calendar, "What comes when: due dates, expiries, reviews."},
		{len(v.Controls) > 0, "Freshness", route.Freshness, "Until when each state holds."},
		{len(v.Frameworks) > 0, "Frameworks", route.Frameworks, "Requirements and the controls that bear on them."},
		{len(v.Scopes) > 0, "Scopes", route.Scopes, "What holds in each product, cloud, environment or plan."},
		{p.book.Duties().Shared(), "Shared responsibility", route.Responsibility, "What customers and suppliers must do."},
		{len(p.book.AllScans()) > 0, "Scans", route.Scans, "What is scanned with what, when it last ran and when it is due."},
		{len(p.book.AllObjectives()) > 0, "Recovery objectives", route.Recovery, "Recovery time and point, as claimed and as measured."},
		{len(v.Exceptions) > 0, "Exceptions", route.Exceptions, "Known gaps with reason and date."},
		{len(v.Answers) > 0, "Answers", route.Answers, "Questions of buyers, each answered with yes, no or in part, as computed from the controls behind it."},
		{len(v.Answers) > 0, "Questionnaires", route.Questionnaires, "How far standard questionnaires are answered, by the ids of their questions."},
		{len(v.Subprocessors) > 0, "Subprocessors", route.Subprocessors, "Third parties that run systems or hold data."},
	} {
		if x.some {
			indexes = append(indexes, md(x.title, x.address, x.note))
		}
	}
	for _, f := range v.Frameworks {
		indexes = append(indexes, md(f.Title, route.OfFramework(f.ID), covered(f)+"."))
	}
	var kinds []string
	for _, k := range v.Kinds {
		kinds = append(kinds, md(k.Title, route.OfKind(k.ID), p.counts(k.Summary)))
	}
	data := func(name, note string) string {
		return markdown.Link(name, p.absolute(route.API+name)) + ": " + note
	}
	about := "Each claim is a control. Its state was found by a check over evidence as of " + instant(v.AsOf) +
		" and holds until the date beside it: after that date a state of Satisfied must not be relied on. Each page below is also there as HTML, without index.md."
	return []byte(markdown.Blocks(
		markdown.Heading(1, markdown.Text(p.title())),
		"> "+markdown.Line(markdown.Text(orElse(v.Site.Description, "The security of "+v.Site.Organization+"."))),
		about,
		p.counts(v.Summary),
		section("Pages", markdown.List(pages)),
		section("Catalog", markdown.List(indexes)),
		section("Controls by kind", markdown.List(kinds)),
		section("Data", markdown.List([]string{
			data("status.json", "The state of each control."), data("controls.json", "Every control with its values and evidence."),
			data(dataOf("ID"), "One control in full, by its id."), data("evidence.json", "Every piece of evidence."),
			data("frameworks.json", "Frameworks and their requirements."), data("answers.json", "Answers to questions of buyers, with their words, dates and evidence."),
			data("questionnaires.json", "How far standard questionnaires are answered."),
			data("calendar.json", "What comes when."), data("freshness.json", "Until when each state holds, and how many would be left on each day to come."),
			data("site.json", "Pages, exceptions, subprocessors, documents."), data("openapi.json", "All documents described: addresses and fields (OpenAPI)."),
		})),
		section("Optional", markdown.List([]string{
			markdown.Link("sitemap.xml", p.absolute("/sitemap.xml")) + ": Every page as HTML.",
		})),
	) + "\n")
}

// inLine puts words beside each other, without those that are empty.
func inLine(words ...string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}
