package allow

import (
	"slices"
	"testing"
)

func TestSourceSet(t *testing.T) {
	for srcset, want := range map[string][]Picture{
		"":                         nil,
		" , ":                      nil,
		"a.png":                    {{"a.png", ""}},
		"a.png, b.png 2x":          {{"a.png", ""}, {"b.png", "2x"}},
		"a.png 100w,b.png 200w":    {{"a.png", "100w"}, {"b.png", "200w"}},
		" e,f.png 2x , g.png,":     {{"e,f.png", "2x"}, {"g.png", ""}},
		"data:image/png;base64,AA": {{"data:image/png;base64,AA", ""}},
	} {
		got := SourceSet(srcset)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", srcset, got, want)
		}
		if again := SourceSet(WriteSourceSet(got)); !slices.Equal(again, want) {
			t.Errorf("%q is written as %q", srcset, WriteSourceSet(got))
		}
	}
}
