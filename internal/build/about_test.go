package build

import (
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/explain"
)

// TestAbout explains everything of a site that was opened to explain it alone.
func TestAbout(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "candor.yaml", "site: {title: T, organization: O, base_url: https://trust.example.com/}\nfreshness: {snapshot: P7D}\nlast_modified: front-matter\naudiences: {content/: public, evidence/: internal}\n")
	put(t, dir, "content/index.md", "---\ntitle: T\n---\n\n{control.logs.days} days.\n")
	put(t, dir, "controls/logs.yaml", `controls:
  - id: logs
    title: Logs are kept
    kind: retention
    statement: Logs are kept.
    parameters: {retention: P90D, days: 90, comparator: at-least, data: logs}
    evidence: [groups, shared]
    assert: ev.groups.days.all(d, d >= p.days) && facts.shared.verdict == "none"
  - id: backups
    title: Backups are made
    kind: retention
    statement: Backups are made.
    parameters: {retention: P90D, comparator: at-least, data: backups}
    evidence: [shared, {id: gone, schedule: daily}]
    assert: ev.shared.x == 1
    relates: [{id: logs, how: constrains}]
  - id: shared
    title: Goes by the name of evidence
    kind: retention
    statement: It does.
    parameters: {retention: P90D, comparator: at-least, data: names}
    evidence: [idler]
    assert: ev.idler.x == 2
`)
	for name, text := range map[string]string{"groups": `{"days": [90, 100]}`, "shared": `{"x": 1}`, "idler": `{"x": 1}`, "idle": `{}`} {
		put(t, dir, "evidence/"+name+".json", text)
		envelope(t, filepath.Join(dir, "evidence", name+".json"), name, "2026-11-19T12:00:00Z")
	}
	opt := Options{Dir: dir, AsOf: asOf, Workers: 2}
	whole, err := Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	who := whole.Config.Ladder[len(whole.Config.Ladder)-1]
	var unknown []string
	for _, id := range []string{"logs", "backups", "groups", "shared", "gone", "idler", "idle", "nothing"} {
		opt.About = id
		p, err := Open(context.Background(), opt)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(p.Names(), id) {
			if _, known := explain.Of(whole.ViewOf(who, id), id); known || len(p.Assessment.Findings) > 0 {
				t.Errorf("%s: known %v, %d findings", id, known, len(p.Assessment.Findings))
			}
			unknown = append(unknown, id)
			continue
		}
		want, known := explain.Of(whole.ViewOf(who, id), id)
		got, ok := explain.Of(p.ViewOf(who, id), id)
		if ok != known || known && (got.Text() != want.Text() || !reflect.DeepEqual(got.JSON(), want.JSON())) {
			t.Errorf("%s: got %v, want %v", id, got, want)
		}
		for i, e := range whole.Site.Evidence {
			if e.ID == id && !reflect.DeepEqual(p.Use(p.Site.Evidence[i]), whole.Use(e)) {
				t.Errorf("%s serves %v, want %v", id, p.Use(p.Site.Evidence[i]), whole.Use(e))
			}
		}
	}
	if !slices.Equal(unknown, []string{"gone", "nothing"}) {
		t.Errorf("nothing is known of %v", unknown)
	}
}
