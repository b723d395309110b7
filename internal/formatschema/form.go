// Package formatschema makes the JSON Schema of format files, with which editors
// complete and check them. It holds the forms in which the language of formats
// is written; package format reads it.
//
// It reads no files.
package formatschema

import (
	"reflect"

	"github.com/candor-site/candor/internal/moment"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/trust"
)

// Schema returns the JSON Schema of a format file.
func Schema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[spec](), schema.Options{
		ID:          "https://github.com/candor-site/candor/schema/format.schema.json",
		Title:       "Candor format",
		Description: "evidence/formats/TOOL.yaml: how the output of a tool is recognised and read",
	})
}

type spec struct {
	ID       string    `json:"id" jsonschema:"lower-case words joined by hyphens; that of an embedded format takes its place"`
	Title    string    `json:"title" jsonschema:"what people call it"`
	Doc      string    `json:"doc,omitempty" jsonschema:"how to make such a file, and what to know about it"`
	Tool     tool      `json:"tool" jsonschema:"the program that writes it"`
	Read     reading   `json:"read,omitempty" jsonschema:"what all variants read"`
	Variants []variant `json:"variants" jsonschema:"the shapes that the output takes"`
}

type tool struct {
	Name    toolName `json:"name" jsonschema:"its name, or where the file names it"`
	Version value    `json:"version,omitempty" jsonschema:"where its version stands"`
}

type variant struct {
	Name     string       `json:"name" jsonschema:"what tells it from the other variants"`
	Priority int          `json:"priority" jsonschema:"higher is tried first: specific before general"`
	Root     pointerForm  `json:"root,omitempty" jsonschema:"read this part as if it were the file"`
	Detect   []condition  `json:"detect" jsonschema:"all must hold; look at content, never at names"`
	Contains containsSpec `json:"contains,omitempty" jsonschema:"where the file holds documents of other formats"`
	Read     reading      `json:"read,omitempty" jsonschema:"what differs from what all variants read"`
}

type reading struct {
	Tool      toolOf           `json:"tool,omitempty"`
	Collected []clock          `json:"collected,omitempty" jsonschema:"when it was observed; the first acceptable time counts"`
	From      []clock          `json:"from,omitempty" jsonschema:"when the observation began"`
	Knowledge []clock          `json:"knowledge,omitempty" jsonschema:"how old the data is that the tool judges by"`
	Target    value            `json:"target,omitempty" jsonschema:"what was examined"`
	Version   value            `json:"version,omitempty" jsonschema:"version of the target"`
	Scope     map[string]value `json:"scope,omitempty" jsonschema:"axes that the file itself states"`
	Params    map[string]value `json:"params,omitempty" jsonschema:"normalised parameters, for assertions"`
	Coverage  coverage         `json:"coverage,omitempty" jsonschema:"how much was examined"`
	Verdict   verdictSpec      `json:"verdict,omitempty" jsonschema:"what the tool says"`
	Events    events           `json:"events,omitempty" jsonschema:"the file is a feed of events"`
	Problems  []problem        `json:"problems,omitempty" jsonschema:"what its reader should know"`
}

type coverage struct {
	Examined  value `json:"examined,omitempty" jsonschema:"how many things were looked at"`
	Skipped   value `json:"skipped,omitempty" jsonschema:"how many were left out"`
	Errors    value `json:"errors,omitempty" jsonschema:"how many could not be looked at"`
	Truncated value `json:"truncated,omitempty" jsonschema:"true when the file holds less than there is"`
}

type events struct {
	Type  string      `json:"type,omitempty" jsonschema:"the type of the events, such as release"`
	Each  value       `json:"each,omitempty" jsonschema:"where the items stand"`
	Where []condition `json:"where,omitempty" jsonschema:"which items are events"`
	Key   value       `json:"key,omitempty" jsonschema:"what names an item, relative to it"`
	At    []clock     `json:"at,omitempty" jsonschema:"when it happened, relative to the item"`
}

type problem struct {
	When    []condition `json:"when" jsonschema:"when it is told"`
	Code    string      `json:"code" jsonschema:"a word for programs"`
	Message string      `json:"message" jsonschema:"a sentence for people"`
}

type pointerForm string

func (*pointerForm) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string"}, Pattern: `^(/.*)?$`, Text: "a JSON Pointer with * (each), ** (everything below), patterns (run-*) and filters ([key=value])"}
}

type expressionForm string

func (*expressionForm) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string"}, Pattern: `^[^/]`, Text: "a CEL expression over doc"}
}

type operationForm struct {
	First  pointerForm               `json:"first,omitempty" jsonschema:"the first value that is found"`
	Last   pointerForm               `json:"last,omitempty" jsonschema:"the last value that is found"`
	List   pointerForm               `json:"list,omitempty" jsonschema:"all values"`
	Count  pointerForm               `json:"count,omitempty" jsonschema:"how many there are"`
	Every  pointerForm               `json:"every,omitempty" jsonschema:"whether all of them meet where"`
	Sum    pointerForm               `json:"sum,omitempty" jsonschema:"the sum of what is found"`
	Total  []value                   `json:"total,omitempty" jsonschema:"the sum of some values"`
	Min    pointerForm               `json:"min,omitempty" jsonschema:"the least value"`
	Max    pointerForm               `json:"max,omitempty" jsonschema:"the greatest value"`
	Common pointerForm               `json:"common,omitempty" jsonschema:"the value that all share"`
	Set    pointerForm               `json:"set,omitempty" jsonschema:"the distinct values, sorted"`
	Oldest pointerForm               `json:"oldest,omitempty" jsonschema:"the oldest instant"`
	Newest pointerForm               `json:"newest,omitempty" jsonschema:"the newest instant"`
	CEL    expressionForm            `json:"cel,omitempty" jsonschema:"a CEL expression over doc"`
	Const  any                       `json:"const,omitempty" jsonschema:"this value"`
	Where  somewhere                 `json:"where,omitempty" jsonschema:"what each item must meet; pointers are relative to it"`
	When   somewhere                 `json:"when,omitempty" jsonschema:"what the document must meet for the value to count"`
	Get    pointerForm               `json:"get,omitempty" jsonschema:"what is read of each item"`
	Match  string                    `json:"match,omitempty" jsonschema:"a regular expression (RE2); its first group is read"`
	As     string                    `json:"as,omitempty" oneof:"number days hours seconds" jsonschema:"text becomes a number, a length of time a number of units"`
	Words  schema.Map[schema.Scalar] `json:"words,omitempty" jsonschema:"words of the tool, and what they become"`
}

// operationKeys are the keys of which an operation has one.
var operationKeys = []string{"first", "last", "list", "count", "every", "sum", "total", "min", "max", "common", "set", "oldest", "newest", "cel", "const"}

type operation struct{}

func (*operation) Shape() schema.Shape {
	return schema.Shape{Name: "operation", Text: "one operation", AnyOf: []reflect.Type{reflect.TypeFor[operationForm]()}, One: operationKeys}
}

type single struct{}

func (*single) Shape() schema.Shape {
	return schema.Shape{AnyOf: []reflect.Type{reflect.TypeFor[pointerForm](), reflect.TypeFor[expressionForm](), reflect.TypeFor[float64](), reflect.TypeFor[bool](), reflect.TypeFor[operation]()}}
}

type value struct{}

func (*value) Shape() schema.Shape {
	return schema.Shape{Name: "value", Text: "a pointer, a CEL expression over doc, a number, true or false, an operation; or a list of these, of which the first that yields something counts",
		AnyOf: []reflect.Type{reflect.TypeFor[single](), reflect.TypeFor[[]single]()}}
}

type toolName struct{}

func (*toolName) Shape() schema.Shape {
	return schema.Shape{Text: "the name of the tool; or where the file names it: a pointer, an operation, or a list of which the first that yields a name counts",
		AnyOf: []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[operation](), reflect.TypeFor[[]nameForm]()}}
}

type nameForm struct{}

func (*nameForm) Shape() schema.Shape {
	return schema.Shape{AnyOf: []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[operation]()}}
}

type toolForm struct {
	Name    toolName `json:"name,omitempty"`
	Version value    `json:"version,omitempty"`
}

type toolOf struct{}

func (*toolOf) Shape() schema.Shape {
	return schema.Shape{Text: "name and version of the tool, or its version alone", AnyOf: []reflect.Type{reflect.TypeFor[toolForm](), reflect.TypeFor[value]()}}
}

type clockForm struct {
	At     pointerForm         `json:"at" jsonschema:"where the time stands"`
	Where  somewhere           `json:"where,omitempty" jsonschema:"what each match must meet"`
	Layout schema.Some[layout] `json:"layout,omitempty" jsonschema:"how it is written; iso where nothing is said"`
	Pick   string              `json:"pick,omitempty" oneof:"oldest newest first last" jsonschema:"which of several; the oldest where nothing is said"`
	Zone   string              `json:"zone,omitempty" oneof:"UTC" jsonschema:"for a tool that always writes UTC without saying so"`
	Match  string              `json:"match,omitempty" jsonschema:"a regular expression (RE2); its groups, joined by spaces, are the time"`
}

type layout string

func (*layout) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string"}, Text: "a name, or a layout of Go such as 2006-01-02 15:04:05", Words: moment.Names}
}

type clock struct{}

func (*clock) Shape() schema.Shape {
	return schema.Shape{Name: "time", Text: "where a time stands, and how it is written", AnyOf: []reflect.Type{reflect.TypeFor[pointerForm](), reflect.TypeFor[clockForm]()}}
}

type conditionForm struct {
	Shape   schema.Some[fileShape]     `json:"shape,omitempty" jsonschema:"the kind of file"`
	At      pointerForm                `json:"at,omitempty" jsonschema:"what is tested; it must exist"`
	Of      value                      `json:"of,omitempty" jsonschema:"what is tested, in place of at"`
	Param   string                     `json:"param,omitempty" jsonschema:"a parameter, or examined, skipped, errors"`
	Equals  schema.Some[schema.Scalar] `json:"equals,omitempty" jsonschema:"it is one of these"`
	Matches string                     `json:"matches,omitempty" jsonschema:"a regular expression (RE2) fits it"`
	In      value                      `json:"in,omitempty" jsonschema:"it is among these, looked for over the whole document"`
	Is      string                     `json:"is,omitempty" oneof:"map list text number bool scalar" jsonschema:"its kind"`
	Only    schema.Some[schema.Scalar] `json:"only,omitempty" jsonschema:"it is a mapping with no other keys"`
	Columns schema.Some[schema.Scalar] `json:"columns,omitempty" jsonschema:"the header of a table has all of them"`
	Exists  *bool                      `json:"exists,omitempty" jsonschema:"false: it must not exist"`
	Above   value                      `json:"above,omitempty" jsonschema:"it is a number above this"`
	Below   value                      `json:"below,omitempty" jsonschema:"it is a number below this"`
	Any     somewhere                  `json:"any,omitempty" jsonschema:"one of these holds"`
	Not     somewhere                  `json:"not,omitempty" jsonschema:"these do not all hold"`
}

type fileShape string

func (*fileShape) Shape() schema.Shape {
	return schema.Shape{Types: []string{"string"}, Pattern: "^(json|jsonl|csv|xml|yaml|text|tar)$", Words: []string{"json", "jsonl", "csv", "xml", "yaml", "text", "tar"}}
}

type condition struct{}

func (*condition) Shape() schema.Shape {
	return schema.Shape{Name: "condition", AnyOf: []reflect.Type{reflect.TypeFor[conditionForm]()}}
}

// somewhere is a condition, or a list of them.
type somewhere []condition

func (*somewhere) Shape() schema.Shape {
	return schema.Shape{AnyOf: []reflect.Type{reflect.TypeFor[condition](), reflect.TypeFor[[]condition]()}}
}

type ruleForm struct {
	When  somewhere               `json:"when,omitempty" jsonschema:"where the rule applies"`
	Is    verdictWord             `json:"is,omitempty" jsonschema:"the verdict"`
	At    pointerForm             `json:"at,omitempty" jsonschema:"where the tool's own words stand; the worst counts"`
	Of    value                   `json:"of,omitempty" jsonschema:"a value that is a verdict"`
	Words schema.Map[verdictWord] `json:"words,omitempty" jsonschema:"the tool's words, and what they mean"`
}

type verdictWord string

func (*verdictWord) Shape() schema.Shape {
	words := make([]string, len(trust.Verdicts))
	for i, v := range trust.Verdicts {
		words[i] = string(v)
	}
	return schema.Shape{Types: []string{"string"}, Pattern: "^(pass|fail|warn|error|inconclusive|not_applicable|none)$", Words: words}
}

type verdictSpec struct{}

func (*verdictSpec) Shape() schema.Shape {
	return schema.Shape{Text: "one rule, or a list of which the first that applies counts; without one the tool does not judge",
		AnyOf: []reflect.Type{reflect.TypeFor[ruleForm](), reflect.TypeFor[[]ruleForm]()}}
}

type containsForm struct {
	At     pointerForm `json:"at"`
	Decode string      `json:"decode,omitempty" oneof:"text base64" jsonschema:"the document is written as text"`
}

type containsOne struct{}

func (*containsOne) Shape() schema.Shape {
	return schema.Shape{AnyOf: []reflect.Type{reflect.TypeFor[pointerForm](), reflect.TypeFor[containsForm]()}}
}

type containsSpec struct{}

func (*containsSpec) Shape() schema.Shape {
	return schema.Shape{Text: "where the file holds documents of other formats", AnyOf: []reflect.Type{reflect.TypeFor[containsOne](), reflect.TypeFor[[]containsOne]()}}
}
