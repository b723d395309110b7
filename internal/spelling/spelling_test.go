package spelling_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/spelling"
	"github.com/candor-site/candor/internal/trust"
)

// found returns what is reported of pages with these texts.
func found(spellings []site.Spelling, texts ...string) []string {
	table := spelling.NewTable(spellings)
	var docs []*markup.Document
	var pages []*spelling.Page
	for _, text := range texts {
		doc, _ := markup.Parse(source.NewFile("content/a.md", []byte(text)), 0, markup.Options{})
		docs, pages = append(docs, doc), append(pages, table.Page(doc.Prose()))
	}
	var out []string
	for _, d := range table.Judge(pages, 2, func(page int) []prose.Sentence { return docs[page].Prose() }) {
		out = append(out, d.Message)
		if got := d.Span.Text(); !strings.HasPrefix(d.Message, `"`+got) && !strings.EqualFold(got[:3], d.Message[1:4]) {
			out = append(out, "stands at "+got)
		}
	}
	return out
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  []string
	}{
		{[]string{"IOpipe is here. IOpipe is there.", "IOPipe is elsewhere."}, []string{`"IOPipe" is written "IOpipe" 2 times elsewhere`}},
		{[]string{"Our SaaS and the Saas team."}, []string{`"Saas" is written "SaaS" once elsewhere`}},
		{[]string{"Datadog here, Datadog there, DataDog not, `datadog` and datadog-agent neither."}, []string{`"DataDog" is written "Datadog" 2 times elsewhere`}},
		{[]string{"Worker nodes and a worker node; one workernode."}, []string{`"workernode" is written "worker node" 2 times elsewhere`}},
		{[]string{"We log in. The login is here. We set up the setup every day, an everyday thing."}, nil},
		{[]string{"SOC2 and SOC2, and SOC 2."}, []string{`"SOC 2" is written "SOC2" 2 times elsewhere`}},
		{[]string{"AES-256 and AES 256."}, []string{`"AES 256" is written "AES-256" once elsewhere`}},
		{[]string{"PCI DSS 4.0.1 and PCI DSS 4.0."}, nil},
		{[]string{"|a|b|\n|-|-|\n|Source Code|x|\n|Source Code|y|\n|Source code|z|\n"}, []string{`"Source code" is written "Source Code" 2 times elsewhere`}},
		{[]string{"The Source is open. A source is closed."}, nil},
		{[]string{"Their IDs and ids; the US and us."}, nil},
		{[]string{"linkTitle is a link title, and ApiKey an api key."}, nil},
		{[]string{"See github.com, a/GitHub and GitHub."}, nil},
		{[]string{"MongoDB Atlas runs. AtlasDB runs. Mongo Atlas DB runs. Mongo Atlas runs."}, []string{
			`"Mongo Atlas DB" is written "MongoDB Atlas" once elsewhere`, `"Mongo Atlas" is written "MongoDB Atlas" once elsewhere`, `"AtlasDB" is written "MongoDB Atlas" once elsewhere`,
		}},
		{[]string{"AtlasDB runs."}, nil},
	} {
		if got := found(nil, c.texts...); !slices.Equal(got, c.want) {
			t.Errorf("%q\n got %q\nwant %q", c.texts, got, c.want)
		}
	}
}

// TestOwn reports the spellings that the site lists, even without the right one.
func TestOwn(t *testing.T) {
	own := []site.Spelling{{Name: "Larkspur Fleet", Others: []string{"LS Fleet"}}}
	if got := found(own, "LS Fleet runs."); !slices.Equal(got, []string{`"LS Fleet" is one of several spellings of Larkspur Fleet`}) {
		t.Errorf("%q", got)
	}
	if got := found(own, "LS Fleet runs, and Larkspur Fleet."); !slices.Equal(got, []string{`"LS Fleet" is written "Larkspur Fleet" once elsewhere`}) {
		t.Errorf("%q", got)
	}
}

func TestIDs(t *testing.T) {
	catalog := &trust.Catalog{}
	for i, tool := range []string{"kube-bench", "kube-bench", "kubebench", "trivy", "Kube-Bench tool"} {
		catalog.Controls = append(catalog.Controls, &trust.Control{ID: string(rune('a' + i)), Parameters: []trust.Parameter{
			{Name: "tool", Value: parameter.Value{Type: parameter.ID, Raw: tool}},
		}})
	}
	list := spelling.IDs(catalog)
	if len(list) != 1 || list[0].Message != `"kubebench" is written "kube-bench" 2 times elsewhere` {
		t.Errorf("%v", list)
	}
}
