package asset

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

func files(pairs ...string) map[string]*source.File {
	out := make(map[string]*source.File)
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = source.NewFile("themes/x/assets/"+pairs[i], []byte(pairs[i+1]))
	}
	return out
}

func TestBundle(t *testing.T) {
	out, list := Bundle(files(
		"site.ts", `import {age} from "./age"; document.title = age(2 as number)`,
		"age.ts", `export function age(years: number): string { return "age-" + years }`,
		"lib/dead.ts", `export const unused = "never-shipped"`,
		"site.css", `@import "./parts/a.css"; body { color: #ff0000 }`,
		"parts/a.css", `.a { background: url("../dot.svg") }`,
		"dot.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`,
	), ".chroma{color:blue}")
	if len(list) != 0 {
		t.Fatal(list)
	}
	js, css := string(out["site.js"].Data), string(out["site.css"].Data)
	if !strings.Contains(js, "age-") || strings.Contains(js, "never-shipped") || strings.Contains(js, "number") {
		t.Errorf("site.js: %s", js)
	}
	for _, want := range []string{".a{", "red", ".chroma{"} {
		if !strings.Contains(css, want) {
			t.Errorf("site.css has no %s: %s", want, css)
		}
	}
	if strings.Index(css, ".chroma") < strings.Index(css, ".a{") {
		t.Error("the extra CSS comes before the theme's own")
	}
	name := out["site.css"].Path
	print := string(source.DigestOf(out["site.css"].Data))[:8]
	if name != "assets/site-"+print+".css" {
		t.Errorf("path %s does not hold the fingerprint %s", name, print)
	}
	var dot string
	for logical, f := range out {
		if strings.HasSuffix(logical, ".svg") {
			dot = f.Path
		}
	}
	if dot == "" || !strings.Contains(css, "./"+path.Base(dot)) {
		t.Errorf("the image of url() is not beside the stylesheet: %q, %s", dot, css)
	}
	if out["site.js"].Media != "text/javascript; charset=utf-8" {
		t.Errorf("media type %s", out["site.js"].Media)
	}
}

func TestBundleIsDeterministic(t *testing.T) {
	in := files("site.ts", `import "./b"; import "./a"`, "a.ts", `console.log("a")`, "b.ts", `console.log("b")`, "site.css", "a{color:red}")
	first, _ := Bundle(in, "b{color:blue}")
	for range 3 {
		again, _ := Bundle(maps.Clone(in), "b{color:blue}")
		for _, name := range slices.Sorted(maps.Keys(first)) {
			if first[name].Path != again[name].Path || string(first[name].Data) != string(again[name].Data) {
				t.Fatalf("%s differs between two runs", name)
			}
		}
	}
	changed, _ := Bundle(in, "b{color:green}")
	if changed["site.css"].Path == first["site.css"].Path {
		t.Error("other bytes have the same path")
	}
	if changed["site.js"].Path != first["site.js"].Path {
		t.Error("the script moved although its bytes did not change")
	}
}

func TestBundleReportsPlaces(t *testing.T) {
	tests := []struct{ name, file, text, at, message string }{
		{"syntax", "site.ts", "let a = 1\nlet b = = 2", "themes/x/assets/site.ts:2:9", "unexpected"},
		{"import", "site.ts", "import {a} from \"./nowhere\"\nconsole.log(a)", "themes/x/assets/site.ts:1:17", "no file of the theme"},
		{"package", "site.ts", "import \"react\"", "themes/x/assets/site.ts:1:8", "no file of the theme"},
		{"outside", "site.ts", "import \"../../../etc/passwd\"", "themes/x/assets/site.ts:1:8", "no file of the theme"},
		{"absolute", "site.ts", "import \"/etc/passwd\"", "themes/x/assets/site.ts:1:8", "no file of the theme"},
		{"css", "site.css", "a { color: red", "themes/x/assets/site.css:1:15", "expected"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, list := Bundle(files(tt.file, tt.text), "")
			if len(list) == 0 {
				t.Fatal("no diagnostic")
			}
			if got := list[0].Span.Position().String(); got != tt.at || !strings.Contains(list[0].Message, tt.message) {
				t.Errorf("got %s: %s", got, list[0].Message)
			}
		})
	}
}

func TestExtraAloneMakesAStylesheet(t *testing.T) {
	out, list := Bundle(nil, ".s1{width:10px}")
	if len(list) != 0 || !strings.Contains(string(out["site.css"].Data), ".s1{") {
		t.Errorf("got %v, %v", out, list)
	}
}
