package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/candor-site/candor/internal/anchor"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/leads"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/navigation"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/reference"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
)

// kit renders single pages over the fixture.
type kit struct {
	t *testing.T
	r *renderer
}

// newKit makes a portal that has what the examples of components lead to.
func newKit(t *testing.T) kit {
	t.Helper()
	v := larkspur(t)
	for route, data := range map[string]string{"/images/network.svg": "<svg/>", "/videos/tour.webm": "x", "/videos/tour.vtt": "WEBVTT\n", "/files/report.pdf": "%PDF"} {
		v.Assets = append(v.Assets, &disclose.Asset{Route: route, Source: "content" + route, Data: []byte(data)})
	}
	th := defaultTheme(t)
	v.Pages = append(v.Pages, write(t, th, &disclose.Page{Route: "/security/access/", Title: "Access", Description: "Who may sign in.", Source: "content/security/access.md"}, "# Access\n"))
	r := &renderer{view: v, theme: th}
	r.portal = newPortal(v, th.Words(), Options{})
	r.sections = map[string]*navigation.Map{"/": navigation.New("/", v.Pages)}
	jobs, _, _ := distinct([][]job{r.written(), r.generated(), r.copies()})
	r.addresses = newMap(v, jobs, Options{})
	return kit{t, r}
}

// body renders a page and returns what its author wrote of it, as HTML.
func (k kit) body(text string) (string, diag.List) {
	k.t.Helper()
	front := map[string]any{"region": "Frankfurt"}
	f := source.NewFile("content/security/kit.mdx", []byte(text))
	doc, list := markup.Parse(f, 0, markup.Options{MDX: true, Components: k.r.theme.Components(), Roots: []string{"control", "site", "page", "frontMatter"}, Front: front})
	p := &disclose.Page{Route: "/security/kit/", Title: "Kit", Source: f.Path, Front: front, Doc: doc}
	ctx := &Context{Portal: k.r.portal, ids: anchor.New(), Page: k.r.describe(p, "page", doc.Outline())}
	var out strings.Builder
	list.Add(doc.Render(&out, k.r.env(p, ctx, leads.Of(doc.Outline(), func(l outline.Link) route.Target { return k.r.resolve(p, l.Home(), l.Destination) })))...)
	return out.String(), list
}

// good renders a page that must have no mistakes and be right in itself.
func (k kit) good(name, text string) checked {
	k.t.Helper()
	out, list := k.body(text)
	for _, d := range list {
		if d.Code != diag.EmptyComponent && d.Severity != diag.Note {
			k.t.Errorf("%s: %v\n%s", name, d, text)
		}
	}
	wellFormed(k.t, name, out)
	root, err := html.Parse(strings.NewReader("<!doctype html><html><body>" + out + "</body></html>"))
	if err != nil {
		k.t.Fatal(err)
	}
	c := checked{k.t, name, root}
	uniqueIDs(k.t, c)
	namedElements(k.t, c)
	inert(k.t, c)
	contentModel(k.t, c)
	return c
}

// wellFormed fails when a parser of HTML has to mend something: an element
// that nests wrongly, closes late, or stands where a table may not hold it.
func wellFormed(t testing.TB, name, text string) {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(text), body)
	if err != nil {
		t.Fatal(err)
	}
	var again strings.Builder
	for _, n := range nodes {
		if err := html.Render(&again, n); err != nil {
			t.Fatal(err)
		}
	}
	written, parsed := tags(text), tags(again.String())
	for i := range max(len(written), len(parsed)) {
		if i >= len(written) || i >= len(parsed) || written[i] != parsed[i] {
			t.Errorf("%s: a parser mends this near tag %d: written %v, parsed %v\n%s", name, i, near(written, i), near(parsed, i), text)
			return
		}
	}
}

func near(all []string, i int) []string { return all[min(max(i-2, 0), len(all)):min(i+3, len(all))] }

// tags lists the tags of a text in order.
func tags(text string) []string {
	var out []string
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		closed := kind == html.SelfClosingTagToken
		switch kind {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			out = append(out, string(name))
			if closed && !slices.Contains([]string{"br", "hr", "img", "input", "source", "track"}, string(name)) {
				out = append(out, "/"+string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			out = append(out, "/"+string(name))
		}
	}
}

// blocks are elements that may not stand among words.
var blocks = strings.Fields("address article aside blockquote details div dl fieldset figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table ul")

// contentModel fails on elements that stand where HTML does not allow them,
// although a parser takes them.
func contentModel(t *testing.T, c checked) {
	t.Helper()
	c.elements(func(n *html.Node) {
		up := ""
		if n.Parent != nil {
			up = n.Parent.Data
		}
		switch n.Data {
		case "li":
			if up != "ul" && up != "ol" {
				t.Errorf("%s: an li in %s", c.path, up)
			}
		case "summary":
			if up != "details" || n.PrevSibling != nil && strings.TrimSpace(n.PrevSibling.Data) != "" {
				t.Errorf("%s: a summary that does not begin its details", c.path)
			}
		case "details":
			if len(checked{t, c.path, n}.all("details > summary")) == 0 {
				t.Errorf("%s: details without a summary", c.path)
			}
		case "figcaption":
			if up != "figure" {
				t.Errorf("%s: a figcaption in %s", c.path, up)
			}
		case "ul", "ol":
			for x := n.FirstChild; x != nil; x = x.NextSibling {
				if x.Type == html.ElementNode && x.Data != "li" || x.Type == html.TextNode && strings.TrimSpace(x.Data) != "" {
					t.Errorf("%s: %q directly in a list", c.path, x.Data)
				}
			}
		}
		if !slices.Contains(blocks, n.Data) && n.Data != "figcaption" && n.Data != "dt" && n.Data != "dd" {
			return
		}
		for p := n.Parent; p != nil; p = p.Parent {
			if slices.Contains([]string{"p", "span", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "strong", "em", "code", "button", "a"}, p.Data) {
				t.Errorf("%s: a %s in a %s", c.path, n.Data, p.Data)
			}
		}
	})
}

// samples are values of each type of prop that the fixture knows.
var samples = map[component.PropType]string{
	component.PropString: `"Words & <more>"`, component.PropBool: "{true}", component.PropInt: "{3}", component.PropURL: `"/security/access"`,
	component.PropAsset: `"/images/network.svg"`, component.PropDate: `"2026-11-20"`, component.PropList: `{["one", "two"]}`, component.PropObject: `{{product: "fleet"}}`,
	component.PropNode: `{<>Words with <em>markup</em></>}`, component.PropControl: `"mfa"`, component.PropControls: `{["mfa"]}`, component.PropKind: `"logging-audit"`,
	component.PropEvidence: `"trivy-images"`, component.PropFramework: `"soc2"`,
}

// known are values that a single prop wants.
var wanted = map[string]string{
	"Value.control": `"registry-backup"`, "Value.param": `"frequency"`, "Include.file": `"/files/policy.txt"`, "Snippet.file": `"/files/policy.txt"`, "Video.src": `"/videos/tour.webm"`, "Video.captions": `"/videos/tour.vtt"`, "Exceptions.control": `"bucket-logging"`,
	"Faq.topic": `"backup"`, "Faq.ids": `{["backup-how-often"]}`, "EvidenceTimeline.control": `"image-scan"`, "Responsibility.who": `"shared"`,
	"Icon.icon": `"shield"`, "Details.id": `"regions"`, "Accordion.id": `"regions"`, "Expandable.id": `"regions"`, "Controls.state": `"satisfied"`, "Video.language": `"en"`,
}

// attributes writes the props of a component that a condition takes.
func attributes(c *component.Component, takes func(component.Prop) bool) string {
	var b strings.Builder
	for _, p := range c.Props {
		if !takes(p) {
			continue
		}
		value := wanted[c.Name+"."+p.Name]
		if value == "" {
			value = samples[p.Type]
		}
		if p.Type == component.PropEnum {
			value = fmt.Sprintf("%q", p.Allowed[len(p.Allowed)-1])
		}
		fmt.Fprintf(&b, " %s=%s", p.Name, value)
	}
	return b.String()
}

// rich is content of every kind.
const rich = "\n\nWords and *more*.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```yaml title=\"backup.yaml\"\na: 1\n```\n\n> Quoted.\n\n"

// TestEveryComponent uses each component of the theme with nothing but what it
// needs, with all of its props, without content, twice, and within a sentence.
func TestEveryComponent(t *testing.T) {
	k := newKit(t)
	all := k.r.theme.Components()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		c := all[name]
		t.Run(name, func(t *testing.T) {
			k := kit{t, k.r}
			needs := attributes(c, func(p component.Prop) bool { return p.Required })
			full := attributes(c, func(component.Prop) bool { return true })
			close := func(content string) string {
				if !c.Children {
					return " />"
				}
				return ">" + content + "</" + name + ">"
			}
			words := "words"
			if c.Words || c.Code {
				words = "more words"
			}
			k.good("least", "<"+name+needs+close(words)+"\n")
			k.good("empty", "<"+name+needs+close("")+"\n")
			k.good("all props", "<"+name+full+close("\n\n"+words+"\n\n")+"\n")
			k.good("twice", "<"+name+needs+close(words)+"\n\n<"+name+needs+close(words)+"\n")
			k.good("in a list", "- <"+name+needs+close(words)+"\n- words\n")
			k.good("in a table", "| a |\n|---|\n| <"+name+needs+close(words)+" |\n")
			for _, props := range []string{needs, full} {
				page := k.good("in a sentence", "Before <"+name+props+close(words)+" after.\n")
				page.has("p", "Before")
				page.has("p", "after.")
				page.count("body > *", 1)
			}
			if c.Children && !c.Words && !c.Code {
				k.good("rich", "<"+name+needs+close(rich)+"\n")
				k.good("nested", "<Accordion title=\"A\">\n<"+name+full+close("\n<Columns cols={2}>\n<Column>"+rich+"</Column>\n</Columns>\n")+"\n</Accordion>\n")
			}
			for _, slot := range c.Slots {
				page := k.good("slot "+slot.Name, "<"+name+needs+">\n<Fragment slot=\""+slot.Name+"\">*in the slot*</Fragment>\n\nWords.\n\n</"+name+">\n")
				page.has("em", "in the slot")
			}
			if example := k.good("example", reference.Example(c, reference.SamplesOf(k.r.view))); len(example.all("body *")) == 0 {
				t.Error("the example shows nothing")
			}
		})
	}
}

// TestComponentsNest holds the tree to what HTML allows where components stand
// in each other.
func TestComponentsNest(t *testing.T) {
	k := newKit(t)
	for name, text := range map[string]string{
		"tabs in steps in an accordion": "<AccordionGroup>\n<Accordion title=\"A\">\n<Steps>\n<Step title=\"One\">\n<Tabs>\n<Tab title=\"a\">" + rich + "</Tab>\n<Tab title=\"b\">\n<Tabs>\n<Tab title=\"c\">\nwords\n</Tab>\n</Tabs>\n</Tab>\n</Tabs>\n</Step>\n</Steps>\n</Accordion>\n</AccordionGroup>\n",
		"card in columns":               "<Columns cols={2}>\n<Card title=\"A\" href=\"/security/access\" icon=\"key\">" + rich + "</Card>\n<Column>\n<Note>words</Note>\n</Column>\n</Columns>\n",
		"steps with words between":      "<Steps>\nBefore.\n<Step title=\"One\">a</Step>\n\nBetween.\n\n<Step title=\"Two\">b</Step>\n<Step title=\"Three\">c</Step>\n</Steps>\n",
		"steps under a condition":       "<Steps>\n<Step title=\"One\">a</Step>\n<If condition={true}>\n<Step title=\"Two\">b</Step>\n</If>\n<If condition={false}>\n<Step title=\"Never\">c</Step>\n</If>\n</Steps>\n",
		"steps in a list":               "<Steps>\n1. One\n   <Step title=\"inner\">a</Step>\n2. Two\n</Steps>\n",
		"tree of anything":              "<Tree>\n<Note>words</Note>\n<Tree.File name=\"a\" />\n\nWords\n\n<Tree.Folder name=\"b\">\nWords\n<Tree.File name=\"c\" />\n</Tree.Folder>\n</Tree>\n",
		"components in a table":         "| a | b |\n|---|---|\n| <Badge>new</Badge> | <Tooltip tip=\"t\">w</Tooltip> |\n",
		"components in a summary":       "<details><summary><Badge>new</Badge> <Note>n</Note></summary>\n\ntext\n\n</details>\n",
		"component as a prop":           "<Card title={<Badge>new</Badge>} icon={<Icon icon=\"key\" />}>\nwords\n</Card>\n",
		"details with their summary":    "<Details>\n<summary>Own</summary>\n\nwords\n\n</Details>\n",
		"tooltip of lines":              "<Tooltip tip=\"t\">\n\nword\n\n</Tooltip>\n",
		"tooltips":                      "One <Tooltip tip=\"t\">word</Tooltip>, another <Tooltip tip=\"t\">word</Tooltip>.\n",
		"an id that is taken":           "## Tooltip 1\n\nA <Tooltip tip=\"t\">word</Tooltip>.\n",
		"a callout in a heading":        "## A <Note>word</Note>\n",
		"an admonition":                 ":::warning[Mind *this*]\n\n- a\n\n:::\n",
	} {
		t.Run(name, func(t *testing.T) { kit{t, k.r}.good(name, text) })
	}
}
