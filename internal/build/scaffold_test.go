package build

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/scaffold"
	"github.com/candor-site/candor/internal/topic"
)

// TestScaffold builds what candor init writes: one control verified, one
// stale, one contradicted under an exception, without and with the library.
func TestScaffold(t *testing.T) {
	for name, write := range map[string]func(string, time.Time) ([]string, error){"bare": scaffold.Bare, "with the library": scaffold.Site} {
		t.Run(name, func(t *testing.T) {
			_, v := openScaffold(t, write)
			judgeScaffold(t, v)
		})
	}
}

// openScaffold builds what a function of scaffold writes; nothing but the
// stale scan may be found.
func openScaffold(t *testing.T, write func(string, time.Time) ([]string, error)) (*Project, *disclose.View) {
	t.Helper()
	now := time.Date(2026, 11, 21, 12, 30, 0, 0, time.UTC)
	dir := t.TempDir()
	if _, err := write(dir, now); err != nil {
		t.Fatal(err)
	}
	p, err := Open(context.Background(), Options{Dir: dir, AsOf: now, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	v, list := p.View("public")
	_, found, err := p.Render(context.Background(), v)
	if err != nil {
		t.Fatal(err)
	}
	list = append(append(p.Diagnostics, list...), found...)
	if len(list) != 1 || list[0].Code != diag.StateStale {
		t.Errorf("diagnostics are %v, want the one that warns of the stale scan", list)
	}
	return p, v
}

// judgeScaffold checks the three controls that every new site has.
func judgeScaffold(t *testing.T, v *disclose.View) {
	t.Helper()
	for id, want := range map[string][2]string{
		"log-retention":    {"satisfied", "pass"},
		"image-scan":       {"undetermined", "stale"},
		"backup-retention": {"not-satisfied", "excepted"},
	} {
		c := v.Control(id)
		if c.State != want[0] || c.Reason != want[1] {
			t.Errorf("%s is %s (%s): %s; want %s (%s)", id, c.State, c.Reason, c.Detail, want[0], want[1])
		}
	}
}

// TestScaffoldLibrary holds the library that candor init writes to what a
// library is for: each topic has an answer, no text says yes or no by itself,
// no number stands outside of a control, and all that it rests on is marked as
// a sample.
func TestScaffoldLibrary(t *testing.T) {
	p, v := openScaffold(t, scaffold.Site)
	answered := map[string]int{}
	for _, a := range v.Answers {
		answered[a.Topic]++
	}
	for _, x := range topic.Builtin() {
		if answered[x.ID] == 0 {
			t.Errorf("no answer is about the topic %s", x.ID)
		}
	}
	if len(v.Answers) < 50 {
		t.Errorf("there are %d answers, want at least 50", len(v.Answers))
	}
	reads, number, decided := regexp.MustCompile(`\{\{[^}]*\}\}`), regexp.MustCompile(`[0-9]`), regexp.MustCompile(`(?i)^(yes|no)\b[^a-z]*`)
	for _, a := range p.Site.Catalog.Answers {
		for _, text := range a.Templates() {
			if words := reads.ReplaceAllString(text.Value, ""); number.MatchString(words) {
				t.Errorf("answer %s holds a number of its own: %s", a.ID, words)
			}
			if at := decided.FindString(text.Value); strings.ContainsAny(at, ".,;:") {
				t.Errorf("answer %s says yes or no by itself: %s", a.ID, text.Value)
			}
		}
		if len(a.Controls) == 0 {
			t.Errorf("answer %s rests on nothing", a.ID)
		}
	}
	tools := map[string]bool{"aws-log-groups": true, "aws-rds": true, "trivy-api": true}
	for _, e := range v.Evidence {
		if !tools[e.ID] && !strings.HasPrefix(e.Title, "Sample ") {
			t.Errorf("evidence %s does not say that it is a sample: %q", e.ID, e.Title)
		}
	}
}
