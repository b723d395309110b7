package theme

import (
	"strings"
	"testing"
)

// In speaks a language, and a template says messages in it: values that are
// markup stay, others are escaped by their place.
func TestMessagesInTemplates(t *testing.T) {
	tree := siteTree(t, map[string]string{
		"i18n/en/own.yaml":   "greeting: \"Hello {{.Name}}\"\npages: {one: \"{{.Count}} page\", other: \"{{.Count}} pages\"}\nsee: \"see the [register] of {{.Name}}\"\nplain: a < b\nwhen: \"since {{.When}}\"\n",
		"i18n/de/own.yaml":   "greeting: \"Hallo {{.Name}}\"\npages: {one: \"{{.Count}} Seite\", other: \"{{.Count}} Seiten\"}\nsee: \"siehe das [Register] von {{.Name}}\"\n",
		"i18n/fr/own.yaml":   "greeting: \"Bonjour {{.Name}}\"\n",
		"i18n/fr/label.yaml": "state.satisfied: Satisfait\n",
		"layouts/own.html": `{{t "own.greeting" "Name" .Name}}|<i title="{{t "own.greeting" "Name" .Name}}"></i>|{{t "own.greeting" "Name" (strong .Name)}}|{{t "own.pages" "Count" .N}}|` +
			`{{tlink "own.see" .URL "Name" .Name}}|{{t "own.plain"}}|{{t "own.when" "When" (timetag .At)}}|{{statelabel "satisfied"}}|{{date .At}}|{{language}} {{direction}}|{{bytes 1500}}`,
	})
	th, list := load(t, tree, "")
	if len(list) > 0 {
		t.Fatal(list)
	}
	data := map[string]any{"Name": "<b>", "N": 3, "URL": "/x/?a&b", "At": at("2026-11-20T12:00:00Z")}
	for lang, want := range map[string]string{
		"en": `Hello &lt;b&gt;|<i title="Hello &lt;b&gt;"></i>|Hello <strong>&lt;b&gt;</strong>|3 pages|see the <a href="/x/?a&amp;b">register</a> of &lt;b&gt;|a &lt; b|since <time datetime="2026-11-20T12:00:00Z">20 November 2026</time>|Satisfied|20 November 2026|en ltr|1.5 kB`,
		"de": `Hallo &lt;b&gt;|<i title="Hallo &lt;b&gt;"></i>|Hallo <strong>&lt;b&gt;</strong>|3 Seiten|siehe das <a href="/x/?a&amp;b">Register</a> von &lt;b&gt;|a &lt; b|since <time datetime="2026-11-20T12:00:00Z">20. November 2026</time>|Erfüllt|20. November 2026|de ltr|1,5 kB`,
		"fr": `Bonjour &lt;b&gt;|<i title="Bonjour &lt;b&gt;"></i>|Bonjour <strong>&lt;b&gt;</strong>|3 pages|see the <a href="/x/?a&amp;b">register</a> of &lt;b&gt;|a &lt; b|since <time datetime="2026-11-20T12:00:00Z">20 November 2026</time>|Satisfait|20 November 2026|fr ltr|1.5 kB`,
	} {
		var b strings.Builder
		if err := th.In(lang).Execute(&b, "own", data, nil, nil); err != nil || b.String() != want {
			t.Errorf("%s: %v\n got %s\nwant %s", lang, err, b.String(), want)
		}
	}
	if one, two := th.In("de"), th.In("de"); one != two || th.In("") != th {
		t.Error("a language is parsed twice")
	}
	data["URL"] = "javascript:alert(1)"
	var b strings.Builder
	if err := th.Execute(&b, "own", data, nil, nil); err != nil || strings.Contains(b.String(), "javascript") {
		t.Errorf("%v, %s", err, b.String())
	}
}

func TestMistakesInUsesOfMessages(t *testing.T) {
	for _, tt := range []struct{ text, at, message, hint string }{
		{"x\n<p>{{t \"label.state.satisfid\"}}", "layouts/own.html:2:8", `there is no message "label.state.satisfid"`, `did you mean "label.state.satisfied"?`},
		{`{{t "own.nowhere"}}`, "layouts/own.html:1:5", `there is no message "own.nowhere"`, "add nowhere to i18n/en/own.yaml"},
		{`{{if .A}}{{with .B}}{{t "own.greeting"}}{{end}}{{end}}`, "layouts/own.html:1:25", `the message "own.greeting" needs a value Name`, ""},
		{`{{t "own.greeting" "Nmae" 1}}`, "layouts/own.html:1:5", `the message "own.greeting" needs a value Name`, ""},
		{`{{t "own.plain" "Name" 1}}`, "layouts/own.html:1:5", `the message "own.plain" takes no value Name`, ""},
		{`{{range .A}}{{else}}{{t "own.pages"}}{{end}}`, "layouts/own.html:1:25", `the message "own.pages" needs a value Count`, ""},
		{`{{template "time" (t "own.greeting")}}`, "layouts/own.html:1:22", `the message "own.greeting" needs a value Name`, ""},
		{`{{t "own.see"}}`, "layouts/own.html:1:5", `the message "own.see" has a link`, "write it with tlink"},
		{`{{tlink "own.plain" "/"}}`, "layouts/own.html:1:9", `the message "own.plain" has no link`, "write it with t"},
		{`{{t .Key}}`, "layouts/own.html:1:3", "a message is named by a computed key", "write the key as text in quotes"},
	} {
		_, list := load(t, siteTree(t, map[string]string{
			"i18n/en/own.yaml": "greeting: \"Hello {{.Name}}\"\npages: {one: \"{{.Count}} page\", other: \"{{.Count}} pages\"}\nsee: see the [register]\nplain: a\n",
			"layouts/own.html": tt.text,
		}), "")
		if len(list) == 0 {
			t.Errorf("%s: no error", tt.text)
			continue
		}
		d := list[0]
		if d.Span.Position().String() != tt.at || d.Message != tt.message || tt.hint != "" && d.Hint != tt.hint {
			t.Errorf("%s: got %s: %s (%s)", tt.text, d.Span.Position(), d.Message, d.Hint)
		}
	}
}

func TestValuesThatCannotBeSaid(t *testing.T) {
	tree := siteTree(t, map[string]string{
		"i18n/en/own.yaml": "greeting: \"Hello {{.Name}}\"",
		"layouts/own.html": `{{t "own.greeting" "Name" .Name}}`,
	})
	th, _ := load(t, tree, "")
	for _, bad := range []any{at("2026-11-20T12:00:00Z"), []string{"a"}, nil} {
		if err := th.Execute(new(strings.Builder), "own", map[string]any{"Name": bad}, nil, nil); err == nil || !strings.Contains(err.Error(), "own.greeting") {
			t.Errorf("%v: got %v", bad, err)
		}
	}
}
