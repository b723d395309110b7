package match_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/questionnaire"
)

// others reads the questions of the corpus by questionnaire and id.
func others(t *testing.T) map[string]row {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus of questionnaires is not there")
	}
	out := map[string]row{}
	workbook(t, out, "hecvat-4.14", "hecvat-4.14/HECVAT414.xlsx", regexp.MustCompile(`^()(.*?)\*?$`))
	workbook(t, out, "cyfun-2025-essential", "cyfun-2025/CyFun2025_Self-Assessment_tool_ESSENTIAL_v3.1.xlsx", regexp.MustCompile(`(?s)^([A-Z]{2}\.[A-Z]{2}-\d\d\.\d+): (.*)$`))
	for _, name := range []string{"infrastructure", "physical_and_datacenter", "security_privacy_programs", "webapp"} {
		vsaq(t, out, name)
	}
	answers(t, out)
	mvsp(t, out)
	return out
}

// workbook reads a workbook; the expression cuts an id off a question.
func workbook(t *testing.T, out map[string]row, source, file string, cut *regexp.Regexp) {
	t.Helper()
	data, err := os.ReadFile(corpus + file)
	if err != nil {
		t.Fatal(err)
	}
	q, err := questionnaire.Open(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range q.Sheets {
		if strings.HasSuffix(s.Name, "Evaluation") {
			continue
		}
		for _, r := range s.Rows {
			m := cut.FindStringSubmatch(strings.TrimSpace(r.Question))
			if m == nil {
				continue
			}
			id := r.ID
			if m[1] != "" {
				id = m[1]
			}
			if _, twice := out[source+" "+id]; !twice {
				out[source+" "+id] = row{Question: m[2], Section: r.Section, Previous: r.Previous}
			}
		}
	}
}

var (
	remark  = regexp.MustCompile(`(?m)^\s*//.*$`)
	joined  = regexp.MustCompile(`"\s*\+\s*"`)
	element = regexp.MustCompile(`<[^>]+>`)
	spaces  = regexp.MustCompile(`\s+`)
)

// item is a node of a questionnaire of VSAQ.
type item struct {
	Type, Text, ID string
	Items          []item
}

// vsaq reads a questionnaire of VSAQ: JSON with comments and joined strings.
func vsaq(t *testing.T, out map[string]row, name string) {
	t.Helper()
	data, err := os.ReadFile(corpus + "google-vsaq/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Questionnaire []item }
	if err := json.Unmarshal(joined.ReplaceAll(remark.ReplaceAll(data, nil), nil), &file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	previous := ""
	var walk func(items []item, section string)
	walk = func(items []item, section string) {
		for _, n := range items {
			text := strings.TrimSpace(spaces.ReplaceAllString(element.ReplaceAllString(n.Text, " "), " "))
			switch n.Type {
			case "block":
				if text == "" {
					text = section
				}
				walk(n.Items, text)
				continue
			case "info", "tip", "spacer":
				continue
			}
			if text != "" {
				out["vsaq/"+name+" "+n.ID] = row{Question: text, Section: section, Previous: previous}
				previous = text
			}
			walk(n.Items, section)
		}
	}
	walk(file.Questionnaire, "")
}

// answers reads the questions of plainanswer, numbered in the order of each file.
func answers(t *testing.T, out map[string]row) {
	t.Helper()
	files, err := filepath.Glob(corpus + "plainanswer/answers/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("plainanswer has no answers")
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		n, base := 0, filepath.Base(name)
		for s := bufio.NewScanner(f); s.Scan(); {
			if text, ok := strings.CutPrefix(s.Text(), "### "); ok {
				n++
				out[fmt.Sprintf("plainanswer %s.%d", base[:2], n)] = row{Question: text, Section: strings.TrimSuffix(base[3:], ".md")}
			}
		}
		f.Close()
	}
}

// part is a part of a control of an OSCAL catalog.
type part struct {
	Prose string
	Parts []part
}

// mvsp reads the controls of MVSP.
func mvsp(t *testing.T, out map[string]row) {
	t.Helper()
	data, err := os.ReadFile(corpus + "mvsp/mvsp_v3.0-20231109-catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Catalog struct {
			Groups []struct {
				Title    string
				Controls []struct {
					ID, Title string
					Parts     []part
				}
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	for _, g := range file.Catalog.Groups {
		for _, c := range g.Controls {
			text := c.Title + ":"
			for _, p := range c.Parts {
				text += " " + p.Prose
				for _, q := range p.Parts {
					text += " " + q.Prose
				}
			}
			if text = spaces.ReplaceAllString(text, " "); len(text) > 300 {
				text = text[:300]
			}
			out["mvsp-3.0 "+c.ID] = row{Question: text, Section: g.Title}
		}
	}
}
