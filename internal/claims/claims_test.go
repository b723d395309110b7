package claims

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

const small = `version: 1
seeds:
  - {file: page.txt, prefix: acme, lines: 3, form: plain text}
parameter_names: {version: version, resource: id}
claims:
  - id: acme-001
    seed: page.txt
    section: "Data > Backup"
    line: 2
    more_lines: [1]
    summary: Volumes are copied daily.
    kind: backup
    scope: {cloud: [gcp, aws]}
    parameters: {frequency: P1D, version: "1.20", count: {op: ">=", value: 2}, resource: "no"}
    checkable: machine
    evidence:
      - {file: volumes, tool: "aws ec2 describe-volumes", shows: "state: completed"}
    freshness: {basis: event, event: release, why: "each, in turn"}
    assertion: >-
      ev.volumes.Volumes.all(v, v.state == 'completed' && v.encrypted) && size(ev.volumes.Volumes) > 0 && at.volumes > now
    empty_population: pass
    frameworks: {soc2: [A1.2]}
    questions: ["How often?"]
    relates: [{id: acme-002, how: restates}]
    overrides: [{scope: {cloud: gcp}, parameters: {frequency: P7D}}]
    flags: [vague]
    note: "# no comment"
  - {id: acme-002, seed: other.md, summary: More, kind: other, scope: {cloud: aws}}
`

func TestConvert(t *testing.T) {
	in, list := Convert(source.NewFile("claims.yaml", []byte(small)))
	if len(list) > 0 {
		t.Fatalf("diagnostics: %v", list)
	}
	if got := fmt.Sprint(in.Claims, in.Events, in.Scope, in.Kinds, in.Parameters, in.Frameworks, in.Relates[0].Value, in.Relates[0].Span.Position().Line); got !=
		"2 [release] map[cloud:[aws gcp]] [backup other] map[count: frequency: resource:id version:version] [soc2]acme-00224" {
		t.Errorf("what candor.yaml must declare: %s", got)
	}
	if !in.Has("acme-002") || in.Has("acme-003") {
		t.Error("the inventory does not know its claims")
	}
	want := `controls:
  - id: acme-001
    title: Volumes are copied daily.
    kind: backup
    method: machine
    scope: {cloud: [gcp, aws]}
    parameters:
      frequency: P1D
      version: "1.20"
      count: {op: ">=", value: 2}
      resource: "no"
    overrides: [{scope: {cloud: gcp}, parameters: {frequency: P7D}}]
    evidence:
      - id: volumes
        tool: aws ec2 describe-volumes
        shows: "state: completed"
    freshness:
      basis: event
      event: release
      why: "each, in turn"
    assert: >-
      ev.volumes.Volumes.all(v, v.state == 'completed' && v.encrypted) && size(ev.volumes.Volumes) >
      0 && at.volumes > now
    population: {empty: pass}
    relates: [{id: acme-002, how: restates}]
    frameworks:
      soc2: [A1.2]
    questions:
      - "How often?"
    flags: [vague]
    note: "# no comment"
    source:
      claim: acme-001
      file: page.txt
      section: "Data > Backup"
      lines: [2, 1]
`
	if got := string(in.Files[0].Text); got != want || in.Files[0].Path != "controls/acme.yaml" || in.Files[0].Claims != 1 || in.Files[0].Seed != "page.txt" {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(in.Files) != 2 || in.Files[1].Path != "controls/other.yaml" {
		t.Errorf("a seed without prefix is named after its file: %v", in.Files)
	}
}

func TestConvertMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no claims", "version: 1\n", `claims.yaml:1:1: error: the inventory lacks the key "claims" [key-missing]`},
		{"no file at all", "", `claims.yaml:1:1: error: the inventory lacks the key "claims" [key-missing]`},
		{"an empty list", "claims: []\n", `claims.yaml:1:9: error: the inventory holds no claims [value-invalid]`},
		{"twice", "claims:\n  - {id: a, seed: s, summary: x, kind: other}\n  - {id: a, seed: s, summary: x, kind: other}\n", `claims.yaml:3:10: error: the claim "a" exists already [control-duplicate]`},
		{"unknown key", "claims:\n  - {id: a, seed: s, summary: x, kind: other, sumary: y}\n", `claims.yaml:2:47: error: item 1 of "claims" has no key "sumary" [key-unknown]`},
		{"no id", "claims:\n  - {seed: s, summary: x, kind: other}\n", `claims.yaml:2:6: error: item 1 of "claims" lacks the key "id" [key-missing]`},
	} {
		_, list := Convert(source.NewFile("claims.yaml", []byte(c.text)))
		if len(list) != 1 || list[0].Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.name, list, c.want)
		}
	}
}

// TestScalars reads back what is written, over text that YAML takes for
// something else.
func TestScalars(t *testing.T) {
	for _, text := range []string{
		"plain", "two words", "1.20", "true", "No", "~", "a: b", "a #b", "- a", "[a]", "'", `"`, `\n`, "line\nline", "tab\t", " lead",
		"trail ", "é", "\u2028", "*a", "&a", "!a", "%a", "@a", "`a", "P1D", "2026-01-01", "a, b", "{", "", "x (y)", "https://a.example/b?c=d#e",
		strings.Repeat("long word ", 30) + "end", strings.Repeat("# ", 80) + "end", strings.Repeat("two  spaces ", 20) + "end", "- " + strings.Repeat("x: y ", 40) + "z",
	} {
		w := &writer{}
		w.text(0, "block", text)
		w.printf("flow: [%s, {%s: 1}]\n", scalar(text), scalar("k"+text))
		node, list := decode.YAML(source.NewFile("x.yaml", w.bytes()), decode.Config)
		if len(list) > 0 {
			t.Errorf("%q: %v in\n%s", text, list, w.bytes())
			continue
		}
		if text != "" && node.Get("block").Plain() != text {
			t.Errorf("block: got %q, want %q", node.Get("block").Plain(), text)
		}
		if got := node.Get("flow").Items[0].Plain(); got != text {
			t.Errorf("flow: got %q, want %q", got, text)
		}
		if got := node.Get("flow").Items[1].Fields[0].Key; got != "k"+text {
			t.Errorf("key: got %q, want %q", got, "k"+text)
		}
	}
}
