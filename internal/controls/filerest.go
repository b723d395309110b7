package controls

import (
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/source"
)

// exceptionFile is an exception as it is written.
type exceptionFile struct {
	ID          source.Text      `json:"id" jsonschema:"small letters, digits and hyphens; part of permanent links"`
	Title       string           `json:"title,omitempty" jsonschema:"the gap in one line; the reason by default"`
	Waives      source.Text      `json:"waives" jsonschema:"the control that the gap concerns"`
	Scope       scopeFile        `json:"scope,omitempty" jsonschema:"where the gap is"`
	Resource    string           `json:"resource,omitempty" jsonschema:"what has the gap"`
	Reason      source.Text      `json:"reason" jsonschema:"why the gap exists"`
	Remediation *remediationFile `json:"remediation,omitempty" jsonschema:"what will close the gap"`
	BlockedBy   string           `json:"blocked_by,omitempty" jsonschema:"who or what stands in the way"`
	Accepted    bool             `json:"accepted,omitempty" jsonschema:"the owner accepts the risk"`
	Owner       string           `json:"owner,omitempty" jsonschema:"who answers for it"`
	Opened      schema.Scalar    `json:"opened,omitzero" jsonschema:"date on which the gap was recorded"`
	Trigger     string           `json:"trigger,omitempty" jsonschema:"event that calls for a review"`
	Until       schema.Scalar    `json:"until,omitzero" jsonschema:"last date on which the exception holds"`
	AtLatest    source.Text      `json:"at_latest,omitzero" alias:"at_the_latest" jsonschema:"longest life from the opening date; the site's default without it"`
	Evidence    []needEntry      `json:"evidence,omitempty" jsonschema:"what shows that the gap is still there"`
	Assert      source.Text      `json:"assert,omitzero" jsonschema:"CEL that is true while the gap exists"`
	Audience    source.Text      `json:"audience,omitzero" jsonschema:"who may see it; only narrower than the folder's"`
}

type remediationFile struct {
	Action string `json:"action" jsonschema:"what is done"`
	By     string `json:"by,omitempty" oneof:"provider customer nobody" jsonschema:"who does it"`
	When   string `json:"when,omitempty" jsonschema:"on which event or date"`
}

// subprocessorFile is a third party as it is written.
type subprocessorFile struct {
	ID       source.Text   `json:"id" jsonschema:"small letters, digits and hyphens"`
	Name     source.Text   `json:"name" jsonschema:"how it is known"`
	Entity   string        `json:"entity,omitempty" jsonschema:"legal name"`
	Purpose  source.Text   `json:"purpose" jsonschema:"what it does"`
	Data     []string      `json:"data,omitempty" single:"ok" jsonschema:"what data it sees"`
	Places   []string      `json:"places,omitempty" single:"ok" jsonschema:"where the data is"`
	Transfer string        `json:"transfer,omitempty" jsonschema:"legal basis of a transfer"`
	URL      source.Text   `json:"url,omitzero" jsonschema:"its own page on security or privacy"`
	Since    schema.Scalar `json:"since,omitzero" jsonschema:"date since which it is used"`
	Notice   schema.Scalar `json:"notice,omitzero" jsonschema:"date on which its use was announced"`
	Reviewed schema.Scalar `json:"reviewed,omitzero" jsonschema:"date on which it was last assessed"`
	Scope    scopeFile     `json:"scope,omitempty" jsonschema:"where it is used"`
	Audience source.Text   `json:"audience,omitzero" jsonschema:"who may see it; only narrower than the folder's"`
	Controls []source.Text `json:"controls,omitempty" single:"ok" jsonschema:"controls that speak of it"`
}

// frameworkFile is the head of a framework's file.
type frameworkFile struct {
	ID        source.Text   `json:"id" jsonschema:"small letters, digits and hyphens"`
	Title     source.Text   `json:"title" jsonschema:"its name, without the version"`
	Publisher string        `json:"publisher,omitempty" jsonschema:"who publishes it"`
	Version   string        `json:"version,omitempty" jsonschema:"version or year"`
	URL       source.Text   `json:"url,omitzero" jsonschema:"where it is published"`
	Withdrawn schema.Scalar `json:"withdrawn,omitzero" jsonschema:"date since which this version is no longer in force"`
	Successor string        `json:"successor,omitempty" jsonschema:"what replaces it"`
	Audience  source.Text   `json:"audience,omitzero" jsonschema:"who may see it; only narrower than the folder's"`
}

type requirementFile struct {
	ID    source.Text `json:"id" jsonschema:"as the publisher writes it"`
	Title source.Text `json:"title" jsonschema:"what it asks for, in our own words"`
	Group string      `json:"group,omitempty" jsonschema:"heading that it stands below"`

	Requires []demandedFile `json:"requires,omitempty" jsonschema:"the framework's own numbers, and the kinds of controls that do what it asks"`
}

type demandedFile struct {
	Kinds     []source.Text `json:"kinds,omitempty" single:"ok" jsonschema:"kinds of controls that the number is about; without a number, those that do what is asked"`
	Parameter source.Text   `json:"parameter,omitzero" jsonschema:"the parameter that is held to the number"`
	Op        string        `json:"op,omitempty" oneof:"<= >= < > == in contains" jsonschema:"how the parameter stands to the number; == by default"`
	Value     *decode.Node  `json:"value,omitempty" jsonschema:"the number, as the parameter is written"`
	Called    source.Text   `json:"called,omitzero" jsonschema:"words for what is asked, such as penetration test"`
	Not       []source.Text `json:"not,omitempty" single:"ok" jsonschema:"kinds of controls that use those words and do not do it"`
	Span      source.Span   `json:"-"`
}

// approvalFile is an approval as it is written.
type approvalFile struct {
	Control   source.Text   `json:"control" jsonschema:"the control whose claim became weaker"`
	Parameter source.Text   `json:"parameter,omitzero" jsonschema:"the parameter that changed"`
	Aspect    source.Text   `json:"aspect,omitzero" oneof:"claim status responsibility scope evidence schedule assertion mapping exception" jsonschema:"what changed, where it is no parameter; claim for one that is withdrawn"`
	From      *decode.Node  `json:"from,omitempty" jsonschema:"what it was, as the catalog had it; left out where nothing was stated"`
	To        *decode.Node  `json:"to,omitempty" jsonschema:"what it is; left out where nothing is stated"`
	By        source.Text   `json:"by" jsonschema:"who approved it, a name or a role; is published"`
	On        schema.Scalar `json:"on" jsonschema:"date of the approval"`
	Reason    source.Text   `json:"reason" jsonschema:"why; is published"`
	Audience  source.Text   `json:"audience,omitzero" jsonschema:"who may see it; only narrower than the folder's"`
}
