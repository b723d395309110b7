package decode

import (
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

type word string

type schedule struct {
	Text string
	Kind Kind
}

func (s *schedule) DecodeNode(n *Node) diag.List {
	s.Kind = n.Kind
	if n.Kind != String {
		return diag.List{diag.Errorf(diag.ScheduleInvalid, n.Span, "not a schedule")}
	}
	s.Text = n.Scalar
	return nil
}

type named struct {
	ID string `json:"id"`
}

type sample struct {
	named
	Span     source.Span       `json:"-"`
	Title    source.Text       `json:"title,omitempty"`
	Count    int8              `json:"count,omitempty"`
	Size     uint16            `json:"size,omitempty"`
	Ratio    float64           `json:"ratio,omitempty"`
	On       bool              `json:"on,omitempty"`
	Tags     []word            `json:"tags,omitempty" single:"ok"`
	Lines    []int             `json:"lines,omitempty"`
	Scope    map[string][]word `json:"scope,omitzero" single:"ok"`
	Kind     word              `json:"kind,omitempty" oneof:"backup scan training"`
	Kinds    []string          `json:"kinds,omitempty" oneof:"a b"`
	Owner    string            `json:"owner,omitempty" alias:"team holder"`
	Any      any               `json:"any,omitempty"`
	Raw      *Node             `json:"raw,omitempty"`
	Note     *string           `json:"note,omitempty"`
	Inner    *named            `json:"inner,omitempty"`
	Items    []named           `json:"items,omitempty"`
	Schedule schedule          `json:"schedule,omitzero"`
	Later    *schedule         `json:"later,omitempty"`
	hidden   string
	Skipped  string `json:"-"`
}

func into(t *testing.T, text string) (sample, []string, diag.List) {
	t.Helper()
	var s sample
	list := Into(mustYAML(t, text), &s)
	return s, problems(list), list
}

func TestIntoStores(t *testing.T) {
	s, got, _ := into(t, `
id: 2024.10
title: >-
  some
  text
count: -5
size: 65535
ratio: 3
on: true
tags: one
lines: [1, 2]
scope: {cloud: aws, stage: [a, b]}
kind: scan
kinds: [b, a]
team: ops
any: {n: 1, l: [x, 1.5, ~]}
raw: [x]
note: hello
inner: {id: i}
items: [{id: a}, {id: b}]
schedule: daily
later: P1D
`)
	if len(got) > 0 {
		t.Fatal(got)
	}
	note := "hello"
	want := sample{
		named: named{"2024.10"}, Count: -5, Size: 65535, Ratio: 3, On: true,
		Tags: []word{"one"}, Lines: []int{1, 2}, Scope: map[string][]word{"cloud": {"aws"}, "stage": {"a", "b"}},
		Kind: "scan", Kinds: []string{"b", "a"}, Owner: "ops",
		Any: map[string]any{"n": int64(1), "l": []any{"x", 1.5, nil}}, Note: &note, Inner: &named{"i"},
		Items: []named{{"a"}, {"b"}}, Schedule: schedule{"daily", String}, Later: &schedule{"P1D", String},
	}
	if s.Title.Value != "some text" || s.Title.Span.Text() != "some\n  text" {
		t.Errorf("title %q spans %q", s.Title.Value, s.Title.Span.Text())
	}
	if s.Raw == nil || s.Raw.Kind != List {
		t.Errorf("raw is %v", s.Raw)
	}
	if p := s.Span.Position(); p.Line != 2 || !strings.HasPrefix(s.Span.Text(), "id: 2024.10") || !strings.HasSuffix(s.Span.Text(), "later: P1D") {
		t.Errorf("the mapping stands at %s: %q", p, s.Span.Text())
	}
	s.Title, s.Raw, s.Span = source.Text{}, nil, source.Span{}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got %+v\nwant %+v", s, want)
	}
}

func TestIntoReports(t *testing.T) {
	tests := []struct{ text, want, hint string }{
		{"titel: x\nid: a", `1:1 key-unknown: the document has no key "titel"`, `did you mean "title"?`},
		{"Skipped: x\nid: a", `1:1 key-unknown: the document has no key "Skipped"`, ""},
		{"hidden: x\nid: a", `1:1 key-unknown: the document has no key "hidden"`, ""},
		{"title: x", `1:1 key-missing: the document lacks the key "id"`, `add the key "id"`},
		{"id:", `1:1 key-missing: the key "id" has no value`, "add the value"},
		{"id: true", `1:5 value-type: "id" is true or false (true), expected text`, "quote it"},
		{"id: [a]", `1:5 value-type: "id" is a list, expected text`, ""},
		{"id: a\ntitle: {b: c}", `2:8 value-type: "title" is a mapping, expected text`, ""},
		{"id: a\ncount: 200", `2:8 value-invalid: "count" is 200, which is out of range`, ""},
		{"id: a\ncount: 1.5", `2:8 value-type: "count" is a number (1.5), expected a whole number`, ""},
		{"id: a\ncount: \"12\"", `2:8 value-type: "count" is text (12), expected a whole number`, "remove the quotes"},
		{"id: a\ncount: 012", `2:8 value-type: "count" is text (012), expected a whole number`, "remove the leading zero"},
		{"id: a\nsize: -1", `2:7 value-invalid: "size" is -1, which is out of range`, ""},
		{"id: a\nratio: much", `2:8 value-type: "ratio" is text (much), expected a number`, ""},
		{"id: a\non: yes", `2:5 value-type: "on" is text (yes), expected true or false`, "write true"},
		{"id: a\non: off", `2:5 value-type: "on" is text (off), expected true or false`, "write false"},
		{"id: a\nlines: 3", `2:8 value-type: "lines" is a whole number (3), expected a list`, "write [3]"},
		{"id: a\nlines: [1, x]", `2:12 value-type: item 2 of "lines" is text (x), expected a whole number`, ""},
		{"id: a\ntags: {b: c}", `2:7 value-type: "tags" is a mapping, expected a list`, `start each item with "- "`},
		{"id: a\nscope: x", `2:8 value-type: "scope" is text (x), expected a mapping`, "key: value"},
		{"id: a\nscope: {cloud: {x: y}}", `2:16 value-type: "cloud" is a mapping, expected a list`, ""},
		{"id: a\nkind: skan", `2:7 value-unknown: "kind" is "skan", expected backup, scan or training`, `did you mean "scan"?`},
		{"id: a\nkinds: [a, c]", `2:12 value-unknown: item 2 of "kinds" is "c", expected a or b`, `did you mean "a"?`},
		{"id: a\nowner: x\nteam: y", `3:1 key-duplicate: the keys "team" and "owner" mean the same`, "remove"},
		{"id: a\ninner: x", `2:8 value-type: "inner" is text (x), expected a mapping`, ""},
		{"id: a\nitems:\n  - ib: b", `3:5 key-unknown: item 1 of "items" has no key "ib"`, `did you mean "id"?`},
		{"id: a\nschedule: [x]", `2:11 schedule-invalid: not a schedule`, ""},
		{"id: a\nschedule: ~", `2:11 schedule-invalid: not a schedule`, ""},
	}
	for _, tt := range tests {
		_, got, list := into(t, tt.text)
		if len(got) == 0 || got[0] != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
			continue
		}
		if !strings.Contains(list[0].Hint, tt.hint) {
			t.Errorf("%q: the hint is %q, want %q in it", tt.text, list[0].Hint, tt.hint)
		}
	}
}

func TestIntoReportsAllAndKeepsTheRest(t *testing.T) {
	s, got, _ := into(t, "titel: x\ncount: many\nkind: scan\nitems: [{id: a}, {}, {id: c, x: 1}]\n")
	want := []string{
		`1:1 key-unknown: the document has no key "titel"`,
		`2:8 value-type: "count" is text (many), expected a whole number`,
		`4:18 key-missing: item 2 of "items" lacks the key "id"`,
		`4:30 key-unknown: item 3 of "items" has no key "x"`,
		`1:1 key-missing: the document lacks the key "id"`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if s.Kind != "scan" || len(s.Items) != 3 || s.Items[2].ID != "c" {
		t.Errorf("what is right is not stored: %+v", s)
	}
}

func TestIntoOptionalNull(t *testing.T) {
	s, got, _ := into(t, "id: a\ntitle:\ncount: ~\nitems:\ninner:\nlater:\nany:\n")
	if len(got) > 0 || s.Items != nil || s.Inner != nil || s.Later != nil || s.Any != nil {
		t.Errorf("a key without a value: %q, %+v", got, s)
	}
}

func TestIntoEmptyDocument(t *testing.T) {
	if _, got, _ := into(t, "# nothing\n"); len(got) != 1 || got[0] != `1:1 key-missing: the document lacks the key "id"` {
		t.Errorf("got %q", got)
	}
	var s sample
	if list := Into(nil, &s); list != nil {
		t.Errorf("a nil node gives %v", list)
	}
}

func TestIntoPanicsOnMistakesOfTheProgram(t *testing.T) {
	for name, target := range map[string]any{
		"no pointer":  sample{},
		"nil":         (*sample)(nil),
		"channel":     new(chan int),
		"integer key": new(map[int]string),
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			Into(mustYAML(t, "a: 1"), target)
		}()
	}
}

func TestGetAndPlainOfNil(t *testing.T) {
	var n *Node
	if n.Get("x") != nil || n.Plain() != nil || mustYAML(t, "a: 1").Get("b") != nil {
		t.Error("what is absent is not nil")
	}
}
