package diag

// Codes about pages: front matter, Markdown, components, links.
const (
	TagUnclosed        Code = "tag-unclosed"
	TagMismatch        Code = "tag-mismatch"
	TagStrayClose      Code = "tag-stray-close"
	AttrSyntax         Code = "attr-syntax"
	ExprUnsupported    Code = "expr-unsupported"
	ExprUnbound        Code = "expr-unbound"
	ComponentUnknown   Code = "component-unknown"
	PropUnknown        Code = "prop-unknown"
	PropType           Code = "prop-type"
	PropMissing        Code = "prop-missing"
	HTMLForbidden      Code = "html-forbidden"
	ForeignSyntax      Code = "foreign-syntax"
	LinkBroken         Code = "link-broken"
	AnchorBroken       Code = "anchor-broken"
	IDDuplicate        Code = "id-duplicate"
	LayoutHack         Code = "layout-hack"
	LanguageUnknown    Code = "language-unknown"
	FenceOption        Code = "fence-option"
	DiagramUnsupported Code = "diagram-unsupported"
	HeadingStructure   Code = "heading-structure"
	BoldHeading        Code = "bold-heading"
	LinkTitle          Code = "link-title"
	TableStructure     Code = "table-structure"
	RouteConflict      Code = "route-conflict"
	TemplateInvalid    Code = "template-invalid"
	TemplateUnbound    Code = "template-unbound"
	ThemeInvalid       Code = "theme-invalid"
	MessageInvalid     Code = "message-invalid"
	MessageUnknown     Code = "message-unknown"
	PageLanguage       Code = "page-language"
	ThemeUnknown       Code = "theme-unknown"
	ThemeFileSame      Code = "theme-file-same"
	ThemeFileOutdated  Code = "theme-file-outdated"
	NestingTooDeep     Code = "nesting-too-deep"
	EmptyComponent     Code = "empty-component"
	FrontmatterSyntax  Code = "frontmatter-syntax"
	DocumentExpired    Code = "document-expired"
	PageExpired        Code = "page-expired"
	PageFuture         Code = "page-future"
	ReviewInvalid      Code = "review-invalid"
	ReviewOverdue      Code = "review-overdue"
	ImportMissing      Code = "import-missing"
	ImportCycle        Code = "import-cycle"
)

var pageCodes = []Info{
	{TagUnclosed, "a component or element is not closed", "Close it, or write it as <Name/>; a tag opened inside a list item or quote must close there."},
	{TagMismatch, "a closing tag closes another tag", "Tags nest: close the inner one first."},
	{TagStrayClose, "a closing tag has no opening tag", "Remove it, or open the tag before."},
	{AttrSyntax, "an attribute is malformed", `Write name="text", name={value} or name alone.`},
	{ExprUnsupported, "an expression is not supported", "No JavaScript runs at build time. Literals, bindings, members, conditions and templates are supported."},
	{ExprUnbound, "an expression names something that does not exist", "The name after { is bound neither by the page, nor by the site, nor by the catalog."},
	{ComponentUnknown, "a component does not exist", "Create components/NAME.html, or correct the spelling."},
	{PropUnknown, "a component has no such prop", "Correct the spelling; the component's props stand in theme.yaml."},
	{PropType, "a prop has the wrong type", "Write the value as the type that the component declares."},
	{PropMissing, "a required prop is missing", "Add the prop."},
	{HTMLForbidden, "an HTML element or attribute is not allowed", "Raw HTML passes through an allow-list; script, style, event handlers and javascript: never pass."},
	{ForeignSyntax, "a construct belongs to another generator", "It would be shown as plain text. Use the equivalent that the hint names."},
	{LinkBroken, "a link leads nowhere", "The target is not part of the site. Correct the path."},
	{AnchorBroken, "a link's anchor does not exist", "The page exists, the place in it does not. Correct the part after #."},
	{IDDuplicate, "an id stands twice", "Ids must be unique, or links cannot tell the two apart."},
	{LayoutHack, "empty markup is used as spacing", "Empty paragraphs and runs of line breaks are removed; the theme sets the spacing."},
	{DiagramUnsupported, "a diagram is not drawn", "Flowcharts, sequence, state, class and entity diagrams, pie and Gantt charts and timelines in the language of Mermaid are drawn when the site is built. The source of any other is shown."},
	{FenceOption, "an option of a code block is not known", "Options stand behind the language: title, highlight, ins, del, showLineNumbers, wrap and their like."},
	{LanguageUnknown, "a code language is not known", "The block is shown without colours. Write text for code that has none."},
	{HeadingStructure, "the headings of a page are out of order", "Screen readers and contents lists rely on one first heading and on levels that are not skipped."},
	{BoldHeading, "a bold line stands alone, as a heading does", "Contents lists, anchors and screen readers know headings only. Write it as one, or leave it."},
	{LinkTitle, "the title of a link or an image is broken", `A quote inside a title is written \". As it stands, the link or image is shown as text.`},
	{TableStructure, "a row of a table has not as many cells as the table has columns", `Cells in excess are not shown, missing ones stay empty. A bar inside a cell is written \|, also in code.`},
	{RouteConflict, "two things want one address", "Rename one of the two, or give it a slug."},
	{TemplateInvalid, "a template does not parse", "The text between {{ and }} breaks the rules of Go templates."},
	{TemplateUnbound, "a template names something that does not exist", "A statement or an answer reads parameters of its control by name."},
	{ThemeInvalid, "a theme is not usable", "A layout, partial or component of the theme does not parse, or theme.yaml declares it wrongly."},
	{MessageInvalid, "a message of a theme is not usable", "Message files (i18n/LANGUAGE/AREA.yaml) hold texts by key. A placeholder must be one that the English text has, and plural forms need one named other."},
	{PageLanguage, "a page is named as a translation into a language that the site does not have", "NAME.LANGUAGE.md is NAME.md in another language. List the language in site.languages of candor.yaml."},
	{MessageUnknown, "a message belongs to nothing", "English has no message of this key, and no template says it. Correct the spelling, or take it out."},
	{ThemeUnknown, "a theme does not exist", "theme in candor.yaml names a theme that is built in, or a folder below themes; extends in theme.yaml names one that is built in."},
	{ThemeFileSame, "a file of the site's theme says the same as the built-in one", "It changes nothing now, and keeps what a newer candor brings from reaching the portal. Delete it."},
	{ThemeFileOutdated, "a file was copied from the built-in theme, and its model has changed since", "Take over what changed, or start from a new copy: candor theme eject. theme.lock remembers what each file was copied from."},
	{NestingTooDeep, "components are nested too deeply", "Nesting is limited to 64 levels."},
	{EmptyComponent, "a component that needs content has none", "Put the content between the opening and the closing tag."},
	{ImportMissing, "a file that a page includes is missing", "Paths start at the file that names them, or with / at content/; only regular files below the site are read."},
	{ImportCycle, "a part includes itself", "The parts form a circle, which has no end."},
	{FrontmatterSyntax, "the front matter does not parse", "Front matter is YAML between two lines of three hyphens at the start of the file."},
	{DocumentExpired, "a document is past its last day of validity", "It is shown as such. Replace it, or take it out of the site."},
	{PageExpired, "a page has expired", "The build is at or past its date of expiry. Links to it are broken, so that no reader is sent to what no longer holds."},
	{PageFuture, "a page is dated in the future", "It becomes part of the site on its date. A portal that nobody rebuilds does not gain it by itself."},
	{ReviewInvalid, "the review dates of a page contradict each other", "A review that lies ahead, or a next review before the last, tells readers something that cannot be true."},
	{ReviewOverdue, "a page is past its next review", "Readers are told that the page is reviewed by a date that is over. Review it, or say when it will be."},
}
