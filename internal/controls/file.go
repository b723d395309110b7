package controls

import (
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// catalogFile is a file below controls/ as it is written.
type catalogFile struct {
	Controls      []controlFile      `json:"controls,omitempty" jsonschema:"claims with typed parameters"`
	Exceptions    []exceptionFile    `json:"exceptions,omitempty" jsonschema:"known gaps, recorded"`
	Subprocessors []subprocessorFile `json:"subprocessors,omitempty" jsonschema:"third parties that run or hold something"`
	Answers       []answerFile       `json:"answers,omitempty" jsonschema:"prepared replies to questions of buyers"`
	Approvals     []approvalFile     `json:"approvals,omitempty" jsonschema:"who agreed to a claim becoming weaker"`
	Framework     *frameworkFile     `json:"framework,omitempty" jsonschema:"a set of published requirements; one a file, below controls/frameworks/"`
	Requirements  []requirementFile  `json:"requirements,omitempty" jsonschema:"the requirements of the framework"`
}

// controlFile is a control as it is written.
type controlFile struct {
	ID             source.Text                           `json:"id" jsonschema:"small letters, digits and hyphens; part of permanent links"`
	Title          source.Text                           `json:"title" jsonschema:"the claim in one line"`
	Kind           kindName                              `json:"kind" jsonschema:"what the claim is about"`
	Summary        string                                `json:"summary,omitempty" jsonschema:"more than the title, less than the statement"`
	Statement      source.Text                           `json:"statement,omitzero" jsonschema:"the claim in full, as a template over the parameters; the title by default"`
	Owner          string                                `json:"owner,omitempty" jsonschema:"who answers for it"`
	Audience       source.Text                           `json:"audience,omitzero" jsonschema:"who may see it; only narrower than the folder's"`
	Scope          scopeFile                             `json:"scope,omitempty" jsonschema:"where it holds: axis to value or list of values"`
	Status         trust.Status                          `json:"status,omitempty" oneof:"in-effect optional required-setting conditional partial exception limitation not-applicable planned" jsonschema:"how far it is in effect; in-effect by default"`
	Responsibility trust.Responsibility                  `json:"responsibility,omitempty" oneof:"provider customer shared inherited" jsonschema:"who must do it; provider by default"`
	Method         trust.Method                          `json:"method,omitempty" oneof:"machine document attestation-only" jsonschema:"how it can be checked at best"`
	Parameters     parametersFile                        `json:"parameters,omitempty" jsonschema:"typed values; the type follows from the name"`
	Inferred       []source.Text                         `json:"inferred,omitempty" single:"ok" jsonschema:"parameters set so that a check is possible; they are not published as claims"`
	Readings       schema.Some[readingsFile]             `json:"readings,omitempty" jsonschema:"phrases with several meanings"`
	Overrides      []overrideFile                        `json:"overrides,omitempty" jsonschema:"other values within a narrower scope"`
	Evidence       []needEntry                           `json:"evidence,omitempty" jsonschema:"what proves it: ids, or mappings with a schedule"`
	Freshness      *freshnessFile                        `json:"freshness,omitempty" jsonschema:"how old the evidence may be"`
	Assert         source.Text                           `json:"assert,omitzero" jsonschema:"CEL over ev, at, facts, p, c and now that yields true or false"`
	Population     *populationFile                       `json:"population,omitempty" jsonschema:"over what the assertion quantifies"`
	Relates        []relatesFile                         `json:"relates,omitempty" jsonschema:"ties to other controls"`
	Frameworks     schema.Map[schema.Some[mappingEntry]] `json:"frameworks,omitempty" jsonschema:"framework to requirements"`
	Questions      []string                              `json:"questions,omitempty" single:"ok" jsonschema:"questions of buyers that it answers"`
	Flags          []trust.Flag                          `json:"flags,omitempty" single:"ok" oneof:"vague ambiguous garbled superseded framework-gap" jsonschema:"weaknesses of the wording"`
	Note           string                                `json:"note,omitempty" jsonschema:"for people who keep the catalog"`
	Source         *originFile                           `json:"source,omitempty" jsonschema:"where the claim was first published"`
	Span           source.Span                           `json:"-"`
}

// scopeFile maps axes to values.
type scopeFile = schema.Map[schema.Some[schema.Scalar]]

// kindName is the kind of a control: one that every site has, or one that
// candor.yaml adds.
type kindName struct{ source.Text }

// DecodeNode implements decode.Decoder.
func (k *kindName) DecodeNode(n *decode.Node) diag.List { return schema.Into(n, "kind", &k.Text) }

// Shape implements schema.Shaped.
func (k *kindName) Shape() schema.Shape {
	var words []string
	for _, kind := range site.Kinds() {
		words = append(words, kind.ID)
	}
	return schema.Shape{Words: words}
}

// parametersFile maps names to values of any shape.
type parametersFile struct{ schema.Map[*decode.Node] }

// Shape implements schema.Shaped.
func (p *parametersFile) Shape() schema.Shape {
	shape := p.Map.Shape()
	shape.Keys = parameter.Default().Names()
	return shape
}

type readingsFile struct {
	Parameter    source.Text    `json:"parameter" jsonschema:"the parameter that holds the first reading"`
	Text         string         `json:"text" jsonschema:"the phrase as published"`
	Alternatives []*decode.Node `json:"alternatives" jsonschema:"the values that it can mean"`
}

type overrideFile struct {
	Scope      scopeFile      `json:"scope" jsonschema:"where the other values hold"`
	Parameters parametersFile `json:"parameters" jsonschema:"the other values"`
	Note       string         `json:"note,omitempty"`
	Span       source.Span    `json:"-"`
}

type freshnessFile struct {
	Basis  trust.Basis `json:"basis,omitempty" oneof:"claim event snapshot review none" jsonschema:"where the limit comes from"`
	MaxAge source.Text `json:"max_age,omitzero" jsonschema:"ISO 8601 duration; the site's default without it"`
	Grace  source.Text `json:"grace,omitzero" jsonschema:"what may pass after it: a share such as 25%, or a duration"`
	Event  source.Text `json:"event,omitzero" jsonschema:"with basis event: what the evidence must belong to"`
	Why    string      `json:"why,omitempty" jsonschema:"the reason for the limit; required with basis none"`
	Span   source.Span `json:"-"`
}

type populationFile struct {
	Path  source.Text `json:"path,omitzero" jsonschema:"CEL expression that yields a list, such as ev.volumes.Volumes"`
	Where source.Text `json:"where,omitzero" jsonschema:"CEL condition over an item named it"`
	Empty string      `json:"empty,omitempty" oneof:"pass fail" jsonschema:"what an empty list proves; fail by default"`
}

type originFile struct {
	Claim   string `json:"claim,omitempty" jsonschema:"id in an inventory of claims"`
	File    string `json:"file,omitempty"`
	Section string `json:"section,omitempty" jsonschema:"path of headings"`
	Lines   []int  `json:"lines,omitempty" single:"ok"`
}

// mappingEntry is the id of a requirement, or a mapping with its degree.
type mappingEntry struct{ mappingFile }

type mappingFile struct {
	ID     source.Text  `json:"id" jsonschema:"the requirement"`
	Degree trust.Degree `json:"degree,omitempty" oneof:"meets supports falls-short" jsonschema:"how far the control meets it; supports by default"`
	Note   string       `json:"note,omitempty"`
}

// DecodeNode implements decode.Decoder.
func (e *mappingEntry) DecodeNode(n *decode.Node) diag.List {
	if n.Kind != decode.Map {
		return schema.Into(n, "requirement", &e.ID)
	}
	return schema.Into(n, "requirement", &e.mappingFile)
}

// Shape implements schema.Shaped.
func (e *mappingEntry) Shape() schema.Shape { return schema.TextOr[mappingFile]() }
