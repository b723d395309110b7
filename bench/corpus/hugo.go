package corpus

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// hugoSite is a theme of like content: contents, navigation, tables of
// parameters, states by age. Its twins.yaml, laid over hugo.yaml, has the files
// made that Candor makes beside pages.
//
//go:embed all:hugo
var hugoSite embed.FS

// Hugo writes the same corpus as a site of Hugo into a folder: the same pages;
// controls and evidence as data files, each made a page by a content adapter.
func Hugo(dir string, size Size) error {
	w := newWriter(dir, size)
	err := fs.WalkDir(hugoSite, "hugo", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := hugoSite.ReadFile(name)
		w.put(strings.TrimPrefix(name, "hugo/"), data)
		return err
	})
	if err != nil {
		return err
	}
	for i := range size.Pages {
		w.put("content/"+pageName(i), w.page(i))
	}
	for c := range size.Controls() {
		w.put(fmt.Sprintf("data/controls/%s.yaml", controlID(c)), w.hugoControl(c))
		for e := range size.Evidence {
			id := evidenceID(c, e)
			data := w.groups(2_000 + w.rand.IntN(18_000))
			w.put("data/evidence/"+id+".json", fmt.Appendf(nil, `{"id": "%s", "sha256": "%s", "collected_at": "%s", "body": %s}`, id, digest(data), w.collected().Format(time.RFC3339), data))
		}
	}
	return w.err
}

// hugoControl is a control as data.
func (w *writer) hugoControl(c int) []byte {
	text := fmt.Sprintf("id: %s\ntitle: Logs of %s %s are kept\nkind: retention\nstatement: %s Logs are kept for 90 days.\nparameters: {data: %s logs, retention: 90, comparator: at-least}\nevidence:\n",
		controlID(c), w.word(), controlID(c), w.sentence(), w.word())
	for e := range w.size.Evidence {
		text += "  - " + evidenceID(c, e) + "\n"
	}
	return []byte(text)
}
