package build

import (
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// The kinds that every site has are named in every language of the theme; in
// English as the program names them. A kind that a site adds keeps its name.
func TestNameKinds(t *testing.T) {
	th, _, err := theme.Load(nil, source.Text{})
	if err != nil {
		t.Fatal(err)
	}
	for lang, title := range map[string]string{"en": "Backup", "de": "Sicherungen", "es": "Copias de seguridad"} {
		cfg := &site.Config{Kinds: append(site.Kinds(), site.Kind{ID: "backup-own", Title: "Own"})}
		cfg = nameKinds(cfg, th.In(lang).Words())
		i := slices.IndexFunc(cfg.Kinds, func(k site.Kind) bool { return k.ID == "backup" })
		if cfg.Kinds[i].Title != title || cfg.Kinds[len(cfg.Kinds)-1].Title != "Own" {
			t.Errorf("%s: backup is %q, its own kind %q", lang, cfg.Kinds[i].Title, cfg.Kinds[len(cfg.Kinds)-1].Title)
		}
		for j, k := range site.Kinds() {
			if lang == "en" && cfg.Kinds[j] != k {
				t.Errorf("English names %+v as %+v", k, cfg.Kinds[j])
			}
			if lang != "en" && cfg.Kinds[j].Doc == k.Doc {
				t.Errorf("%s has no words for %s", lang, k.ID)
			}
		}
	}
}
