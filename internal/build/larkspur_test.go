package build

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/site"
)

// repository is the portal of this repository.
const repository = "../.."

// TestLarkspur checks that the portal of this repository is what the README
// says: no mistakes, all kinds, states that vary.
func TestLarkspur(t *testing.T) {
	for _, audience := range []string{"public", "nda", "internal"} {
		build(t, repository, audience, 4).clean(t)
	}
	m := build(t, repository, "public", 4)
	if n := len(m.view.Controls); n < 40 {
		t.Errorf("%d controls, want at least 40", n)
	}
	kinds := map[string]bool{}
	for _, c := range m.view.Controls {
		kinds[c.Kind] = true
	}
	for _, k := range site.Kinds() {
		if !kinds[k.ID] {
			t.Errorf("no control of the kind %s", k.ID)
		}
	}
	seen := map[string]int{}
	for _, c := range m.view.Controls {
		seen[c.State]++
		seen[c.Reason]++
		for _, o := range c.Evidence {
			seen[o.Freshness]++
		}
	}
	for _, want := range []string{"satisfied", "not-satisfied", "undetermined", "planned", "not-applicable", "excepted", "stale", "fresh", "due"} {
		if seen[want] == 0 {
			t.Errorf("nothing in the portal is %s", want)
		}
	}
	formats := map[string]bool{}
	for _, e := range m.project.Site.Evidence {
		formats[e.Format] = true
	}
	for _, want := range []string{"trivy", "kube-bench", "sonobuoy", "sonarqube", "fossa", "vuls", "nessus", "github-releases",
		"aws-cli-rds", "aws-cli-s3-encryption", "aws-cli-kms-rotation", "aws-cli-log-groups", "testssl", "junit", "upptime"} {
		if !formats[want] {
			t.Errorf("no evidence of the format %s", want)
		}
	}
}

// controlTwin is what api/v1/controls.json says of a control.
type controlTwin struct {
	ID         string  `json:"id"`
	Title      string  `json:"title"`
	State      string  `json:"state"`
	Reason     string  `json:"reason"`
	Grade      string  `json:"grade"`
	FreshUntil *string `json:"fresh_until"`
	Evidence   []struct {
		ID          string  `json:"id"`
		CollectedAt *string `json:"collected_at"`
		Freshness   string  `json:"freshness"`
	} `json:"evidence"`
}

// TestPageAndTwinAgree compares the HTML page of every control with what the
// JSON says of it.
func TestPageAndTwinAgree(t *testing.T) {
	m := build(t, repository, "public", 4)
	var api struct {
		Schema   string        `json:"schema"`
		AsOf     time.Time     `json:"as_of"`
		Controls []controlTwin `json:"controls"`
	}
	if err := json.Unmarshal(m.file(t, "api/v1/controls.json"), &api); err != nil {
		t.Fatal(err)
	}
	if !api.AsOf.Equal(asOf) || len(api.Controls) != len(m.view.Controls) {
		t.Fatalf("as of %s with %d controls, want %s with %d", api.AsOf, len(api.Controls), asOf, len(m.view.Controls))
	}
	for _, c := range api.Controls {
		page, err := html.Parse(strings.NewReader(string(m.file(t, "controls/"+c.ID+"/index.html"))))
		if err != nil {
			t.Fatal(err)
		}
		head := cascadia.MustCompile("main [data-state]").MatchFirst(page)
		if head == nil {
			t.Errorf("%s: the page shows no state", c.ID)
			continue
		}
		until := ""
		if c.FreshUntil != nil {
			until = *c.FreshUntil
		}
		verdict := cascadia.MustCompile("main section.verdict").MatchFirst(page)
		for _, said := range []struct{ what, page, json string }{
			{"state", attribute(head, "data-state"), c.State},
			{"fresh until", attribute(head, "data-fresh-until"), until},
			{"reason", attribute(verdict, "data-reason"), c.Reason},
			{"grade", attribute(verdict, "data-grade"), c.Grade},
		} {
			if said.page != said.json {
				t.Errorf("%s: %s is %q on the page and %q in the JSON", c.ID, said.what, said.page, said.json)
			}
		}
		if h1 := cascadia.MustCompile("main h1").MatchFirst(page); h1 == nil || !strings.Contains(worded(h1), c.Title) {
			t.Errorf("%s: the page does not bear the title %q", c.ID, c.Title)
		}
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// worded returns the text below a node.
func worded(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(worded(c))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
