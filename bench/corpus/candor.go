package corpus

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
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
		var needs []string
		for e := range size.Evidence {
			needs = append(needs, evidenceID(c, e))
		}
		w.put(fmt.Sprintf("controls/c%d/%s.yaml", c/perSection, controlID(c)), w.control(controlID(c), needs...))
		for e, id := range needs {
			w.piece(pieceName(c, e), id, 2_000+w.rand.IntN(18_000))
		}
	}
	for r := range size.Reports {
		id := fmt.Sprintf("report-%d", r)
		w.put("controls/reports/"+id+".yaml", w.control("of-"+id, id))
		w.piece("evidence/reports/"+id+".json", id, 5_000_000)
	}
	return w.err
}

// Edited returns a page of a corpus after an edit, which differs for each n,
// and its name below the site's folder.
func Edited(dir string, size Size, n int) (name string, data []byte, err error) {
	name = "content/" + pageName(n*7919%size.Pages)
	data, err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	return name, fmt.Appendf(data, "\nThis sentence came with edit %d.\n", n), err
}

// Collect collects the first n pieces of evidence of a corpus again, one of each
// control in turn: their content differs afterwards, and for each time.
func Collect(dir string, size Size, n int, time uint64) error {
	w := newWriter(dir, size)
	w.rand = rand.New(rand.NewPCG(20261121+time, uint64(size.Pages)))
	for i := range n {
		c, e := i%size.Controls(), i/size.Controls()
		w.piece(pieceName(c, e), evidenceID(c, e), 2_000+w.rand.IntN(18_000))
	}
	return w.err
}

// pieceName returns where a piece of evidence stands below the site's folder.
func pieceName(control, i int) string {
	return fmt.Sprintf("evidence/e%d/%s.json", control/perSection, evidenceID(control, i))
}

// control is a file with one control, which needs some pieces of evidence and
// asserts something of the first.
func (w *writer) control(id string, needs ...string) []byte {
	text := fmt.Sprintf("controls:\n  - id: %s\n    title: Logs of %s %s are kept\n    kind: retention\n    statement: %s Logs are kept for {{ .retention }}.\n"+
		"    parameters: {data: %s logs, retention: P90D, comparator: at-least}\n", id, w.word(), id, w.sentence(), w.word())
	if len(needs) == 0 {
		return []byte(text)
	}
	text += "    evidence:\n"
	for _, need := range needs {
		text += fmt.Sprintf("      - {id: %s, shows: the retention of each group}\n", need)
	}
	return []byte(text + fmt.Sprintf("    assert: ev[%q].logGroups.all(g, g.retentionInDays >= days(p.retention))\n", needs[0]))
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
