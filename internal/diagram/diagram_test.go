package diagram

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func drawn(t *testing.T, source string) *Picture {
	t.Helper()
	p, err := Draw(source)
	if err != nil {
		t.Fatalf("%s\n%v", source, err)
	}
	wellFormed(t, p.SVG)
	return p
}

var allowedNames = map[string]string{
	"svg": "class role xmlns viewBox width height", "title": "", "desc": "", "g": "class", "rect": "x y width height rx class fill stroke",
	"ellipse": "cx cy rx ry class fill stroke", "path": "d class fill stroke", "text": "x y text-anchor font-size font-weight class fill",
}

// wellFormed checks that a picture is XML of the few elements and attributes
// that need no style, no script and no id.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		names, known := allowedNames[e.Name.Local]
		if !known {
			t.Fatalf("the element %s in %s", e.Name.Local, svg)
		}
		for _, a := range e.Attr {
			if !strings.Contains(" "+names+" ", " "+a.Name.Local+" ") || strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				t.Fatalf("%s=%q of %s", a.Name.Local, a.Value, e.Name.Local)
			}
		}
	}
}

func TestSentences(t *testing.T) {
	for source, want := range map[string]string{
		"graph TD\nA-->B":                                                   "A goes to B.",
		"graph TD; A[User] -->|HTTPS| B(API);":                              "User goes to API: HTTPS.",
		"graph LR\nA -- reads --> B -. writes .-> C == sends ==> D":         "A goes to B: reads. B goes to C: writes. C goes to D: sends.",
		"graph LR\nA & B --> C & D":                                         "A goes to C. A goes to D. B goes to C. B goes to D.",
		"graph LR\nA <--> B\nC --- D\nE":                                    "A and B go to each other. C is connected with D. E stands alone.",
		"flowchart LR\na[\"one<br/>two\"] --> b{\"say #quot;hi#quot;\"}":    `one two goes to say "hi".`,
		"flowchart LR\na[\"`**bold** text`\"] --x b":                        "bold text goes to b.",
		"flowchart LR\nsubgraph one [First]\na & b\nend\nc --> one":         "First holds a and b. c goes to First.",
		"flowchart LR\nsubgraph \"Two words\"\nsubgraph in\na\nend\nend":    "Two words holds in. in holds a.",
		"flowchart LR\nsubgraph none\nend\na":                               "a stands alone.",
		"graph TD\na-b --> c.d\nclick a-b href \"x\"\nstyle c.d fill:#fff":  "a-b goes to c.d.",
		"graph TD\na:::hot --> b:::cold\nclassDef hot fill:red":             "a goes to b.",
		"graph TD\na ~~~ b\na --> c":                                        "a goes to c.",
		"graph TD\n%% a comment\na-->b %% kept":                             "",
		"---\ntitle: x\n---\ngraph TD\nenter --> ending":                    "enter goes to ending.",
		"%%{init: {\n'a': 1}}%%\ngraph TD\naccDescr: All of it\na-->b":      "All of it. a goes to b.",
		"graph TD\naccDescr {\nmore\nlines\n}\na-->b":                       "more lines. a goes to b.",
		"graph TD\na --> a":                                                 "a goes to a.",
		"graph TD\nstyle --> class":                                         "style goes to class.",
		"graph TD\na[fa:fa-user Person] --> b[(x)]":                         "Person goes to x.",
		"graph TD\na --> b; b --> c[\"x; y\"]":                              "a goes to b. b goes to x; y.",
		"graph TD\nお客様 --> b":                                               "お客様 goes to b.",
		"pie title T\n\"a\" : 1\n\"b\" : 3":                                 "a: 25 %. b: 75 %.",
		"pie showData\n\"a\" : 1.5":                                         "a: 100 % (1.5).",
		"sequenceDiagram\nA->>B: hi\nB-->>A: yes":                           "A to B: hi. B to A: yes.",
		"sequenceDiagram\nparticipant A as One<br>more\nactor B\nA->>+B: x": "One more to B: x.",
		"sequenceDiagram\nautonumber 3 2\nA->B: x\nB->A: y":                 "A to B: 3. x. B to A: 5. y.",
		"sequenceDiagram\nNote over A,B: both\nNote left of A: one":         "Note over A and B: both. Note left of A: one.",
		"sequenceDiagram\nloop each day\nA->>A: checks\nend":                "Loop: each day. A to itself: checks. End of loop.",
		"sequenceDiagram\nalt x\nA->>B: 1\nelse y\nA-xB: 2\nend":            "Alt: x. A to B: 1. Else: y. A to B, lost: 2. End of alt.",
		"sequenceDiagram\nrect rgb(0,0,0)\nA->>B: 1\nend":                   "A to B: 1.",
		"sequenceDiagram\nbox lightblue Ours\nparticipant A\nend\nA->>B: 1": "Ours holds A. A to B: 1.",
		"sequenceDiagram\nactivate A\nA-)B: sends: all\ndeactivate A":       "A to B: sends: all.",
	} {
		p, err := Draw(source)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q is drawn: %s", source, p.Words)
		case want != "" && err != nil:
			t.Errorf("%q: %v", source, err)
		case err == nil && p.Words != want:
			t.Errorf("%q\n got %s\nwant %s", source, p.Words, want)
		case err == nil:
			wellFormed(t, p.SVG)
		}
	}
}

func TestFaults(t *testing.T) {
	for source, want := range map[string]string{
		"":                           "line 1: the diagram is empty",
		"\n\ngantt\n":                "line 3: diagrams of the kind gantt are not drawn",
		"graph XY\na":                "line 1: the direction XY is none of TB, BT, LR, RL",
		"graph TD":                   "line 1: the diagram has no boxes",
		"graph TD\na --> b\nc ==":    "line 3: == is not understood",
		"graph TD\na -->":            "line 2: the name of a box is expected at ",
		"graph TD\na[b --> c":        "line 2: [b --> c is not understood",
		"graph TD\nsubgraph x\na":    "line 2: the subgraph has no end",
		"graph TD\na\nend":           "line 3: end closes no subgraph",
		"graph TD\na@{ shape: doc }": "line 2: @{ shape: doc } is not understood",
		"graph TD\na[" + strings.Repeat("x", 601) + "]": "line 2: a label is longer than 600 bytes",
		"graph TD\n" + strings.Repeat("a --> b\n", 241): "line 242: the diagram has more than 240 arrows",
		"graph TD\n%%" + strings.Repeat("x", 20<<10):    "line 1: the diagram is longer than 20480 bytes",
		"sequenceDiagram":                             "line 1: the diagram has no participants",
		"sequenceDiagram\nA->>B: x\nwhat":             "line 3: what is not understood",
		"sequenceDiagram\nloop x\nA->>B: x":           "line 3: a block has no end",
		"sequenceDiagram\nA->>B: x\nend":              "line 3: end closes no block",
		"sequenceDiagram\nelse":                       "line 2: else stands outside a block",
		"sequenceDiagram\nNote over A,B,C: x":         "line 2: a note stands over one or two participants",
		"sequenceDiagram\nparticipant A@{ \"a\": 1 }": "line 2: A@{ \"a\": 1 } is not understood",
		"pie\nx":         "line 2: x is not understood",
		"pie\n\"x\" : 0": "line 1: the chart has nothing to share out",
	} {
		p, err := Draw(source)
		if err == nil {
			t.Errorf("%.60q is drawn: %s", source, p.Words)
		} else if got := fmt.Sprintf("line %d: %s", err.Line, err.Message); got != want {
			t.Errorf("%.60q\n got %s\nwant %s", source, got, want)
		}
		if check := Check(source); err != nil && (check == nil || *check != *err) {
			t.Errorf("%.60q: Check says %v", source, check)
		}
	}
}

var shapeClass = regexp.MustCompile(`class="d-node d-shape-([a-z-]+)"`)

func TestShapes(t *testing.T) {
	for written, want := range map[string]string{
		"[x]": "box", "(x)": "round", "([x])": "stadium", "[[x]]": "subroutine", "[(x)]": "cylinder", "((x))": "circle", "(((x)))": "ring", "{x}": "diamond",
		"{{x}}": "hexagon", ">x]": "flag", "[/x/]": "lean-right", `[\x\]`: "lean-left", `[/x\]`: "trapezoid", `[\x/]`: "funnel", "": "box", `["(x)"]`: "box",
	} {
		p := drawn(t, "graph TD\na"+written)
		if m := shapeClass.FindStringSubmatch(p.SVG); m == nil || m[1] != want {
			t.Errorf("%s: %v, want %s", written, m, want)
		}
	}
}

func TestLinks(t *testing.T) {
	for written, want := range map[string]link{
		"-->": {head: "arrow", length: 1}, "---": {length: 1}, "---->": {head: "arrow", length: 3}, "--x": {head: "cross", length: 1}, "--o": {head: "circle", length: 1},
		"<-->": {head: "arrow", tail: "arrow", length: 1}, "-.->": {stroke: "dotted", head: "arrow", length: 1}, "-.-": {stroke: "dotted", length: 1}, "-..->": {stroke: "dotted", head: "arrow", length: 2},
		"==>": {stroke: "thick", head: "arrow", length: 1}, "===": {stroke: "thick", length: 1}, "~~~": {stroke: "none", length: 1},
		"-- a b -->": {text: "a b", head: "arrow", length: 1}, "--a---": {text: "a", length: 1}, "== a ==>": {text: "a", stroke: "thick", head: "arrow", length: 1},
		"-. a .->": {text: "a", stroke: "dotted", head: "arrow", length: 1}, "-->|a|": {text: "a", head: "arrow", length: 1}, `-->|"a|b"|`: {text: `"a|b"`, head: "arrow", length: 1},
	} {
		if got, rest, ok := readLink(written + " B"); !ok || got != want || strings.TrimSpace(rest) != "B" {
			t.Errorf("%s: %+v, %q, want %+v", written, got, rest, want)
		}
	}
}

// TestWhatIsWrittenIsShown looks for every label in the picture.
func TestWhatIsWrittenIsShown(t *testing.T) {
	p := drawn(t, "flowchart LR\nsubgraph g [A group]\na[\"first<br>second & third\"]\nend\na -- a label --> b[\"<script>x</script>\"]")
	for _, want := range []string{">A group<", ">first<", ">second &amp; third<", ">a label<", ">x<"} {
		if !strings.Contains(p.SVG, want) {
			t.Errorf("%s is not in %s", want, p.SVG)
		}
	}
}

func TestSameSourceSamePicture(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.mmd")
	if err != nil || len(paths) < 7 {
		t.Fatalf("%v, %v", paths, err)
	}
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := drawn(t, string(source)), drawn(t, strings.ReplaceAll(string(source), "\n", "\r\n")); *a != *b {
			t.Errorf("%s is drawn in two ways", path)
		}
	}
}

var mermaidFence = regexp.MustCompile("(?s)```mermaid[^\n]*\n(.*?)\n[ \t]*```")

// TestRealDiagrams draws what real pages hold.
func TestRealDiagrams(t *testing.T) {
	count := 0
	err := filepath.WalkDir("../../../shared/corpus/pages", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range mermaidFence.FindAllStringSubmatch(string(text), -1) {
			count++
			drawn(t, m[1])
		}
		return err
	})
	if err != nil {
		t.Skipf("the real pages are not here: %v", err)
	}
	if count < 5 {
		t.Errorf("only %d diagrams were found", count)
	}
}

func FuzzDraw(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.mmd")
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(source))
	}
	f.Fuzz(func(t *testing.T, source string) {
		p, err := Draw(source)
		if (p == nil) == (err == nil) {
			t.Fatal("neither a picture nor a fault, or both")
		}
		if err != nil {
			if err.Line < 1 || err.Line > strings.Count(source, "\n")+1 {
				t.Fatalf("the line %d is not in the source", err.Line)
			}
			return
		}
		wellFormed(t, p.SVG)
	})
}
