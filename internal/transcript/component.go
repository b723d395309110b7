package transcript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/value"
)

// Use is one use of a component on a written page. Its content is Markdown.
// Props that hold the address of a file of the portal are routes, those that
// lead anywhere are absolute.
type Use struct {
	*hypertext.Call
	Decl  *component.Component    // nil for one that is not declared
	Below func() []*disclose.Page // pages of the folder of the page
}

// components are those that show something other than their words, by the name
// of the component whose template draws them.
var components = map[string]func(p *Portal, u Use) string{
	"Control":            (*Portal).controlUse,
	"Controls":           (*Portal).controlsUse,
	"Value":              (*Portal).valueUse,
	"Status":             (*Portal).statusUse,
	"Evidence":           (*Portal).evidenceUse,
	"EvidenceTimeline":   (*Portal).timelineUse,
	"Framework":          (*Portal).frameworkUse,
	"Scans":              (*Portal).scansUse,
	"RecoveryObjectives": (*Portal).recoveryUse,
	"Responsibility":     (*Portal).responsibilityUse,
	"Exceptions":         (*Portal).exceptionsUse,
	"Subprocessors":      (*Portal).subprocessorsUse,
	"Documents":          (*Portal).documentsUse,
	"Updates":            (*Portal).updatesUse,
	"DocCardList":        (*Portal).belowUse,
	"Faq":                (*Portal).faqUse,
	"Include":            (*Portal).includeUse,
	"Download":           (*Portal).downloadUse,
	"If":                 (*Portal).ifUse,
	"Image":              (*Portal).imageUse,
	"Figure":             (*Portal).figureUse,
	"Link":               (*Portal).linkUse,
	"YouTube":            (*Portal).youTubeUse,
	"PointsOfInterest":   (*Portal).pointsUse,
	"ResponseField":      (*Portal).fieldUse,
	"Callout":            (*Portal).calloutUse,
	"CodeBlock":          (*Portal).contentUse,
	"Mermaid":            (*Portal).contentUse,
	"Tabs":               (*Portal).contentUse,
	"Steps":              (*Portal).contentUse,
	"Fragment":           (*Portal).contentUse,
}

// Component writes one use of a component as Markdown. One that only its site
// knows, or that only arranges its content, is its words.
func (p *Portal) Component(u Use) string {
	name := u.Name
	if u.Decl != nil && u.Decl.Like != "" {
		name = u.Decl.Like
	}
	if write := components[name]; write != nil {
		out := write(p, u)
		if u.Inline {
			return markdown.Line(out)
		}
		return out
	}
	return p.wordsUse(u)
}

// text returns a prop as plain text, and markup as Markdown.
func (u Use) text(name string) string {
	if s, ok := u.Props[name].(string); ok {
		return markdown.Text(s)
	}
	return u.markup(name)
}

// markup returns a prop that holds markup, as Markdown.
func (u Use) markup(name string) string {
	if u.Decl != nil {
		if d := u.Decl.Find(name); d != nil && d.Type == component.PropNode && u.Props[name] != nil {
			return strings.TrimSpace(fmt.Sprint(u.Props[name]))
		}
	}
	return ""
}

// plain returns a prop that holds text, as it is.
func (u Use) plain(name string) string { s, _ := u.Props[name].(string); return s }

func (u Use) children() string { return strings.TrimSpace(string(u.Children)) }

// titles are the props that name what a component holds, in the order in which
// one of them is used.
var titles = []string{"title", "tab", "summary", "question", "label", "name", "trigger", "hint", "text"}

// silent are the props whose words are for programs, or of no use without a
// picture.
var silent = map[string]bool{
	"id": true, "groupId": true, "defaultValue": true, "className": true, "variant": true, "type": true, "icon": true, "language": true, "value": true, "view": true,
}

// wordsUse writes the words of a component: its title set off, what its other
// props say, its content, its slots.
func (p *Portal) wordsUse(u Use) string {
	title, href := "", u.plain("href")
	var rest []string
	for _, name := range u.names() {
		words := u.text(name)
		switch d := u.declared(name); {
		case words == "" || silent[name] || d.Type == component.PropURL:
		case d.Type == component.PropAsset:
			rest = append(rest, markdown.Link(words, p.absolute(u.plain(name))))
		case title == "" && slices.Contains(titles, name):
			title = words
		default:
			rest = append(rest, words)
		}
	}
	if slot := strings.TrimSpace(string(u.Slots["title"])); slot != "" {
		title = slot
	}
	title = markdown.Line(title)
	if href != "" {
		title = markdown.Link(title, href)
	}
	var slots []string
	for _, name := range u.slots() {
		if name != "title" {
			slots = append(slots, strings.TrimSpace(string(u.Slots[name])))
		}
	}
	if u.Inline {
		return inLine(append(append([]string{title}, rest...), append([]string{u.children()}, slots...)...)...)
	}
	return markdown.Blocks(markdown.Bold(title), markdown.Blocks(rest...), u.children(), markdown.Blocks(slots...))
}

// declared returns the declaration of a prop; one that is not declared is text.
func (u Use) declared(name string) component.Prop {
	if u.Decl != nil {
		if d := u.Decl.Find(name); d != nil {
			return *d
		}
	}
	return component.Prop{Type: component.PropString}
}

// names returns the names of the props that hold words, in the order in which
// they are declared.
func (u Use) names() []string {
	var out []string
	if u.Decl != nil {
		for _, d := range u.Decl.Props {
			switch d.Type {
			case component.PropString, component.PropNode, component.PropURL, component.PropAsset, component.PropDate:
				out = append(out, d.Name)
			}
		}
	}
	return out
}

// slots returns the names of the slots, in the order in which they are declared.
func (u Use) slots() []string {
	if u.Decl == nil {
		return nil
	}
	return u.Decl.SlotNames()
}

func (p *Portal) contentUse(u Use) string {
	if words := u.children(); words != "" || u.plain("code") == "" {
		return words
	}
	return markdown.Code(u.plain("code"))
}

func (p *Portal) ifUse(u Use) string {
	if holds, _ := u.Props["condition"].(bool); holds {
		return u.children()
	}
	return ""
}

func (p *Portal) calloutUse(u Use) string {
	title := orElse(u.text("title"), markdown.Text(message.Readable(strings.ToLower(orElse(u.plain("type"), "note")))))
	if u.Inline {
		return inLine(markdown.Bold(title)+":", u.children())
	}
	return markdown.Quote(markdown.Blocks(markdown.Bold(markdown.Line(title)), u.children()))
}

func (p *Portal) imageUse(u Use) string {
	if u.plain("src") == "" {
		return u.text("alt")
	}
	return markdown.Image(u.plain("alt"), p.absolute(u.plain("src")), u.plain("title"))
}

func (p *Portal) figureUse(u Use) string {
	caption := u.text("caption")
	if slot := strings.TrimSpace(string(u.Slots["caption"])); slot != "" {
		caption = slot
	}
	return markdown.Blocks(u.text("hint"), p.imageUse(u), u.children(), caption)
}

func (p *Portal) linkUse(u Use) string {
	return markdown.Link(orElse(u.children(), u.text("title")), u.plain("href"))
}

func (p *Portal) youTubeUse(u Use) string {
	link := markdown.Link(orElse(u.text("title"), "Video"), "https://www.youtube.com/watch?v="+u.plain("id")) + " (on YouTube)"
	return inLine(link, u.children())
}

func (p *Portal) pointsUse(u Use) string {
	points, _ := u.Props["points"].([]any)
	var items []string
	for _, point := range points {
		label, _ := value.Member(point, "label")
		description, _ := value.Member(point, "description")
		items = append(items, strings.Trim(markdown.Text(value.Text(label))+": "+markdown.Text(value.Text(description)), ": "))
	}
	return markdown.Blocks(u.children(), markdown.List(items))
}

func (p *Portal) fieldUse(u Use) string {
	words := []string{markdown.Code(u.plain("name")), u.text("type")}
	for _, flag := range []string{"required", "deprecated"} {
		if on, _ := u.Props[flag].(bool); on {
			words = append(words, flag)
		}
	}
	for _, x := range []struct{ name, say string }{{"default", "default"}, {"placeholder", "such as"}} {
		if text := u.plain(x.name); text != "" {
			words = append(words, x.say+" "+markdown.Code(text))
		}
	}
	for _, x := range []struct{ name, say string }{{"enum", "one of"}, {"pre", ""}, {"post", ""}} {
		if list, _ := u.Props[x.name].([]any); len(list) > 0 {
			words = append(words, x.say, markdown.Text(value.Text(list)))
		}
	}
	return markdown.Blocks(inLine(words...), u.children())
}

func (p *Portal) includeUse(u Use) string {
	for _, a := range p.view.Assets {
		if a.Route == route.PathOf(u.plain("file")) {
			return markdown.Blocks(p.fileLink(u.text("title"), a.Route), markdown.Fence("", string(a.Data)))
		}
	}
	return p.fileLink(u.text("title"), u.plain("file"))
}

func (p *Portal) downloadUse(u Use) string {
	return markdown.Blocks(p.fileLink(u.text("title"), u.plain("href")), u.children())
}

// fileLink is a link to a published file under a title, or under its name.
func (p *Portal) fileLink(title, address string) string {
	return markdown.Link(orElse(title, markdown.Text(address[strings.LastIndexByte(address, '/')+1:])), p.absolute(address))
}
