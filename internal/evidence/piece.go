package evidence

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
	"github.com/candor-site/candor/internal/vouch"
)

// IsID reports whether a text may be the id of evidence: trivy, gh-releases,
// aws_log_groups.
func IsID(text string) bool {
	const marks = "-_"
	return text != "" && strings.Trim(text, marks) == text && strings.Trim(text, marks+idLetters) == ""
}

const idLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// piece is one file on its way to evidence.
type piece struct {
	file   *source.File
	beside *source.File // its envelope, or nil
	// signatures are those of the envelope or, without one, of a record.
	signatures []*source.File
	known      *vouch.Authority // who may sign; nil verifies nothing
	cfg        *site.Config     // nil outside of a site
	formats    *format.Registry
	list       diag.List
	env        *envelope
	record     *record
	raw        func(id string) bool // whether a control asks for the file itself to be published; may be nil
	keep       func(id string) bool // whether the content is needed beside the facts; nil: always
	room       *workroom            // that its files lie in
	past       *recall              // where it is kept when nobody needs its content; may be nil
}

// Inspect reads one file as evidence, with its envelope when envelope is not
// nil, and says what it is. Mistakes come back as diagnostics and problems. A
// nil cfg is no site: times without a zone become the oldest instant that any
// offset allows. Where not even an id can be found, the evidence is nil.
func Inspect(f, envelope *source.File, cfg *site.Config, formats *format.Registry) (*trust.Evidence, format.Reading, diag.List) {
	p := piece{file: f, beside: envelope, cfg: cfg, formats: formats}
	e, r := p.make()
	return e, r, p.list
}

// make reads the file, its envelope and its format, and joins them.
func (p *piece) make() (*trust.Evidence, format.Reading) {
	if p.beside != nil {
		var bad diag.List
		p.env, bad = parseEnvelope(p.beside, p.file)
		p.list.Add(bad...)
	}
	e := &trust.Evidence{
		Path: p.file.Path, Span: p.file.Whole(), Digest: p.file.Digest(), Size: int64(len(p.file.Data)),
		Media: "application/octet-stream", Verdict: trust.VerdictNone,
	}
	r, from := p.read(e)
	e.Format, e.Tool, e.Target, e.Version = r.Format, r.Tool, r.Target, r.Version
	e.Verdict, e.Coverage, e.Params, e.Events, e.Problems = r.Verdict, r.Coverage, r.Params, r.Events, slices.Clone(r.Problems)
	for axis, value := range r.Scope {
		setAxis(&e.Scope, axis, value)
	}
	p.identify(e)
	seal := p.verified(e)
	if seal.Broken {
		return nil, r
	}
	e.Clocks = clocks(p.file.Path, r, from, p.env, seal, p.cfg)
	if p.record != nil {
		p.applyRecord(e)
	}
	if p.env != nil {
		p.applyEnvelope(e)
	}
	e.Title = or(e.Title, e.ID)
	p.restrict(e)
	p.open(e)
	if e.ID == "" {
		return nil, r
	}
	return e, r
}

// verified verifies the signatures, and says how far the evidence is vouched
// for.
func (p *piece) verified(e *trust.Evidence) vouch.Seal {
	document, statement := p.beside, (*decode.Node)(nil)
	switch {
	case p.env != nil:
		statement, e.Assurance = p.env.statement, trust.Unsigned
		if p.env.run != "" {
			e.Assurance = trust.UnsignedRun
		}
	case p.beside != nil: // it cannot be relied on, whoever signed it
		e.Assurance = trust.Inferred
		return vouch.Seal{}
	case p.record != nil:
		document, e.Assurance = p.file, trust.Unsigned
	default:
		e.Assurance = trust.Inferred
		return vouch.Seal{}
	}
	if p.known == nil {
		return vouch.Seal{}
	}
	seal, bad := p.known.Verify(vouch.Document{File: document, Statement: statement, Evidence: e.ID}, p.signatures)
	p.list.Add(bad...)
	e.Signers, e.Problems = seal.Signers, append(e.Problems, seal.Problems...)
	if seal.Signed() {
		e.Assurance = trust.SignedByCI
		if seal.Signers[0].Person {
			e.Assurance = trust.SignedByPerson
		}
	}
	return seal
}

// read decodes the file and reads it as a record, or through a format.
func (p *piece) read(e *trust.Evidence) (format.Reading, string) {
	if isRecord(p.file.Path) {
		rec, bad := parseRecord(p.file, location(p.cfg))
		p.list.Add(bad...)
		if p.record = rec; rec == nil {
			return format.Reading{Verdict: trust.VerdictNone}, fromRecord
		}
		e.Body, e.Media = rec.body, "application/yaml"
		return rec.reading, fromRecord
	}
	var loose *decode.LooseJSON
	if p.room != nil {
		loose = &p.room.json
		loose.Lean = p.passing()
	}
	doc, err := shape.ReadBy(loose, p.file, shape.Limits)
	if err != nil {
		p.unknown(err.Error())
		return format.Reading{Verdict: trust.VerdictNone, Problems: []trust.Problem{{Code: "undecoded", Message: err.Error()}}}, fromDocument
	}
	if e.Media = doc.Media; !doc.Lean {
		e.Body = doc.Body
	}
	r := p.formats.Read(doc, location(p.cfg))
	detach(&r)
	if r.Format == "" {
		p.unknown("")
	}
	return r, fromDocument
}

// passing reports whether nobody needs the content of the file once its format read it.
func (p *piece) passing() bool {
	return p.keep != nil && !p.keep(p.id()) && (p.env == nil || !p.env.publish) && (p.raw == nil || !p.raw(p.id()))
}

// unknown notes that no format reads the file. With an envelope it is evidence
// none the less.
func (p *piece) unknown(why string) {
	if p.beside != nil {
		return
	}
	message := "no format recognises " + path.Base(p.file.Path)
	if why != "" {
		message += ": " + why
	}
	p.list.Add(diag.Diagnostic{
		Severity: diag.Note, Code: diag.FormatUnknown, Span: p.file.Whole(), Message: message,
		Hint: "describe it in an envelope, or add a format below " + FormatsDir,
	})
}

func (p *piece) applyRecord(e *trust.Evidence) {
	c := &p.record.common
	e.Manual, e.Record, e.Title, e.Attester = true, c.Kind.Value, c.Title, p.record.attester
	e.Publish = c.Publish == "raw"
	e.Clocks.ValidUntil = p.record.validUntil
	for _, axis := range p.record.scope.Axes() {
		n := p.record.scopeNodes[axis]
		setAxis(&e.Scope, axis, p.record.scope[axis]...)
		p.checkAxis(axis, n.Span, items(n))
	}
}

// items returns the items of a list, or the one value.
func items(n *decode.Node) []*decode.Node {
	if n.Kind == decode.List {
		return n.Items
	}
	return []*decode.Node{n}
}

// applyEnvelope lays the envelope over what the file says. Where both judge,
// the worse counts: an envelope cannot turn a failure into a pass.
func (p *piece) applyEnvelope(e *trust.Evidence) {
	env := p.env
	e.Title = or(env.title, e.Title)
	e.Media = or(env.media, e.Media)
	e.Tool = trust.Tool{Name: or(env.tool.Name, e.Tool.Name), Version: or(e.Tool.Version, env.tool.Version)}
	e.Command, e.Env, e.ExitCode, e.Collector, e.Run = env.command, env.env, env.exitCode, env.collector, env.run
	e.Target, e.Version = or(env.target, e.Target), or(env.version, e.Version)
	for _, axis := range env.scope.Axes() {
		setAxis(&e.Scope, axis, env.scope[axis]...)
		p.checkAxis(axis, env.axisSpans[axis], env.axes[axis])
	}
	e.Clocks.ValidUntil = period.Sooner(e.Clocks.ValidUntil, env.validUntil)
	e.Verdict = p.verdict(e)
	e.Coverage = joined(e.Coverage, env.coverage)
	e.Params = merged(e.Params, env.params)
	e.Event, e.Parents = env.event, env.parents
	e.Publish, e.Told = env.publish || e.Publish, env.told
	if env.attester != nil {
		e.Attester = env.attester
	}
	if env.manual {
		e.Manual, e.Record = true, or(e.Record, env.record)
	}
}

func (p *piece) verdict(e *trust.Evidence) trust.Verdict {
	own := p.env.verdict
	switch {
	case own == "" || own == e.Verdict:
		return e.Verdict
	case e.Verdict == trust.VerdictNone:
		return own
	}
	e.Problems = append(e.Problems, trust.Problem{
		Code: "verdict-differs", Message: fmt.Sprintf("the file says %s and the envelope says %s; the worse counts", e.Verdict, own),
	})
	return format.Worse(e.Verdict, own)
}

// joined takes the less favourable of two statements on coverage.
func joined(a, b trust.Coverage) trust.Coverage {
	switch {
	case !a.Known:
		return b
	case !b.Known:
		return a
	}
	return trust.Coverage{
		Known: true, Examined: min(a.Examined, b.Examined), Skipped: max(a.Skipped, b.Skipped),
		Errors: max(a.Errors, b.Errors), Truncated: a.Truncated || b.Truncated,
	}
}

// merged adds the parameters of the envelope that the file does not give.
func merged(own, added map[string]any) map[string]any {
	if len(added) == 0 {
		return own
	}
	out := maps.Clone(added)
	maps.Copy(out, own)
	return out
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// id is the id as the envelope, the record or the name of the file gives it.
func (p *piece) id() string {
	switch {
	case p.env != nil && p.env.id.Value != "":
		return p.env.id.Value
	case p.record != nil && p.record.common.ID.Value != "":
		return p.record.common.ID.Value
	}
	id, _, _ := strings.Cut(path.Base(p.file.Path), ".")
	return id
}

// identify gives the evidence its id.
func (p *piece) identify(e *trust.Evidence) {
	e.ID = p.id()
	switch {
	case p.env != nil && p.env.id.Value != "":
		e.Span = p.env.id.Span
	case p.record != nil && p.record.common.ID.Value != "":
		e.Span = p.record.common.ID.Span
	}
	if !IsID(e.ID) {
		p.list.Add(diag.Errorf(diag.ValueInvalid, e.Span, "the name %q gives no evidence id: ids are made of letters, digits, hyphens and underscores", path.Base(p.file.Path)).
			Hinted("rename the file, or give an id in its envelope"))
		e.ID = ""
	}
}

// restrict gives the evidence its audience: the folder's, or a more closed one.
func (p *piece) restrict(e *trust.Evidence) {
	if p.cfg == nil {
		return
	}
	e.Audience = p.cfg.AudienceOf(p.file.Path)
	var own source.Text
	if p.record != nil {
		own = p.record.common.Audience
	}
	if p.env != nil && p.env.audience.Value != "" {
		own = p.env.audience
	}
	switch {
	case own.Value == "":
	case !slices.Contains(p.cfg.Ladder, own.Value):
		d := diag.Errorf(diag.AudienceUnknown, own.Span, "audience %q does not exist, expected one of %s", own.Value, strings.Join(p.cfg.Ladder, ", "))
		d.Hint = diag.DidYouMean(own.Value, p.cfg.Ladder)
		p.list.Add(d)
		e.Audience = p.cfg.Ladder[len(p.cfg.Ladder)-1]
	case p.cfg.Closed(own.Value) < p.cfg.Closed(e.Audience):
		p.list.Add(diag.Errorf(diag.AudienceLoosens, own.Span, "%s is for the audience %s by its folder, and cannot be opened to %s", path.Base(p.file.Path), e.Audience, own.Value).
			Hinted("move the file, or change the audience of its folder in candor.yaml"))
	default:
		e.Audience = own.Value
	}
}

// checkAxis checks the values of an axis that the site declares. Other axes,
// such as account or region, are free; one that is nearly a declared axis is
// probably misspelt.
func (p *piece) checkAxis(axis string, span source.Span, values []*decode.Node) {
	if p.cfg == nil {
		return
	}
	known, declared := p.cfg.Scope[axis]
	if !declared {
		if hint := diag.DidYouMean(axis, slices.Sorted(maps.Keys(p.cfg.Scope))); hint != "" {
			p.list.Add(diag.Warningf(diag.ScopeUnknown, span, "the scope axis %q is not declared in candor.yaml", axis).About(axis).Hinted("%s", hint))
		}
		return
	}
	for _, v := range values {
		if !slices.Contains(known, v.Scalar) {
			d := diag.Errorf(diag.ScopeValueUnknown, v.Span, "%q is no value of the scope axis %s, expected one of %s", v.Scalar, axis, strings.Join(known, ", "))
			d.Hint = diag.DidYouMean(v.Scalar, known)
			p.list.Add(d)
		}
	}
}

// setAxis sets the values of one axis.
func setAxis(s *trust.Scope, axis string, values ...string) {
	if *s == nil {
		*s = trust.Scope{}
	}
	(*s)[axis] = slices.Clone(values)
}
