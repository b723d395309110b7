package transcript

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/exhibit"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/reproduce"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// clocks lists the times of evidence, and which of them counts.
func clocks(x *exhibit.Exhibit) string {
	var rows [][]string
	for _, c := range x.Clocks {
		counts := ""
		if c.Counts {
			counts = "age counts from here"
		}
		at := instant(c.At)
		if !c.To.IsZero() {
			at += " until " + instant(c.To)
		}
		rows = append(rows, []string{markdown.Text(theme.English().Label("clockface", c.Name)), at, markdown.Text(theme.English().Label("clockface-doc", c.Name)), counts})
	}
	return markdown.Table([]string{"Clock", "Time", "What it says", ""}, rows)
}

// made says how evidence was made, for those who may know.
func (p *Portal) made(x *exhibit.Exhibit) string {
	facts := []string{fact("File", markdown.Text(x.File)), fact("Collector", markdown.Text(x.Collector)), fact("Run", markdown.Text(x.Run))}
	if x.Withheld {
		facts = append(facts, fact("Command", "not shown to this audience"))
	}
	if x.Exit != nil {
		facts = append(facts, fact("Exit code", fmt.Sprint(*x.Exit)))
	}
	if x.Event != nil {
		facts = append(facts, fact("Belongs to", markdown.Text(x.Event.Type+" "+x.Event.Key)))
	}
	for _, s := range x.Signatures {
		who := orElse(s.Identity, theme.English().Label("scheme", s.Scheme))
		facts = append(facts, fact("Signed by", markdown.Text(s.Signer+", "+who)))
	}
	for _, q := range x.Parents {
		name := markdown.Text(q.Name)
		if q.Key != "" {
			name = p.link(q.Name, route.OfEvidence(q.Key))
		}
		facts = append(facts, fact("Made of", strings.TrimSuffix(name+", collected "+instant(q.Collected)+", "+markdown.Code(q.Digest), ", ")))
	}
	return markdown.List(facts)
}

// steps writes how a reader checks evidence.
func steps(list []reproduce.Step) string {
	var blocks []string
	for _, s := range list {
		kind := string(s.Kind)
		title := strings.TrimSpace(theme.English().Label("step", kind) + " " + s.About)
		doc := theme.English().Label("step-doc", kind)
		if len(s.Needs) > 0 {
			doc += " " + theme.English().Text("evidence.needs", "Names", strings.Join(s.Needs, ", "))
		}
		blocks = append(blocks, markdown.Heading(3, markdown.Text(title)), sentence(doc), markdown.Fence("sh", s.Shell))
		if s.Prints != "" {
			blocks = append(blocks, sentence("It prints:"), markdown.Fence("", s.Prints))
		}
	}
	return markdown.Blocks(blocks...)
}
