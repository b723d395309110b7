package corpus

import (
	"fmt"
	"time"
)

// Candor writes a corpus as a site of Candor into a folder.
func Candor(dir string, size Size) error {
	w := newWriter(dir, size)
	w.put("candor.yaml", []byte(`site:
  title: A trust center
  organization: A company
  base_url: https://trust.example.com/
last_modified: front-matter
freshness: {snapshot: P7D}
`))
	w.put("content/index.md", []byte("---\ntitle: A trust center\n---\n\nWelcome.\n"))
	for i := range size.Pages {
		w.put("content/"+pageName(i), w.page(i))
	}
	for c := range size.Controls() {
		w.put(fmt.Sprintf("controls/c%d/%s.yaml", c/perSection, controlID(c)), w.control(c))
		for e := range size.Evidence {
			w.piece(fmt.Sprintf("evidence/e%d/%s.json", c/perSection, evidenceID(c, e)), evidenceID(c, e), 2_000+w.rand.IntN(18_000))
		}
	}
	for r := range size.Reports {
		w.piece(fmt.Sprintf("evidence/reports/report-%d.json", r), fmt.Sprintf("report-%d", r), 5_000_000)
	}
	return w.err
}

// control is a file with one control.
func (w *writer) control(c int) []byte {
	text := fmt.Sprintf("controls:\n  - id: %s\n    title: Logs of %s %s are kept\n    kind: retention\n    statement: %s Logs are kept for {{ .retention }}.\n"+
		"    parameters: {data: %s logs, retention: P90D, comparator: at-least}\n", controlID(c), w.word(), controlID(c), w.sentence(), w.word())
	if w.size.Evidence == 0 {
		return []byte(text)
	}
	text += "    evidence:\n"
	for e := range w.size.Evidence {
		text += fmt.Sprintf("      - {id: %s, shows: the retention of each group}\n", evidenceID(c, e))
	}
	return []byte(text + fmt.Sprintf("    assert: ev[%q].logGroups.all(g, g.retentionInDays >= days(p.retention))\n", evidenceID(c, 0)))
}

// piece is a file of evidence with the envelope beside it.
func (w *writer) piece(file, id string, size int) {
	data := w.groups(size)
	w.put(file, data)
	w.put(file+".evidence.json", fmt.Appendf(nil, `{
  "_type": "https://in-toto.io/Statement/v1",
  "subject": [{"name": "%s.json", "digest": {"sha256": "%s"}}],
  "predicateType": "https://candor-site.dev/evidence/v1",
  "predicate": {"id": "%s", "kind": "automated", "command": {"argv": ["aws"], "exit_code": 0}, "collected_at": "%s"}
}
`, id, digest(data), id, w.collected().Format(time.RFC3339)))
}
