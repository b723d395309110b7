package render

import "testing"

// TestComponentShapes checks what each component is made of.
func TestComponentShapes(t *testing.T) {
	k := newKit(t)
	for _, c := range []struct {
		name, text string
		has        map[string]string // selector -> words in it
		count      map[string]int
	}{
		{"tabs", "<Tabs groupId=\"g\" defaultValue=\"b\">\n<Tab title=\"One\" value=\"a\">x</Tab>\n<TabItem label={<>*Two*</>} value=\"b\" default>y</TabItem>\n</Tabs>\n",
			map[string]string{".tabs > ul.tab-titles a[href='#tab-1']": "One", "section#tabitem-1 > .tab-title em": "Two", "section[data-tab=b][data-tab-first]": "y"},
			map[string]int{".tabs[data-tabs=g][data-tabs-default=b]": 1, "section[aria-labelledby]": 2}},
		{"titles of a set of tabs", "<Tabs values={[{label: \"Apple\", value: \"a\"}]} items={[\"x\", \"Second\"]}>\n<TabItem value=\"a\">1</TabItem>\n<Tab>2</Tab>\n<Tab>3</Tab>\n</Tabs>\n",
			map[string]string{".tab-titles li:nth-child(1)": "Apple", ".tab-titles li:nth-child(2)": "Second", ".tab-titles li:nth-child(3)": "Tab 3"}, nil},
		{"callout", "<Aside type=\"danger\" title=\"No\">x</Aside>\n<Callout variant=\"course\">y</Callout>\n",
			map[string]string{".callout-danger[role=note] > .callout-title": "No", ".callout-note > .callout-title": "Course"}, map[string]int{"svg[aria-hidden=true]": 2}},
		{"steps", "<Steps>\n<Step title=\"A\">x</Step>\n\nwords\n\n<Step title=\"B\">y</Step>\n<Steps.Step title=\"C\">z</Steps.Step>\n</Steps>\n",
			map[string]string{"ol:not([start]) > li.step": "A", "ol[start='2'] > li.step:nth-child(2)": "C"}, map[string]int{"ol": 2, "ol > li": 3}},
		{"steps of a list", "<Steps>\n\n1. A\n2. B\n\n</Steps>\n", map[string]string{".steps > ol > li": "A"}, map[string]int{".steps > ol > li": 2}},
		{"card", "<Cards cols={2}>\n<Card title=\"T\" href=\"/security/access\" icon=\"key\" description=\"D\">x<Fragment slot=\"footer\">F</Fragment></Card>\n</Cards>\n",
			map[string]string{".tiles.tiles-2 > .tile .tile-title > a[href='/security/access/']": "T", ".tile-text": "D", ".tile-foot": "F"}, map[string]int{".tile-icon > svg": 1, "a": 1}},
		{"a slot in place of a prop", "<Card title=\"prop\" href=\"/\"><Fragment slot=\"title\">*slot*</Fragment>x</Card>\n", map[string]string{".tile-title > a > em": "slot"}, nil},
		{"accordion", "<AccordionGroup>\n<Accordion title=\"Q\" defaultOpen>A</Accordion>\n<Accordion title=\"R\" id=\"here\">B</Accordion>\n</AccordionGroup>\n\n[to R](#here)\n",
			map[string]string{".accordions > details[open] > summary": "Q", "details#here:not([open])": "B"}, nil},
		{"tooltip", "A <Tooltip tip=\"T\" headline=\"H\">w</Tooltip>.\n", map[string]string{"[role=tooltip]#tooltip-1": "H: T", ".tip-word[tabindex='0'][aria-describedby=tooltip-1]": "w"}, nil},
		{"points", "<PointsOfInterest points={[{label: \"1\", description: \"LB\", x: 1}, \"plain\"]}>\n\n![N](/images/network.svg)\n\n</PointsOfInterest>\n", map[string]string{"figure.points figcaption li": "1 LB", "figcaption li:nth-child(2)": "plain"}, map[string]int{"figcaption li": 2}},
		{"figure", "<Frame caption={<>*C*</>} hint=\"H\">\n\n![N](/images/network.svg)\n\n</Frame>\n<Figure src=\"/images/network.svg\" alt=\"A\"><Fragment slot=\"caption\">**S**</Fragment></Figure>\n",
			map[string]string{"figure > figcaption > em": "C", ".figure-hint": "H", "figcaption strong": "S"}, map[string]int{"img[loading=lazy][alt]": 2}},
		{"code", "<CodeGroup>\n```bash title=\"curl\"\na\n```\n```go\nb\n```\n</CodeGroup>\n<CodeBlock language=\"yaml\" title=\"x.yaml\" showLineNumbers>\n  # no heading\n  a: 1\n</CodeBlock>\n<Code lang=\"go\" code={`x := 1`} />\n",
			map[string]string{".code-group[data-code-group] > figure > figcaption": "curl", ".code-group > pre > code[data-lang=go]": "b", "pre.line-numbers > code[data-lang=yaml]": "# no heading", "body > pre code[data-lang=go]": "x := 1"},
			map[string]int{"h1": 0, ".code-group pre": 2}},
		{"a bound expression in code", "<CodeBlock language=\"bash\">{`region=${frontMatter.region}`}</CodeBlock>\n", map[string]string{"pre code": "region=Frankfurt"}, nil},
		{"mermaid", "<Mermaid chart=\"graph LR; a --> b\" />\n\n<Mermaid>\n```mermaid\ngraph LR; a --> b\n```\n</Mermaid>\n\n```mermaid\ngraph LR; a --> b\n```\n", nil, nil},
		{"badge", "A <Badge variant=\"caution\">b</Badge> <Since version=\"2.4\" /> <VersionBadge version=\"3\" />.\n", map[string]string{".label-warning": "b", ".label-info": "since 2.4"}, map[string]int{"p > .label": 3}},
		{"icon", "<Icon icon=\"LOCK\" /> <Icon icon=\"lock\" label=\"Locked\" /> <Icon icon=\"no-such\" /> <Icon icon=\"no-such\" label=\"Named\" /> x\n",
			map[string]string{"p > .only-read": "Named"}, map[string]int{"svg": 2, "svg[aria-hidden=true]:not([role])": 1, "svg[role=img][aria-label=Locked]": 1}},
		{"tree of a list", "<FileTree>\n\n- a/\n  - b.yaml **new**\n  - c/\n- d\n\n</FileTree>\n", map[string]string{".file-tree > ul > li.folder > details[open] > summary": "a/", "li.folder ul > li": "b.yaml new"}, map[string]int{"details": 1, "li": 4}},
		{"tree of components", "<Tree>\n<Tree.Folder name=\"a\">\n<Tree.File name=\"b\" />\n</Tree.Folder>\n</Tree>\n\n<FileTree>\n<FileTree.File name=\"c\" />\n</FileTree>\n", map[string]string{".file-tree > ul > li > details:not([open]) > ul > li": "b", ".file-tree > ul > li:not(.folder)": "c"}, nil},
		{"video", "<Video src=\"/videos/tour.webm\" title=\"T\" poster=\"/images/network.svg\" captions=\"/videos/tour.vtt\" language=\"de\" width={640} autoPlay muted />\n<Video src=\"https://v.example/a.mp4\" title=\"Away\" />\n<YouTube videoId=\"abc\" />\n",
			map[string]string{"video[controls][preload=metadata][poster][width='640']:not([autoplay])": "T", ".video-link a[href='https://v.example/a.mp4']": "Away", ".video-link a[href='https://www.youtube.com/watch?v=abc']": "Video"},
			map[string]int{"video": 1, "track[kind=captions][srclang=de]": 1, "iframe": 0}},
		{"pages of a folder", "<DocCardList items={useCurrentSidebarCategory().items} />\n", map[string]string{"ul.tiles > li.tile a[href='/security/service/']": "Service security", "ul.tiles > li.tile .tile-text": "Who may sign in."}, nil},
		{"update", "<Update label=\"L\" description=\"D\" tags={[\"t\"]}>x</Update>\n", map[string]string{"section.update[aria-labelledby=update-1] #update-1": "L", ".update-tags > li": "t"}, nil},
		{"field", "<ParamField query=\"q\" type=\"string\" required default=\"d\" deprecated>x</ParamField>\n", map[string]string{".field-head > code.field-name": "q", ".field-type": "string", ".field-head": "required"}, nil},
		{"if", "<If condition={frontMatter.region == \"Frankfurt\"}>\n\nshown\n\n</If>\n<If condition={false}>\n\nhidden\n\n</If>\n", map[string]string{"body > p": "shown"}, map[string]int{"body > *": 1}},
		{"link", "See <Link to=\"/security/access\">rules</Link> and <Image src=\"/images/network.svg\" alt=\"A\" width=\"320\" />.\n", map[string]string{"p > a[href='/security/access/']": "rules"}, map[string]int{"p > img[width='320'][alt=A]": 1}},
		{"download", "<Download href=\"/files/policy.txt\" title=\"P\">more</Download> \n\nA <Download href=\"/files/policy.txt\" /> within.\n", map[string]string{".download > a[download]": "P", ".download .sub": "SHA-256", "p > a[download]": "policy.txt"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := kit{t, k.r}.good(c.name, c.text)
			for selector, words := range c.has {
				page.has(selector, words)
			}
			for selector, n := range c.count {
				page.count(selector, n)
			}
		})
	}
	a, _ := k.body("<Mermaid chart=\"graph LR; a --> b\" />\n")
	b, _ := k.body("```mermaid\ngraph LR; a --> b\n```\n")
	if a != b {
		t.Errorf("Mermaid writes\n%s\na fence writes\n%s", a, b)
	}
}
