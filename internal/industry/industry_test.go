package industry

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestControls(t *testing.T) {
	all := Controls()
	if len(all) != Find(MVSP).Questions {
		t.Fatalf("%d controls, want %d", len(all), Find(MVSP).Questions)
	}
	seen := map[string]bool{}
	for _, c := range all {
		if seen[c.ID] || c.Title == "" || c.Section == "" || c.Text() == "" {
			t.Errorf("control %q stands twice, or lacks a title, a section or a text", c.ID)
		}
		seen[c.ID] = true
		if why := Fault(MVSP, c.ID); why != "" {
			t.Error(why)
		}
	}
	if all[8].ID != "2.1" || !all[8].Own || all[8].Text() == all[0].Text() || !strings.Contains(all[8].Text(), "single sign-on") {
		t.Errorf("2.1 says %q", all[8].Text())
	}
}

// TestControlsAreThoseOfTheCatalog holds what is shipped against the catalog of
// its publisher, word by word; 2.1 is wrong there.
func TestControlsAreThoseOfTheCatalog(t *testing.T) {
	raw, err := os.ReadFile("../../../shared/corpus/questionnaires/mvsp/mvsp_v3.0-20231109-catalog.json")
	if err != nil {
		t.Skip("there is no copy of the catalog beside the repository")
	}
	var file struct {
		Catalog struct {
			Groups []struct {
				Title    string
				Controls []struct {
					ID, Title string
					Parts     []struct{ Name, Prose string }
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	words := func(text string) []string {
		return regexp.MustCompile(`[\pL\pN]+`).FindAllString(strings.ToLower(text), -1)
	}
	n := 0
	for _, g := range file.Catalog.Groups {
		for _, c := range g.Controls {
			ours := Controls()[n]
			n++
			if "ctl_"+ours.ID+"-mvsp" != c.ID || ours.Title != c.Title || ours.Section != g.Title {
				t.Errorf("%s %q in %q, want %s %q in %q", ours.ID, ours.Title, ours.Section, c.ID, c.Title, g.Title)
			}
			if !ours.Own && !slices.Equal(words(ours.Text()), words(c.Parts[0].Prose)) {
				t.Errorf("%s says %q, want %q", ours.ID, ours.Text(), c.Parts[0].Prose)
			}
		}
	}
	if n != len(Controls()) {
		t.Errorf("the catalog has %d controls, want %d", n, len(Controls()))
	}
}

func TestFault(t *testing.T) {
	for _, good := range [][2]string{
		{"mvsp-3.0", "4.4"}, {"caiq-4.0", "CEK-03.1"}, {"caiq-4.1", "A&A-01.2"}, {"hecvat-4.14", "DATA-07"}, {"cyfun-2025", "GV.OC-01.1"},
		{"sig-2026", "A.1"}, {"acme-2026", "whatever"},
	} {
		if why := Fault(good[0], good[1]); why != "" {
			t.Error(why)
		}
	}
	for _, bad := range [][2]string{
		{"mvsp-3.0", "5.1"}, {"mvsp-3.0", "1.10"}, {"mvsp-3.0", ""}, {"caiq-4.0", "CEK-03"}, {"hecvat-4.14", "data-07"}, {"cyfun-2025", "GV.OC"},
	} {
		if Fault(bad[0], bad[1]) == "" {
			t.Errorf("%s has a question %q", bad[0], bad[1])
		}
	}
}

func TestQuestionnairesAreNamedWithTheirVersion(t *testing.T) {
	for _, q := range Questionnaires() {
		if !regexp.MustCompile(`^[a-z]+-[0-9]+(\.[0-9]+)?$`).MatchString(q.ID) || q.Title == "" || q.Publisher == "" {
			t.Errorf("%+v", q)
		}
	}
	if got := Find("acme-2026"); got.Title != "acme-2026" || got.Questions != 0 {
		t.Errorf("an unknown questionnaire is %+v", got)
	}
}
