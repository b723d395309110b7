package controls

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/trust"
)

// readAnswers reads answers beside nothing else.
func readAnswers(t *testing.T, text string) (*trust.Catalog, string) {
	t.Helper()
	cfg := testConfig(t, nil)
	cfg.Scope = map[string][]string{"product": {"fleet", "trace"}}
	tree := openTree(t, map[string][]byte{"controls/a.yaml": []byte("answers:\n" + text)})
	catalog, list, err := Load(tree, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return catalog, lines(list)
}

func TestAnswer(t *testing.T) {
	catalog, problems := readAnswers(t, `
  - id: encryption-at-rest
    topic: encryption-at-rest
    question: Is data encrypted at rest?
    asks: ["Are databases encrypted?", "Disk encryption?"]
    negative: true
    controls: [volumes, db]
    truth: any
    where:
      - {parameter: key_bits, at-least: 256}
      - {control: db, parameter: retention, at_most: P30D}
      - {control: db, parameter: frequency, at-least: P1D, at-most: P7D}
      - {parameter: providers, contains: [aws], among: [aws, gcp]}
    short: "{{ .algorithm }}"
    long: long
    list: "{{ .providers | list }}"
    compensating: instead
    products: fleet
`)
	if problems != "" {
		t.Fatal(problems)
	}
	a := catalog.Answers[0]
	var where []string
	for _, w := range a.Where {
		where = append(where, fmt.Sprintf("%s.%s %s %s", w.Control.ID, w.Parameter.ID, w.Bound, w.Value.Length()))
	}
	got := fmt.Sprintln(a.Topic, a.TopicSpan.Text(), a.Asks[0].Value, len(a.Asks), a.Negative, a.Truth, a.List.Value, a.Compensating.Value, a.Products[0].ID, len(a.Templates())) + strings.Join(where, "\n")
	want := `encryption-at-rest encryption-at-rest Are databases encrypted? 2 true any {{ .providers | list }} instead fleet 4
volumes.key_bits at-least 256
db.retention at-most 30 days
db.frequency at-least 1 day
db.frequency at-most 7 days
volumes.providers contains aws
volumes.providers among aws and gcp`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	catalog, _ = readAnswers(t, "  - {id: a, short: S}\n")
	if a := catalog.Answers[0]; a.Truth != trust.AllHold || a.Negative || len(a.Where) > 0 {
		t.Errorf("without keys: %+v", a)
	}
}

func TestAnswerMistakes(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"{id: a, short: S, truth: most}", `a.yaml:2:30: error: "truth" is "most", expected all, any or none [value-unknown]`},
		{"{id: a, short: S, products: [flet]}", `a.yaml:2:34: error: the scope axis product has no value "flet" [scope-value-unknown] (did you mean "fleet"?)`},
		{"{id: a, controls: c, short: S, truth: none, where: [{parameter: key_bits, equals: 1}]}", `a.yaml:2:57: error: the answer a claims nothing that is true or false (truth: none), so nothing can be compared for it [value-invalid] (remove where, or truth)`},
		{"{id: a, short: S, asks: ['']}", `a.yaml:2:30: error: the wording is blank [value-invalid]`},
		{"{id: a, short: S, where: [{parameter: key_bits, equals: 1}]}", `a.yaml:2:31: error: the comparison names no control, and neither does the answer [key-missing] (add the key "control")`},
		{"{id: a, controls: c, short: S, where: [{parameter: key_bits}]}", `a.yaml:2:44: error: the comparison says nothing that the parameter is held against [key-missing] (add one of the keys at-least, at-most, equals, contains and among)`},
		{"{id: a, controls: c, short: S, where: [{parameter: key_bit, equals: 1}]}", `a.yaml:2:56: error: the parameter "key_bit" does not exist [parameter-unknown] (did you mean "key_bits"?)`},
		{"{id: a, controls: c, short: S, where: [{parameter: retention, at-least: 90}]}", `a.yaml:2:77: error: parameter retention lacks its unit`},
		{"{id: a, controls: c, short: S, where: [{parameter: algorithm, at-least: AES}]}", `a.yaml:2:77: error: parameter algorithm of type enum:algorithm cannot be held to at-least: AES and AES have no common measure [parameter-type]`},
		{"{id: a, controls: c, short: S, where: [{parameter: retention, at-least: unstated}]}", `a.yaml:2:77: error: parameter retention of type retention cannot be held to at-least: the retention of one is not stated [parameter-type]`},
		{"{id: a, controls: c, short: S, where: [{parameter: key_bits, atleast: 1}]}", `a.yaml:2:66: error: item 1 of "where" has no key "atleast" [key-unknown] (did you mean "at-least"?)`},
	} {
		_, got := readAnswers(t, "  - "+tt.text+"\n")
		if !strings.HasPrefix(got, tt.want) || strings.Contains(got, "\n") {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestTopics(t *testing.T) {
	tree := openTree(t, map[string][]byte{"controls/topics.yaml": []byte("topics:\n  - {id: satellites, about: Our satellites, strong: [orbit]}\n  - {id: backups, words: [tape]}\n")})
	topics, list, err := Topics(tree)
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	last := topics[len(topics)-1]
	if last.ID != "satellites" || last.Strong[0].Value != "orbit" {
		t.Errorf("the last topic is %+v", last)
	}
	if _, list, _ := Load(tree, testConfig(t, nil)); len(list) > 0 {
		t.Errorf("topics are no catalog file: %v", list)
	}
	broken := openTree(t, map[string][]byte{"controls/topics.yaml": []byte("topics: [\n")})
	if topics, list, err := Topics(broken); topics != nil || err != nil || !list.HasErrors() {
		t.Errorf("a file that cannot be read: %v, %v, %v", topics, list, err)
	}
}
