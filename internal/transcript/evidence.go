package transcript

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/exhibit"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/reproduce"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// evidence is the index of evidence.
func (p *Portal) evidence() []string {
	var rows [][]string
	for _, e := range p.view.Evidence {
		rows = append(rows, []string{
			p.proof(e), markdown.Text(strings.TrimSpace(e.Tool + " " + e.ToolVersion)), freshness(e), markdown.Text(theme.English().Verdict(e.Verdict)),
			day(e.Collected), orElse(dated(e.Expires), "no date"),
		})
	}
	body := markdown.Table([]string{"Evidence", "Tool", "Freshness", "Verdict", "Collected", "Expires"}, rows)
	return p.page(route.Evidence, "Evidence", "evidence.json", orElse(body, "No evidence is published for this audience."))
}

// proof is a piece of evidence as a link.
func (p *Portal) proof(e *disclose.Evidence) string {
	return p.link(orElse(e.Title, e.Key), route.OfEvidence(e.Key))
}

// freshness names how old evidence is for the controls that need it.
func freshness(e *disclose.Evidence) string {
	if e.Freshness == "" {
		return "no control needs it"
	}
	return markdown.Text(theme.English().Freshness(e.Freshness))
}

// aboutEvidence is the page of a piece of evidence.
func (p *Portal) aboutEvidence(e *disclose.Evidence) []string {
	raw := ""
	if e.Raw != "" {
		raw = p.link(e.Raw[strings.LastIndexByte(e.Raw, '/')+1:], e.Raw)
	}
	x := exhibit.Of(p.view, e)
	return p.page(route.OfEvidence(e.Key), orElse(e.Title, e.Key), "evidence.json",
		markdown.List([]string{
			fact("Freshness", freshness(e)+", as of "+day(p.view.AsOf)), fact("Expires", orElse(dated(e.Expires), "no date")),
			fact("Verdict", markdown.Text(theme.English().Verdict(e.Verdict))), fact("Examined", covers(e.Coverage)),
			fact("Collected", instant(e.Collected)), fact("That time is from", markdown.Text(theme.English().Clock(e.CollectedBy))),
			fact("Why it is not dated", markdown.Text(e.Undated)), fact("Conflict", markdown.Text(e.Conflict)),
			fact("Observed", dated(e.Observed)), fact("Observed until", dated(e.ObservedTo)), fact("Written", dated(e.Produced)),
			fact("Recorded", dated(e.Recorded)), fact("Seen by others", dated(e.Existed)), fact("Valid until", dated(e.ValidUntil)),
			fact("Knowledge of the tool", dated(e.Knowledge)),
			fact("Tool", markdown.Text(strings.TrimSpace(e.Tool+" "+e.ToolVersion))), fact("Format", markdown.Text(e.Format)),
			fact("Attester", markdown.Text(e.Attester)), fact("Vouched for", markdown.Text(e.Vouched)),
			fact("Signers", markdown.Text(strings.Join(e.Signers, ", "))), fact("Scope", scope(e.Scope)),
			fact("Target", markdown.Text(e.Target)), fact("Version", markdown.Text(e.Version)),
			fact("SHA-256", markdown.Code(e.Digest)), fact("Size", fmt.Sprintf("%d bytes", e.Size)), fact("Id", markdown.Code(e.ID)), fact("File", raw),
		}),
		section("Values", params(e.Params)),
		section("Problems", problems(e.Problems)),
		section("Controls that it bears on", p.list(p.of(e.Controls))),
		section("Recordings", recordings(e.History)),
		section("Clocks", clocks(x)),
		section("How it was made", p.made(x)),
		section("Check it yourself", steps(reproduce.Of(p.view, e))),
	)
}

func covers(c *disclose.Coverage) string {
	if c == nil {
		return ""
	}
	out := fmt.Sprintf("%d, %d skipped, %d errors", c.Examined, c.Skipped, c.Errors)
	if c.Truncated {
		out += ", cut off"
	}
	return out
}

func params(in []disclose.Param) string {
	var rows [][]string
	for _, q := range in {
		rows = append(rows, []string{markdown.Code(q.Name), markdown.Text(q.Text)})
	}
	return markdown.Table([]string{"Name", "Value"}, rows)
}

func problems(in []disclose.Problem) string {
	var items []string
	for _, q := range in {
		items = append(items, markdown.Text(q.Message))
	}
	return markdown.List(items)
}

// mostRecordings is how many recordings a list shows; the JSON holds counts over
// all of them.
const mostRecordings = 30

// recordings lists what was collected, the newest first.
func recordings(in []disclose.Recording) string {
	var rows [][]string
	for i := len(in) - 1; i >= 0 && len(rows) < mostRecordings; i-- {
		examined := unknown
		if in[i].Examined >= 0 {
			examined = fmt.Sprint(in[i].Examined)
		}
		rows = append(rows, []string{instant(in[i].Collected), markdown.Text(theme.English().Verdict(in[i].Verdict)), examined, orElse(dated(in[i].FreshUntil), "no date")})
	}
	out := markdown.Table([]string{"Collected", "Verdict", "Examined", "Counts until"}, rows)
	if older := len(in) - len(rows); older > 0 {
		out = markdown.Blocks(out, fmt.Sprintf("%d older ones are not listed.", older))
	}
	return out
}
