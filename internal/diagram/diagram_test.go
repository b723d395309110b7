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

// nested repeats a line with a number in it.
func nested(line string, times int) string {
	var out strings.Builder
	for i := range times {
		fmt.Fprintf(&out, line, i)
	}
	return out.String()
}

func TestFaults(t *testing.T) {
	for source, want := range map[string]string{
		"":                           "line 1: the diagram is empty",
		"\n\ngitGraph\n":             "line 3: diagrams of the kind gitGraph are not drawn",
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
		"pie\nx":                                            "line 2: x is not understood",
		"stateDiagram-v2\na --> b\nwhat is this":            "line 3: what is this is not understood",
		"stateDiagram-v2\nstate a {\nb":                     "line 2: the state has no end",
		"stateDiagram-v2\n}":                                "line 2: } closes no state",
		"stateDiagram-v2\na\n--":                            "line 3: -- stands outside of a state",
		"stateDiagram-v2\nnote right of a\nx":               "line 3: the note has no end",
		"stateDiagram-v2\nstate a <<x>>":                    "line 2: x is none of fork, join, choice",
		"stateDiagram":                                      "line 1: the diagram has no boxes",
		"stateDiagram\n" + strings.Repeat("state a {\n", 2): "line 3: the state a is opened twice",
		"stateDiagram\n" + nested("state a%d {\n", 13):      "line 14: groups are nested deeper than 12",
		"classDiagram\nA ~~> B":                             "line 2: A ~~> B is not understood",
		"classDiagram\nclass A {\nint x":                    "line 3: the class A has no end",
		"classDiagram\nA : " + strings.Repeat("x", 601):     "line 2: a line is longer than 600 bytes",
		"classDiagram\n" + strings.Repeat("A : x\n", 401):   "line 402: the boxes hold more than 400 lines",
		"classDiagram\n" + strings.Repeat("A -- B\n", 241):  "line 242: the diagram has more than 240 lines",
		"classDiagram\n" + nested("class A%d\n", 121):       "line 122: the diagram has more than 120 boxes",
		"erDiagram\nA -- B":                                 "line 2: A -- B is not understood",
		"erDiagram\nA {\nstring":                            "line 3: string is no attribute: a type and a name are expected",
		"gantt\nx : done":                                   "line 2: x has no start and no end",
		"gantt\nx : 3d":                                     "line 2: the first task needs a start",
		"gantt\nx : 2026-02-30, 3d":                         "line 2: 2026-02-30 is no date of the form 2006-01-02",
		"gantt\nx : after y, 3d":                            "line 2: there is no task y before this one",
		"gantt\nx : 2026-02-03, 2026-02-01":                 "line 2: x ends before it starts",
		"gantt\ndateFormat X":                               "line 2: dates of the form X are not read; write YYYY-MM-DD",
		"gantt\nx : 2026-01-01, 99999d\ny : 9999-01-01, 1d": "line 1: the plan spans more than 200 years",
		"timeline\n: x":                                     "line 2: an event stands before the first period",
		"timeline":                                          "line 1: the timeline has no periods",
		"pie\n\"x\" : 0":                                    "line 1: the chart has nothing to share out",
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

func TestSentencesOfBoxesPlansAndTimelines(t *testing.T) {
	for source, want := range map[string]string{
		"stateDiagram-v2\n[*] --> Open\nOpen --> Done : closed\nDone --> [*]":                                                    "Start goes to Open. Open goes to Done: closed. Done goes to End.",
		"stateDiagram\nstate \"Long name\" as s\ns --> t\nt : Says more":                                                         "Long name goes to Says more.",
		"stateDiagram-v2\na --> b\nstate b {\n[*] --> c\n--\n[*] --> d\n}":                                                       "b holds b, part 1 and b, part 2. b, part 1 holds c. b, part 2 holds d. a goes to b. Start goes to c. Start goes to d.",
		"stateDiagram-v2\na --> f\nstate f <<fork>>\nf --> b\nnote right of b : Watch":                                           "a goes to f. f goes to b. b has the note Watch.",
		"stateDiagram-v2\nstate a {\n}\na --> b":                                                                                 "a goes to b.",
		"classDiagram\nAnimal <|-- Dog\nAnimal : +int age\nAnimal : +eat() void":                                                 "Animal has +int age; +eat() void. Dog is a kind of Animal.",
		"classDiagram\nDog --|> Animal\nCar *-- \"4\" Wheel : rolls on":                                                          "Dog is a kind of Animal. Car is made of Wheel (any to 4): rolls on.",
		"classDiagram\nclass List~T~ {\n<<interface>>\n+get(int i) T\n}\nA ..> List":                                             "«interface» List<T> has +get(int i) T. A depends on List<T>.",
		"classDiagram\nnamespace N {\nclass A\nclass B\n}\nA --> B\nnote for A \"n\"":                                            "N holds A and B. A refers to B. A has the note n.",
		"erDiagram\nCUSTOMER ||--o{ ORDER : places\nORDER {\nint id PK \"the number\"\nstring to\n}":                             "ORDER has id: int (PK), the number; to: string. CUSTOMER (exactly one) with zero or more ORDER: places.",
		"gantt\ntitle T\nexcludes weekends\nsection S\nA :done, a, 2026-01-01, 2d\nB :after a, 1d\nM :milestone, 2026-01-09, 0d": "S, A: from 2026-01-01 to 2026-01-03 (done). S, B: from 2026-01-03 to 2026-01-06. S, M: on 2026-01-09.",
		"gantt\ndateFormat YYYY-MM-DD HH:mm\nA: 2026-01-01 10:00, 90m\nB: crit, 30m":                                             "A: from 2026-01-01 10:00 to 2026-01-01 11:30. B: from 2026-01-01 11:30 to 2026-01-01 12:00 (critical).",
		"timeline\ntitle T\nsection S\n2025 : one : two\n     : three\n2026":                                                     "S begins. 2025: one; two; three. 2026.",
	} {
		p, err := Draw(source)
		if err != nil {
			t.Errorf("%q\n%v", source, err)
			continue
		}
		if p.Words != want {
			t.Errorf("%q\n got %s\nwant %s", source, p.Words, want)
		}
		wellFormed(t, p.SVG)
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
	if err != nil || len(paths) < 12 {
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

var mermaidFence = regexp.MustCompile("(?s)```mermaid[^\n]*\n(.*?)\n[ \t]*```|<Mermaid\\s+chart=\\{`(.*?)`")

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
			drawn(t, m[1]+m[2])
		}
		return err
	})
	if err != nil {
		t.Skipf("the real pages are not here: %v", err)
	}
	if count < 9 {
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
