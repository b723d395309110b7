package laws

import (
	"fmt"
	"strings"
)

// module is the path of this module.
const module = "github.com/candor-site/candor"

// floors is the plan of the house: floor, package below internal/, doors. A
// package imports only lower floors, never sideways. A package is listed once
// it exists, and only then. Test files may look upward.
const floors = `
	0 source       x/sys, x/text
	0 crew
	0 anchor
	0 attic
	1 outline
	0 slate
	0 slack
	0 lull
	0 markdown
	0 period
	0 schematest
	0 value
	0 excerpt
	0 lexeme
	0 foreign
	0 timeline
	0 token
	0 terse
	0 linemark
	0 dense
	0 history      go-git
	0 jsontext
	0 layered
	0 memo         cbor
	0 palette
	0 easel        x/image
	0 onuse
	0 picture      nativewebp, x/image
	0 pattern
	0 clause
	0 semver
	0 plain
	0 prefilter
	0 salvage
	0 sieve
	0 inventory
	0 probe        x/net/dns
	0 desktop      os/exec
	0 profile
	0 progress
	0 opc
	0 stencil
	0 forme

	1 diag
	1 plate
	1 rest
	1 mermaid
	1 highlight    chroma
	1 parameter
	1 artifact
	1 allow
	1 cadence
	1 mirror
	1 signature    sigstore
	1 imprint
	1 lastline
	1 moment
	1 amend
	1 delimited

	2 diagram
	2 trust
	2 decode       yaml
	2 rule         cel, cel/ast
	2 statement
	2 tag
	2 expr
	2 component
	2 external
	2 route
	2 bucket       gocloud
	2 shelf
	2 fact
	2 waiver

	3 inspect      x/net/html
	3 secret
	3 redact
	3 schema       jsonschema
	3 claims
	3 shape        x/text/encoding
	3 tree         goldmark/ast
	3 draft
	3 frontmatter
	3 lineage
	3 locker
	3 slip
	3 message      go-i18n, x/text/language
	3 givens
	3 premise
	3 vouch
	3 snapshot
	3 leads
	3 topic
	3 choice
	3 industry
	3 paraphrase   cel/ast
	3 reach        cel/ast

	4 reuse
	4 theme        html/template, sprig
	4 format
	4 formatschema
	5 readout
	4 workbook
	4 dialect      goldmark, goldmark/ast
	4 hypertext    goldmark/ast
	4 lint         goldmark/ast
	4 packed       goldmark/ast
	4 prose        goldmark/ast
	4 shortcode
	4 material
	4 plaintext
	4 webpage      html-to-markdown, x/net/html
	4 change
	4 match        snowball
	4 questionnaire excelize

	5 markup       goldmark/ast
	5 selection
	5 citation

	6 toc
	6 site
	6 migrate

	7 bare
	7 config
	7 content
	7 controls
	7 resolve
	7 assess
	7 disclose
	7 leak
	7 relation
	7 join
	7 evidence
	7 collectors
	7 wording
	7 standards
	7 spelling
	7 overdue

	8 audit
	8 frontpage
	8 goal
	8 proofread
	8 navigation
	8 badge
	8 extent
	8 matrix
	8 register
	8 feed
	8 wellknown
	8 approval
	8 specimen
	8 asset        esbuild
	8 explain
	8 gallery      x/net/html
	8 reference
	8 scaffold
	8 agenda
	8 dossier
	8 outlook
	8 exhibit
	8 reproduce
	8 reply
	8 outbound
	8 binding
	8 column

	9 calendar     ical
	9 publish      x/sys
	9 watch        fsnotify
	9 intake
	9 mend
	9 respond
	9 concord
	9 coverage

	10 twin
	10 search
	10 transcript
	10 replay
	10 export
	10 fill
	10 precedent
	10 answerkey

	11 render

	12 build
	12 surface

	13 serve
	13 collect      os/exec
	13 vista

	14 adopt        cobra
	14 preview      cobra
	14 browsertest
	14 gather       cobra, os/exec
	14 review       cobra
	14 restyle      cobra
	14 survey       cobra

	15 cli          cobra
`

// doors names the libraries: what a door is called, and the import paths that
// it opens to. The longest path that fits decides.
var doors = map[string][]string{
	"cbor":             {"github.com/fxamacker/cbor"},
	"cel":              {"cel.dev/cel-go"},
	"cel/ast":          {"cel.dev/cel-go/common/ast", "cel.dev/cel-go/common/operators", "cel.dev/cel-go/common/types"},
	"chroma":           {"github.com/alecthomas/chroma"},
	"cobra":            {"github.com/spf13/cobra"},
	"esbuild":          {"github.com/evanw/esbuild"},
	"excelize":         {"github.com/xuri/excelize"},
	"fsnotify":         {"github.com/fsnotify/fsnotify"},
	"go-git":           {"github.com/go-git/go-git", "github.com/go-git/go-billy"},
	"gocloud":          {"gocloud.dev"},
	"go-i18n":          {"github.com/nicksnyder/go-i18n"},
	"goldmark":         {"github.com/yuin/goldmark"},
	"goldmark/ast":     {"github.com/yuin/goldmark/ast", "github.com/yuin/goldmark/extension/ast", "github.com/yuin/goldmark/util"},
	"html-to-markdown": {"github.com/JohannesKaufmann/html-to-markdown"},
	"html/template":    {"html/template"},
	"ical":             {"github.com/arran4/golang-ical"},
	"jsonschema":       {"github.com/google/jsonschema-go"},
	"nativewebp":       {"github.com/HugoSmits86/nativewebp"},
	"os/exec":          {"os/exec"},
	"snowball":         {"github.com/kljensen/snowball"},
	"sigstore":         {"github.com/sigstore"},
	"sprig":            {"github.com/Masterminds/sprig"},
	"x/image":          {"golang.org/x/image"},
	"x/net/dns":        {"golang.org/x/net/dns"},
	"x/net/html":       {"golang.org/x/net/html"},
	"x/sys":            {"golang.org/x/sys"},
	"x/text":           {"golang.org/x/text"},
	"x/text/encoding":  {"golang.org/x/text/encoding"}, // character sets of XML, not of names
	"x/text/language":  {"golang.org/x/text/language"}, // tags of languages, as go-i18n takes them
	"yaml":             {"go.yaml.in/yaml"},
}

// shared lists the doors that several packages open, with the reason for each.
var shared = map[string]string{
	"x/image":      "one room reads and shrinks the pictures of a site, one draws those of this repository's",
	"cobra":        "a command is its flags: those that collect evidence, those that compare claims and those that bring pages in are rooms of their own beside the rest",
	"os/exec":      "one room runs the tools that evidence is made by; the command line hands a bucket over to the program that copies it; one asks the desktop for a browser",
	"cel/ast":      "an assertion is a tree of cel's nodes: one room evaluates it, another says it in words, another finds what it reads; the parser is behind the door of rule alone",
	"x/net/html":   "a page of HTML is a tree of its nodes: one room looks through finished pages, one shows the pictures on them, another makes Markdown of foreign ones",
	"x/sys":        "one room lists folders and asks what their files are, one exchanges two folders in one step",
	"goldmark/ast": "a page is a tree of goldmark's nodes: it is filled in, walked and written in rooms of their own; the parser is behind the door of dialect alone",
}

// inTestsOnly are libraries that no program contains.
var inTestsOnly = []string{
	"github.com/andybalholm/cascadia",
	"github.com/chromedp",
	"github.com/rogpeppe/go-internal",
}

// mayName lists packages that name a type from behind another's door and use
// nothing else of it.
var mayName = map[string]map[string][]string{
	"html/template": {"expr": {"HTML"}, "hypertext": {"HTML"}, "migrate": {"HTML"}, "render": {"CSS", "HTML"}, "stencil": {"HTML"}, "value": {"HTML"}},
}

// forbiddenNames say nothing about what a package is for.
var forbiddenNames = []string{"common", "util", "utils", "helper", "helpers", "types", "base", "manager", "impl", "misc", "shared"}

// room is one line of the table.
type room struct {
	floor int
	doors []string
}

// plan reads the table of floors.
func plan() (map[string]room, error) {
	rooms := map[string]room{}
	for _, line := range strings.Split(floors, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		var r room
		if _, err := fmt.Sscanf(line, "%d", &r.floor); err != nil || len(fields) < 2 {
			return nil, fmt.Errorf("internal/laws/table_test.go: the line %q is not FLOOR PACKAGE DOORS", strings.TrimSpace(line))
		}
		for _, door := range fields[2:] {
			r.doors = append(r.doors, strings.TrimSuffix(door, ","))
		}
		if _, twice := rooms[fields[1]]; twice {
			return nil, fmt.Errorf("internal/laws/table_test.go: package %s is listed twice", fields[1])
		}
		rooms[fields[1]] = r
	}
	return rooms, nil
}
