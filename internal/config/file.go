package config

import (
	"reflect"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/selection"
	"github.com/candor-site/candor/internal/source"
)

// siteFile is candor.yaml as it is written.
type siteFile struct {
	Site          siteSection             `json:"site" jsonschema:"what the portal is, and where it is published"`
	Contact       *contactSection         `json:"contact,omitempty" jsonschema:"whom to write to; becomes .well-known/security.txt"`
	Audiences     schema.Map[source.Text] `json:"audiences,omitempty" jsonschema:"folder to audience; the longest folder wins"`
	AudienceOrder []source.Text           `json:"audience_order,omitempty" jsonschema:"audiences from open to closed; public, nda, internal by default"`
	Scope         schema.Map[values]      `json:"scope,omitempty" jsonschema:"axes on which claims are narrowed, each with all of its values"`
	Evidence      evidenceSection         `json:"evidence,omitzero" jsonschema:"where evidence lies beside the folder evidence/"`
	Freshness     freshnessSection        `json:"freshness,omitzero" jsonschema:"how old evidence may be where nothing else says so"`
	ScopeMap      schema.Map[scopeMap]    `json:"scope_map,omitempty" jsonschema:"what values that evidence states, such as an account, mean in the site's scope"`
	Events        schema.Map[eventEntry]  `json:"events,omitempty" jsonschema:"what event-driven schedules wait for"`
	Signers       []signerFile            `json:"signers,omitempty" jsonschema:"who may sign evidence"`
	Sigstore      *sigstoreSection        `json:"sigstore,omitempty" jsonschema:"how keyless signatures are verified, without a network"`
	Policy        policySection           `json:"policy,omitzero" jsonschema:"what the state of a control does to the build"`
	Answers       answersSection          `json:"answers,omitzero" jsonschema:"what becomes of prepared answers"`
	Lints         lintsSection            `json:"lints,omitzero" jsonschema:"weight of each lint: error, warning, note or off"`
	Spellings     schema.Map[otherWords]  `json:"spellings,omitempty" jsonschema:"names, each with the spellings that are not to be used"`
	Frameworks    []source.Text           `json:"frameworks,omitempty" jsonschema:"ids of the frameworks to publish, in order"`
	Menu          []menuEntry             `json:"menu,omitempty" jsonschema:"the main menu"`
	Kinds         []kindFile              `json:"kinds,omitempty" jsonschema:"kinds of control beside those that every site has"`
	Parameters    schema.Map[typeName]    `json:"parameters,omitempty" jsonschema:"parameter names beside those that every site has, each with its type"`
	Theme         source.Text             `json:"theme,omitzero" jsonschema:"a built-in theme (default, plain), or the name of a folder below themes"`
	HTML          htmlSection             `json:"html,omitzero" jsonschema:"what pages may embed"`
	LastModified  string                  `json:"last_modified,omitempty" oneof:"git front-matter off" jsonschema:"where the date of a page's last change comes from: front matter or else the git history (git, the default), front matter alone, or nowhere (off)"`
	Lenient       bool                    `json:"lenient,omitempty" jsonschema:"report foreign syntax in pages as warnings"`
}

type siteSection struct {
	Title        source.Text              `json:"title" jsonschema:"title of the portal"`
	Organization source.Text              `json:"organization,omitzero" jsonschema:"legal or common name of the organisation; the title by default"`
	Description  source.Text              `json:"description,omitzero" jsonschema:"one sentence for search engines and previews"`
	BaseURL      source.Text              `json:"base_url" jsonschema:"address of the portal, with http or https; a path below the host works too"`
	Language     source.Text              `json:"language,omitzero" jsonschema:"language of the pages as a BCP 47 tag; en by default"`
	Languages    schema.Some[source.Text] `json:"languages,omitempty" jsonschema:"languages, as BCP 47 tags, into which pages are translated: NAME.TAG.md stands beside NAME.md"`
	Timezone     source.Text              `json:"timezone,omitzero" jsonschema:"IANA time zone of calendar periods, and of evidence whose times carry no zone; UTC by default"`
	Accent       colourEntry              `json:"accent,omitzero" jsonschema:"colour of links, marks and rules, such as '#1f6feb', in quotes; or one for each scheme"`
	Accent2      colourEntry              `json:"accent2,omitzero" jsonschema:"colour of labels and of the rule above a page; the theme's own by default"`
	Heading      colourEntry              `json:"heading,omitzero" jsonschema:"colour of headings; the theme's own by default"`
	Logo         logoEntry                `json:"logo,omitzero" jsonschema:"route of the picture beside the title, such as /images/logo.svg; or one for each scheme"`
	Favicon      source.Text              `json:"favicon,omitzero" jsonschema:"route of the picture that browsers show on tabs; the theme's own by default"`
	Edit         source.Text              `json:"edit,omitzero" jsonschema:"address at which a file of the site is edited, with {path} where its path goes"`
	Span         source.Span              `json:"-"`
}

type contactSection struct {
	Security        source.Text              `json:"security" jsonschema:"where to report a vulnerability: mailto:, tel: or https:"`
	Policy          source.Text              `json:"policy,omitzero" jsonschema:"route or address of the disclosure policy"`
	Encryption      source.Text              `json:"encryption,omitzero" jsonschema:"where the key for encrypted reports is: https:, dns: or openpgp4fpr:"`
	Acknowledgments source.Text              `json:"acknowledgments,omitzero" jsonschema:"route or address of the page that thanks reporters"`
	Languages       schema.Some[source.Text] `json:"languages,omitempty" jsonschema:"languages that reports may be written in"`
	Expires         schema.Scalar            `json:"expires,omitzero" jsonschema:"date after which the contact must not be relied on"`
}

type evidenceSection struct {
	Source source.Text `json:"source,omitzero" jsonschema:"address of a bucket: s3://bucket/prefix?region=…, gs://, azblob:// or file:///folder; candor evidence pull copies it"`
}

type freshnessSection struct {
	Snapshot  source.Text   `json:"snapshot,omitzero" jsonschema:"period of standing configuration; P7D by default"`
	Review    source.Text   `json:"review,omitzero" jsonschema:"period of documents and statements; P1Y by default"`
	Grace     source.Text   `json:"grace,omitzero" jsonschema:"what may pass after a period: a share such as 25%, or a duration; 25% by default"`
	MaxAge    schema.Scalar `json:"max_age,omitzero" jsonschema:"periods after which evidence expires; 2x by default"`
	Future    source.Text   `json:"future,omitzero" jsonschema:"how far ahead a clock may run; PT5M by default"`
	Conflict  source.Text   `json:"conflict,omitzero" jsonschema:"how far two sources of time may be apart; PT1H by default"`
	Fallback  *[]string     `json:"fallback,omitempty" oneof:"file-name git" jsonschema:"what may date evidence that nothing else dates: a date in its file name, the first git commit of its bytes; both by default, [] for neither"`
	Goal      schema.Scalar `json:"goal,omitzero" jsonschema:"how much of the last 90 days evidence should have been fresh, such as 99%; less is reported"`
	Exception source.Text   `json:"exception,omitzero" jsonschema:"longest life of an exception without a date; P1Y by default"`
}

type signerFile struct {
	ID       source.Text              `json:"id" jsonschema:"small letters, digits and hyphens; also the key id of its DSSE signatures"`
	Who      source.Text              `json:"who" oneof:"ci person" jsonschema:"a program of the organisation (ci), or a person"`
	Key      source.Text              `json:"key,omitzero" jsonschema:"public key in PEM, or the path of the file of the site that holds it"`
	Identity source.Text              `json:"identity,omitzero" jsonschema:"keyless: subject of the certificate, such as the address of a workflow or a mail address"`
	Issuer   source.Text              `json:"issuer,omitzero" jsonschema:"keyless: who vouches for the identity, such as https://token.actions.githubusercontent.com"`
	Evidence schema.Some[source.Text] `json:"evidence,omitempty" jsonschema:"ids of the evidence that may be signed for, with * for any text; all by default"`
	Controls schema.Some[source.Text] `json:"controls,omitempty" jsonschema:"ids of the controls that the signer may vouch for; all by default"`
}

type sigstoreSection struct {
	TrustedRoot source.Text `json:"trusted_root" jsonschema:"path of the file of the site that holds the trusted root (application/vnd.dev.sigstore.trustedroot+json)"`
}

type htmlSection struct {
	FrameHosts []source.Text `json:"frame_hosts,omitempty" jsonschema:"hosts that an iframe may show, such as www.youtube-nocookie.com"`
}

type kindFile struct {
	ID    source.Text `json:"id" jsonschema:"small letters, digits and hyphens"`
	Title source.Text `json:"title" jsonschema:"how it is called"`
	Doc   source.Text `json:"doc,omitzero" jsonschema:"what it covers, in one line"`
}

// scopeMap maps the values of an axis to values of the site's axes.
type scopeMap = schema.Map[schema.Map[values]]

// values are the values of one axis of scope.
type values = schema.Some[schema.Scalar]

// otherWords are other spellings of a name.
type otherWords = schema.Some[source.Text]

// typeName is the type of a parameter.
type typeName struct{ source.Text }

func (t *typeName) DecodeNode(n *decode.Node) diag.List { return schema.Into(n, "type", &t.Text) }

func (t *typeName) Shape() schema.Shape { return schema.Shape{Words: typeNames()} }

// eventEntry is an event: its feed, or a mapping with its feed.
type eventEntry struct{ eventFile }

type eventFile struct {
	Evidence source.Text `json:"evidence" jsonschema:"id of the evidence that tells when the event last happened"`
	Lead     source.Text `json:"lead,omitzero" alias:"pre_window" jsonschema:"how long before its event evidence may have been collected"`
	Lag      source.Text `json:"lag,omitzero" jsonschema:"how long after its event evidence may take"`
	Every    source.Text `json:"every,omitzero" jsonschema:"how often the feed is collected; the site's default by its kind"`
	Changes  source.Text `json:"changes,omitzero" jsonschema:"a value whose change from one recording to the next is the event: a pointer such as /serverVersion/gitVersion, version, or the name of a normalised parameter"`
	selection.Selection
}

func (e *eventEntry) DecodeNode(n *decode.Node) diag.List {
	if n.Kind == decode.String {
		return schema.Into(n, "event", &e.Evidence)
	}
	return schema.Into(n, "event", &e.eventFile)
}

func (e *eventEntry) Shape() schema.Shape { return schema.TextOr[eventFile]() }

// menuEntry is a link, or a mapping with a title.
type menuEntry struct{ menuFile }

type menuFile struct {
	Title source.Text `json:"title,omitzero" jsonschema:"what the entry says; the page's title by default"`
	Link  source.Text `json:"link" jsonschema:"route such as /security/, or address"`
}

func (e *menuEntry) DecodeNode(n *decode.Node) diag.List {
	if n.Kind == decode.String {
		return schema.Into(n, "menu entry", &e.Link)
	}
	return schema.Into(n, "menu entry", &e.menuFile)
}

func (e *menuEntry) Shape() schema.Shape { return schema.TextOr[menuFile]() }

// policySection maps reasons to actions; its key kinds holds more of the same,
// by kind of control.
type policySection struct {
	actions schema.Map[source.Text]
	kinds   schema.Map[schema.Map[source.Text]]
	weaker  *weakerSection
}

func (p *policySection) DecodeNode(n *decode.Node) diag.List {
	switch n.Kind {
	case decode.Null:
		return nil
	case decode.Map:
	default:
		return diag.List{schema.Expected(n, "a mapping from states to error, warning or off")}
	}
	var list diag.List
	rest := *n
	rest.Fields = nil
	for _, f := range n.Fields {
		switch f.Key {
		case "kinds":
			list.Add(decode.Into(f.Value, &p.kinds)...)
		case "weaker":
			p.weaker = &weakerSection{}
			list.Add(schema.Into(f.Value, f.Key, p.weaker)...)
		default:
			rest.Fields = append(rest.Fields, f)
		}
	}
	list.Add(decode.Into(&rest, &p.actions)...)
	return list
}

func (p *policySection) Shape() schema.Shape {
	return schema.Shape{AnyOf: []reflect.Type{reflect.TypeFor[policyShape]()}}
}
